//! What can be done with everything else: timers, work items, locks, kept objects.

use std::{mem, sync::atomic::Ordering::Relaxed};

use core::time::Duration;

use wdk::{
    device::Present,
    interface::{Links, Presence, RemoteDevice},
    irql::Locked,
    prelude::*,
    registry::Access,
};

use super::{
    super::calls::{Change, How, Token, Way, with_spin},
    CLASS, Subject, did,
    handlers::{tick, work},
    note,
    program::{Code, FIRST, Hands, LATE_WAIT, SECOND, WAIT},
};

impl Subject {
    /// Timers and work items. A callback may wait for itself without knowing it: what it opens and closes runs
    /// handlers in its thread.
    pub(super) fn later<T: Token>(
        &self,
        operation: u8,
        hands: &Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        let timer = match operand & 3 {
            0 | 1 => &self.timer,
            2 => &self.periodic,
            _ => &self.late_timer,
        };
        let work = if operand & 1 == 0 {
            &self.work
        } else {
            &self.late_work
        };
        match operation {
            17 | 18 => {
                timer.start(Duration::from_millis(u64::from(operand >> 2)));
            }
            19 => {
                timer.stop();
            }
            20 => {
                if let Some(irql) = irql.passive() {
                    if self.shared.in_timer.load(Relaxed) != 0 || hands.held != 0 {
                        note(did::WAIT);
                    }
                    timer.stop_and_wait(irql);
                }
            }
            21 | 22 => work.enqueue(),
            23 => {
                if let Some(irql) = irql.passive() {
                    if self.shared.in_work.load(Relaxed) != 0 || hands.held != 0 {
                        note(did::WAIT);
                    }
                    work.flush(irql);
                }
            }
            _ => {
                if let (Some(irql), Some(device)) = (irql.passive(), hands.device) {
                    late(device, operand, irql);
                }
            }
        }
    }

    /// Programs inside of locks.
    pub(super) fn locked<T: Token>(
        &self,
        operation: u8,
        hands: &mut Hands<'_>,
        operand: u8,
        code: &mut Code<'_>,
        irql: &mut T,
    ) {
        let part = code.part(usize::from(operand) % 12);
        match operation {
            // Always in this order, and never twice: what else happens is the program's own doing.
            25 | 26 if hands.held & (FIRST | SECOND) == 0 => {
                hands.held |= FIRST;
                with_spin(&self.first, irql, |data, irql| {
                    data[0] = data[0].wrapping_add(1);
                    self.run(hands, part, irql);
                });
                hands.held &= !FIRST;
            }
            27 if hands.held & SECOND == 0 => {
                hands.held |= SECOND;
                with_spin(&self.second, irql, |data, irql| {
                    data[0] = data[0].wrapping_add(1);
                    self.run(hands, part, irql);
                });
                hands.held &= !SECOND;
            }
            28 if hands.held & (WAIT | LATE_WAIT) == 0 => {
                hands.held |= WAIT;
                irql.with_wait(&self.wait, |data: &mut u32, irql: &mut Locked<Passive>| {
                    *data += 1;
                    self.run(hands, part, irql);
                });
                hands.held &= !WAIT;
            }
            29 if hands.held & LATE_WAIT == 0 => {
                hands.held |= LATE_WAIT;
                let new = Memory::new(usize::from(operand), None).ok();
                irql.try_with_wait(
                    &self.late_wait,
                    |data: &mut Option<Memory>, irql: &mut Locked<Passive>| {
                        drop(mem::replace(data, new));
                        self.run(hands, part, irql);
                    },
                );
                hands.held &= !LATE_WAIT;
            }
            30 if operand > 0xF0 => {
                note(did::LOCK_TWICE);
                with_spin(&self.second, irql, |_, irql| {
                    with_spin(&self.second, irql, |_, _| ());
                });
            }
            31 if operand > 0xF0 => {
                if irql.passive().is_some() {
                    note(did::LOCK_TWICE);
                }
                irql.with_wait(&self.wait, |_: &mut u32, irql: &mut Locked<Passive>| {
                    irql.with_wait(&self.wait, |_: &mut u32, _: &mut Locked<Passive>| ());
                });
            }
            _ => self.run(hands, part, irql),
        }
    }

