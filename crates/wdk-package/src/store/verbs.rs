//! What `pnputil` does to devices, one verb at a time.

use super::{fixture::driver, *};

fn package(name: &str, id: &str, version: &str) -> Contents {
    driver(name, id, version, "")
}

const HUB: &str = r"USB\HUB\1";
const LAMP: &str = r"USB\LAMP\1";

/// A hub with a lamp, both with drivers.
fn bus() -> Store {
    let mut store = Store::on(Memory::new());
    store
        .add_driver(&package("hub", r"usb\hub", "1.0.0.0"))
        .unwrap();
    store
        .add_driver(&package("lamp", r"usb\lamp", "1.0.0.0"))
        .unwrap();
    store.know_device(HUB, &[r"usb\hub".to_owned()], &[]);
    store.know_device(LAMP, &[r"usb\lamp".to_owned()], &[]);
    store.set_parent(LAMP, "usb\\hub\\1").unwrap();
    for device in [HUB, LAMP] {
        store.install(device).unwrap();
    }
    store
}

fn status(store: &Store, instance: &str) -> Status {
    store.status(store.device(instance).unwrap())
}

fn code<T: std::fmt::Debug>(result: Result<T, StoreError>) -> u32 {
    result.unwrap_err().code()
}

#[test]
fn a_device_is_disabled_and_enabled_and_those_below_go_with_it() {
    let mut store = bus();
    assert_eq!(status(&store, HUB), Status::Started);
    assert_eq!(store.disable_device(HUB).unwrap(), Done::Completely);
    assert_eq!(status(&store, HUB), Status::Disabled);
    let hub = store.device(HUB).unwrap();
    assert_eq!(
        store.problem(hub).unwrap().to_string(),
        "22 (0x16) [CM_PROB_DISABLED]"
    );
    assert_eq!(status(&store, LAMP), Status::Disconnected);
    assert_eq!(code(store.restart_device(HUB)), 0x32);
    assert_eq!(code(store.restart_device(LAMP)), 0xE000_020B);
    assert_eq!(store.enable_device(HUB).unwrap(), Done::Completely);
    assert_eq!(status(&store, LAMP), Status::Started);
    assert_eq!(store.restart_device(LAMP).unwrap(), Done::Completely);
    assert_eq!(code(store.disable_device("none")), 0xE000_020B);
}

#[test]
fn what_somebody_has_open_waits_for_a_restart_of_the_system() {
    let mut store = bus();
    store.set_in_use(LAMP, true).unwrap();
    assert_eq!(store.restart_device(LAMP).unwrap(), Done::AfterReboot);
    assert!(store.log().contains("CR_REMOVE_VETOED"), "{}", store.log());
    assert_eq!(status(&store, LAMP), Status::Problem(Problem::NeedRestart));
    let refused = store.restart_device(LAMP).unwrap_err();
    assert_eq!(refused.code(), 0x32);
    assert!(
        refused
            .to_string()
            .contains("Device is pending system reboot"),
        "{refused}"
    );
    store.reboot();
    assert_eq!(status(&store, LAMP), Status::Started);
    store.set_in_use(LAMP, true).unwrap();
    let newer = package("lamp", r"usb\lamp", "2.0.0.0");
    store.add_driver(&newer).unwrap();
    assert!(store.install(LAMP).unwrap().needs_reboot);
    store.reboot();
    store.set_in_use(LAMP, true).unwrap();
    assert_eq!(store.remove_device(LAMP, false).unwrap(), Done::AfterReboot);
    assert_eq!(
        status(&store, LAMP),
        Status::Problem(Problem::WillBeRemoved)
    );
    store.reboot();
    assert!(store.device(LAMP).is_err());
}

#[test]
fn a_removed_device_comes_back_with_a_scan_when_a_bus_reports_it() {
    let mut store = bus();
    assert_eq!(store.remove_device(HUB, false).unwrap(), Done::Completely);
    assert_eq!(status(&store, LAMP), Status::Disconnected);
    assert_eq!(store.scan_devices(None).unwrap(), [HUB]);
    assert_eq!(status(&store, LAMP), Status::Started);
    assert_eq!(store.remove_device(HUB, true).unwrap(), Done::Completely);
    assert_eq!(store.enum_devices(), []);
    let mut back = store.scan_devices(None).unwrap();
    back.sort();
    assert_eq!(back, [HUB, LAMP]);

    // Nothing reports what somebody added by hand.
    let added = store.add_device(&[r"root\lamp".to_owned()], &[]);
    assert_eq!(
        store.remove_device(&added, false).unwrap(),
        Done::Completely
    );
    store.scan_devices(None).unwrap();
    assert!(store.device(&added).is_err());
    assert_eq!(code(store.scan_devices(Some("none"))), 0xE000_020B);
}

