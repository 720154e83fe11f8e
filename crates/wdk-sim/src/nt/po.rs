//! The power manager: the system's own power requests.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::{
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36__bindgen_ty_1,
    _POWER_ACTION::{
        PowerActionHibernate, PowerActionNone, PowerActionShutdownOff, PowerActionSleep,
    },
    _POWER_STATE_TYPE::SystemPowerState,
    _SYSTEM_POWER_STATE::{PowerSystemHibernate, PowerSystemShutdown, PowerSystemWorking},
    _SYSTEM_POWER_STATE_CONTEXT__bindgen_ty_1,
    _SYSTEM_POWER_STATE_CONTEXT__bindgen_ty_1__bindgen_ty_1, IRP_MJ_POWER, IRP_MN_QUERY_POWER,
    IRP_MN_SET_POWER, NTSTATUS, POWER_STATE, STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED,
    SYSTEM_POWER_STATE, SYSTEM_POWER_STATE_CONTEXT,
};

use crate::{
    engine::trace::Category,
    nt::{
        io::file::send_and_wait,
        pnp::{
            manager::Pnp,
            node::{Node, State},
        },
    },
};

/// Asks every started device whether the system may leave `S0` for `state`, and takes it there:
/// children before their parents. One that refuses has all that agreed come back. A system that sleeps already sleeps
/// on.
///
/// # Errors
/// The refusing driver's status.
pub(crate) fn sleep(kernel: &Pnp, state: SYSTEM_POWER_STATE) -> Result<(), NTSTATUS> {
    kernel.with_device_tree(|| {
        if kernel.pnp.asleep.get() {
            return Ok(());
        }
        let action = if state == PowerSystemHibernate {
            PowerActionHibernate
        } else {
            PowerActionSleep
        };
        kernel.pnp.power_action.set(action);
        let mut nodes = started(kernel);
        nodes.reverse();
        for (asked, node) in nodes.iter().enumerate() {
            let status = system(kernel, node, IRP_MN_QUERY_POWER, state);
            if status < 0 {
                for node in nodes[..=asked].iter().rev() {
                    system(kernel, node, IRP_MN_SET_POWER, PowerSystemWorking);
                }
                kernel.pnp.power_action.set(PowerActionNone);
                return Err(status);
            }
        }
        for node in &nodes {
            system(kernel, node, IRP_MN_SET_POWER, state);
        }
        kernel.pnp.asleep.set(true);
        kernel.pnp.system.set(state);
        Ok(())
    })
}

/// Takes every started device back to `S0`, parents before their children.
pub(crate) fn wake(kernel: &Pnp) {
    kernel.with_device_tree(|| {
        kernel.pnp.asleep.set(false);
        for node in started(kernel) {
            system(kernel, &node, IRP_MN_SET_POWER, PowerSystemWorking);
        }
        kernel.pnp.power_action.set(PowerActionNone);
        kernel.pnp.system.set(PowerSystemWorking);
    });
    kernel.run_queued_pnp();
}

/// As [`wake`]; does nothing while the system works.
pub(crate) fn wake_if_asleep(kernel: &Pnp) {
    if kernel.pnp.asleep.get() {
        wake(kernel);
    }
}

/// Tells every started device that the system goes off, children before their parents. Nobody can
/// refuse.
pub(crate) fn shut_down(kernel: &Pnp) {
    kernel.with_device_tree(|| {
        kernel.pnp.power_action.set(PowerActionShutdownOff);
        for node in started(kernel).iter().rev() {
            system(kernel, node, IRP_MN_SET_POWER, PowerSystemShutdown);
        }
        kernel.pnp.asleep.set(true);
        kernel.pnp.system.set(PowerSystemShutdown);
    });
}

/// The devices that work, parents before their children.
fn started(kernel: &Pnp) -> Vec<Rc<Node>> {
    let mut nodes = kernel.pnp.nodes();
    nodes.retain(|node| node.state.get() == State::Started);
    nodes
}

/// Sends a system power request down the stack of `node`, and waits for its end.
fn system(kernel: &Pnp, node: &Node, minor: u32, state: SYSTEM_POWER_STATE) -> NTSTATUS {
    let top = node.pdo.get().top();
    let Some(irp) = kernel.io.irps.allocate(top.stack_size()) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    irp.set_status(STATUS_NOT_SUPPORTED);
    let stack = irp.next_stack();
    stack.set_major(IRP_MJ_POWER as u8);
    stack.set_minor(minor as u8);
    let mut states = _SYSTEM_POWER_STATE_CONTEXT__bindgen_ty_1__bindgen_ty_1::default();
    states.set_TargetSystemState(state as u32);
    states.set_EffectiveSystemState(state as u32);
    states.set_CurrentSystemState(kernel.pnp.system.get() as u32);
    let context = SYSTEM_POWER_STATE_CONTEXT {
        __bindgen_anon_1: _SYSTEM_POWER_STATE_CONTEXT__bindgen_ty_1 {
            __bindgen_anon_1: states,
        },
    };
    stack.set_power(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36 {
        __bindgen_anon_1: _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36__bindgen_ty_1 {
            SystemPowerStateContext: context,
        },
        Type: SystemPowerState,
        State: POWER_STATE { SystemState: state },
        ShutdownType: kernel.pnp.power_action.get(),
        ..Default::default()
    });
    kernel.trace_instant(Category::Power, || {
        let verb = if minor == IRP_MN_QUERY_POWER {
            "asked for"
        } else {
            "set"
        };
        const NAMES: [&str; 7] = ["unspecified", "S0", "S1", "S2", "S3", "S4", "S5"];
        let name = usize::try_from(state)
            .ok()
            .and_then(|state| NAMES.get(state));
        let state = name.copied().unwrap_or("unknown state");
        (format!("{state} {verb}"), node.instance.clone())
    });
    send_and_wait(kernel, top, irp).0
}
