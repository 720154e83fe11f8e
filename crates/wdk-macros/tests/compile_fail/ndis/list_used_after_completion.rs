use wdk::{Dispatch, ndis::SendList};

fn late(list: SendList, irql: &mut Dispatch) -> usize {
    let buffers = list.buffers();
    list.complete(Ok(()), irql);
    buffers.count()
}

fn main() {}
