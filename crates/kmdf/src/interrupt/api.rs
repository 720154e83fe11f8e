//! The `WdfInterrupt*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::{ptr, sync::atomic::Ordering};

use wdk_sys::{
    _KINTERRUPT_MODE::{Latched, LevelSensitive},
    BOOLEAN, KeAcquireInterruptSpinLock, KeReleaseInterruptSpinLock, NTSTATUS, PKINTERRUPT,
    STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER,
    STATUS_NOT_SUPPORTED, abi,
    wdf::{
        PFN_WDF_INTERRUPT_SYNCHRONIZE, PWDF_DRIVER_GLOBALS, PWDF_INTERRUPT_CONFIG,
        PWDF_INTERRUPT_INFO, PWDF_OBJECT_ATTRIBUTES, WDF_INTERRUPT_CONFIG, WDF_INTERRUPT_INFO,
        WDFCONTEXT, WDFDEVICE, WDFINTERRUPT,
    },
};

use super::{Interrupt as Body, Line};
use crate::{
    Fx,
    argument::{Argument, object, required},
    deferred::CallbackParent,
    device::Device,
    enter,
    lock::Spin,
    object::{Attributes, Obj, Rules},
    plain::zeroed,
    status,
    violation::{self, Code},
};

#[doc = "[`WdfInterruptCreate`](wdk_sys::wdf::WdfInterruptCreate). Interrupts that are handled at `PASSIVE_LEVEL` are not ported: `STATUS_NOT_SUPPORTED`."]
#[abi]
pub(crate) unsafe fn WdfInterruptCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Configuration: PWDF_INTERRUPT_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Interrupt: *mut WDFINTERRUPT,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfInterruptCreate(Device, Configuration, Attributes, Interrupt)
    );
    required!(fx, WdfInterruptCreate, Configuration, Interrupt => STATUS_INVALID_PARAMETER);
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    let Some(config) = Configuration.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if config.Size as usize != size_of::<WDF_INTERRUPT_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    let rules = if config.AutomaticSerialization != 0 {
        Rules::INTERRUPT_SERIALISED
    } else {
        Rules::INTERRUPT
    };
    let created = Attributes::read(&Attributes, rules)
        .and_then(|attributes| create(fx, device, &Configuration, &config, &attributes));
    Interrupt.put_created(created)
}

fn create(
    fx: Fx,
    device: Obj<Device>,
    argument: &Argument<'_, PWDF_INTERRUPT_CONFIG>,
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
        // SAFETY: the handle of a spin lock that the driver keeps as long as the interrupt.
        unsafe { argument.member(config.SpinLock) }
            .object::<Spin>(fx)
            .ok_or(status::INVALID_HANDLE)?
            .kernel_lock()
    };
    let parent = attributes.parent_or(fx, Some(device.header()))?;
    let callback_parent = CallbackParent::new(parent, config.AutomaticSerialization != 0, false)?;
    let interrupt = Body::create(parent, callback_parent, config, lock, attributes)?;
    // SAFETY: null, or a descriptor of the list that EvtDevicePrepareHardware got.
    if let Some(descriptor) = unsafe { argument.member(config.InterruptTranslated) }.read() {
        interrupt.line.set(Some(Line::of(&descriptor)));
    }
    Ok(interrupt)
}

#[doc = "[`WdfInterruptQueueDpcForIsr`](wdk_sys::wdf::WdfInterruptQueueDpcForIsr)"]
#[abi]
pub(crate) unsafe fn WdfInterruptQueueDpcForIsr(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfInterruptQueueDpcForIsr(Interrupt));
    let interrupt = object!(fx, Body, Interrupt => 0);
    u8::from(interrupt.callbacks.dpc.is_some() && interrupt.queue_dpc())
}

