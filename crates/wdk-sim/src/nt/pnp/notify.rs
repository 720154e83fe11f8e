//! Notifications of drivers and programs about interfaces, and about the removal of devices.
#![expect(unsafe_code, reason = "calls notification routines")]

use std::{ptr, rc::Rc};

use wdk_sys::{
    DEVICE_INTERFACE_CHANGE_NOTIFICATION, GUID, GUID_TARGET_DEVICE_QUERY_REMOVE,
    GUID_TARGET_DEVICE_REMOVE_CANCELLED, GUID_TARGET_DEVICE_REMOVE_COMPLETE, NTSTATUS,
    PDRIVER_NOTIFICATION_CALLBACK_ROUTINE, PFILE_OBJECT, PTARGET_DEVICE_CUSTOM_NOTIFICATION, PVOID,
    STATUS_SUCCESS, TARGET_DEVICE_REMOVAL_NOTIFICATION, host,
};

use super::node::Node;

use crate::{
    engine::{driver::DriverId, trace::Category},
    nt::{
        io::raw::Driver,
        ob::name::{unicode_string, wide},
        pnp::manager::Pnp,
    },
};

/// `GUID_DEVICE_INTERFACE_ARRIVAL`.
const ARRIVAL: GUID = GUID {
    Data1: 0xCB3A_4004,
    Data2: 0x46F0,
    Data3: 0x11D0,
    Data4: [0xB0, 0x8F, 0x00, 0x60, 0x97, 0x13, 0x05, 0x3F],
};
/// `GUID_DEVICE_INTERFACE_REMOVAL`.
const REMOVAL: GUID = GUID {
    Data1: 0xCB3A_4005,
    ..ARRIVAL
};

/// What a registration is about.
#[derive(Clone, Copy)]
pub(crate) enum About {
    /// The interfaces of a class; those that are enabled already, too, if `existing`.
    Interfaces { class: GUID, existing: bool },
    /// The device with this number, which the driver has opened.
    Target { node: u64, file: PFILE_OBJECT },
    /// The hardware profile, which does not change on this machine.
    Profile,
}

impl About {
    fn is_class(&self, class: &GUID) -> bool {
        matches!(self, Self::Interfaces { class: own, .. } if super::interface::same_guid(own, class))
    }
}

/// A registration.
#[derive(Clone, Copy)]
struct Registration {
    id: u64,
    about: About,
    driver: DriverId,
    routine: PDRIVER_NOTIFICATION_CALLBACK_ROUTINE,
    context: PVOID,
    /// The framework's globals of a native driver, which its calls find by thread.
    globals: PVOID,
}

/// The callback of a program: a link, and whether the interface arrived.
type Event = Rc<dyn Fn(&[u16], bool)>;

/// All registrations.
#[derive(Default)]
pub(crate) struct Notifications {
    registrations: Vec<Registration>,
    /// Those of programs, by number and class.
    programs: Vec<(u64, GUID, Event)>,
    /// The callbacks that run: the registration's number, and the thread's.
    running: Vec<(u64, u64)>,
    next: u64,
}

/// `IoRegisterPlugPlayNotification`.
pub(crate) fn register(
    kernel: &Pnp,
    about: About,
    driver: Driver,
    (routine, context): (PDRIVER_NOTIFICATION_CALLBACK_ROUTINE, PVOID),
) -> u64 {
    let registration = {
        let mut all = kernel.pnp.notifications.borrow_mut();
        all.next += 1;
        let registration = Registration {
            id: all.next,
            about,
            driver: driver.state().id,
            routine,
            context,
            globals: host::current_globals(),
        };
        all.registrations.push(registration);
        registration
    };
    if let About::Interfaces {
        class,
        existing: true,
    } = about
    {
        let links = kernel.pnp.interfaces.borrow().links(&class, None, true);
        for link in links {
            notify(kernel, registration, &class, &wide(&link), true);
        }
    }
    registration.id
}

/// `IoUnregisterPlugPlayNotification`.
pub(crate) fn unregister(kernel: &Pnp, id: u64) {
    let mut all = kernel.pnp.notifications.borrow_mut();
    all.registrations
        .retain(|registration| registration.id != id);
}

/// `IoUnregisterPlugPlayNotificationEx`: waits for a callback that runs on another thread.
pub(crate) fn unregister_and_wait(kernel: &Pnp, id: u64) {
    unregister(kernel, id);
    let own = kernel.sched.running().map_or(0, |thread| thread.number);
    let address = ptr::from_ref(&kernel.pnp.notifications).addr();
    kernel.park_while(address, "a notification callback", || {
        let all = kernel.pnp.notifications.borrow();
        let mut running = all.running.iter();
        running.any(|(other, thread)| *other == id && *thread != own)
    });
}

/// `CM_Register_Notification`.
pub(crate) fn register_program(kernel: &Pnp, class: GUID, event: Event) -> u64 {
    let mut all = kernel.pnp.notifications.borrow_mut();
    all.next += 1;
    let id = all.next;
    all.programs.push((id, class, event));
    id
}

/// `CM_Unregister_Notification`.
pub(crate) fn unregister_program(kernel: &Pnp, id: u64) {
    let mut all = kernel.pnp.notifications.borrow_mut();
    all.programs.retain(|(other, ..)| *other != id);
}

