use wdk::ndis::SendLists;

fn twice(lists: SendLists) {
    lists.complete(Ok(()));
    lists.complete(Ok(()));
}

fn main() {}
