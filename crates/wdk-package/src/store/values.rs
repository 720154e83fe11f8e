//! The values of a device's hardware key, as the `AddReg` lines of several packages leave them.
//!
//! See [INF AddReg directive](https://learn.microsoft.com/windows-hardware/drivers/install/inf-addreg-directive).

use std::collections::BTreeMap;

use wdk_inf::{RegistryData, RegistryEntry, RegistryRoot};

/// `FLG_ADDREG_DELVAL`
const DELETE: u32 = 0x4;
/// `FLG_ADDREG_APPEND`
const APPEND: u32 = 0x8;
/// `FLG_ADDREG_OVERWRITEONLY`
const OVERWRITE_ONLY: u32 = 0x20;

/// Values by their folded name, with the name as it was written.
#[derive(Debug, Default)]
pub(super) struct Values(BTreeMap<String, (String, RegistryData)>);

impl Values {
    /// Does what the lines of a `.HW` section say, in their order.
    pub(super) fn apply(&mut self, entries: &[RegistryEntry]) {
        let own = entries
            .iter()
            .filter(|it| it.root == RegistryRoot::Relative);
        for entry in own {
            let name = match entry.subkey.as_str() {
                "" => entry.name.clone(),
                subkey => format!(r"{subkey}\{}", entry.name),
            };
            self.set(name, entry);
        }
    }

    fn set(&mut self, name: String, entry: &RegistryEntry) {
        let key = name.to_lowercase();
        let Some(data) = &entry.data else {
            if entry.flags & DELETE != 0 {
                self.0.remove(&key);
            }
            return;
        };
        let exists = self.0.contains_key(&key);
        let stays = entry.keeps_existing() && exists;
        if stays || (entry.flags & OVERWRITE_ONLY != 0 && !exists) {
            return;
        }
        if let (RegistryData::MultiString(added), true) = (data, entry.flags & APPEND != 0) {
            let list = self
                .0
                .entry(key)
                .or_insert_with(|| (name, RegistryData::MultiString(Vec::new())));
            if let RegistryData::MultiString(list) = &mut list.1 {
                // A string that is in the list stays where it is.
                append(list, added);
            }
            return;
        }
        self.0.insert(key, (name, data.clone()));
    }

    /// Sets a value that is known from before.
    pub(super) fn put(&mut self, name: &str, data: RegistryData) {
        self.0.insert(name.to_lowercase(), (name.to_owned(), data));
    }

    /// The strings of a value, none when it is not there.
    pub(super) fn strings(&self, name: &str) -> Vec<String> {
        match self.0.get(&name.to_lowercase()) {
            Some((_, RegistryData::MultiString(list))) => list.clone(),
            Some((_, RegistryData::String(text) | RegistryData::ExpandString(text))) => {
                vec![text.clone()]
            }
            _ => Vec::new(),
        }
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect()
    }

    /// All of them for people: name, and value as `reg query` shows it.
    pub(super) fn shown(self) -> BTreeMap<String, String> {
        let shown = self.0.into_values();
        shown.map(|(name, data)| (name, text(&data))).collect()
    }
}

/// Adds the strings that are not in the list yet, in any case.
pub(super) fn append(list: &mut Vec<String>, added: &[String]) {
    for text in added.iter().filter(|it| !it.is_empty()) {
        if !list.iter().any(|it| it.eq_ignore_ascii_case(text)) {
            list.push(text.clone());
        }
    }
}

fn text(data: &RegistryData) -> String {
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|it| format!("{it:02X}")).collect();
    match data {
        RegistryData::String(text) | RegistryData::ExpandString(text) => text.clone(),
        RegistryData::MultiString(list) => list.join("; "),
        RegistryData::Binary(bytes) | RegistryData::Other { bytes, .. } => hexadecimal(bytes),
        RegistryData::Dword(number) => format!("{number:#x}"),
        RegistryData::Qword(number) => format!("{number:#x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, flags: u32, texts: &[&str]) -> RegistryEntry {
        let texts: Vec<_> = texts.iter().map(|it| (*it).to_owned()).collect();
        RegistryEntry {
            root: RegistryRoot::Relative,
            subkey: String::new(),
            name: name.to_owned(),
            flags,
            data: (flags & DELETE == 0).then_some(RegistryData::MultiString(texts)),
            span: 0..0,
        }
    }

    #[test]
    fn later_lines_append_replace_keep_and_delete_as_their_flags_say() {
        let mut values = Values::default();
        values.apply(&[line("UpperFilters", 0x1_0000, &["one"])]);
        values.apply(&[line("upperfilters", 0x1_0008, &["two", "ONE"])]);
        assert_eq!(values.strings("UPPERFILTERS"), ["one", "two"]);
        values.apply(&[line("UpperFilters", 0x1_0002, &["kept out"])]);
        assert_eq!(values.strings("UpperFilters"), ["one", "two"]);
        values.apply(&[line("Other", 0x1_0020, &["only if there"])]);
        assert_eq!(values.strings("Other"), [""; 0]);
        // Without the flag a list of others is lost.
        values.apply(&[line("UpperFilters", 0x1_0000, &["three"])]);
        assert_eq!(values.strings("UpperFilters"), ["three"]);
        values.apply(&[line("UpperFilters", DELETE, &[])]);
        assert_eq!(values.strings("UpperFilters"), [""; 0]);
        assert!(values.shown().is_empty());
    }
}
