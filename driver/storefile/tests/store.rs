//! The driver's files in the driver store, and their upgrade to the next version.

use storefile::interface::{
    IOCTL_STOREFILE_COUNT_PALETTES, IOCTL_STOREFILE_READ_LEGEND, STOREFILE_INTERFACE,
};
use wdk_sim::{Code, Delete, Device, Error, Machine, Package, in_every_world};

const INX: &str = include_str!("../../../inf/storefile.inx");
const LEGEND: &str = include_str!("../../../inf/storefile/legend.txt");

/// The package of a version, with the content of its palette.
fn package(code: &Code, version: &str, palette: &str) -> Package {
    versioned(code, INX, version, palette)
}

fn versioned(code: &Code, inx: &str, version: &str, palette: &str) -> Package {
    let line = format!("PnpLockdown = 1\nDriverVer = 01/01/2026,{version}\n");
    Package::new(&*inx.replace("PnpLockdown = 1\n", &line), code.clone())
        .expect("a good INF")
        .file(r"storefile\palette.txt", palette)
        .file(r"storefile\legend.txt", LEGEND)
}

fn installed(code: &Code, palette: &str) -> (Machine, Device) {
    let machine = Machine::new();
    let store = machine.driver_store();
    let name = store.install_driver(package(code, "1.0.0.0", palette));
    assert_eq!(name.expect("it is staged"), "oem0.inf");
    let device = machine.plug("root\\storefile").expect("it starts");
    (machine, device)
}

fn palette(machine: &Machine, device: &Device) -> String {
    let link = device
        .interface(&STOREFILE_INTERFACE.into())
        .expect("enabled");
    let file = machine.open(&link).expect("it opens");
    let mut text = [0; 256];
    let length = file.read(&mut text).expect("a palette");
    String::from_utf8_lossy(&text[..length]).into_owned()
}

fn ioctl(machine: &Machine, device: &Device, code: u32) -> Vec<u8> {
    let link = device
        .interface(&STOREFILE_INTERFACE.into())
        .expect("enabled");
    let file = machine.open(&link).expect("it opens");
    let mut answer = [0; 256];
    let length = file.ioctl(code, &[], &mut answer).expect("an answer");
    answer[..length].to_vec()
}

