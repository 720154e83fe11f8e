//! Notifications of drivers and programs about interfaces, and about the removal of devices.
#![expect(unsafe_code, reason = "calls notification routines")]

use std::{ptr, rc::Rc};

use wdk_sys::{
    _IO_NOTIFICATION_EVENT_CATEGORY, DEVICE_INTERFACE_CHANGE_NOTIFICATION, GUID,
    IO_NOTIFICATION_EVENT_CATEGORY, PDRIVER_NOTIFICATION_CALLBACK_ROUTINE, PVOID, UNICODE_STRING,
    host,
};

use crate::{
    engine::{driver::DriverId, trace::Category},
    nt::{io::raw::Driver, ob::name::wide, pnp::manager::Pnp},
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

/// A registration.
#[derive(Clone, Copy)]
struct Registration {
    id: u64,
    category: IO_NOTIFICATION_EVENT_CATEGORY,
    class: GUID,
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
    next: u64,
}

/// `IoRegisterPlugPlayNotification`.
pub(crate) fn register(
    kernel: &Pnp,
    category: IO_NOTIFICATION_EVENT_CATEGORY,
    class: GUID,
    existing: bool,
    driver: Driver,
    (routine, context): (PDRIVER_NOTIFICATION_CALLBACK_ROUTINE, PVOID),
) -> u64 {
    let registration = {
        let mut all = kernel.pnp.notifications.borrow_mut();
        all.next += 1;
        let registration = Registration {
            id: all.next,
            category,
            class,
            driver: driver.state().id,
            routine,
            context,
            globals: host::current_globals(),
        };
        all.registrations.push(registration);
        registration
    };
    if existing && category == _IO_NOTIFICATION_EVENT_CATEGORY::EventCategoryDeviceInterfaceChange {
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
        let matching = all.registrations.iter().filter(|one| {
            one.category == _IO_NOTIFICATION_EVENT_CATEGORY::EventCategoryDeviceInterfaceChange
                && super::interface::same_guid(&one.class, class)
        });
        matching.copied().collect()
    };
    for registration in listening {
        let (class, link) = (*class, link.to_vec());
        // As on Windows, drivers are notified on a thread of the system.
        kernel.queue_pnp(move |kernel| notify(kernel, registration, &class, &link, arrived));
    }
}

fn notify(kernel: &Pnp, registration: Registration, class: &GUID, link: &[u16], arrived: bool) {
    let still = kernel
        .pnp
        .notifications
        .borrow()
        .registrations
        .iter()
        .any(|other| other.id == registration.id);
    let Some(routine) = registration.routine.filter(|_| still) else {
        return;
    };
    let bytes = size_of_val(link) as u16;
    let mut name = UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: link.as_ptr().cast_mut(),
    };
    let mut change = DEVICE_INTERFACE_CHANGE_NOTIFICATION {
        Version: 1,
        Size: size_of::<DEVICE_INTERFACE_CHANGE_NOTIFICATION>() as u16,
        Event: if arrived { ARRIVAL } else { REMOVAL },
        InterfaceClassGuid: *class,
        SymbolicLinkName: &raw mut name,
    };
    let structure = ptr::from_mut(&mut change).cast();
    let before = host::replace_current_globals(registration.globals);
    kernel.in_driver(
        registration.driver,
        Category::Pnp,
        "DriverNotificationCallback",
        || String::from_utf16_lossy(link),
        // SAFETY: the driver registered the routine with this context.
        || unsafe { routine(structure, registration.context) },
    );
    host::replace_current_globals(before);
}
