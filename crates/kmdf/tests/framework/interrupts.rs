//! Interrupts: service routine, DPC, work item, lock, and when they are connected.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own interrupt, its device and locals"
)]

use std::ptr;

use crate::layers::*;
use wdk_sim::{File, Hardware, Machine, Resource, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

const VECTOR: u32 = 0x41;
const DIRQL: u8 = 7;

fn irql() -> u8 {
    KeGetCurrentIrql()
}

#[abi]
unsafe fn evt_isr(interrupt: WDFINTERRUPT, message: u32) -> BOOLEAN {
    note(format!("isr {message} at {}", irql()));
    assert_eq!(
        unsafe { WdfInterruptGetDevice(interrupt) },
        device(FUNCTION)
    );
    let first = unsafe { WdfInterruptQueueDpcForIsr(interrupt) };
    let again = unsafe { WdfInterruptQueueDpcForIsr(interrupt) };
    assert_eq!((first, again), (TRUE, FALSE));
    TRUE
}

#[abi]
unsafe fn evt_isr_work(interrupt: WDFINTERRUPT, _message: u32) -> BOOLEAN {
    note(format!("isr at {}", irql()));
    unsafe { WdfInterruptQueueWorkItemForIsr(interrupt) }
}

#[abi]
unsafe fn evt_isr_foreign(_interrupt: WDFINTERRUPT, _message: u32) -> BOOLEAN {
    note("not mine");
    FALSE
}

#[abi]
unsafe fn evt_dpc(_interrupt: WDFINTERRUPT, served: WDFOBJECT) {
    assert_eq!(served, device(FUNCTION).cast());
    note(format!("dpc at {}", irql()));
}

#[abi]
unsafe fn evt_work(_interrupt: WDFINTERRUPT, _served: WDFOBJECT) {
    note(format!("work at {}", irql()));
}

#[abi]
unsafe fn evt_enable(_interrupt: WDFINTERRUPT, _device: WDFDEVICE) -> NTSTATUS {
    note(format!("enable at {}", irql()));
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_disable(_interrupt: WDFINTERRUPT, _device: WDFDEVICE) -> NTSTATUS {
    note(format!("disable at {}", irql()));
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_synchronize(_interrupt: WDFINTERRUPT, context: WDFCONTEXT) -> BOOLEAN {
    note(format!("synchronized {} at {}", context.addr(), irql()));
    TRUE
}

#[abi]
unsafe fn evt_post_interrupts(_device: WDFDEVICE, _from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("D0EntryPostInterruptsEnabled");
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_pre_interrupts(_device: WDFDEVICE, _to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("D0ExitPreInterruptsDisabled");
    STATUS_SUCCESS
}

fn configure(init: PWDFDEVICE_INIT) {
    let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
    callbacks.EvtDeviceD0EntryPostInterruptsEnabled = Some(evt_post_interrupts);
    callbacks.EvtDeviceD0ExitPreInterruptsDisabled = Some(evt_pre_interrupts);
    unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
}

fn create(device: WDFDEVICE, change: impl FnOnce(&mut WDF_INTERRUPT_CONFIG)) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_INTERRUPT_CONFIG, size| {
        config.Size = size;
        config.ShareVector = _WDF_TRI_STATE::WdfUseDefault;
        config.ReportInactiveOnPowerDown = _WDF_TRI_STATE::WdfUseDefault;
        config.EvtInterruptIsr = Some(evt_isr);
        config.EvtInterruptEnable = Some(evt_enable);
        config.EvtInterruptDisable = Some(evt_disable);
    });
    change(&mut config);
    let mut interrupt = ptr::null_mut();
    let status =
        unsafe { WdfInterruptCreate(device, &raw mut config, ptr::null_mut(), &raw mut interrupt) };
    if status >= 0 {
        keep(interrupt);
    }
    status
}

fn wired() -> Hardware {
    Hardware::new("root\\layers").resource(Resource::Interrupt {
        vector: VECTOR,
        irql: DIRQL,
    })
}

fn plug(machine: &Machine, on_add: fn(WDFDEVICE)) -> (wdk_sim::Device, File) {
    alone_as(machine, Layer { configure, on_add }, wired())
}

#[test]
fn an_interrupt_runs_its_service_routine_and_then_its_dpc() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        let status = create(device, |config| config.EvtInterruptDpc = Some(evt_dpc));
        assert_eq!(status, STATUS_SUCCESS);
    });
    assert_eq!(notes(), ["enable at 7", "D0EntryPostInterruptsEnabled"]);
    assert!(machine.interrupt(VECTOR).unwrap());
    assert_eq!(notes(), ["isr 0 at 7", "dpc at 2"]);
    assert!(!machine.interrupt(VECTOR + 1).unwrap(), "nobody listens");
    assert!(notes().is_empty());
    file.close().unwrap();
    clean(&machine);
    assert_eq!(notes(), ["D0ExitPreInterruptsDisabled", "disable at 7"]);
}

