use wdk_sys::{WDFQUEUE, call_unsafe_wdf_function_binding};

fn start(queue: WDFQUEUE) {
    call_unsafe_wdf_function_binding!(WdfIoQueueStart, queue);
}

fn main() {}
