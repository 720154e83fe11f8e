//! What a machine's registry and name space hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Machine, nt::cm::hive::Hive};

/// Where the keys of `HKEY_LOCAL_MACHINE` are.
pub(crate) const MACHINE: &str = "Machine";
/// Where the keys of services and devices are.
pub(crate) const CONTROL_SET: &str = r"Machine\System\CurrentControlSet";

/// Values by their path below `\Registry`: the type and the bytes.
pub(crate) type Values = BTreeMap<String, (u32, Vec<u8>)>;

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Writes a value; the key is made when it is not there. False when the path cannot be.
pub(crate) fn set_value(machine: &Machine, key: &str, name: &str, kind: u32, data: &[u8]) -> bool {
    let mut hive = machine.kernel.registry.hive.borrow_mut();
    let Ok((key, _)) = hive.create(Hive::ROOT, &wide(key)) else {
        return false;
    };
    hive.set(key, &wide(name), kind, data.to_vec()).is_ok()
}

/// The type and bytes of a value.
pub(crate) fn value(machine: &Machine, key: &str, name: &str) -> Option<(u32, Vec<u8>)> {
    let hive = machine.kernel.registry.hive.borrow();
    let key = hive.open(Hive::ROOT, &wide(key)).ok()?;
    let value = hive.value(key, &wide(name)).ok()?;
    Some((value.kind, value.data.clone()))
}

/// Every value of the registry.
pub(crate) fn values(machine: &Machine) -> Values {
    let hive = machine.kernel.registry.hive.borrow();
    let mut found = Values::new();
    let mut keys = vec![(Hive::ROOT, String::new())];
    while let Some((key, path)) = keys.pop() {
        for value in hive.values(key).unwrap_or_default() {
            let name = String::from_utf16_lossy(&value.name);
            found.insert(format!(r"{path}\{name}"), (value.kind, value.data.clone()));
        }
        for child in hive.children(key).unwrap_or_default() {
            let name = String::from_utf16_lossy(hive.name(child).unwrap_or_default());
            let below = if path.is_empty() {
                name
            } else {
                format!(r"{path}\{name}")
            };
            keys.push((child, below));
        }
    }
    found
}

/// The software key of a device, below `\Registry`; none before its driver is installed.
pub(crate) fn software_key(machine: &Machine, instance: &str) -> Option<String> {
    let nodes = machine.kernel.pnp.nodes();
    let node = nodes.iter().find(|node| node.instance == instance)?;
    let class = node.driver_key.borrow();
    (!class.is_empty()).then(|| format!(r"{CONTROL_SET}\Control\Class\{class}"))
}

/// The paths of all named devices and symbolic links.
pub(crate) fn names(machine: &Machine) -> BTreeSet<String> {
    let objects = &machine.kernel.objects;
    let living = objects.living();
    let shown = living.filter(|it| matches!(it.kind().name, "Device" | "SymbolicLink"));
    let paths = shown.map(|it| String::from_utf16_lossy(&objects.path(it)));
    paths.filter(|path| !path.is_empty()).collect()
}
