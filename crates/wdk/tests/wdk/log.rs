#![expect(unsafe_code, reason = "sets the debugger's filter")]

use wdk::{dbg, log, println};
use wdk_sim::Machine;
use wdk_sys::{
    DPFLTR_ERROR_LEVEL, DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, DPFLTR_TRACE_LEVEL,
    DPFLTR_WARNING_LEVEL, DbgSetDebugFilterState, FALSE, TRUE,
};

/// What is printed when the filter lets one level through.
fn printed_at(level: u32) -> Vec<String> {
    let machine = Machine::new();
    machine
        .call("test", || {
            for other in DPFLTR_ERROR_LEVEL..=DPFLTR_INFO_LEVEL {
                let state = if other == level { TRUE } else { FALSE };
                // SAFETY: both numbers may have any value.
                unsafe { DbgSetDebugFilterState(DPFLTR_IHVDRIVER_ID, other, state) };
            }
            log::error!("one");
            log::warn!("two");
            log::debug!("three");
            log::info!("four");
            println!("five");
            dbg!(6);
        })
        .expect("nothing is wrong");
    let trace = machine.trace();
    trace.names().map(str::to_owned).collect()
}

#[test]
fn the_filter_of_the_debugger_knows_the_levels() {
    assert_eq!(printed_at(DPFLTR_ERROR_LEVEL), ["[error] wdk::log: one"]);
    assert_eq!(printed_at(DPFLTR_WARNING_LEVEL), ["[warn] wdk::log: two"]);
    assert_eq!(printed_at(DPFLTR_TRACE_LEVEL), ["[debug] wdk::log: three"]);
    let info = printed_at(DPFLTR_INFO_LEVEL);
    assert_eq!(info[..2], ["[info] wdk::log: four", "five"]);
    assert!(info[2].ends_with("] 6 = 6"), "{info:?}");
}
