//! The traffic that a callout classifies, and its decisions.
#![expect(
    unsafe_code,
    reason = "reads the filter engine's values, which it shares by pointer"
)]

use core::{ffi::c_void, fmt, ptr::NonNull};

use wdk_sys::wfp as sys;

use super::{
    Callout, Field, FlowHandle, Layer, Packet, PacketLayer, StreamData, StreamLayer, layers::Value,
};

/// The decision of a callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// The next filter decides. The callout of an inspection filter returns nothing else.
    Continue,
    /// Permits the traffic.
    Permit,
    /// Blocks the traffic, whatever sublayers with a lower weight decide.
    Block,
    /// Blocks the traffic unless a sublayer with a lower weight permits it.
    SoftBlock,
    /// As [`Block`](Self::Block), without notifying the sender: for data that the callout has taken
    /// over, to inject it later.
    Absorb,
}

/// Traffic that a filter has matched, at the layer of callout `C`.
pub struct Classification<'a, C: Callout> {
    pub(crate) values: &'a sys::FWPS_INCOMING_VALUES0,
    pub(crate) metadata: &'a sys::FWPS_INCOMING_METADATA_VALUES0,
    pub(crate) data: Option<NonNull<c_void>>,
    pub(crate) filter: &'a sys::FWPS_FILTER3,
    pub(crate) flow: Option<&'a C::Flow>,
    pub(crate) may_decide: bool,
}

impl<C: Callout> Classification<'_, C> {
    /// The value of a field; `None` when the engine left it empty.
    #[must_use]
    pub fn get<T: Value>(&self, field: Field<C::Layer, T>) -> Option<T::Output<'_>> {
        if u32::from(field.index) >= self.values.valueCount {
            return None;
        }
        let values = self.values.incomingValue;
        // SAFETY: the array has `valueCount` values, and the index is below that.
        let value = unsafe { values.add(field.index.into()) };
        // SAFETY: an element of the array, which the engine leaves as it is during the call.
        let value = unsafe { &*value };
        // SAFETY: the engine's values are valid while the classification runs.
        unsafe { T::read(&value.value) }
    }

    fn known<T>(&self, flag: u32, value: T) -> Option<T> {
        (self.metadata.currentMetadataValues & flag != 0).then_some(value)
    }

    /// The process that the traffic belongs to.
    #[must_use]
    pub fn process_id(&self) -> Option<u64> {
        self.known(sys::FWPS_METADATA_FIELD_PROCESS_ID, self.metadata.processId)
    }

    /// The flow that the traffic belongs to, once it is established.
    #[must_use]
    pub fn flow_handle(&self) -> Option<FlowHandle<'_>> {
        self.known(
            sys::FWPS_METADATA_FIELD_FLOW_HANDLE,
            self.metadata.flowHandle,
        )
        .map(FlowHandle::new)
    }

    /// The context that the callout has attached to the flow.
    #[must_use]
    pub fn flow(&self) -> Option<&C::Flow> {
        self.flow
    }

    /// Whether the packet is received and not sent.
    #[must_use]
    pub fn is_inbound(&self) -> Option<bool> {
        self.known(
            sys::FWPS_METADATA_FIELD_PACKET_DIRECTION,
            self.metadata.packetDirection == sys::_FWP_DIRECTION_::FWP_DIRECTION_INBOUND,
        )
    }

    /// The length of the IP header in bytes.
    #[must_use]
    pub fn ip_header_size(&self) -> Option<u32> {
        self.known(
            sys::FWPS_METADATA_FIELD_IP_HEADER_SIZE,
            self.metadata.ipHeaderSize,
        )
    }

    /// The length of the transport header in bytes.
    #[must_use]
    pub fn transport_header_size(&self) -> Option<u32> {
        self.known(
            sys::FWPS_METADATA_FIELD_TRANSPORT_HEADER_SIZE,
            self.metadata.transportHeaderSize,
        )
    }

    /// The endpoint that packets are injected for.
    #[must_use]
    pub fn endpoint_handle(&self) -> Option<u64> {
        self.known(
            sys::FWPS_METADATA_FIELD_TRANSPORT_ENDPOINT_HANDLE,
            self.metadata.transportEndpointHandle,
        )
    }

    /// The routing compartment that packets are injected into.
    #[must_use]
    pub fn compartment_id(&self) -> Option<u32> {
        self.known(
            sys::FWPS_METADATA_FIELD_COMPARTMENT_ID,
            self.metadata.compartmentId,
        )
    }

    /// The run-time identifier of the filter.
    #[must_use]
    pub fn filter_id(&self) -> u64 {
        self.filter.filterId
    }

    /// The number that was given with the filter, [`Filter::context`](super::Filter::context).
    #[must_use]
    pub fn filter_context(&self) -> u64 {
        self.filter.context
    }

    /// Whether the callout has the right to decide. When a sublayer with a higher weight has made a
    /// final decision, only [`Action::Block`] has an effect, as a veto.
    #[must_use]
    pub fn may_decide(&self) -> bool {
        self.may_decide
    }
}

