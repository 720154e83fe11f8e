//! Values of the registry.

use wdk_sim::scenario::{RegistryPlace, RegistryRoot};

use super::{Done, Player, line::digits, refused};
use crate::run::wine::{client::Answer, seen::Seen};

impl Player<'_> {
    pub(super) fn key(&mut self, place: &RegistryPlace) -> anyhow::Result<Option<String>> {
        const CONTROL_SET: &str = r"System\CurrentControlSet";
        let service = self.installed.service.clone();
        let device = self
            .devices
            .last()
            .map(|it| format!(r"{CONTROL_SET}\Enum\{}", it.instance));
        let root = match (place.root, device) {
            (RegistryRoot::Machine, _) => String::new(),
            (RegistryRoot::Service, _) => format!(r"{CONTROL_SET}\Services\{service}"),
            (RegistryRoot::Device, Some(device)) => format!(r"{device}\Device Parameters"),
            (RegistryRoot::Software, Some(device)) => {
                let Answer::Ok(fields) = self.ask(&["query", &device, "Driver"])? else {
                    return Ok(None);
                };
                let text = fields.get(2).map(|it| text(it)).unwrap_or_default();
                format!(r"{CONTROL_SET}\Control\Class\{text}")
            }
            _ => return Ok(None),
        };
        let keys = [root].into_iter().chain(place.keys.iter().cloned());
        Ok(Some(
            keys.filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(r"\"),
        ))
    }

    pub(super) fn set(&mut self, place: &RegistryPlace, kind: u32, data: &[u8]) -> Done {
        match self.key(place)? {
            Some(key) => self.done(&["set", &key, &place.name, &kind.to_string(), &digits(data)]),
            None => refused("no device has such a key"),
        }
    }

    pub(super) fn query(&mut self, place: &RegistryPlace) -> Done {
        /// `STATUS_OBJECT_NAME_NOT_FOUND`, and the error of Windows for it.
        const MISSING: i32 = 0xC000_0034_u32.cast_signed();
        const FILE_NOT_FOUND: u32 = 2;
        let Some(key) = self.key(place)? else {
            return refused("no device has such a key");
        };
        Ok(match self.ask(&["query", &key, &place.name])? {
            Answer::Ok(fields) => Seen::Value {
                kind: fields.get(1).and_then(|it| it.parse().ok()).unwrap_or(0),
                bytes: fields.get(2).cloned().unwrap_or_default(),
            },
            Answer::Error(_, FILE_NOT_FOUND) => Seen::status(MISSING),
            Answer::Error(what, code) => Seen::Refused(format!("{what}: error {code}")),
        })
    }
}

/// A text of the registry, from its bytes in digits.
fn text(digits: &str) -> String {
    let units = digits.as_bytes().chunks(4).filter_map(|it| {
        let unit = u16::from_str_radix(str::from_utf8(it).ok()?, 16).ok()?;
        Some(unit.swap_bytes())
    });
    let units: Vec<_> = units.take_while(|it| *it != 0).collect();
    String::from_utf16_lossy(&units)
}
