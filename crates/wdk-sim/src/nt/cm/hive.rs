//! The registry's content: a tree of keys with values, all in memory.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use wdk_sys::NTSTATUS;

use crate::nt::ob::name::{Folded, components, equal, wide};

/// The statuses of failed operations on the hive.
mod status {
    pub(super) use wdk_sys::{
        STATUS_CANNOT_DELETE as CANNOT_DELETE,
        STATUS_INSUFFICIENT_RESOURCES as INSUFFICIENT_RESOURCES,
        STATUS_INVALID_PARAMETER as INVALID_PARAMETER, STATUS_KEY_DELETED as KEY_DELETED,
        STATUS_OBJECT_NAME_NOT_FOUND as NOT_FOUND,
    };
}

/// Longest name of a key, in UTF-16 units.
const LONGEST_KEY_NAME: usize = 255;

/// Names a key; after the key is deleted the name leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct KeyId {
    slot: u32,
    generation: u32,
}

impl KeyId {
    /// What no other key has, not zero.
    pub(crate) fn number(self) -> u64 {
        (u64::from(self.generation) << 32) + u64::from(self.slot) + 1
    }
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// Its name, as it was first written.
    pub(crate) name: Vec<u16>,
    /// `REG_SZ`, `REG_DWORD`, ...
    pub(crate) kind: u32,
    /// Its bytes.
    pub(crate) data: Vec<u8>,
}

#[derive(Debug)]
struct Key {
    name: Vec<u16>,
    parent: Option<KeyId>,
    children: BTreeMap<Folded, KeyId>,
    values: Vec<Value>,
}

/// A place for a key; the generation counts the keys that stood here before.
#[derive(Debug)]
struct Slot {
    generation: u32,
    key: Option<Key>,
}

/// All keys; `\Registry` is the root.
#[derive(Debug)]
pub(crate) struct Hive {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

impl Hive {
    /// The key `\Registry`.
    pub(crate) const ROOT: KeyId = KeyId {
        slot: 0,
        generation: 0,
    };

    /// A hive with the keys that every machine has.
    pub(crate) fn new() -> Self {
        let mut hive = Self {
            slots: vec![Slot {
                generation: 0,
                key: Some(Key::new(&wide("REGISTRY"), None)),
            }],
            free: Vec::new(),
        };
        for path in [
            r"Machine\System\CurrentControlSet\Services",
            r"Machine\System\CurrentControlSet\Enum\Root",
            r"Machine\System\CurrentControlSet\Control\Class",
            r"Machine\System\CurrentControlSet\Control\DeviceClasses",
            r"Machine\System\CurrentControlSet\Hardware Profiles\Current",
            r"Machine\Software\Microsoft\Windows NT\CurrentVersion",
            r"Machine\Hardware\DeviceMap",
            r"User\.Default",
        ] {
            let created = hive.create(Self::ROOT, &wide(path));
            debug_assert!(created.is_ok(), "constant names are valid");
        }
        hive
    }

    /// Finds the key at `path` below `from`; an empty path is `from` itself.
    pub(crate) fn open(&self, from: KeyId, path: &[u16]) -> Result<KeyId, NTSTATUS> {
        let mut at = from;
        self.key(at)?;
        for component in components(path) {
            at = self.child(at, component)?.ok_or(status::NOT_FOUND)?;
        }
        Ok(at)
    }

    /// Finds or makes the key at `path` below `from`, and tells whether the last one is new.
    pub(crate) fn create(&mut self, from: KeyId, path: &[u16]) -> Result<(KeyId, bool), NTSTATUS> {
        let mut at = from;
        let mut created = false;
        self.key(at)?;
        for component in components(path) {
            if component.len() > LONGEST_KEY_NAME {
                return Err(status::INVALID_PARAMETER);
            }
            let child = self.child(at, component)?;
            created = child.is_none();
            at = match child {
                Some(child) => child,
                None => self.add(at, component)?,
            };
        }
        Ok((at, created))
    }

    /// Removes a key that has no subkeys.
    pub(crate) fn delete(&mut self, id: KeyId) -> Result<(), NTSTATUS> {
        let key = self.key(id)?;
        let (Some(parent), true) = (key.parent, key.children.is_empty()) else {
            return Err(status::CANNOT_DELETE);
        };
        let folded = Folded::new(&key.name);
        self.key_mut(parent)?.children.remove(&folded);
        let slot = &mut self.slots[id.slot as usize];
        slot.key = None;
        slot.generation = slot.generation.wrapping_add(1);
        self.free.push(id.slot);
        Ok(())
    }

    /// Removes a key and everything below it.
    pub(crate) fn delete_tree(&mut self, id: KeyId) -> Result<(), NTSTATUS> {
        for child in self.children(id)? {
            self.delete_tree(child)?;
        }
        self.delete(id)
    }

    /// The name of a key, without those above it.
    pub(crate) fn name(&self, id: KeyId) -> Result<&[u16], NTSTATUS> {
        Ok(&self.key(id)?.name)
    }

    /// The path of a key, from `\REGISTRY`.
    pub(crate) fn path(&self, id: KeyId) -> Result<Vec<u16>, NTSTATUS> {
        let key = self.key(id)?;
        let mut path = match key.parent {
            Some(parent) => self.path(parent)?,
            None => Vec::new(),
        };
        path.push(u16::from(b'\\'));
        path.extend_from_slice(&key.name);
        Ok(path)
    }

    /// The subkeys, by name.
    pub(crate) fn children(&self, id: KeyId) -> Result<Vec<KeyId>, NTSTATUS> {
        Ok(self.key(id)?.children.values().copied().collect())
    }

