//! The kernel stack that drivers and the framework share.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::{report::Vf, rules};
use crate::engine::{
    bugcheck::walk::{StackUse, stack_use},
    scheduler::{depth::KERNEL_STACK, thread::Thread},
    trace::Category,
};

/// From half a stack on, its use is told.
const NOTABLE: usize = KERNEL_STACK / 2;

/// The most that a driver's calls were seen to use of a kernel stack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeepestStack {
    /// The driver that was furthest down.
    pub driver: String,
    /// Its callback.
    pub callback: &'static str,
    /// Bytes that drivers and the framework used together.
    pub bytes: usize,
    /// Bytes of the kernel stack.
    pub limit: usize,
    /// The functions that used most of it, largest first.
    pub largest: Vec<String>,
}

impl std::fmt::Display for DeepestStack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            driver,
            callback,
            bytes,
            limit,
            largest,
        } = self;
        write!(
            f,
            "{driver} used {bytes} of the {limit} bytes of a kernel stack in {callback}"
        )?;
        largest
            .iter()
            .try_for_each(|cost| write!(f, "\n    {cost}"))
    }
}

/// A place that is looked at once for each depth: the function that is called, the callback that
/// is open and how many are, the driver.
type Place = (usize, usize, usize, u32);

/// What is known of the stacks of a machine.
#[derive(Default)]
pub(super) struct Stacks {
    looked: RefCell<HashMap<Place, usize>>,
    deepest: RefCell<BTreeMap<u32, DeepestStack>>,
    reported: RefCell<HashSet<(u32, String)>>,
}

impl Vf {
    /// Looks at the stack where a driver or the framework calls `name` with the stack pointer
    /// `sp`, and is about to take `asked` bytes more.
    #[inline]
    pub(crate) fn check_stack(&self, thread: &Thread, name: &'static str, sp: usize, asked: usize) {
        if thread.depth.used(sp) + asked > NOTABLE && self.verifier.enabled() {
            self.look_at_stack(thread, name, sp, asked);
        }
    }

    #[cold]
    fn look_at_stack(&self, thread: &Thread, name: &'static str, sp: usize, asked: usize) {
        if std::thread::panicking() {
            return;
        }
        let raw = thread.depth.used(sp) + asked;
        let driver = self.current_driver();
        let calls: Vec<&'static str> = thread.calls.names();
        let callback = calls.last().copied().unwrap_or_default();
        let address = |text: &'static str| text.as_ptr().addr();
        let place = (address(name), address(callback), calls.len(), driver.0);
        let known = self.verifier.stacks.looked.borrow().get(&place).copied();
        if known.is_some_and(|known| raw <= known) {
            return;
        }
        self.verifier.stacks.looked.borrow_mut().insert(place, raw);
        let found = stack_use(thread.kernel_stack(), asked);
        if found.bytes <= NOTABLE {
            return;
        }
        let limit = thread.depth.limit();
        self.note_depth(callback, &found, limit);
        if found.bytes <= limit {
            return;
        }
        let most = found.largest.first();
        let function = most.map_or_else(String::new, |cost| cost.frame.symbol.clone());
        let reported = &self.verifier.stacks.reported;
        if reported.borrow_mut().insert((driver.0, function)) {
            let message = format!(
                "drivers and the framework use {found} of the kernel stack, which has {limit}; \
                 the most of it:{}",
                found.most()
            );
            let details = [found.bytes as u64, limit as u64, 0];
            self.violation(&rules::STACK_DEPTH, details, message);
        }
    }

    fn note_depth(&self, callback: &'static str, found: &StackUse, limit: usize) {
        let driver = self.current_driver();
        let bytes = found.bytes;
        let mut deepest = self.verifier.stacks.deepest.borrow_mut();
        let known = deepest.get(&driver.0).map_or(0, |it| it.bytes);
        if bytes <= known {
            return;
        }
        let now = DeepestStack {
            driver: self.driver_name(driver),
            callback,
            bytes,
            limit,
            largest: found.largest.iter().map(ToString::to_string).collect(),
        };
        deepest.insert(driver.0, now);
        drop(deepest);
        if known == 0 {
            self.trace_instant(Category::Note, || {
                (
                    "more than half of the kernel stack is used",
                    format!("{found} of {limit}"),
                )
            });
        }
    }

    /// What was seen of each driver that used half a kernel stack or more.
    pub(crate) fn deepest_stacks(&self) -> Vec<DeepestStack> {
        let deepest = self.verifier.stacks.deepest.borrow();
        deepest.values().cloned().collect()
    }
}
