use wdk::ndis::{ReceiveList, Running};

fn twice(running: &Running, list: ReceiveList) {
    running.indicate(list);
    running.indicate(list);
}

fn main() {}
