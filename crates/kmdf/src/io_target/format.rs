//! Filling in the next stack location of a request's IRP.
#![expect(unsafe_code, reason = "buffers, MDLs and unions of the driver")]

use core::{
    cmp,
    ptr::{self, NonNull},
};

use wdk_sys::{
    DO_BUFFERED_IO, DO_DIRECT_IO, ExFreePoolWithTag, IRP_MJ_DEVICE_CONTROL,
    IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, IoAllocateMdl, IoFreeMdl,
    MmBuildMdlForNonPagedPool, NTSTATUS, PMDL, PVOID, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_BUFFER_SIZE, STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER,
    wdf::{
        _WDF_MEMORY_DESCRIPTOR_TYPE::{
            WdfMemoryDescriptorTypeBuffer, WdfMemoryDescriptorTypeHandle,
            WdfMemoryDescriptorTypeMdl,
        },
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_2,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3__bindgen_ty_1,
        _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1__bindgen_ty_3__bindgen_ty_2,
        PWDF_MEMORY_DESCRIPTOR, PWDFMEMORY_OFFSET, WDF_REQUEST_COMPLETION_PARAMS, WDFMEMORY,
    },
};

use super::Target;
use crate::{
    Fx,
    argument::Argument,
    irp::{Irp, Method},
    mdl::system_address,
    memory::Memory,
    object::{Obj, Ref},
    plain::zeroed,
    request::Request,
    status,
};

/// A buffer that the driver passes to a target.
#[derive(Default)]
pub(crate) struct Part {
    memory: Option<Ref<Memory>>,
    buffer: Span,
    offset: usize,
}

/// Bytes in memory, and their MDL if the driver has one.
#[derive(Clone, Copy)]
struct Span {
    start: PVOID,
    length: u32,
    mdl: PMDL,
}

impl Default for Span {
    fn default() -> Self {
        Self {
            start: ptr::null_mut(),
            length: 0,
            mdl: ptr::null_mut(),
        }
    }
}

impl Part {
    /// A memory object, or part of it; a null handle is no buffer.
    ///
    /// # Errors
    /// `STATUS_INVALID_BUFFER_SIZE` when the part does not lie inside.
    pub(super) fn of_memory(
        fx: Fx,
        handle: &Argument<'_, WDFMEMORY>,
        offsets: &Argument<'_, PWDFMEMORY_OFFSET>,
    ) -> Result<Self, NTSTATUS> {
        if handle.is_null() {
            return Ok(Self::default());
        }
        let memory = handle.object::<Memory>(fx).ok_or(status::INVALID_HANDLE)?;
        let (_, size) = memory.span();
        let (offset, length) = match offsets.read() {
            Some(offsets) if offsets.BufferLength > 0 => {
                (offsets.BufferOffset, offsets.BufferLength)
            }
            Some(offsets) => (
                offsets.BufferOffset,
                size.saturating_sub(offsets.BufferOffset),
            ),
            None => (0, size),
        };
        let start = memory
            .part(offset, length)
            .ok_or(STATUS_INVALID_BUFFER_SIZE)?;
        Ok(Self {
            memory: Some(memory.reference()),
            buffer: Span {
                start,
                length: u32::try_from(length).map_err(|_| STATUS_INVALID_BUFFER_SIZE)?,
                mdl: ptr::null_mut(),
            },
            offset,
        })
    }

