//! The threads that could run: one queue per priority, found through a bitmap.

use std::{collections::VecDeque, rc::Rc};

use super::thread::Thread;

/// NT's thread priorities are 0 to 31.
pub(super) const PRIORITIES: usize = 32;

pub(super) struct ReadyQueues {
    queues: [VecDeque<Rc<Thread>>; PRIORITIES],
    /// Bit `n` is set when queue `n` has a thread.
    occupied: u32,
    len: usize,
}

impl ReadyQueues {
    pub(super) fn new() -> Self {
        Self {
            queues: [const { VecDeque::new() }; PRIORITIES],
            occupied: 0,
            len: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The highest priority with a thread.
    pub(super) fn highest(&self) -> Option<u8> {
        self.occupied.checked_ilog2().map(|bit| bit as u8)
    }

    pub(super) fn push_back(&mut self, thread: Rc<Thread>) {
        let priority = usize::from(thread.priority.get());
        self.queues[priority].push_back(thread);
        self.occupied |= 1 << priority;
        self.len += 1;
    }

    /// Takes the first thread of the highest priority that may run on `processor`.
    pub(super) fn pop(&mut self, processor: usize) -> Option<Rc<Thread>> {
        let mut left = self.occupied;
        while let Some(priority) = left.checked_ilog2() {
            let queue = &self.queues[priority as usize];
            if let Some(index) = queue.iter().position(|thread| thread.may_run_on(processor)) {
                return self.take(priority as usize, index);
            }
            left &= !(1 << priority);
        }
        None
    }

    /// Takes a particular thread.
    pub(super) fn remove(&mut self, thread: &Thread) -> Option<Rc<Thread>> {
        let priority = usize::from(thread.priority.get());
        let index = self.queues[priority]
            .iter()
            .position(|ready| std::ptr::eq(&raw const **ready, thread))?;
        self.take(priority, index)
    }

    /// All threads, the highest priority first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Rc<Thread>> {
        self.queues.iter().rev().flatten()
    }

    fn take(&mut self, priority: usize, index: usize) -> Option<Rc<Thread>> {
        let queue = &mut self.queues[priority];
        let thread = queue.remove(index)?;
        if queue.is_empty() {
            self.occupied &= !(1 << priority);
        }
        self.len -= 1;
        Some(thread)
    }
}
