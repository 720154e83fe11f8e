//! Building and starting a device's stack.
#![expect(unsafe_code, reason = "calls AddDevice")]

use std::rc::Rc;

use wdk_sys::{
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_37, DO_DEVICE_INITIALIZING,
    IRP_MN_CANCEL_STOP_DEVICE, IRP_MN_QUERY_STOP_DEVICE, IRP_MN_START_DEVICE, IRP_MN_STOP_DEVICE,
    PNP_DEVICE_FAILED, STATUS_DEVICE_CONFIGURATION_ERROR,
};

use super::{
    children, components, install,
    node::{Node, State},
    reenumerate::Reenumeration,
    remove, request,
    resources::Resources,
    root, security,
    wake::{Depth, Wake},
};
use crate::{
    engine::{
        error::{Error, NtStatus, Result},
        trace::Category,
    },
    nt::{
        cm::values,
        io::{
            device::START_PENDING,
            raw::{Device, Driver},
        },
        pnp::manager::Pnp,
    },
};

/// Puts a device with the hardware ids `ids` on the root bus, installs a driver for it, and
/// starts it.
pub(crate) fn plug(
    kernel: &Pnp,
    hardware_ids: &[String],
    compatible_ids: &[String],
    resources: Resources,
    wake: Option<Depth>,
    reenumerates: bool,
) -> Result<Rc<Node>> {
    kernel.with_device_tree(|| {
        let first = hardware_ids
            .first()
            .ok_or_else(|| Error::NotFound("a device needs a hardware id".to_owned()))?;
        let pdo = root::create_pdo(kernel).map_err(|status| Error::Status(NtStatus(status)))?;
        let node = kernel.pnp.add(|id| Node {
            hardware_ids: hardware_ids.to_vec(),
            compatible_ids: compatible_ids.to_vec(),
            wake: Wake::new(wake),
            reenumeration: Reenumeration::new(reenumerates),
            ..Node::new(id, pdo, instance(kernel, first), resources)
        });
        kernel.objects.reference(pdo.object());
        pdo.set_node(node.id);
        let brought_up = match install::install(kernel, &node) {
            Ok(true) => bring_up(kernel, &node),
            Ok(false) => Err(install::no_match(kernel, hardware_ids)),
            Err(error) => Err(error),
        };
        if let Err(error) = brought_up {
            remove::unplug_failed(kernel, &node);
            return Err(error);
        }
        Ok(node)
    })
}

/// A new instance path for a root-enumerated device.
fn instance(kernel: &Pnp, hardware_id: &str) -> String {
    let id = hardware_id.to_uppercase();
    let id = if id.starts_with("ROOT\\") {
        id
    } else {
        format!("ROOT\\{}", id.replace('\\', "_"))
    };
    // The numbers of removed instances are used again, as on a machine that forgets its devices.
    let in_use = |number: u32| {
        let path = format!("{id}\\{number:04}");
        kernel.pnp.nodes().iter().any(|node| node.instance == path)
    };
    let number = (0..).find(|number| !in_use(*number)).unwrap_or(0);
    format!("{id}\\{number:04}")
}

/// Builds the stack of an installed device and starts it.
pub(crate) fn bring_up(kernel: &Pnp, node: &Rc<Node>) -> Result {
    if let Err(error) = add_devices(kernel, node) {
        node.become_state(kernel, State::Failed);
        remove::remove_stack(kernel, node);
        return Err(error);
    }
    node.become_state(kernel, State::DriversAdded);
    start(kernel, node)
}

/// Loads the drivers of a device and has each add its device object: lower filters, the function
/// driver, upper filters; of both kinds those of the device before those of its class.
fn add_devices(kernel: &Pnp, node: &Node) -> Result {
    // Only the hardware key counts: a list that an INF writes to the software key, outside of its
    // .HW section, adds no filter.
    let (hardware, class) = (node.hardware_key(kernel), node.class_key(kernel));
    let filters = |name: &str| {
        let hive = kernel.registry.hive.borrow();
        let own = values::strings(&hive, hardware, name);
        [own, values::strings(&hive, class, name)].concat()
    };
    let mut services = filters("LowerFilters");
    services.extend(node.service.borrow().clone());
    services.extend(filters("UpperFilters"));
    for service in services {
        let driver = kernel.loader.load(kernel, &service)?;
        add_device(kernel, driver, node)?;
    }
    let (class, devices) = (node.class_guid.borrow().clone(), node.devices());
    security::apply(kernel, hardware, &class, &devices)?;
    node.pdo.get().change_state(START_PENDING, 0);
    for device in node.devices() {
        device.change_state(START_PENDING, 0);
    }
    Ok(())
}

