//! Drivers that watch processes, threads, images, handles and the registry, and that attach to processes.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use wdk_sim::{Error, LoadedDriver, Machine, NtStatus};
use wdk_sys::{host::NativeDriver, *};

/// A driver that does in `DriverEntry` and in `DriverUnload` what the test says.
const DRIVER: NativeDriver = NativeDriver {
    name: "watcher",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

thread_local! {
    static SETUP: Cell<unsafe fn()> = const { Cell::new(nothing) };
    static CLEANUP: Cell<unsafe fn()> = const { Cell::new(nothing) };
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static HANDLES: RefCell<Vec<PVOID>> = const { RefCell::new(Vec::new()) };
    static COOKIES: RefCell<Vec<i64>> = const { RefCell::new(Vec::new()) };
    static STATUS: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
    static PROCESS: Cell<usize> = const { Cell::new(0) };
}

unsafe fn nothing() {}

fn log(text: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(text.into()));
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, _path: PUNICODE_STRING) -> NTSTATUS {
    (*driver).DriverUnload = Some(unload);
    SETUP.get()();
    STATUS_SUCCESS
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {
    CLEANUP.get()();
}

fn machine(setup: unsafe fn(), cleanup: unsafe fn()) -> (Machine, LoadedDriver) {
    SETUP.set(setup);
    CLEANUP.set(cleanup);
    LOG.take();
    HANDLES.take();
    COOKIES.take();
    STATUS.set(STATUS_SUCCESS);
    let machine = Machine::new();
    let driver = machine.load(DRIVER).unwrap();
    (machine, driver)
}

#[track_caller]
fn finish(machine: &Machine, driver: &LoadedDriver) {
    driver.unload().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[track_caller]
fn breaks<T>(rule: &str, result: wdk_sim::Result<T>) {
    match result {
        Err(Error::BugCheck(check)) => {
            assert!(check.message.starts_with(rule), "{rule}: {}", check.message);
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("no rule is broken"),
    }
}

#[track_caller]
fn is_status<T>(result: wdk_sim::Result<T>, status: NTSTATUS) {
    match result {
        Err(Error::Status(NtStatus(found))) => assert_eq!(found, status),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it succeeded"),
    }
}

/// A string that lives as long as the process: drivers keep altitudes and names.
fn string(text: &str) -> UNICODE_STRING {
    let units: &'static mut [u16] = text.encode_utf16().collect::<Vec<_>>().leak();
    UNICODE_STRING {
        Length: size_of_val(units) as u16,
        MaximumLength: size_of_val(units) as u16,
        Buffer: units.as_mut_ptr(),
    }
}

unsafe fn text(string: *const UNICODE_STRING) -> String {
    match string.as_ref() {
        Some(it) if !it.Buffer.is_null() => {
            let length = usize::from(it.Length) / 2;
            String::from_utf16_lossy(std::slice::from_raw_parts(it.Buffer, length))
        }
        _ => String::new(),
    }
}

// Processes, threads and images.

fn at_passive_without_apcs() {
    assert_eq!(KeGetCurrentIrql(), 0);
    // SAFETY: it takes nothing.
    assert_ne!(unsafe { KeAreApcsDisabled() }, 0, "in a critical region");
}

#[abi]
unsafe fn plain(parent: HANDLE, process: HANDLE, create: BOOLEAN) {
    at_passive_without_apcs();
    assert_eq!(parent.addr(), 0x1C8, "the programs' process has started it");
    PROCESS.set(process.addr());
    log(format!("process {create}"));
}

#[abi]
unsafe fn extended(process: PEPROCESS, id: HANDLE, information: PPS_CREATE_NOTIFY_INFO) {
    at_passive_without_apcs();
    assert_eq!(PsGetProcessId(process), id);
    let Some(information) = information.as_mut() else {
        log(format!("ended by itself {}", PsGetCurrentProcessId() == id));
        return;
    };
    assert_eq!(information.Size, 72);
    assert_eq!(information.CreatingThreadId.UniqueProcess.addr(), 0x1C8);
    assert_eq!(PsGetCurrentProcessId().addr(), 0x1C8, "told by the creator");
    log(format!(
        "{} [{}] named {}",
        text(information.ImageFileName),
        text(information.CommandLine),
        information
            .__bindgen_anon_1
            .__bindgen_anon_1
            .FileOpenNameAvailable(),
    ));
    information.CreationStatus = STATUS.get();
}

#[abi]
unsafe fn thread(process: HANDLE, id: HANDLE, create: BOOLEAN) {
    let own = PsGetCurrentThreadId() == id;
    match process.addr() {
        4 => log(format!("system thread {create} in itself {own}")),
        _ => log(format!("thread {create} in itself {own}")),
    }
}

#[abi]
unsafe fn image(name: PUNICODE_STRING, process: HANDLE, information: PIMAGE_INFO) {
    at_passive_without_apcs();
    assert_eq!(PsGetCurrentProcessId(), process, "told in the process");
    let information = &*information;
    assert_eq!(
        information
            .__bindgen_anon_1
            .__bindgen_anon_1
            .SystemModeImage(),
        0
    );
    let size = information.ImageSize;
    log(format!("image {} {size:#x}", text(name)));
}

unsafe fn watch() {
    assert_eq!(
        PsSetCreateProcessNotifyRoutine(Some(plain), FALSE),
        STATUS_SUCCESS
    );
    assert_eq!(
        PsSetCreateProcessNotifyRoutineEx(Some(extended), FALSE),
        STATUS_SUCCESS
    );
    assert_eq!(PsSetCreateThreadNotifyRoutine(Some(thread)), STATUS_SUCCESS);
    assert_eq!(PsSetLoadImageNotifyRoutine(Some(image)), STATUS_SUCCESS);
}

unsafe fn watch_no_more() {
    assert_eq!(
        PsSetCreateProcessNotifyRoutine(Some(plain), TRUE),
        STATUS_SUCCESS
    );
    assert_eq!(
        PsSetCreateProcessNotifyRoutineEx(Some(extended), TRUE),
        STATUS_SUCCESS
    );
    assert_eq!(
        PsRemoveCreateThreadNotifyRoutine(Some(thread)),
        STATUS_SUCCESS
    );
    assert_eq!(PsRemoveLoadImageNotifyRoutine(Some(image)), STATUS_SUCCESS);
}

#[test]
fn processes_threads_and_images_are_told_of_in_the_order_of_windows() {
    let (machine, driver) = machine(watch, watch_no_more);
    let notepad = machine
        .start_process(r"C:\Windows\notepad.exe", "notepad readme.txt")
        .unwrap();
    assert_eq!(
        LOG.take(),
        [
            "process 1",
            r"\??\C:\Windows\notepad.exe [notepad readme.txt] named 1",
            "thread 1 in itself false",
            r"image \Device\HarddiskVolume1\Windows\notepad.exe 0x10000",
            r"image \Device\HarddiskVolume1\Windows\System32\ntdll.dll 0x1f8000",
        ]
    );
    assert_eq!(PROCESS.get(), notepad.id() as usize);
    let second = notepad.start_thread().unwrap();
    assert_eq!(notepad.threads()[1], second);
    notepad
        .load_image(r"\Device\HarddiskVolume1\a.dll", 0x7FF0_0000_0000, 0x3000)
        .unwrap();
    notepad.exit(0).unwrap();
    assert!(notepad.has_exited());
    assert_eq!(
        LOG.take(),
        [
            "thread 1 in itself false",
            r"image \Device\HarddiskVolume1\a.dll 0x3000",
            "thread 0 in itself true",
            "thread 0 in itself true",
            "process 0",
            "ended by itself true",
        ]
    );
    finish(&machine, &driver);
    machine.start_process("C:\\x.exe", "x").unwrap();
    assert!(LOG.take().is_empty(), "nobody is registered");
}

#[test]
fn a_driver_refuses_a_process() {
    let (machine, driver) = machine(watch, watch_no_more);
    STATUS.set(STATUS_ACCESS_DENIED);
    is_status(
        machine.start_process(r"C:\bad.exe", "bad"),
        STATUS_ACCESS_DENIED,
    );
    assert_eq!(
        LOG.take(),
        [
            "process 1",
            r"\??\C:\bad.exe [bad] named 1",
            "process 0",
            "ended by itself true"
        ]
    );
    finish(&machine, &driver);
}

#[test]
fn registrations_are_checked() {
    unsafe fn setup() {
        watch();
        assert_eq!(
            PsSetCreateProcessNotifyRoutine(Some(plain), FALSE),
            STATUS_INVALID_PARAMETER,
            "registered already"
        );
        assert_eq!(
            PsSetCreateProcessNotifyRoutineEx(None, FALSE),
            STATUS_INVALID_PARAMETER
        );
        watch_no_more();
        assert_eq!(
            PsSetCreateProcessNotifyRoutine(Some(plain), TRUE),
            STATUS_PROCEDURE_NOT_FOUND
        );
        assert_eq!(
            PsRemoveLoadImageNotifyRoutine(Some(image)),
            STATUS_PROCEDURE_NOT_FOUND
        );
        assert_eq!(
            PsSetLoadImageNotifyRoutineEx(Some(image), 2),
            STATUS_INVALID_PARAMETER_2
        );
        for registered in 0..65 {
            let expected = match registered {
                64 => STATUS_INSUFFICIENT_RESOURCES,
                _ => STATUS_SUCCESS,
            };
            assert_eq!(PsSetCreateThreadNotifyRoutine(Some(thread)), expected);
        }
        for _ in 0..64 {
            PsRemoveCreateThreadNotifyRoutine(Some(thread));
        }
    }
    let (machine, driver) = machine(setup, nothing);
    finish(&machine, &driver);
}

#[test]
fn a_routine_left_at_unload_is_reported() {
    let (_machine, driver) = machine(watch, nothing);
    breaks("NotifyRoutineLeft", driver.unload());
}

#[test]
fn a_routine_does_not_remove_itself() {
    #[abi]
    unsafe fn once(_process: HANDLE, _thread: HANDLE, _create: BOOLEAN) {
        PsRemoveCreateThreadNotifyRoutine(Some(once));
    }
    unsafe fn setup() {
        PsSetCreateThreadNotifyRoutine(Some(once));
    }
    let (machine, _driver) = machine(setup, nothing);
    breaks(
        "NotifyRoutineRemovedWithin",
        machine.start_process(r"C:\x.exe", "x"),
    );
}

#[test]
fn threads_of_drivers_are_told_of_unless_programs_alone_are_wanted() {
    #[abi]
    unsafe fn body(_context: PVOID) {}
    #[abi]
    unsafe fn of_programs(_process: HANDLE, _thread: HANDLE, _create: BOOLEAN) {
        log("a program's thread");
    }
    unsafe fn setup() {
        PsSetCreateThreadNotifyRoutine(Some(thread));
        let kind = _PSCREATETHREADNOTIFYTYPE::PsCreateThreadNotifyNonSystem;
        let routine: PCREATE_THREAD_NOTIFY_ROUTINE = Some(of_programs);
        let routine = mem::transmute::<PCREATE_THREAD_NOTIFY_ROUTINE, PVOID>(routine);
        assert_eq!(
            PsSetCreateThreadNotifyRoutineEx(kind, routine),
            STATUS_SUCCESS
        );
        let mut handle = ptr::null_mut();
        let (none, null) = (ptr::null_mut(), ptr::null_mut());
        let id = ptr::null_mut();
        let created = PsCreateSystemThread(
            &raw mut handle,
            THREAD_ALL_ACCESS,
            none,
            null,
            id,
            Some(body),
            ptr::null_mut(),
        );
        assert_eq!(created, STATUS_SUCCESS);
        let mut object = ptr::null_mut();
        let all = THREAD_ALL_ACCESS;
        let (kind, mode) = (ptr::null_mut(), 0);
        let found =
            ObReferenceObjectByHandle(handle, all, kind, mode, &raw mut object, ptr::null_mut());
        assert_eq!(found, STATUS_SUCCESS);
        ZwClose(handle);
        KeWaitForSingleObject(object, 0, 0, FALSE, ptr::null_mut());
        ObfDereferenceObject(object);
    }
    unsafe fn cleanup() {
        PsRemoveCreateThreadNotifyRoutine(Some(thread));
        PsRemoveCreateThreadNotifyRoutine(Some(of_programs));
    }
    let (machine, driver) = machine(setup, cleanup);
    assert_eq!(
        LOG.take(),
        [
            "system thread 1 in itself false",
            "system thread 0 in itself true"
        ]
    );
    machine.start_process(r"C:\x.exe", "x").unwrap();
    assert_eq!(
        LOG.take(),
        ["thread 1 in itself false", "a program's thread"]
    );
    finish(&machine, &driver);
}

// Handles.

#[abi]
unsafe fn before(context: PVOID, information: POB_PRE_OPERATION_INFORMATION) -> i32 {
    assert_eq!(KeGetCurrentIrql(), 0);
    let information = &mut *information;
    let created = &mut (*information.Parameters).CreateHandleInformation;
    let kernel = information.__bindgen_anon_1.__bindgen_anon_1.KernelHandle();
    log(format!(
        "{} before {:#x} of {:#x} kernel {kernel} operation {}",
        context.addr(),
        created.DesiredAccess,
        created.OriginalDesiredAccess,
        information.Operation
    ));
    created.DesiredAccess &= !PROCESS_TERMINATE;
    // Rights that nobody asked for cannot be given.
    created.DesiredAccess |= DELETE;
    information.CallContext = context;
    OB_PREOP_SUCCESS
}

const PROCESS_TERMINATE: u32 = 1;
const OB_PREOP_SUCCESS: i32 = _OB_PREOP_CALLBACK_STATUS::OB_PREOP_SUCCESS;

#[abi]
unsafe fn after(context: PVOID, information: POB_POST_OPERATION_INFORMATION) {
    let information = &*information;
    assert_eq!(information.CallContext, context);
    log(format!(
        "{} after {:#x} status {}",
        context.addr(),
        (*information.Parameters)
            .CreateHandleInformation
            .GrantedAccess,
        information.ReturnStatus
    ));
}

unsafe fn register(altitude: &str, number: usize, kind: *mut POBJECT_TYPE) -> NTSTATUS {
    let mut operation = OB_OPERATION_REGISTRATION {
        ObjectType: kind,
        Operations: OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE,
        PreOperation: Some(before),
        PostOperation: Some(after),
    };
    let mut registration = OB_CALLBACK_REGISTRATION {
        Version: ObGetFilterVersion(),
        OperationRegistrationCount: 1,
        Altitude: string(altitude),
        RegistrationContext: ptr::without_provenance_mut(number),
        OperationRegistration: &raw mut operation,
    };
    let mut handle = ptr::null_mut();
    let status = ObRegisterCallbacks(&raw mut registration, &raw mut handle);
    if status == STATUS_SUCCESS {
        HANDLES.with_borrow_mut(|handles| handles.push(handle));
    }
    status
}

unsafe fn processes() -> *mut POBJECT_TYPE {
    PsProcessType
}

unsafe fn unregister() {
    for handle in HANDLES.take() {
        ObUnRegisterCallbacks(handle);
    }
}

#[test]
fn object_callbacks_take_rights_away_the_highest_altitude_first() {
    unsafe fn setup() {
        assert_eq!(register("999.5", 1, processes()), STATUS_SUCCESS);
        assert_eq!(register("320000", 2, processes()), STATUS_SUCCESS);
        assert_eq!(
            register("999.50", 3, processes()),
            STATUS_FLT_INSTANCE_ALTITUDE_COLLISION
        );
        assert_eq!(register("high", 4, processes()), STATUS_INVALID_PARAMETER);
        let files = IoFileObjectType;
        assert_eq!(register("5", 5, files), STATUS_INVALID_PARAMETER);
    }
    let (machine, driver) = machine(setup, unregister);
    let victim = machine.start_process(r"C:\victim.exe", "").unwrap();
    let access = PROCESS_TERMINATE | SYNCHRONIZE;
    let opened = machine.open_process(victim.id(), access).unwrap();
    assert_eq!(opened.granted(), SYNCHRONIZE);
    assert_eq!(
        LOG.take(),
        [
            "2 before 0x100001 of 0x100001 kernel 0 operation 1",
            "1 before 0x100000 of 0x100001 kernel 0 operation 1",
            "1 after 0x100000 status 0",
            "2 after 0x100000 status 0",
        ]
    );
    // Threads are of another type.
    machine
        .open_thread(victim.threads()[0], SYNCHRONIZE)
        .unwrap();
    assert!(LOG.take().is_empty());
    is_status(machine.open_process(7, access), STATUS_INVALID_CID);
    drop(opened);
    victim.exit(1).unwrap();
    is_status(
        machine.open_process(victim.id(), access),
        STATUS_INVALID_CID,
    );
    finish(&machine, &driver);
}

#[test]
fn a_driver_s_own_handles_are_marked_as_the_kernel_s() {
    unsafe fn setup() {
        assert_eq!(register("1", 1, processes()), STATUS_SUCCESS);
        let mut attributes = mem::zeroed::<OBJECT_ATTRIBUTES>();
        attributes.Length = size_of::<OBJECT_ATTRIBUTES>() as u32;
        attributes.Attributes = OBJ_KERNEL_HANDLE;
        let mut client = CLIENT_ID {
            UniqueProcess: ptr::without_provenance_mut(4),
            UniqueThread: ptr::null_mut(),
        };
        let mut handle = ptr::null_mut();
        let opened = ZwOpenProcess(
            &raw mut handle,
            SYNCHRONIZE,
            &raw mut attributes,
            &raw mut client,
        );
        assert_eq!(opened, STATUS_SUCCESS);
        let mut copy = ptr::null_mut();
        let own = ptr::without_provenance_mut(usize::MAX);
        let options = DUPLICATE_SAME_ACCESS | DUPLICATE_SAME_ATTRIBUTES;
        let copied = ZwDuplicateObject(own, handle, own, &raw mut copy, 0, 0, options);
        assert_eq!(copied, STATUS_SUCCESS);
        ZwClose(copy);
        ZwClose(handle);
    }
    let (machine, driver) = machine(setup, unregister);
    assert_eq!(
        LOG.take(),
        [
            "1 before 0x100000 of 0x100000 kernel 1 operation 1",
            "1 after 0x100000 status 0",
            "1 before 0x100000 of 0x100000 kernel 1 operation 2",
            "1 after 0x100000 status 0",
        ]
    );
    finish(&machine, &driver);
}

#[test]
fn object_callbacks_left_at_unload_are_reported_and_unregistered_once() {
    unsafe fn setup() {
        register("1", 1, processes());
    }
    let (_machine, driver) = machine(setup, nothing);
    breaks("ObjectCallbackLeft", driver.unload());

    unsafe fn twice() {
        let handle = HANDLES.with_borrow(|handles| handles[0]);
        ObUnRegisterCallbacks(handle);
        ObUnRegisterCallbacks(handle);
    }
    let (_machine, driver) = machine(setup, twice);
    breaks("CallbackHandle", driver.unload());
}

// The registry.

#[abi]
unsafe fn registry(context: PVOID, class: PVOID, information: PVOID) -> NTSTATUS {
    use _REG_NOTIFY_CLASS as class_of;
    assert_eq!(KeGetCurrentIrql(), 0);
    let number = context.addr();
    match class.addr() as i32 {
        class_of::RegNtPreCreateKeyEx => {
            let information = &*information.cast::<REG_CREATE_KEY_INFORMATION>();
            log(format!(
                "{number} create {}",
                text(information.CompleteName)
            ));
        }
        class_of::RegNtPreSetValueKey => {
            let information = &mut *information.cast::<REG_SET_VALUE_KEY_INFORMATION>();
            let cookie = COOKIES.with_borrow(|cookies| cookies[number - 1]);
            let mut cookie = LARGE_INTEGER { QuadPart: cookie };
            let mut name = ptr::null();
            let found = CmCallbackGetKeyObjectIDEx(
                &raw mut cookie,
                information.Object,
                ptr::null_mut(),
                &raw mut name,
                0,
            );
            assert_eq!(found, STATUS_SUCCESS);
            let value = text(information.ValueName);
            log(format!("{number} set {value} of {}", text(name)));
            CmCallbackReleaseKeyObjectIDEx(name);
            information.CallContext = context;
            let own = CmSetCallbackObjectContext(
                information.Object,
                &raw mut cookie,
                context,
                ptr::null_mut(),
            );
            assert_eq!(own, STATUS_SUCCESS);
            match value.as_str() {
                "refused" if number == 1 => return STATUS_ACCESS_DENIED,
                "done" if number == 1 => return STATUS_CALLBACK_BYPASS,
                _ => {}
            }
        }
        class_of::RegNtPostSetValueKey => {
            let information = &mut *information.cast::<REG_POST_OPERATION_INFORMATION>();
            assert_eq!(information.CallContext, context);
            assert_eq!(information.ObjectContext, context);
            log(format!("{number} was set {:#x}", information.Status));
            if number == 2 && STATUS.get() != STATUS_SUCCESS {
                information.ReturnStatus = STATUS.get();
                return STATUS_CALLBACK_BYPASS;
            }
        }
        class_of::RegNtCallbackObjectContextCleanup => log(format!("{number} cleaned up")),
        _ => {}
    }
    STATUS_SUCCESS
}

unsafe fn register_registry(altitude: &str, number: usize) -> NTSTATUS {
    let mut cookie = LARGE_INTEGER { QuadPart: 0 };
    let altitude = string(altitude);
    let status = CmRegisterCallbackEx(
        Some(registry),
        &raw const altitude,
        ptr::null_mut(),
        ptr::without_provenance_mut(number),
        &raw mut cookie,
        ptr::null_mut(),
    );
    if status == STATUS_SUCCESS {
        COOKIES.with_borrow_mut(|cookies| cookies.push(cookie.QuadPart));
    }
    status
}

unsafe fn two_registrations() {
    assert_eq!(register_registry("320000", 1), STATUS_SUCCESS);
    assert_eq!(register_registry("1000", 2), STATUS_SUCCESS);
    assert_eq!(
        register_registry("01000.0", 3),
        STATUS_FLT_INSTANCE_ALTITUDE_COLLISION
    );
    assert_eq!(register_registry("", 3), STATUS_INVALID_PARAMETER);
}

unsafe fn unregister_registry() {
    for cookie in COOKIES.take() {
        let cookie = LARGE_INTEGER { QuadPart: cookie };
        assert_eq!(CmUnRegisterCallback(cookie), STATUS_SUCCESS);
        assert_eq!(CmUnRegisterCallback(cookie), STATUS_INVALID_PARAMETER);
    }
}

const KEY: &str = r"Machine\System\CurrentControlSet\Services\Watched";

#[test]
fn registry_callbacks_see_what_programs_do_to_keys() {
    let (machine, driver) = machine(two_registrations, unregister_registry);
    let key = machine.create_key(KEY).unwrap();
    assert_eq!(
        LOG.take(),
        [
            format!(r"1 create \Registry\{KEY}"),
            format!(r"2 create \Registry\{KEY}")
        ]
    );
    key.set_value("plain", REG_DWORD, &7_u32.to_le_bytes())
        .unwrap();
    let path = r"\REGISTRY\MACHINE\SYSTEM\CurrentControlSet\Services\Watched";
    let log: Vec<_> = LOG.take().iter().map(|it| it.to_uppercase()).collect();
    let expected = [
        format!("1 set plain of {path}"),
        format!("2 set plain of {path}"),
        "2 was set 0x0".to_owned(),
        "1 was set 0x0".to_owned(),
        "1 cleaned up".to_owned(),
        "2 cleaned up".to_owned(),
    ];
    assert_eq!(log, expected.map(|it| it.to_uppercase()));
    assert_eq!(key.value("plain").unwrap(), (REG_DWORD, vec![7, 0, 0, 0]));
    finish(&machine, &driver);
    key.set_value("unseen", REG_DWORD, &[0; 4]).unwrap();
    assert!(LOG.take().is_empty());
}

#[test]
fn registry_callbacks_refuse_replace_and_change_what_is_done() {
    let (machine, driver) = machine(two_registrations, unregister_registry);
    let key = machine.create_key(KEY).unwrap();
    LOG.take();
    let refused = key.set_value("refused", REG_DWORD, &[0; 4]);
    is_status(refused, STATUS_ACCESS_DENIED);
    let told = LOG.take();
    assert!(told[0].starts_with("1 set refused"), "{told:?}");
    assert!(
        !told
            .iter()
            .any(|it| it.contains("was set") || it.starts_with("2 set"))
    );
    key.set_value("done", REG_DWORD, &[0; 4]).unwrap();
    assert!(!LOG.take().iter().any(|it| it.contains("was set")));
    for value in ["refused", "done"] {
        assert!(key.value(value).is_err(), "{value} was not written");
    }
    STATUS.set(STATUS_INSUFFICIENT_RESOURCES);
    let changed = key.set_value("changed", REG_DWORD, &[0; 4]);
    is_status(changed, STATUS_INSUFFICIENT_RESOURCES);
    assert!(key.value("changed").is_ok(), "only the status was changed");
    finish(&machine, &driver);
}

#[test]
fn a_registry_callback_left_at_unload_is_reported() {
    let (_machine, driver) = machine(two_registrations, nothing);
    breaks("RegistryCallbackLeft", driver.unload());
}

// Look-up and attaching.

/// The process that the test has started, referenced.
unsafe fn look_up() -> PEPROCESS {
    let mut process = ptr::null_mut();
    let id = ptr::without_provenance_mut(PROCESS.get());
    let found = PsLookupProcessByProcessId(id, &raw mut process);
    assert_eq!(found, STATUS_SUCCESS);
    process
}

/// Loads the driver while a process runs.
fn beside_a_process(
    body: unsafe fn(),
) -> (Machine, wdk_sim::Process, wdk_sim::Result<LoadedDriver>) {
    SETUP.set(body);
    CLEANUP.set(nothing);
    LOG.take();
    let machine = Machine::new();
    let process = machine
        .start_process(r"C:\Program Files\a long name.exe", "x")
        .unwrap();
    PROCESS.set(process.id() as usize);
    let loaded = machine.load(DRIVER);
    (machine, process, loaded)
}

#[test]
fn a_process_is_looked_up_attached_to_and_left() {
    unsafe fn body() {
        let process = look_up();
        assert_eq!(PsGetProcessId(process).addr(), PROCESS.get());
        let mut name = ptr::null_mut();
        assert_eq!(
            SeLocateProcessImageName(process, &raw mut name),
            STATUS_SUCCESS
        );
        log(text(name));
        ExFreePoolWithTag(name.cast(), 0);
        assert_eq!(PsGetProcessExitStatus(process), STATUS_PENDING);
        let own = IoGetCurrentProcess();
        let number = PsGetCurrentProcessId();
        let mut outer = mem::zeroed::<KAPC_STATE>();
        let mut inner = mem::zeroed::<KAPC_STATE>();
        KeStackAttachProcess(process, &raw mut outer);
        assert_eq!(IoGetCurrentProcess(), process);
        assert_eq!(PsGetCurrentProcessId(), number, "the thread stays its own");
        KeStackAttachProcess(own, &raw mut inner);
        assert_eq!(IoGetCurrentProcess(), own);
        KeUnstackDetachProcess(&raw mut inner);
        assert_eq!(IoGetCurrentProcess(), process);
        KeUnstackDetachProcess(&raw mut outer);
        assert_eq!(IoGetCurrentProcess(), own);
        let mut none = ptr::null_mut();
        let unknown = ptr::without_provenance_mut(0x12344);
        assert_eq!(
            PsLookupProcessByProcessId(unknown, &raw mut none),
            STATUS_INVALID_CID
        );
        assert!(none.is_null());
        ObfDereferenceObject(process.cast());
    }
    let (machine, process, loaded) = beside_a_process(body);
    let driver = loaded.unwrap();
    assert_eq!(
        LOG.take(),
        [r"\Device\HarddiskVolume1\Program Files\a long name.exe"]
    );
    process.exit(0).unwrap();
    finish(&machine, &driver);
}

#[test]
fn memory_is_copied_as_far_as_it_is_there() {
    unsafe fn body() {
        let source = [1_u8, 2, 3, 4];
        let mut target = [0_u8; 4];
        let mut copied = 0;
        let from = |address: PVOID| MM_COPY_ADDRESS {
            __bindgen_anon_1: _MM_COPY_ADDRESS__bindgen_ty_1 {
                VirtualAddress: address,
            },
        };
        let (place, virtual_) = (target.as_mut_ptr().cast(), MM_COPY_MEMORY_VIRTUAL);
        let there = source.as_ptr().cast_mut().cast();
        let status = MmCopyMemory(place, from(there), 4, virtual_, &raw mut copied);
        assert_eq!((status, copied, target), (STATUS_SUCCESS, 4, source));
        let nowhere = ptr::without_provenance_mut(0x10);
        let status = MmCopyMemory(place, from(nowhere), 4, virtual_, &raw mut copied);
        assert_eq!((status, copied), (STATUS_INVALID_ADDRESS, 0));
        let both = virtual_ | MM_COPY_MEMORY_PHYSICAL;
        let status = MmCopyMemory(place, from(there), 4, both, &raw mut copied);
        assert_eq!(status, STATUS_INVALID_PARAMETER_4);
        log(format!("{target:?}"));
    }
    let (machine, _process, loaded) = beside_a_process(body);
    assert_eq!(LOG.take(), ["[1, 2, 3, 4]"]);
    finish(&machine, &loaded.unwrap());
}

#[test]
fn attaching_has_its_rules() {
    unsafe fn stays() {
        let process = look_up();
        let mut state = mem::zeroed::<KAPC_STATE>();
        KeStackAttachProcess(process, &raw mut state);
    }
    let (_machine, _process, loaded) = beside_a_process(stays);
    breaks("ProcessAttached", loaded);

    unsafe fn leaves() {
        let mut state = mem::zeroed::<KAPC_STATE>();
        KeUnstackDetachProcess(&raw mut state);
    }
    let (_machine, _process, loaded) = beside_a_process(leaves);
    breaks("KeUnstackDetachProcess by a thread", loaded);

    unsafe fn no_process() {
        let mut state = mem::zeroed::<KAPC_STATE>();
        KeStackAttachProcess(KeGetCurrentThread().cast(), &raw mut state);
    }
    let (_machine, _process, loaded) = beside_a_process(no_process);
    breaks("KeStackAttachProcess is passed a Thread object", loaded);
}

#[test]
fn a_process_that_ended_stays_for_those_who_have_a_reference() {
    thread_local! {
        static KEPT: Cell<PEPROCESS> = const { Cell::new(ptr::null_mut()) };
    }
    unsafe fn keep() {
        KEPT.set(look_up());
    }
    unsafe fn release() {
        assert_eq!(PsGetProcessExitStatus(KEPT.get()), 5);
        ObfDereferenceObject(KEPT.get().cast());
    }
    let (machine, process, loaded) = beside_a_process(keep);
    CLEANUP.set(release);
    process.exit(5).unwrap();
    finish(&machine, &loaded.unwrap());

    let (machine, process, loaded) = beside_a_process(keep);
    process.exit(5).unwrap();
    loaded.unwrap().unload().unwrap();
    let report = machine.finish().unwrap();
    assert!(!report.is_clean(), "the reference is left");
}

#[test]
fn what_a_process_asks_for_is_its_own() {
    #[abi]
    unsafe fn told(parent: HANDLE, process: HANDLE, create: BOOLEAN) {
        let own = parent.addr() == PROCESS.get();
        let current = PsGetCurrentProcessId();
        let by = match current {
            it if it == parent => "parent",
            it if it == process => "itself",
            _ => "another",
        };
        log(format!("child of it {own} created {create} by {by}"));
    }
    unsafe fn setup() {
        PsSetCreateProcessNotifyRoutine(Some(told), FALSE);
    }
    unsafe fn cleanup() {
        PsSetCreateProcessNotifyRoutine(Some(told), TRUE);
    }
    let (machine, process, loaded) = beside_a_process(setup);
    CLEANUP.set(cleanup);
    let child = process.run(|| machine.start_process(r"C:\child.exe", "child"));
    child.unwrap().unwrap().exit(0).unwrap();
    assert_eq!(
        LOG.take(),
        [
            "child of it true created 1 by parent",
            "child of it true created 0 by itself"
        ]
    );
    process.exit(0).unwrap();
    finish(&machine, &loaded.unwrap());
}

// APCs, whose functions drivers declare themselves.

macro_rules! declared {
    ($($(#[$attribute:meta])* fn $name:ident($($parameter:ident: $kind:ty),* $(,)?) $(-> $result:ty)?;)*) => {
        #[cfg(target_arch = "x86_64")]
        unsafe extern "win64" { $(fn $name($($parameter: $kind),*) $(-> $result)?;)* }
        #[cfg(not(target_arch = "x86_64"))]
        unsafe extern "C" { $(fn $name($($parameter: $kind),*) $(-> $result)?;)* }
    };
}

declared! {
    fn KeInitializeApc(
        apc: PKAPC,
        thread: PKTHREAD,
        environment: i32,
        kernel: PKKERNEL_ROUTINE,
        rundown: PKRUNDOWN_ROUTINE,
        normal: inline::PKNORMAL_ROUTINE,
        mode: i8,
        context: PVOID,
    );
    fn KeInsertQueueApc(apc: PKAPC, first: PVOID, second: PVOID, increment: i32) -> BOOLEAN;
    fn KeTestAlertThread(mode: i8) -> BOOLEAN;
}

#[abi]
unsafe fn kernel_routine(
    apc: PKAPC,
    _normal: *mut inline::PKNORMAL_ROUTINE,
    context: *mut PVOID,
    first: *mut PVOID,
    _second: *mut PVOID,
) {
    let own = PsGetCurrentProcessId().addr() == PROCESS.get();
    log(format!(
        "kernel routine at {} in the process {own} with {} {}",
        KeGetCurrentIrql(),
        (*context).addr(),
        (*first).addr()
    ));
    ExFreePoolWithTag(apc.cast(), 0);
}

#[abi]
unsafe fn normal_routine(context: PVOID, _first: PVOID, _second: PVOID) {
    log(format!(
        "normal routine at {} {}",
        KeGetCurrentIrql(),
        context.addr()
    ));
    KeTestAlertThread(1);
}

#[abi]
unsafe fn rundown_routine(apc: PKAPC) {
    log("run down");
    ExFreePoolWithTag(apc.cast(), 0);
}

/// Queues an APC to the first thread of the process, and tells whether that worked.
unsafe fn queue(thread: PKTHREAD, normal: inline::PKNORMAL_ROUTINE, mode: i8) -> bool {
    let bytes = size_of::<KAPC>() as u64;
    let apc: PKAPC = ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, 7).cast();
    KeInitializeApc(
        apc,
        thread,
        0,
        Some(kernel_routine),
        Some(rundown_routine),
        normal,
        mode,
        ptr::without_provenance_mut(11),
    );
    let first = ptr::without_provenance_mut(22);
    let queued = KeInsertQueueApc(apc, first, ptr::null_mut(), 0) != 0;
    if mode == 1 {
        assert_eq!(
            KeInsertQueueApc(apc, first, first, 0),
            FALSE,
            "it is queued"
        );
    }
    queued
}

thread_local! {
    static THREAD: Cell<usize> = const { Cell::new(0) };
}

unsafe fn first_thread() -> PETHREAD {
    let mut thread = ptr::null_mut();
    let id = ptr::without_provenance_mut(THREAD.get());
    assert_eq!(
        PsLookupThreadByThreadId(id, &raw mut thread),
        STATUS_SUCCESS
    );
    assert_eq!(PsGetThreadProcessId(thread).addr(), PROCESS.get());
    thread
}

#[test]
fn apcs_run_in_the_thread_that_they_are_queued_to() {
    unsafe fn setup() {
        let thread = first_thread();
        let user: inline::PKNORMAL_ROUTINE = mem::transmute::<usize, _>(0x7FF0_1234_0000);
        assert!(queue(thread, user, 1));
        log("queued for user mode");
        assert!(queue(thread, Some(normal_routine), 0));
        ObfDereferenceObject(thread.cast());
    }
    SETUP.set(setup);
    CLEANUP.set(nothing);
    LOG.take();
    let machine = Machine::new();
    let process = machine.start_process(r"C:\x.exe", "x").unwrap();
    PROCESS.set(process.id() as usize);
    THREAD.set(process.threads()[0] as usize);
    let driver = machine.load(DRIVER).unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(
        LOG.take(),
        [
            "queued for user mode",
            "kernel routine at 1 in the process true with 11 22",
            "normal routine at 0 11",
            // The normal routine has alerted the thread, which runs its user APC as it returns.
            "kernel routine at 1 in the process true with 11 22",
        ]
    );
    let run = process.wait_alertably(process.threads()[0]).unwrap();
    assert_eq!(run.len(), 1);
    assert_eq!(run[0].routine, 0x7FF0_1234_0000);
    assert_eq!(run[0].arguments, [11, 22, 0]);
    process.exit(0).unwrap();
    finish(&machine, &driver);
}

#[test]
fn user_apcs_wait_for_an_alertable_wait_and_are_run_down_with_their_thread() {
    unsafe fn setup() {
        let thread = first_thread();
        let user: inline::PKNORMAL_ROUTINE = mem::transmute::<usize, _>(0x1000);
        assert!(queue(thread, user, 1));
        ObfDereferenceObject(thread.cast());
    }
    SETUP.set(setup);
    CLEANUP.set(nothing);
    LOG.take();
    let machine = Machine::new();
    let process = machine.start_process(r"C:\x.exe", "x").unwrap();
    let thread = process.threads()[0];
    PROCESS.set(process.id() as usize);
    THREAD.set(thread as usize);
    let first = machine.load(DRIVER).unwrap();
    assert!(LOG.take().is_empty());
    assert_eq!(process.wait_alertably(thread).unwrap().len(), 1);
    assert_eq!(LOG.take().len(), 1, "the kernel routine has run");
    first.unload().unwrap();
    let second = machine.load(DRIVER).unwrap();
    process.exit(0).unwrap();
    assert_eq!(LOG.take(), ["run down"]);
    finish(&machine, &second);

    let machine = Machine::new();
    let process = machine.start_process(r"C:\x.exe", "x").unwrap();
    PROCESS.set(process.id() as usize);
    THREAD.set(process.threads()[0] as usize);
    let driver = machine.load(DRIVER).unwrap();
    breaks("ApcLeft", driver.unload());
}

#[test]
fn a_thread_s_own_apc_waits_until_it_leaves_its_region() {
    unsafe fn setup() {
        PROCESS.set(4);
        KeEnterCriticalRegion();
        assert!(queue(KeGetCurrentThread().cast(), Some(normal_routine), 0));
        assert!(LOG.take().is_empty(), "normal APCs are off");
        assert!(queue(KeGetCurrentThread().cast(), None, 0));
        assert_eq!(LOG.take().len(), 1, "a special one runs");
        KeLeaveCriticalRegion();
        assert_eq!(
            LOG.take(),
            [
                "kernel routine at 1 in the process true with 11 22",
                "normal routine at 0 11"
            ]
        );
    }
    let (machine, driver) = machine(setup, nothing);
    finish(&machine, &driver);
}
