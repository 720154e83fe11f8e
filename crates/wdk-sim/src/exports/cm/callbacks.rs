//! Registry callbacks: drivers that see, change or refuse what is done to keys.
#![expect(unsafe_code, reason = "calls registry callbacks")]

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ptr,
    rc::Rc,
};

use wdk_sys::{
    _REG_NOTIFY_CLASS, ExAllocatePool2, ExFreePoolWithTag, LARGE_INTEGER, NTSTATUS,
    PCUNICODE_STRING, PEX_CALLBACK_FUNCTION, POOL_FLAG_PAGED, PVOID,
    REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION, REG_CREATE_KEY_INFORMATION,
    REG_DELETE_KEY_INFORMATION, REG_DELETE_VALUE_KEY_INFORMATION, REG_ENUMERATE_KEY_INFORMATION,
    REG_ENUMERATE_VALUE_KEY_INFORMATION, REG_NOTIFY_CLASS, REG_POST_OPERATION_INFORMATION,
    REG_QUERY_KEY_INFORMATION, REG_QUERY_VALUE_KEY_INFORMATION, REG_SET_VALUE_KEY_INFORMATION,
    STATUS_CALLBACK_BYPASS, STATUS_FLT_INSTANCE_ALTITUDE_COLLISION, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, ULONG_PTR, UNICODE_STRING, abi,
};

use super::key_of_object;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
    },
    exports::{altitude::Altitude, caller::Caller, state::Registrations},
    nt::{
        kernel::Kernel,
        ob::name::unicode_string,
        parameter::{Out, Text, quad},
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    CmRegisterCallback: full,
    CmRegisterCallbackEx: partial("keys are renamed, loaded, saved and secured without a notification, since no function of the machine does it"),
    CmUnRegisterCallback: full,
    CmGetCallbackVersion: full,
    CmSetCallbackObjectContext: full,
    CmCallbackGetKeyObjectID: partial("the identifier is the key's, the same in every run"),
    CmCallbackGetKeyObjectIDEx: partial("the identifier is the key's, the same in every run"),
    CmCallbackReleaseKeyObjectIDEx: full,
    CmGetBoundTransaction: partial("there are no transactions, so no key is bound to one"),
);

/// The altitude of what `CmRegisterCallback` registers: the one that Microsoft's list gives to `ntoskrnl.exe`.
const OF_NO_ALTITUDE: &str = "425000";
/// Tag of the names that drivers release.
const TAG: u32 = u32::from_le_bytes(*b"CMcb");

struct Registration {
    cookie: i64,
    altitude: Altitude,
    routine: PEX_CALLBACK_FUNCTION,
    context: PVOID,
    caller: Caller,
    removed: Cell<bool>,
    /// The threads that are in it.
    within: RefCell<Vec<u64>>,
}

/// A name with its characters, which stay where they are.
struct KeptName {
    units: Vec<u16>,
    counted: UNICODE_STRING,
}

/// The registrations of a machine, the highest altitude first.
#[derive(Default)]
pub(crate) struct RegistryCallbacks {
    all: RefCell<Vec<Rc<Registration>>>,
    /// What drivers have attached to key objects, by object and registration.
    contexts: RefCell<BTreeMap<(usize, i64), PVOID>>,
    /// The name that `CmCallbackGetKeyObjectID` gave of an object, which lives as long as the machine does.
    names: RefCell<BTreeMap<Vec<u16>, Box<KeptName>>>,
}

impl RegistryCallbacks {
    fn of(kernel: &Kernel) -> &Self {
        &Registrations::of(kernel).registry_callbacks
    }

    /// How many registrations the driver has.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let all = self.all.borrow();
        all.iter().filter(|it| it.caller.driver == driver).count()
    }

    fn context(&self, object: PVOID, cookie: i64) -> PVOID {
        let contexts = self.contexts.borrow();
        contexts
            .get(&(object.addr(), cookie))
            .copied()
            .unwrap_or(ptr::null_mut())
    }
}