fn add_device(kernel: &Pnp, driver: Driver, node: &Node) -> Result {
    let Some(routine) = driver.add_device() else {
        return Err(Error::NotFound(format!(
            "the driver of the service {} has no AddDevice routine, so it drives no PnP device",
            driver.state().service
        )));
    };
    let status = kernel.in_driver(
        driver.state().id,
        Category::Pnp,
        "AddDevice",
        || node.instance.clone(),
        // SAFETY: `DriverEntry` set the routine for this purpose.
        || unsafe { routine(driver.raw(), node.pdo.get().raw()) },
    );
    if node.pdo.get().top().driver() == driver.raw() {
        let top: Device = node.pdo.get().top();
        if top.flags() & DO_DEVICE_INITIALIZING != 0 && status >= 0 {
            kernel.check(
                false,
                &crate::nt::verifier::rules::DEVICE_INITIALIZING,
                || {
                    format!(
                        "AddDevice of {} left DO_DEVICE_INITIALIZING set",
                        driver.state().service
                    )
                },
            );
        }
    }
    NtStatus::check(status)
}

/// Starts a device whose stack is built, and enumerates its children.
pub(crate) fn start(kernel: &Pnp, node: &Rc<Node>) -> Result {
    node.capabilities
        .set(request::capabilities(kernel, node.pdo.get()));
    if let Err(status) = request::assign(kernel, node) {
        node.become_state(kernel, State::Failed);
        remove::remove_stack(kernel, node);
        return NtStatus::check(status);
    }
    let resources = node.resources.borrow().clone();
    let (raw, translated) = (resources.list(), resources.translated());
    let (status, _) = request::send(kernel, node.pdo.get(), IRP_MN_START_DEVICE, |stack| {
        stack.set_start(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_37 {
            AllocatedResources: raw.address(),
            AllocatedResourcesTranslated: translated.address(),
        });
    });
    drop((raw, translated));
    if status < 0 {
        node.become_state(kernel, State::Failed);
        remove::remove_stack(kernel, node);
        return NtStatus::check(status);
    }
    for device in node.devices() {
        device.change_state(0, START_PENDING);
    }
    node.become_state(kernel, State::Started);
    if request::device_state(kernel, node.pdo.get()) & PNP_DEVICE_FAILED != 0 {
        remove::surprise_remove(kernel, node, false);
        return NtStatus::check(STATUS_DEVICE_CONFIGURATION_ERROR);
    }
    let children = children::enumerate(kernel, node);
    children.and(components::enumerate(kernel, node))
}

/// Stops a device to change its resources.
pub(crate) fn stop(kernel: &Pnp, node: &Rc<Node>) -> Result {
    kernel.with_device_tree(|| {
        expect_state(node, State::Started)?;
        let status = request::plain(kernel, node.pdo.get(), IRP_MN_QUERY_STOP_DEVICE);
        if status < 0 {
            request::plain(kernel, node.pdo.get(), IRP_MN_CANCEL_STOP_DEVICE);
            return NtStatus::check(status);
        }
        request::plain(kernel, node.pdo.get(), IRP_MN_STOP_DEVICE);
        node.become_state(kernel, State::Stopped);
        Ok(())
    })
}

/// Queries a device for a stop, and cancels the stop.
pub(crate) fn cancel_stop(kernel: &Pnp, node: &Rc<Node>) -> Result {
    kernel.with_device_tree(|| {
        expect_state(node, State::Started)?;
        let status = request::plain(kernel, node.pdo.get(), IRP_MN_QUERY_STOP_DEVICE);
        request::plain(kernel, node.pdo.get(), IRP_MN_CANCEL_STOP_DEVICE);
        NtStatus::check(status)
    })
}

/// Starts a device again that was stopped.
pub(crate) fn restart(kernel: &Pnp, node: &Rc<Node>) -> Result {
    kernel.with_device_tree(|| {
        expect_state(node, State::Stopped)?;
        start(kernel, node)
    })
}

/// Gives a disabled device its drivers back.
pub(crate) fn enable(kernel: &Pnp, node: &Rc<Node>) -> Result {
    kernel.with_device_tree(|| {
        expect_state(node, State::Disabled)?;
        bring_up(kernel, node)
    })
}

/// Fails unless the device is in the state that the operation starts from.
pub(crate) fn expect_state(node: &Node, state: State) -> Result {
    if node.state.get() == state {
        return Ok(());
    }
    Err(Error::NotFound(format!(
        "the device {} is {:?}; this needs one that is {state:?}",
        node.instance,
        node.state.get()
    )))
}
