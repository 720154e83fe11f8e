use wdk::{
    Dispatch,
    ndis::{ReceiveList, Running},
};

fn twice(running: &Running, list: ReceiveList, irql: &mut Dispatch) {
    running.indicate(list, irql);
    running.indicate(list, irql);
}

fn main() {}
