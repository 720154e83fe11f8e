//! One row of an export table: a function or variable that drivers import.
#![expect(
    unsafe_code,
    reason = "addresses of functions are shared between threads"
)]

/// An exported function or variable.
pub(crate) struct Export {
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) address: Address,
}

/// Where an export is.
#[derive(Clone, Copy)]
pub(crate) struct Address(pub(crate) *const ());

// SAFETY: the address of a function or of an immutable static; it is never read through here.
unsafe impl Sync for Address {}

/// Lists functions as exports: `export_table!("ntoskrnl.exe": KeGetCurrentIrql, KeLowerIrql)`.
/// Where the function's own name belongs to the host's C library: `"memcpy" = nt_memcpy`.
macro_rules! export_table {
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $alias:literal) => { $alias };
    ($module:literal: $($($alias:literal =)? $name:ident),* $(,)?) => {
        &[$($crate::engine::export::Export {
            module: $module,
            name: $crate::engine::export::export_table!(@name $name $($alias)?),
            address: $crate::engine::export::Address($name as *const ()),
        }),*]
    };
}
pub(crate) use export_table;
