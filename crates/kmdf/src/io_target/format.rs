//! Filling in the next stack location of a request's IRP.
#![expect(unsafe_code, reason = "buffers, MDLs and unions of the driver")]

use core::{
    cmp,
    ptr::{self, NonNull},
};

use wdk_sys::{
    _MODE::KernelMode,
    DO_BUFFERED_IO, DO_DIRECT_IO, ExFreePoolWithTag, IRP_MJ_DEVICE_CONTROL,
    IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, PVOID,
    STATUS_INVALID_DEVICE_STATE,
    wdf::{
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_2,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3__bindgen_ty_1,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3__bindgen_ty_2,
        WDF_REQUEST_COMPLETION_PARAMS,
    },
};

use super::{
    Target,
    part::{Pages, Part},
};
use crate::{
    Fx,
    irp::{Irp, Method},
    mdl::{LockedPages, PartialMdl},
    object::Obj,
    plain::zeroed,
    request::{Request, Source},
};

/// What a formatted request holds until it is formatted again, reused or completed.
pub(crate) struct Format {
    major: u8,
    code: u32,
    input: Part,
    output: Part,
    /// The fourth argument of an internal I/O control with arguments of its own.
    fourth: Option<Part>,
    /// The IRP's own buffers, to be put back.
    before: [PVOID; 3],
    system: Option<SystemBuffer>,
    /// The pages of a buffer that has no MDL, while they are locked.
    pages: Option<LockedPages>,
    /// What describes a part of the buffer of an MDL.
    partial: Option<PartialMdl>,
}

/// A buffer that the framework made.
struct SystemBuffer {
    start: NonNull<u8>,
    tag: u32,
    /// Where the output is copied to, or null.
    output: PVOID,
}

impl Format {
    fn new(irp: Irp, major: u8, code: u32, input: Part, output: Part) -> Self {
        Self {
            major,
            code,
            input,
            output,
            fourth: None,
            before: [irp.system_buffer(), irp.user_buffer(), irp.mdl().cast()],
            system: None,
            pages: None,
            partial: None,
        }
    }

    /// A system buffer for the longer of input and output, with a copy of the input.
    fn use_system_buffer(&mut self, fx: Fx, irp: Irp) -> Result<(), NTSTATUS> {
        let (input, output) = (&self.input, &self.output);
        let length = cmp::max(input.length, output.length);
        if length == 0 {
            irp.set_system_buffer(ptr::null_mut());
            irp.set_user_buffer(ptr::null_mut());
            return Ok(());
        }
        let (from, to) = (input.address()?, output.address()?);
        let start = fx.allocate(length as usize)?;
        if !from.is_null() {
            // SAFETY: the system buffer is at least as long as the input.
            unsafe {
                ptr::copy_nonoverlapping(from.cast::<u8>(), start.as_ptr(), input.length as usize);
            }
        }
        irp.set_system_buffer(start.as_ptr().cast());
        irp.set_user_buffer(to);
        self.system = Some(SystemBuffer {
            start,
            tag: fx.tag(),
            output: if output.length > 0 {
                to
            } else {
                ptr::null_mut()
            },
        });
        Ok(())
    }

    /// An MDL for `data`: the driver's, or one that the framework makes for as long as the request is
    /// formatted. `write` says that the target writes to the pages.
    fn use_mdl(&mut self, irp: Irp, data: Data, write: bool) -> Result<(), NTSTATUS> {
        let part = match data {
            Data::Input => &self.input,
            Data::Output => &self.output,
        };
        let mdl = match part.pages() {
            Pages::None => ptr::null_mut(),
            Pages::Described(mdl) => mdl,
            Pages::PartOf(mdl, offset) => {
                let made = PartialMdl::of(mdl, offset, part.length)?;
                self.partial.insert(made).as_ptr()
            }
            Pages::At(start) => {
                let length = part.length as usize;
                let locked = LockedPages::lock(start, length, KernelMode as i8, write)?;
                self.pages.insert(locked).mdl()
            }
        };
        irp.set_mdl(mdl);
        Ok(())
    }

