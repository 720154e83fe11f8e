//! The `WdfInterrupt*` functions.

use core::{ptr, sync::atomic::Ordering};

use wdk_sys::{
    _KINTERRUPT_MODE::{Latched, LevelSensitive},
    BOOLEAN, KeAcquireInterruptSpinLock, KeReleaseInterruptSpinLock, NTSTATUS, PKINTERRUPT,
    STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER,
    STATUS_NOT_SUPPORTED, STATUS_SUCCESS, abi,
    wdf::{
        PFN_WDF_INTERRUPT_SYNCHRONIZE, PWDF_DRIVER_GLOBALS, PWDF_INTERRUPT_CONFIG,
        PWDF_INTERRUPT_INFO, PWDF_OBJECT_ATTRIBUTES, WDF_INTERRUPT_CONFIG, WDF_INTERRUPT_INFO,
        WDFCONTEXT, WDFDEVICE, WDFINTERRUPT,
    },
};

use super::{Interrupt as Body, Line};
use crate::{
    Fx,
    deferred::CallbackParent,
    device::Device,
    enter,
    handle::{object, put, required},
    lock::Spin,
    object::{Attributes, Header, Obj, Rules, any},
    status,
    violation::{self, Code},
};

#[doc = "[`WdfInterruptCreate`](wdk_sys::wdf::WdfInterruptCreate). Interrupts that are handled at `PASSIVE_LEVEL` are not ported: `STATUS_NOT_SUPPORTED`."]
#[abi]
pub unsafe fn WdfInterruptCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Configuration: PWDF_INTERRUPT_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Interrupt: *mut WDFINTERRUPT,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfInterruptCreate);
    required!(fx, WdfInterruptCreate, Configuration, Interrupt => STATUS_INVALID_PARAMETER);
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    // SAFETY: the driver's configuration.
    let config = unsafe { Configuration.read() };
    if config.Size as usize != size_of::<WDF_INTERRUPT_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    // SAFETY: the driver's attributes.
    let created = unsafe { self::Attributes::read(Attributes, Rules::CALLBACKS) }
        .and_then(|attributes| create(fx, device, &config, &attributes));
    match created {
        Ok(interrupt) => {
            // SAFETY: the driver's variable, checked.
            unsafe { Interrupt.write(interrupt.wdf()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

fn create(
    fx: Fx,
    device: Obj<Device>,
    config: &WDF_INTERRUPT_CONFIG,
    attributes: &Attributes,
) -> Result<Obj<Body>, NTSTATUS> {
    if config.PassiveHandling != 0 {
        return Err(STATUS_NOT_SUPPORTED);
    }
    let deferred_twice = config.EvtInterruptDpc.is_some() && config.EvtInterruptWorkItem.is_some();
    let assigned = !config.InterruptTranslated.is_null();
    if config.EvtInterruptIsr.is_none()
        || deferred_twice
        || assigned == config.InterruptRaw.is_null()
    {
        return Err(STATUS_INVALID_PARAMETER);
    }
    // In EvtDriverDeviceAdd the framework assigns the line later; in EvtDevicePrepareHardware the
    // driver says which one it means.
    let preparing = device.pnp.with(|data| data.is_preparing());
    if assigned != preparing {
        return Err(STATUS_INVALID_DEVICE_STATE);
    }
    let lock = if config.SpinLock.is_null() {
        ptr::null_mut()
    } else {
        // SAFETY: the driver's handle.
        unsafe { Obj::<Spin>::from_handle(fx, config.SpinLock) }
            .ok_or(status::INVALID_HANDLE)?
            .kernel_lock()
    };
    let parent: &Header = if attributes.parent.is_null() {
        device.header()
    } else {
        // SAFETY: the driver's parent.
        unsafe { any(fx, attributes.parent) }.ok_or(status::INVALID_HANDLE)?
    };
    let callback_parent = CallbackParent::new(parent, config.AutomaticSerialization != 0, false)?;
    let interrupt = Body::create(parent, callback_parent, config, lock, attributes)?;
    // SAFETY: the driver's descriptor, or null.
    if let Some(descriptor) = unsafe { config.InterruptTranslated.as_ref() } {
        interrupt.line.set(Some(Line::of(descriptor)));
    }
    Ok(interrupt)
}

#[doc = "[`WdfInterruptQueueDpcForIsr`](wdk_sys::wdf::WdfInterruptQueueDpcForIsr)"]
#[abi]
pub unsafe fn WdfInterruptQueueDpcForIsr(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfInterruptQueueDpcForIsr);
    let interrupt = object!(fx, Body, Interrupt => 0);
    u8::from(interrupt.callbacks.dpc.is_some() && interrupt.queue_dpc())
}

#[doc = "[`WdfInterruptQueueWorkItemForIsr`](wdk_sys::wdf::WdfInterruptQueueWorkItemForIsr)"]
#[abi]
pub unsafe fn WdfInterruptQueueWorkItemForIsr(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfInterruptQueueWorkItemForIsr);
    let interrupt = object!(fx, Body, Interrupt => 0);
    // A work item cannot be queued at the interrupt's IRQL; the DPC queues it.
    u8::from(interrupt.callbacks.work_item.is_some() && interrupt.queue_dpc())
}

#[doc = "[`WdfInterruptSynchronize`](wdk_sys::wdf::WdfInterruptSynchronize)"]
#[abi]
pub unsafe fn WdfInterruptSynchronize(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
    Callback: PFN_WDF_INTERRUPT_SYNCHRONIZE,
    Context: WDFCONTEXT,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfInterruptSynchronize);
    let interrupt = object!(fx, Body, Interrupt => 0);
    let handle = interrupt.wdf();
    let outcome = interrupt.locked(|| {
        crate::callback::callback!(
            fx,
            handle,
            "EvtInterruptSynchronize",
            Callback,
            (handle, Context)
        )
    });
    if outcome.is_none() {
        not_connected(interrupt, "WdfInterruptSynchronize");
    }
    outcome.flatten().unwrap_or(0)
}

#[doc = "[`WdfInterruptAcquireLock`](wdk_sys::wdf::WdfInterruptAcquireLock)"]
#[abi]
pub unsafe fn WdfInterruptAcquireLock(DriverGlobals: PWDF_DRIVER_GLOBALS, Interrupt: WDFINTERRUPT) {
    let fx = enter!(DriverGlobals, WdfInterruptAcquireLock);
    let interrupt = object!(fx, Body, Interrupt);
    let object = interrupt.object.load(Ordering::Acquire);
    if object.is_null() {
        return not_connected(interrupt, "WdfInterruptAcquireLock");
    }
    // SAFETY: connected.
    let irql = unsafe { KeAcquireInterruptSpinLock(object) };
    interrupt.irql.set(irql);
}

#[doc = "[`WdfInterruptReleaseLock`](wdk_sys::wdf::WdfInterruptReleaseLock)"]
#[abi]
pub unsafe fn WdfInterruptReleaseLock(DriverGlobals: PWDF_DRIVER_GLOBALS, Interrupt: WDFINTERRUPT) {
    let fx = enter!(DriverGlobals, WdfInterruptReleaseLock);
    let interrupt = object!(fx, Body, Interrupt);
    let object = interrupt.object.load(Ordering::Acquire);
    if object.is_null() {
        return not_connected(interrupt, "WdfInterruptReleaseLock");
    }
    // SAFETY: connected, and acquired by the driver.
    unsafe { KeReleaseInterruptSpinLock(object, interrupt.irql.get()) };
}

/// The lock of an interrupt belongs to its connection: outside of D0 there is none.
#[cold]
fn not_connected(interrupt: Obj<Body>, function: &str) {
    violation::wdf(
        interrupt.fx(),
        "InterruptNotConnected",
        Code::FatalError,
        [interrupt.handle() as u64, 0, 0],
        format_args!(
            "{function}: interrupt {:p} is not connected; it is from before EvtInterruptEnable until \
             after EvtInterruptDisable",
            interrupt.handle()
        ),
    );
}

#[doc = "[`WdfInterruptEnable`](wdk_sys::wdf::WdfInterruptEnable)"]
#[abi]
pub unsafe fn WdfInterruptEnable(DriverGlobals: PWDF_DRIVER_GLOBALS, Interrupt: WDFINTERRUPT) {
    let fx = enter!(DriverGlobals, WdfInterruptEnable);
    let _ = object!(fx, Body, Interrupt).enable();
}

#[doc = "[`WdfInterruptDisable`](wdk_sys::wdf::WdfInterruptDisable)"]
#[abi]
pub unsafe fn WdfInterruptDisable(DriverGlobals: PWDF_DRIVER_GLOBALS, Interrupt: WDFINTERRUPT) {
    let fx = enter!(DriverGlobals, WdfInterruptDisable);
    let _ = object!(fx, Body, Interrupt).disable();
}

#[doc = "[`WdfInterruptGetDevice`](wdk_sys::wdf::WdfInterruptGetDevice)"]
#[abi]
pub unsafe fn WdfInterruptGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> WDFDEVICE {
    let fx = enter!(DriverGlobals, WdfInterruptGetDevice);
    let interrupt = object!(fx, Body, Interrupt => ptr::null_mut());
    interrupt.callback_parent.device.handle().cast()
}

#[doc = "[`WdfInterruptWdmGetInterrupt`](wdk_sys::wdf::WdfInterruptWdmGetInterrupt)"]
#[abi]
pub unsafe fn WdfInterruptWdmGetInterrupt(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> PKINTERRUPT {
    let fx = enter!(DriverGlobals, WdfInterruptWdmGetInterrupt);
    object!(fx, Body, Interrupt => ptr::null_mut())
        .object
        .load(Ordering::Acquire)
}

#[doc = "[`WdfInterruptGetInfo`](wdk_sys::wdf::WdfInterruptGetInfo)"]
#[abi]
pub unsafe fn WdfInterruptGetInfo(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
    Info: PWDF_INTERRUPT_INFO,
) {
    let fx = enter!(DriverGlobals, WdfInterruptGetInfo);
    required!(fx, WdfInterruptGetInfo, Info);
    let interrupt = object!(fx, Body, Interrupt);
    let size = size_of::<WDF_INTERRUPT_INFO>() as u32;
    // SAFETY: the driver's structure, checked.
    if unsafe { (*Info).Size } != size {
        return violation::wdf(
            fx,
            "InterruptInfoSize",
            Code::FatalError,
            [interrupt.handle() as u64, u64::from(size), 0],
            format_args!("WdfInterruptGetInfo: the structure's Size has to be {size}"),
        );
    }
    // SAFETY: plain data.
    let mut info: WDF_INTERRUPT_INFO = unsafe { core::mem::zeroed() };
    info.Size = size;
    if let Some(line) = interrupt.line.get() {
        info.TargetProcessorSet = line.affinity;
        info.Vector = line.vector;
        info.Irql = line.irql;
        info.Mode = if line.latched {
            Latched
        } else {
            LevelSensitive
        };
        info.MessageSignaled = line.message.into();
        info.ShareDisposition = line.share;
    }
    // SAFETY: the driver's structure, of this size.
    unsafe { put(Info, info) };
}
