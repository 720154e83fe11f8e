//! What programs ask the configuration manager: the `CM_` functions of user mode.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::{DEVPROPKEY, GUID, HANDLE, NTSTATUS, REG_BINARY, STATUS_INVALID_PARAMETER};

use super::as_program;
use crate::{
    engine::error::{Error, NtStatus, Result},
    exports::cm,
    machine::Machine,
    nt::{
        cm::{hive::Hive, values},
        io::properties,
        kernel::Kernel,
        ob::name::wide,
        pnp::{interface, node::Node, notify, property},
        se::sddl,
    },
};

/// A key of the registry, as programs open it.
pub struct RegistryKey {
    kernel: Rc<Kernel>,
    path: String,
}

/// Calls back for interfaces of a class until it is dropped.
pub struct InterfaceWatch {
    kernel: Rc<Kernel>,
    id: u64,
}

/// A value of the registry: its `REG_` type and its bytes.
pub type RegistryValue = (u32, Vec<u8>);

impl Machine {
    /// `CM_Get_Device_ID_List`: the instance ids of the devices, of those that are there or of
    /// all.
    #[must_use]
    pub fn device_ids(&self, present: bool) -> Vec<String> {
        let nodes = self.kernel.pnp.nodes();
        let wanted = nodes.iter().filter(|node| !present || node.present.get());
        wanted.map(|node| node.instance.clone()).collect()
    }

    /// `CM_Get_DevNode_Property`: the type and bytes of a `DEVPKEY_` property.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such device, [`Error::Status`] when it has no such
    /// property.
    pub fn device_property(&self, id: &str, key: &DEVPROPKEY) -> Result<(u32, Vec<u8>)> {
        let node = self.node(id)?;
        let found = property::by_key(&self.kernel, &node, key);
        found.map_err(|status| Error::Status(NtStatus(status)))
    }

    /// `CM_Open_DevNode_Key`: a device's hardware key, or its software key.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such device, or nothing was installed for it.
    pub fn device_key(&self, id: &str, software: bool) -> Result<RegistryKey> {
        let node = self.node(id)?;
        let path = if software {
            let class = node.driver_key.borrow();
            format!(r"Machine\System\CurrentControlSet\Control\Class\{class}")
        } else {
            let instance = &node.instance;
            format!(r"Machine\System\CurrentControlSet\Enum\{instance}\Device Parameters")
        };
        self.key(path)
    }

    /// What an administrator sets with `SetupDiSetClassRegistryProperty`: who may open the devices of a setup class. It
    /// holds for those that are created or started afterwards.
    ///
    /// # Errors
    /// [`Error::Status`] with `STATUS_INVALID_PARAMETER` when `sddl` is no security descriptor.
    pub fn set_class_security(&self, class: &GUID, sddl: &str) -> Result {
        let bytes = sddl::parse(sddl).ok().and_then(|it| it.to_bytes());
        let bytes = bytes.ok_or(Error::Status(NtStatus(STATUS_INVALID_PARAMETER)))?;
        let mut hive = self.kernel.registry.hive.borrow_mut();
        let path = properties::class_path(&interface::braces(class));
        let key = values::create(&mut hive, Hive::ROOT, &path);
        values::set(&mut hive, key, properties::SECURITY, REG_BINARY, bytes);
        Ok(())
    }

    /// `CM_Get_Device_Interface_List`: the links of a class, `\\?\...`, of one device or of all,
    /// enabled ones or all that are registered.
    #[must_use]
    pub fn interface_list(&self, class: &GUID, device: Option<&str>, enabled: bool) -> Vec<String> {
        let node = match device.map(|id| self.node(id)) {
            Some(Err(_)) => return Vec::new(),
            Some(Ok(node)) => Some(node.id),
            None => None,
        };
        let interfaces = self.kernel.pnp.interfaces.borrow();
        let links = interfaces.links(class, node, enabled);
        links.iter().map(|link| user_link(link)).collect()
    }

