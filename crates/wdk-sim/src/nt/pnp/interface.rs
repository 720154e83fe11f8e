//! Device interfaces: names by which programs and other drivers find devices.

use std::collections::BTreeMap;

use wdk_sys::{
    GUID, NTSTATUS, STATUS_INVALID_DEVICE_REQUEST, STATUS_OBJECT_NAME_EXISTS,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_SUCCESS,
};

use super::{node::Node, notify};
use crate::nt::{
    cm::{
        hive::{Hive, KeyId},
        values,
    },
    ob::{
        header::Object,
        name::{Folded, wide},
    },
    pnp::manager::Pnp,
};

/// A registered interface.
pub(crate) struct Interface {
    pub(crate) class: GUID,
    pub(crate) node: u64,
    pub(crate) link: String,
    /// The symbolic link object, while the interface is enabled.
    object: Option<Object>,
    target: Vec<u16>,
}

impl Interface {
    /// Whether the interface is enabled.
    pub(crate) fn enabled(&self) -> bool {
        self.object.is_some()
    }
}

/// All interfaces, by their symbolic link.
#[derive(Default)]
pub(crate) struct Interfaces(BTreeMap<Folded, Interface>);

impl Interfaces {
    /// The links of a class, optionally of one device and enabled ones only.
    pub(crate) fn links(&self, class: &GUID, node: Option<u64>, enabled: bool) -> Vec<String> {
        let matching = self.0.values().filter(|interface| {
            same_guid(&interface.class, class)
                && node.is_none_or(|node| interface.node == node)
                && (!enabled || interface.enabled())
        });
        matching.map(|interface| interface.link.clone()).collect()
    }

    /// The links of a device's enabled interfaces.
    pub(crate) fn of_node(&self, node: u64) -> Vec<String> {
        let matching = self
            .0
            .values()
            .filter(|interface| interface.node == node && interface.enabled());
        matching.map(|interface| interface.link.clone()).collect()
    }

    /// The device that an interface belongs to.
    pub(crate) fn node(&self, link: &[u16]) -> Option<u64> {
        Some(self.0.get(&Folded::new(link))?.node)
    }
}

/// Whether two GUIDs are the same.
pub(crate) fn same_guid(one: &GUID, other: &GUID) -> bool {
    let parts = |guid: &GUID| (guid.Data1, guid.Data2, guid.Data3, guid.Data4);
    parts(one) == parts(other)
}

/// `{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}`.
pub(crate) fn braces(guid: &GUID) -> String {
    let [a, b, rest @ ..] = guid.Data4;
    let rest: String = rest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "{{{:08x}-{:04x}-{:04x}-{a:02x}{b:02x}-{rest}}}",
        guid.Data1, guid.Data2, guid.Data3
    )
}

/// The GUID between braces.
pub(crate) fn parse(text: &str) -> Option<GUID> {
    let digits: String = text.trim().strip_prefix('{')?.strip_suffix('}')?.into();
    let parts: Vec<&str> = digits.split('-').collect();
    let [a, b, c, d, e] = parts.as_slice() else {
        return None;
    };
    let lengths = [a, b, c, d, e].map(|it| it.len());
    let hex = digits
        .bytes()
        .all(|it| it == b'-' || it.is_ascii_hexdigit());
    if lengths != [8, 4, 4, 4, 12] || !hex {
        return None;
    }
    let rest = u64::from_str_radix(&format!("{d}{e}"), 16).ok()?;
    Some(GUID {
        Data1: u32::from_str_radix(a, 16).ok()?,
        Data2: u16::from_str_radix(b, 16).ok()?,
        Data3: u16::from_str_radix(c, 16).ok()?,
        Data4: rest.to_be_bytes(),
    })
}

/// The registry key of an interface, in which its state is; made when it is not there.
pub(crate) fn key(kernel: &Pnp, link: &str) -> KeyId {
    let path = parameters_path(link);
    values::create(&mut kernel.registry.hive.borrow_mut(), Hive::ROOT, &path)
}

/// Where the key of [`key`] is, from the root of the registry.
pub(crate) fn parameters_path(link: &str) -> String {
    format!(r"{}\Device Parameters", key_path(link))
}

/// Where everything that the registry has of an interface is.
fn key_path(link: &str) -> String {
    let name = link.replace('\\', "#");
    format!(r"Machine\System\CurrentControlSet\Control\DeviceClasses\{name}")
}