    /// A memory descriptor; null is no buffer.
    ///
    /// # Errors
    /// `STATUS_INVALID_PARAMETER` for an unknown type, and those of [`Part::of_memory`].
    pub(super) fn of_descriptor(
        fx: Fx,
        argument: &Argument<'_, PWDF_MEMORY_DESCRIPTOR>,
    ) -> Result<Self, NTSTATUS> {
        let Some(descriptor) = argument.read() else {
            return Ok(Self::default());
        };
        let buffer = match descriptor.Type {
            WdfMemoryDescriptorTypeBuffer => {
                // SAFETY: the type says that the driver set this member.
                let plain = unsafe { descriptor.u.BufferType };
                Span {
                    start: plain.Buffer,
                    length: plain.Length,
                    mdl: ptr::null_mut(),
                }
            }
            WdfMemoryDescriptorTypeMdl => {
                // SAFETY: of this type, so the member is an MDL and its length.
                let described = unsafe { descriptor.u.MdlType };
                Span {
                    start: system_address(described.Mdl)?,
                    length: described.BufferLength,
                    mdl: described.Mdl,
                }
            }
            WdfMemoryDescriptorTypeHandle => {
                // SAFETY: of this type, so the member is a memory object and offsets in it.
                let held = unsafe { descriptor.u.HandleType };
                // SAFETY: the driver's memory object, as part of its descriptor.
                let memory = unsafe { argument.member(held.Memory) };
                // SAFETY: null, or offsets that the driver keeps with its descriptor.
                let offsets = unsafe { argument.member(held.Offsets) };
                return Self::of_memory(fx, &memory, &offsets);
            }
            _ => return Err(STATUS_INVALID_PARAMETER),
        };
        Ok(Self {
            memory: None,
            buffer,
            offset: 0,
        })
    }

    fn handle(&self) -> WDFMEMORY {
        self.memory
            .as_ref()
            .map_or(ptr::null_mut(), |memory| memory.handle().cast())
    }
}

/// What a formatted request holds until it is formatted again, reused or completed.
pub(crate) struct Format {
    major: u8,
    code: u32,
    input: Part,
    output: Part,
    third: Part,
    /// The IRP's own buffers, to be put back.
    before: [PVOID; 3],
    /// A buffer that the framework made, its tag, and whether output is copied from it.
    system: Option<(NonNull<u8>, u32, bool)>,
    mdl: PMDL,
}

impl Format {
    fn new(irp: Irp, major: u8, code: u32, input: Part, output: Part) -> Self {
        Self {
            major,
            code,
            input,
            output,
            third: Part::default(),
            before: [irp.system_buffer(), irp.user_buffer(), irp.mdl().cast()],
            system: None,
            mdl: ptr::null_mut(),
        }
    }

    /// A system buffer of `length` bytes with a copy of the input.
    fn use_system_buffer(
        &mut self,
        fx: Fx,
        irp: Irp,
        length: u32,
        copy_back: bool,
    ) -> Result<(), NTSTATUS> {
        if length == 0 {
            irp.set_system_buffer(ptr::null_mut());
            return Ok(());
        }
        let buffer = fx.allocate(length as usize)?;
        self.system = Some((buffer, fx.tag(), copy_back));
        let input = self.input.buffer;
        if !input.start.is_null() {
            // SAFETY: the system buffer is at least as long as the input.
            unsafe {
                ptr::copy_nonoverlapping(
                    input.start.cast::<u8>(),
                    buffer.as_ptr(),
                    input.length as usize,
                );
            }
        }
        irp.set_system_buffer(buffer.as_ptr().cast());
        Ok(())
    }

    /// An MDL for `span`: the driver's, or one that the framework makes.
    fn use_mdl(&mut self, irp: Irp, span: Span) -> Result<(), NTSTATUS> {
        if span.length == 0 || !span.mdl.is_null() {
            irp.set_mdl(span.mdl);
            return Ok(());
        }
        // SAFETY: the driver's buffer, which it keeps while the request is sent.
        let mdl = unsafe { IoAllocateMdl(span.start, span.length, 0, 0, ptr::null_mut()) };
        if mdl.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        // SAFETY: buffers that drivers send are nonpaged.
        unsafe { MmBuildMdlForNonPagedPool(mdl) };
        self.mdl = mdl;
        irp.set_mdl(mdl);
        Ok(())
    }

