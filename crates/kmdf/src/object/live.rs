//! The handles that are alive, so that the verifier detects a freed one without dereferencing it.
#![expect(unsafe_code, reason = "follows the links of the set")]

use core::ptr::NonNull;

use wdk_sys::NTSTATUS;

use super::Header;
use crate::{
    list::{Link, containing},
    pool::PoolVec,
};

const BUCKETS: usize = 256;

/// A hash set of objects, linked through their headers.
pub(crate) struct Live {
    /// So many as [`BUCKETS`] says. In memory of their own: as a part of a value that is moved they would take 4 KiB of
    /// the stack, of which a kernel has 24.
    buckets: PoolVec<Link>,
}

impl Live {
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn new(tag: u32) -> Result<Self, NTSTATUS> {
        let mut buckets = PoolVec::new(tag);
        buckets.reserve(BUCKETS)?;
        for _ in 0..BUCKETS {
            buckets.push(Link::new())?;
        }
        Ok(Self { buckets })
    }

    fn bucket(&self, header: NonNull<Header>) -> &Link {
        let address = header.addr().get() >> 6;
        &self.buckets[(address ^ (address >> 8)) % BUCKETS]
    }

    pub(super) fn insert(&mut self, header: &Header) {
        // SAFETY: the set lives in the driver's globals, and the object is taken out before its
        // memory is freed.
        unsafe { self.bucket(header.into()).push_front(&header.live) };
    }

    pub(super) fn remove(&mut self, header: &Header) {
        header.live.unlink();
    }

    pub(super) fn contains(&self, header: NonNull<Header>) -> bool {
        self.in_bucket(self.bucket(header))
            .any(|live| live == header)
    }

    fn in_bucket<'a>(&'a self, bucket: &'a Link) -> impl Iterator<Item = NonNull<Header>> + 'a {
        let mut next = bucket.first();
        core::iter::from_fn(move || {
            let link = next?;
            // SAFETY: `link` is in this bucket, whose lock the caller holds.
            next = unsafe { bucket.after(link) };
            // SAFETY: every link of the set is the `live` field of a header.
            let header = unsafe { containing!(link, Header, live) };
            NonNull::new(header.cast_mut())
        })
    }

    /// All live objects.
    pub(crate) fn iter(&self) -> impl Iterator<Item = NonNull<Header>> + '_ {
        self.buckets
            .iter()
            .flat_map(|bucket| self.in_bucket(bucket))
    }
}
