//! `KeGetCurrentIrql` and the functions that change it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{KIRQL, abi};

use crate::{
    exports::{Export, export_table},
    machine::Kernel,
};

pub(crate) const EXPORTS: &[Export] =
    export_table!("ntoskrnl.exe": KeGetCurrentIrql, KfRaiseIrql, KeLowerIrql);

#[abi(no_mangle)]
fn KeGetCurrentIrql() -> KIRQL {
    Kernel::current().sched.irql()
}

#[abi(enter, no_mangle)]
unsafe fn KfRaiseIrql(NewIrql: KIRQL) -> KIRQL {
    Kernel::current().sched.raise_irql(NewIrql)
}

#[abi(enter, no_mangle)]
unsafe fn KeLowerIrql(NewIrql: KIRQL) {
    Kernel::current().sched.lower_irql(NewIrql);
}
