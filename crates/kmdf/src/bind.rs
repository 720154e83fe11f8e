//! How the loader's functions bind a driver to this framework, and unbind it.
#![expect(
    unsafe_code,
    reason = "the loader's exports, which read and fill the driver's bind block"
)]

mod rules;

use core::fmt;

use rules::{Counts, Minimum, Request};
use wdk_sys::{
    NTSTATUS, PDRIVER_OBJECT, PUNICODE_STRING, PVOID, STATUS_INVALID_PARAMETER,
    STATUS_NOT_SUPPORTED, STATUS_SUCCESS, abi,
    wdf::{
        _WDF_DRIVER_INIT_FLAGS::{WdfVerifierOn, WdfVerifyOn},
        MINOR_VERSION, PWDF_BIND_INFO, PWDF_COMPONENT_GLOBALS, WDF_BIND_INFO, WDF_BIND_INFO2,
        WDF_DRIVER_GLOBALS,
    },
};

use crate::{
    Fx, Globals,
    argument::{Argument, CallFrame},
    config::Settings,
    leaks, observer,
    pool::{PoolBox, PoolVec},
    table, text,
};

/// The tag of drivers whose service has no name.
const DEFAULT_TAG: u32 = u32::from_le_bytes(*b"FxDr");

// In an image the plain names of the exports are those of the imports that `wdk-sys` declares; what
// links the image gives the exports their names. A test links the machine, which has them already.

/// Binds a driver: what `WDFLDR.SYS` exports to `FxDriverEntry`.
///
/// # Errors
/// `STATUS_REVISION_MISMATCH` for a version this framework does not have,
/// `STATUS_INFO_LENGTH_MISMATCH` for a bind block of another size, `STATUS_INVALID_PARAMETER` for
/// null pointers or a function or structure count that no driver of the version has (`rules`),
/// `STATUS_INSUFFICIENT_RESOURCES`. The reason goes to the observer and the debugger.
#[cfg_attr(
    not(any(test, all(target_os = "windows", panic = "abort"))),
    unsafe(no_mangle)
)]
#[abi]
pub unsafe fn WdfVersionBind(
    DriverObject: PDRIVER_OBJECT,
    RegistryPath: PUNICODE_STRING,
    BindInfo: PWDF_BIND_INFO,
    ComponentGlobals: *mut PWDF_COMPONENT_GLOBALS,
) -> NTSTATUS {
    if DriverObject.is_null() || ComponentGlobals.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    let frame = CallFrame;
    // SAFETY: null, or the bind block that the linker put into the driver.
    let info = unsafe { Argument::new(&frame, BindInfo) };
    let Some(bind) = info.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    let framework = observer::current().map_or(MINOR_VERSION, observer::Observer::framework_minor);
    let newer = match rules::decide(framework, request(&info, &bind)) {
        Ok(newer) => newer,
        Err(refusal) => {
            note(format_args!("WdfVersionBind: {refusal}"));
            return refusal.status();
        }
    };
    if bind.FuncTable.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the registry path that the I/O manager gave the driver.
    let path = unsafe { text::units(RegistryPath) };
    // SAFETY: the I/O manager's driver object.
    let fx = match unsafe { create_globals(DriverObject, path, (framework, bind.Version.Minor)) } {
        Ok(fx) => fx,
        Err(status) => return status,
    };
    publish(&info, framework, newer);
    // SAFETY: checked to be not null: the stub's variable for the globals.
    unsafe { ComponentGlobals.write(fx.public()) };
    if let Some(observer) = observer::current() {
        observer.bound(fx.public().cast(), fx.name());
    }
    note(format_args!(
        "WdfVersionBind: {}, built for KMDF 1.{}, bound to 1.{framework}",
        fx.name(),
        bind.Version.Minor,
    ));
    STATUS_SUCCESS
}

/// Unbinds a driver: deletes its objects, and reports those that are left.
#[cfg_attr(
    not(any(test, all(target_os = "windows", panic = "abort"))),
    unsafe(no_mangle)
)]
#[abi]
pub unsafe fn WdfVersionUnbind(
    _RegistryPath: PUNICODE_STRING,
    _BindInfo: PWDF_BIND_INFO,
    ComponentGlobals: PWDF_COMPONENT_GLOBALS,
) -> NTSTATUS {
    if ComponentGlobals.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the globals that WdfVersionBind returned.
    let fx = unsafe { Fx::from_public(ComponentGlobals) };
    if let Some(driver) = fx.driver() {
        driver.delete();
    }
    fx.disposals.flush();
    leaks::report(fx);
    fx.set_driver(None);
    if let Some(observer) = observer::current() {
        observer.unbound(fx.public().cast());
    }
    let tag = fx.bind_tag;
    // SAFETY: made by `create_globals` with this tag; the driver does not use them any more.
    drop(unsafe { PoolBox::from_raw(tag, fx.into_raw()) });
    STATUS_SUCCESS
}

/// Binds a class extension; there is none on this framework.
#[cfg_attr(
    not(any(test, all(target_os = "windows", panic = "abort"))),
    unsafe(no_mangle)
)]
#[abi]
pub unsafe fn WdfVersionBindClass(
    _BindInfo: PWDF_BIND_INFO,
    _Globals: PWDF_COMPONENT_GLOBALS,
    _ClassBindInfo: PVOID,
) -> NTSTATUS {
    note(format_args!(
        "WdfVersionBindClass: this framework has no class extensions"
    ));
    STATUS_NOT_SUPPORTED
}

