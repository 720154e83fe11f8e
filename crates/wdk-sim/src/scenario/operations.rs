//! Requests that were begun and not waited for.

use std::{cell::RefCell, rc::Rc};

use crate::Pending;

/// A request that was begun.
struct Operation {
    name: String,
    process: Option<String>,
    pending: Rc<Pending>,
    complete: bool,
}

/// The requests that are under way, and the order in which they are completed.
///
/// No borrow is held while the machine runs: a listener polls it then.
#[derive(Default)]
pub(crate) struct Operations {
    list: RefCell<Vec<Operation>>,
    completed: RefCell<Vec<String>>,
}

impl Operations {
    pub(super) fn add(&self, name: &str, process: Option<String>, pending: Pending) {
        self.list.borrow_mut().push(Operation {
            name: name.to_owned(),
            process,
            pending: Rc::new(pending),
            complete: false,
        });
    }

    /// Notes which operations have been completed since the last call.
    pub(crate) fn poll(&self) {
        let mut list = self.list.borrow_mut();
        let fresh = list
            .iter_mut()
            .filter(|it| !it.complete && it.pending.is_complete());
        for operation in fresh {
            operation.complete = true;
            self.completed.borrow_mut().push(operation.name.clone());
        }
    }

    /// The operations that were completed since the last call, in this order.
    pub(super) fn take_completed(&self) -> Vec<String> {
        self.completed.take()
    }

    /// The last operation with this name.
    pub(super) fn find(&self, name: &str) -> Option<Rc<Pending>> {
        let list = self.list.borrow();
        let found = list.iter().rev().find(|it| it.name == name);
        found.map(|it| Rc::clone(&it.pending))
    }

    /// Takes the last operation with this name out.
    pub(super) fn remove(&self, name: &str) {
        let mut list = self.list.borrow_mut();
        if let Some(at) = list.iter().rposition(|it| it.name == name) {
            list.remove(at);
        }
    }

    /// The operations of a process.
    pub(super) fn of_process(&self, process: &str) -> Vec<Rc<Pending>> {
        let list = self.list.borrow();
        let own = list
            .iter()
            .filter(|it| it.process.as_deref() == Some(process));
        own.map(|it| Rc::clone(&it.pending)).collect()
    }

    pub(super) fn clear(&self) {
        let operations = self.list.take();
        drop(operations);
    }
}
