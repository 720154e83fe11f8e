//! The callbacks of a miniport.
#![forbid(unsafe_code)]

use wdk_sys::{
    _NDIS_DEVICE_PNP_EVENT as event, _NDIS_HALT_ACTION as halt, NDIS_DEVICE_PNP_EVENT,
    NDIS_HALT_ACTION,
};

use super::{
    Adapter, Attributes, Initialize, OidAnswered, OidRequest, ReceiveLists, RequestId, Running,
    SendLists,
};
use crate::{Dispatch, Passive, Result, UpToDispatch};

/// Why an adapter is halted, `NDIS_HALT_ACTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HaltAction {
    /// It is disabled or removed.
    Disabled,
    /// An intermediate driver deinitialises its virtual adapter.
    InstanceDeInitialized,
    /// It enters a low power state, and was registered to be halted for that.
    PoweredDown,
    /// It was removed without notice.
    SurpriseRemoved,
    /// It failed.
    Failed,
    /// NDIS failed after [`Miniport::initialize`] had succeeded.
    InitializationFailed,
    /// It is stopped, as to change its resources.
    Stopped,
    /// Another reason.
    Other(i32),
}

impl From<NDIS_HALT_ACTION> for HaltAction {
    fn from(raw: NDIS_HALT_ACTION) -> Self {
        match raw {
            halt::NdisHaltDeviceDisabled => Self::Disabled,
            halt::NdisHaltDeviceInstanceDeInitialized => Self::InstanceDeInitialized,
            halt::NdisHaltDevicePoweredDown => Self::PoweredDown,
            halt::NdisHaltDeviceSurpriseRemoved => Self::SurpriseRemoved,
            halt::NdisHaltDeviceFailed => Self::Failed,
            halt::NdisHaltDeviceInitializationFailed => Self::InitializationFailed,
            halt::NdisHaltDeviceStopped => Self::Stopped,
            other => Self::Other(other),
        }
    }
}

/// A device Plug and Play event, `NDIS_DEVICE_PNP_EVENT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PnpEvent {
    /// The system queries whether the device can be removed.
    QueryRemoved,
    /// The device is removed.
    Removed,
    /// The device was removed without notice.
    SurpriseRemoved,
    /// The system queries whether the device can be stopped.
    QueryStopped,
    /// The device is stopped.
    Stopped,
    /// The computer's power source changed between battery and mains.
    PowerProfileChanged,
    /// Another event.
    Other(i32),
}

impl From<NDIS_DEVICE_PNP_EVENT> for PnpEvent {
    fn from(raw: NDIS_DEVICE_PNP_EVENT) -> Self {
        match raw {
            event::NdisDevicePnPEventQueryRemoved => Self::QueryRemoved,
            event::NdisDevicePnPEventRemoved => Self::Removed,
            event::NdisDevicePnPEventSurpriseRemoved => Self::SurpriseRemoved,
            event::NdisDevicePnPEventQueryStopped => Self::QueryStopped,
            event::NdisDevicePnPEventStopped => Self::Stopped,
            event::NdisDevicePnPEventPowerProfileChanged => Self::PowerProfileChanged,
            other => Self::Other(other),
        }
    }
}

/// The result of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// Packet filter and multicast list are as before.
    Done,
    /// NDIS must set packet filter and multicast list again.
    AddressingLost,
}