impl<C: Callout<Layer: PacketLayer>> Classification<'_, C> {
    /// The packet; at some layers not every classification has one.
    #[must_use]
    pub fn packet(&self) -> Option<&Packet> {
        // SAFETY: at packet layers the data is a list of buffers, valid while the classification runs.
        self.data
            .map(|data| unsafe { Packet::from_raw(data.as_ptr().cast()) })
    }
}

impl<C: Callout<Layer: StreamLayer>> Classification<'_, C> {
    /// The stream segment.
    #[must_use]
    pub fn stream(&self) -> Option<StreamData<'_>> {
        let packet = self.data?.cast::<sys::FWPS_STREAM_CALLOUT_IO_PACKET0>();
        // SAFETY: at stream layers the data is such a structure, valid while the classification runs.
        let data = unsafe { packet.as_ref() }.streamData;
        // SAFETY: null, or the data of the segment.
        unsafe { data.as_ref() }.map(StreamData::new)
    }
}

impl<C: Callout> fmt::Debug for Classification<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} filter {}", C::Layer::NAME, self.filter_id())
    }
}

/// Decides in the place of a callout that a filter names at a layer that it is not registered for: as
/// the engine does when a callout is not registered at all.
#[cold]
pub(crate) fn answer_at_wrong_layer(out: &mut sys::FWPS_CLASSIFY_OUT0, filter: &sys::FWPS_FILTER3) {
    let permits = sys::FWPS_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED as u16;
    let action = if filter.action.r#type == sys::FWP_ACTION_CALLOUT_INSPECTION {
        Action::Continue
    } else if filter.flags & permits != 0 {
        Action::Permit
    } else {
        Action::Block
    };
    crate::println!(
        "wdk: filter {} names a callout at a layer that the callout is not for; it was not called",
        filter.filterId
    );
    answer(out, filter, action);
}

/// Writes a decision for the engine, as far as the callout has the right to make it.
pub(crate) fn answer(
    out: &mut sys::FWPS_CLASSIFY_OUT0,
    filter: &sys::FWPS_FILTER3,
    action: Action,
) {
    let may_decide = out.rights & sys::FWPS_RIGHT_ACTION_WRITE != 0;
    match action {
        Action::Continue if may_decide => out.actionType = sys::FWP_ACTION_CONTINUE,
        Action::Permit if may_decide => {
            out.actionType = sys::FWP_ACTION_PERMIT;
            let clear = sys::FWPS_FILTER_FLAG_CLEAR_ACTION_RIGHT as u16;
            if filter.flags & clear != 0 {
                out.rights &= !sys::FWPS_RIGHT_ACTION_WRITE;
            }
        }
        Action::SoftBlock if may_decide => out.actionType = sys::FWP_ACTION_BLOCK,
        Action::Block | Action::Absorb => {
            out.actionType = sys::FWP_ACTION_BLOCK;
            out.rights &= !sys::FWPS_RIGHT_ACTION_WRITE;
            if action == Action::Absorb {
                out.flags |= sys::FWPS_CLASSIFY_OUT_FLAG_ABSORB;
            }
        }
        Action::Continue | Action::Permit | Action::SoftBlock => {}
    }
}
