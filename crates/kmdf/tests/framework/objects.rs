//! Objects: contexts, order of cleanup and destruction, and what misuse leads to.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::ptr;

use crate::common::{Plan, bug_check, machine, note, notes, plan};
use wdk_sys::{wdf::*, *};

#[repr(C)]
struct Context {
    number: u64,
}

static CONTEXT: TypeInfo = TypeInfo(WDF_OBJECT_CONTEXT_TYPE_INFO {
    Size: size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>() as u32,
    ContextName: c"Context".as_ptr(),
    ContextSize: size_of::<Context>(),
    UniqueType: ptr::null(),
    EvtDriverGetUniqueContextType: None,
});

struct TypeInfo(WDF_OBJECT_CONTEXT_TYPE_INFO);
// SAFETY: constant data.
unsafe impl Sync for TypeInfo {}

#[abi]
unsafe fn cleanup(object: WDFOBJECT) {
    note(format!("cleanup {}", number(object)));
}

#[abi]
unsafe fn destroy(object: WDFOBJECT) {
    note(format!("destroy {}", number(object)));
}

fn number(object: WDFOBJECT) -> u64 {
    // SAFETY: an object with this context.
    let context = unsafe { WdfObjectGetTypedContextWorker(object, &raw const CONTEXT.0) };
    // SAFETY: the context that `create` asked for.
    unsafe { (*context.cast::<Context>()).number }
}

/// An object with its number as context.
fn create(parent: WDFOBJECT, number: u64) -> WDFOBJECT {
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ParentObject = parent;
    attributes.ContextTypeInfo = &raw const CONTEXT.0;
    attributes.EvtCleanupCallback = Some(cleanup);
    attributes.EvtDestroyCallback = Some(destroy);
    let mut object = ptr::null_mut();
    // SAFETY: local structures, and a parent that is alive or null.
    let status = unsafe { WdfObjectCreate(&raw mut attributes, &raw mut object) };
    assert_eq!(status, STATUS_SUCCESS);
    // SAFETY: an object with this context.
    let context = unsafe { WdfObjectGetTypedContextWorker(object, &raw const CONTEXT.0) };
    // SAFETY: the context that the attributes asked for.
    unsafe { (*context.cast::<Context>()).number = number };
    object
}

fn on_entry(on_entry: fn()) {
    plan(Plan {
        on_entry,
        ..Plan::GOOD
    });
}

fn delete(object: WDFOBJECT) {
    // SAFETY: what the tests pass, wrong handles included.
    unsafe { WdfObjectDelete(object) };
}

#[test]
fn children_are_cleaned_up_before_their_parents_and_destroyed_before_them() {
    on_entry(|| {
        let parent = create(ptr::null_mut(), 1);
        let first = create(parent, 2);
        create(first, 3);
        create(parent, 4);
        delete(parent);
    });
    let machine = machine();
    machine
        .load(crate::common::PROBE)
        .expect("the driver loads");
    assert_eq!(
        notes(),
        [
            "cleanup 3",
            "cleanup 2",
            "cleanup 4",
            "cleanup 1",
            "destroy 3",
            "destroy 2",
            "destroy 4",
            "destroy 1",
        ]
    );
    machine.finish().expect("nothing is left");
}

