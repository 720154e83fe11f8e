//! `/add-driver`, `/delete-driver`, `/export-driver` and `/enum-drivers`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use serde_json::{Value, json};
use wdk_package::store::{Added, Contents, Delete, Driver, Store, StoreError};

use super::{
    pnputil::{NO_MORE_ITEMS, Report, failed, reboot},
    words::Words,
};
use crate::output::{self, Output};

/// Folders within folders that are looked through.
const DEEPEST: usize = 32;

const FILE_NOT_FOUND: u32 = 2;

pub(super) fn add(store: &mut Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let mut files = Vec::new();
    for pattern in &words.plain {
        files.extend(matching(pattern, words.has("subdirs"))?);
    }
    let (mut results, mut code) = (Vec::new(), 0);
    let (mut added, mut installed, mut needs_reboot) = (0, 0, false);
    if files.is_empty() {
        output.text("Failed to add driver package: Missing or invalid driver package specified.\n");
        output::say("no file is called so; quote *.inf where the shell would replace it");
        code = FILE_NOT_FOUND;
    }
    for file in &files {
        let shown = file.display();
        output.text(format_args!("Adding driver package:  {shown}\n"));
        let staged = Contents::read(file).and_then(|contents| store.add_driver(&contents));
        let Added {
            published_name,
            existed,
        } = match staged {
            Ok(staged) => staged,
            Err(error) => {
                code = failed("Failed to add driver package", &error, output);
                output.text("\n");
                results.push(json!({ "file": file, "error": error.to_string(), "code": code }));
                continue;
            }
        };
        added += usize::from(!existed);
        let before = if existed {
            " (Already exists in the system)"
        } else {
            ""
        };
        output.text(format_args!(
            "Driver package added successfully.{before}\n\
             Published Name:         {published_name}\n"
        ));
        let mut devices = Vec::new();
        let primitive = store.driver(&published_name)?.primitive;
        if words.has("install") && primitive {
            match store.install_primitive(&published_name) {
                Ok(services) => {
                    let services = services.join(", ");
                    output.text(format_args!("Driver package installed: {services}\n"));
                    installed += 1;
                }
                Err(error) => {
                    code = failed("Failed to install driver package", &error, output);
                }
            }
        }
        if words.has("install") {
            for device in store.improvable(&published_name)? {
                match store.install(&device) {
                    Ok(done) => {
                        needs_reboot |= done.needs_reboot;
                        output.text(format_args!(
                            "Driver package installed on device: {device}\n"
                        ));
                        devices.push(device);
                    }
                    Err(error) => {
                        let what = format!("Failed to install driver package on device: {device}");
                        code = failed(&what, &error, output);
                    }
                }
            }
            installed += devices.len();
            for device in store.enum_devices() {
                let has = device.driver_name.as_ref() == Some(&published_name)
                    || device.extensions.contains(&published_name);
                if has && !devices.contains(&device.instance_id) {
                    let id = &device.instance_id;
                    output.text(format_args!(
                        "Driver package is up-to-date on device: {id}\n"
                    ));
                }
            }
        }
        output.text("\n");
        results.push(json!({
            "file": file,
            "published_name": published_name,
            "existed": existed,
            "installed_on": devices,
        }));
    }
    let total = files.len();
    output.text(format_args!(
        "Total driver packages:  {total}\nAdded driver packages:  {added}\n"
    ));
    if code == 0 && needs_reboot {
        code = reboot(store, words, "install", output);
    } else if code == 0 && words.has("install") && installed == 0 {
        code = NO_MORE_ITEMS;
    }
    let value = json!({ "packages": results, "total": total, "added": added });
    Ok(Report { code, value })
}

/// The INF files that a word names: one, or those that match it as a pattern.
fn matching(word: &str, subdirs: bool) -> anyhow::Result<Vec<PathBuf>> {
    let path = PathBuf::from(word);
    if path.is_file() {
        return Ok(vec![path]);
    }
    let (folder, pattern) = match word.rfind(['/', '\\']) {
        Some(at) => (&word[..=at], &word[at + 1..]),
        None => (".", word),
    };
    let folder = Path::new(folder);
    let mut found = Vec::new();
    if folder.is_dir() && !pattern.is_empty() {
        collect(
            folder,
            pattern,
            if subdirs { DEEPEST } else { 0 },
            &mut found,
        )?;
    }
    Ok(found)
}

fn collect(
    folder: &Path,
    pattern: &str,
    deeper: usize,
    found: &mut Vec<PathBuf>,
) -> anyhow::Result<()> {
    let list = || format!("{} cannot be listed", folder.display());
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(list)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut folders = Vec::new();
    for entry in entries {
        let kind = entry.file_type().with_context(list)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if kind.is_dir() {
            folders.push(entry.path());
        } else if kind.is_file() && fits(&name, pattern) {
            let path = entry.path();
            let plain = path.strip_prefix(".").unwrap_or(&path);
            found.push(plain.to_owned());
        }
    }
    for folder in folders.iter().filter(|_| deeper > 0) {
        collect(folder, pattern, deeper - 1, found)?;
    }
    Ok(())
}

/// Whether a file's name fits a pattern with `*` and `?`, in any case.
fn fits(name: &str, pattern: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
    let (name, pattern) = (fold(name), fold(pattern));
    // For each beginning of the pattern: whether it fits the name so far.
    let mut fit = vec![false; name.len() + 1];
    fit[0] = true;
    for part in pattern {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            next[at] = match part {
                '*' => fit[at] || (at > 0 && next[at - 1]),
                '?' => at > 0 && fit[at - 1],
                letter => at > 0 && fit[at - 1] && name[at - 1] == letter,
            };
        }
        fit = next;
    }
    fit[name.len()]
}