#[test]
fn a_service_routine_can_leave_its_work_to_a_work_item() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        let status = create(device, |config| {
            config.EvtInterruptIsr = Some(evt_isr_work);
            config.EvtInterruptWorkItem = Some(evt_work);
        });
        assert_eq!(status, STATUS_SUCCESS);
    });
    notes();
    assert!(machine.interrupt(VECTOR).unwrap());
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["isr at 7", "work at 0"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn interrupts_on_one_line_are_asked_in_turn_until_one_claims_it() {
    let machine = Machine::new();
    let wired_twice = wired().resource(Resource::Interrupt {
        vector: VECTOR,
        irql: DIRQL,
    });
    let layer = Layer {
        configure,
        on_add: |device| {
            let status = create(device, |config| {
                config.EvtInterruptIsr = Some(evt_isr_foreign)
            });
            assert_eq!(status, STATUS_SUCCESS);
            let status = create(device, |config| config.EvtInterruptDpc = Some(evt_dpc));
            assert_eq!(status, STATUS_SUCCESS);
        },
    };
    let (_device, file) = alone_as(&machine, layer, wired_twice);
    notes();
    assert!(machine.interrupt(VECTOR).unwrap());
    assert_eq!(
        notes(),
        ["not mine", "isr 1 at 7", "dpc at 2"],
        "the second of the device is told its number"
    );
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_disable_first(_interrupt: WDFINTERRUPT, _device: WDFDEVICE) -> NTSTATUS {
    note("disable the first");
    STATUS_SUCCESS
}

#[test]
fn interrupts_are_disabled_in_the_reverse_order_of_their_creation() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            create(device, |config| {
                config.EvtInterruptDisable = Some(evt_disable_first);
            });
            create(device, |_| {});
        },
    };
    let (_device, file) = alone_as(
        &machine,
        layer,
        wired().resource(Resource::Interrupt {
            vector: VECTOR + 1,
            irql: DIRQL,
        }),
    );
    notes();
    machine.sleep().unwrap();
    assert_eq!(notes(), ["disable at 7", "disable the first"]);
    machine.wake().unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn an_interrupt_is_not_the_drivers_to_delete() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (_device, file) = plug(&machine, |device| {
        create(device, |config| config.EvtInterruptDpc = Some(evt_dpc));
        unsafe { WdfObjectDelete(newest()) };
    });
    assert!(machine.interrupt(VECTOR).unwrap(), "it is still there");
    file.close().unwrap();
    machine.finish().unwrap();
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["DeleteNotAllowed"]);
}

