//! The security of devices, as drivers written in C meet it.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    clippy::multiple_unsafe_ops_per_block,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use wdk_sim::{Account, Error, File, Machine, NtStatus, Result};
use wdk_sys::{host::NativeDriver, *};

/// A driver that makes the device `\Device\Vault` as the test says.
const VAULT: NativeDriver = NativeDriver {
    name: "vault",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

type Setup = unsafe fn(PDRIVER_OBJECT) -> PDEVICE_OBJECT;

thread_local! {
    static SETUP: Cell<Setup> = const { Cell::new(open_to_all) };
    static DEVICE: Cell<PDEVICE_OBJECT> = const { Cell::new(ptr::null_mut()) };
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

const DEVICE_NAME: &str = r"\Device\Vault";

/// A counted string over characters that live as long as the test.
fn string(text: &str) -> UNICODE_STRING {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = (units.len() * 2) as u16;
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: Vec::leak(units).as_mut_ptr(),
    }
}

/// Calls `IoCreateDeviceSecure`.
unsafe fn create(
    driver: PDRIVER_OBJECT,
    name: Option<&str>,
    characteristics: u32,
    sddl: &str,
    class: Option<&GUID>,
) -> (NTSTATUS, PDEVICE_OBJECT) {
    let mut device = ptr::null_mut();
    let mut name = name.map(string);
    let sddl = string(sddl);
    let status = IoCreateDeviceSecure(
        driver,
        0,
        name.as_mut().map_or(ptr::null_mut(), ptr::from_mut),
        FILE_DEVICE_UNKNOWN,
        characteristics,
        FALSE,
        &raw const sddl,
        class.map_or(ptr::null(), ptr::from_ref),
        &raw mut device,
    );
    (status, device)
}

/// By `IoCreateDevice`, with what the system gives it.
unsafe fn open_to_all(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
    let mut device = ptr::null_mut();
    let mut name = string(DEVICE_NAME);
    let kind = FILE_DEVICE_UNKNOWN;
    let status = IoCreateDevice(driver, 0, &raw mut name, kind, 0, FALSE, &raw mut device);
    assert_eq!(status, STATUS_SUCCESS);
    device
}

const ADMINISTRATORS: &str = "D:P(A;;GA;;;SY)(A;;GA;;;BA)";

unsafe fn for_administrators(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
    let (status, device) = create(driver, Some(DEVICE_NAME), 0, ADMINISTRATORS, None);
    assert_eq!(status, STATUS_SUCCESS);
    device
}

unsafe fn secure_open(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
    let secure = FILE_DEVICE_SECURE_OPEN;
    let (status, device) = create(driver, Some(DEVICE_NAME), secure, ADMINISTRATORS, None);
    assert_eq!(status, STATUS_SUCCESS);
    device
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, _path: PUNICODE_STRING) -> NTSTATUS {
    (*driver).DriverUnload = Some(unload);
    (*driver).MajorFunction[IRP_MJ_CREATE as usize] = Some(opened);
    for major in [IRP_MJ_CLEANUP, IRP_MJ_CLOSE] {
        (*driver).MajorFunction[major as usize] = Some(done);
    }
    let device = SETUP.get()(driver);
    (*device).Flags &= !DO_DEVICE_INITIALIZING;
    DEVICE.set(device);
    STATUS_SUCCESS
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {
    IoDeleteDevice(DEVICE.get());
}

/// Writes down what the driver may know of who opens.
#[abi]
unsafe fn opened(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let stack = IoGetCurrentIrpStackLocation(irp);
    let security = (*stack).Parameters.Create.SecurityContext;
    let state = (*security).AccessState;
    let (granted, remaining) = (
        (*state).PreviouslyGrantedAccess,
        (*state).RemainingDesiredAccess,
    );
    let admin = SeTokenIsAdmin((*state).SubjectSecurityContext.PrimaryToken);
    LOG.with_borrow_mut(|log| {
        log.push(format!(
            "granted {granted:#x} remaining {remaining:#x} administrator {admin}"
        ));
    });
    done(device, irp)
}

#[abi]
unsafe fn done(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
    IofCompleteRequest(irp, 0);
    STATUS_SUCCESS
}

fn machine(setup: Setup) -> Machine {
    SETUP.set(setup);
    LOG.take();
    Machine::new()
}

fn loaded(setup: Setup) -> Machine {
    let machine = machine(setup);
    machine.load(VAULT).unwrap();
    machine
}

fn open_as(machine: &Machine, account: Account, path: &str, access: u32) -> Result<File> {
    let process = machine.start_process_as(account, r"C:\reader.exe", "reader");
    process
        .unwrap()
        .run(|| machine.open_with(path, access))
        .unwrap()
}

#[track_caller]
fn refused<T>(result: Result<T>) {
    let status = match result {
        Err(Error::Status(NtStatus(status))) => status,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it is allowed"),
    };
    assert_eq!(status, STATUS_ACCESS_DENIED);
}

#[track_caller]
fn finish(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_device_of_most_types_is_open_to_everyone_but_for_its_own_rights() {
    let machine = loaded(open_to_all);
    let use_it = GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE;
    for account in [Account::StandardUser, Account::RestrictedUser] {
        drop(open_as(&machine, account, DEVICE_NAME, use_it).unwrap());
        refused(open_as(&machine, account, DEVICE_NAME, WRITE_DAC));
    }
    drop(open_as(&machine, Account::Administrator, DEVICE_NAME, GENERIC_ALL).unwrap());
    finish(&machine);
}

#[test]
fn a_name_in_the_namespace_is_the_drivers_matter_without_secure_open() {
    let below = format!(r"{DEVICE_NAME}\anything");
    let machine = loaded(for_administrators);
    refused(open_as(
        &machine,
        Account::StandardUser,
        DEVICE_NAME,
        FILE_READ_DATA,
    ));
    drop(open_as(&machine, Account::StandardUser, &below, FILE_READ_DATA).unwrap());
    // The driver is told that nobody has checked it.
    let access = FILE_READ_DATA | SYNCHRONIZE | FILE_READ_ATTRIBUTES;
    let expected = format!("granted 0x0 remaining {access:#x} administrator 0");
    assert_eq!(LOG.take(), [expected]);
    finish(&machine);

    let machine = loaded(secure_open);
    refused(open_as(
        &machine,
        Account::StandardUser,
        &below,
        FILE_READ_DATA,
    ));
    drop(open_as(&machine, Account::Administrator, &below, FILE_READ_DATA).unwrap());
    let expected = format!("granted {access:#x} remaining 0x0 administrator 1");
    assert_eq!(LOG.take(), [expected]);
    finish(&machine);
}

#[test]
fn a_secure_device_needs_a_name_and_a_string() {
    unsafe fn setup(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
        assert_eq!(
            create(driver, None, 0, ADMINISTRATORS, None).0,
            STATUS_INVALID_PARAMETER
        );
        let (status, _) = create(driver, Some(DEVICE_NAME), 0, "D:P(A;;GA;;;??)", None);
        assert_eq!(status, STATUS_INVALID_PARAMETER);
        let generated = FILE_AUTOGENERATED_DEVICE_NAME;
        let (status, device) = create(driver, None, generated, ADMINISTRATORS, None);
        assert_eq!(status, STATUS_SUCCESS);
        IoDeleteDevice(device);
        for_administrators(driver)
    }
    finish(&loaded(setup));
}

const CLASS: GUID = GUID {
    Data1: 0x5A2C_0C6E,
    Data2: 0x1B7D,
    Data3: 0x4F40,
    Data4: [0x9A, 0x11, 0x2D, 0x5E, 0x60, 0x7F, 0x83, 0x95],
};

#[test]
fn a_class_overrides_more_than_the_string() {
    unsafe fn setup(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
        let path = r"\Registry\Machine\System\CurrentControlSet\Control\Class\{5A2C0C6E-1B7D-4F40-9A11-2D5E607F8395}";
        for key in [path.to_owned(), format!(r"{path}\Properties")] {
            let units: Vec<u16> = key.encode_utf16().chain([0]).collect();
            RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, units.as_ptr().cast_mut());
            for (name, value) in [
                ("DeviceType", FILE_DEVICE_NULL),
                (
                    "DeviceCharacteristics",
                    FILE_DEVICE_SECURE_OPEN | FILE_READ_ONLY_DEVICE,
                ),
                ("Exclusive", 1),
            ] {
                let name: Vec<u16> = name.encode_utf16().chain([0]).collect();
                let mut value: u32 = value;
                RtlWriteRegistryValue(
                    RTL_REGISTRY_ABSOLUTE,
                    units.as_ptr(),
                    name.as_ptr(),
                    REG_DWORD,
                    (&raw mut value).cast(),
                    4,
                );
            }
        }
        let (status, device) = create(driver, Some(DEVICE_NAME), 0, ADMINISTRATORS, Some(&CLASS));
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!((*device).DeviceType, FILE_DEVICE_NULL);
        assert_eq!(
            (*device).Characteristics,
            FILE_DEVICE_SECURE_OPEN | FILE_READ_ONLY_DEVICE
        );
        device
    }
    let machine = loaded(setup);
    let first = machine.open(DEVICE_NAME).unwrap();
    refused(machine.open(DEVICE_NAME));
    drop(first);
    finish(&machine);
}

/// The attributes of the device's name.
unsafe fn with_attributes<R>(flags: u32, body: impl FnOnce(POBJECT_ATTRIBUTES) -> R) -> R {
    let mut name = string(DEVICE_NAME);
    let mut attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        RootDirectory: ptr::null_mut(),
        ObjectName: &raw mut name,
        Attributes: OBJ_KERNEL_HANDLE | flags,
        SecurityDescriptor: ptr::null_mut(),
        SecurityQualityOfService: ptr::null_mut(),
    };
    body(&raw mut attributes)
}

unsafe fn open_from_kernel(access: u32, flags: u32) -> std::result::Result<HANDLE, NTSTATUS> {
    let mut handle = ptr::null_mut();
    let mut status = IO_STATUS_BLOCK::default();
    let opened = with_attributes(flags, |attributes| {
        ZwOpenFile(
            &raw mut handle,
            access,
            attributes,
            &raw mut status,
            FILE_SHARE_READ,
            0,
        )
    });
    if opened < 0 { Err(opened) } else { Ok(handle) }
}

#[test]
fn a_driver_opens_without_a_check_unless_it_asks_for_one() {
    unsafe fn for_nobody(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
        let (status, device) = create(driver, Some(DEVICE_NAME), 0, "D:P", None);
        assert_eq!(status, STATUS_SUCCESS);
        device
    }
    let machine = loaded(for_nobody);
    refused(open_as(
        &machine,
        Account::System,
        DEVICE_NAME,
        FILE_READ_DATA,
    ));
    // SAFETY: calls of a driver at `PASSIVE_LEVEL`, with locals.
    let called = machine.call("driver", || unsafe {
        let handle = open_from_kernel(FILE_READ_DATA, 0).unwrap();
        assert_eq!(ZwClose(handle), STATUS_SUCCESS);
        let forced = open_from_kernel(FILE_READ_DATA, OBJ_FORCE_ACCESS_CHECK);
        assert_eq!(forced.err(), Some(STATUS_ACCESS_DENIED));
    });
    called.unwrap();
    finish(&machine);
}

#[test]
fn a_null_list_lets_everyone_in_and_an_empty_one_nobody() {
    /// Gives the device a descriptor with this list.
    unsafe fn set(list: PACL) {
        let mut descriptor: SECURITY_DESCRIPTOR = mem::zeroed();
        let descriptor: PSECURITY_DESCRIPTOR = (&raw mut descriptor).cast();
        let status = RtlCreateSecurityDescriptor(descriptor, SECURITY_DESCRIPTOR_REVISION);
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(
            RtlSetDaclSecurityDescriptor(descriptor, 1, list, 0),
            STATUS_SUCCESS
        );
        assert_eq!(RtlValidSecurityDescriptor(descriptor), 1);
        let handle = open_from_kernel(WRITE_DAC, 0).unwrap();
        let status = ZwSetSecurityObject(handle, DACL_SECURITY_INFORMATION, descriptor);
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(ZwClose(handle), STATUS_SUCCESS);
    }
    let machine = loaded(for_administrators);
    let user = |access| open_as(&machine, Account::StandardUser, DEVICE_NAME, access);
    refused(user(FILE_READ_DATA));
    // SAFETY: no list is one that everybody passes.
    let without_list = || unsafe { set(ptr::null_mut()) };
    machine.call("driver", without_list).unwrap();
    drop(user(GENERIC_ALL).unwrap());
    // SAFETY: an empty list in a local, which `set` only reads.
    let empty = || unsafe {
        let mut list: [u32; 2] = [0; 2];
        let list: PACL = list.as_mut_ptr().cast();
        assert_eq!(RtlCreateAcl(list, 8, ACL_REVISION), STATUS_SUCCESS);
        set(list);
    };
    machine.call("driver", empty).unwrap();
    refused(user(FILE_READ_DATA));
    refused(open_as(
        &machine,
        Account::System,
        DEVICE_NAME,
        FILE_READ_DATA,
    ));
    // One entry more, and the users may read.
    // SAFETY: a list and a SID in locals that are large enough for what is written.
    let for_users = || unsafe {
        let mut list: [u32; 16] = [0; 16];
        let list: PACL = list.as_mut_ptr().cast();
        assert_eq!(RtlCreateAcl(list, 64, ACL_REVISION), STATUS_SUCCESS);
        let mut users: [u32; 4] = [0; 4];
        let users: PSID = users.as_mut_ptr().cast();
        let mut authority = SID_IDENTIFIER_AUTHORITY {
            Value: [0, 0, 0, 0, 0, 5],
        };
        assert_eq!(
            RtlInitializeSid(users, &raw mut authority, 2),
            STATUS_SUCCESS
        );
        RtlSubAuthoritySid(users, 0).write(SECURITY_BUILTIN_DOMAIN_RID);
        RtlSubAuthoritySid(users, 1).write(DOMAIN_ALIAS_RID_USERS);
        let added = RtlAddAccessAllowedAce(list, ACL_REVISION, FILE_GENERIC_READ, users);
        assert_eq!(added, STATUS_SUCCESS);
        for _ in 0..4 {
            RtlAddAccessAllowedAce(list, ACL_REVISION, 0, users);
        }
        let full = RtlAddAccessAllowedAce(list, ACL_REVISION, 0, users);
        assert_eq!(full, STATUS_ALLOTTED_SPACE_EXCEEDED);
        set(list);
    };
    machine.call("driver", for_users).unwrap();
    drop(user(GENERIC_READ).unwrap());
    refused(user(FILE_WRITE_DATA));
    finish(&machine);
}

#[test]
fn a_driver_checks_access_for_the_program_that_calls_it() {
    /// Whether the program that opens `device` may have `access` by the device's descriptor.
    unsafe fn check(access: u32) -> (bool, u32, NTSTATUS) {
        let (mut descriptor, mut allocated) = (ptr::null_mut(), 0);
        let device = DEVICE.get();
        let got = ObGetObjectSecurity(device.cast(), &raw mut descriptor, &raw mut allocated);
        assert_eq!(got, STATUS_SUCCESS);
        assert!(RtlLengthSecurityDescriptor(descriptor) > 20);
        let mut subject: SECURITY_SUBJECT_CONTEXT = mem::zeroed();
        SeCaptureSubjectContext(&raw mut subject);
        SeLockSubjectContext(&raw mut subject);
        let (mut privileges, mut granted, mut status) = (ptr::null_mut(), 0, 0);
        let allowed = SeAccessCheck(
            descriptor,
            &raw mut subject,
            1,
            access,
            0,
            &raw mut privileges,
            IoGetFileObjectGenericMapping(),
            _MODE::UserMode as i8,
            &raw mut granted,
            &raw mut status,
        );
        SeUnlockSubjectContext(&raw mut subject);
        SeReleaseSubjectContext(&raw mut subject);
        ObReleaseObjectSecurity(descriptor, allocated);
        (allowed != 0, granted, status)
    }
    thread_local! {
        static CHECKED: Cell<(bool, u32, NTSTATUS)> = const { Cell::new((false, 0, 0)) };
    }
    #[abi]
    unsafe fn checked(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
        CHECKED.set(check(GENERIC_WRITE));
        done(device, irp)
    }
    unsafe fn setup(driver: PDRIVER_OBJECT) -> PDEVICE_OBJECT {
        (*driver).MajorFunction[IRP_MJ_CREATE as usize] = Some(checked);
        let sddl = "D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GR;;;WD)";
        let (status, device) = create(driver, Some(DEVICE_NAME), 0, sddl, None);
        assert_eq!(status, STATUS_SUCCESS);
        device
    }
    let machine = loaded(setup);
    drop(open_as(&machine, Account::Administrator, DEVICE_NAME, GENERIC_READ).unwrap());
    assert_eq!(CHECKED.get(), (true, FILE_GENERIC_WRITE, STATUS_SUCCESS));
    drop(open_as(&machine, Account::StandardUser, DEVICE_NAME, GENERIC_READ).unwrap());
    assert_eq!(CHECKED.get(), (false, 0, STATUS_ACCESS_DENIED));
    finish(&machine);
}

#[test]
fn a_subject_that_is_not_released_is_a_leak() {
    let machine = loaded(for_administrators);
    // SAFETY: the context is a local.
    let leak = || unsafe {
        let mut subject: SECURITY_SUBJECT_CONTEXT = mem::zeroed();
        SeCaptureSubjectContext(&raw mut subject);
    };
    machine.call("driver", leak).unwrap();
    let report = machine.finish().unwrap();
    assert!(report.to_string().contains("Token"), "{report}");
}

#[test]
fn privileges_are_the_programs() {
    let machine = loaded(open_to_all);
    let holds = |account, privilege| {
        let process = machine
            .start_process_as(account, r"C:\tool.exe", "tool")
            .unwrap();
        let handle = process.run(|| machine.open(DEVICE_NAME)).unwrap().unwrap();
        drop(handle);
        let luid = LUID {
            LowPart: privilege,
            HighPart: 0,
        };
        PRIVILEGE.set(luid);
        drop(process.run(|| machine.open(DEVICE_NAME)).unwrap().unwrap());
        HELD.get()
    };
    thread_local! {
        static PRIVILEGE: Cell<LUID> = const { Cell::new(LUID { LowPart: 0, HighPart: 0 }) };
        static HELD: Cell<bool> = const { Cell::new(false) };
    }
    #[abi]
    unsafe fn asked(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
        HELD.set(SeSinglePrivilegeCheck(PRIVILEGE.get(), _MODE::UserMode as i8) != 0);
        done(device, irp)
    }
    // SAFETY: the driver is loaded, and nothing of it runs.
    unsafe { (*(*DEVICE.get()).DriverObject).MajorFunction[IRP_MJ_CREATE as usize] = Some(asked) };
    assert!(holds(Account::StandardUser, SE_CHANGE_NOTIFY_PRIVILEGE));
    assert!(!holds(Account::StandardUser, SE_LOAD_DRIVER_PRIVILEGE));
    assert!(
        !holds(Account::Administrator, SE_LOAD_DRIVER_PRIVILEGE),
        "it is not enabled"
    );
    assert!(holds(Account::System, SE_TCB_PRIVILEGE));
    finish(&machine);
}

#[test]
fn a_process_runs_as_the_one_that_starts_it() {
    let machine = Machine::new();
    let shell = machine.start_process(r"C:\shell.exe", "shell").unwrap();
    assert_eq!(shell.account(), Account::Administrator);
    let user = Account::StandardUser;
    let shell = machine
        .start_process_as(user, r"C:\shell.exe", "shell")
        .unwrap();
    let child = shell.run(|| machine.start_process(r"C:\child.exe", "child"));
    assert_eq!(child.unwrap().unwrap().account(), user);
    finish(&machine);
}
