use wdk_sys::{WDFQUEUE, call_unsafe_wdf_function_binding};

fn delete(queue: WDFQUEUE) {
    unsafe { call_unsafe_wdf_function_binding!(WdfSpinLockAcquire, queue) };
}

fn main() {}
