//! Arguments that the kernel's functions refuse, and what they return at the limits.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "calls kernel functions"
)]

use std::ptr;

use crate::lamp::*;
use wdk_sim::{Error, Machine, fault, verifier::OnViolation};
use wdk_sys::*;

const TAG: u32 = u32::from_le_bytes(*b"Test");

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn string(units: &[u16]) -> UNICODE_STRING {
    let bytes = size_of_val(units) as u16;
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_ptr().cast_mut(),
    }
}

fn call<R>(body: impl FnOnce() -> R) -> R {
    Machine::new().call("test", body).unwrap()
}

#[test]
fn versions_are_compared_as_one_number() {
    let holds = |major, minor, condition: u8| {
        call(|| {
            let mut mask = 0_u64;
            for shift in [0, 3] {
                mask |= u64::from(condition) << shift;
            }
            let mut info = OSVERSIONINFOEXW {
                dwMajorVersion: major,
                dwMinorVersion: minor,
                ..OSVERSIONINFOEXW::default()
            };
            // SAFETY: a structure; 3 asks for both numbers.
            unsafe { RtlVerifyVersionInfo(&raw mut info, 3, mask) }
        })
    };
    const AT_LEAST: u8 = 3;
    assert_eq!(holds(6, 1, AT_LEAST), STATUS_SUCCESS);
    assert_eq!(holds(10, 0, AT_LEAST), STATUS_SUCCESS);
    assert_eq!(holds(10, 1, AT_LEAST), STATUS_REVISION_MISMATCH);
    assert_eq!(holds(11, 0, AT_LEAST), STATUS_REVISION_MISMATCH);
    assert_eq!(holds(10, 0, 2), STATUS_REVISION_MISMATCH);
    assert_eq!(holds(10, 0, 1), STATUS_SUCCESS);
    assert_eq!(holds(10, 0, 0), STATUS_INVALID_PARAMETER);
}

#[test]
fn strings_need_room_for_their_nul() {
    call(|| {
        let mut buffer = [0xFFFF_u16; 5];
        let mut text = UNICODE_STRING {
            Length: 0,
            MaximumLength: 8,
            Buffer: buffer.as_mut_ptr(),
        };
        // SAFETY: a string with a buffer.
        let status = unsafe { RtlIntegerToUnicodeString(0xBEEF, 16, &raw mut text) };
        assert_eq!(status, STATUS_BUFFER_OVERFLOW);
        text.MaximumLength = 10;
        // SAFETY: as above.
        let status = unsafe { RtlIntegerToUnicodeString(0xBEEF, 16, &raw mut text) };
        assert_eq!((status, text.Length, buffer[4]), (STATUS_SUCCESS, 8, 0));
        let empty = string(&[]);
        let mut number = 7;
        // SAFETY: an empty string.
        let status = unsafe { RtlUnicodeStringToInteger(&raw const empty, 10, &raw mut number) };
        assert_eq!((status, number), (STATUS_INVALID_PARAMETER, 7));
    });
}

#[test]
fn a_short_buffer_ends_with_a_whole_character() {
    call(|| {
        let text = wide("a\u{20AC}");
        let (mut bytes, mut length) = ([0_i8; 3], 9);
        let size = size_of_val(&text[..]) as u32;
        let mut convert = |source: *const u16, size: u32| {
            // SAFETY: three bytes, and a source of this size or none.
            let status = unsafe {
                RtlUnicodeToUTF8N(bytes.as_mut_ptr().cast(), 3, &raw mut length, source, size)
            };
            (status, length)
        };
        assert_eq!(convert(text.as_ptr(), size), (STATUS_BUFFER_TOO_SMALL, 1));
        assert_eq!(convert(ptr::null(), size).0, STATUS_INVALID_PARAMETER_4);
        assert_eq!(convert(text.as_ptr(), 3).0, STATUS_INVALID_PARAMETER_5);
        let none = ptr::null_mut();
        // SAFETY: no destination and nothing to return is refused.
        let status = unsafe { RtlUnicodeToUTF8N(none, 0, ptr::null_mut(), text.as_ptr(), size) };
        assert_eq!(status, STATUS_INVALID_PARAMETER);
    });
}

#[test]
fn regions_of_the_two_kinds_are_told_apart() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let disabled = || {
        // SAFETY: asks for two answers.
        unsafe { (KeAreApcsDisabled(), KeAreAllApcsDisabled()) }
    };
    machine
        // SAFETY: the regions are left as they were entered, or wrongly on purpose.
        .call("test", || unsafe {
            assert_eq!(disabled(), (FALSE, FALSE));
            KeEnterCriticalRegion();
            assert_eq!(disabled(), (TRUE, FALSE));
            KeLeaveCriticalRegion();
            KeEnterGuardedRegion();
            assert_eq!(disabled(), (TRUE, TRUE));
            KeLeaveGuardedRegion();
            let irql = KfRaiseIrql(1);
            assert_eq!(disabled(), (FALSE, TRUE));
            KeLowerIrql(irql);
            assert!(machine.violations().is_empty());
            KeEnterCriticalRegion();
            KeLeaveGuardedRegion();
            KeLeaveCriticalRegion();
        })
        .unwrap();
    let violations = machine.violations();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert!(violations[0].message.contains("guarded"), "{violations:?}");
}