#[test]
fn synchronized_code_runs_at_the_interrupts_level_under_its_lock() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        create(device, |config| config.EvtInterruptDpc = Some(evt_dpc));
    });
    notes();
    as_driver(&machine, FUNCTION, || {
        let interrupt: WDFINTERRUPT = newest();
        let context = ptr::without_provenance_mut(5);
        let done = unsafe { WdfInterruptSynchronize(interrupt, Some(evt_synchronize), context) };
        assert_eq!(done, TRUE);
        unsafe { WdfInterruptAcquireLock(interrupt) };
        assert_eq!(irql(), DIRQL);
        unsafe { WdfInterruptReleaseLock(interrupt) };
        assert_eq!(irql(), PASSIVE_LEVEL as u8);
        let mut info = sized(|info: &mut WDF_INTERRUPT_INFO, size| info.Size = size);
        unsafe { WdfInterruptGetInfo(interrupt, &raw mut info) };
        assert_eq!((info.Vector, info.Irql), (VECTOR, DIRQL));
        let object = unsafe { WdfInterruptWdmGetInterrupt(interrupt) };
        assert!(!object.is_null());
        unsafe { WdfInterruptDisable(interrupt) };
    });
    assert_eq!(notes(), ["synchronized 5 at 7", "disable at 7"]);
    assert!(
        !machine.interrupt(VECTOR).unwrap(),
        "a disabled interrupt is not connected"
    );
    as_driver(&machine, FUNCTION, || unsafe {
        WdfInterruptEnable(newest())
    });
    assert!(machine.interrupt(VECTOR).unwrap());
    assert_eq!(notes(), ["enable at 7", "isr 0 at 7", "dpc at 2"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_sleeping_device_has_no_interrupt() {
    let machine = Machine::new();
    let (device, file) = plug(&machine, |device| {
        create(device, |config| config.EvtInterruptDpc = Some(evt_dpc));
    });
    notes();
    machine.sleep().unwrap();
    assert_eq!(notes(), ["D0ExitPreInterruptsDisabled", "disable at 7"]);
    assert!(!machine.interrupt(VECTOR).unwrap());
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["enable at 7", "D0EntryPostInterruptsEnabled"]);
    assert!(machine.interrupt(VECTOR).unwrap());
    device.surprise_remove().unwrap();
    assert!(!machine.interrupt(VECTOR).unwrap());
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_prepare(device: WDFDEVICE, raw: WDFCMRESLIST, translated: WDFCMRESLIST) -> NTSTATUS {
    let count = unsafe { WdfCmResourceListGetCount(translated) };
    assert_eq!(count, 1);
    let raw = unsafe { WdfCmResourceListGetDescriptor(raw, 0) };
    let translated = unsafe { WdfCmResourceListGetDescriptor(translated, 0) };
    create(device, |config| {
        config.InterruptRaw = raw;
        config.InterruptTranslated = translated;
        config.EvtInterruptDpc = Some(evt_dpc);
    })
}

#[test]
fn an_interrupt_made_while_the_hardware_is_prepared_ends_with_it() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| {
            let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
            callbacks.EvtDevicePrepareHardware = Some(evt_prepare);
            unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        },
        on_add: |device| {
            let early = create(device, |config| {
                let descriptor = ptr::dangling_mut();
                config.InterruptRaw = descriptor;
                config.InterruptTranslated = descriptor;
            });
            assert_eq!(early, STATUS_INVALID_PARAMETER);
        },
    };
    let (device, file) = alone_as(&machine, layer, wired());
    assert!(machine.interrupt(VECTOR).unwrap());
    assert_eq!(notes(), ["enable at 7", "isr 0 at 7", "dpc at 2"]);
    device.stop().unwrap();
    assert!(!machine.interrupt(VECTOR).unwrap());
    device.start().unwrap();
    notes();
    assert!(machine.interrupt(VECTOR).unwrap());
    assert_eq!(notes(), ["isr 0 at 7", "dpc at 2"], "there is one again");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn what_cannot_be_an_interrupt_is_refused() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        let none = create(device, |config| config.EvtInterruptIsr = None);
        assert_eq!(none, STATUS_INVALID_PARAMETER);
        let both = create(device, |config| {
            config.EvtInterruptDpc = Some(evt_dpc);
            config.EvtInterruptWorkItem = Some(evt_work);
        });
        assert_eq!(both, STATUS_INVALID_PARAMETER);
        let passive = create(device, |config| config.PassiveHandling = TRUE);
        assert_eq!(passive, STATUS_NOT_SUPPORTED);
    });
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_isr_at(_interrupt: WDFINTERRUPT, message: u32) -> BOOLEAN {
    note(format!("isr {message} at {}", irql()));
    TRUE
}

fn two_lines(second: u8) -> Hardware {
    wired().resource(Resource::Interrupt {
        vector: VECTOR + 1,
        irql: second,
    })
}

/// [WDF_INTERRUPT_CONFIG](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfinterrupt/ns-wdfinterrupt-_wdf_interrupt_config):
/// interrupts with one spin lock are synchronised with each other, so that none may interrupt who has the lock.
#[test]
fn interrupts_that_share_a_lock_run_at_the_highest_level_of_theirs() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
            attributes.ParentObject = device.cast();
            let mut lock = ptr::null_mut();
            let made = unsafe { WdfSpinLockCreate(&raw mut attributes, &raw mut lock) };
            assert_eq!(made, STATUS_SUCCESS);
            for _ in 0..2 {
                create(device, |config| {
                    config.SpinLock = lock;
                    config.EvtInterruptIsr = Some(evt_isr_at);
                    config.EvtInterruptEnable = None;
                    config.EvtInterruptDisable = None;
                });
            }
        },
    };
    let (_device, file) = alone_as(&machine, layer, two_lines(DIRQL + 2));
    assert!(machine.interrupt(VECTOR).unwrap());
    assert!(machine.interrupt(VECTOR + 1).unwrap());
    assert_eq!(notes(), ["isr 0 at 9", "isr 1 at 9"]);
    file.close().unwrap();
    clean(&machine);
}

/// The lock of an interrupt is taken at its IRQL, which the functions of spin locks do not do.
#[test]
fn the_spin_lock_of_an_interrupt_is_its_own() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (_device, file) = plug(&machine, |device| {
        let mut lock = ptr::null_mut();
        let made = unsafe { WdfSpinLockCreate(ptr::null_mut(), &raw mut lock) };
        assert_eq!(made, STATUS_SUCCESS);
        create(device, |config| config.SpinLock = lock);
        unsafe { WdfSpinLockAcquire(lock) };
        assert_eq!(irql(), PASSIVE_LEVEL as u8, "nothing happened");
        unsafe { WdfSpinLockRelease(lock) };
    });
    file.close().unwrap();
    machine.finish().unwrap();
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["SpinLockOfInterrupt", "SpinLockOfInterrupt"]);
}