    /// `CM_Open_Device_Interface_Key`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such interface, or its key has nothing in it.
    pub fn interface_key(&self, link: &str) -> Result<RegistryKey> {
        let native = link
            .strip_prefix(r"\\?\")
            .map_or(link.to_owned(), |rest| format!(r"\??\{rest}"));
        let known = self.kernel.pnp.interfaces.borrow().node(&wide(&native));
        if known.is_none() {
            return Err(Error::NotFound(format!("no interface is called {link}")));
        }
        self.key(interface::parameters_path(&native))
    }

    /// `CM_Register_Notification`: calls `event` with the link of every interface of the class
    /// that comes (true) or goes, as the machine runs. It must not use the machine.
    #[must_use = "dropping it ends the notification"]
    pub fn watch_interfaces(
        &self,
        class: &GUID,
        event: impl Fn(&str, bool) + 'static,
    ) -> InterfaceWatch {
        let event = Rc::new(move |link: &[u16], arrived| {
            event(&user_link(&String::from_utf16_lossy(link)), arrived);
        });
        InterfaceWatch {
            kernel: Rc::clone(&self.kernel),
            id: notify::register_program(&self.kernel, *class, event),
        }
    }

    /// `RegOpenKeyEx`: the key `path`, which begins with `Machine` or `User`, `Machine\Software\Company`.
    ///
    /// # Errors
    /// [`Error::Status`] when it is not there, or a driver refuses it.
    pub fn open_key(&self, path: &str) -> Result<RegistryKey> {
        self.program_key(path, false)
    }

    /// `RegCreateKeyEx`: the key `path`, which is made where it is not there; the one above it must be.
    ///
    /// # Errors
    /// [`Error::Status`] when it cannot be made, or a driver refuses it.
    pub fn create_key(&self, path: &str) -> Result<RegistryKey> {
        self.program_key(path, true)
    }

    fn program_key(&self, path: &str, creates: bool) -> Result<RegistryKey> {
        let key = RegistryKey {
            kernel: Rc::clone(&self.kernel),
            path: path.to_owned(),
        };
        let status = key.opened(creates, |_| 0)?;
        failed(status)?;
        Ok(key)
    }

    fn node(&self, id: &str) -> Result<Rc<Node>> {
        let nodes = self.kernel.pnp.nodes().into_iter();
        let mut matching = nodes.filter(|node| node.instance.eq_ignore_ascii_case(id));
        matching
            .next()
            .ok_or_else(|| Error::NotFound(format!("no device is called {id}")))
    }

    fn key(&self, path: String) -> Result<RegistryKey> {
        let found = self.kernel.registry.hive.borrow();
        if found.open(Hive::ROOT, &wide(&path)).is_err() {
            return Err(Error::NotFound(format!("no key is called {path}")));
        }
        Ok(RegistryKey {
            kernel: Rc::clone(&self.kernel),
            path,
        })
    }
}

/// An interface's link as programs write it.
fn user_link(link: &str) -> String {
    link.strip_prefix(r"\??\")
        .map_or(link.to_owned(), |rest| format!(r"\\?\{rest}"))
}

/// An error of a status that is one.
fn failed(status: NTSTATUS) -> Result {
    match status {
        0.. => Ok(()),
        _ => Err(Error::Status(NtStatus(status))),
    }
}

impl RegistryKey {
    /// Does something with a handle to the key, as a program.
    fn opened(&self, creates: bool, body: impl FnOnce(HANDLE) -> NTSTATUS) -> Result<NTSTATUS> {
        as_program(&self.kernel, || {
            match cm::program_key(&self.path, creates) {
                Ok(key) => {
                    let status = body(key);
                    cm::program_close(key);
                    status
                }
                Err(status) => status,
            }
        })
    }

    /// `RegSetValueEx`: writes a value of a `REG_` type.
    ///
    /// # Errors
    /// [`Error::Status`] with what the registry or a driver says.
    pub fn set_value(&self, name: &str, kind: u32, data: &[u8]) -> Result {
        let status = self.opened(false, |key| cm::program_set(key, name, kind, data))?;
        failed(status)
    }

    /// `RegDeleteValue`.
    ///
    /// # Errors
    /// As [`set_value`](Self::set_value).
    pub fn delete_value(&self, name: &str) -> Result {
        let status = self.opened(false, |key| cm::program_delete(key, Some(name)))?;
        failed(status)
    }

    /// `RegDeleteKey`.
    ///
    /// # Errors
    /// As [`set_value`](Self::set_value).
    pub fn delete(&self) -> Result {
        let status = self.opened(false, |key| cm::program_delete(key, None))?;
        failed(status)
    }

    /// `RegQueryValueEx`: the type and bytes of a value.
    ///
    /// # Errors
    /// [`Error::Status`] when it is not there.
    pub fn value(&self, name: &str) -> Result<RegistryValue> {
        let failed = |status: NTSTATUS| Error::Status(NtStatus(status));
        let hive = self.kernel.registry.hive.borrow();
        let key = hive.open(Hive::ROOT, &wide(&self.path)).map_err(failed)?;
        let value = hive.value(key, &wide(name)).map_err(failed)?;
        Ok((value.kind, value.data.clone()))
    }
}

impl Drop for InterfaceWatch {
    fn drop(&mut self) {
        notify::unregister_program(&self.kernel, self.id);
    }
}
