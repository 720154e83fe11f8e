use wdk::{
    prelude::*,
    wfp::{Action, AleAuthConnectV4, Callout, CalloutKey, Callouts, Classification, DeviceObject},
    wfp::{Filter, FilterAction, OutboundIpPacketV4, Transaction},
};

struct Packets;

impl Callout for Packets {
    type Layer = OutboundIpPacketV4;
    type Flow = ();

    fn classify(&self, _: &Classification<'_, Self>, _: &mut UpToDispatch) -> Action {
        Action::Permit
    }
}

const KEY: CalloutKey<AleAuthConnectV4> =
    CalloutKey::new(wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F31"));

fn register(callouts: &mut Callouts<'_>, device: &impl DeviceObject, irql: &mut Passive) {
    let _ = callouts.register(device, &KEY, Packets, irql);
}

fn filter(engine: &Transaction<'_>, irql: &mut Passive) {
    let filter = Filter::<OutboundIpPacketV4>::new(
        unicode!("at another layer"),
        FilterAction::Terminating(KEY),
    );
    let _ = engine.add_filter(&filter, irql);
}

fn main() {}
