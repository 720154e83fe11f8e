//! The firewall: a callout at the layers where connections are authorised, and its filters.
//! Both drivers use it, the one with the framework and the one without.

use wdk::{
    prelude::*,
    registry::{Access, Key},
    wfp::{
        Action, AleAuthConnectV4, AleAuthConnectV6, AleAuthRecvAcceptV4, AleAuthRecvAcceptV6,
        Callout, CalloutKey, Callouts, Classification, DeviceObject, Engine, Filter, FilterAction,
        Ports, Transaction, TransportProtocol,
    },
};

/// Blocks connections from or to one port, of the peer or of this machine.
pub(crate) struct PortBlock<L> {
    port: u16,
    layer: core::marker::PhantomData<fn() -> L>,
}

impl<L: Ports + TransportProtocol> Callout for PortBlock<L> {
    type Layer = L;
    type Flow = ();

    fn classify(&self, traffic: &Classification<'_, Self>, _irql: &mut UpToDispatch) -> Action {
        let remote = traffic.get(L::REMOTE_PORT);
        let local = traffic.get(L::LOCAL_PORT);
        if remote == Some(self.port) || local == Some(self.port) {
            log::info!("port {} is blocked", self.port);
            Action::Block
        } else {
            Action::Permit
        }
    }
}

/// The sublayer of the driver's filters.
const SUBLAYER: Guid = wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F30");

/// The callouts, one for each layer.
const CONNECT_V4: CalloutKey<AleAuthConnectV4> =
    CalloutKey::new(wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F31"));
const CONNECT_V6: CalloutKey<AleAuthConnectV6> =
    CalloutKey::new(wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F32"));
const ACCEPT_V4: CalloutKey<AleAuthRecvAcceptV4> =
    CalloutKey::new(wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F33"));
const ACCEPT_V6: CalloutKey<AleAuthRecvAcceptV6> =
    CalloutKey::new(wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F34"));

/// A higher weight than that of the default sublayer.
const WEIGHT: u16 = 0xC000;

/// Registers the callouts and adds the filters, for the port that the key of `registry_path` sets.
pub(crate) fn start(
    callouts: &mut Callouts<'_>,
    device: &impl DeviceObject,
    registry_path: &UnicodeStr,
    irql: &mut Passive,
) -> Result<()> {
    let port = Key::parameters(registry_path, Access::Read, irql)?.u32(unicode!("Port"))?;
    let port = u16::try_from(port).map_err(|_| Error::INVALID_PARAMETER)?;
    register(callouts, device, &CONNECT_V4, port, irql)?;
    register(callouts, device, &CONNECT_V6, port, irql)?;
    register(callouts, device, &ACCEPT_V4, port, irql)?;
    register(callouts, device, &ACCEPT_V6, port, irql)?;
    let engine = Engine::open(irql)?;
    engine.transaction(irql, |engine, irql| {
        engine.add_sublayer(&SUBLAYER, unicode!("Port block"), WEIGHT, irql)?;
        add(engine, &CONNECT_V4, irql)?;
        add(engine, &CONNECT_V6, irql)?;
        add(engine, &ACCEPT_V4, irql)?;
        add(engine, &ACCEPT_V6, irql)
    })?;
    // The session is dynamic: the filters are deleted when it is closed, with the driver.
    callouts.keep(engine)
}

fn register<L: Ports + TransportProtocol>(
    callouts: &mut Callouts<'_>,
    device: &impl DeviceObject,
    key: &CalloutKey<L>,
    port: u16,
    irql: &mut Passive,
) -> Result<()> {
    let layer = core::marker::PhantomData::<fn() -> L>;
    callouts.register(device, key, PortBlock { port, layer }, irql)?;
    Ok(())
}

/// A filter for TCP: its callout sees every connection and decides.
fn add<L: Ports + TransportProtocol>(
    engine: &Transaction<'_>,
    callout: &CalloutKey<L>,
    irql: &mut Passive,
) -> Result<()> {
    /// `IPPROTO_TCP`.
    const TCP: u8 = 6;
    engine.add_callout(callout, unicode!("Port block"), irql)?;
    let filter = Filter::new(unicode!("Port block"), FilterAction::Terminating(*callout))
        .sublayer(&SUBLAYER)
        .equal(L::PROTOCOL, TCP);
    engine.add_filter(&filter, irql)?;
    Ok(())
}
