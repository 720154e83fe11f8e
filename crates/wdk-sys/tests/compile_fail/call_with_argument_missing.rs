use wdk_sys::{WDFREQUEST, call_unsafe_wdf_function_binding};

fn complete(request: WDFREQUEST) {
    unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, request) };
}

fn main() {}
