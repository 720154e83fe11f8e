use wdk::{Dispatch, ndis::SendLists};

fn twice(lists: SendLists, irql: &mut Dispatch) {
    lists.complete(Ok(()), irql);
    lists.complete(Ok(()), irql);
}

fn main() {}
