//! The name space: directories, symbolic links, and the way from a path to an object.
#![expect(
    unsafe_code,
    reason = "bodies of directories and links hold Rust values"
)]

use std::{cell::RefCell, collections::BTreeMap};

use wdk_sys::{
    NTSTATUS, PVOID, STATUS_OBJECT_NAME_COLLISION, STATUS_OBJECT_NAME_INVALID,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_OBJECT_PATH_NOT_FOUND, STATUS_OBJECT_PATH_SYNTAX_BAD,
};

use super::header::ObjectType;
use super::{
    header::{Object, ObjectName},
    manager::ObjectManager,
    name::{Folded, wide},
    types,
};

const BACKSLASH: u16 = b'\\' as u16;
/// Symbolic links that one lookup follows.
const LINKS: usize = 32;

/// Body of a directory.
#[derive(Default)]
struct Directory {
    entries: RefCell<BTreeMap<Folded, Object>>,
}

/// Body of a symbolic link.
struct SymbolicLink {
    target: Box<[u16]>,
}

/// Where a path leads.
pub(crate) struct Lookup {
    /// The last object that the name space knows.
    pub(crate) object: Object,
    /// What follows its name, with the backslash.
    pub(crate) rest: Vec<u16>,
}

/// Drops the content of a directory.
pub(super) unsafe fn drop_directory(body: PVOID) {
    // SAFETY: called once, for the body of a directory.
    unsafe { body.cast::<Directory>().drop_in_place() };
}

/// Drops the content of a symbolic link.
pub(super) unsafe fn drop_link(body: PVOID) {
    // SAFETY: called once, for the body of a symbolic link.
    unsafe { body.cast::<SymbolicLink>().drop_in_place() };
}

impl Object {
    fn directory<'a>(self) -> Option<&'a Directory> {
        // SAFETY: an object of this type holds a directory from its creation on.
        (std::ptr::eq(self.kind(), &raw const types::DIRECTORY))
            .then(|| unsafe { &*self.body().cast::<Directory>() })
    }

    /// Where the symbolic link leads, if the object is one.
    pub(crate) fn link_target<'a>(self) -> Option<&'a [u16]> {
        // SAFETY: an object of this type holds a link from its creation on.
        (std::ptr::eq(self.kind(), &raw const types::SYMBOLIC_LINK))
            .then(|| unsafe { &*self.body().cast::<SymbolicLink>() })
            .map(|link| &*link.target)
    }

    /// Whether the object is of the type `kind`.
    pub(crate) fn is(self, kind: &'static ObjectType) -> bool {
        std::ptr::eq(self.kind(), kind)
    }
}

impl ObjectManager {
    pub(super) fn create_standard_directories(&self) {
        let root = self.new_directory();
        self.root.set(root.ok());
        for path in [
            "\\Device",
            "\\Driver",
            "\\??",
            "\\ObjectTypes",
            "\\BaseNamedObjects",
        ] {
            let inserted = self
                .new_directory()
                .and_then(|directory| self.insert(directory, &wide(path)));
            debug_assert!(inserted.is_ok(), "the names are free");
        }
        for path in ["\\DosDevices", "\\GLOBAL??", "\\??\\Global"] {
            if let Ok(link) = self.create_link(&wide(path), &wide("\\??")) {
                link.header().permanent.set(true);
                link.header().own.set(true);
            }
        }
    }

    /// A new directory without a name.
    pub(crate) fn new_directory(&self) -> Result<Object, NTSTATUS> {
        let directory = self.create(&types::DIRECTORY, size_of::<Directory>())?;
        // SAFETY: the body is as large as a directory and nobody knows it yet.
        unsafe {
            directory
                .body()
                .cast::<Directory>()
                .write(Directory::default())
        };
        Ok(directory)
    }

    /// A new symbolic link at `path`; the caller owns its only reference.
    pub(crate) fn create_link(&self, path: &[u16], target: &[u16]) -> Result<Object, NTSTATUS> {
        let link = self.new_link(target)?;
        match self.insert(link, path) {
            Ok(()) => Ok(link),
            Err(status) => {
                self.dereference(link);
                Err(status)
            }
        }
    }

    /// A new symbolic link without a name.
    pub(crate) fn new_link(&self, target: &[u16]) -> Result<Object, NTSTATUS> {
        let link = self.create(&types::SYMBOLIC_LINK, size_of::<SymbolicLink>())?;
        let value = SymbolicLink {
            target: target.into(),
        };
        // SAFETY: the body is as large as a link and nobody knows it yet.
        unsafe { link.body().cast::<SymbolicLink>().write(value) };
        Ok(link)
    }

    /// Gives an object its name. The name holds no reference.
    pub(crate) fn insert(&self, object: Object, path: &[u16]) -> Result<(), NTSTATUS> {
        let split = path
            .iter()
            .rposition(|&unit| unit == BACKSLASH)
            .ok_or(STATUS_OBJECT_PATH_SYNTAX_BAD)?;
        let (parent, name) = (&path[..split], &path[split + 1..]);
        if name.is_empty() {
            return Err(STATUS_OBJECT_NAME_INVALID);
        }
        let parent = if parent.is_empty() {
            &path[..1]
        } else {
            parent
        };
        let found = self.lookup(parent).map_err(|status| match status {
            STATUS_OBJECT_NAME_NOT_FOUND => STATUS_OBJECT_PATH_NOT_FOUND,
            other => other,
        })?;
        let directory = found.object.directory().filter(|_| found.rest.is_empty());
        let directory = directory.ok_or(STATUS_OBJECT_PATH_NOT_FOUND)?;
        let mut entries = directory.entries.borrow_mut();
        let folded = Folded::new(name);
        if entries.contains_key(&folded) {
            return Err(STATUS_OBJECT_NAME_COLLISION);
        }
        entries.insert(folded, object);
        object.header().name.replace(Some(ObjectName {
            directory: found.object,
            name: name.into(),
        }));
        Ok(())
    }

