use wdk::ndis::SendList;

fn late(list: SendList) -> usize {
    let buffers = list.buffers();
    list.complete(Ok(()));
    buffers.count()
}

fn main() {}
