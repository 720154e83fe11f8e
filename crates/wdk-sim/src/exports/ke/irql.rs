//! `KeGetCurrentIrql` and the functions that change it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

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
unsafe fn KfRaiseIrql(NewIrql: KIRQL) -> KIRQL {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    kernel.check(now <= NewIrql, &rules::IRQL_RAISE, || {
        format!("KeRaiseIrql to {NewIrql} at IRQL {now}")
    });
    kernel.sched.raise_irql(NewIrql)
}

#[abi(enter, no_mangle)]
unsafe fn KeLowerIrql(NewIrql: KIRQL) {
    let kernel = Kernel::current();
    let now = kernel.sched.irql();
    kernel.check(now >= NewIrql, &rules::IRQL_LOWER, || {
        format!("KeLowerIrql to {NewIrql} at IRQL {now}")
    });
    kernel.sched.lower_irql(NewIrql);
}

/// `KeRaiseIrqlToDpcLevel`, which headers for x64 do not declare but images may import.
#[abi]
unsafe fn raise_to_dispatch() -> KIRQL {
    // SAFETY: the same function with the level that its name says.
    unsafe { KfRaiseIrql(DISPATCH_LEVEL) }
}