    /// Copies what came back to the driver's buffer.
    fn copy_back(&self, irp: Irp) {
        let Some(system) = self.system.as_ref().filter(|it| !it.output.is_null()) else {
            return;
        };
        let length = cmp::min(irp.information(), u64::from(self.output.length)) as usize;
        if irp.status() as u32 >> 30 != 3 {
            let to = system.output.cast::<u8>();
            // SAFETY: both buffers have at least the output's length.
            unsafe { ptr::copy_nonoverlapping(system.start.as_ptr(), to, length) };
        }
    }

    fn restore(self, irp: Option<Irp>) {
        if let Some(irp) = irp {
            let [system, user, mdl] = self.before;
            irp.set_system_buffer(system);
            irp.set_user_buffer(user);
            irp.set_mdl(mdl.cast());
        }
        if let Some(system) = self.system {
            // SAFETY: made by `use_system_buffer` with this tag.
            unsafe { ExFreePoolWithTag(system.start.as_ptr().cast(), system.tag) };
        }
    }
}

/// Which of a format's buffers.
#[derive(Clone, Copy)]
enum Data {
    Input,
    Output,
}

impl Obj<Request> {
    /// Gives back what formatting took.
    pub(crate) fn unformat(self) {
        self.sending.formatted.set(false);
        if let Some(format) = self.sending.format.take() {
            format.restore(self.irp());
        }
    }

    pub(super) fn copy_back(&self) {
        if let (Some(format), Some(irp)) = (self.sending.format.take(), self.irp()) {
            format.copy_back(irp);
            self.sending.format.set(Some(format));
        }
    }

    fn formatted(self, format: Format) {
        self.sending.format.set(Some(format));
        self.sending.formatted.set(true);
    }

    /// The next stack location becomes a copy of the current one.
    pub(super) fn format_as_current(self, irp: Irp) {
        self.unformat();
        irp.copy_current_to_next();
        self.sending.formatted.set(true);
    }

    /// What the completion routine, and `WdfRequestGetCompletionParams`, see.
    pub(super) fn completion_parameters(self) -> WDF_REQUEST_COMPLETION_PARAMS {
        let mut parameters: WDF_REQUEST_COMPLETION_PARAMS = zeroed();
        parameters.Size = size_of::<WDF_REQUEST_COMPLETION_PARAMS>() as u32;
        parameters.Type = NO_FORMAT;
        let (status, information) = self.sending.outcome.get();
        parameters.IoStatus.Information = information;
        parameters.IoStatus.__bindgen_anon_1.Status = status;
        if let Some(format) = self.sending.format.take() {
            parameters.Type = match format.fourth {
                Some(_) => OTHER,
                None => i32::from(format.major),
            };
            parameters.Parameters = members(&format, information as usize);
            self.sending.format.set(Some(format));
        }
        parameters
    }
}

/// `WdfRequestTypeNoFormat`.
const NO_FORMAT: i32 = 255;
/// `WdfRequestTypeOther`.
const OTHER: i32 = wdk_sys::wdf::_WDF_REQUEST_TYPE::WdfRequestTypeOther;

fn members(format: &Format, information: usize) -> _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1 {
    if let Some(fourth) = &format.fourth {
        let mut parameters: WDF_REQUEST_COMPLETION_PARAMS = zeroed();
        let members = &mut parameters.Parameters;
        members.Others.Argument1.Ptr = format.input.handle().cast();
        members.Others.Argument2.Ptr = format.output.handle().cast();
        members.Others.Argument4.Ptr = fourth.handle().cast();
        return parameters.Parameters;
    }
    match u32::from(format.major) {
        IRP_MJ_READ | IRP_MJ_WRITE => {
            let part = if u32::from(format.major) == IRP_MJ_READ {
                &format.output
            } else {
                &format.input
            };
            _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1 {
                Read: _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_2 {
                    Buffer: part.handle(),
                    Length: information,
                    Offset: part.offset,
                },
            }
        }
        _ => _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1 {
            Ioctl: _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3 {
                IoControlCode: format.code,
                Input: _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3__bindgen_ty_1 {
                    Buffer: format.input.handle(),
                    Offset: format.input.offset,
                },
                Output: _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3__bindgen_ty_2 {
                    Buffer: format.output.handle(),
                    Offset: format.output.offset,
                    Length: information,
                },
            },
        },
    }
}

