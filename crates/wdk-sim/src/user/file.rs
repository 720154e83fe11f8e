//! Open files of the simulated program.
#![expect(unsafe_code, reason = "passes the caller's buffers to the I/O manager")]

use std::{ptr, rc::Rc};

use wdk_sys::{
    _MODE::UserMode, ACCESS_MASK, FILE_APPEND_DATA, FILE_READ_ACCESS, FILE_READ_DATA,
    FILE_WRITE_ACCESS, FILE_WRITE_DATA, HANDLE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE,
    NTSTATUS, STATUS_ACCESS_DENIED, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER,
};

use super::pending::Pending;
use crate::{
    engine::{
        error::{Error, NtStatus, Result},
        trace::Category,
    },
    nt::{
        io::{
            operation::{self, IoParameters, Operation},
            raw,
        },
        kernel::Kernel,
    },
};

/// An open file. Dropping it closes the handle.
pub struct File {
    pub(super) kernel: Rc<Kernel>,
    pub(super) file: raw::File,
    handle: HANDLE,
    granted: ACCESS_MASK,
}

/// The names of the operations in traces.
pub(super) fn verb(major: u32) -> &'static str {
    match major {
        IRP_MJ_READ => "read",
        IRP_MJ_WRITE => "write",
        _ => "ioctl",
    }
}

impl File {
    pub(super) fn new(
        kernel: &Rc<Kernel>,
        file: raw::File,
        handle: HANDLE,
        granted: ACCESS_MASK,
    ) -> Self {
        Self {
            kernel: Rc::clone(kernel),
            file,
            handle,
            granted,
        }
    }

    /// The access that the handle has: what was asked for, or the most that is allowed.
    #[must_use]
    pub fn granted(&self) -> ACCESS_MASK {
        self.granted
    }

    /// What the I/O manager looks at before it makes a request: whether the handle has the access for it.
    pub(super) fn check_access(&self, parameters: &IoParameters) -> Result {
        let code = parameters.code >> 14;
        let is_control = parameters.major == IRP_MJ_DEVICE_CONTROL;
        let reads = match is_control {
            true => code & FILE_READ_ACCESS != 0,
            false => parameters.major == IRP_MJ_READ,
        };
        let writes = match is_control {
            true => code & FILE_WRITE_ACCESS != 0,
            false => parameters.major == IRP_MJ_WRITE,
        };
        // Appending is a way of writing, but not for a control code.
        let may_write = match is_control {
            true => FILE_WRITE_DATA,
            false => FILE_WRITE_DATA | FILE_APPEND_DATA,
        };
        let refused =
            reads && self.granted & FILE_READ_DATA == 0 || writes && self.granted & may_write == 0;
        match refused {
            true => Err(Error::Status(NtStatus(STATUS_ACCESS_DENIED))),
            false => Ok(()),
        }
    }

