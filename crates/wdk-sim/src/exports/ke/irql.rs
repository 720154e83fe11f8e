//! `KeGetCurrentIrql` and the functions that change it.
#![forbid(unsafe_code)]

use wdk_sys::{KIRQL, abi};

use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    nt::{kernel::Kernel, verifier::rules},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeGetCurrentIrql: full,
    KfRaiseIrql: full,
    KeLowerIrql: full,
    "KeRaiseIrqlToDpcLevel" = raise_to_dispatch: full,
    "KfLowerIrql" = KeLowerIrql: full,
);

#[abi(no_mangle)]
fn KeGetCurrentIrql() -> KIRQL {
    Kernel::current().sched.irql()
}

#[abi(enter, no_mangle)]
fn KfRaiseIrql(NewIrql: KIRQL) -> KIRQL {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    kernel.check(now <= NewIrql, &rules::IRQL_RAISE, || {
        format!("KeRaiseIrql to {NewIrql} at IRQL {now}")
    });
    kernel.sched.raise_irql(NewIrql)
}

#[abi(enter, no_mangle)]
fn KeLowerIrql(NewIrql: KIRQL) {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    kernel.check(now >= NewIrql, &rules::IRQL_LOWER, || {
        format!("KeLowerIrql to {NewIrql} at IRQL {now}")
    });
    kernel.sched.lower_irql(NewIrql);
}

/// `KeRaiseIrqlToDpcLevel`, which headers for x64 do not declare but images may import.
#[abi]
fn raise_to_dispatch() -> KIRQL {
    KfRaiseIrql(DISPATCH_LEVEL)
}
