//! The devices of software components: children that packages give a device, and no bus.

use std::rc::Rc;

use super::{install, node::Node, remove, resources::Resources, root, stack};
use crate::{
    engine::error::{Error, NtStatus, Result},
    nt::pnp::manager::Pnp,
};

/// Makes devices of the components that the packages of a started device add, and takes away those
/// that they add no more.
pub(super) fn enumerate(kernel: &Pnp, parent: &Rc<Node>) -> Result {
    let wanted = {
        let store = kernel.pnp.store.store.borrow();
        let below = store.children(&parent.instance).into_iter();
        let components = below.filter(|it| it.component.is_some());
        let components = components.map(|it| {
            let ids = (it.hardware_ids.clone(), it.compatible_ids.clone());
            (it.instance_id.clone(), it.device_description.clone(), ids)
        });
        components.collect::<Vec<_>>()
    };
    let known = parent.children.borrow().clone();
    let known: Vec<_> = known.iter().filter_map(|it| kernel.pnp.node(*it)).collect();
    for child in known.iter().filter(|it| it.is_component) {
        if !wanted.iter().any(|it| it.0 == child.instance) {
            remove::surprise_remove(kernel, child, true);
        }
    }
    let mut result = Ok(());
    for (instance, description, (hardware_ids, compatible_ids)) in wanted {
        if known.iter().any(|it| it.instance == instance) {
            continue;
        }
        let pdo = root::create_pdo(kernel).map_err(|status| Error::Status(NtStatus(status)))?;
        let node = kernel.pnp.add(|id| Node {
            parent: Some(parent.id),
            hardware_ids,
            compatible_ids,
            description: description.into(),
            is_component: true,
            ..Node::new(id, pdo, instance, Resources::default())
        });
        kernel.objects.reference(pdo.object());
        pdo.set_node(node.id);
        // A component without a package waits for one.
        let brought_up = match install::install(kernel, &node) {
            Ok(true) => stack::bring_up(kernel, &node),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        result = result.and(brought_up);
    }
    result
}