#[test]
fn pool_without_a_tag_or_a_kind_is_refused() {
    // SAFETY: asks for memory, and frees what it got.
    call(|| unsafe {
        assert!(ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, 0).is_null());
        assert!(ExAllocatePool2(0, 8, TAG).is_null());
        let two = POOL_FLAG_NON_PAGED | POOL_FLAG_PAGED;
        assert!(ExAllocatePool2(two, 8, TAG).is_null());
        let memory = ExAllocatePool2(POOL_FLAG_PAGED, 8, TAG);
        assert!(!memory.is_null());
        ExFreePoolWithTag(memory, TAG);
    });
}

#[test]
fn an_allocation_that_raises_does_not_return_null() {
    let fail = || {
        let faults = fault::Faults::none().fail(fault::Kind::Pool, 0);
        Machine::builder().faults(faults).build()
    };
    let allocate = |kind| {
        fail().call("test", || {
            // SAFETY: asks for memory.
            unsafe { ExAllocatePoolWithQuotaTag(kind, 8, TAG) }.is_null()
        })
    };
    const FAIL_INSTEAD_OF_RAISE: i32 = 8;
    let nonpaged = _POOL_TYPE::NonPagedPoolNx;
    assert!(allocate(nonpaged | FAIL_INSTEAD_OF_RAISE).unwrap());
    assert!(matches!(allocate(nonpaged), Err(Error::BugCheck(_))));
}

#[test]
fn a_lookaside_list_of_no_pool_is_refused() {
    // SAFETY: memory for a list, with arguments that are refused or make one.
    call(|| unsafe {
        let mut list = Box::new(std::mem::MaybeUninit::<LOOKASIDE_LIST_EX>::zeroed());
        let list = list.as_mut_ptr();
        let initialise =
            |kind, flags| ExInitializeLookasideListEx(list, None, None, kind, flags, 64, TAG, 0);
        assert_eq!(initialise(999, 0), STATUS_INVALID_PARAMETER_4);
        let nonpaged = _POOL_TYPE::NonPagedPoolNx;
        assert_eq!(initialise(nonpaged, 3), STATUS_INVALID_PARAMETER_5);
        assert_eq!(initialise(nonpaged, 0), STATUS_SUCCESS);
    });
}

#[test]
fn processors_that_do_not_exist_are_not_counted_and_change_nothing() {
    let machine = Machine::builder().processors(2).build();
    machine
        // SAFETY: asks for numbers, and gives the thread its processors back.
        .call("test", || unsafe {
            assert_eq!(KeQueryActiveProcessorCountEx(0), 2);
            assert_eq!(KeQueryActiveProcessorCountEx(0xFFFF), 2);
            assert_eq!(KeQueryActiveProcessorCountEx(1), 0);
            assert_eq!(KeQueryMaximumProcessorCountEx(7), 0);
            assert_eq!(KeSetSystemAffinityThreadEx(1), 0);
            assert_eq!(KeSetSystemAffinityThreadEx(0x100), 0);
            // The invalid mask has left the first one.
            assert_eq!(KeSetSystemAffinityThreadEx(2), 1);
            let mut wanted = GROUP_AFFINITY {
                Mask: 1,
                Group: 3,
                Reserved: [0; 3],
            };
            let mut before = wanted;
            KeSetSystemGroupAffinityThread(&raw mut wanted, &raw mut before);
            assert_eq!((before.Mask, before.Group), (0, 0));
            assert_eq!(KeSetSystemAffinityThreadEx(1), 2);
            KeRevertToUserAffinityThread();
        })
        .unwrap();
}

#[test]
fn a_thread_that_no_driver_made_is_not_terminated() {
    let status = call(|| {
        // SAFETY: wrong on purpose: this is a test's thread.
        unsafe { PsTerminateSystemThread(STATUS_SUCCESS) }
    });
    assert_eq!(status, STATUS_INVALID_PARAMETER);
}