#[test]
fn a_subtree_is_scanned_alone() {
    let mut store = bus();
    let other = r"USB\LAMP\2";
    store.know_device(other, &[r"usb\lamp".to_owned()], &[]);
    let third = r"USB\LAMP\3";
    store.know_device(third, &[r"usb\lamp".to_owned()], &[]);
    store.set_parent(third, HUB).unwrap();
    assert_eq!(store.scan_devices(Some(HUB)).unwrap(), [third]);
    assert_eq!(
        status(&store, other),
        Status::Problem(Problem::FailedInstall)
    );
    assert_eq!(code(store.set_parent(HUB, third)), 0x57);
    // What is not there gets no driver now.
    store.disconnect(other).unwrap();
    assert_eq!(store.improvable("oem1.inf").unwrap(), [""; 0]);
    store.connect(other).unwrap();
    assert_eq!(store.improvable("oem1.inf").unwrap(), [other]);
}

#[test]
fn a_rollback_gives_the_package_before_and_only_once() {
    let mut store = bus();
    assert_eq!(code(store.rollback(LAMP)), 0x103);
    let newer = package("lamp", r"usb\lamp", "2.0.0.0");
    store.add_driver(&newer).unwrap();
    let installed = store.install(LAMP).unwrap();
    assert_eq!(installed.replaced.as_deref(), Some("oem1.inf"));
    let back = store.rollback(LAMP).unwrap();
    assert_eq!(back.driver.published_name, "oem1.inf");
    assert_eq!(code(store.rollback(LAMP)), 0x103);

    store.install(LAMP).unwrap();
    store.delete_driver("oem1.inf", Delete::new()).unwrap();
    assert_eq!(code(store.rollback(LAMP)), 0x103);
}

#[test]
fn a_package_is_forced_on_a_device_that_it_drives_at_all() {
    let mut store = bus();
    let older = package("lamp", r"usb\lamp", "0.1.0.0");
    let older = store.add_driver(&older).unwrap().published_name;
    assert_eq!(store.improvable(&older).unwrap(), [""; 0]);
    let installed = store.update(LAMP, &older).unwrap();
    assert_eq!(installed.driver.published_name, older);
    assert_eq!(code(store.update(HUB, &older)), 0xE000_0228);
    let matching = store.matching(LAMP).unwrap();
    let nodes = matching.iter().map(|it| {
        let name = it.driver.published_name.as_str();
        (name, it.best, it.installed)
    });
    let nodes: Vec<_> = nodes.collect();
    assert_eq!(
        nodes,
        [("oem1.inf", true, false), (older.as_str(), false, true)]
    );
}

#[test]
fn records_that_a_person_damaged_are_refused_with_the_line() {
    let mut store = bus();
    store.save().unwrap();
    let records = String::from_utf8(store.volume().read(RECORDS).unwrap()).unwrap();
    let open = |records: &str| {
        let mut volume = store.volume().list("C:\\").map(|_| Memory::new()).unwrap();
        volume.write(RECORDS, records.as_bytes()).unwrap();
        Store::open(volume).map(drop).unwrap_err().to_string()
    };
    let message = open(&records.replace("\"disabled\": false", "\"disabled\": maybe"));
    assert!(message.contains("DRIVERS.json"), "{message}");
    assert!(message.contains("line "), "{message}");
    assert!(message.contains("mend that line"), "{message}");
}

#[test]
fn devices_that_are_each_other_s_parents_are_not_connected() {
    let mut store = bus();
    store.records.device_mut(HUB).unwrap().parent = Some(LAMP.to_owned());
    assert_eq!(status(&store, LAMP), Status::Disconnected);
    assert_eq!(store.scan_devices(Some(r"USB\HUB\1")).unwrap(), [""; 0]);
    store.save().unwrap();
    let records = store.volume().read(RECORDS).unwrap();
    let mut volume = Memory::new();
    volume.write(RECORDS, &records).unwrap();
    let error = Store::open(volume).map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Foreign(_)), "{error}");
}

#[test]
fn the_log_s_clock_goes_on_from_where_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut store = Store::open(Folder::new(folder.path())).unwrap();
        store
            .add_driver(&package("hub", r"usb\hub", "1.0.0.0"))
            .unwrap();
        store.save().unwrap();
    }
    let log = Folder::new(folder.path()).read(LOG).unwrap();
    let log = String::from_utf8(log).unwrap();
    assert!(log.starts_with("[Device Install Log]\r\n     OS Version = 10.0."));
    assert_eq!(log.matches("[BeginLog]").count(), 1);
    let times = log.lines().filter_map(|it| it.split_once("Section start "));
    let times: Vec<_> = times.map(|(_, time)| time).collect();
    assert_eq!(times.len(), 2);
    assert!(times[0] < times[1], "{times:?}");
}