/// A descriptor of a device of PCI 2.2 stands for several messages, one after the other.
#[test]
fn each_message_of_a_descriptor_is_an_interrupt() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            for _ in 0..3 {
                create(device, |config| {
                    config.EvtInterruptIsr = Some(evt_isr_at);
                    config.EvtInterruptEnable = None;
                    config.EvtInterruptDisable = None;
                });
            }
        },
    };
    let messages = Hardware::new("root\\layers").resource(Resource::MessageInterrupts {
        vector: VECTOR,
        irql: DIRQL,
        count: 3,
    });
    let (_device, file) = alone_as(&machine, layer, messages);
    for message in 0..3 {
        assert!(machine.interrupt(VECTOR + message).unwrap());
    }
    assert_eq!(notes(), ["isr 0 at 7", "isr 1 at 7", "isr 2 at 7"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_disabled_interrupt_stays_off_until_it_is_enabled() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        create(device, |config| config.EvtInterruptDpc = Some(evt_dpc));
    });
    notes();
    as_driver(&machine, FUNCTION, || unsafe {
        WdfInterruptDisable(newest())
    });
    assert_eq!(notes(), ["disable at 7"]);
    machine.sleep().unwrap();
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes(),
        [
            "D0ExitPreInterruptsDisabled",
            "D0EntryPostInterruptsEnabled"
        ],
        "power changes do not enable it"
    );
    assert!(!machine.interrupt(VECTOR).unwrap());
    as_driver(&machine, FUNCTION, || unsafe {
        WdfInterruptEnable(newest())
    });
    assert!(machine.interrupt(VECTOR).unwrap());
    assert_eq!(notes(), ["enable at 7", "isr 0 at 7", "dpc at 2"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn enabling_an_interrupt_before_d0_does_not_keep_it_from_being_enabled_there() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        create(device, |_| {});
        unsafe { WdfInterruptEnable(newest()) };
    });
    assert_eq!(notes(), ["enable at 7", "D0EntryPostInterruptsEnabled"]);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_work_serialised(_interrupt: WDFINTERRUPT, served: WDFOBJECT) {
    assert_eq!(served, device(FUNCTION).cast(), "the device, not the queue");
    note("work");
}

/// A work item of an interrupt is serialised with the callbacks of its parent, a queue.
#[test]
fn the_work_item_of_an_interrupt_may_be_serialised_with_a_queue() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
            config.Size = size;
            config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchManual;
            config.PowerManaged = _WDF_TRI_STATE::WdfFalse;
        });
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
        attributes.SynchronizationScope = _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeQueue;
        let mut queue = ptr::null_mut();
        let made = unsafe {
            WdfIoQueueCreate(device, &raw mut config, &raw mut attributes, &raw mut queue)
        };
        assert_eq!(made, STATUS_SUCCESS);
        let mut config = sized(|config: &mut WDF_INTERRUPT_CONFIG, size| {
            config.Size = size;
            config.ShareVector = _WDF_TRI_STATE::WdfUseDefault;
            config.AutomaticSerialization = TRUE;
            config.EvtInterruptIsr = Some(evt_isr_work);
            config.EvtInterruptWorkItem = Some(evt_work_serialised);
        });
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ParentObject = queue.cast();
        let mut interrupt = ptr::null_mut();
        let made = unsafe {
            WdfInterruptCreate(
                device,
                &raw mut config,
                &raw mut attributes,
                &raw mut interrupt,
            )
        };
        assert_eq!(made, STATUS_SUCCESS);
    });
    notes();
    assert!(machine.interrupt(VECTOR).unwrap());
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["isr at 7", "work"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_driver_built_for_an_earlier_framework_has_interrupts() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        let size_of_1_9 = std::mem::offset_of!(WDF_INTERRUPT_CONFIG, EvtInterruptWorkItem);
        let made = create(device, |config| config.Size = size_of_1_9 as u32);
        assert_eq!(made, STATUS_SUCCESS);
        let odd = create(device, |config| config.Size -= 4);
        assert_eq!(odd, STATUS_INFO_LENGTH_MISMATCH);
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn interrupts_are_made_before_the_start_or_while_the_hardware_is_prepared() {
    let machine = Machine::new();
    let (_device, file) = plug(&machine, |device| {
        let waits = create(device, |config| config.WaitLock = ptr::dangling_mut());
        assert_eq!(waits, STATUS_INVALID_PARAMETER);
        let wakes = create(device, |config| config.CanWakeDevice = TRUE);
        assert_eq!(wakes, STATUS_INVALID_PARAMETER);
    });
    as_driver(&machine, FUNCTION, || {
        let late = create(device(FUNCTION), |_| {});
        assert_eq!(late, STATUS_INVALID_DEVICE_STATE);
    });
    file.close().unwrap();
    clean(&machine);
}
