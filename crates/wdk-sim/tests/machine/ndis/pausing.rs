//! Sends around a pause.

use wdk_sim::{Device, Machine, ndis::AdapterState};

use super::{FRAME, Fault, assert_broken, live};

#[test]
fn a_send_that_is_completed_at_the_pause_is_well() {
    let (report, mut sending) = live(Fault::KeepSends, |_, _, adapter| {
        let mut sending = adapter.begin_send(&[&[&FRAME]])?;
        assert!(!sending.is_complete());
        adapter.pause()?;
        Ok(sending)
    });
    assert!(sending.is_complete());
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_pause_that_keeps_sends_is_found() {
    let (report, _sending) = live(Fault::KeepSendsAndPause, |_, _, adapter| {
        let sending = adapter.begin_send(&[&[&FRAME]])?;
        adapter.pause()?;
        Ok(sending)
    });
    let words = ["completed its pause", "1 lists"];
    assert_broken(&report, "NdisLeakedNetBufferList", &words);
}

#[test]
fn a_pause_that_never_ends_is_found() {
    let (report, ()) = live(Fault::NeverPause, |_, _, adapter| adapter.pause());
    let words = ["MiniportPause", "NdisMPauseComplete", "600 seconds"];
    assert_broken(&report, "NdisWatchdog", &words);
}

/// Sends while `MiniportPause` is running or its pause is pending.
fn send_while_pausing(machine: &Machine, device: &Device) -> wdk_sim::Result<()> {
    let adapter = machine.adapter(device)?;
    machine.spawn("pause", {
        let adapter = machine.adapter(device)?;
        move || adapter.pause().expect("it goes on")
    })?;
    machine.run_until_idle()?;
    assert_eq!(adapter.state(), AdapterState::Pausing);
    adapter.send(&FRAME)
}

#[test]
fn sending_while_pausing_is_found() {
    let (report, ()) = live(Fault::SendWhilePausing, |machine, device, _| {
        send_while_pausing(machine, device)
    });
    let words = ["after MiniportPause", "NDIS_STATUS_PAUSED"];
    assert_broken(&report, "NdisSendWhilePaused", &words);
}

#[test]
fn a_send_is_refused_while_pausing_with_any_failure() {
    let (report, refused) = live(Fault::RefuseWhilePausing, |machine, device, _| {
        Ok(send_while_pausing(machine, device).is_err())
    });
    assert!(report.is_clean(), "{report}");
    assert!(refused);
}

#[test]
fn a_send_that_overtakes_the_pause_is_well() {
    let (report, ()) = live(Fault::SleepBeforePause, |machine, device, _| {
        send_while_pausing(machine, device)
    });
    assert!(report.is_clean(), "{report}");
}