    /// Takes the name of an object away, if it has one.
    pub(crate) fn remove_name(&self, object: Object) {
        let Some(name) = object.header().name.take() else {
            return;
        };
        if let Some(directory) = name.directory.directory() {
            directory
                .entries
                .borrow_mut()
                .remove(&Folded::new(&name.name));
        }
    }

    /// Follows `path` from the root, through directories and symbolic links, up to an object
    /// that is neither.
    pub(crate) fn lookup(&self, path: &[u16]) -> Result<Lookup, NTSTATUS> {
        self.walk(path, true)
    }

    /// As [`ObjectManager::lookup`], but a symbolic link at the end is the object.
    pub(crate) fn lookup_link(&self, path: &[u16]) -> Result<Lookup, NTSTATUS> {
        self.walk(path, false)
    }

    fn walk(&self, path: &[u16], follow_last: bool) -> Result<Lookup, NTSTATUS> {
        let mut path = path.to_vec();
        for _ in 0..LINKS {
            let (object, rest) = self.walk_directories(&path)?;
            let rest = &path[rest..];
            match object.link_target() {
                Some(target) if follow_last || !rest.is_empty() => {
                    path = [target, rest].concat();
                }
                _ => {
                    return Ok(Lookup {
                        object,
                        rest: rest.to_vec(),
                    });
                }
            }
        }
        Err(STATUS_OBJECT_NAME_INVALID)
    }

    /// Walks directories: the first other object, and where the rest of the path starts.
    fn walk_directories(&self, path: &[u16]) -> Result<(Object, usize), NTSTATUS> {
        let mut at = self.root.get().ok_or(STATUS_OBJECT_PATH_NOT_FOUND)?;
        if path.first() != Some(&BACKSLASH) {
            return Err(STATUS_OBJECT_PATH_SYNTAX_BAD);
        }
        let mut position = 1;
        while position < path.len() {
            let rest = &path[position..];
            let length = rest.iter().position(|&unit| unit == BACKSLASH);
            let end = length.map_or(path.len(), |length| position + length);
            let Some(directory) = at.directory() else {
                return Ok((at, position - 1));
            };
            let name = Folded::new(&path[position..end]);
            let entry = directory.entries.borrow().get(&name).copied();
            at = entry.ok_or(if end == path.len() {
                STATUS_OBJECT_NAME_NOT_FOUND
            } else {
                STATUS_OBJECT_PATH_NOT_FOUND
            })?;
            position = end + 1;
            if at.directory().is_none() {
                return Ok((at, end));
            }
        }
        Ok((at, path.len()))
    }

    /// The full path of an object; empty when it has no name.
    pub(crate) fn path(&self, object: Object) -> Vec<u16> {
        let Some(ObjectName { directory, name }) = object.header().name.borrow().clone() else {
            return Vec::new();
        };
        let mut path = self.path(directory);
        path.push(BACKSLASH);
        path.extend_from_slice(&name);
        path
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::engine::addresses::Addresses;

    fn named(manager: &ObjectManager, path: &str) -> Object {
        let object = manager.create(&types::EVENT, 24).unwrap();
        manager.insert(object, &wide(path)).unwrap();
        object
    }

    #[test]
    fn names_are_found_in_any_case_and_through_links() {
        let manager = ObjectManager::new(Rc::new(Addresses::new()));
        let device = named(&manager, "\\Device\\Toaster0");
        manager
            .create_link(&wide("\\DosDevices\\Toaster"), &wide("\\Device\\Toaster0"))
            .unwrap();
        let found = manager.lookup(&wide("\\??\\TOASTER\\crumbs\\1")).unwrap();
        assert_eq!(found.object, device);
        assert_eq!(String::from_utf16_lossy(&found.rest), "\\crumbs\\1");
        assert_eq!(
            String::from_utf16_lossy(&manager.path(device)),
            "\\Device\\Toaster0"
        );
    }

    #[test]
    fn names_collide_and_come_free() {
        let manager = ObjectManager::new(Rc::new(Addresses::new()));
        let device = named(&manager, "\\Device\\A");
        let second = manager.create(&types::EVENT, 24).unwrap();
        assert_eq!(
            manager.insert(second, &wide("\\device\\a")),
            Err(STATUS_OBJECT_NAME_COLLISION)
        );
        manager.remove_name(device);
        assert_eq!(manager.insert(second, &wide("\\device\\a")), Ok(()));
    }

    #[test]
    fn a_missing_name_differs_from_a_missing_directory() {
        let manager = ObjectManager::new(Rc::new(Addresses::new()));
        let status = |path: &str| manager.lookup(&wide(path)).err();
        assert_eq!(status("\\Device\\None"), Some(STATUS_OBJECT_NAME_NOT_FOUND));
        assert_eq!(status("\\None\\None"), Some(STATUS_OBJECT_PATH_NOT_FOUND));
        assert_eq!(status("Device"), Some(STATUS_OBJECT_PATH_SYNTAX_BAD));
    }

    #[test]
    fn a_link_to_itself_ends() {
        let manager = ObjectManager::new(Rc::new(Addresses::new()));
        manager
            .create_link(&wide("\\??\\Loop"), &wide("\\??\\Loop"))
            .unwrap();
        assert!(manager.lookup(&wide("\\??\\Loop")).is_err());
        assert!(manager.lookup_link(&wide("\\??\\Loop")).is_ok());
    }
}
