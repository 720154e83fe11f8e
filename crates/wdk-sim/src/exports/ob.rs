//! The object manager's functions.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod callbacks;

use std::ptr;

use wdk_sys::{
    _MODE::KernelMode, ACCESS_MASK, BOOLEAN, DUPLICATE_CLOSE_SOURCE, DUPLICATE_SAME_ACCESS,
    DUPLICATE_SAME_ATTRIBUTES, HANDLE, KPROCESSOR_MODE, LONG_PTR, NTSTATUS, OBJ_KERNEL_HANDLE,
    OBJ_PERMANENT, OBJECT_ATTRIBUTES, OBJECT_HANDLE_INFORMATION, OBJECT_NAME_INFORMATION,
    PACCESS_STATE, POBJECT_TYPE, PUNICODE_STRING, PVOID, STATUS_ACCESS_DENIED,
    STATUS_BUFFER_TOO_SMALL, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS, ULONG,
    UNICODE_STRING, abi,
};

use self::callbacks::Opening;
use crate::nt::io::types as io_types;
use crate::nt::ob::{
    handle::Access,
    header::{Object, ObjectType},
    manager::ObjectManager,
    name::units,
    types,
};
use crate::nt::parameter::{Out, Struct, Text};
use crate::nt::ps::token::TOKEN;
use crate::{
    engine::export::{Address, Export, Support, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ObfReferenceObject: full,
    ObfDereferenceObject: full,
    "ObDereferenceObject" = ObfDereferenceObject: full,
    ObfReferenceObjectWithTag: full,
    ObfDereferenceObjectWithTag: full,
    ObDereferenceObjectDeferDelete: partial(
        "the last reference deletes at once, not on a worker thread"
    ),
    ObDereferenceObjectDeferDeleteWithTag: partial(
        "the last reference deletes at once, not on a worker thread"
    ),
    ObReferenceObjectByPointer: partial("DesiredAccess is not checked"),
    ObReferenceObjectByPointerWithTag: partial("DesiredAccess is not checked"),
    ObReferenceObjectByHandle: partial(
        "the pseudo handles NtCurrentProcess and NtCurrentThread are refused"
    ),
    ObReferenceObjectByHandleWithTag: partial(
        "the pseudo handles NtCurrentProcess and NtCurrentThread are refused"
    ),
    ObReferenceObjectByName: partial(
        "access is not checked, and what follows the object's name in the path is ignored"
    ),
    ObOpenObjectByPointer: partial("DesiredAccess is granted without a check"),
    ObQueryNameString: partial("files and registry keys have no name"),
    ObIsKernelHandle: full,
    ObMakeTemporaryObject: full,
    ZwClose: full,
    NtClose: full,
    ZwCreateDirectoryObject: partial("OBJ_OPENIF is ignored: a name that exists is a collision"),
    ZwOpenDirectoryObject: full,
    ZwMakeTemporaryObject: full,
    ZwCreateSymbolicLinkObject: partial("OBJ_OPENIF is ignored: a name that exists is a collision"),
    ZwOpenSymbolicLinkObject: full,
    ZwQuerySymbolicLinkObject: full,
    ZwDuplicateObject: partial("process handles are ignored"),
);

/// The exported variables that hold object types.
macro_rules! type_variables {
    ($($name:ident => $kind:path),* $(,)?) => {
        $(
            /// The object type, under the name that drivers know.
            #[unsafe(no_mangle)]
            static $name: TypeVariable = TypeVariable(&raw const $kind);
        )*
        $(const _: () = {
            /// What the loader writes for the import of an image, for native drivers.
            #[unsafe(export_name = concat!("__imp_", stringify!($name)))]
            static IMPORT: Address = Address((&raw const $name).cast());
        };)*
        pub(crate) const VARIABLES: &[Export] = &[$(Export {
            module: "ntoskrnl.exe",
            name: stringify!($name),
            address: Address((&raw const $name).cast()),
            support: Support::Full,
        }),*];
    };
}

/// A `POBJECT_TYPE` in a static.
#[repr(transparent)]
struct TypeVariable(*const ObjectType);
// SAFETY: the address of a static; never written.
unsafe impl Sync for TypeVariable {}

type_variables! {
    IoFileObjectType => io_types::FILE,
    IoDeviceObjectType => io_types::DEVICE,
    IoDriverObjectType => io_types::DRIVER,
    ExEventObjectType => types::EVENT,
    ExSemaphoreObjectType => types::SEMAPHORE,
    PsProcessType => types::PROCESS,
    PsThreadType => types::THREAD,
    CmKeyObjectType => types::KEY,
    MmSectionObjectType => types::SECTION,
    SeTokenObjectType => TOKEN,
}

#[abi(enter, no_mangle)]
fn ObfReferenceObject(Object: PVOID) -> LONG_PTR {
    let objects = &Kernel::current().objects;
    objects.reference(objects.check(Object, "ObReferenceObject"))
}

#[abi(enter, no_mangle)]
fn ObfDereferenceObject(Object: PVOID) -> LONG_PTR {
    let objects = &Kernel::current().objects;
    objects.dereference(objects.check(Object, "ObDereferenceObject"))
}

#[abi(enter, no_mangle)]
fn ObfReferenceObjectWithTag(Object: PVOID, _Tag: ULONG) -> LONG_PTR {
    ObfReferenceObject(Object)
}

#[abi(enter, no_mangle)]
fn ObfDereferenceObjectWithTag(Object: PVOID, _Tag: ULONG) -> LONG_PTR {
    ObfDereferenceObject(Object)
}

#[abi(enter, no_mangle)]
fn ObDereferenceObjectDeferDelete(Object: PVOID) {
    ObfDereferenceObject(Object);
}

#[abi(enter, no_mangle)]
fn ObDereferenceObjectDeferDeleteWithTag(Object: PVOID, _Tag: ULONG) {
    ObfDereferenceObject(Object);
}

#[abi(enter, no_mangle)]
fn ObReferenceObjectByPointer(
    Object: PVOID,
    _DesiredAccess: ACCESS_MASK,
    ObjectType: POBJECT_TYPE,
    _AccessMode: KPROCESSOR_MODE,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    let object = objects.check(Object, "ObReferenceObjectByPointer");
    if !is_of(object, ObjectType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    objects.reference(object);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ObReferenceObjectByPointerWithTag(
    Object: PVOID,
    DesiredAccess: ACCESS_MASK,
    ObjectType: POBJECT_TYPE,
    AccessMode: KPROCESSOR_MODE,
    _Tag: ULONG,
) -> NTSTATUS {
    ObReferenceObjectByPointer(Object, DesiredAccess, ObjectType, AccessMode)
}

#[abi(enter, no_mangle)]
fn ObReferenceObjectByHandle(
    Handle: HANDLE,
    DesiredAccess: ACCESS_MASK,
    ObjectType: POBJECT_TYPE,
    AccessMode: KPROCESSOR_MODE,
    Object: Out<PVOID>,
    HandleInformation: Out<OBJECT_HANDLE_INFORMATION>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    Object.write(ptr::null_mut());
    let (object, access) = match objects.object(Handle) {
        Ok(found) => found,
        Err(status) => return status,
    };
    if !is_of(object, ObjectType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    if AccessMode != KernelMode as i8 && DesiredAccess & !access.granted != 0 {
        return STATUS_ACCESS_DENIED;
    }
    objects.reference(object);
    Object.write(object.body());
    if let Some(information) = HandleInformation.as_mut() {
        information.HandleAttributes = access.attributes;
        information.GrantedAccess = access.granted;
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ObReferenceObjectByHandleWithTag(
    Handle: HANDLE,
    DesiredAccess: ACCESS_MASK,
    ObjectType: POBJECT_TYPE,
    AccessMode: KPROCESSOR_MODE,
    _Tag: ULONG,
    Object: Out<PVOID>,
    HandleInformation: Out<OBJECT_HANDLE_INFORMATION>,
) -> NTSTATUS {
    ObReferenceObjectByHandle(
        Handle,
        DesiredAccess,
        ObjectType,
        AccessMode,
        Object,
        HandleInformation,
    )
}

#[abi(enter, no_mangle)]
fn ObReferenceObjectByName(
    ObjectName: Text,
    _Attributes: ULONG,
    _PassedAccessState: PACCESS_STATE,
    _DesiredAccess: ACCESS_MASK,
    ObjectType: POBJECT_TYPE,
    _AccessMode: KPROCESSOR_MODE,
    _ParseContext: PVOID,
    Object: Out<PVOID>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    let found = match objects.lookup(ObjectName.units()) {
        Ok(found) => found.object,
        Err(status) => return status,
    };
    if !is_of(found, ObjectType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    objects.reference(found);
    Object.write(found.body());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ObOpenObjectByPointer(
    Object: PVOID,
    HandleAttributes: ULONG,
    _PassedAccessState: PACCESS_STATE,
    DesiredAccess: ACCESS_MASK,
    ObjectType: POBJECT_TYPE,
    _AccessMode: KPROCESSOR_MODE,
    Handle: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let objects = &kernel.objects;
    let object = objects.check(Object, "ObOpenObjectByPointer");
    if !is_of(object, ObjectType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    let opening = Opening {
        object,
        desired: DesiredAccess,
        kernel: HandleAttributes & OBJ_KERNEL_HANDLE != 0,
        duplicated: false,
    };
    let opened = callbacks::around(&kernel, &opening, |granted| {
        Ok(objects.open_for(object, granted, HandleAttributes))
    });
    match opened {
        Ok(opened) => {
            Handle.write(opened);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn ObQueryNameString(
    Object: PVOID,
    ObjectNameInfo: Struct<OBJECT_NAME_INFORMATION>,
    Length: ULONG,
    ReturnLength: Out<ULONG>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    let path = objects.path(objects.check(Object, "ObQueryNameString"));
    let bytes = size_of_val(path.as_slice());
    let needed = size_of::<OBJECT_NAME_INFORMATION>() + if bytes == 0 { 0 } else { bytes + 2 };
    ReturnLength.write(needed as u32);
    if (Length as usize) < needed {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    let buffer = ObjectNameInfo.raw().wrapping_add(1).cast::<u16>();
    let mut name = UNICODE_STRING::default();
    if bytes > 0 {
        // SAFETY: the driver's buffer has room for the structure and the name.
        unsafe { ptr::copy_nonoverlapping(path.as_ptr(), buffer, path.len()) };
        let end = buffer.wrapping_add(path.len());
        // SAFETY: as above, and for the zero.
        unsafe { end.write(0) };
        name = UNICODE_STRING {
            Length: bytes as u16,
            MaximumLength: bytes as u16 + 2,
            Buffer: buffer,
        };
    }
    ObjectNameInfo.write(OBJECT_NAME_INFORMATION { Name: name });
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ObIsKernelHandle(Handle: HANDLE) -> BOOLEAN {
    BOOLEAN::from(crate::nt::ob::handle::is_kernel(Handle))
}

#[abi(enter, no_mangle)]
fn ObMakeTemporaryObject(Object: PVOID) {
    let objects = &Kernel::current().objects;
    objects.make_temporary(objects.check(Object, "ObMakeTemporaryObject"));
}

#[abi(enter, no_mangle)]
fn ZwMakeTemporaryObject(Handle: HANDLE) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    match objects.object(Handle) {
        Ok((object, _)) => {
            objects.make_temporary(object);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
fn ZwClose(Handle: HANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    if let Some(status) = crate::exports::cm::close(&kernel, Handle) {
        return status;
    }
    let closed = kernel.objects.close_handle(Handle);
    closed.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn NtClose(Handle: HANDLE) -> NTSTATUS {
    ZwClose(Handle)
}

#[abi(enter, no_mangle)]
fn ZwCreateDirectoryObject(
    DirectoryHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    objects.create_named(DirectoryHandle, DesiredAccess, ObjectAttributes, || {
        objects.new_directory()
    })
}

#[abi(enter, no_mangle)]
fn ZwOpenDirectoryObject(
    DirectoryHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    objects.open_named(
        DirectoryHandle,
        DesiredAccess,
        ObjectAttributes,
        &types::DIRECTORY,
    )
}

#[abi(enter, no_mangle)]
fn ZwCreateSymbolicLinkObject(
    SymbolicLinkHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
    TargetName: Text,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    let target = TargetName.units();
    objects.create_named(SymbolicLinkHandle, DesiredAccess, ObjectAttributes, || {
        objects.new_link(target)
    })
}

#[abi(enter, no_mangle)]
fn ZwOpenSymbolicLinkObject(
    LinkHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    objects.open_named(
        LinkHandle,
        DesiredAccess,
        ObjectAttributes,
        &types::SYMBOLIC_LINK,
    )
}

#[abi(enter, no_mangle)]
unsafe fn ZwQuerySymbolicLinkObject(
    LinkHandle: HANDLE,
    LinkTarget: PUNICODE_STRING,
    ReturnedLength: Out<ULONG>,
) -> NTSTATUS {
    let objects = &Kernel::current().objects;
    let target = match objects.object(LinkHandle) {
        Ok((object, _)) => object.link_target(),
        Err(status) => return status,
    };
    let Some(target) = target else {
        return STATUS_OBJECT_TYPE_MISMATCH;
    };
    let bytes = size_of_val(target);
    if !ReturnedLength.is_null() {
        ReturnedLength.write(bytes as u32);
    }
    // SAFETY: the driver passes a string with a buffer.
    let string = unsafe { &mut *LinkTarget };
    if usize::from(string.MaximumLength) < bytes {
        return STATUS_BUFFER_TOO_SMALL;
    }
    // SAFETY: the buffer has room, as checked.
    unsafe { ptr::copy_nonoverlapping(target.as_ptr(), string.Buffer, target.len()) };
    string.Length = bytes as u16;
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ZwDuplicateObject(
    _SourceProcessHandle: HANDLE,
    SourceHandle: HANDLE,
    _TargetProcessHandle: HANDLE,
    TargetHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    HandleAttributes: ULONG,
    Options: ULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let objects = &kernel.objects;
    let (object, mut access) = match objects.object(SourceHandle) {
        Ok(found) => found,
        Err(status) => return status,
    };
    if Options & DUPLICATE_SAME_ACCESS == 0 {
        access.granted = DesiredAccess;
    }
    if Options & DUPLICATE_SAME_ATTRIBUTES == 0 {
        access.attributes = HandleAttributes;
    }
    let closes = Options & DUPLICATE_CLOSE_SOURCE != 0;
    if TargetHandle.is_null() && !closes {
        return STATUS_INVALID_PARAMETER;
    }
    if !TargetHandle.is_null() {
        let opening = Opening {
            object,
            desired: access.granted,
            kernel: access.attributes & OBJ_KERNEL_HANDLE != 0,
            duplicated: true,
        };
        let opened = callbacks::around(&kernel, &opening, |granted| {
            Ok(objects.open_for(object, granted, access.attributes))
        });
        match opened {
            Ok(opened) => TargetHandle.write(opened),
            Err(status) => return status,
        }
    }
    if closes {
        let closed = objects.close_handle(SourceHandle);
        debug_assert!(closed.is_ok(), "found above");
    }
    STATUS_SUCCESS
}

fn is_of(object: Object, kind: POBJECT_TYPE) -> bool {
    kind.is_null() || ptr::eq(kind.cast(), object.kind())
}

impl ObjectManager {
    /// Opens a handle in the table that the attributes ask for.
    pub(crate) fn open_for(&self, object: Object, granted: ACCESS_MASK, attributes: u32) -> HANDLE {
        let access = Access {
            granted,
            attributes,
        };
        self.open_handle(object, access, attributes & OBJ_KERNEL_HANDLE != 0)
    }

    fn make_temporary(&self, object: Object) {
        let was_permanent = object.header().permanent.replace(false);
        if object.header().handles.get() == 0 {
            self.remove_name(object);
        }
        // What `create_named` keeps for an object that is permanent. A device's own reference is
        // given up by `IoDeleteDevice`.
        if was_permanent && !object.is(&io_types::DEVICE) {
            self.dereference(object);
        }
    }

    /// The path that object attributes name, from the root.
    pub(crate) fn attribute_path(
        &self,
        attributes: Struct<OBJECT_ATTRIBUTES>,
    ) -> Result<Vec<u16>, NTSTATUS> {
        let attributes = attributes.as_ref().ok_or(STATUS_INVALID_PARAMETER)?;
        // SAFETY: the name of object attributes is null or a string.
        let name = unsafe { units(attributes.ObjectName) };
        if attributes.RootDirectory.is_null() {
            return Ok(name.to_vec());
        }
        let (root, _) = self.object(attributes.RootDirectory)?;
        let mut path = if root.is(&io_types::FILE) {
            crate::nt::io::file::path(&Kernel::current(), root)
        } else {
            self.path(root)
        };
        if !name.is_empty() {
            path.push(u16::from(b'\\'));
            path.extend_from_slice(name);
        }
        Ok(path)
    }

    /// Makes an object, names it as the attributes say, and opens a handle.
    pub(crate) fn create_named(
        &self,
        handle: Out<HANDLE>,
        access: ACCESS_MASK,
        attributes: Struct<OBJECT_ATTRIBUTES>,
        make: impl FnOnce() -> Result<Object, NTSTATUS>,
    ) -> NTSTATUS {
        let flags = attributes.as_ref().map_or(0, |given| given.Attributes);
        let object = match make() {
            Ok(object) => object,
            Err(status) => return status,
        };
        let path = if attributes.as_ref().is_none() {
            Vec::new()
        } else {
            match self.attribute_path(attributes) {
                Ok(path) => path,
                Err(status) => {
                    self.dereference(object);
                    return status;
                }
            }
        };
        if !path.is_empty()
            && let Err(status) = self.insert(object, &path)
        {
            self.dereference(object);
            return status;
        }
        handle.write(self.open_for(object, access, flags));
        if flags & OBJ_PERMANENT != 0 {
            object.header().permanent.set(true);
        } else {
            // The handle's reference is the one that keeps it.
            self.dereference(object);
        }
        STATUS_SUCCESS
    }

    /// Opens a handle to the named object of the type `kind`.
    pub(crate) fn open_named(
        &self,
        handle: Out<HANDLE>,
        access: ACCESS_MASK,
        attributes: Struct<OBJECT_ATTRIBUTES>,
        kind: &'static ObjectType,
    ) -> NTSTATUS {
        let found = self.attribute_path(attributes).and_then(|path| {
            if kind.name == types::SYMBOLIC_LINK.name {
                self.lookup_link(&path)
            } else {
                self.lookup(&path)
            }
        });
        let found = match found {
            Ok(found) if !found.object.is(kind) => return STATUS_OBJECT_TYPE_MISMATCH,
            Ok(found) if !found.rest.is_empty() => return STATUS_OBJECT_NAME_NOT_FOUND,
            Ok(found) => found.object,
            Err(status) => return status,
        };
        let flags = attributes.get().Attributes;
        handle.write(self.open_for(found, access, flags));
        STATUS_SUCCESS
    }
}
