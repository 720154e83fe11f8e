#![forbid(unsafe_code)]
#![allow(unexpected_cfgs, non_snake_case)]

// Imports and calls any function of the kernel.
wdk::__export!(
    [unsafe { wdk::__private::Generated::new() }]
    [pub] ExFreePool "ExFreePool" "ntoskrnl.exe" [] [(block [] usize)] [()] {}
);

fn main() {}