/// Notifies all registrations that an interface arrived or was removed.
pub(crate) fn interface_changed(kernel: &Pnp, class: &GUID, link: &[u16], arrived: bool) {
    let programs: Vec<Event> = {
        let all = kernel.pnp.notifications.borrow();
        let programs = all.programs.iter();
        let matching = programs.filter(|(_, other, _)| super::interface::same_guid(other, class));
        matching.map(|(.., event)| Rc::clone(event)).collect()
    };
    for event in programs {
        event(link, arrived);
    }
    let listening: Vec<_> = {
        let all = kernel.pnp.notifications.borrow();
        let registrations = all.registrations.iter();
        let matching = registrations.filter(|one| one.about.is_class(class));
        matching.copied().collect()
    };
    for registration in listening {
        let (class, link) = (*class, link.to_vec());
        // As on Windows, drivers are notified on a thread of the system.
        kernel.queue_pnp(move |kernel| notify(kernel, registration, &class, &link, arrived));
    }
}

fn notify(kernel: &Pnp, registration: Registration, class: &GUID, link: &[u16], arrived: bool) {
    let mut name = unicode_string(link);
    let mut change = DEVICE_INTERFACE_CHANGE_NOTIFICATION {
        Version: 1,
        Size: size_of::<DEVICE_INTERFACE_CHANGE_NOTIFICATION>() as u16,
        Event: if arrived { ARRIVAL } else { REMOVAL },
        InterfaceClassGuid: *class,
        SymbolicLinkName: &raw mut name,
    };
    let structure = ptr::from_mut(&mut change).cast();
    // An interface comes or goes whatever a callback answers.
    let _ = call(kernel, registration, structure, || {
        String::from_utf16_lossy(link)
    });
}

/// Calls a registration's routine, unless it was unregistered meanwhile.
fn call(
    kernel: &Pnp,
    registration: Registration,
    structure: PVOID,
    detail: impl FnOnce() -> String,
) -> NTSTATUS {
    let thread = kernel.sched.running().map_or(0, |thread| thread.number);
    let running = (registration.id, thread);
    {
        let mut all = kernel.pnp.notifications.borrow_mut();
        let mut registrations = all.registrations.iter();
        if !registrations.any(|other| other.id == registration.id) {
            return STATUS_SUCCESS;
        }
        all.running.push(running);
    }
    let mut status = STATUS_SUCCESS;
    if let Some(routine) = registration.routine {
        let before = host::replace_current_globals(registration.globals);
        status = kernel.in_driver(
            registration.driver,
            Category::Pnp,
            "DriverNotificationCallback",
            detail,
            // SAFETY: the driver registered the routine with this context.
            || unsafe { routine(structure, registration.context) },
        );
        host::replace_current_globals(before);
    }
    let notifications = &kernel.pnp.notifications;
    notifications
        .borrow_mut()
        .running
        .retain(|one| *one != running);
    kernel.unpark(ptr::from_ref(notifications).addr());
    status
}

/// The registrations for the device with this number, each with its file.
fn targets(kernel: &Pnp, node: u64) -> Vec<(Registration, PFILE_OBJECT)> {
    let all = kernel.pnp.notifications.borrow();
    let matching = all.registrations.iter().filter_map(|one| match one.about {
        About::Target { node: other, file } if other == node => Some((*one, file)),
        _ => None,
    });
    matching.collect()
}

/// The removal of a device begins.
///
/// # Errors
/// The status of the first callback that refuses; all that were asked know then that the removal
/// is cancelled.
pub(crate) fn query_remove(kernel: &Pnp, node: &Node) -> Result<(), NTSTATUS> {
    let targets = targets(kernel, node.id);
    for (asked, target) in targets.iter().enumerate() {
        let status = removal(kernel, node, *target, GUID_TARGET_DEVICE_QUERY_REMOVE);
        if status < 0 {
            for target in targets[..=asked].iter().rev() {
                removal(kernel, node, *target, GUID_TARGET_DEVICE_REMOVE_CANCELLED);
            }
            return Err(status);
        }
    }
    Ok(())
}

/// The removal that [`query_remove`] began does not take place.
pub(crate) fn remove_cancelled(kernel: &Pnp, node: &Node) {
    for target in targets(kernel, node.id).into_iter().rev() {
        removal(kernel, node, target, GUID_TARGET_DEVICE_REMOVE_CANCELLED);
    }
}

/// The device is removed, or was pulled out.
pub(crate) fn remove_complete(kernel: &Pnp, node: &Node) {
    for target in targets(kernel, node.id) {
        removal(kernel, node, target, GUID_TARGET_DEVICE_REMOVE_COMPLETE);
    }
}

fn removal(
    kernel: &Pnp,
    node: &Node,
    (registration, file): (Registration, PFILE_OBJECT),
    event: GUID,
) -> NTSTATUS {
    let mut change = TARGET_DEVICE_REMOVAL_NOTIFICATION {
        Version: 1,
        Size: size_of::<TARGET_DEVICE_REMOVAL_NOTIFICATION>() as u16,
        Event: event,
        FileObject: file,
    };
    let structure = ptr::from_mut(&mut change).cast();
    call(kernel, registration, structure, || node.instance.clone())
}

/// Notifies the registrations for a device of an event that a driver has defined. `change` is a
/// `TARGET_DEVICE_CUSTOM_NOTIFICATION` with what follows it.
pub(crate) fn custom(kernel: &Pnp, node: &Node, change: &mut [u64]) {
    for (registration, file) in targets(kernel, node.id) {
        let structure: PTARGET_DEVICE_CUSTOM_NOTIFICATION = change.as_mut_ptr().cast();
        // SAFETY: the memory is aligned, and large enough for the structure.
        unsafe { (*structure).FileObject = file };
        // Nobody waits for an answer to an event that has happened.
        let _ = call(kernel, registration, structure.cast(), || {
            node.instance.clone()
        });
    }
}