impl Obj<Target> {
    /// The next location of `request`'s IRP, empty but for the file and, of a request from a queue, the
    /// flags of its own location.
    fn begin(self, request: Obj<Request>, major: u32) -> Result<Irp, NTSTATUS> {
        let irp = self.fit(request)?;
        let next = irp.next();
        next.clear();
        next.set_functions(major as u8, 0);
        if request.source.get() == Source::Io {
            let current = irp.current();
            next.set_flags(current.flags());
            next.set_file(current.file());
        }
        // Of a target in the device's own stack the file is the requestor's.
        if !self.local {
            next.set_file(self.file());
        }
        Ok(irp)
    }

    /// Formats a read or write of `part` at `offset`.
    pub(super) fn format_transfer(
        self,
        request: Obj<Request>,
        major: u32,
        part: Part,
        offset: i64,
    ) -> Result<(), NTSTATUS> {
        let irp = self.begin(request, major)?;
        let wdm = NonNull::new(self.wdm()).ok_or(STATUS_INVALID_DEVICE_STATE)?;
        // SAFETY: not null, so the target is open and holds a reference to the device.
        let flags = unsafe { (*wdm.as_ptr()).Flags };
        let length = part.length;
        let reads = major == IRP_MJ_READ;
        let (input, output) = if reads {
            (Part::default(), part)
        } else {
            (part, Part::default())
        };
        let mut format = Format::new(irp, major as u8, 0, input, output);
        let data = if reads { Data::Output } else { Data::Input };
        let made = if flags & DO_BUFFERED_IO != 0 {
            format.use_system_buffer(request.fx(), irp)
        } else if flags & DO_DIRECT_IO != 0 {
            format.use_mdl(irp, data, reads)
        } else {
            let part = if reads { &format.output } else { &format.input };
            part.address().map(|start| irp.set_user_buffer(start))
        };
        if let Err(status) = made {
            format.restore(Some(irp));
            return Err(status);
        }
        irp.next()
            .set_arguments([u64::from(length), 0, offset.cast_unsigned(), 0]);
        request.formatted(format);
        Ok(())
    }

    /// Formats an I/O control.
    pub(super) fn format_control(
        self,
        request: Obj<Request>,
        internal: bool,
        code: u32,
        input: Part,
        output: Part,
    ) -> Result<(), NTSTATUS> {
        let major = if internal {
            IRP_MJ_INTERNAL_DEVICE_CONTROL
        } else {
            IRP_MJ_DEVICE_CONTROL
        };
        let irp = self.begin(request, major)?;
        let lengths = [output.length, input.length].map(u64::from);
        let mut format = Format::new(irp, major as u8, code, input, output);
        let mut type3 = ptr::null_mut();
        let made = match Method::of(code) {
            Method::Buffered => format.use_system_buffer(request.fx(), irp),
            method @ (Method::InDirect | Method::OutDirect) => {
                let write = method == Method::OutDirect;
                let input = format.input.address();
                input.and_then(|start| {
                    irp.set_system_buffer(start);
                    format.use_mdl(irp, Data::Output, write)
                })
            }
            Method::Neither => format.output.address().and_then(|to| {
                irp.set_user_buffer(to);
                type3 = format.input.address()?;
                Ok(())
            }),
        };
        if let Err(status) = made {
            format.restore(Some(irp));
            return Err(status);
        }
        irp.next().set_arguments([
            lengths[0],
            lengths[1],
            u64::from(code),
            type3.expose_provenance() as u64,
        ]);
        request.formatted(format);
        Ok(())
    }

    /// Formats an internal I/O control with three arguments of its own.
    pub(super) fn format_others(
        self,
        request: Obj<Request>,
        code: u32,
        [one, two, four]: [Part; 3],
    ) -> Result<(), NTSTATUS> {
        let irp = self.begin(request, IRP_MJ_INTERNAL_DEVICE_CONTROL)?;
        let word = |part: &Part| part.address().map(|at| at.expose_provenance() as u64);
        let arguments = [word(&one)?, word(&two)?, u64::from(code), word(&four)?];
        let mut format = Format::new(irp, IRP_MJ_INTERNAL_DEVICE_CONTROL as u8, code, one, two);
        format.fourth = Some(four);
        irp.next().set_arguments(arguments);
        request.formatted(format);
        Ok(())
    }
}