#[test]
fn a_reference_keeps_the_memory_but_not_the_object() {
    on_entry(|| {
        let object = create(ptr::null_mut(), 1);
        // SAFETY: a live object.
        unsafe { WdfObjectReferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
        delete(object);
        note("deleted");
        assert_eq!(number(object), 1, "the context outlives the deletion");
        // SAFETY: the reference from above.
        unsafe { WdfObjectDereferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
    });
    let machine = machine();
    machine
        .load(crate::common::PROBE)
        .expect("the driver loads");
    assert_eq!(notes(), ["cleanup 1", "deleted", "destroy 1"]);
    machine.finish().expect("nothing is left");
}

#[test]
fn a_context_leads_back_to_its_object_and_is_added_once() {
    on_entry(|| {
        let mut object = ptr::null_mut();
        // SAFETY: a local variable.
        let created = unsafe { WdfObjectCreate(ptr::null_mut(), &raw mut object) };
        assert_eq!(created, 0);
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ContextTypeInfo = &raw const CONTEXT.0;
        let mut contexts = [ptr::null_mut(); 2];
        let statuses = contexts.each_mut().map(|context| {
            // SAFETY: a live object, and locals.
            unsafe { WdfObjectAllocateContext(object, &raw mut attributes, context) }
        });
        assert_eq!(statuses, [STATUS_SUCCESS, STATUS_OBJECT_NAME_EXISTS]);
        assert_eq!(contexts[0], contexts[1]);
        // SAFETY: a context of a live object.
        assert_eq!(unsafe { WdfObjectContextGetObject(contexts[0]) }, object);
    });
    let machine = machine();
    machine
        .load(crate::common::PROBE)
        .expect("the driver loads");
    machine
        .finish()
        .expect("the driver object's end frees its children");
}

#[test]
fn a_freed_handle_is_named() {
    on_entry(|| {
        let object = create(ptr::null_mut(), 1);
        delete(object);
        delete(object);
    });
    let check = bug_check(machine().load(crate::common::PROBE).map(drop));
    assert_eq!((check.code, check.parameters[0]), (0x10D, 5));
    assert!(
        check.message.contains("no live WDFOBJECT"),
        "{}",
        check.message
    );
}

#[test]
fn a_handle_of_another_type_is_named() {
    on_entry(|| {
        let object = create(ptr::null_mut(), 1);
        let mut string = UNICODE_STRING::default();
        // SAFETY: wrong on purpose; the framework checks the type before it uses the object.
        unsafe { WdfStringGetUnicodeString(object.cast(), &raw mut string) };
    });
    let check = bug_check(machine().load(crate::common::PROBE).map(drop));
    assert!(
        check.message.contains("needs a WDFSTRING"),
        "{}",
        check.message
    );
}

#[test]
fn the_driver_object_is_not_the_drivers_to_delete() {
    // SAFETY: the globals are current in DriverEntry.
    on_entry(|| delete(unsafe { (*driver_globals()).Driver }.cast()));
    let check = bug_check(machine().load(crate::common::PROBE).map(drop));
    assert!(check.message.contains("WDFDRIVER"), "{}", check.message);
}

#[test]
fn a_reference_that_is_never_given_back_is_reported_at_unload() {
    on_entry(|| {
        let object = create(ptr::null_mut(), 1);
        // SAFETY: a live object.
        unsafe { WdfObjectReferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
    });
    let machine = machine();
    machine
        .load(crate::common::PROBE)
        .expect("the driver loads");
    let check = bug_check(machine.finish());
    assert!(
        check.message.contains("objects are left"),
        "{}",
        check.message
    );
}

#[test]
fn a_passive_function_at_dispatch_level_is_named() {
    on_entry(|| {
        let mut string = ptr::null_mut();
        // SAFETY: raised and lowered by this thread.
        let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
        // SAFETY: wrong IRQL on purpose.
        let _ = unsafe { WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut string) };
        // SAFETY: to the IRQL of before.
        unsafe { KeLowerIrql(irql) };
    });
    let check = bug_check(machine().load(crate::common::PROBE).map(drop));
    assert!(
        check.message.contains("WdfStringCreate"),
        "{}",
        check.message
    );
}

#[test]
fn an_unported_function_stops_the_machine_by_name() {
    on_entry(|| {
        // SAFETY: the slot takes no argument into account.
        let _ = unsafe {
            WdfDmaEnablerCreate(
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
    });
    let check = bug_check(machine().load(crate::common::PROBE).map(drop));
    assert!(
        check.message.contains("WdfDmaEnablerCreate"),
        "{}",
        check.message
    );
}
