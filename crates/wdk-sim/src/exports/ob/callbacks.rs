//! Callbacks for handles of processes and threads.
#![expect(unsafe_code, reason = "calls object callbacks")]

use std::{cell::RefCell, ptr, rc::Rc};

use wdk_sys::{
    ACCESS_MASK, HANDLE, NTSTATUS, OB_CALLBACK_REGISTRATION, OB_FLT_REGISTRATION_VERSION,
    OB_OPERATION, OB_OPERATION_HANDLE_CREATE, OB_OPERATION_HANDLE_DUPLICATE,
    OB_OPERATION_REGISTRATION, OB_POST_CREATE_HANDLE_INFORMATION, OB_POST_OPERATION_INFORMATION,
    OB_POST_OPERATION_PARAMETERS, OB_PRE_CREATE_HANDLE_INFORMATION,
    OB_PRE_DUPLICATE_HANDLE_INFORMATION, OB_PRE_OPERATION_INFORMATION, OB_PRE_OPERATION_PARAMETERS,
    POB_POST_OPERATION_CALLBACK, POB_PRE_OPERATION_CALLBACK, PVOID, STATUS_ACCESS_DENIED,
    STATUS_FLT_INSTANCE_ALTITUDE_COLLISION, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, USHORT, abi,
};

use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
    },
    exports::{altitude::Altitude, caller::Caller, ps::notify::is_trusted, state::Registrations},
    nt::{
        kernel::Kernel,
        ob::{
            header::{Object, ObjectType},
            name::units,
            types,
        },
        parameter::{Out, Struct},
        verifier::rules,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ObRegisterCallbacks: partial("types of objects besides processes and threads are refused"),
    ObUnRegisterCallbacks: full,
    ObGetFilterVersion: full,
);

/// One operation of a registration.
struct Operation {
    kind: &'static ObjectType,
    operations: OB_OPERATION,
    before: POB_PRE_OPERATION_CALLBACK,
    after: POB_POST_OPERATION_CALLBACK,
}

struct Registration {
    handle: u64,
    altitude: Altitude,
    context: PVOID,
    caller: Caller,
    operations: Vec<Operation>,
}

/// The registrations of a machine, the highest altitude first.
#[derive(Default)]
pub(crate) struct ObjectCallbacks(RefCell<Vec<Rc<Registration>>>);

impl ObjectCallbacks {
    /// How many registrations the driver has.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let all = self.0.borrow();
        all.iter().filter(|it| it.caller.driver == driver).count()
    }
}

#[abi(enter, no_mangle)]
fn ObGetFilterVersion() -> USHORT {
    OB_FLT_REGISTRATION_VERSION as USHORT
}

/// The type of an operation's registration, if it has callbacks.
fn kind_of(registration: &OB_OPERATION_REGISTRATION) -> Option<&'static ObjectType> {
    let variable = registration.ObjectType;
    if variable.is_null() {
        return None;
    }
    // SAFETY: the driver passes the address of a variable like `PsProcessType`.
    let kind = unsafe { variable.read() };
    [&types::PROCESS, &types::THREAD]
        .into_iter()
        .find(|it| ptr::eq(ptr::from_ref::<ObjectType>(it), kind.cast()))
}