#[test]
fn interfaces_that_differ_by_reference_string_are_enabled_side_by_side() {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let lamp = machine.plug("root\\lamp").unwrap();
    let plain = lamp.interface(&LAMP_INTERFACE).unwrap();
    machine
        // SAFETY: strings, and a device that the machine keeps.
        .call("test", || unsafe {
            let mut pdo = ptr::null_mut();
            let mut file = ptr::null_mut();
            let name = wide(&plain.replace(r"\\?\", r"\??\"));
            let mut name = string(&name);
            let found = IoGetDeviceObjectPointer(&raw mut name, 0x80, &raw mut file, &raw mut pdo);
            assert_eq!(found, STATUS_SUCCESS);
            let pdo = (*file).DeviceObject;
            ObfDereferenceObject(file.cast());
            let slash = wide("a/b");
            let mut slash = string(&slash);
            let mut link = UNICODE_STRING::default();
            let class = &raw const LAMP_INTERFACE;
            let refused = IoRegisterDeviceInterface(pdo, class, &raw mut slash, &raw mut link);
            assert_eq!(refused, STATUS_INVALID_DEVICE_REQUEST);
            let reference = wide("second");
            let mut reference = string(&reference);
            let made = IoRegisterDeviceInterface(pdo, class, &raw mut reference, &raw mut link);
            assert_eq!(made, STATUS_SUCCESS);
            let enabled = IoSetDeviceInterfaceState(&raw mut link, TRUE);
            assert_eq!(enabled, STATUS_SUCCESS);
            RtlFreeUnicodeString(&raw mut link);
            // Disabling the first leaves the second its name.
            let disabled = IoSetDeviceInterfaceState(&raw mut name, FALSE);
            assert_eq!(disabled, STATUS_SUCCESS);
        })
        .unwrap();
    machine.open(&format!(r"{plain}\second")).unwrap();
    lamp.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

/// Object attributes for the name that is in `name`.
fn attributes(name: &mut UNICODE_STRING, flags: u32) -> OBJECT_ATTRIBUTES {
    OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        ObjectName: name,
        Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE | flags,
        ..OBJECT_ATTRIBUTES::default()
    }
}

/// The status of opening a file and what its status block says, and the handle.
fn create(path: &str, access: u32, disposition: u32, options: u32) -> (NTSTATUS, NTSTATUS, HANDLE) {
    let path = wide(path);
    let mut name = string(&path);
    let mut attributes = attributes(&mut name, 0);
    let mut block = IO_STATUS_BLOCK {
        __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 { Status: 77 },
        Information: 0,
    };
    let mut file = ptr::null_mut();
    // SAFETY: well-formed attributes.
    let status = unsafe {
        ZwCreateFile(
            &raw mut file,
            access,
            &raw mut attributes,
            &raw mut block,
            ptr::null_mut(),
            0,
            0,
            disposition,
            options,
            ptr::null_mut(),
            0,
        )
    };
    // SAFETY: both views are a number.
    (status, unsafe { block.__bindgen_anon_1.Status }, file)
}

#[test]
fn opening_a_file_says_why_it_failed() {
    call(|| {
        let path = r"\Device\None";
        let (status, told, _) = create(path, FILE_GENERIC_READ, FILE_OPEN, 0);
        assert_eq!((status, told), (STATUS_OBJECT_NAME_NOT_FOUND, status));
        let (status, ..) = create(
            path,
            FILE_READ_DATA,
            FILE_OPEN,
            FILE_SYNCHRONOUS_IO_NONALERT,
        );
        assert_eq!(status, STATUS_INVALID_PARAMETER);
    });
}

#[test]
fn generic_rights_are_those_of_files_and_an_offset_is_needed() {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let lamp = machine.plug("root\\lamp").unwrap();
    let link = lamp.interface(&LAMP_INTERFACE).unwrap();
    let link = link.replace(r"\\?\", r"\??\");
    machine
        // SAFETY: a file that is open, and a buffer of one byte.
        .call("test", || unsafe {
            let (status, _, file) = create(&link, GENERIC_READ, FILE_OPEN, 0);
            assert_eq!(status, STATUS_SUCCESS);
            let (mut object, none) = (ptr::null_mut(), ptr::null_mut());
            ObReferenceObjectByHandle(file, 0, none, 0, &raw mut object, ptr::null_mut());
            let opened = object.cast::<FILE_OBJECT>();
            assert_eq!(((*opened).ReadAccess, (*opened).WriteAccess), (TRUE, FALSE));
            ObfDereferenceObject(object);
            let (mut block, mut byte) = (IO_STATUS_BLOCK::default(), 0_u8);
            let status = ZwReadFile(
                file,
                ptr::null_mut(),
                None,
                ptr::null_mut(),
                &raw mut block,
                (&raw mut byte).cast(),
                1,
                ptr::null_mut(),
                ptr::null_mut(),
            );
            assert_eq!(status, STATUS_INVALID_PARAMETER);
            ZwClose(file);
        })
        .unwrap();
}

#[test]
fn a_write_to_the_end_of_a_file_appends() {
    // SAFETY: a file that is open, and buffers of these sizes.
    call(|| unsafe {
        let options = FILE_SYNCHRONOUS_IO_NONALERT | FILE_NON_DIRECTORY_FILE;
        let path = r"\??\C:\log.txt";
        let (status, _, file) = create(path, FILE_GENERIC_WRITE, FILE_CREATE, options);
        assert_eq!(status, STATUS_SUCCESS);
        let write = |offset: i64| {
            let mut block = IO_STATUS_BLOCK::default();
            let mut offset = LARGE_INTEGER { QuadPart: offset };
            let mut text = *b"ab";
            let status = ZwWriteFile(
                file,
                ptr::null_mut(),
                None,
                ptr::null_mut(),
                &raw mut block,
                text.as_mut_ptr().cast(),
                2,
                &raw mut offset,
                ptr::null_mut(),
            );
            (status, block.Information)
        };
        assert_eq!(write(0), (STATUS_SUCCESS, 2));
        assert_eq!(write(-1), (STATUS_SUCCESS, 2));
        let (mut block, mut size) = (
            IO_STATUS_BLOCK::default(),
            FILE_STANDARD_INFORMATION::default(),
        );
        let status = ZwQueryInformationFile(
            file,
            &raw mut block,
            (&raw mut size).cast(),
            size_of::<FILE_STANDARD_INFORMATION>() as u32,
            _FILE_INFORMATION_CLASS::FileStandardInformation,
        );
        assert_eq!((status, size.EndOfFile.QuadPart), (STATUS_SUCCESS, 4));
        ZwClose(file);
    });
}

#[test]
fn only_the_last_key_of_a_path_is_made() {
    call(|| {
        let services = r"\Registry\Machine\System\CurrentControlSet\Services";
        let make = |path: String| {
            let path: Vec<u16> = path.encode_utf16().chain([0]).collect();
            // SAFETY: a path that ends with a zero.
            unsafe { RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, path.as_ptr().cast_mut()) }
        };
        let deep = make(format!(r"{services}\One\Two"));
        assert_eq!(deep, STATUS_OBJECT_NAME_NOT_FOUND);
        assert_eq!(make(format!(r"{services}\One")), STATUS_SUCCESS);
        assert_eq!(make(format!(r"{services}\One\Two")), STATUS_SUCCESS);
    });
}

#[test]
fn a_permanent_object_goes_when_it_is_made_temporary() {
    let machine = Machine::new();
    machine
        // SAFETY: well-formed attributes, and a handle that is open until it is duplicated.
        .call("test", || unsafe {
            let path = wide(r"\Lasting");
            let mut name = string(&path);
            let mut attributes = attributes(&mut name, OBJ_PERMANENT);
            let mut handle = ptr::null_mut();
            let access = DIRECTORY_ALL_ACCESS;
            let made = ZwCreateDirectoryObject(&raw mut handle, access, &raw mut attributes);
            assert_eq!(made, STATUS_SUCCESS);
            assert_eq!(ZwMakeTemporaryObject(handle), STATUS_SUCCESS);
            let none = ptr::null_mut();
            // A handle can be closed by duplicating it to nowhere.
            let close = DUPLICATE_CLOSE_SOURCE;
            let closed = ZwDuplicateObject(none, handle, none, ptr::null_mut(), 0, 0, close);
            assert_eq!(closed, STATUS_SUCCESS);
            assert_eq!(ZwClose(handle), STATUS_INVALID_HANDLE);
        })
        .unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_timer_that_is_not_cancelled_cannot_be_waited_for() {
    // SAFETY: wrong on purpose: it is not to be cancelled.
    let result = Machine::new().call("test", || unsafe {
        let timer = ExAllocateTimer(None, ptr::null_mut(), 0);
        ExDeleteTimer(timer, FALSE, TRUE, ptr::null_mut());
    });
    assert!(matches!(result, Err(Error::BugCheck(_))), "{result:?}");
}

#[test]
fn an_interrupt_of_no_device_is_not_connected() {
    // SAFETY: parameters that are refused before anything of them is used.
    call(|| unsafe {
        let mut parameters: IO_CONNECT_INTERRUPT_PARAMETERS = std::mem::zeroed();
        parameters.Version = 99;
        let status = IoConnectInterruptEx(&raw mut parameters);
        assert_eq!(status, STATUS_INVALID_PARAMETER_1);
        parameters.Version = CONNECT_FULLY_SPECIFIED;
        let status = IoConnectInterruptEx(&raw mut parameters);
        assert_eq!(status, STATUS_INVALID_PARAMETER_10);
        parameters
            .__bindgen_anon_1
            .FullySpecified
            .ProcessorEnableMask = 1;
        let status = IoConnectInterruptEx(&raw mut parameters);
        assert_eq!(status, STATUS_NOT_FOUND);
    });
}
