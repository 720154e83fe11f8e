//! Programs of bytes, and what they work on.

use std::sync::atomic::Ordering::Relaxed;

use wdk::{ioctl::Method, prelude::*, request::Parameters};

use super::{
    super::calls::{How, Token, Way},
    DONE, OPERATIONS, Subject,
};

/// The length of a callback's program.
const PROGRAM: usize = 12;

/// What a program works on.
pub(super) struct Hands<'a> {
    /// The device, where the callback has one.
    pub(super) device: Option<&'a Device<Subject>>,
    /// The request that the handler got.
    pub(super) own: Option<Request>,
    /// What the handler will return.
    pub(super) disposed: Option<Disposed>,
    /// The proof of another request.
    pub(super) spare: Option<Disposed>,
    /// Locks that are held, as bits.
    pub(super) held: u8,
}

pub(super) const FIRST: u8 = 1;
pub(super) const SECOND: u8 = 2;
pub(super) const WAIT: u8 = 4;
pub(super) const LATE_WAIT: u8 = 8;

impl Hands<'_> {
    pub(super) const fn none() -> Self {
        Self {
            device: None,
            own: None,
            disposed: None,
            spare: None,
            held: 0,
        }
    }

    pub(super) fn gave_up(&mut self, result: Result<Disposed, Request>) {
        match result {
            Ok(disposed) => self.disposed = Some(disposed),
            Err(request) => self.own = Some(request),
        }
    }
}

/// A program that is interpreted.
pub(super) struct Code<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Code<'a> {
    pub(super) fn next(&mut self) -> u8 {
        let (first, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;
        *first
    }

    /// The next `length` bytes, as a program of its own.
    pub(super) fn part(&mut self, length: usize) -> Code<'a> {
        let (part, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        Code { rest: part }
    }
}

/// Whether the buffers of a request are the program's own addresses.
pub(super) fn is_neither(request: &Request) -> bool {
    let parameters = request.parameters();
    let (Parameters::DeviceControl(control) | Parameters::InternalDeviceControl(control)) =
        parameters
    else {
        return false;
    };
    control.code.method() == Method::Neither
}

/// Completes a request in the form that a byte stands for.
pub(super) fn complete<T: Token>(
    request: Request,
    byte: u8,
    irql: &mut T,
) -> Result<Disposed, Request> {
    let how = How::of(byte);
    let writes = matches!(how, How::Reply(_) | How::ReplyWith(_));
    let how = if writes && is_neither(&request) {
        How::Finish(Ok(usize::from(byte)))
    } else {
        how
    };
    irql.dispose(request, Way::Complete(how))
}

impl Subject {
    /// The handlers of requests.
    pub(super) fn handle<T: Token>(&self, request: Request, irql: &mut T) -> Disposed {
        let mut program = [0; 64];
        let neither = is_neither(&request);
        let length = if neither {
            let input = request.locked_input();
            let copied = input.and_then(|it| {
                let length = it.len().min(program.len());
                let bytes = program.get_mut(..length).unwrap_or_default();
                it.copy_to(0, bytes).map(|()| length)
            });
            copied.unwrap_or(0)
        } else {
            request.read_input(&mut program).unwrap_or(0)
        };
        let code = program.get(..length).unwrap_or_default();
        let code = if code.is_empty() {
            self.program(0)
        } else {
            code
        };
        let mut hands = Hands {
            own: Some(request),
            ..Hands::none()
        };
        self.run(&mut hands, Code { rest: code }, irql);
        match (hands.own, hands.disposed.or(hands.spare)) {
            (Some(request), _) => match complete(request, code.len() as u8, irql) {
                Ok(disposed) => disposed,
                Err(_) => unreachable!("no lock is held"),
            },
            (None, Some(disposed)) => disposed,
            (None, None) => unreachable!("a request is gone without a proof"),
        }
    }

    /// The program of a callback.
    fn program(&self, callback: usize) -> &[u8] {
        let from = callback * PROGRAM;
        let programs = &self.shared.programs;
        programs.get(from..from + PROGRAM).unwrap_or_default()
    }

    /// Runs the program of a callback that has no request.
    pub(super) fn callback<T: Token>(
        &self,
        callback: usize,
        device: Option<&Device<Self>>,
        irql: &mut T,
    ) {
        let mut hands = Hands {
            device,
            ..Hands::none()
        };
        let code = Code {
            rest: self.program(callback),
        };
        self.run(&mut hands, code, irql);
        assert!(hands.own.is_none());
    }

    pub(super) fn run<T: Token>(&self, hands: &mut Hands<'_>, mut code: Code<'_>, irql: &mut T) {
        while !code.rest.is_empty() {
            let fuel = self.shared.fuel.load(Relaxed);
            if fuel == 0 {
                return;
            }
            self.shared.fuel.store(fuel - 1, Relaxed);
            self.step(hands, &mut code, irql);
        }
    }

    /// One operation.
    fn step<T: Token>(&self, hands: &mut Hands<'_>, code: &mut Code<'_>, irql: &mut T) {
        let (operation, operand) = (code.next() % 48, code.next());
        let mut counts = OPERATIONS.get();
        counts[usize::from(operation)] += 1;
        OPERATIONS.set(counts);
        DONE.with_borrow_mut(|it| it.push((operation, operand)));
        match operation {
            0..=10 => self.on_own(operation, hands, operand, irql),
            11..=16 => self.on_others(operation, hands, operand, irql),
            17..=24 => self.later(operation, hands, operand, irql),
            25..=31 => self.locked(operation, hands, operand, code, irql),
            32..=39 => self.on_kept(operation, hands, operand, irql),
            _ => self.odd(operation, hands, operand, irql),
        }
    }
}
