//! Free memory of one size, kept for the next use: a device's requests cost no allocation.
#![expect(unsafe_code, reason = "keeps memory of the pool")]

use core::{
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering},
};

use crate::pool;

/// How many pieces a cache keeps.
const SLOTS: usize = 16;

/// Up to [`SLOTS`] pieces of memory. Whole pointers are exchanged, so taking and keeping need no
/// lock and have no ABA problem.
///
/// # Invariants
/// All pieces are from the pool, under `tag`.
pub(crate) struct Cache {
    tag: AtomicU32,
    slots: [AtomicPtr<u8>; SLOTS],
    hint: AtomicUsize,
}

impl Cache {
    /// An empty cache.
    pub(crate) const fn new() -> Self {
        Self {
            tag: AtomicU32::new(0),
            slots: [const { AtomicPtr::new(ptr::null_mut()) }; SLOTS],
            hint: AtomicUsize::new(0),
        }
    }

    /// A piece, if there is one.
    pub(crate) fn take(&self) -> Option<NonNull<u8>> {
        let start = self.hint.load(Ordering::Relaxed);
        for distance in 0..SLOTS {
            let index = start.wrapping_sub(distance) % SLOTS;
            if self.slots[index].load(Ordering::Relaxed).is_null() {
                continue;
            }
            let piece = self.slots[index].swap(ptr::null_mut(), Ordering::Acquire);
            if let Some(piece) = NonNull::new(piece) {
                self.hint.store(index.wrapping_sub(1), Ordering::Relaxed);
                return Some(piece);
            }
        }
        None
    }

    /// Keeps `piece`, or gives it back when the cache is full.
    ///
    /// # Safety
    /// The piece is from the pool and is not in use; all pieces of a cache have the same tag.
    pub(crate) unsafe fn keep(&self, tag: u32, piece: NonNull<u8>) -> Result<(), NonNull<u8>> {
        self.tag.store(tag, Ordering::Relaxed);
        let start = self.hint.load(Ordering::Relaxed).wrapping_add(1);
        for distance in 0..SLOTS {
            let index = start.wrapping_add(distance) % SLOTS;
            let slot = &self.slots[index];
            let kept = slot.load(Ordering::Relaxed).is_null()
                && slot
                    .compare_exchange(
                        ptr::null_mut(),
                        piece.as_ptr(),
                        Ordering::Release,
                        Ordering::Relaxed,
                    )
                    .is_ok();
            if kept {
                self.hint.store(index, Ordering::Relaxed);
                return Ok(());
            }
        }
        Err(piece)
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        let tag = *self.tag.get_mut();
        while let Some(piece) = self.take() {
            // SAFETY: the invariant; nobody else has the piece.
            unsafe { pool::free(tag, piece) };
        }
    }
}

#[cfg(test)]
mod tests {
    use core::mem::ManuallyDrop;

    use super::*;

    /// A cache that is never dropped: its pieces are no memory.
    struct Pieces(ManuallyDrop<Cache>);

    impl Pieces {
        fn new() -> Self {
            Self(ManuallyDrop::new(Cache::new()))
        }

        fn take(&self) -> Option<NonNull<u8>> {
            self.0.take()
        }

        fn keep(&self, piece: NonNull<u8>) -> Result<(), NonNull<u8>> {
            // SAFETY: the cache is never dropped, so the piece is never used as memory.
            unsafe { self.0.keep(0, piece) }
        }
    }

    fn piece(number: usize) -> NonNull<u8> {
        NonNull::new(ptr::without_provenance_mut(number)).expect("not null")
    }

    #[test]
    fn what_is_kept_last_is_taken_first() {
        let cache = Pieces::new();
        assert_eq!(cache.take(), None);
        for number in 1..=3 {
            cache.keep(piece(number)).expect("room");
        }
        assert_eq!(cache.take(), Some(piece(3)));
        cache.keep(piece(4)).expect("room");
        assert_eq!(cache.take(), Some(piece(4)));
        assert_eq!(cache.take(), Some(piece(2)));
        assert_eq!(cache.take(), Some(piece(1)));
        assert_eq!(cache.take(), None);
    }

    #[test]
    fn a_full_cache_gives_the_piece_back() {
        let cache = Pieces::new();
        for number in 1..=SLOTS {
            cache.keep(piece(number)).expect("room");
        }
        assert_eq!(cache.keep(piece(99)), Err(piece(99)));
    }

    #[test]
    fn every_piece_comes_out_once_in_any_order_of_calls() {
        let cache = Pieces::new();
        let mut inside = [false; SLOTS + 1];
        let mut state = 7_u32;
        for _ in 0..10_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = (state >> 16) as usize % SLOTS + 1;
            if state >> 31 == 0 && !inside[number] {
                cache.keep(piece(number)).expect("room for all");
                inside[number] = true;
            } else if let Some(taken) = cache.take() {
                assert!(inside[taken.addr().get()], "taken twice");
                inside[taken.addr().get()] = false;
            } else {
                assert!(inside.iter().all(|inside| !inside), "a piece is lost");
            }
        }
    }
}
