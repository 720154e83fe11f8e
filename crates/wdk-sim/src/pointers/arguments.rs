//! Arguments: good ones by the type of the parameter, and bad pointers.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "makes what drivers make, of many types"
)]

use std::{cell::Cell, ptr};

use wdk_sys::host::NativeDriver;
use wdk_sys::*;

use super::{Kind, signatures::Signature};

thread_local! {
    static OBJECT: Cell<PDRIVER_OBJECT> = const { Cell::new(ptr::null_mut()) };
}

/// A driver whose object is an argument.
pub(super) const DRIVER: NativeDriver = NativeDriver {
    name: "pointers",
    imports: &[],
    entry,
};

#[abi]
unsafe fn entry(driver: PVOID, _path: PCUNICODE_STRING) -> NTSTATUS {
    OBJECT.set(driver.cast());
    STATUS_SUCCESS
}

const TAG: u32 = u32::from_le_bytes(*b"tset");

/// What the good pointers of one call point to.
pub(super) struct Arguments {
    device: PDEVICE_OBJECT,
}

fn block(bytes: u64) -> usize {
    // SAFETY: any values are allowed.
    unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG) }.addr()
}

impl Arguments {
    pub(super) fn new() -> Self {
        let mut device = ptr::null_mut();
        // SAFETY: the driver's object, and a variable.
        let status = unsafe {
            IoCreateDevice(
                OBJECT.get(),
                64,
                ptr::null_mut(),
                FILE_DEVICE_UNKNOWN,
                0,
                FALSE,
                &raw mut device,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        Self { device }
    }

    pub(super) fn of(&self, signature: &Signature, bad: Option<(usize, Kind)>) -> [usize; 12] {
        let mut values = [0; 12];
        for (at, parameter) in signature.parameters.iter().enumerate().take(12) {
            values[at] = match bad {
                Some((bad, kind)) if bad == at => address(kind),
                _ if parameter.is_pointer() => self.pointer(&parameter.type_),
                _ => value(&parameter.name, &parameter.type_),
            };
        }
        values
    }

    fn pointer(&self, type_: &str) -> usize {
        let at = block(512);
        let pointer: PVOID = ptr::with_exposed_provenance_mut(at);
        // SAFETY: 512 bytes, which are enough for each.
        unsafe {
            match type_ {
                "PDEVICE_OBJECT" => return self.device.addr(),
                "PDRIVER_OBJECT" => return OBJECT.get().addr(),
                "PIRP" => {
                    let irp = IoAllocateIrp(2, FALSE);
                    IoSetNextIrpStackLocation(irp);
                    return irp.addr();
                }
                "PMDL" | "PMDLX" => {
                    let mdl = IoAllocateMdl(pointer, 256, FALSE, FALSE, ptr::null_mut());
                    MmBuildMdlForNonPagedPool(mdl);
                    return mdl.addr();
                }
                "PKEVENT" | "PRKEVENT" => {
                    KeInitializeEvent(pointer.cast(), _EVENT_TYPE::NotificationEvent, TRUE)
                }
                "PKTIMER" => KeInitializeTimer(pointer.cast()),
                "PKDPC" | "PRKDPC" => KeInitializeDpc(pointer.cast(), None, ptr::null_mut()),
                "PKSEMAPHORE" | "PRKSEMAPHORE" => KeInitializeSemaphore(pointer.cast(), 1, 8),
                "PKMUTEX" | "PRKMUTEX" => KeInitializeMutex(pointer.cast(), 0),
                "PERESOURCE" => {
                    ExInitializeResourceLite(pointer.cast());
                }
                "PEPROCESS" | "PRKPROCESS" => return IoGetCurrentProcess().addr(),
                "PETHREAD" | "PKTHREAD" | "PRKTHREAD" => return KeGetCurrentThread().addr(),
                "PIO_WORKITEM" => return IoAllocateWorkItem(self.device).addr(),
                "PUNICODE_STRING" | "PCUNICODE_STRING" | "PNDIS_STRING" => {
                    let text = at + 64;
                    for (index, unit) in "\\Test".encode_utf16().enumerate() {
                        ptr::with_exposed_provenance_mut::<u16>(text)
                            .add(index)
                            .write(unit);
                    }
                    pointer.cast::<UNICODE_STRING>().write(UNICODE_STRING {
                        Length: 10,
                        MaximumLength: 12,
                        Buffer: ptr::with_exposed_provenance_mut(text),
                    });
                }
                "PLIST_ENTRY" => {
                    pointer.cast::<usize>().write(at);
                    pointer.cast::<usize>().add(1).write(at);
                }
                "PRTL_BITMAP" => RtlInitializeBitMap(
                    pointer.cast(),
                    ptr::with_exposed_provenance_mut(at + 64),
                    64,
                ),
                "POBJECT_ATTRIBUTES" => {
                    pointer
                        .cast::<u32>()
                        .write(size_of::<OBJECT_ATTRIBUTES>() as u32);
                }
                _ => {}
            }
        }
        at
    }
}

/// What stands for a number.
fn value(name: &str, type_: &str) -> usize {
    let length = ["Length", "Size", "Bytes", "NumberOf", "Count"];
    let number = [
        "ULONG",
        "SIZE_T",
        "USHORT",
        "u32",
        "u16",
        "u64",
        "usize",
        "ULONG_PTR",
    ];
    if number.contains(&type_) && length.iter().any(|it| name.contains(it)) {
        16
    } else {
        0
    }
}

fn address(kind: Kind) -> usize {
    match kind {
        Kind::Null => 0,
        Kind::Misaligned => block(512) + 1,
        Kind::Freed => {
            let block = block(512);
            // SAFETY: it was just allocated.
            unsafe { ExFreePool(ptr::with_exposed_provenance_mut(block)) };
            block
        }
        Kind::User => 0x7FFE_1000,
        Kind::Unmapped => 0xFFFF_F800_DEAD_0000,
        Kind::Poison => 0xDEAD_BEEF_DEAD_BEEF,
    }
}