#[doc = "[`WdfInterruptQueueWorkItemForIsr`](wdk_sys::wdf::WdfInterruptQueueWorkItemForIsr)"]
#[abi]
pub(crate) unsafe fn WdfInterruptQueueWorkItemForIsr(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> BOOLEAN {
    enter!(
        fx = DriverGlobals,
        WdfInterruptQueueWorkItemForIsr(Interrupt)
    );
    let interrupt = object!(fx, Body, Interrupt => 0);
    // A work item cannot be queued at the interrupt's IRQL; the DPC queues it.
    u8::from(interrupt.callbacks.work_item.is_some() && interrupt.queue_dpc())
}

#[doc = "[`WdfInterruptSynchronize`](wdk_sys::wdf::WdfInterruptSynchronize)"]
#[abi]
pub(crate) unsafe fn WdfInterruptSynchronize(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
    Callback: PFN_WDF_INTERRUPT_SYNCHRONIZE,
    Context: WDFCONTEXT,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfInterruptSynchronize(Interrupt));
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
pub(crate) unsafe fn WdfInterruptAcquireLock(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) {
    enter!(fx = DriverGlobals, WdfInterruptAcquireLock(Interrupt));
    let interrupt = object!(fx, Body, Interrupt);
    let object = interrupt.object.load(Ordering::Acquire);
    if object.is_null() {
        return not_connected(interrupt, "WdfInterruptAcquireLock");
    }
    // SAFETY: not null, so the interrupt is connected.
    let irql = unsafe { KeAcquireInterruptSpinLock(object) };
    interrupt.irql.set(irql);
}

#[doc = "[`WdfInterruptReleaseLock`](wdk_sys::wdf::WdfInterruptReleaseLock)"]
#[abi]
pub(crate) unsafe fn WdfInterruptReleaseLock(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) {
    enter!(fx = DriverGlobals, WdfInterruptReleaseLock(Interrupt));
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
pub(crate) unsafe fn WdfInterruptEnable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) {
    enter!(fx = DriverGlobals, WdfInterruptEnable(Interrupt));
    let _ = object!(fx, Body, Interrupt).enable();
}

#[doc = "[`WdfInterruptDisable`](wdk_sys::wdf::WdfInterruptDisable)"]
#[abi]
pub(crate) unsafe fn WdfInterruptDisable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) {
    enter!(fx = DriverGlobals, WdfInterruptDisable(Interrupt));
    let _ = object!(fx, Body, Interrupt).disable();
}

#[doc = "[`WdfInterruptGetDevice`](wdk_sys::wdf::WdfInterruptGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfInterruptGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfInterruptGetDevice(Interrupt));
    let interrupt = object!(fx, Body, Interrupt => ptr::null_mut());
    interrupt.callback_parent.device.handle().cast()
}

#[doc = "[`WdfInterruptWdmGetInterrupt`](wdk_sys::wdf::WdfInterruptWdmGetInterrupt)"]
#[abi]
pub(crate) unsafe fn WdfInterruptWdmGetInterrupt(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) -> PKINTERRUPT {
    enter!(fx = DriverGlobals, WdfInterruptWdmGetInterrupt(Interrupt));
    object!(fx, Body, Interrupt => ptr::null_mut())
        .object
        .load(Ordering::Acquire)
}

#[doc = "[`WdfInterruptGetInfo`](wdk_sys::wdf::WdfInterruptGetInfo)"]
#[abi]
pub(crate) unsafe fn WdfInterruptGetInfo(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
    Info: PWDF_INTERRUPT_INFO,
) {
    enter!(fx = DriverGlobals, WdfInterruptGetInfo(Interrupt, Info));
    required!(fx, WdfInterruptGetInfo, Info);
    let interrupt = object!(fx, Body, Interrupt);
    let size = size_of::<WDF_INTERRUPT_INFO>() as u32;
    if Info.read().is_none_or(|info| info.Size != size) {
        return violation::break_point(
            fx,
            "InterruptInfoSize",
            interrupt.handle(),
            format_args!("WdfInterruptGetInfo: the structure's Size has to be {size}"),
        );
    }
    let mut info: WDF_INTERRUPT_INFO = zeroed();
    info.Size = size;
    info.MessageNumber = interrupt.number;
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
    Info.put(info);
}
