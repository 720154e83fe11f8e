//! The steps into D0 and out of it. No unsafe code, no kernel.
//!
//! Up and down are Microsoft's
//! [power-up](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-up-sequence-for-a-function-or-filter-driver)
//! and [power-down](https://learn.microsoft.com/windows-hardware/drivers/wdf/power-down-and-removal-sequence-for-a-function-or-filter-driver)
//! sequences.
#![forbid(unsafe_code)]

/// What the framework does to enter D0; leaving it undoes the steps in reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum D0Step {
    /// `EvtDeviceD0Entry`; leaving: `EvtDeviceD0Exit`.
    D0,
    /// `EvtInterruptEnable`; leaving: `EvtInterruptDisable`.
    Interrupts,
    /// `EvtDeviceD0EntryPostInterruptsEnabled`; leaving: `EvtDeviceD0ExitPreInterruptsDisabled`.
    PostInterrupts,
    /// DMA enablers.
    Dma,
    /// Children are enumerated.
    Children,
    /// Power-managed queues.
    Queues,
    /// `EvtDeviceSelfManagedIoInit` or `Restart`; leaving: `Suspend`.
    SelfManagedIo,
}

/// The order of entering D0.
pub(crate) const D0_SEQUENCE: [D0Step; 7] = [
    D0Step::D0,
    D0Step::Interrupts,
    D0Step::PostInterrupts,
    D0Step::Dma,
    D0Step::Children,
    D0Step::Queues,
    D0Step::SelfManagedIo,
];

/// Enters D0. When a step fails, the steps before it are undone in reverse, and its error is the
/// result.
///
/// # Errors
/// That of the failing step.
pub(crate) fn power_up<E>(
    mut up: impl FnMut(D0Step) -> Result<(), E>,
    mut down: impl FnMut(D0Step),
) -> Result<(), E> {
    for (index, step) in D0_SEQUENCE.into_iter().enumerate() {
        if let Err(error) = up(step) {
            for undone in D0_SEQUENCE[..steps_to_undo(index)].iter().rev() {
                down(*undone);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// How many steps are undone when the one at `index` fails: those before it, and itself where it
/// may be done in part. `EvtDeviceD0Exit` is not called after a failed `EvtDeviceD0Entry`.
fn steps_to_undo(index: usize) -> usize {
    match D0_SEQUENCE[index] {
        // Some of several interrupts or enablers may be enabled.
        D0Step::Interrupts | D0Step::Dma => index + 1,
        _ => index,
    }
}

/// Leaves D0.
pub(crate) fn power_down(mut down: impl FnMut(D0Step)) {
    for step in D0_SEQUENCE.into_iter().rev() {
        down(step);
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::vec::Vec;

    use super::{D0_SEQUENCE, D0Step, power_down, power_up};

    fn power_up_failing_at(failing: D0Step) -> (Vec<D0Step>, Vec<D0Step>) {
        let (mut up, mut down) = (Vec::new(), Vec::new());
        let outcome = power_up(
            |step| {
                up.push(step);
                if step == failing { Err(()) } else { Ok(()) }
            },
            |step| down.push(step),
        );
        assert_eq!(outcome, Err(()));
        (up, down)
    }

    #[test]
    fn a_failed_d0_entry_undoes_nothing() {
        let (up, down) = power_up_failing_at(D0Step::D0);
        assert_eq!(up, [D0Step::D0]);
        assert_eq!(down, []);
    }

    #[test]
    fn a_failed_interrupt_leaves_d0_again() {
        let (_, down) = power_up_failing_at(D0Step::Interrupts);
        assert_eq!(down, [D0Step::Interrupts, D0Step::D0]);
    }

    #[test]
    fn a_failed_self_managed_io_undoes_all_steps_before_it() {
        let (_, down) = power_up_failing_at(D0Step::SelfManagedIo);
        assert_eq!(down.first(), Some(&D0Step::Queues));
        assert_eq!(down.len(), D0_SEQUENCE.len() - 1);
    }

    #[test]
    fn leaving_d0_reverses_the_order_of_entering() {
        let mut down = Vec::new();
        power_down(|step| down.push(step));
        down.reverse();
        assert_eq!(down, D0_SEQUENCE);
    }
}