pub(super) fn delete(store: &mut Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let published = &words.plain[0];
    let (uninstall, force) = (words.has("uninstall"), words.has("force"));
    let mut how = Delete::new();
    let mut used = false;
    if uninstall {
        how = how.uninstall();
        let services = |it: &Driver| !it.services.is_empty();
        used = !store.users(published).is_empty() || store.driver(published).is_ok_and(services);
        if force {
            output.text("Ignoring /force when used with /uninstall to delete driver package.\n");
        }
    } else if force {
        how = how.force();
    }
    let (code, changed) = match store.delete_driver(published, how) {
        Ok(changed) => {
            if used {
                output.text("Driver package uninstalled.\n");
            }
            output.text("Driver package deleted successfully.\n");
            let waits = |id: &String| store.device(id).is_ok_and(|it| it.reboot_pending);
            let code = match changed.iter().any(waits) {
                true => reboot(store, words, "unconfiguration", output),
                false => 0,
            };
            (code, changed)
        }
        Err(error) => (
            failed("Failed to delete driver package", &error, output),
            Vec::new(),
        ),
    };
    let value = json!({ "published_name": published, "devices": changed });
    Ok(Report { code, value })
}

pub(super) fn export(store: &mut Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    let (which, folder) = (&words.plain[0], Path::new(&words.plain[1]));
    if !folder.is_dir() {
        anyhow::bail!("{} is no folder; make it first", folder.display());
    }
    let all = which == "*";
    let drivers: Vec<Driver> = match store.driver(which) {
        _ if all => store.enum_drivers().to_vec(),
        Ok(driver) => vec![driver.clone()],
        Err(error) => {
            let code = failed("Failed to export driver package", &error, output);
            let value = json!({ "exported": [] });
            return Ok(Report { code, value });
        }
    };
    let (mut exported, mut code) = (Vec::new(), 0);
    for driver in &drivers {
        let (name, original) = (&driver.published_name, &driver.original_name);
        output.text(format_args!(
            "Exporting driver package:   {name} ({original})\n"
        ));
        // With * each package gets a folder called as it is in the store.
        let to = match driver.location.rsplit('\\').next() {
            Some(own) if all => folder.join(own),
            _ => folder.to_owned(),
        };
        match make(&to).and_then(|()| store.export_to(name, &to)) {
            Ok(()) => {
                output.text("Driver package exported successfully.\n");
                exported.push(json!({ "published_name": name, "folder": to }));
            }
            Err(error) => code = failed("Failed to export driver package", &error, output),
        }
        output.text("\n");
    }
    let (total, done) = (drivers.len(), exported.len());
    output.text(format_args!(
        "Total driver packages:      {total}\nExported driver packages:   {done}\n"
    ));
    let value = json!({ "exported": exported });
    Ok(Report { code, value })
}

fn make(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(|source| StoreError::Host {
        path: folder.to_owned(),
        source,
    })
}

pub(super) fn list(store: &Store, words: &Words, output: &Output) -> Report {
    let class = words.value("class");
    let fits =
        |it: &&Driver| class.is_none_or(|it_is| is_class(it_is, &it.class_name, &it.class_guid));
    let drivers: Vec<&Driver> = store.enum_drivers().iter().filter(fits).collect();
    if drivers.is_empty() {
        output.text("No published driver packages were found on the system.\n");
    }
    for driver in &drivers {
        let version = driver.driver_version.to_string();
        let lines = [
            ("Published Name", driver.published_name.as_str()),
            ("Original Name", driver.original_name.as_str()),
            ("Provider Name", driver.provider_name.as_str()),
            ("Class Name", driver.class_name.as_str()),
            ("Class GUID", driver.class_guid.as_str()),
            (
                "Extension ID",
                driver.extension_id.as_deref().unwrap_or_default(),
            ),
            ("Driver Version", version.as_str()),
            ("Signer Name", driver.signature.signer().unwrap_or_default()),
        ];
        let shown = lines.iter().filter(|(_, value)| !value.is_empty());
        for (label, value) in shown {
            output.text(format_args!("{:<20}{value}\n", format!("{label}:")));
        }
        if words.has("files") {
            let mut label = "Driver Files:";
            let inf = std::iter::once(&driver.original_name);
            for file in inf.chain(&driver.files) {
                let path = format!(r"{}\{file}", driver.location);
                output.text(format_args!("{label:<20}{path}\n"));
                label = "";
            }
        }
        output.text("\n");
    }
    let value = serde_json::to_value(&drivers).unwrap_or(Value::Null);
    Report::success(value)
}

/// Whether a class is the one that is asked for by name or GUID, with or without braces.
pub(super) fn is_class(asked: &str, name: &str, guid: &str) -> bool {
    let bare = |text: &str| text.trim_matches(['{', '}']).to_ascii_lowercase();
    asked.eq_ignore_ascii_case(name) || (!guid.is_empty() && bare(asked) == bare(guid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_a_folder_of_windows() {
        for (name, pattern, fit) in [
            ("LAMP.INF", "*.inf", true),
            ("lamp.inf", "l?mp.*", true),
            ("lamp.info", "*.inf", false),
            ("lamp.inf", "*", true),
            ("a.b.inf", "*.b*f", true),
            ("", "*", true),
            ("x", "", false),
        ] {
            assert_eq!(fits(name, pattern), fit, "{name} {pattern}");
        }
        // No pattern takes long.
        assert!(!fits(&"a".repeat(200), &format!("{}b", "*a".repeat(60))));
    }
}
