//! Creating requests: around an IRP of the I/O manager, or by the driver.
#![expect(unsafe_code, reason = "table functions that take IRPs")]

use wdk_sys::{
    BOOLEAN, NTSTATUS, PIRP, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER,
    STATUS_SUCCESS, abi,
    wdf::{
        _WDF_REQUEST_REUSE_FLAGS::WDF_REQUEST_REUSE_SET_NEW_IRP, PWDF_DRIVER_GLOBALS,
        PWDF_OBJECT_ATTRIBUTES, PWDF_REQUEST_REUSE_PARAMS, WDF_REQUEST_REUSE_PARAMS, WDFIOTARGET,
        WDFREQUEST,
    },
};

use super::{Request, Source, rules::RequestFlags};
use crate::{
    device::Device,
    enter,
    io_target::Target,
    irp::Irp,
    memory::create_plain,
    object::{Obj, footprint},
    status, violation,
};

/// What [`WdfRequestReuse`] may be asked for besides a new IRP.
const REUSE_MUST_COMPLETE: u32 = 2;

impl Request {
    /// A request around an IRP that came to `device`. It has no parent: it lives until it is
    /// completed, and the device lives until then.
    pub(crate) fn incoming(device: Obj<Device>, irp: Irp) -> Result<Obj<Self>, NTSTATUS> {
        let fx = device.fx();
        let attributes = &device.io.settings.request_attributes;
        let memory = match device.io.cache().take() {
            Some(memory) => memory,
            None => fx.allocate(footprint::<Self>(attributes))?,
        };
        let body = Self::new(Some(irp), Source::Io, Some(device));
        // SAFETY: the memory has the footprint of this device's requests, and is ours alone.
        Ok(unsafe { Obj::create_in(memory, fx, device.header().constraints(), attributes, body) })
    }
}

/// A request of the driver's own counts, if the registry has requests counted.
fn count_own(request: Obj<Request>) -> Obj<Request> {
    if request.fx().verifier_on() {
        request.header().count();
    }
    request
}

#[doc = "[`WdfRequestCreate`](wdk_sys::wdf::WdfRequestCreate)"]
#[abi]
pub(crate) unsafe fn WdfRequestCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequestAttributes: PWDF_OBJECT_ATTRIBUTES,
    IoTarget: WDFIOTARGET,
    Request: *mut WDFREQUEST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestCreate(RequestAttributes, IoTarget, Request)
    );
    if Request.is_null() {
        violation::null_parameter(fx, "WdfRequestCreate", "Request");
        return STATUS_INVALID_PARAMETER;
    }
    let created = create_plain(fx, &RequestAttributes, || {
        Ok(Request::new(None, Source::Own, None))
    })
    .and_then(|request| {
        if IoTarget.is_null() {
            return Ok(count_own(request));
        }
        let fits = IoTarget
            .object::<Target>(fx)
            .ok_or(status::INVALID_HANDLE)
            .and_then(|target| target.fit(request));
        if let Err(status) = fits {
            request.abandon();
            return Err(status);
        }
        Ok(count_own(request))
    });
    Request.put_created(created)
}

