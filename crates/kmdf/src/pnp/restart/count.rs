//! Whether a failed device is restarted once more. No unsafe code, no kernel.
//!
//! Within a minute it is, five times. When the minute is over, it is again if the device has worked meanwhile, and
//! then begins another minute; a device that never works is left alone.
#![forbid(unsafe_code)]

/// The length of a period, in units of 100 ns.
const PERIOD: i64 = 60 * 10_000_000;
/// How many restarts there are in a period.
const RESTARTS: u32 = 5;

/// What is known of the restarts so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// When the period began, in clock interrupts.
    pub(super) began: i64,
    /// The restarts since.
    pub(super) count: u32,
    /// Whether the device has worked since.
    pub(super) worked: bool,
}

/// What is known from now on; none is as before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) began: Option<i64>,
    pub(super) count: Option<u32>,
    pub(super) worked: Option<bool>,
}

/// Whether the device is restarted, and what is noted. `now` is in clock interrupts, of which each takes `tick`
/// units of 100 ns; `worked` says whether the device has worked since it was last restarted.
pub(super) fn decide(known: Option<Known>, now: i64, tick: i64, worked: bool) -> (bool, Noted) {
    let first = Noted {
        began: Some(now),
        count: Some(1),
        worked: worked.then_some(true),
    };
    // A period that begins later was before the system's start.
    let Some(known) = known.filter(|known| known.began <= now) else {
        return (true, first);
    };
    let since = (now - known.began).saturating_mul(tick);
    if since > PERIOD {
        if !worked && !known.worked {
            return (false, Noted::default());
        }
        let another = Noted {
            worked: Some(false),
            ..first
        };
        return (true, another);
    }
    let count = known.count.saturating_add(1);
    let allowed = count <= RESTARTS;
    let noted = Noted {
        began: None,
        count: allowed.then_some(count),
        worked: worked.then_some(true),
    };
    (allowed, noted)
}

#[cfg(test)]
mod tests {
    use super::{Known, Noted, decide};

    const TICK: i64 = 156_250;
    const MINUTE: i64 = 60 * 10_000_000 / TICK;

    fn known(count: u32, worked: bool) -> Option<Known> {
        Some(Known {
            began: 1000,
            count,
            worked,
        })
    }

    #[test]
    fn a_device_is_restarted_five_times_in_a_minute() {
        let (allowed, noted) = decide(None, 1000, TICK, false);
        assert!(allowed);
        assert_eq!((noted.began, noted.count), (Some(1000), Some(1)));
        for count in 1..5 {
            let (allowed, noted) = decide(known(count, false), 1000 + MINUTE, TICK, false);
            assert!(allowed);
            assert_eq!((noted.began, noted.count), (None, Some(count + 1)));
        }
        let (allowed, noted) = decide(known(5, false), 1000 + MINUTE, TICK, false);
        assert!(!allowed);
        assert_eq!(noted, Noted::default());
    }

    #[test]
    fn after_the_minute_a_device_is_restarted_if_it_has_worked() {
        let later = 1000 + MINUTE + 1;
        assert!(!decide(known(5, false), later, TICK, false).0);
        for (before, now) in [(true, false), (false, true)] {
            let (allowed, noted) = decide(known(5, before), later, TICK, now);
            assert!(allowed);
            let again = Noted {
                began: Some(later),
                count: Some(1),
                worked: Some(false),
            };
            assert_eq!(noted, again, "it has to work again");
        }
    }

    #[test]
    fn that_it_worked_is_noted_even_when_it_is_not_restarted() {
        let (allowed, noted) = decide(known(5, false), 1000, TICK, true);
        assert!(!allowed);
        assert_eq!(noted.worked, Some(true));
    }

    #[test]
    fn a_period_that_begins_in_the_future_is_over() {
        let (allowed, noted) = decide(known(5, false), 999, TICK, false);
        assert!(allowed);
        assert_eq!((noted.began, noted.count), (Some(999), Some(1)));
    }
}
