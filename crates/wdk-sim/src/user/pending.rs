//! Operations that have not ended: overlapped I/O.
#![expect(unsafe_code, reason = "passes its own buffers to the I/O manager")]

use std::rc::Rc;

use super::file::{File, length, verb};
use crate::{
    engine::{
        error::{NtStatus, Result},
        trace::Category,
    },
    nt::{
        io::{
            cancel,
            operation::{self, IoParameters, Operation},
        },
        kernel::Kernel,
    },
};

/// What an operation transferred.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completion {
    /// The bytes that were transferred.
    pub transferred: usize,
    /// What was read.
    pub data: Vec<u8>,
}

/// An operation that was started. Dropping it leaves the operation to the driver.
#[must_use = "an operation's result comes from `wait`"]
pub struct Pending {
    kernel: Rc<Kernel>,
    operation: Rc<Operation>,
    verb: &'static str,
}

impl Pending {
    pub(super) fn start(
        file: &File,
        parameters: IoParameters,
        input: Vec<u8>,
        output: Vec<u8>,
    ) -> Result<Self> {
        Self::start_at(file, parameters, (input, output), |_| [None, None])
    }

    /// Starts an operation whose input and output buffers are at other addresses, where `places` gives
    /// any.
    pub(super) fn start_at(
        file: &File,
        mut parameters: IoParameters,
        (input, output): (Vec<u8>, Vec<u8>),
        places: impl FnOnce(&Operation) -> [Option<*mut u8>; 2],
    ) -> Result<Self> {
        file.check_access(&parameters)?;
        let kernel = Rc::clone(&file.kernel);
        let verb = verb(parameters.major);
        kernel.trace_instant(Category::User, || (verb, "without waiting".to_owned()));
        let operation = super::as_program(&kernel, || {
            let operation = Operation::new();
            parameters.input_length = length(&input);
            parameters.output_length = length(&output);
            let [input_place, output_place] = places(&operation);
            parameters.input = input_place.unwrap_or_else(|| operation.keep_input(input));
            parameters.output = output_place.unwrap_or_else(|| operation.keep_output(output));
            parameters.show_buffers(&kernel.addresses);
            // SAFETY: the buffers belong to the operation, which the packet keeps; those at other
            // addresses are probed.
            unsafe { operation::start_user(&kernel, file.file, parameters, &operation) };
            operation
        })?;
        Ok(Self {
            kernel,
            operation,
            verb,
        })
    }

    /// Whether the operation has ended.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.operation.result().is_some()
    }

    /// Asks the driver to give the operation up (`CancelIoEx`). False when it has ended already or
    /// the machine has.
    pub fn cancel(&self) -> bool {
        let kernel = &self.kernel;
        kernel.trace_instant(Category::User, || ("cancel", self.verb.to_owned()));
        let cancelled = super::as_program(kernel, || match self.operation.irp() {
            Some(irp) => {
                cancel::cancel(kernel, irp);
                true
            }
            None => false,
        });
        cancelled.unwrap_or(false)
    }

    /// Waits until the operation has ended.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with the status of the request.
    pub fn wait(self) -> Result<Completion> {
        let operation = &self.operation;
        let result = match operation.result() {
            Some(result) => result,
            None => super::as_program(&self.kernel, || operation.wait(&self.kernel))?,
        };
        let (status, information) = result;
        NtStatus::check(status)?;
        let mut data = operation.take_output();
        data.truncate(information as usize);
        Ok(Completion {
            transferred: information as usize,
            data,
        })
    }
}

/// Cancels all operations of the simulated process.
pub(super) fn cancel_all(kernel: &Kernel) {
    for irp in kernel.io.irps.pending() {
        if irp.is_of_user() {
            cancel::cancel(kernel, irp);
        }
    }
}
