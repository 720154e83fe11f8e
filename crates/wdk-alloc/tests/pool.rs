//! The collections on the pool of a simulated machine.

use std::{
    ptr,
    sync::atomic::{AtomicUsize, Ordering},
};

use wdk_alloc::{AllocError, KArc, KBox, KVec};
use wdk_sim::{Machine, fault};

/// Runs `body` on a machine, and checks that no block is left behind.
fn on_machine<R>(machine: &Machine, body: impl FnOnce() -> R) -> R {
    let result = machine.call("test", body).expect("no bug check");
    assert_eq!(machine.pool().blocks, 0, "blocks are left");
    result
}

/// Counts how often it is dropped.
struct Counted<'a>(&'a AtomicUsize);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn every_alignment_is_respected() {
    #[repr(align(64))]
    struct CacheLine(u8);
    #[repr(align(1024))]
    struct Page(u8);

    on_machine(&Machine::new(), || {
        for i in 0..8 {
            let line = KBox::try_new(CacheLine(i)).expect("memory");
            let page = KBox::try_new(Page(i)).expect("memory");
            let word = KBox::try_new(u128::from(i)).expect("memory");
            assert_eq!(ptr::from_ref(&*line).addr() % 64, 0);
            assert_eq!(ptr::from_ref(&*page).addr() % 1024, 0);
            assert_eq!(ptr::from_ref(&*word).addr() % 16, 0);
            assert_eq!((line.0, page.0, *word), (i, i, u128::from(i)));
        }
    });
}

#[test]
fn types_of_no_size_need_no_memory() {
    let machine = Machine::new();
    on_machine(&machine, || {
        let mut units = KVec::new();
        for _ in 0..1000 {
            units.try_push(()).expect("no memory is needed");
        }
        assert_eq!(units.len(), 1000);
        assert_eq!(*KBox::try_new(()).expect("no memory is needed"), ());
    });
    assert_eq!(machine.pool().allocations, 0);
}

#[test]
fn a_vector_keeps_its_values_when_it_grows() {
    on_machine(&Machine::new(), || {
        let mut squares = KVec::new();
        for i in 0..1000_u64 {
            squares.try_push(i * i).expect("memory");
        }
        assert!((0..1000).map(|i| i * i).eq(squares.iter().copied()));
        squares.try_extend_from_slice(&[7; 3]).expect("memory");
        assert_eq!(squares.pop(), Some(7));
        squares.truncate(2);
        assert_eq!(&*squares, [0, 1]);
        assert!(
            KVec::<u32>::try_zeroed(100)
                .expect("memory")
                .iter()
                .all(|&n| n == 0)
        );
    });
}

#[test]
fn every_value_is_dropped_once() {
    let drops = AtomicUsize::new(0);
    on_machine(&Machine::new(), || {
        let mut values = KVec::new();
        for _ in 0..10 {
            values.try_push(Counted(&drops)).expect("memory");
        }
        drop(values.pop());
        values.truncate(6);
        assert_eq!(drops.load(Ordering::Relaxed), 4);
        let mut rest = values.into_iter();
        drop(rest.next());
        drop(rest);
        assert_eq!(drops.load(Ordering::Relaxed), 10);

        drop(KBox::try_new(Counted(&drops)).expect("memory").into_inner());
        assert_eq!(drops.load(Ordering::Relaxed), 11);

        let mut shared = KArc::try_new(Counted(&drops)).expect("memory");
        let other = shared.clone();
        assert!(shared.get_mut().is_none());
        drop(other);
        assert!(shared.get_mut().is_some());
        drop(shared);
        assert_eq!(drops.load(Ordering::Relaxed), 12);
    });
}

#[test]
fn when_memory_runs_out_the_vector_stays_as_it_was() {
    let faults = fault::Faults::none().fail(fault::Kind::Pool, 1);
    let machine = Machine::builder().faults(faults).build();
    on_machine(&machine, || {
        let mut values = KVec::try_with_capacity(2).expect("the first allocation succeeds");
        values
            .try_extend_from_slice(&[1, 2])
            .expect("there is room");
        assert_eq!(values.try_push(3), Err(AllocError));
        assert_eq!(&*values, [1, 2]);
        values.try_push(3).expect("the third allocation succeeds");
        assert_eq!(&*values, [1, 2, 3]);
    });
}

#[test]
fn sizes_that_cannot_exist_are_errors() {
    on_machine(&Machine::new(), || {
        assert!(KVec::<u64>::try_with_capacity(usize::MAX / 4).is_err());
        assert_eq!(
            wdk::Error::from(AllocError),
            wdk::Error::INSUFFICIENT_RESOURCES
        );
    });
}

#[test]
fn what_is_too_large_for_the_stack_begins_in_the_pool() {
    on_machine(&Machine::new(), || {
        let mut table = KBox::<[u32; 20_000]>::try_zeroed().expect("memory");
        assert!(table.iter().all(|number| *number == 0));
        table[19_999] = 7;
        assert_eq!(table.iter().sum::<u32>(), 7);
    });
    let machine = Machine::builder().faults(fault::Faults::none().fail(fault::Kind::Pool, 0));
    on_machine(&machine.build(), || {
        assert!(KBox::<[u8; 4096]>::try_zeroed().is_err());
    });
}