fn finish(machine: &Machine) {
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn the_driver_finds_its_files_however_the_store_names_their_folder() {
    in_every_world(&storefile::DRIVER, |code| {
        let (machine, device) = installed(&code, "red");
        assert_eq!(palette(&machine, &device), "red");
        let legend = ioctl(&machine, &device, IOCTL_STOREFILE_READ_LEGEND.value());
        assert_eq!(String::from_utf8_lossy(&legend), LEGEND);
        finish(&machine);
    });
}

#[test]
fn an_upgrade_brings_the_new_files_and_the_old_ones_stay_until_they_are_deleted() {
    in_every_world(&storefile::DRIVER, |code| {
        let (machine, device) = installed(&code, "red");
        let store = machine.driver_store();
        let old = store.enum_drivers()[0].location.clone();
        let name = store.install_driver(package(&code, "2.0.0.0", "green"));
        assert_eq!(name.expect("it is better"), "oem1.inf");
        assert_eq!(palette(&machine, &device), "green");
        assert!(store.exists(&format!(r"{old}\storefile\palette.txt")));
        store
            .delete_driver("oem0.inf", Delete::new())
            .expect("nobody uses it");
        assert!(!store.exists(&old));
        assert_eq!(palette(&machine, &device), "green");

        let in_use = store.delete_driver("oem1.inf", Delete::new().force());
        match in_use {
            Err(Error::Store { code, .. }) => assert_eq!(code, 0xE000_023D),
            other => panic!("it runs from the store: {other:?}"),
        }
        finish(&machine);
    });
}

#[test]
fn deleting_the_better_version_gives_the_device_the_other_one() {
    in_every_world(&storefile::DRIVER, |code| {
        let (machine, device) = installed(&code, "red");
        let store = machine.driver_store();
        let better = package(&code, "2.0.0.0", "green");
        let better = store.install_driver(better).expect("it is better");
        let gone = store.delete_driver(&better, Delete::new().uninstall());
        gone.expect("the device can do with the first version");
        assert_eq!(palette(&machine, &device), "red");
        finish(&machine);
    });
}

#[test]
fn interfaces_that_come_are_seen_and_lead_to_their_palette() {
    in_every_world(&storefile::DRIVER, |code| {
        let (machine, first) = installed(&code, "red");
        machine.run_until_idle().expect("no bug check");
        let seen = |device| ioctl(&machine, device, IOCTL_STOREFILE_COUNT_PALETTES.value());
        assert_eq!(seen(&first), 1_u32.to_le_bytes());
        let second = machine.plug("root\\storefile").expect("it starts");
        machine.run_until_idle().expect("no bug check");
        assert_eq!(seen(&first), 2_u32.to_le_bytes());
        // The first interface was enabled before the registration.
        assert_eq!(seen(&second), 2_u32.to_le_bytes());
        finish(&machine);
    });
}

/// The INX of a version with the path of the legend of another version, which is in `folder`.
fn hard_coded(folder: &str) -> String {
    let store = folder.strip_prefix(r"C:\Windows\System32");
    let store = store.expect("the store is in the system's folder");
    INX.replace(
        r#"Legend,,"%13%\storefile\legend.txt""#,
        &format!(r#"Legend,,"%11%{store}\storefile\legend.txt""#),
    )
    // Stamped, as one that was never checked: a build refuses the path, rule 1257.
    .replace(
        "$ARCH$",
        if cfg!(target_arch = "x86_64") {
            "amd64"
        } else {
            "arm64"
        },
    )
    .replace("$FLOOR$", "19041")
    .replace("$KMDFVERSION$", "1.31")
}

#[test]
fn a_hard_coded_store_path_is_caught_at_the_upgrade() {
    in_every_world(&storefile::DRIVER, |code| {
        let (machine, _device) = installed(&code, "red");
        let store = machine.driver_store();
        let first = store.enum_drivers()[0].location.clone();
        let inx = hard_coded(&first);
        let upgrade = versioned(&code, &inx, "2.0.0.0", "green");
        // The first version's file is still there, so on Windows this works, until somebody
        // cleans the store.
        match store.install_driver(upgrade) {
            Err(Error::BugCheck(stop)) => {
                assert!(stop.message.starts_with("DriverStorePath"), "{stop}");
                assert!(stop.message.contains("IoGetDriverDirectory"), "{stop}");
                assert!(stop.message.contains(&first), "{stop}");
            }
            other => panic!("the verifier should stop the machine: {other:?}"),
        }
    });
}

#[test]
fn without_the_verifier_a_hard_coded_store_path_fails_once_the_old_version_is_deleted() {
    in_every_world(&storefile::DRIVER, |code| {
        let machine = Machine::builder().verifier(false).build();
        let store = machine.driver_store();
        let old = store.install_driver(package(&code, "1.0.0.0", "red"));
        let first = store.enum_drivers()[0].location.clone();
        let inx = hard_coded(&first);
        let new = versioned(&code, &inx, "2.0.0.0", "green");
        store.install_driver(new).expect("it is staged");
        machine
            .plug("root\\storefile")
            .expect("the old file is still there");
        store
            .delete_driver(&old.expect("it is staged"), Delete::new())
            .expect("unused");
        match machine.plug("root\\storefile").map(drop) {
            Err(Error::Status(status)) => {
                assert_eq!(
                    wdk::NtStatus::new(status.0),
                    wdk::NtStatus::OBJECT_PATH_NOT_FOUND
                );
            }
            other => panic!("the file is gone: {other:?}"),
        }
    });
}
