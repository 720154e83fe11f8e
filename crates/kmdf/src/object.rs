//! The object tree: what every WDF handle points to.
//!
//! An object is one pool allocation: a [`Header`], the framework's part ([`Body`]), then the
//! driver's first context. Its memory lives while its reference count is above zero; one count
//! belongs to the tree and is released when the object, or one of its ancestors, is deleted.

mod api;
mod attributes;
mod class;
mod context;
mod disposal;
mod header;
mod lifetime;
mod live;
mod lock;
mod pointer;
mod state;

pub use api::*;
pub use attributes::{Attributes, Constraints, Rules};
pub use class::{Body, Class, Cleanup, numbers};
pub(crate) use disposal::Disposals;
pub(crate) use header::Tree;
pub use header::{Header, Object};
pub(crate) use lifetime::footprint;
pub(crate) use live::Live;
pub use lock::CallbackLock;
pub use pointer::{Obj, Ref};
pub use state::State;
