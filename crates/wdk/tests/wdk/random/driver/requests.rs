//! What can be done with requests.

use std::mem;

use wdk::prelude::*;

use super::{
    super::calls::{BYTES, Token, Way, with_spin},
    Subject, did, note,
    program::{Hands, complete, is_neither},
};

impl Subject {
    /// What can be done with the request that the handler got.
    pub(super) fn on_own<T: Token>(
        &self,
        operation: u8,
        hands: &mut Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        let Some(request) = hands.own.take() else {
            return;
        };
        let at = usize::from(operand);
        if operation >= 8 && is_neither(&request) {
            if operand < 0xF8 {
                let _ = request
                    .locked_output()
                    .and_then(|it| it.copy_from(at, &BYTES));
                hands.own = Some(request);
                return;
            }
            note(did::BUFFER);
        }
        match operation {
            0 | 1 => hands.gave_up(complete(request, operand, irql)),
            2 => hands.gave_up(irql.dispose(request, Way::ForwardManual(&self.manual))),
            3 => {
                let queue = with_spin(&self.shared.queues, irql, |it, _| it[at % 3].clone());
                match queue {
                    Some(queue) => hands.gave_up(irql.dispose(request, Way::Forward(&queue))),
                    None => hands.own = Some(request),
                }
            }
            4 => {
                let queue = request.queue().map(Queue::keep);
                match queue {
                    Some(queue) => hands.gave_up(irql.dispose(request, Way::Forward(&queue))),
                    None => hands.own = Some(request),
                }
            }
            5 => hands.gave_up(irql.dispose(request, Way::Requeue)),
            6 | 7 => hands.gave_up(self.park(request, operand, irql)),
            8 => {
                request.set_information(at * 16);
                let _ = request.write_output(BYTES.get(..at % 80).unwrap_or_default());
                let _ = (request.is_canceled(), request.parameters());
                hands.own = Some(request);
            }
            9 => {
                let mut bytes = [0; 24];
                let _ = (request.read_input(&mut bytes), request.input::<u64>());
                let _ = request
                    .input_memory()
                    .and_then(|it| it.copy_to(at, &mut bytes));
                let _ = request
                    .direct_input_memory()
                    .and_then(|it| it.read_at::<u32>(at));
                let _ = request
                    .locked_input()
                    .and_then(|it| it.copy_to(0, &mut bytes));
                hands.own = Some(request);
            }
            _ => {
                let _ = request
                    .output_memory()
                    .and_then(|it| it.write_at(at, &7_u32));
                let _ = request
                    .locked_output()
                    .and_then(|it| it.copy_from(at, &BYTES));
                let _ = request.output(&(at as u64));
                hands.own = Some(request);
            }
        }
    }

    fn park<T: Token>(
        &self,
        request: Request,
        operand: u8,
        irql: &mut T,
    ) -> Result<Disposed, Request> {
        let parked = match operand % 3 {
            0 => request.park_with(
                |it: &Self| &it.parked[0],
                irql,
                |request, ()| {
                    request.set_information(0);
                    match operand & 0x60 {
                        0x60 => Err(Error::DEVICE_BUSY),
                        _ => Ok(()),
                    }
                },
            ),
            1 => request.park(|it: &Self| &it.parked[1], irql),
            // Not in the context, so refused.
            _ => request.park(|it: &Self| &it.shared.parked, irql),
        };
        parked.map_err(|it| it.request)
    }

    /// What can be done with a request that was found: what is left of it is the program's own, if
    /// it has none.
    fn dispose<T: Token>(
        &self,
        request: Request,
        hands: &mut Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        let result = match operand >> 4 & 3 {
            0 | 1 => complete(request, operand, irql),
            2 => irql.dispose(request, Way::Requeue),
            _ => self.park(request, operand, irql),
        };
        match result {
            Ok(disposed) => hands.spare = Some(disposed),
            Err(request) => self.keep_for_later(request, irql),
        }
    }

    /// Stores a request where any callback may find it.
    pub(super) fn keep_for_later<T: Token>(&self, request: Request, irql: &mut T) {
        note(did::HOLD);
        let left = with_spin(&self.shared.requests, irql, |it, _| {
            match it.iter_mut().find(|it| it.is_none()) {
                Some(free) => {
                    *free = Some(request);
                    None
                }
                None => Some(request),
            }
        });
        if let Some(left) = left {
            // Nobody completes it any more.
            mem::forget(left);
        }
    }

    /// What can be done with requests that wait somewhere.
    pub(super) fn on_others<T: Token>(
        &self,
        operation: u8,
        hands: &mut Hands<'_>,
        operand: u8,
        irql: &mut T,
    ) {
        let found = match operation {
            11 if operand & 2 == 0 => self.parked[usize::from(operand & 1)].take(irql),
            11 => {
                let parked = &self.parked[usize::from(operand & 1)];
                let taken = parked.take_with(irql, |request, ()| {
                    request.set_information(usize::from(operand));
                });
                taken.map(|(request, ())| request)
            }
            12 => self.shared.parked.take(irql),
            13 => self.manual.retrieve_next().ok().flatten(),
            14 if operand > 0xC0 => {
                let queue = with_spin(&self.shared.queues, irql, |it, _| {
                    it[usize::from(operand) % 3].clone()
                });
                note(did::RETRIEVE);
                queue.and_then(|it| irql.retrieve(&it))
            }
            15 => with_spin(&self.shared.requests, irql, |it, _| {
                it[usize::from(operand & 1)].take()
            }),
            _ => {
                let _ = self.parked[usize::from(operand & 1)].is_occupied(irql);
                None
            }
        };
        if let Some(request) = found {
            self.dispose(request, hands, operand, irql);
        }
    }
}