#[abi(enter, no_mangle)]
unsafe fn ObRegisterCallbacks(
    CallbackRegistration: Struct<OB_CALLBACK_REGISTRATION>,
    RegistrationHandle: Out<PVOID>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let registration = CallbackRegistration.get();
    let count = usize::from(registration.OperationRegistrationCount);
    if registration.Version != ObGetFilterVersion() || count == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver passes so many operations.
    let given = unsafe { std::slice::from_raw_parts(registration.OperationRegistration, count) };
    let mut operations = Vec::new();
    for it in given {
        let known = OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE;
        let (before, after) = (it.PreOperation, it.PostOperation);
        let has_operation = it.Operations & known != 0 && it.Operations & !known == 0;
        let Some(kind) = kind_of(it).filter(|_| has_operation) else {
            return STATUS_INVALID_PARAMETER;
        };
        let routines = [
            before.map_or(0, |it| it as usize),
            after.map_or(0, |it| it as usize),
        ];
        if routines == [0, 0] {
            return STATUS_INVALID_PARAMETER;
        }
        let named = routines.into_iter().filter(|it| *it != 0);
        if !{ named }.all(|it| is_trusted(&kernel, it)) {
            return STATUS_ACCESS_DENIED;
        }
        operations.push(Operation {
            kind,
            operations: it.Operations,
            before,
            after,
        });
    }
    // SAFETY: the altitude is a string of the driver's.
    let Some(altitude) = Altitude::parse(unsafe { units(&raw const registration.Altitude) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let registrations = Registrations::of(&kernel);
    let mut all = registrations.object_callbacks.0.borrow_mut();
    if all.iter().any(|it| it.altitude == altitude) {
        return STATUS_FLT_INSTANCE_ALTITUDE_COLLISION;
    }
    let handle = registrations.handle();
    all.push(Rc::new(Registration {
        handle,
        altitude,
        context: registration.RegistrationContext,
        caller: Caller::current(&kernel),
        operations,
    }));
    all.sort_by(|one, other| other.altitude.cmp(&one.altitude));
    RegistrationHandle.write(ptr::without_provenance_mut(handle as usize));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ObUnRegisterCallbacks(RegistrationHandle: PVOID) {
    let kernel = Kernel::current();
    let mut all = Registrations::of(&kernel).object_callbacks.0.borrow_mut();
    let before = all.len();
    all.retain(|it| it.handle as usize != RegistrationHandle.addr());
    let is_known = all.len() < before;
    drop(all);
    kernel.check(is_known, &rules::CALLBACK_HANDLE, || {
        format!("ObUnRegisterCallbacks is passed {RegistrationHandle:p}, which is no registration")
    });
}

/// A handle that is about to be made.
pub(crate) struct Opening {
    pub(crate) object: Object,
    pub(crate) desired: ACCESS_MASK,
    /// It goes into the table of the kernel.
    pub(crate) kernel: bool,
    pub(crate) duplicated: bool,
}

/// Makes a handle by `open`, which gets the access that the callbacks leave.
///
/// # Errors
/// What `open` says.
pub(crate) fn around(
    kernel: &Kernel,
    opening: &Opening,
    open: impl FnOnce(ACCESS_MASK) -> Result<HANDLE, NTSTATUS>,
) -> Result<HANDLE, NTSTATUS> {
    let object = opening.object;
    let operation = match opening.duplicated {
        true => OB_OPERATION_HANDLE_DUPLICATE,
        false => OB_OPERATION_HANDLE_CREATE,
    };
    let all = Registrations::of(kernel)
        .object_callbacks
        .0
        .borrow()
        .clone();
    let mut called = Vec::new();
    let mut desired = opening.desired;
    for registration in &all {
        let fits =
            |it: &&Operation| ptr::eq(it.kind, object.kind()) && it.operations & operation != 0;
        for it in registration.operations.iter().filter(fits) {
            let context = before(kernel, opening, operation, registration, it, &mut desired);
            called.push((registration, it, context));
        }
    }
    let opened = open(desired);
    for (registration, it, context) in called.into_iter().rev() {
        after(
            kernel,
            opening,
            operation,
            registration,
            it,
            context,
            desired,
            opened.err(),
        );
    }
    opened
}

fn before(
    kernel: &Kernel,
    opening: &Opening,
    operation: OB_OPERATION,
    registration: &Registration,
    callbacks: &Operation,
    desired: &mut ACCESS_MASK,
) -> PVOID {
    let Some(routine) = callbacks.before else {
        return ptr::null_mut();
    };
    let mut parameters = match opening.duplicated {
        true => OB_PRE_OPERATION_PARAMETERS {
            DuplicateHandleInformation: OB_PRE_DUPLICATE_HANDLE_INFORMATION {
                DesiredAccess: *desired,
                OriginalDesiredAccess: opening.desired,
                SourceProcess: kernel.current_process(),
                TargetProcess: kernel.current_process(),
            },
        },
        false => OB_PRE_OPERATION_PARAMETERS {
            CreateHandleInformation: OB_PRE_CREATE_HANDLE_INFORMATION {
                DesiredAccess: *desired,
                OriginalDesiredAccess: opening.desired,
            },
        },
    };
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut information = unsafe { std::mem::zeroed::<OB_PRE_OPERATION_INFORMATION>() };
    information.Operation = operation;
    information.__bindgen_anon_1.Flags = u32::from(opening.kernel);
    information.Object = opening.object.body();
    information.ObjectType = ptr::from_ref(opening.object.kind()).cast_mut().cast();
    information.Parameters = &raw mut parameters;
    registration.caller.call(
        kernel,
        "ObjectPreCallback",
        || opening.object.kind().name.to_owned(),
        // SAFETY: the driver registered the routine for this call; the structure lives until it returns.
        || unsafe { routine(registration.context, &raw mut information) },
    );
    // SAFETY: both structures begin with the access.
    let left = unsafe { parameters.CreateHandleInformation.DesiredAccess };
    // A callback can only take rights away.
    *desired &= left;
    information.CallContext
}

#[expect(clippy::too_many_arguments, reason = "the facts of one call")]
fn after(
    kernel: &Kernel,
    opening: &Opening,
    operation: OB_OPERATION,
    registration: &Registration,
    callbacks: &Operation,
    context: PVOID,
    granted: ACCESS_MASK,
    failed: Option<NTSTATUS>,
) {
    let Some(routine) = callbacks.after else {
        return;
    };
    let granted = if failed.is_some() { 0 } else { granted };
    let mut parameters = OB_POST_OPERATION_PARAMETERS {
        CreateHandleInformation: OB_POST_CREATE_HANDLE_INFORMATION {
            GrantedAccess: granted,
        },
    };
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut information = unsafe { std::mem::zeroed::<OB_POST_OPERATION_INFORMATION>() };
    information.Operation = operation;
    information.__bindgen_anon_1.Flags = u32::from(opening.kernel);
    information.Object = opening.object.body();
    information.ObjectType = ptr::from_ref(opening.object.kind()).cast_mut().cast();
    information.CallContext = context;
    information.ReturnStatus = failed.unwrap_or(STATUS_SUCCESS);
    information.Parameters = &raw mut parameters;
    registration.caller.call(
        kernel,
        "ObjectPostCallback",
        || opening.object.kind().name.to_owned(),
        // SAFETY: the driver registered the routine for this call; the structure lives until it returns.
        || unsafe { routine(registration.context, &raw mut information) },
    );
}