    /// Copies what came back to the driver's buffer.
    fn copy_back(&self, irp: Irp) {
        let Some((buffer, _, true)) = self.system else {
            return;
        };
        let output = self.output.buffer;
        let length = cmp::min(irp.information(), u64::from(output.length)) as usize;
        if irp.status() as u32 >> 30 != 3 && !output.start.is_null() {
            // SAFETY: both buffers have at least the output's length.
            unsafe { ptr::copy_nonoverlapping(buffer.as_ptr(), output.start.cast::<u8>(), length) };
        }
    }

    fn restore(self, irp: Option<Irp>) {
        if let Some(irp) = irp {
            let [system, user, mdl] = self.before;
            irp.set_system_buffer(system);
            irp.set_user_buffer(user);
            irp.set_mdl(mdl.cast());
        }
        if !self.mdl.is_null() {
            // SAFETY: made by `use_mdl`; the request is not sent.
            unsafe { IoFreeMdl(self.mdl) };
        }
        if let Some((buffer, tag, _)) = self.system {
            // SAFETY: made by `use_system_buffer` with this tag.
            unsafe { ExFreePoolWithTag(buffer.as_ptr().cast(), tag) };
        }
    }
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
            parameters.Type = i32::from(format.major);
            parameters.Parameters = members(&format, information as usize);
            self.sending.format.set(Some(format));
        }
        parameters
    }
}

/// `WdfRequestTypeNoFormat`.
const NO_FORMAT: i32 = 255;

fn members(format: &Format, information: usize) -> _WDF_REQUEST_COMPLETION_PARAMS__bindgen_ty_1 {
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
    /// The next location of `request`'s IRP, empty but for the file.
    fn begin(self, request: Obj<Request>, major: u32) -> Result<Irp, NTSTATUS> {
        let irp = self.fit(request)?;
        let next = irp.next();
        next.clear();
        next.set_functions(major as u8, 0);
        next.set_file(self.file());
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
        let span = part.buffer;
        let reads = major == IRP_MJ_READ;
        let (input, output) = if reads {
            (Part::default(), part)
        } else {
            (part, Part::default())
        };
        let mut format = Format::new(irp, major as u8, 0, input, output);
        let made = if flags & DO_BUFFERED_IO != 0 {
            irp.set_user_buffer(span.start);
            format.use_system_buffer(request.fx(), irp, span.length, reads)
        } else if flags & DO_DIRECT_IO != 0 {
            format.use_mdl(irp, span)
        } else {
            irp.set_user_buffer(span.start);
            Ok(())
        };
        if let Err(status) = made {
            format.restore(Some(irp));
            return Err(status);
        }
        irp.next()
            .set_arguments([u64::from(span.length), 0, offset.cast_unsigned(), 0]);
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
        let (from, to) = (input.buffer, output.buffer);
        let mut format = Format::new(irp, major as u8, code, input, output);
        let mut type3 = ptr::null_mut();
        let made = match Method::of(code) {
            Method::Buffered => {
                irp.set_user_buffer(to.start);
                let length = cmp::max(from.length, to.length);
                format.use_system_buffer(request.fx(), irp, length, to.length > 0)
            }
            Method::InDirect | Method::OutDirect => {
                irp.set_system_buffer(from.start);
                format.use_mdl(irp, to)
            }
            Method::Neither => {
                irp.set_user_buffer(to.start);
                type3 = from.start;
                Ok(())
            }
        };
        if let Err(status) = made {
            format.restore(Some(irp));
            return Err(status);
        }
        irp.next().set_arguments([
            u64::from(to.length),
            u64::from(from.length),
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
        let word = |part: &Part| part.buffer.start.expose_provenance() as u64;
        let arguments = [word(&one), word(&two), u64::from(code), word(&four)];
        let mut format = Format::new(irp, IRP_MJ_INTERNAL_DEVICE_CONTROL as u8, code, one, two);
        format.third = four;
        irp.next().set_arguments(arguments);
        request.formatted(format);
        Ok(())
    }
}
