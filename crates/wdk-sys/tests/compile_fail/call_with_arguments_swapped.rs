use wdk_sys::{NTSTATUS, WDFREQUEST, call_unsafe_wdf_function_binding};

fn complete(request: WDFREQUEST, status: NTSTATUS) {
    unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, status, request) };
}

fn main() {}
