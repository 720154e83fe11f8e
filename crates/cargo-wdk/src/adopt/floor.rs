//! The oldest Windows of an adopted driver. Microsoft's template lets Windows 10 1709 install a driver,
//! whatever it is built for; here manifest and INX have to agree.

use std::{fs, path::Path};

use toml_edit::{DocumentMut, Item, value};
use wdk_build::DriverModel;
use wdk_package::floor;

use super::changes::Changes;

/// What stands before the build in the decoration of a Models section.
const DECORATION: &str = "10.0...";
/// The build that a driver is for when its manifest names none.
const DEFAULT_BUILD: u32 = 19041;

/// Lets manifest and INX name one Windows. A WDM driver is built for the one that its INX names; one whose
/// framework is newer gets the framework's into its INX.
pub(super) fn agree(
    document: &mut DocumentMut,
    folder: &Path,
    changes: &mut Changes,
) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let extension = path.extension().unwrap_or_default();
        // One in UTF-16 is left to its author.
        let (true, Ok(text)) = (extension == "inx", fs::read_to_string(&path)) else {
            continue;
        };
        let Some(build) = decorated(&text) else {
            continue;
        };
        let model = DriverModel::from_manifest(&document.to_string());
        let needed = match model {
            Ok(Some(DriverModel::Kmdf(it))) => floor::of_kmdf(it.minimum_minor.into()),
            _ => None,
        };
        let needed = needed.map_or(0, |it| it.build);
        if build >= needed.max(DEFAULT_BUILD) {
            continue;
        }
        if build >= needed && has_model(document) {
            document["package"]["metadata"]["wdk"]["minimum-windows-build"] =
                value(i64::from(build));
        } else {
            let raised = format!("{DECORATION}{build}");
            changes.set(
                &path,
                text.replace(&raised, &format!("{DECORATION}$FLOOR$")),
            )?;
        }
    }
    Ok(())
}

/// The build that the decoration names.
fn decorated(inx: &str) -> Option<u32> {
    let rest = inx.split_once(DECORATION)?.1;
    let end = rest.find(|it: char| !it.is_ascii_digit())?;
    rest[..end].parse().ok()
}

/// Whether the package itself says what kind of driver it is; beside that the build is looked for.
fn has_model(document: &DocumentMut) -> bool {
    let wdk = document.get("package").and_then(|it| it.get("metadata"));
    let wdk = wdk.and_then(|it| it.get("wdk"));
    wdk.and_then(|it| it.get("driver-model"))
        .is_some_and(Item::is_table_like)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed(model: &str) -> (String, String) {
        let folder = tempfile::tempdir().unwrap();
        let inx = folder.path().join("lamp.inx");
        fs::write(&inx, "%x% = Models, NT$ARCH$.10.0...16299\n").unwrap();
        let mut document: DocumentMut = format!("[package.metadata.wdk.driver-model]\n{model}\n")
            .parse()
            .unwrap();
        let mut changes = Changes::new(folder.path());
        agree(&mut document, folder.path(), &mut changes).unwrap();
        (document.to_string(), changes.text(&inx).unwrap())
    }

    #[test]
    fn a_wdm_driver_is_built_for_the_windows_of_its_inx() {
        let (manifest, inx) = agreed("driver-type = \"WDM\"");
        assert!(
            manifest.contains("minimum-windows-build = 16299"),
            "{manifest}"
        );
        assert!(inx.contains("10.0...16299"), "{inx}");
    }

    #[test]
    fn a_framework_that_is_newer_goes_into_the_inx() {
        let model =
            "driver-type = \"KMDF\"\nkmdf-version-major = 1\ntarget-kmdf-version-minor = 33";
        let (manifest, inx) = agreed(model);
        assert!(!manifest.contains("minimum-windows-build"), "{manifest}");
        assert!(inx.contains("10.0...$FLOOR$"), "{inx}");
    }
}
