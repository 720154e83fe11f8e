//! The I/O manager's functions, by subject.

pub(crate) mod device;
pub(crate) mod mdl;
pub(crate) mod packet;
pub(crate) mod remove_lock;
pub(crate) mod request;
pub(crate) mod work_item;

use crate::exports::Export;

/// All tables of this folder.
pub(crate) const TABLES: &[&[Export]] = &[
    device::EXPORTS,
    mdl::EXPORTS,
    packet::EXPORTS,
    remove_lock::EXPORTS,
    request::EXPORTS,
    work_item::EXPORTS,
];