    /// Reads at offset 0 into `buffer` and waits; gives the number of bytes.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with the status of the request.
    pub fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        self.read_at(0, buffer)
    }

    /// Reads at `offset`.
    ///
    /// # Errors
    /// As for [`File::read`].
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        self.perform(IoParameters {
            major: IRP_MJ_READ,
            output: buffer.as_mut_ptr(),
            output_length: length(buffer),
            offset: offset.cast_signed(),
            ..IoParameters::default()
        })
    }

    /// Writes `data` at offset 0 and waits; gives the number of bytes.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with the status of the request.
    pub fn write(&self, data: &[u8]) -> Result<usize> {
        self.write_at(0, data)
    }

    /// Writes at `offset`.
    ///
    /// # Errors
    /// As for [`File::write`].
    pub fn write_at(&self, offset: u64, data: &[u8]) -> Result<usize> {
        self.perform(IoParameters {
            major: IRP_MJ_WRITE,
            input: data.as_ptr().cast_mut(),
            input_length: length(data),
            offset: offset.cast_signed(),
            ..IoParameters::default()
        })
    }

    /// Sends the control code `code` and waits; gives the number of bytes in `output`.
    ///
    /// # Errors
    /// [`Error::Status`](crate::Error::Status) with the status of the request.
    pub fn ioctl(&self, code: u32, input: &[u8], output: &mut [u8]) -> Result<usize> {
        self.perform(IoParameters {
            major: IRP_MJ_DEVICE_CONTROL,
            code,
            input: input.as_ptr().cast_mut(),
            input_length: length(input),
            output: output.as_mut_ptr(),
            output_length: length(output),
            ..IoParameters::default()
        })
    }

    /// Starts to read `length` bytes at offset 0, without waiting.
    ///
    /// # Errors
    /// `STATUS_ACCESS_DENIED` when the handle does not have the access for it,
    /// `STATUS_INVALID_PARAMETER` for more than 4 GiB, `STATUS_INSUFFICIENT_RESOURCES` when the host
    /// has not so much memory, and when the machine ended; a failure of the request comes from
    /// [`Pending::wait`].
    pub fn begin_read(&self, length: usize) -> Result<Pending> {
        let parameters = IoParameters {
            major: IRP_MJ_READ,
            ..IoParameters::default()
        };
        Pending::start(self, parameters, Vec::new(), zeroed_buffer(length)?)
    }

    /// Starts to write `data` at offset 0, without waiting.
    ///
    /// # Errors
    /// As for [`File::begin_read`].
    pub fn begin_write(&self, data: &[u8]) -> Result<Pending> {
        let parameters = IoParameters {
            major: IRP_MJ_WRITE,
            ..IoParameters::default()
        };
        Pending::start(self, parameters, data.to_vec(), Vec::new())
    }

    /// Starts a control operation with an output buffer of `output` bytes, without waiting.
    ///
    /// # Errors
    /// As for [`File::begin_read`].
    pub fn begin_ioctl(&self, code: u32, input: &[u8], output: usize) -> Result<Pending> {
        let parameters = IoParameters {
            major: IRP_MJ_DEVICE_CONTROL,
            code,
            ..IoParameters::default()
        };
        Pending::start(self, parameters, input.to_vec(), zeroed_buffer(output)?)
    }

    /// Closes the handle: `IRP_MJ_CLEANUP`, and `IRP_MJ_CLOSE` when nothing else refers to the file.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn close(mut self) -> Result {
        self.close_handle()
    }

    fn close_handle(&mut self) -> Result {
        let handle = std::mem::replace(&mut self.handle, ptr::null_mut());
        if handle.is_null() {
            return Ok(());
        }
        let kernel = Rc::clone(&self.kernel);
        kernel.trace_begin(Category::User, || ("close", String::new()));
        let closed = super::as_program(&kernel, || {
            // A process that has exited has closed it before.
            let _ = kernel.objects.close_handle(handle);
        });
        kernel.trace_end(Category::User, || ("close", String::new()));
        closed
    }

    fn perform(&self, mut parameters: IoParameters) -> Result<usize> {
        self.check_access(&parameters)?;
        let kernel = &self.kernel;
        parameters.mode = UserMode as i8;
        kernel.trace_begin(Category::User, || {
            (verb(parameters.major), describe(&parameters))
        });
        let done = super::as_program(kernel, || {
            let operation = Operation::new();
            parameters.show_buffers(&kernel.addresses);
            // SAFETY: the caller's buffers outlive this call, which ends after the operation,
            // or together with the machine, in which nothing runs then.
            unsafe { operation::start_user(kernel, self.file, parameters, &operation) };
            operation.wait(kernel)
        });
        kernel.trace_end(Category::User, || {
            let result = done.as_ref().map(|(status, _)| *status);
            (
                verb(parameters.major),
                result.map_or_else(|_| String::new(), crate::nt::io::names::status),
            )
        });
        let (status, information): (NTSTATUS, u64) = done?;
        NtStatus::check(status)?;
        Ok(information as usize)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            // A machine that has ended has no handles.
            let _ = self.close_handle();
        }
    }
}

/// A buffer of `length` bytes; a request's length has 32 bits.
fn zeroed_buffer(length: usize) -> Result<Vec<u8>> {
    if u32::try_from(length).is_err() {
        return Err(Error::Status(NtStatus(STATUS_INVALID_PARAMETER)));
    }
    let mut buffer = Vec::new();
    buffer
        .try_reserve_exact(length)
        .map_err(|_| Error::Status(NtStatus(STATUS_INSUFFICIENT_RESOURCES)))?;
    buffer.resize(length, 0);
    Ok(buffer)
}

pub(super) fn length(buffer: &[u8]) -> u32 {
    u32::try_from(buffer.len()).unwrap_or(u32::MAX)
}

fn describe(parameters: &IoParameters) -> String {
    match parameters.major {
        IRP_MJ_READ => format!("{} bytes", parameters.output_length),
        IRP_MJ_WRITE => format!("{} bytes", parameters.input_length),
        _ => format!(
            "{:#x}, {} bytes in, {} bytes out",
            parameters.code, parameters.input_length, parameters.output_length
        ),
    }
}
