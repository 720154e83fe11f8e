//! The way into D0 and out of it, rung by rung. No unsafe code, no kernel.
//!
//! Up and down are Microsoft's
//! [power-up](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-up-sequence-for-a-function-or-filter-driver)
//! and [power-down](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-down-and-removal-sequence-for-a-function-or-filter-driver)
//! sequences.
#![forbid(unsafe_code)]

/// What the framework does on the way into D0, in order; each rung is undone in reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// `EvtDeviceD0Entry`; down: `EvtDeviceD0Exit`.
    D0,
    /// `EvtInterruptEnable`; down: `EvtInterruptDisable`.
    Interrupts,
    /// `EvtDeviceD0EntryPostInterruptsEnabled`; down: `EvtDeviceD0ExitPreInterruptsDisabled`.
    PostInterrupts,
    /// DMA enablers.
    Dma,
    /// Children are looked for.
    Children,
    /// Power-managed queues.
    Queues,
    /// `EvtDeviceSelfManagedIoInit` or `Restart`; down: `Suspend`.
    SelfManagedIo,
}

/// From the ground up.
pub const UP: [Rung; 7] = [
    Rung::D0,
    Rung::Interrupts,
    Rung::PostInterrupts,
    Rung::Dma,
    Rung::Children,
    Rung::Queues,
    Rung::SelfManagedIo,
];

/// Climbs. When a rung fails, the rungs that have to be undone are, from the top, and the error
/// is the result.
///
/// # Errors
/// That of the rung.
pub fn climb<E>(
    mut up: impl FnMut(Rung) -> Result<(), E>,
    mut down: impl FnMut(Rung),
) -> Result<(), E> {
    for (index, rung) in UP.into_iter().enumerate() {
        if let Err(error) = up(rung) {
            for undone in UP[..undo_below(index)].iter().rev() {
                down(*undone);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// How many rungs are undone when the one at `index` fails: those below it, and itself where a
/// part of it may stand. A driver whose `EvtDeviceD0Entry` failed hears no `EvtDeviceD0Exit`.
fn undo_below(index: usize) -> usize {
    match UP[index] {
        // One of several interrupts or enablers may be on.
        Rung::Interrupts | Rung::Dma => index + 1,
        _ => index,
    }
}

/// All rungs from the top.
pub fn descend(mut down: impl FnMut(Rung)) {
    for rung in UP.into_iter().rev() {
        down(rung);
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::vec::Vec;

    use super::{Rung, UP, climb, descend};

    fn climb_failing_at(broken: Rung) -> (Vec<Rung>, Vec<Rung>) {
        let (mut up, mut down) = (Vec::new(), Vec::new());
        let outcome = climb(
            |rung| {
                up.push(rung);
                if rung == broken { Err(()) } else { Ok(()) }
            },
            |rung| down.push(rung),
        );
        assert_eq!(outcome, Err(()));
        (up, down)
    }

    #[test]
    fn a_failed_d0_entry_undoes_nothing() {
        let (up, down) = climb_failing_at(Rung::D0);
        assert_eq!(up, [Rung::D0]);
        assert_eq!(down, []);
    }

    #[test]
    fn a_failed_interrupt_leaves_d0_again() {
        let (_, down) = climb_failing_at(Rung::Interrupts);
        assert_eq!(down, [Rung::Interrupts, Rung::D0]);
    }

    #[test]
    fn a_failed_self_managed_io_undoes_all_below_it() {
        let (_, down) = climb_failing_at(Rung::SelfManagedIo);
        assert_eq!(down.first(), Some(&Rung::Queues));
        assert_eq!(down.len(), UP.len() - 1);
    }

    #[test]
    fn the_way_down_mirrors_the_way_up() {
        let mut down = Vec::new();
        descend(|rung| down.push(rung));
        down.reverse();
        assert_eq!(down, UP);
    }
}
