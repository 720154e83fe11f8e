//! Devices and services of a prefix.

use wdk_sim::scenario::Plug;

use super::{Device, Done, Player, SETTLE, refused};
use crate::run::wine::{client::Answer, seen::Seen};

impl Player<'_> {
    pub(super) fn plug(&mut self, plug: &Plug) -> Done {
        if !plug.resources.is_empty() {
            return refused("Wine has no hardware resources to give");
        }
        let id = plug
            .hardware_id
            .clone()
            .or_else(|| self.installed.hardware_id.clone());
        let Some(id) = id else {
            return refused("the package is for no device; name a hardware id");
        };
        // A device of Windows' root enumerator, as devcon makes them.
        let safe = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
        let name: String = id
            .rsplit('\\')
            .next()
            .unwrap_or(&id)
            .chars()
            .map(safe)
            .collect();
        let instance = format!(r"ROOT\{}\{:04}", name.to_uppercase(), self.devices.len());
        let (inf, class) = (self.installed.inf.clone(), self.installed.class.clone());
        let seen = self.done(&["install", &inf, &class, &instance, &id])?;
        if seen != Seen::DONE {
            return Ok(seen);
        }
        let name = plug.name.clone();
        self.devices.push(Device {
            name,
            instance,
            present: true,
        });
        // Wine's setup does not say whether the driver was loaded.
        let service = self.installed.service.clone();
        self.done(&["running", &service])
    }

    pub(super) fn install_service(&mut self) -> anyhow::Result<()> {
        if !self.service_installed && self.installed.hardware_id.is_none() {
            let (inf, section) = (self.installed.inf.clone(), self.installed.section.clone());
            self.ask(&["install-service", &inf, &section])?;
            self.service_installed = true;
        }
        Ok(())
    }

    pub(super) fn start_service(&mut self) -> Done {
        self.install_service()?;
        let service = self.installed.service.clone();
        let seen = self.done(&["start", &service])?;
        self.service_runs |= seen == Seen::DONE;
        Ok(seen)
    }

    pub(super) fn stop_service(&mut self) -> Done {
        self.service_runs = false;
        let service = self.installed.service.clone();
        self.done(&["stop", &service])
    }

    pub(super) fn unload(&mut self) -> Done {
        if self.service_runs {
            return self.stop_service();
        }
        for at in (0..self.devices.len()).rev() {
            match self.remove_at(at)? {
                Seen::DONE => {}
                other => return Ok(other),
            }
        }
        Ok(Seen::DONE)
    }

    pub(super) fn device_at(&self, name: Option<&String>) -> Option<usize> {
        match name {
            None => self.devices.len().checked_sub(1),
            Some(_) => self.devices.iter().rposition(|it| it.name.as_ref() == name),
        }
    }

    pub(super) fn remove(&mut self, name: Option<&String>) -> Done {
        match self.device_at(name) {
            Some(at) => self.remove_at(at),
            None => refused("no such device was plugged in"),
        }
    }

    pub(super) fn remove_at(&mut self, at: usize) -> Done {
        let device = &mut self.devices[at];
        if !std::mem::replace(&mut device.present, false) {
            return Ok(Seen::DONE);
        }
        let instance = device.instance.clone();
        let seen = self.done(&["remove", &instance])?;
        self.clock(SETTLE, 0)?;
        Ok(seen)
    }

    /// The links of a device's interfaces: they have its instance path in them.
    pub(super) fn links(
        &mut self,
        device: Option<&String>,
        ask: &[&str],
    ) -> anyhow::Result<Vec<String>> {
        let Some(at) = self.device_at(device) else {
            return Ok(Vec::new());
        };
        let part = format!("#{}#", self.devices[at].instance.replace('\\', "#")).to_lowercase();
        let Answer::Ok(links) = self.ask(ask)? else {
            return Ok(Vec::new());
        };
        let is_own = |link: &String| {
            format!("#{}", link.to_lowercase().trim_start_matches(r"\\?\")).contains(&part)
        };
        Ok(links.into_iter().skip(1).filter(is_own).collect())
    }
}
