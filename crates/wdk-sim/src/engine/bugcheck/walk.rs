//! Walks the stack of the running thread, and says which functions use most of it.

use std::{
    collections::HashMap,
    fmt::{self, Write as _},
    ops::Range,
};

use super::crash::is_entry;
use crate::engine::{
    current,
    error::Frame,
    native::{self, Function},
    state::Engine,
};

/// Frames of one walk: a stack full of the smallest ones.
const DEEPEST: usize = 40_000;
/// Functions that a report names.
const NAMED: usize = 5;
/// Of an unoptimised frame, so many bytes are counted at a quarter: what the compiler keeps in
/// registers, or keeps once for several values, when it optimises.
const UNOPTIMISED: usize = 1024;

/// How far before an instruction without a source line one with a line is looked for.
const NEAR: usize = 64;

/// Where a function on the stack is.
pub(super) struct Place {
    ip: usize,
    /// The stack pointer while the function that it has called runs.
    sp: usize,
    /// The function has called nothing: a signal interrupted this instruction.
    interrupted: bool,
}

impl Place {
    /// Where execution goes on when the frame is returned to.
    pub(super) fn address(&self) -> usize {
        self.ip
    }

    /// The functions of an image at the place, innermost first; `None` in native code.
    pub(super) fn in_image(&self) -> Option<Vec<Frame>> {
        let engine = current::try_current::<Engine>()?;
        engine.upcalls.frames_at(self.looked_up())
    }

    /// The native functions at the place, innermost first: those that are inlined, and the one
    /// that they are in.
    pub(super) fn functions(&self) -> Vec<Function> {
        let here = native::functions_before(self.looked_up());
        let Some(outer) = here
            .last()
            .filter(|it| self.interrupted && it.line.is_none())
        else {
            return here;
        };
        let near = (1..NEAR).find_map(|back| {
            let functions = native::functions_before(self.looked_up().checked_sub(back)?);
            let found = functions.last()?;
            (found.line.is_some() && found.name == outer.name).then_some(functions)
        });
        near.unwrap_or(here)
    }

    /// The address after the instruction that the place is about: of a call it is what it returns
    /// to, which may belong to another line or function already.
    fn looked_up(&self) -> usize {
        self.ip + usize::from(self.interrupted)
    }
}

/// The places of the running code, innermost first.
pub(super) fn walk(deepest: usize) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    native::each_frame(|frame| {
        let place = Place {
            ip: frame.ip().addr(),
            sp: frame.sp().addr(),
            interrupted: found.last().is_some_and(|callee| is_entry(callee.ip)),
        };
        found.push(place);
        found.len() < deepest
    });
    found
}

/// A function on a stack.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    /// The function, and the line that it is at.
    pub(crate) frame: Frame,
    /// How often it is on the stack.
    pub(crate) times: usize,
    /// Bytes of all its frames there.
    pub(crate) bytes: usize,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes)?;
        if self.times > 1 {
            write!(f, " in {} frames", self.times)?;
        }
        write!(f, ": {}", self.frame)
    }
}

/// What drivers and the framework use of a kernel stack.
#[derive(Clone, Debug, Default)]
pub(crate) struct StackUse {
    /// Bytes that count.
    pub(crate) bytes: usize,
    /// Further bytes that are there only because code was compiled without optimisation.
    pub(crate) unoptimised: usize,
    /// The functions that use most, largest first.
    pub(crate) largest: Vec<Cost>,
    /// The stack pointer of the innermost of these functions; 0 if there is none.
    pub(crate) lowest: usize,
}

impl fmt::Display for StackUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes)?;
        if self.unoptimised > 0 {
            let more = self.unoptimised;
            write!(
                f,
                " (and {more} more, not counted, for want of optimisation)"
            )?;
        }
        Ok(())
    }
}

impl StackUse {
    /// The functions that use most, for a message.
    pub(crate) fn most(&self) -> String {
        let mut text = String::new();
        for cost in &self.largest {
            let _ = write!(text, "\n    {cost}");
        }
        text
    }
}

/// Whose a frame is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Image,
    /// Native code of a driver, of the framework, or of the libraries between.
    Native,
    /// The simulator, or the host below it.
    Simulator,
    /// Rust's own libraries work for their caller.
    Caller,
}