    /// The values, in the order in which they were first written.
    pub(crate) fn values(&self, id: KeyId) -> Result<&[Value], NTSTATUS> {
        Ok(&self.key(id)?.values)
    }

    /// The value `name` of a key.
    pub(crate) fn value(&self, id: KeyId, name: &[u16]) -> Result<&Value, NTSTATUS> {
        let mut values = self.values(id)?.iter();
        values
            .find(|value| equal(&value.name, name))
            .ok_or(status::NOT_FOUND)
    }

    /// Writes the value `name` of a key.
    pub(crate) fn set(
        &mut self,
        id: KeyId,
        name: &[u16],
        kind: u32,
        data: Vec<u8>,
    ) -> Result<(), NTSTATUS> {
        let values = &mut self.key_mut(id)?.values;
        match values.iter_mut().find(|value| equal(&value.name, name)) {
            Some(value) => {
                value.kind = kind;
                value.data = data;
            }
            None => values.push(Value {
                name: name.to_vec(),
                kind,
                data,
            }),
        }
        Ok(())
    }

    /// Removes the value `name` of a key.
    pub(crate) fn delete_value(&mut self, id: KeyId, name: &[u16]) -> Result<(), NTSTATUS> {
        let values = &mut self.key_mut(id)?.values;
        let position = values
            .iter()
            .position(|value| equal(&value.name, name))
            .ok_or(status::NOT_FOUND)?;
        values.remove(position);
        Ok(())
    }

    fn child(&self, id: KeyId, name: &[u16]) -> Result<Option<KeyId>, NTSTATUS> {
        Ok(self.key(id)?.children.get(&Folded::new(name)).copied())
    }

    fn add(&mut self, parent: KeyId, name: &[u16]) -> Result<KeyId, NTSTATUS> {
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.slots.push(Slot {
                    generation: 0,
                    key: None,
                });
                u32::try_from(self.slots.len() - 1).map_err(|_| status::INSUFFICIENT_RESOURCES)?
            }
        };
        let place = &mut self.slots[slot as usize];
        place.key = Some(Key::new(name, Some(parent)));
        let id = KeyId {
            slot,
            generation: place.generation,
        };
        self.key_mut(parent)?.children.insert(Folded::new(name), id);
        Ok(id)
    }

    fn key(&self, id: KeyId) -> Result<&Key, NTSTATUS> {
        let slot = &self.slots[id.slot as usize];
        let key = slot.key.as_ref();
        key.filter(|_| slot.generation == id.generation)
            .ok_or(status::KEY_DELETED)
    }

    fn key_mut(&mut self, id: KeyId) -> Result<&mut Key, NTSTATUS> {
        let slot = &mut self.slots[id.slot as usize];
        let generation = slot.generation;
        let key = slot.key.as_mut();
        key.filter(|_| generation == id.generation)
            .ok_or(status::KEY_DELETED)
    }
}

impl Key {
    fn new(name: &[u16], parent: Option<KeyId>) -> Self {
        Self {
            name: name.to_vec(),
            parent,
            children: BTreeMap::new(),
            values: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_any_case_and_keep_their_spelling() {
        let mut hive = Hive::new();
        let (key, created) = hive
            .create(
                Hive::ROOT,
                &wide(r"Machine\System\CurrentControlSet\Services\Toaster"),
            )
            .unwrap();
        assert!(created);
        let path = wide(r"\MACHINE\system\currentcontrolset\services\TOASTER");
        assert_eq!(hive.open(Hive::ROOT, &path), Ok(key));
        assert_eq!(String::from_utf16_lossy(hive.name(key).unwrap()), "Toaster");
        assert!(!hive.create(Hive::ROOT, &path).unwrap().1);
    }

    /// `RtlWriteRegistryValue` makes the last key of a path alone: the others have to be there.
    #[test]
    fn a_new_hive_has_the_keys_that_relative_paths_begin_with() {
        let hive = Hive::new();
        for path in [
            r"Machine\System\CurrentControlSet\Services",
            r"Machine\System\CurrentControlSet\Control",
            r"Machine\Software\Microsoft\Windows NT\CurrentVersion",
            r"Machine\Hardware\DeviceMap",
            r"User\.Default",
        ] {
            assert!(hive.open(Hive::ROOT, &wide(path)).is_ok(), "{path}");
        }
    }

    #[test]
    fn a_key_with_subkeys_stays() {
        let mut hive = Hive::new();
        let (child, _) = hive.create(Hive::ROOT, &wide(r"Machine\A\B")).unwrap();
        let parent = hive.open(Hive::ROOT, &wide(r"Machine\A")).unwrap();
        assert_eq!(hive.delete(parent), Err(status::CANNOT_DELETE));
        hive.delete(child).unwrap();
        assert_eq!(hive.value(child, &wide("x")), Err(status::KEY_DELETED));
        hive.delete(parent).unwrap();
        assert_eq!(
            hive.open(Hive::ROOT, &wide(r"Machine\A")),
            Err(status::NOT_FOUND)
        );
    }

    #[test]
    fn values_are_replaced_and_removed() {
        let mut hive = Hive::new();
        let key = hive.open(Hive::ROOT, &wide("Machine")).unwrap();
        hive.set(key, &wide("Start"), 4, vec![3, 0, 0, 0]).unwrap();
        hive.set(key, &wide("START"), 4, vec![4, 0, 0, 0]).unwrap();
        assert_eq!(hive.values(key).unwrap().len(), 1);
        assert_eq!(hive.value(key, &wide("start")).unwrap().data[0], 4);
        hive.delete_value(key, &wide("Start")).unwrap();
        assert!(hive.value(key, &wide("Start")).is_err());
    }
}
