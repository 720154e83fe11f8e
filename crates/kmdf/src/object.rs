//! The object tree: what every WDF handle points to.
//!
//! An object is one pool allocation: a [`Header`], the framework's part ([`Body`]), then the
//! driver's first context. Its memory lives while its reference count is above zero; one count
//! belongs to the tree and is released when the object, or one of its ancestors, is deleted.

mod api;
mod attributes;
mod class;
mod context;
mod counting;
mod disposal;
mod header;
mod lifetime;
mod live;
mod lock;
mod pointer;
mod rules;
mod state;

pub(crate) use api::*;
pub(crate) use attributes::{Attributes, Constraints};
pub(crate) use class::{Body, Class, Cleanup, numbers};
pub(crate) use counting::{Counted, TrackedReferences};
pub(crate) use disposal::Disposals;
pub(crate) use header::Tree;
pub(crate) use header::{Header, Object};
pub(crate) use lifetime::footprint;
pub(crate) use live::Live;
pub(crate) use lock::CallbackLock;
pub(crate) use pointer::{Obj, Ref};
pub(crate) use rules::Rules;
pub(crate) use state::State;