/// `IoRegisterDeviceInterface`: the symbolic link, and whether it was there before.
pub(crate) fn register(
    kernel: &Pnp,
    node: &Node,
    class: &GUID,
    reference: &str,
) -> Result<(String, NTSTATUS), NTSTATUS> {
    let target = kernel.objects.path(node.pdo.get().object());
    if target.is_empty() {
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    let mut link = format!(
        r"\??\{}#{}",
        node.instance.replace('\\', "#"),
        braces(class)
    );
    let mut target = target;
    if !reference.is_empty() {
        link.push('\\');
        link.push_str(reference);
        target.extend(wide("\\"));
        target.extend(wide(reference));
    }
    let key = Folded::new(&wide(&link));
    let mut interfaces = kernel.pnp.interfaces.borrow_mut();
    if interfaces.0.contains_key(&key) {
        return Ok((link, STATUS_OBJECT_NAME_EXISTS));
    }
    let interface = Interface {
        class: *class,
        node: node.id,
        link: link.clone(),
        object: None,
        target,
    };
    interfaces.0.insert(key, interface);
    Ok((link, STATUS_SUCCESS))
}

/// `IoSetDeviceInterfaceState`.
pub(crate) fn set_state(kernel: &Pnp, link: &[u16], enable: bool) -> NTSTATUS {
    let key = Folded::new(link);
    let (class, target, current) = {
        let interfaces = kernel.pnp.interfaces.borrow();
        let Some(interface) = interfaces.0.get(&key) else {
            return STATUS_OBJECT_NAME_NOT_FOUND;
        };
        (interface.class, interface.target.clone(), interface.object)
    };
    match (current, enable) {
        (None, true) => {
            // A reference string is not part of the link's name in the name space, so interfaces
            // that differ by it share the link.
            let object = match shared_link(kernel, &key, link) {
                Some(object) => {
                    kernel.objects.reference(object);
                    object
                }
                None => match kernel
                    .objects
                    .create_link(&link_name(link), &link_target(&target))
                {
                    Ok(object) => object,
                    Err(status) => return status,
                },
            };
            store(kernel, &key, Some(object));
            notify::interface_changed(kernel, &class, link, true);
            STATUS_SUCCESS
        }
        (Some(object), false) => {
            store(kernel, &key, None);
            if shared_link(kernel, &key, link).is_none() {
                kernel.objects.remove_name(object);
            }
            kernel.objects.dereference(object);
            notify::interface_changed(kernel, &class, link, false);
            STATUS_SUCCESS
        }
        (Some(_), true) => STATUS_OBJECT_NAME_EXISTS,
        (None, false) => STATUS_OBJECT_NAME_NOT_FOUND,
    }
}

/// The symbolic link of another enabled interface that differs by its reference string.
fn shared_link(kernel: &Pnp, key: &Folded, link: &[u16]) -> Option<Object> {
    let name = Folded::new(&link_name(link));
    let interfaces = kernel.pnp.interfaces.borrow();
    let mut others = interfaces.0.iter().filter(|(other, interface)| {
        *other != key && Folded::new(&link_name(&wide(&interface.link))) == name
    });
    others.find_map(|(_, interface)| interface.object)
}

fn store(kernel: &Pnp, key: &Folded, object: Option<Object>) {
    if let Some(interface) = kernel.pnp.interfaces.borrow_mut().0.get_mut(key) {
        interface.object = object;
    }
}

/// The link up to the reference string: `\??\` and one component.
fn link_name(link: &[u16]) -> Vec<u16> {
    let prefix = 4.min(link.len());
    let end = link[prefix..]
        .iter()
        .position(|&unit| unit == u16::from(b'\\'))
        .map_or(link.len(), |end| prefix + end);
    link[..end].to_vec()
}

/// The device's name, without the reference string.
fn link_target(target: &[u16]) -> Vec<u16> {
    let mut separators = target
        .iter()
        .enumerate()
        .filter(|(_, unit)| **unit == u16::from(b'\\'));
    let end = separators.nth(2).map_or(target.len(), |(end, _)| end);
    target[..end].to_vec()
}

/// Disables the interfaces of a device whose stack goes. They stay registered, as the INF or an
/// earlier start asked for.
pub(crate) fn disable_all(kernel: &Pnp, node: &Node) {
    for link in links_of(kernel, node) {
        set_state(kernel, &wide(&link), false);
    }
}

/// Forgets the interfaces of a device that goes, and their keys.
pub(crate) fn forget_all(kernel: &Pnp, node: &Node) {
    for link in links_of(kernel, node) {
        set_state(kernel, &wide(&link), false);
        let key = Folded::new(&wide(&link));
        kernel.pnp.interfaces.borrow_mut().0.remove(&key);
        let mut hive = kernel.registry.hive.borrow_mut();
        if let Ok(key) = hive.open(Hive::ROOT, &wide(&key_path(&link))) {
            // A key that is there can be deleted with what is below it.
            let _ = hive.delete_tree(key);
        }
    }
}

fn links_of(kernel: &Pnp, node: &Node) -> Vec<String> {
    let interfaces = kernel.pnp.interfaces.borrow();
    let own = interfaces.0.values().filter(|one| one.node == node.id);
    own.map(|interface| interface.link.clone()).collect()
}