/// Unbinds a class extension.
#[cfg_attr(
    not(any(test, all(target_os = "windows", panic = "abort"))),
    unsafe(no_mangle)
)]
#[abi]
pub unsafe fn WdfVersionUnbindClass(
    _BindInfo: PWDF_BIND_INFO,
    _Globals: PWDF_COMPONENT_GLOBALS,
    _ClassBindInfo: PVOID,
) {
}

/// What the driver asks for.
fn request(info: &Argument<'_, PWDF_BIND_INFO>, bind: &WDF_BIND_INFO) -> Request {
    Request {
        size: bind.Size,
        major: bind.Version.Major,
        minor: bind.Version.Minor,
        functions: bind.FuncCount,
        minimum: minimum(info),
    }
}

/// The longer bind block, if the driver has one.
fn second_part(info: &Argument<'_, PWDF_BIND_INFO>) -> Option<WDF_BIND_INFO2> {
    let size = info.read()?.Size as usize;
    if size < size_of::<WDF_BIND_INFO2>() {
        return None;
    }
    // SAFETY: the block says that it is the longer one.
    unsafe { info.member(info.pointer().cast::<WDF_BIND_INFO2>()) }.read()
}

fn minimum(info: &Argument<'_, PWDF_BIND_INFO>) -> Option<Minimum> {
    let block = second_part(info)?;
    // SAFETY: a member of the longer block: null, or the driver's constant.
    let minor = unsafe { info.member(block.MinimumVersionRequired) }.read()?;
    // SAFETY: null, or the driver's variable.
    let functions = unsafe { info.member(block.FuncCountPtr) }.read()?;
    // SAFETY: the same holds for the number of structures.
    let structures = unsafe { info.member(block.StructCountPtr) }.read()?;
    Some(Minimum {
        minor,
        functions,
        structures,
    })
}

/// Writes the table of KMDF 1.`framework` to where the bind block says, and for a driver that is
/// newer also how much of it there is.
fn publish(info: &Argument<'_, PWDF_BIND_INFO>, framework: u32, newer: bool) {
    let Some(bind) = info.read() else {
        return;
    };
    // SAFETY: the driver's variable for the table, which was checked to be not null.
    unsafe { info.member(bind.FuncTable) }.put(table::address(framework).cast_mut());
    let (true, Some(block)) = (newer, second_part(info)) else {
        return;
    };
    let counts = Counts::of(framework);
    info.put(WDF_BIND_INFO {
        FuncCount: counts.functions,
        ..bind
    });
    // SAFETY: a member of the longer block: null, or the driver's variable.
    unsafe { info.member(block.ClientVersionHigherThanFramework) }.put(1);
    // SAFETY: the same holds for the number of functions.
    unsafe { info.member(block.FuncCountPtr) }.put(counts.functions);
    // SAFETY: and for that of the structures.
    unsafe { info.member(block.StructCountPtr) }.put(counts.structures);
    let sizes = table::structure_sizes(framework).as_ptr().cast_mut();
    // SAFETY: and for the pointer to their sizes.
    unsafe { info.member(block.StructTable) }.put(sizes);
}

/// # Safety
/// `driver_object` is the I/O manager's object of a driver that is being initialised.
unsafe fn create_globals(
    driver_object: PDRIVER_OBJECT,
    path: &[u16],
    versions: (u32, u32),
) -> Result<Fx, NTSTATUS> {
    let mut service = [0; 32];
    let service = text::ascii(text::last_component(path), &mut service);
    let tag = tag_of(service);
    let mut registry_path = PoolVec::copy_of(tag, path)?;
    registry_path.push(0)?;

    let mut public = WDF_DRIVER_GLOBALS {
        DriverTag: tag,
        ..WDF_DRIVER_GLOBALS::default()
    };
    for (to, from) in public.DriverName.iter_mut().zip(service.bytes().take(31)) {
        *to = from.cast_signed();
    }
    let settings = Settings::read(tag, path);
    for (set, flag) in [
        (settings.verifier, WdfVerifierOn),
        (settings.verify, WdfVerifyOn),
    ] {
        if set {
            public.DriverFlags |= flag.cast_unsigned();
        }
    }
    let globals = Globals::new(
        public,
        versions,
        driver_object,
        registry_path,
        service,
        settings,
    )?;
    let fx = Fx::from_raw(PoolBox::new(tag, globals)?.into_raw());
    fx.disposals.initialize();
    Ok(fx)
}

/// The first letters of the service's name.
fn tag_of(service: &str) -> u32 {
    let mut tag = [b' '; 4];
    for (to, from) in tag.iter_mut().zip(service.bytes()) {
        *to = from;
    }
    if service.is_empty() {
        DEFAULT_TAG
    } else {
        u32::from_le_bytes(tag)
    }
}

/// A message for the observer, or for the kernel debugger where there is none.
pub(crate) fn note(message: fmt::Arguments<'_>) {
    if let Some(observer) = observer::current() {
        return observer.note(message);
    }
    let mut line = Line::default();
    let _ = fmt::Write::write_fmt(&mut line, message);
    // SAFETY: a format with one string, which ends with NUL: the buffer's last byte stays 0.
    unsafe {
        wdk_sys::DbgPrintEx(
            wdk_sys::DPFLTR_IHVDRIVER_ID,
            wdk_sys::DPFLTR_ERROR_LEVEL,
            c"%s\n".as_ptr().cast(),
            line.bytes.as_ptr(),
        )
    };
}

/// One line of text, cut where it is too long.
struct Line {
    bytes: [u8; 256],
    len: usize,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            bytes: [0; 256],
            len: 0,
        }
    }
}

impl fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.bytes.len() - 1 - self.len;
        let text = &text.as_bytes()[..text.len().min(room)];
        self.bytes[self.len..][..text.len()].copy_from_slice(text);
        self.len += text.len();
        Ok(())
    }
}
