//! What the registry has counted and tracked: `ObjectLeakDetectionLimit` and `TrackHandles`.
#![forbid(unsafe_code)]

use core::{
    fmt,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use wdk_sys::{LONG, PVOID};

use super::header::{Header, flag};
use crate::{pool::PoolVec, violation};

/// Objects of the types that count, and the devices, by which the limit grows.
#[derive(Default)]
pub(crate) struct Counted {
    objects: AtomicU32,
    devices: AtomicU32,
    /// The limit was exceeded once.
    reported: AtomicBool,
}

impl Header {
    /// A new object counts, if its type does.
    pub(crate) fn count(&self) {
        let fx = self.fx();
        let Some(limit) = fx.settings.object_limit else {
            return;
        };
        let is_device = self.class().name == "WDFDEVICE";
        if !is_device && !fx.settings.counts(self.class().name) {
            return;
        }
        self.set(flag::COUNTED);
        let counted = &fx.counted;
        let devices = counted
            .devices
            .fetch_add(u32::from(is_device), Ordering::Relaxed)
            + u32::from(is_device);
        let objects = counted.objects.fetch_add(1, Ordering::Relaxed) + 1;
        let limit = limit.saturating_mul(devices.max(1));
        if objects >= limit && !counted.reported.swap(true, Ordering::Relaxed) {
            violation::break_point(
                fx,
                "ObjectLeakDetection",
                self.handle().cast(),
                format_args!(
                    "the driver has {objects} objects of the counted types, which is the limit that \
                     ObjectLeakDetectionLimit sets for {devices} devices"
                ),
            );
        }
    }

    /// An object that counted ends.
    pub(super) fn discount(&self) {
        if self.has(flag::COUNTED) {
            let counted = &self.fx().counted;
            let is_device = self.class().name == "WDFDEVICE";
            counted.objects.fetch_sub(1, Ordering::Relaxed);
            counted
                .devices
                .fetch_sub(u32::from(is_device), Ordering::Relaxed);
        }
    }
}

/// A reference that the driver took and has not given back.
struct Reference {
    object: usize,
    tag: usize,
    line: LONG,
}

/// References of the types that `TrackHandles` names.
pub(crate) struct TrackedReferences(PoolVec<Reference>);

impl TrackedReferences {
    pub(crate) const fn new(tag: u32) -> Self {
        Self(PoolVec::new(tag))
    }

    /// The driver takes a reference. One for which there is no memory is not tracked.
    pub(crate) fn add(&mut self, object: &Header, tag: PVOID, line: LONG) {
        let _ = self.0.push(Reference {
            object: object.handle().addr(),
            tag: tag.addr(),
            line,
        });
    }

    /// The driver gives a reference back. Says whether it had taken one with this tag.
    pub(crate) fn remove(&mut self, object: &Header, tag: PVOID) -> bool {
        let wanted = (object.handle().addr(), tag.addr());
        let found = self.0.iter().position(|it| (it.object, it.tag) == wanted);
        match found {
            Some(index) => {
                self.0.remove(index);
                true
            }
            None => false,
        }
    }

    /// The object ends.
    pub(super) fn forget(&mut self, object: &Header) {
        let address = object.handle().addr();
        while let Some(index) = self.0.iter().position(|it| it.object == address) {
            self.0.remove(index);
        }
    }

    /// Those of one object.
    pub(crate) fn of(&self, object: &Header) -> impl fmt::Display {
        References(self, object.handle().addr())
    }
}

struct References<'a>(&'a TrackedReferences, usize);

impl fmt::Display for References<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for reference in self.0.0.iter().filter(|it| it.object == self.1) {
            write!(
                f,
                " (a reference with the tag {:#x} was taken in line {})",
                reference.tag, reference.line
            )?;
        }
        Ok(())
    }
}
