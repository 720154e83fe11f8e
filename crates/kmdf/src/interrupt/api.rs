//! The `WdfInterrupt*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::{ptr, sync::atomic::Ordering};

use wdk_sys::{
    _KINTERRUPT_MODE::{Latched, LevelSensitive},
    BOOLEAN, DISPATCH_LEVEL, KeAcquireInterruptSpinLock, KeGetCurrentIrql,
    KeReleaseInterruptSpinLock, NTSTATUS, PKINTERRUPT, STATUS_INVALID_DEVICE_STATE,
    STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpInit, _WDF_TRI_STATE::WdfUseDefault,
        PFN_WDF_INTERRUPT_SYNCHRONIZE, PWDF_DRIVER_GLOBALS, PWDF_INTERRUPT_CONFIG,
        PWDF_INTERRUPT_INFO, PWDF_OBJECT_ATTRIBUTES, WDF_INTERRUPT_CONFIG, WDF_INTERRUPT_INFO,
        WDFCONTEXT, WDFDEVICE, WDFINTERRUPT,
    },
};

use super::{Interrupt as Body, Line};
use crate::{
    Fx,
    argument::{Argument, Versioned, object, required},
    deferred::{CallbackParent, Enqueued, Work, device_of},
    device::Device,
    enter,
    lock::Spin,
    object::{Attributes, Obj, Rules},
    plain::zeroed,
    queue::Queue,
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
    let config = match Configuration.read_versioned(fx) {
        Ok(config) => config,
        Err(status) => return status,
    };
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
    if config.EvtInterruptIsr.is_none() {
        return Err(STATUS_INVALID_PARAMETER);
    }
    check_time(device, config)?;
    if config.EvtInterruptDpc.is_some() && config.EvtInterruptWorkItem.is_some() {
        return Err(STATUS_INVALID_PARAMETER);
    }
    if config.PassiveHandling != 0 {
        return Err(STATUS_NOT_SUPPORTED);
    }
    // Of interrupts that are handled at PASSIVE_LEVEL.
    if !config.WaitLock.is_null() || config.CanWakeDevice != 0 {
        return Err(STATUS_INVALID_PARAMETER);
    }
    let lock = if config.SpinLock.is_null() {
        ptr::null_mut()
    } else {
        // SAFETY: the handle of a spin lock that the driver keeps as long as the interrupt.
        unsafe { argument.member(config.SpinLock) }
            .object::<Spin>(fx)
            .ok_or(status::INVALID_HANDLE)?
            .give_to_interrupt()
    };
    let parent = attributes.parent_or(fx, Some(device.header()))?;
    let may_be_parent =
        parent.downcast::<Queue>().is_some() || parent.downcast::<Device>().is_some();
    if !may_be_parent || device_of(parent) != Some(device) {
        return Err(STATUS_INVALID_PARAMETER);
    }
    let serialise = config.AutomaticSerialization != 0;
    let passive = config.EvtInterruptWorkItem.is_some();
    let callback_parent = CallbackParent::new(parent, serialise, passive)?;
    let interrupt = Body::create(parent, callback_parent, config, lock, attributes)?;
    // SAFETY: null, or a descriptor of the list that EvtDevicePrepareHardware got.
    let translated = unsafe { argument.member(config.InterruptTranslated) }.read();
    // SAFETY: the same of its other list.
    let raw = unsafe { argument.member(config.InterruptRaw) }.read();
    if let (Some(raw), Some(translated)) = (raw, translated) {
        let messages = super::messages(&raw, translated.Flags);
        let line = Line::of(&translated, messages, interrupt.number);
        interrupt.line.set(Some(line));
    }
    Ok(interrupt)
}

/// Interrupts are made before the device starts, which gets their lines then, or in `EvtDevicePrepareHardware`, where the
/// driver says which line it means.
fn check_time(device: Obj<Device>, config: &WDF_INTERRUPT_CONFIG) -> Result<(), NTSTATUS> {
    let unassigned = config.InterruptRaw.is_null() && config.InterruptTranslated.is_null();
    if device.pnp.wdf_state() == WdfDevStatePnpInit {
        let fits = unassigned && config.CanWakeDevice == 0;
        return fits.then_some(()).ok_or(STATUS_INVALID_PARAMETER);
    }
    let assigned = !config.InterruptRaw.is_null() && !config.InterruptTranslated.is_null();
    let preparing = device.pnp.with(|data| data.is_preparing());
    // Whether the line is shared is settled by then.
    if !preparing || !assigned || config.ShareVector != WdfUseDefault {
        return Err(STATUS_INVALID_DEVICE_STATE);
    }
    Ok(())
}

/// The configuration ended here in 1.9, and here in 1.11.
const CONFIG_SIZES: [usize; 2] = [56, 96];
/// The information ended here before 1.9, without the processors' group.
const INFO_SIZE_V1_7: usize = 56;

// SAFETY: starts with `Size`; numbers, handles, nullable pointers and functions.
unsafe impl Versioned for WDF_INTERRUPT_CONFIG {
    const EARLIER_SIZES: &'static [usize] = &CONFIG_SIZES;
}

// SAFETY: starts with `Size`; numbers.
unsafe impl Versioned for WDF_INTERRUPT_INFO {
    const EARLIER_SIZES: &'static [usize] = &[INFO_SIZE_V1_7];
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
    if interrupt.callbacks.work_item.is_none() {
        return 0;
    }
    // A work item cannot be queued at the interrupt's IRQL; the DPC queues it.
    u8::from(if KeGetCurrentIrql() <= DISPATCH_LEVEL as u8 {
        Work::enqueue(interrupt) == Enqueued::Now
    } else {
        interrupt.queue_dpc()
    })
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
        // Microsoft's framework follows the null pointer.
        violation::wdf(
            fx,
            "InterruptNotConnected",
            Code::FatalError,
            [interrupt.handle() as u64, 0, 0],
            format_args!(
                "WdfInterruptSynchronize: interrupt {:p} is not connected, so it has no lock",
                interrupt.handle()
            ),
        );
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
    violation::break_point(
        interrupt.fx(),
        "InterruptNotConnected",
        interrupt.handle(),
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
    object!(fx, Body, Interrupt).force_on();
}

#[doc = "[`WdfInterruptDisable`](wdk_sys::wdf::WdfInterruptDisable)"]
#[abi]
pub(crate) unsafe fn WdfInterruptDisable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Interrupt: WDFINTERRUPT,
) {
    enter!(fx = DriverGlobals, WdfInterruptDisable(Interrupt));
    object!(fx, Body, Interrupt).force_off();
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
    if Info.read_versioned(fx).is_err() {
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
    Info.put_versioned(&info);
}