    /// What can be done with objects that are kept.
    pub(super) fn on_kept<T: Token>(
        &self,
        operation: u8,
        hands: &Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        let at = usize::from(operand) % 3;
        match operation {
            32 => {
                let own = hands.own.as_ref().and_then(Request::device::<Self>);
                let Some(device) = hands.device.or(own) else {
                    return;
                };
                let kept = device.keep();
                let before = with_spin(&self.shared.devices, irql, |it, _| it[at].replace(kept));
                drop(before);
            }
            33 | 34 => {
                let kept = with_spin(&self.shared.devices, irql, |it, _| it[at].clone());
                if let Some(kept) = kept {
                    kept.context().timer.start(Duration::from_millis(1));
                    if let Some(present) = kept.upgrade() {
                        use_present(&present, operand, irql);
                    }
                }
            }
            35 => drop(with_spin(&self.shared.devices, irql, |it, _| it[at].take())),
            36 => {
                let Some(queue) = hands.own.as_ref().and_then(Request::queue) else {
                    return;
                };
                let kept = queue.keep();
                let _ = kept.device::<Self>().map(|it| it.context().work.enqueue());
                if operand & 0x80 != 0 {
                    let before = with_spin(&self.shared.queues, irql, |it, _| it[at].replace(kept));
                    drop(before);
                }
            }
            37 => drop(with_spin(&self.shared.queues, irql, |it, _| it[at].take())),
            38 => {
                let kept = with_spin(&self.shared.queues, irql, |it, _| it[at].clone());
                let Some(queue) = kept else { return };
                let change = match operand >> 4 {
                    6 | 7 => Change::Stop,
                    8 => Change::Purge,
                    9 => Change::Drain,
                    _ => Change::Start,
                };
                if change != Change::Start {
                    note(did::CLOSE);
                }
                irql.change(&queue, change);
            }
            _ => {
                let kept = with_spin(&self.shared.queues, irql, |it, _| it[at].clone());
                if let Some(queue) = kept {
                    // It waits for all requests that callbacks have, this one's too.
                    note(did::WAIT | did::CLOSE);
                    let change = match operand & 0x80 {
                        0 => Change::StopAndWait,
                        _ => Change::PurgeAndWait,
                    };
                    irql.change(&queue, change);
                    irql.change(&queue, Change::Start);
                }
            }
        }
    }

    /// What people do by mistake.
    pub(super) fn odd<T: Token>(
        &self,
        operation: u8,
        hands: &mut Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        match operation {
            40 => {
                let memory = Memory::new(usize::from(operand), Some(*b"Mine")).ok();
                let before = with_spin(&self.shared.memory, irql, |it, _| mem::replace(it, memory));
                drop(before);
            }
            41 if hands.spare.is_some() && operand > 0xE0 => {
                if let Some(request) = hands.own.take() {
                    note(did::BREAK);
                    self.keep_for_later(request, irql);
                }
            }
            42 if hands.spare.is_some() && operand > 0xE0 => {
                note(did::BREAK);
                drop(hands.own.take());
            }
            43 if hands.spare.is_some() && operand > 0xE0 => {
                note(did::BREAK | did::HOLD | did::LEAK);
                mem::forget(hands.own.take());
            }
            44 if operand > 0xF0 => {
                note(did::LEAK);
                mem::forget(Memory::new(16, None));
                mem::forget(with_spin(&self.shared.devices, irql, |it, _| it[0].clone()));
            }
            45 if operand > 0xF0 => {
                if let Some(request) = hands.own.take() {
                    note(did::BREAK);
                    let way = Way::Complete(How::Status(NtStatus::PENDING));
                    hands.gave_up(irql.dispose(request, way));
                }
            }
            46 if operand > 0xF0 => {
                let kept = with_spin(&self.shared.devices, irql, |it, _| it[0].clone());
                if let Some(present) = kept.as_ref().and_then(ObjRef::upgrade) {
                    note(did::WAIT | did::LEAK);
                    mem::forget(present);
                }
            }
            _ => {
                if let Some(irql) = irql.passive() {
                    if hands.held != 0 {
                        // What closes a file of its own device runs handlers, which take the lock again.
                        note(did::LOCK_TWICE | did::WAIT);
                    }
                    interfaces(irql);
                }
            }
        }
    }
}

/// What only a device that is there can do.
fn use_present<T: Token>(device: &Present<'_, Subject>, operand: u8, irql: &mut T) {
    let Some(irql) = irql.passive() else { return };
    match operand >> 4 & 7 {
        0 => drop(device.create_interface(&CLASS, Some(unicode!("again")), irql)),
        1 => device.set_interface_state(&CLASS, None, operand & 8 != 0, irql),
        2 => drop(device.create_symbolic_link(unicode!(r"\DosDevices\Subject"), irql)),
        3 => drop(device.hardware_key(Access::Read, irql)),
        4 => drop(device.interface_key(&CLASS, Access::Read, irql)),
        5 => {
            if let Ok(key) = device.software_key(Access::Write, irql) {
                let _ = key.set_u32(unicode!("Value"), operand.into());
            }
        }
        _ => late(device, operand, irql),
    }
}

/// Binds fields long after the device was made.
fn late(device: &Device<Subject>, operand: u8, irql: &Passive) {
    let _ = match operand & 3 {
        0 => device.add_manual_queue(|it| &it.late_manual, irql),
        1 => device.add_timer(TimerConfig::one_shot(), |it| &it.late_timer, tick, irql),
        2 => device.add_work_item(|it| &it.late_work, work, irql),
        _ => device
            .add_queue(QueueConfig::parallel(), |it| it, irql)
            .map(|_| ()),
    };
}

/// What any code at `PASSIVE_LEVEL` can do with the interfaces that there are.
fn interfaces(irql: &Passive) {
    let Ok(links) = Links::of_class(&CLASS, Presence::Enabled, irql) else {
        return;
    };
    for link in links.iter() {
        let _ = wdk::interface::key(link, Access::Read, irql);
        if let Ok(device) = RemoteDevice::open(link, irql) {
            let _ = device.hardware_key(Access::Read);
        }
    }
}
