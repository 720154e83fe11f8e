//! The exports of `ntoskrnl.exe`, by name: what the image loader binds imports to.
//!
//! Native drivers find the same functions through the linker. The tables also keep them in the
//! program, since [`Builder::build`](crate::Builder::build) refers to all of them.

pub(crate) mod altitude;
pub(crate) mod caller;
pub(crate) mod cm;
pub(crate) mod dbg;
pub(crate) mod ex;
pub(crate) mod io;
pub(crate) mod ke;
pub(crate) mod mm;
pub(crate) mod ob;
pub(crate) mod pnp;
pub(crate) mod po;
pub(crate) mod ps;
pub(crate) mod rtl;
pub(crate) mod se;
pub(crate) mod state;
pub(crate) mod wmi;

use crate::{
    engine::export::Export,
    nt::{subsystem::Subsystem, verifier::rules::NT_RULES},
};

/// What `ntoskrnl.exe` exports.
pub(crate) static SUBSYSTEM: Subsystem = Subsystem {
    exports: TABLES,
    rules: NT_RULES,
    state: || Box::new(state::Registrations::default()),
    check_unload: state::check_unload,
    ..Subsystem::EMPTY
};

/// Every table. A new file of exports adds its `EXPORTS` here.
static TABLES: &[&[Export]] = &[
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
    ob::callbacks::EXPORTS,
    ob::VARIABLES,
    pnp::EXPORTS,
    po::EXPORTS,
    po::request::EXPORTS,
    po::setting::EXPORTS,
    cm::EXPORTS,
    cm::callbacks::EXPORTS,
    cm::query::EXPORTS,
    dbg::EXPORTS,
    ex::list::EXPORTS,
    ex::lock::EXPORTS,
    ex::lookaside::EXPORTS,
    ex::misc::EXPORTS,
    ex::pool::EXPORTS,
    ex::resource::EXPORTS,
    ex::rundown::EXPORTS,
    ex::timer::EXPORTS,
    ex::work::EXPORTS,
    ke::apc::EXPORTS,
    ke::clock::EXPORTS,
    ke::device_queue::EXPORTS,
    ke::dpc::EXPORTS,
    ke::event::EXPORTS,
    ke::irql::EXPORTS,
    ke::mutex::EXPORTS,
    ke::process::EXPORTS,
    ke::processor::EXPORTS,
    ke::region::EXPORTS,
    ke::spin_lock::EXPORTS,
    ke::stack::EXPORTS,
    ke::bug_check::EXPORTS,
    ke::stop::EXPORTS,
    ke::timer::EXPORTS,
    ke::wait::EXPORTS,
    mm::EXPORTS,
    mm::copy::EXPORTS,
    mm::probe::EXPORTS,
    ps::EXPORTS,
    ps::notify::EXPORTS,
    ps::process::EXPORTS,
    rtl::ansi::EXPORTS,
    rtl::bitmap::EXPORTS,
    rtl::clock::EXPORTS,
    rtl::convert::EXPORTS,
    rtl::memory::EXPORTS,
    rtl::misc::EXPORTS,
    rtl::unicode::EXPORTS,
    se::descriptor::EXPORTS,
    se::object::EXPORTS,
    se::sid::EXPORTS,
    se::subject::EXPORTS,
    wmi::EXPORTS,
    wmi::library::EXPORTS,
];
