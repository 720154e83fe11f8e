//! Work items: routines that system threads run at `PASSIVE_LEVEL`.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{PWORK_QUEUE_ITEM, WORK_QUEUE_TYPE, abi};

use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExQueueWorkItem: partial("QueueType is ignored: all items are served in order at one priority"),
);

#[abi(enter, no_mangle)]
unsafe fn ExQueueWorkItem(WorkItem: PWORK_QUEUE_ITEM, QueueType: WORK_QUEUE_TYPE) {
    let _ = QueueType;
    let kernel = Kernel::current();
    // SAFETY: the caller passes an initialised item.
    let item = unsafe { &mut *WorkItem };
    if !item.List.Flink.is_null() {
        let message = format!("the work item at {WorkItem:p} is queued while it is queued");
        // WORKER_INVALID.
        kernel.stop(0xE4, [0, WorkItem as u64, 0, 0], message);
    }
    // What marks the item as queued.
    item.List.Flink = &raw mut item.List;
    kernel.queue_work(WorkItem);
}
