//! The exports of the simulated kernel modules, by name: what the image loader binds imports to.
//!
//! Native drivers find the same functions through the linker. The tables also keep them in the
//! program, since [`Machine::builder`](crate::Machine::builder) refers to all of them.
#![expect(
    unsafe_code,
    reason = "addresses of functions are shared between threads"
)]

use crate::{dbg, ex, framework, io, ke, mm, ndis, object, pnp, ps, registry, rtl, wfp};

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
        &[$($crate::exports::Export {
            module: $module,
            name: $crate::exports::export_table!(@name $name $($alias)?),
            address: $crate::exports::Address($name as *const ()),
        }),*]
    };
}
pub(crate) use export_table;

/// Every table. A new file of exports adds its `EXPORTS` here.
pub(crate) static TABLES: &[&[Export]] = &[
    io::exports::device::EXPORTS,
    io::exports::directory::EXPORTS,
    io::exports::csq::EXPORTS,
    io::exports::etw::EXPORTS,
    io::exports::file::EXPORTS,
    io::exports::interrupt::EXPORTS,
    io::exports::mdl::EXPORTS,
    io::exports::other::EXPORTS,
    io::exports::packet::EXPORTS,
    io::exports::remove_lock::EXPORTS,
    io::exports::request::EXPORTS,
    io::exports::start_io::EXPORTS,
    io::exports::work_item::EXPORTS,
    object::exports::EXPORTS,
    object::exports::VARIABLES,
    pnp::exports::EXPORTS,
    pnp::power::EXPORTS,
    registry::exports::EXPORTS,
    registry::query::EXPORTS,
    dbg::EXPORTS,
    framework::EXPORTS,
    ex::list::EXPORTS,
    ex::lock::EXPORTS,
    ex::lookaside::EXPORTS,
    ex::misc::EXPORTS,
    ex::pool::EXPORTS,
    ex::resource::EXPORTS,
    ex::rundown::EXPORTS,
    ex::timer::EXPORTS,
    ex::work::EXPORTS,
    ke::clock::EXPORTS,
    ke::device_queue::EXPORTS,
    ke::dpc::EXPORTS,
    ke::event::EXPORTS,
    ke::irql::EXPORTS,
    ke::mutex::EXPORTS,
    ke::processor::EXPORTS,
    ke::region::EXPORTS,
    ke::spin_lock::EXPORTS,
    ke::stop::EXPORTS,
    ke::timer::EXPORTS,
    ke::wait::EXPORTS,
    mm::EXPORTS,
    ndis::adapter::EXPORTS,
    ndis::configuration::EXPORTS,
    ndis::data::EXPORTS,
    ndis::driver::EXPORTS,
    ndis::list::EXPORTS,
    ndis::memory::EXPORTS,
    ndis::oid::EXPORTS,
    ndis::schedule::EXPORTS,
    ps::EXPORTS,
    rtl::ansi::EXPORTS,
    rtl::bitmap::EXPORTS,
    rtl::clock::EXPORTS,
    rtl::convert::EXPORTS,
    rtl::memory::EXPORTS,
    rtl::misc::EXPORTS,
    rtl::unicode::EXPORTS,
    wfp::callout::EXPORTS,
    wfp::engine::EXPORTS,
    wfp::flow::EXPORTS,
    wfp::inject::EXPORTS,
    wfp::packet::EXPORTS,
];

/// The module that has the exports of `module`: the HAL is part of `ntoskrnl.exe`, as on today's
/// Windows.
fn canonical(module: &str) -> &str {
    if module.eq_ignore_ascii_case("HAL.dll") {
        "ntoskrnl.exe"
    } else {
        module
    }
}

/// Whether the machine itself stands in for `module`.
pub(crate) fn is_module(module: &str) -> bool {
    let module = canonical(module);
    let mut exports = TABLES.iter().copied().flatten();
    exports.any(|export| export.module.eq_ignore_ascii_case(module))
}

/// The export `name` of `module`.
pub(crate) fn find(module: &str, name: &str) -> Option<*const ()> {
    let module = canonical(module);
    TABLES
        .iter()
        .copied()
        .flatten()
        .find(|export| export.name == name && export.module.eq_ignore_ascii_case(module))
        .map(|export| export.address.0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_name_is_exported_twice() {
        let mut seen = HashSet::new();
        for export in TABLES.iter().copied().flatten() {
            assert!(seen.insert((export.module, export.name)), "{}", export.name);
        }
    }

    #[test]
    fn exports_are_found_by_name() {
        assert!(find("NTOSKRNL.EXE", "KeGetCurrentIrql").is_some());
        assert!(find("hal.dll", "KeGetCurrentIrql").is_some());
        assert!(find("ntoskrnl.exe", "NoSuchFunction").is_none());
    }
}
