//! The configuration manager of a simulated machine.
#![forbid(unsafe_code)]

use uuid::Uuid;
use wdk_sim::Machine;
use wdk_sys::{DEVPROPKEY, GUID};

use crate::{DeviceKey, Devices, Error, InterfaceEvent, Presence, PropertyKey, Value, Watch};

/// The devices of a simulated machine.
#[derive(Clone, Copy)]
pub struct Simulated<'a> {
    machine: &'a Machine,
}

impl<'a> Simulated<'a> {
    /// The devices of `machine`.
    #[must_use]
    pub fn new(machine: &'a Machine) -> Self {
        Self { machine }
    }
}

fn guid(uuid: Uuid) -> GUID {
    let (data1, data2, data3, data4) = uuid.as_fields();
    GUID {
        Data1: data1,
        Data2: data2,
        Data3: data3,
        Data4: *data4,
    }
}

/// An error of the machine means that `what` does not exist.
fn missing(what: String) -> impl FnOnce(wdk_sim::Error) -> Error {
    move |_| Error::NotFound(what)
}

impl Devices for Simulated<'_> {
    fn ids(&self, presence: Presence) -> Result<Vec<String>, Error> {
        Ok(self.machine.device_ids(presence == Presence::Present))
    }

    fn property(&self, id: &str, key: PropertyKey) -> Result<Value, Error> {
        let key = DEVPROPKEY {
            fmtid: guid(key.format),
            pid: key.id,
        };
        let what = format!("property {} of {id}", key.pid);
        let (kind, bytes) = self
            .machine
            .device_property(id, &key)
            .map_err(missing(what))?;
        Ok(Value::of_property(kind, &bytes))
    }

    fn device_value(&self, id: &str, key: DeviceKey, name: &str) -> Result<Value, Error> {
        let software = key == DeviceKey::Software;
        let key = self.machine.device_key(id, software);
        let value = key.and_then(|key| key.value(name));
        let (kind, bytes) = value.map_err(missing(format!("{name} of {id}")))?;
        Ok(Value::of_registry(kind, &bytes))
    }

    fn interfaces(
        &self,
        class: Uuid,
        device: Option<&str>,
        presence: Presence,
    ) -> Result<Vec<String>, Error> {
        let enabled = presence == Presence::Present;
        Ok(self.machine.interface_list(&guid(class), device, enabled))
    }

    fn interface_value(&self, link: &str, name: &str) -> Result<Value, Error> {
        let key = self.machine.interface_key(link);
        let value = key.and_then(|key| key.value(name));
        let (kind, bytes) = value.map_err(missing(format!("{name} of {link}")))?;
        Ok(Value::of_registry(kind, &bytes))
    }

    fn watch(
        &self,
        class: Uuid,
        event: Box<dyn Fn(InterfaceEvent) + Send + Sync>,
    ) -> Result<Watch, Error> {
        let notify = move |link: &str, arrived| {
            event(InterfaceEvent {
                link: link.to_owned(),
                arrived,
            });
        };
        let watch = self.machine.watch_interfaces(&guid(class), notify);
        Ok(Watch(Box::new(watch)))
    }

    fn variable(&self, name: &str) -> Option<String> {
        let windows = ["SystemRoot", "windir"];
        let known = windows.iter().any(|it| it.eq_ignore_ascii_case(name));
        known.then(|| r"C:\Windows".to_owned())
    }
}