#[doc = "[`WdfRequestCreateFromIrp`](wdk_sys::wdf::WdfRequestCreateFromIrp)"]
#[abi]
pub(crate) unsafe fn WdfRequestCreateFromIrp(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    RequestAttributes: PWDF_OBJECT_ATTRIBUTES,
    Irp: PIRP,
    RequestFreesIrp: BOOLEAN,
    Request: *mut WDFREQUEST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestCreateFromIrp(RequestAttributes, Request)
    );
    // SAFETY: the driver keeps its IRP as long as the request that it makes of it.
    let irp = unsafe { Irp::new(Irp) };
    if Request.is_null() || irp.is_none() {
        violation::null_parameter(fx, "WdfRequestCreateFromIrp", "Irp or Request");
        return STATUS_INVALID_PARAMETER;
    }
    // Without the IRP until nothing can fail: it stays the driver's.
    let created = create_plain(fx, &RequestAttributes, || {
        Ok(Request::new(None, Source::Driver, None))
    });
    match created {
        Ok(request) => {
            let own = RequestFreesIrp != 0;
            if own {
                request.source.set(Source::Own);
            }
            request.set_irp(irp);
            request.completable.set(!own);
            if request.completable.get() {
                request.note(RequestFlags::OWNED, RequestFlags::default());
            }
            Request.put(count_own(request).wdf());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfRequestReuse`](wdk_sys::wdf::WdfRequestReuse)"]
#[abi]
pub(crate) unsafe fn WdfRequestReuse(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    ReuseParams: PWDF_REQUEST_REUSE_PARAMS,
) -> NTSTATUS {
    const NAME: &str = "WdfRequestReuse";
    enter!(fx = DriverGlobals, WdfRequestReuse(Request, ReuseParams));
    let Some(request) = crate::request::from_argument(fx, NAME, &Request) else {
        return status::INVALID_HANDLE;
    };
    let Some(parameters) = ReuseParams.read() else {
        violation::null_parameter(fx, NAME, "ReuseParams");
        return STATUS_INVALID_PARAMETER;
    };
    let size = size_of::<WDF_REQUEST_REUSE_PARAMS>();
    let unknown = parameters.Flags & !(WDF_REQUEST_REUSE_SET_NEW_IRP as u32 | REUSE_MUST_COMPLETE);
    if parameters.Size as usize != size || unknown != 0 {
        return STATUS_INVALID_PARAMETER;
    }
    if !request.allows(NAME, super::rules::reuse) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    // SAFETY: null, or an IRP that the driver keeps while the request has it.
    let new_irp = unsafe { Irp::new(parameters.NewIrp) };
    let flags = parameters.Flags;
    let replace = flags & WDF_REQUEST_REUSE_SET_NEW_IRP.cast_unsigned() != 0;
    request.reuse(
        parameters.Status,
        replace.then_some(new_irp),
        flags & REUSE_MUST_COMPLETE != 0,
    )
}

impl Obj<Request> {
    fn reuse(
        self,
        status: NTSTATUS,
        new_irp: Option<Option<Irp>>,
        must_complete: bool,
    ) -> NTSTATUS {
        self.sending.reuse();
        self.unformat();
        if self.source.get() == Source::Io {
            if new_irp.is_some() {
                return status::WDF_REQUEST_INVALID_STATE;
            }
            if let Some(irp) = self.irp() {
                irp.set_status(status);
                irp.set_canceled(false);
            }
            self.set_was_canceled(false);
            return STATUS_SUCCESS;
        }
        if must_complete {
            let irp = new_irp.unwrap_or(self.irp());
            let ours = new_irp.is_none() && self.source.get() == Source::Own;
            if irp.is_none() {
                return STATUS_INVALID_PARAMETER;
            }
            let shared = self.header().reference_count() != 1;
            if ours || shared || !irp.is_some_and(Irp::has_current) {
                return STATUS_INVALID_DEVICE_REQUEST;
            }
        }
        if let Some(irp) = new_irp {
            self.free_own_irp();
            self.set_irp(irp);
            self.source.set(Source::Driver);
        } else if self.source.get() == Source::Own
            && let Some(irp) = self.irp()
        {
            // SAFETY: the framework allocated the IRP, and nobody else has it.
            unsafe { wdk_sys::IoReuseIrp(irp.as_ptr(), status) };
        }
        self.set_was_canceled(false);
        self.completable.set(must_complete);
        if must_complete {
            self.boost.set(0);
        }
        let owned = if must_complete {
            RequestFlags::OWNED
        } else {
            RequestFlags::default()
        };
        self.note(owned, RequestFlags(u16::MAX));
        STATUS_SUCCESS
    }

    /// Frees the IRP that the framework allocated for the request.
    pub(crate) fn free_own_irp(self) {
        if self.source.get() == Source::Own
            && let Some(irp) = self.set_irp(None)
        {
            // SAFETY: allocated by the framework, and with nobody.
            unsafe { wdk_sys::IoFreeIrp(irp.as_ptr()) };
        }
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        if self.source.get() == Source::Own
            && let Some(irp) = self.set_irp(None)
        {
            // SAFETY: allocated by the framework, and with nobody: the request is gone.
            unsafe { wdk_sys::IoFreeIrp(irp.as_ptr()) };
        }
    }
}
