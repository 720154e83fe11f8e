//! The exports of the simulated kernel modules, by name: what the image loader binds imports to.
//!
//! Native drivers find the same functions through the linker. The tables also keep them in the
//! program, since [`Machine::builder`](crate::Machine::builder) refers to all of them.

pub(crate) mod cm;
pub(crate) mod dbg;
pub(crate) mod ex;
pub(crate) mod io;
pub(crate) mod ke;
pub(crate) mod mm;
pub(crate) mod ob;
pub(crate) mod pnp;
pub(crate) mod ps;
pub(crate) mod rtl;
pub(crate) mod wdf;

use crate::{engine::export::Export, ndis, nt::po, wfp};

/// Every table. A new file of exports adds its `EXPORTS` here.
pub(crate) static TABLES: &[&[Export]] = &[
    io::device::EXPORTS,
    io::directory::EXPORTS,
    io::csq::EXPORTS,
    io::etw::EXPORTS,
    io::file::EXPORTS,
    io::interrupt::EXPORTS,
    io::mdl::EXPORTS,
    io::other::EXPORTS,
    io::packet::EXPORTS,
    io::remove_lock::EXPORTS,
    io::request::EXPORTS,
    io::start_io::EXPORTS,
    io::work_item::EXPORTS,
    ob::EXPORTS,
    ob::VARIABLES,
    pnp::EXPORTS,
    po::EXPORTS,
    cm::EXPORTS,
    cm::query::EXPORTS,
    dbg::EXPORTS,
    wdf::EXPORTS,
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
