use wdk_sys::{WDFQUEUE, call_unsafe_wdf_function_binding};

fn begin(queue: WDFQUEUE) {
    unsafe { call_unsafe_wdf_function_binding!(WdfIoQueueBegin, queue) };
}

fn main() {}
