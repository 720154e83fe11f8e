//! Work items: routines that system threads run at `PASSIVE_LEVEL`.
#![forbid(unsafe_code)]

use wdk_sys::{WORK_QUEUE_ITEM, WORK_QUEUE_TYPE, abi};

use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExQueueWorkItem: partial("QueueType is ignored: all items are served in order at one priority"),
);

#[abi(enter, no_mangle)]
fn ExQueueWorkItem(WorkItem: Struct<WORK_QUEUE_ITEM>, QueueType: WORK_QUEUE_TYPE) {
    let address = WorkItem.raw();
    let _ = QueueType;
    let kernel = Kernel::current();
    let item = WorkItem.get();
    if !item.List.Flink.is_null() {
        let message = format!("the work item at {address:p} is queued while it is queued");
        // WORKER_INVALID.
        kernel.stop(0xE4, [0, WorkItem.raw() as u64, 0, 0], message);
    }
    // What marks the item as queued.
    item.List.Flink = &raw mut item.List;
    kernel.queue_work(WorkItem.raw());
}
