#![deny(unused_must_use)]

use wdk_sys::{WDFREQUEST, call_unsafe_wdf_function_binding};

fn unmark(request: WDFREQUEST) {
    unsafe {
        call_unsafe_wdf_function_binding!(WdfRequestUnmarkCancelable, request);
    }
}

fn main() {}
