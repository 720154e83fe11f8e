//! The engine may classify a packet while it is injected, which would wait for the lock.
use wdk::{
    prelude::*,
    wfp::{Injector, OwnedPacket},
};

fn inject(lock: &SpinLock<u32>, injector: &Injector, packet: OwnedPacket, irql: &mut UpToDispatch) {
    let _ = lock.with(irql, |_, irql| injector.network_send(packet, 1, irql));
}

fn main() {
    let _ = inject;
}
