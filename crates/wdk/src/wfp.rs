//! Callout drivers of the [Windows Filtering Platform](https://learn.microsoft.com/windows-hardware/drivers/network/windows-filtering-platform-callout-drivers2)
//! (feature `wfp`).
//!
//! A callout driver filters network traffic: it *registers* a [`Callout`] with the filter engine,
//! *adds* it and filters that refer to it to the base filtering engine, and is called for every
//! connection, packet or stream segment that a filter matches.
//!
//! ```no_run
//! use wdk::{
//!     prelude::*,
//!     wfp::{self, Action, AleAuthConnectV4, CalloutKey, Callouts, Classification},
//! };
//!
//! /// Blocks connections to one port.
//! struct PortBlock { port: u16 }
//!
//! impl wfp::Callout for PortBlock {
//!     type Layer = AleAuthConnectV4;
//!     type Flow = ();
//!
//!     fn classify(&self, traffic: &Classification<'_, Self>, _: &mut UpToDispatch) -> Action {
//!         match traffic.get(AleAuthConnectV4::REMOTE_PORT) {
//!             Some(port) if port == self.port => Action::Block,
//!             _ => Action::Continue,
//!         }
//!     }
//! }
//!
//! const CALLOUT: CalloutKey<AleAuthConnectV4> =
//!     CalloutKey::new(wdk::guid!("0E2C4A3B-6A38-4C8B-9F2D-6C52F0E9A871"));
//!
//! #[wdk::context]
//! struct Control;
//!
//! #[wdk::driver_entry]
//! fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
//!     DriverConfig::new()
//!         .non_pnp()
//!         .evt_unload(unload)
//!         .create_callouts(driver, registry_path, start)
//! }
//!
//! fn start(driver: &Driver, callouts: &mut Callouts<'_>, irql: &mut Passive) -> Result<()> {
//!     let init = DeviceInit::control(driver, unicode!("D:P(A;;GA;;;SY)"), irql)?;
//!     let device = init.create(|| Control, irql)?;
//!     let device = device.finish_initializing();
//!     callouts.register(device, &CALLOUT, PortBlock { port: 4444 }, irql)?;
//!     Ok(())
//! }
//!
//! fn unload(_: &Driver, _: &mut Passive) {}
//! ```
//!
//! # Guarantees
//! - A callout is unregistered before the driver's image is unloaded: after the unload routine has
//!   run, and when `DriverEntry` fails after registering it. [`Callouts`] keeps it, so there is no
//!   guard that a driver could leak. Contexts on flows, which make `FwpsCalloutUnregisterById`
//!   return `STATUS_DEVICE_BUSY`, are removed first.
//! - There is no callout driver without an unload routine:
//!   [`DriverConfig::create_callouts`](crate::DriverConfig::create_callouts) exists only after
//!   [`evt_unload`](crate::DriverConfig::evt_unload), and a [`wdm::Driver`](crate::wdm::Driver)
//!   always has one.
//! - A callout is called for traffic of its own layer: keys carry the layer ([`CalloutKey`]), and the
//!   layer of each classification is compared with it, since programs can add filters, too.
//! - Fields are read by the names and types that the layer defines ([`Classification::get`]).
//! - The engine gets a decision only from a callout that has the right to it, or when it is a veto.
//!
//! # Modules
//! [`layers`]: layers and their fields; [`classify`]: what a callout gets to classify; [`flow`]:
//! flows and their contexts; [`engine`]: sublayers, filters, transactions; [`packet`]: packets and
//! clones of them; [`inject`]: injection.

pub mod classify;
mod driver;
pub mod engine;
pub mod flow;
pub mod inject;
pub mod layers;
pub mod packet;
mod registration;

pub use classify::{Action, Classification};
pub use driver::{Callouts, DeviceObject};
pub use engine::{Engine, Filter, FilterAction, FilterId, Transaction};
pub use flow::{Flow, FlowHandle};
pub use inject::{Injection, InjectionState, Injector};
pub use layers::*;
pub use packet::{OwnedPacket, Packet, StreamData};
pub use registration::{CalloutId, CalloutKey};

use crate::{Guid, Passive, Result, UpToDispatch};

/// A callout: its functions and their data.
///
/// The value is moved into nonpaged pool when it is registered, and dropped at `PASSIVE_LEVEL` when
/// the filter engine does not call it any more.
pub trait Callout: Send + Sync + Sized + 'static {
    /// The layer that it is called at.
    type Layer: Layer;
    /// The context that it attaches to flows; `()` when it attaches none.
    type Flow: Send + Sync + 'static;

    /// `classifyFn`: classifies traffic that a filter has matched.
    ///
    /// # IRQL
    /// At most `DISPATCH_LEVEL`.
    fn classify(&self, traffic: &Classification<'_, Self>, irql: &mut UpToDispatch) -> Action;

    /// `notifyFn`: a filter that refers to the callout is added or was deleted.
    ///
    /// # Errors
    /// An error refuses a filter that is being added; for a deletion it is ignored.
    fn notify(&self, change: FilterChange, irql: &mut Passive) -> Result<()> {
        let _ = (change, irql);
        Ok(())
    }

    /// `flowDeleteFn`: a flow with a context ends, or the driver is being unloaded. The callout gets
    /// its context back.
    ///
    /// # IRQL
    /// At most `DISPATCH_LEVEL`.
    fn flow_delete(&self, context: Self::Flow, irql: &mut UpToDispatch) {
        let _ = irql;
        drop(context);
    }
}

/// A change of a filter that refers to the callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilterChange {
    /// It is being added, under this key.
    Added {
        /// The filter's run-time identifier.
        filter: u64,
        /// The filter's key.
        key: Guid,
    },
    /// The transaction that added it was committed.
    Committed {
        /// The filter's run-time identifier.
        filter: u64,
    },
    /// It was deleted.
    Deleted {
        /// The filter's run-time identifier.
        filter: u64,
    },
}