/// A miniport: its value is one adapter, and NDIS calls its methods.
///
/// Put [`#[wdk::handlers]`](macro@crate::handlers) on the implementation: it records which methods
/// are written. NDIS 6 requires most callbacks; those that are not written do the minimum that
/// Microsoft's documentation describes.
///
/// | method | callback |
/// |---|---|
/// | [`initialize`](Self::initialize) | `MiniportInitializeEx` |
/// | [`halt`](Self::halt) | `MiniportHaltEx` |
/// | [`pause`](Self::pause), [`restart`](Self::restart) | `MiniportPause`, `MiniportRestart` |
/// | [`send_net_buffer_lists`](Self::send_net_buffer_lists), [`cancel_send`](Self::cancel_send) | `MiniportSendNetBufferLists`, `MiniportCancelSend` |
/// | [`return_net_buffer_lists`](Self::return_net_buffer_lists) | `MiniportReturnNetBufferLists` |
/// | [`oid_request`](Self::oid_request), [`cancel_oid_request`](Self::cancel_oid_request) | `MiniportOidRequest`, `MiniportCancelOidRequest` |
/// | [`device_pnp_event`](Self::device_pnp_event), [`shutdown`](Self::shutdown) | `MiniportDevicePnPEventNotify`, `MiniportShutdownEx` |
/// | [`check_for_hang`](Self::check_for_hang), [`reset`](Self::reset) | `MiniportCheckForHangEx`, `MiniportResetEx`; absent unless written |
/// | [`set_options`](Self::set_options) | `MiniportSetOptions`; absent unless written |
/// | [`timer`](Self::timer) | a timer object of the adapter |
///
/// `MiniportDriverUnload` is [`wdm::Driver::unload`](crate::wdm::Driver::unload), after which the
/// driver is deregistered.
///
/// See [NDIS miniport drivers](https://learn.microsoft.com/windows-hardware/drivers/network/ndis-miniport-drivers2).
pub trait Miniport: crate::registered::MiniportAttribute + Sized + Send + Sync + 'static {
    /// What all adapters of the driver share; `()` for nothing.
    type Driver: Send + Sync + 'static;

    /// The version of the driver, which NDIS reports.
    const VERSION: (u8, u8) = (1, 0);

    #[doc(hidden)]
    const HAS_INITIALIZE: bool = false;
    #[doc(hidden)]
    const HAS_HALT: bool = false;
    #[doc(hidden)]
    const HAS_PAUSE: bool = false;
    #[doc(hidden)]
    const HAS_RESTART: bool = false;
    #[doc(hidden)]
    const HAS_SEND_NET_BUFFER_LISTS: bool = false;
    #[doc(hidden)]
    const HAS_RETURN_NET_BUFFER_LISTS: bool = false;
    #[doc(hidden)]
    const HAS_CANCEL_SEND: bool = false;
    #[doc(hidden)]
    const HAS_OID_REQUEST: bool = false;
    #[doc(hidden)]
    const HAS_CANCEL_OID_REQUEST: bool = false;
    #[doc(hidden)]
    const HAS_DEVICE_PNP_EVENT: bool = false;
    #[doc(hidden)]
    const HAS_SHUTDOWN: bool = false;
    #[doc(hidden)]
    const HAS_CHECK_FOR_HANG: bool = false;
    #[doc(hidden)]
    const HAS_RESET: bool = false;
    #[doc(hidden)]
    const HAS_SET_OPTIONS: bool = false;
    #[doc(hidden)]
    const HAS_TIMER: bool = false;

    /// `MiniportInitializeEx`: makes an adapter and its attributes. It is paused afterwards.
    ///
    /// # Errors
    /// The device fails to start with this error.
    fn initialize(adapter: &Initialize<'_, Self>, irql: &mut Passive)
    -> Result<(Self, Attributes)>;

    /// `MiniportHaltEx`: the adapter is halted. It is paused, and nothing of it is outstanding.
    fn halt(self, driver: &Self::Driver, action: HaltAction, irql: &mut Passive) {
        let _ = (driver, action, irql);
    }

    /// `MiniportPause`: stops sending and receiving. Lists that are still to be sent are completed
    /// with [`status::PAUSED`](super::status::PAUSED), and every [`Running`] is dropped, at once or
    /// soon: the pause is complete when that is done and all indicated lists are returned. New lists
    /// are refused meanwhile.
    fn pause(&self, adapter: &Adapter<Self>, irql: &mut Passive) {
        let _ = (adapter, irql);
    }

    /// `MiniportRestart`: the adapter sends from now on, and may indicate what it receives for as
    /// long as it keeps `running`.
    ///
    /// # Errors
    /// The adapter stays paused.
    fn restart(&self, adapter: &Adapter<Self>, running: Running, irql: &mut Passive) -> Result {
        let _ = (adapter, running, irql);
        Ok(())
    }

    /// `MiniportSendNetBufferLists`: lists to send, which the adapter completes now or later.
    fn send_net_buffer_lists(
        &self,
        adapter: &Adapter<Self>,
        lists: SendLists,
        irql: &mut UpToDispatch,
    );

    /// `MiniportReturnNetBufferLists`: lists that were indicated are returned. Unless written, they
    /// are freed.
    fn return_net_buffer_lists(
        &self,
        adapter: &Adapter<Self>,
        lists: ReceiveLists,
        irql: &mut UpToDispatch,
    ) {
        let _ = (adapter, irql);
        drop(lists);
    }

    /// `MiniportCancelSend`: lists with this identifier that still wait are completed with
    /// [`status::REQUEST_ABORTED`](super::status::REQUEST_ABORTED).
    fn cancel_send(&self, adapter: &Adapter<Self>, cancel_id: usize, irql: &mut UpToDispatch) {
        let _ = (adapter, cancel_id, irql);
    }

    /// `MiniportOidRequest`: a query or a setting. Unless written, none is supported.
    fn oid_request<'a>(
        &self,
        adapter: &Adapter<Self>,
        request: OidRequest<'a>,
        irql: &mut Passive,
    ) -> OidAnswered<'a> {
        let _ = (adapter, irql);
        request.finish()
    }

    /// `MiniportCancelOidRequest`: a [`PendingOid`](super::PendingOid) with this identifier is
    /// not wanted any more.
    fn cancel_oid_request(
        &self,
        adapter: &Adapter<Self>,
        request: RequestId,
        irql: &mut UpToDispatch,
    ) {
        let _ = (adapter, request, irql);
    }

    /// `MiniportDevicePnPEventNotify`.
    fn device_pnp_event(&self, adapter: &Adapter<Self>, event: PnpEvent, irql: &mut Passive) {
        let _ = (adapter, event, irql);
    }

    /// `MiniportShutdownEx`, when the system shuts down: resets the hardware to its initial state.
    ///
    /// After a bug check it is not called: the level may be any, and no function of the system or of
    /// this crate may be called then.
    fn shutdown(&self, adapter: &Adapter<Self>, irql: &mut Passive) {
        let _ = (adapter, irql);
    }

    /// `MiniportCheckForHangEx`: whether the adapter is to be [reset](Self::reset).
    fn check_for_hang(&self, adapter: &Adapter<Self>, irql: &mut UpToDispatch) -> bool {
        let _ = (adapter, irql);
        false
    }

    /// `MiniportResetEx`: resets the adapter; lists that wait are completed with
    /// [`status::RESET_IN_PROGRESS`](super::status::RESET_IN_PROGRESS).
    ///
    /// # Errors
    /// The reset failed.
    fn reset(&self, adapter: &Adapter<Self>, irql: &mut UpToDispatch) -> Result<Reset> {
        let _ = (adapter, irql);
        Ok(Reset::Done)
    }

    /// `MiniportSetOptions`, during the registration.
    ///
    /// # Errors
    /// The registration fails with this error.
    fn set_options(driver: &Self::Driver, irql: &mut Passive) -> Result {
        let _ = (driver, irql);
        Ok(())
    }

    /// The timer that [`Adapter::start_timer`] started has expired.
    fn timer(&self, adapter: &Adapter<Self>, irql: &mut Dispatch) {
        let _ = (adapter, irql);
    }
}