/// What drivers and the framework use of a kernel stack, which has these addresses. `asked` are
/// bytes that the innermost function is about to take.
pub(crate) fn stack_use(stack: Range<usize>, asked: usize) -> StackUse {
    let places = walk(DEEPEST);
    let mut parts: HashMap<usize, Part> = HashMap::new();
    let mut groups: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut sum = StackUse::default();
    // Outermost first: what works for its caller comes after it.
    let mut part = Part::Simulator;
    let mut innermost = None;
    for pair in places.windows(2).rev() {
        let [place, outer] = pair else { continue };
        let (sp, end) = (place.sp, outer.sp.min(stack.end));
        if sp < stack.start || sp >= end {
            continue;
        }
        let ip = place.ip;
        part = match *parts.entry(ip).or_insert_with(|| part_of(place)) {
            Part::Caller => part,
            own => own,
        };
        if part == Part::Simulator {
            continue;
        }
        innermost = Some(ip);
        sum.lowest = sp;
        let bytes = end - sp;
        let uncounted = match part {
            Part::Native if cfg!(debug_assertions) => bytes.min(UNOPTIMISED) / 4 * 3,
            _ => 0,
        };
        sum.bytes += bytes - uncounted;
        sum.unoptimised += uncounted;
        let group = groups.entry(ip).or_default();
        group.0 += 1;
        group.1 += bytes;
    }
    if let Some(ip) = innermost.filter(|_| asked > 0) {
        sum.bytes += asked;
        let group = groups.entry(ip).or_default();
        group.0 = group.0.max(1);
        group.1 += asked;
    }
    sum.largest = largest(&places, groups);
    sum
}

/// The functions of `groups`, which has the number of frames and their bytes by the place in the
/// code.
fn largest(places: &[Place], groups: HashMap<usize, (usize, usize)>) -> Vec<Cost> {
    let mut groups: Vec<(usize, (usize, usize))> = groups.into_iter().collect();
    groups.sort_by_key(|(ip, (_, bytes))| (std::cmp::Reverse(*bytes), *ip));
    groups.truncate(NAMED);
    let cost = |(ip, (times, bytes))| {
        let place = places.iter().find(|place| place.ip == ip)?;
        Some(Cost {
            frame: function_at(place),
            times,
            bytes,
        })
    };
    groups.into_iter().filter_map(cost).collect()
}

fn part_of(place: &Place) -> Part {
    let ip = place.ip;
    if current::try_current::<Engine>().is_some_and(|it| it.upcalls.is_in_image(ip)) {
        return Part::Image;
    }
    let Frame {
        symbol, location, ..
    } = function_at(place);
    let file = location.map(|(file, _)| file.to_string_lossy().replace('\\', "/"));
    let within = |part: &str| file.as_ref().is_some_and(|file| file.contains(part));
    const SIMULATOR: [&str; 5] = [
        "wdk_sim::",
        "<wdk_sim::",
        "wdk_sim_fault_entry",
        "corosensei::",
        "stack_init_trampoline",
    ];
    const CALLER: [&str; 9] = [
        "core::", "std::", "alloc::", "<core::", "<std::", "<alloc::", "<&", "__rust", "rust_",
    ];
    let begins = |names: &[&str]| names.iter().any(|name| symbol.starts_with(name));
    let is_export =
        || current::try_current::<Engine>().is_some_and(|it| it.upcalls.is_export(&symbol));
    if begins(&SIMULATOR)
        || within(concat!(env!("CARGO_MANIFEST_DIR"), "/src/"))
        || within("/corosensei-")
        || within("/backtrace-")
        || symbol.starts_with("backtrace::")
        || is_export()
    {
        Part::Simulator
    } else if symbol.is_empty() || begins(&CALLER) || within("/rustc/") {
        Part::Caller
    } else {
        Part::Native
    }
}

/// The function at a place in the code, not those that are inlined into it.
fn function_at(place: &Place) -> Frame {
    if let Some(frame) = place.in_image().and_then(|mut frames| frames.pop()) {
        return frame;
    }
    let function = place.functions().pop();
    let (symbol, location) = function.map_or_else(Default::default, |function| {
        (function.name.clone(), function.location())
    });
    Frame {
        address: place.ip as u64,
        symbol,
        location,
    }
}
