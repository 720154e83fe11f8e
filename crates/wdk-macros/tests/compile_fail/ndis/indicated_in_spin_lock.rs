//! The drivers above may send while a frame is indicated, which would wait for the lock.
use wdk::{
    ndis::{ReceiveList, Running},
    prelude::*,
};

fn receive(running: &SpinLock<Option<Running>>, list: ReceiveList, irql: &mut Dispatch) {
    running.with(irql, |running, irql| {
        if let Some(running) = running {
            running.indicate(list, irql);
        }
    });
}

fn main() {
    let _ = receive;
}
