//! Subjects: whose tokens count, and what they are allowed.
#![forbid(unsafe_code)]

use std::{ptr, rc::Rc};

use wdk_sys::{
    _MODE::KernelMode, ACCESS_MASK, BOOLEAN, GENERIC_MAPPING, HANDLE, KPROCESSOR_MODE, LUID,
    MAXIMUM_ALLOWED, NTSTATUS, PEPROCESS, PGENERIC_MAPPING, PPRIVILEGE_SET, PRIVILEGE_SET,
    PRIVILEGE_SET_ALL_NECESSARY, PSECURITY_DESCRIPTOR, PVOID, SECURITY_SUBJECT_CONTEXT,
    STATUS_ACCESS_DENIED, STATUS_SUCCESS, abi,
};

use super::memory;
use crate::{
    engine::export::{Export, export_table},
    nt::{
        kernel::Kernel,
        ob::{header::Object, types},
        parameter::{Out, Struct},
        ps::token::{TOKEN, token_of},
        se::{
            check::{Mapping, Wanted, access_check},
            token::Token,
        },
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    SeCaptureSubjectContext: full,
    SeLockSubjectContext: full,
    SeUnlockSubjectContext: full,
    SeReleaseSubjectContext: full,
    SeAccessCheck: partial(
        "the privileges that were used are not returned; stops the machine at entries of object and \
         callback types"
    ),
    SePrivilegeCheck: partial("does not note which privileges were used"),
    SeSinglePrivilegeCheck: full,
    SeTokenIsAdmin: full,
    SeTokenIsRestricted: full,
    PsReferencePrimaryToken: full,
    PsDereferencePrimaryToken: full,
    IoGetFileObjectGenericMapping: full,
);

/// What drivers pass to an access check for a file.
static FILE_MAPPING: GENERIC_MAPPING = GENERIC_MAPPING {
    GenericRead: Mapping::FILE.read,
    GenericWrite: Mapping::FILE.write,
    GenericExecute: Mapping::FILE.execute,
    GenericAll: Mapping::FILE.all,
};

#[abi(enter, no_mangle)]
fn IoGetFileObjectGenericMapping() -> PGENERIC_MAPPING {
    (&raw const FILE_MAPPING).cast_mut()
}

/// The start of an object, to which a token points.
type Body = [usize; 1];

/// The token object that a driver passed.
fn token_object(kernel: &Kernel, token: PVOID, function: &str) -> Object {
    let object = kernel.objects.check(token, function);
    if !object.is(&TOKEN) {
        // `REFERENCE_BY_POINTER`, as for what is no object at all.
        kernel.stop(
            0x18,
            [0, object.body().addr() as u64, 0, 0],
            format!("{function} is passed a {} object", object.kind().name),
        );
    }
    object
}

fn token(kernel: &Kernel, token: PVOID, function: &str) -> Rc<Token> {
    let object = token_object(kernel, token, function);
    token_of(object).unwrap_or_else(|| unreachable!("compared above"))
}

#[abi(enter, no_mangle)]
fn SeCaptureSubjectContext(SubjectContext: Out<SECURITY_SUBJECT_CONTEXT>) {
    let kernel = Kernel::current();
    let process = kernel.current_client_id().0;
    let token = kernel
        .token_of_process(process)
        .map_or(ptr::null_mut(), |token| {
            kernel.objects.reference(token);
            token.body()
        });
    SubjectContext.write(SECURITY_SUBJECT_CONTEXT {
        ClientToken: ptr::null_mut(),
        ImpersonationLevel: 0,
        PrimaryToken: token,
        ProcessAuditId: ptr::without_provenance_mut(process),
    });
}

/// The token that decides: the client's, if the thread acts for one.
fn effective(kernel: &Kernel, subject: &SECURITY_SUBJECT_CONTEXT, function: &str) -> Rc<Token> {
    let deciding = match subject.ClientToken.is_null() {
        true => subject.PrimaryToken,
        false => subject.ClientToken,
    };
    token(kernel, deciding, function)
}

#[abi(enter, no_mangle)]
fn SeLockSubjectContext(SubjectContext: Struct<SECURITY_SUBJECT_CONTEXT>) {
    // Tokens do not change on this machine, so a look that the context is one is all.
    effective(
        &Kernel::current(),
        SubjectContext.get(),
        "SeLockSubjectContext",
    );
}

#[abi(enter, no_mangle)]
fn SeUnlockSubjectContext(SubjectContext: Struct<SECURITY_SUBJECT_CONTEXT>) {
    effective(
        &Kernel::current(),
        SubjectContext.get(),
        "SeUnlockSubjectContext",
    );
}

#[abi(enter, no_mangle)]
fn SeReleaseSubjectContext(SubjectContext: Struct<SECURITY_SUBJECT_CONTEXT>) {
    const NAME: &str = "SeReleaseSubjectContext";
    let kernel = Kernel::current();
    let subject = SubjectContext.get();
    for place in [&mut subject.PrimaryToken, &mut subject.ClientToken] {
        let held = std::mem::replace(place, ptr::null_mut());
        if !held.is_null() {
            kernel
                .objects
                .dereference(token_object(&kernel, held, NAME));
        }
    }
}

#[abi(enter, no_mangle)]
fn SeAccessCheck(
    SecurityDescriptor: PSECURITY_DESCRIPTOR,
    SubjectSecurityContext: Struct<SECURITY_SUBJECT_CONTEXT>,
    _SubjectContextLocked: BOOLEAN,
    DesiredAccess: ACCESS_MASK,
    PreviouslyGrantedAccess: ACCESS_MASK,
    Privileges: Out<PPRIVILEGE_SET>,
    GenericMapping: Struct<GENERIC_MAPPING>,
    AccessMode: KPROCESSOR_MODE,
    GrantedAccess: Out<ACCESS_MASK>,
    AccessStatus: Out<NTSTATUS>,
) -> BOOLEAN {
    const NAME: &str = "SeAccessCheck";
    let kernel = Kernel::current();
    let generic = GenericMapping.get();
    let mapping = Mapping {
        read: generic.GenericRead,
        write: generic.GenericWrite,
        execute: generic.GenericExecute,
        all: generic.GenericAll,
    };
    Privileges.write(ptr::null_mut());
    let checked = if i32::from(AccessMode) == KernelMode {
        // The kernel may do everything.
        let desired = mapping.map(DesiredAccess);
        let most = match desired & MAXIMUM_ALLOWED {
            0 => 0,
            _ => mapping.all,
        };
        Ok(desired & !MAXIMUM_ALLOWED | most | PreviouslyGrantedAccess)
    } else if SecurityDescriptor.is_null() {
        Err(STATUS_ACCESS_DENIED)
    } else {
        let token = effective(&kernel, SubjectSecurityContext.get(), NAME);
        let wanted = Wanted {
            desired: DesiredAccess,
            granted: PreviouslyGrantedAccess,
            mapping: &mapping,
        };
        let address = SecurityDescriptor.cast_const().cast();
        match memory::understood(address, NAME) {
            Some(descriptor) => access_check(&descriptor.mapped(&mapping), &token, &wanted),
            None => Err(STATUS_ACCESS_DENIED),
        }
    };
    GrantedAccess.write(checked.unwrap_or(0));
    AccessStatus.write(checked.err().unwrap_or(STATUS_SUCCESS));
    checked.is_ok().into()
}

/// The number of a privilege.
fn number(luid: LUID) -> Option<u32> {
    (luid.HighPart == 0).then_some(luid.LowPart)
}

#[abi(enter, no_mangle)]
fn SePrivilegeCheck(
    RequiredPrivileges: Struct<PRIVILEGE_SET>,
    SubjectContext: Struct<SECURITY_SUBJECT_CONTEXT>,
    AccessMode: KPROCESSOR_MODE,
) -> BOOLEAN {
    let kernel = Kernel::current();
    let (required, subject) = (RequiredPrivileges.get(), SubjectContext.get());
    if i32::from(AccessMode) == KernelMode {
        return true.into();
    }
    let token = effective(&kernel, subject, "SePrivilegeCheck");
    let first = RequiredPrivileges.raw();
    let wanted = memory::privileges(first, required.PrivilegeCount);
    let mut held = wanted.iter().map(|it| {
        let number = number(it.Luid);
        number.is_some_and(|it| token.has_privilege(it))
    });
    let holds = match required.Control & PRIVILEGE_SET_ALL_NECESSARY {
        0 => held.any(|it| it),
        _ => held.all(|it| it),
    };
    holds.into()
}

#[abi(enter, no_mangle)]
fn SeSinglePrivilegeCheck(PrivilegeValue: LUID, PreviousMode: KPROCESSOR_MODE) -> BOOLEAN {
    let kernel = Kernel::current();
    if i32::from(PreviousMode) == KernelMode {
        return true.into();
    }
    let token = kernel.current_token().ok().and_then(token_of);
    let number = number(PrivilegeValue);
    let holds = number
        .zip(token)
        .is_some_and(|(it, token)| token.has_privilege(it));
    holds.into()
}

#[abi(enter, no_mangle)]
fn SeTokenIsAdmin(Token: Struct<Body>) -> BOOLEAN {
    let kernel = Kernel::current();
    token(&kernel, Token.raw().cast(), "SeTokenIsAdmin")
        .is_admin()
        .into()
}

#[abi(enter, no_mangle)]
fn SeTokenIsRestricted(Token: Struct<Body>) -> BOOLEAN {
    let kernel = Kernel::current();
    let token = token(&kernel, Token.raw().cast(), "SeTokenIsRestricted");
    token.is_restricted().into()
}

#[abi(enter, no_mangle)]
fn PsReferencePrimaryToken(Process: PEPROCESS) -> HANDLE {
    const NAME: &str = "PsReferencePrimaryToken";
    let kernel = Kernel::current();
    let object = kernel.objects.check(Process.cast(), NAME);
    let id = kernel.id_of_process(Process.cast());
    let token = match id.filter(|_| object.is(&types::PROCESS)) {
        Some(id) => kernel.token_of_process(id),
        None => kernel.stop(
            0x18,
            [0, object.body().addr() as u64, 0, 0],
            format!("{NAME} is passed a {} object", object.kind().name),
        ),
    };
    token.map_or(ptr::null_mut(), |token| {
        kernel.objects.reference(token);
        token.body().cast()
    })
}

#[abi(enter, no_mangle)]
fn PsDereferencePrimaryToken(PrimaryToken: Struct<Body>) {
    let kernel = Kernel::current();
    let token = token_object(
        &kernel,
        PrimaryToken.raw().cast(),
        "PsDereferencePrimaryToken",
    );
    kernel.objects.dereference(token);
}