fn register(
    routine: PEX_CALLBACK_FUNCTION,
    altitude: &[u16],
    may_collide: bool,
    context: PVOID,
    cookie: Out<LARGE_INTEGER>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let (Some(altitude), true) = (Altitude::parse(altitude), routine.is_some()) else {
        return STATUS_INVALID_PARAMETER;
    };
    let registrations = Registrations::of(&kernel);
    let mut all = registrations.registry_callbacks.all.borrow_mut();
    if !may_collide && all.iter().any(|it| it.altitude == altitude) {
        return STATUS_FLT_INSTANCE_ALTITUDE_COLLISION;
    }
    let number = registrations.handle().cast_signed();
    all.push(Rc::new(Registration {
        cookie: number,
        altitude,
        routine,
        context,
        caller: Caller::current(&kernel),
        removed: Cell::new(false),
        within: RefCell::default(),
    }));
    all.sort_by(|one, other| other.altitude.cmp(&one.altitude));
    cookie.write(LARGE_INTEGER { QuadPart: number });
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn CmRegisterCallback(
    Function: PEX_CALLBACK_FUNCTION,
    Context: PVOID,
    Cookie: Out<LARGE_INTEGER>,
) -> NTSTATUS {
    let altitude: Vec<_> = OF_NO_ALTITUDE.encode_utf16().collect();
    register(Function, &altitude, true, Context, Cookie)
}

#[abi(enter, no_mangle)]
fn CmRegisterCallbackEx(
    Function: PEX_CALLBACK_FUNCTION,
    Altitude: Text,
    _Driver: PVOID,
    Context: PVOID,
    Cookie: Out<LARGE_INTEGER>,
    _Reserved: PVOID,
) -> NTSTATUS {
    register(Function, Altitude.units(), false, Context, Cookie)
}

#[abi(enter, no_mangle)]
fn CmUnRegisterCallback(Cookie: LARGE_INTEGER) -> NTSTATUS {
    /// Hundreds of nanoseconds between two looks whether the routine has returned.
    const LOOK: i64 = -1000;
    let kernel = Kernel::current();
    let callbacks = RegistryCallbacks::of(&kernel);
    let cookie = quad(Cookie);
    let found = {
        let mut all = callbacks.all.borrow_mut();
        let at = all.iter().position(|it| it.cookie == cookie);
        at.map(|at| all.remove(at))
    };
    let Some(found) = found else {
        return STATUS_INVALID_PARAMETER;
    };
    found.removed.set(true);
    let own = kernel.sched.running().map_or(0, |thread| thread.number);
    let is_elsewhere = || found.within.borrow().iter().any(|thread| *thread != own);
    while is_elsewhere() {
        kernel.delay(LOOK);
    }
    let objects: Vec<_> = {
        let contexts = callbacks.contexts.borrow();
        let of_it = contexts.keys().filter(|(_, it)| *it == cookie);
        of_it.map(|(object, _)| *object).collect()
    };
    for object in objects {
        clean_up(&kernel, &found, ptr::with_exposed_provenance_mut(object));
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn CmGetCallbackVersion(Major: Out<ULONG>, Minor: Out<ULONG>) {
    for (version, value) in [(Major, 1), (Minor, 2)] {
        if !version.is_null() {
            version.write(value);
        }
    }
}

/// The key behind an object that a callback got.
fn key_name(kernel: &Kernel, object: PVOID, function: &str) -> Result<(u64, Vec<u16>), NTSTATUS> {
    if object.is_null() {
        return Err(STATUS_INVALID_PARAMETER);
    }
    let key = key_of_object(kernel.objects.check(object, function))?;
    let path = kernel.registry.hive.borrow().path(key)?;
    Ok((key.number(), path))
}

#[abi(enter, no_mangle)]
fn CmSetCallbackObjectContext(
    Object: PVOID,
    Cookie: Out<LARGE_INTEGER>,
    NewContext: PVOID,
    OldContext: Out<PVOID>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let callbacks = RegistryCallbacks::of(&kernel);
    let Some(cookie) = Cookie.as_mut().map(|it| quad(*it)) else {
        return STATUS_INVALID_PARAMETER;
    };
    let is_registered = callbacks.all.borrow().iter().any(|it| it.cookie == cookie);
    if !is_registered || Object.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    kernel.objects.check(Object, "CmSetCallbackObjectContext");
    let place = (Object.expose_provenance(), cookie);
    let mut contexts = callbacks.contexts.borrow_mut();
    let old = match NewContext.is_null() {
        true => contexts.remove(&place),
        false => contexts.insert(place, NewContext),
    };
    if !OldContext.is_null() {
        OldContext.write(old.unwrap_or(ptr::null_mut()));
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn CmCallbackGetKeyObjectID(
    _Cookie: Out<LARGE_INTEGER>,
    Object: PVOID,
    ObjectID: Out<ULONG_PTR>,
    ObjectName: Out<PCUNICODE_STRING>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let (id, path) = match key_name(&kernel, Object, "CmCallbackGetKeyObjectID") {
        Ok(found) => found,
        Err(status) => return status,
    };
    if !ObjectID.is_null() {
        ObjectID.write(id);
    }
    if !ObjectName.is_null() {
        let mut names = RegistryCallbacks::of(&kernel).names.borrow_mut();
        let name = names.entry(path.clone()).or_insert_with(|| {
            let counted = unicode_string(&path);
            let mut kept = Box::new(KeptName {
                units: path,
                counted,
            });
            kept.counted.Buffer = kept.units.as_mut_ptr();
            kept
        });
        ObjectName.write(&raw const name.counted);
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn CmCallbackGetKeyObjectIDEx(
    _Cookie: Out<LARGE_INTEGER>,
    Object: PVOID,
    ObjectID: Out<ULONG_PTR>,
    ObjectName: Out<PCUNICODE_STRING>,
    Flags: ULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if Flags != 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let (id, path) = match key_name(&kernel, Object, "CmCallbackGetKeyObjectIDEx") {
        Ok(found) => found,
        Err(status) => return status,
    };
    if !ObjectID.is_null() {
        ObjectID.write(id);
    }
    if !ObjectName.is_null() {
        let head = size_of::<UNICODE_STRING>();
        let bytes = size_of_val(path.as_slice());
        // SAFETY: at `APC_LEVEL` or below, which the export's limit says.
        let memory = unsafe { ExAllocatePool2(POOL_FLAG_PAGED, (head + bytes) as u64, TAG) };
        if memory.is_null() {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        let buffer = memory.cast::<u8>().wrapping_add(head).cast::<u16>();
        // SAFETY: the block has room for the structure and the characters.
        unsafe { ptr::copy_nonoverlapping(path.as_ptr(), buffer, path.len()) };
        let name = UNICODE_STRING {
            Buffer: buffer,
            ..unicode_string(&path)
        };
        // SAFETY: the structure stands first in the block, which the pool aligned.
        unsafe { memory.cast::<UNICODE_STRING>().write(name) };
        ObjectName.write(memory.cast::<UNICODE_STRING>().cast_const());
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn CmCallbackReleaseKeyObjectIDEx(ObjectName: PCUNICODE_STRING) {
    // SAFETY: `CmCallbackGetKeyObjectIDEx` has allocated it, once for each release.
    unsafe { ExFreePoolWithTag(ObjectName.cast_mut().cast(), TAG) };
}

#[abi(enter, no_mangle)]
fn CmGetBoundTransaction(_Cookie: Out<LARGE_INTEGER>, _Object: PVOID) -> PVOID {
    ptr::null_mut()
}

/// What a callback is passed before an operation.
pub(super) trait Information {
    /// The members that differ between the callbacks: what they keep from before an operation until after it, and
    /// what they have attached to the key.
    fn contexts(&mut self) -> (&mut PVOID, &mut PVOID);
}

macro_rules! information {
    ($($kind:ty),*) => {
        $(impl Information for $kind {
            fn contexts(&mut self) -> (&mut PVOID, &mut PVOID) {
                (&mut self.CallContext, &mut self.ObjectContext)
            }
        })*
    };
}

information!(
    REG_DELETE_KEY_INFORMATION,
    REG_SET_VALUE_KEY_INFORMATION,
    REG_DELETE_VALUE_KEY_INFORMATION,
    REG_QUERY_VALUE_KEY_INFORMATION,
    REG_QUERY_KEY_INFORMATION,
    REG_ENUMERATE_KEY_INFORMATION,
    REG_ENUMERATE_VALUE_KEY_INFORMATION
);

impl Information for REG_CREATE_KEY_INFORMATION {
    fn contexts(&mut self) -> (&mut PVOID, &mut PVOID) {
        (&mut self.CallContext, &mut self.RootObjectContext)
    }
}

/// What is done to a key.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    before: REG_NOTIFY_CLASS,
    after: REG_NOTIFY_CLASS,
    name: &'static str,
}

macro_rules! operations {
    ($($constant:ident: $before:ident, $after:ident;)*) => {
        $(pub(super) const $constant: Operation = Operation {
            before: _REG_NOTIFY_CLASS::$before,
            after: _REG_NOTIFY_CLASS::$after,
            name: stringify!($before),
        };)*
    };
}

operations! {
    DELETE_KEY: RegNtPreDeleteKey, RegNtPostDeleteKey;
    SET_VALUE: RegNtPreSetValueKey, RegNtPostSetValueKey;
    DELETE_VALUE: RegNtPreDeleteValueKey, RegNtPostDeleteValueKey;
    ENUMERATE_KEY: RegNtPreEnumerateKey, RegNtPostEnumerateKey;
    ENUMERATE_VALUE: RegNtPreEnumerateValueKey, RegNtPostEnumerateValueKey;
    QUERY_KEY: RegNtPreQueryKey, RegNtPostQueryKey;
    QUERY_VALUE: RegNtPreQueryValueKey, RegNtPostQueryValueKey;
    CLOSE: RegNtPreKeyHandleClose, RegNtPostKeyHandleClose;
    CREATE_KEY: RegNtPreCreateKeyEx, RegNtPostCreateKeyEx;
    OPEN_KEY: RegNtPreOpenKeyEx, RegNtPostOpenKeyEx;
    FLUSH_KEY: RegNtPreFlushKey, RegNtPostFlushKey;
}

/// Whether anybody is to be called.
pub(super) fn are_there(kernel: &Kernel) -> bool {
    !RegistryCallbacks::of(kernel).all.borrow().is_empty()
}

fn call(
    kernel: &Kernel,
    registration: &Registration,
    class: REG_NOTIFY_CLASS,
    name: &'static str,
    information: PVOID,
) -> NTSTATUS {
    let Some(routine) = registration.routine else {
        return STATUS_SUCCESS;
    };
    let number = kernel.sched.running().map_or(0, |thread| thread.number);
    registration.within.borrow_mut().push(number);
    let class = ptr::without_provenance_mut(class as usize);
    let status = registration.caller.call(
        kernel,
        "RegistryCallback",
        || name.to_owned(),
        // SAFETY: the driver registered the routine with this context; the structure is that of the class.
        || unsafe { routine(registration.context, class, information) },
    );
    let mut within = registration.within.borrow_mut();
    if let Some(at) = within.iter().rposition(|it| *it == number) {
        within.remove(at);
    }
    status
}

/// Does `operation` to a key between the callbacks, the highest altitude first before and last after. `object` is
/// the key for the callbacks after it, which an operation may only then know.
pub(super) fn around<I: Information>(
    kernel: &Kernel,
    kind: Operation,
    information: &mut I,
    context_of: PVOID,
    operation: impl FnOnce() -> (NTSTATUS, PVOID),
) -> NTSTATUS {
    let callbacks = RegistryCallbacks::of(kernel);
    let all = callbacks.all.borrow().clone();
    let own = kernel.sched.running().map_or(0, |thread| thread.number);
    // What a callback itself does to the registry does not come back to it.
    let called = all
        .into_iter()
        .filter(|it| !it.within.borrow().contains(&own));
    let mut told = Vec::new();
    for registration in called {
        if registration.removed.get() {
            continue;
        }
        let (call_context, object_context) = information.contexts();
        *call_context = ptr::null_mut();
        *object_context = callbacks.context(context_of, registration.cookie);
        let place = ptr::from_mut(information).cast();
        let status = call(kernel, &registration, kind.before, kind.name, place);
        // The operation does not happen, and nothing is told of what comes after it.
        if status < 0 {
            return match status {
                // The driver has done the operation itself.
                STATUS_CALLBACK_BYPASS => STATUS_SUCCESS,
                refused => refused,
            };
        }
        let context = *information.contexts().0;
        told.push((registration, context));
    }
    let (mut status, object) = operation();
    for (registration, context) in told.into_iter().rev() {
        if registration.removed.get() {
            continue;
        }
        // SAFETY: all fields are numbers and pointers, for which zero is a value.
        let mut after = unsafe { std::mem::zeroed::<REG_POST_OPERATION_INFORMATION>() };
        after.Object = object;
        after.Status = status;
        after.PreInformation = ptr::from_mut(information).cast();
        after.ReturnStatus = status;
        after.CallContext = context;
        after.ObjectContext = callbacks.context(context_of, registration.cookie);
        let place = (&raw mut after).cast();
        if call(kernel, &registration, kind.after, kind.name, place) == STATUS_CALLBACK_BYPASS {
            status = after.ReturnStatus;
        }
    }
    status
}

/// Tells a callback that a key object with a context of its own goes.
fn clean_up(kernel: &Kernel, registration: &Registration, object: PVOID) {
    let callbacks = RegistryCallbacks::of(kernel);
    let place = (object.addr(), registration.cookie);
    let Some(context) = callbacks.contexts.borrow_mut().remove(&place) else {
        return;
    };
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut information = unsafe { std::mem::zeroed::<REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION>() };
    information.Object = object;
    information.ObjectContext = context;
    call(
        kernel,
        registration,
        _REG_NOTIFY_CLASS::RegNtCallbackObjectContextCleanup,
        "RegNtCallbackObjectContextCleanup",
        (&raw mut information).cast(),
    );
}

/// The last handle of a key object was closed.
pub(super) fn object_closed(kernel: &Kernel, object: PVOID) {
    let all = RegistryCallbacks::of(kernel).all.borrow().clone();
    for registration in all {
        clean_up(kernel, &registration, object);
    }
}
