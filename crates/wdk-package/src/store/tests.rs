//! The store's promises, one by one and under random operations.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
#[cfg(feature = "signing")]
use crate::{catalog, certificate::Identity, signature::Signing};

/// A package called `name` that drives `root\<id>`; `body` goes into the install section.
fn package(name: &str, id: &str, version: &str, dir: u32, body: &str) -> Contents {
    let text = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {{78A1C341-4539-11D3-B88D-00C04FAD5171}}
Provider = "Example"
CatalogFile = {name}.cat
DriverVer = {version}
[SourceDisksNames]
1 = "Disk"
[SourceDisksFiles]
{name}.sys = 1
{name}.dat = 1,data
[DestinationDirs]
DefaultDestDir = {dir}
Data = {dir},data
[Manufacturer]
%Made% = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A {name}" = Install, root\{id}
[Install.NTamd64]
CopyFiles = @{name}.sys, Data
{body}
[Data]
{name}.dat
[Install.NTamd64.Services]
AddService = {name}, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %{dir}%\{name}.sys
AddReg = Parameters
[Parameters]
HKR,Parameters,Data,,"%{dir}%\data\{name}.dat"
HKR,Parameters,Expand,0x20000,"%{dir}%\data\{name}.dat"
[Strings]
Made = "Example"
"#
    );
    Contents::new(&format!("{name}.inf"), Inf::parse(text.as_bytes()).unwrap())
        .file(&format!("{name}.sys"), format!("sys {version}"))
        .file(&format!(r"data\{name}.dat"), format!("dat {version}"))
        .file(&format!("{name}.cat"), "catalog")
}

pub(super) fn lamp(version: &str) -> Contents {
    package("lamp", "lamp", version, 13, "")
}

fn store() -> Store {
    Store::open(Memory::new()).unwrap()
}

fn add(store: &mut Store, package: &Contents) -> String {
    store.add_driver(package).unwrap().published_name
}

fn plug(store: &mut Store, id: &str) -> String {
    store.add_device(&[format!(r"root\{id}")], &[])
}

fn code<T: std::fmt::Debug>(result: Result<T, StoreError>) -> u32 {
    result.unwrap_err().code()
}

#[test]
fn a_staged_package_stands_in_a_folder_of_its_own() {
    let mut store = store();
    assert_eq!(add(&mut store, &lamp("01/01/2025,1.0.0.0")), "oem0.inf");
    let driver = store.enum_drivers()[0].clone();
    let name = driver.location.strip_prefix(REPOSITORY).unwrap();
    let digits = name.strip_prefix(r"\lamp.inf_amd64_").unwrap();
    assert_eq!(digits.len(), 16, "{name}");
    assert!(digits.bytes().all(|it| it.is_ascii_hexdigit()), "{name}");
    assert_eq!(driver.files, [r"data\lamp.dat", "lamp.cat", "lamp.sys"]);
    assert!(driver.runs_from_store);
    let volume = store.volume();
    let read = |path: &str| {
        volume
            .read(&format!(r"{}\{path}", driver.location))
            .unwrap()
    };
    assert_eq!(read(r"data\lamp.dat"), b"dat 01/01/2025,1.0.0.0");
    assert_eq!(
        read("lamp.inf"),
        volume.read(r"C:\Windows\INF\oem0.inf").unwrap()
    );
    assert_eq!(volume.read(&catalog_path("oem0.inf")).unwrap(), b"catalog");
    for line in ["Published", "Indexed 1 device IDs", "not signed", "SUCCESS"] {
        assert!(store.log().contains(line), "{}", store.log());
    }
}

#[test]
fn the_same_package_is_staged_once_and_another_version_beside_it() {
    let mut store = store();
    let first = lamp("01/01/2025,1.0.0.0");
    add(&mut store, &first);
    let again = store.add_driver(&first).unwrap();
    assert_eq!(
        (again.published_name.as_str(), again.existed),
        ("oem0.inf", true)
    );
    assert_eq!(add(&mut store, &lamp("01/01/2025,1.0.0.1")), "oem1.inf");
    let [one, two] = store.enum_drivers() else {
        panic!("two packages")
    };
    assert_ne!(one.location, two.location);
    // One changed byte is another package.
    let changed = first.file("lamp.sys", "sys 01/01/2025,1.0.0.O");
    assert_eq!(add(&mut store, &changed), "oem2.inf");
}

#[test]
fn names_come_free_again() {
    let mut store = store();
    for version in ["1.0.0.1", "1.0.0.2", "1.0.0.3"] {
        add(&mut store, &lamp(&format!("01/01/2025,{version}")));
    }
    store.delete_driver("OEM1.INF", Delete::new()).unwrap();
    assert_eq!(
        code(store.delete_driver("oem1.inf", Delete::new())),
        0xE000_023C
    );
    assert_eq!(add(&mut store, &lamp("01/01/2025,1.0.0.4")), "oem1.inf");
}

#[test]
fn the_package_s_folder_stands_for_dirid_13() {
    let mut store = store();
    add(&mut store, &lamp("01/01/2025,1.0.0.0"));
    let device = plug(&mut store, "lamp");
    let installed = store.install(&device).unwrap();
    let location = &installed.driver.location;
    let service = installed.install.function_driver().unwrap();
    assert_eq!(service.binary, format!(r"{location}\lamp.sys"));
    let full = format!(r"{location}\data\lamp.dat");
    let expand = full.replace(r"C:\Windows", "%SystemRoot%");
    let data: Vec<_> = service
        .registry
        .iter()
        .map(|it| it.data.clone().unwrap())
        .collect();
    use wdk_inf::RegistryData::{ExpandString, String};
    assert_eq!(data, [String(full), ExpandString(expand)]);
    assert_eq!(
        store.enum_devices()[0].driver_name.as_deref(),
        Some("oem0.inf")
    );
    assert_eq!(store.enum_devices()[0].device_description, "A lamp");
}

#[test]
fn a_better_package_takes_a_device_over_and_deleting_it_gives_it_back() {
    let mut store = store();
    let old = add(&mut store, &lamp("01/01/2025,1.0.0.0"));
    let device = plug(&mut store, "lamp");
    store.install(&device).unwrap();
    let older = add(&mut store, &lamp("12/31/2024,9.0.0.0"));
    assert_eq!(store.improvable(&older).unwrap(), Vec::<String>::new());
    let new = add(&mut store, &lamp("01/01/2025,1.0.0.1"));
    assert_eq!(
        store.improvable(&new).unwrap(),
        std::slice::from_ref(&device)
    );
    assert_eq!(store.install(&device).unwrap().replaced, Some(old.clone()));
    store.delete_driver(&old, Delete::new()).unwrap();

    assert_eq!(code(store.delete_driver(&new, Delete::new())), 0xE000_023D);
    let changed = store
        .delete_driver(&new, Delete::new().uninstall())
        .unwrap();
    assert_eq!(changed, std::slice::from_ref(&device));
    assert_eq!(store.enum_devices()[0].driver_name.as_ref(), Some(&older));
    store
        .delete_driver(&older, Delete::new().uninstall())
        .unwrap();
    assert_eq!(store.enum_devices()[0].driver_name, None);
    assert_eq!(code(store.install(&device)), 0xE000_0228);
}

#[test]
fn a_feature_score_outranks_a_version() {
    let mut store = store();
    let scored = package("lamp", "lamp", "01/01/2020,1.0.0.0", 13, "FeatureScore=FE");
    let scored = add(&mut store, &scored);
    add(&mut store, &lamp("01/01/2025,1.0.0.0"));
    let device = plug(&mut store, "lamp");
    assert_eq!(
        store.install(&device).unwrap().driver.published_name,
        scored
    );
}

#[test]
fn what_runs_from_the_store_cannot_be_forced_out() {
    let mut store = store();
    let name = add(&mut store, &lamp("01/01/2025,1.0.0.0"));
    let device = plug(&mut store, "lamp");
    store.install(&device).unwrap();
    let refused = store
        .delete_driver(&name, Delete::new().force())
        .unwrap_err();
    assert_eq!(refused.code(), 0xE000_023D);
    assert!(
        refused.to_string().contains("ERROR_INF_IN_USE_BY_DEVICES"),
        "{refused}"
    );
    assert!(
        refused.to_string().contains("run from the store"),
        "{refused}"
    );
    assert!(
        store.log().contains("FAILURE(0xe000023d)"),
        "{}",
        store.log()
    );

    // One whose files stand elsewhere can: its device keeps them not.
    let plain = package("desk", "desk", "01/01/2025,1.0.0.0", 12, "");
    let plain = add(&mut store, &plain);
    let desk = plug(&mut store, "desk");
    store.install(&desk).unwrap();
    assert_eq!(
        code(store.delete_driver(&plain, Delete::new())),
        0xE000_023D
    );
    store.delete_driver(&plain, Delete::new().force()).unwrap();
}

#[test]
fn files_outside_of_the_store_stay_while_a_package_needs_them() {
    let shared = |version: &str| package("desk", "desk", version, 12, "");
    let path = r"C:\Windows\System32\drivers\desk.sys";
    let mut store = store();
    let first = add(&mut store, &shared("01/01/2025,1.0.0.0"));
    assert_eq!(
        store.volume().entry(path),
        None,
        "staging configures nothing"
    );
    let device = plug(&mut store, "desk");
    let installed = store.install(&device).unwrap();
    assert_eq!(installed.install.services[0].binary, path);
    assert_eq!(
        store.volume().read(path).unwrap(),
        b"sys 01/01/2025,1.0.0.0"
    );
    let second = add(&mut store, &shared("01/01/2025,2.0.0.0"));
    store.install(&device).unwrap();
    assert_eq!(
        store.volume().read(path).unwrap(),
        b"sys 01/01/2025,2.0.0.0"
    );
    store.delete_driver(&first, Delete::new()).unwrap();
    assert!(
        store.log().contains("still in use by 1 sources"),
        "{}",
        store.log()
    );
    assert!(store.volume().entry(path).is_some());
    store
        .delete_driver(&second, Delete::new().uninstall())
        .unwrap();
    assert_eq!(store.volume().entry(path), None);
}

#[test]
fn what_would_make_new_files_in_the_store_is_refused() {
    let add = |change: &dyn Fn(String) -> String| {
        let text = change(lamp("01/01/2025,1.0.0.0").inf().text().to_owned());
        let files = lamp("01/01/2025,1.0.0.0");
        let mut package = Contents::new("lamp.inf", Inf::parse(text.as_bytes()).unwrap());
        for (path, content) in files.files() {
            package = package.file(path, content);
        }
        store().add_driver(&package).map(drop)
    };
    add(&|text| text).unwrap();
    let moved = add(&|text| text.replace("Data = 13,data", "Data = 13,other"));
    assert!(moved.unwrap_err().to_string().contains("1100"));
    let renamed = add(&|text| text.replace("lamp.dat\n[Install", "light.dat,lamp.dat\n[Install"));
    assert!(renamed.unwrap_err().to_string().contains("1100"));
    let missing = add(&|text| text.replace("lamp.dat\n[Install", "none.dat\n[Install"));
    assert_eq!(code(missing), 2);
}

/// The package with a catalog that `identity` signed.
#[cfg(feature = "signing")]
pub(super) fn cataloged(package: &Contents, identity: &Identity) -> Contents {
    let folder = tempfile::tempdir().unwrap();
    package.write(folder.path()).unwrap();
    let options = catalog::Options {
        time: 1_767_225_600,
        ..catalog::Options::default()
    };
    let catalog = catalog::create(&folder.path().join("lamp.inf"), &options).unwrap();
    let signed = catalog.sign(&Signing::by(identity)).unwrap();
    package.clone().file("lamp.cat", signed)
}

#[cfg(feature = "signing")]
#[test]
fn the_catalog_vouches_for_every_file() {
    let identity = Identity::test("CN=Example,O=Tests", 1_767_225_600).unwrap();
    let good = cataloged(&lamp("01/01/2025,1.0.0.0"), &identity);
    let mut store = store().trust(Catalogs::required());
    for (path, content) in good.files() {
        let mut changed = content.to_vec();
        *changed.last_mut().unwrap() ^= 1;
        let refused = store.add_driver(&good.clone().file(path, changed));
        let expected = if path == "lamp.cat" {
            0xE000_0243
        } else {
            0xE000_024B
        };
        assert_eq!(code(refused), expected, "{path}");
    }
    let text = good.inf().text().replace("A lamp", "A Lamp");
    let mut inf = Contents::new("lamp.inf", Inf::parse(text.as_bytes()).unwrap());
    for (path, content) in good.files() {
        inf = inf.file(path, content);
    }
    assert_eq!(code(store.add_driver(&inf)), 0xE000_024B);
    assert_eq!(store.enum_drivers(), []);
    assert_eq!(store.volume().entry(REPOSITORY), None);

    add(&mut store, &good);
    let signature = &store.enum_drivers()[0].signature;
    assert_eq!(signature.signer(), Some("Example"));
    let device = plug(&mut store, "lamp");
    assert_eq!(store.install(&device).unwrap().rank, Rank(0x00FF_0000));
}

/// What holds without signatures: the catalog below is one that `create` made and nobody signed.
#[cfg(not(feature = "signing"))]
#[test]
fn without_signing_a_catalog_is_held_against_the_files() {
    use crate::asn1::{self, ObjectIdentifier};

    let folder = tempfile::tempdir().unwrap();
    let package = lamp("01/01/2025,1.0.0.0");
    package.write(folder.path()).unwrap();
    let options = crate::catalog::Options {
        time: 1_767_225_600,
        ..crate::catalog::Options::default()
    };
    let catalog = crate::catalog::create(&folder.path().join("lamp.inf"), &options).unwrap();
    let list = catalog.to_der().unwrap();
    let content = asn1::sequence(&[
        &asn1::oid(crate::catalog::TRUST_LIST),
        &asn1::value(asn1::context(0, true), &[&list]),
    ]);
    let signed = asn1::sequence(&[
        &asn1::integer(1),
        &asn1::value(asn1::SET, &[]),
        &content,
        &asn1::value(asn1::SET, &[]),
    ]);
    let file = asn1::sequence(&[
        &asn1::oid(ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2")),
        &asn1::value(asn1::context(0, true), &[&signed]),
    ]);
    let good = package.file("lamp.cat", file);
    let mut store = store().trust(Catalogs::required());
    let changed = good.clone().file("lamp.sys", "MZ, changed");
    assert_eq!(code(store.add_driver(&changed)), 0xE000_024B);
    add(&mut store, &good);
    let signature = &store.enum_drivers()[0].signature;
    assert_eq!((signature, signature.signer()), (&Signature::Listed, None));

    let mut naming = self::store().trust(Catalogs::required().trusting("CN=Example"));
    assert_eq!(code(naming.add_driver(&good)), 0xE000_0243);
}

#[cfg(feature = "signing")]
#[test]
fn whom_the_store_trusts_can_be_said() {
    let identity = Identity::test("CN=Example", 1_767_225_600).unwrap();
    let signed = cataloged(&lamp("01/01/2025,1.0.0.0"), &identity);
    let trusting = |anchor| store().trust(Catalogs::required().trusting(anchor));
    assert_eq!(code(trusting("CN=Other").add_driver(&signed)), 0xE000_0243);
    assert!(trusting("CN=Example").add_driver(&signed).is_ok());
    let unnamed = signed.inf().text().replace("CatalogFile", "; CatalogFile");
    let unnamed = Contents::new("lamp.inf", Inf::parse(unnamed.as_bytes()).unwrap())
        .file("lamp.sys", "sys")
        .file(r"data\lamp.dat", "");
    let mut strict = store().trust(Catalogs::required());
    assert_eq!(code(strict.add_driver(&unnamed)), 0xE000_022F);
    let mut lenient = store().trust(Catalogs::if_present());
    lenient.add_driver(&unnamed).unwrap();
    assert_eq!(lenient.enum_drivers()[0].signature, Signature::Unsigned);
}

#[test]
fn what_was_saved_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(Folder::new(folder.path())).unwrap();
    let mut store = open();
    add(&mut store, &lamp("01/01/2025,1.0.0.0"));
    let device = plug(&mut store, "lamp");
    store.install(&device).unwrap();
    store.save().unwrap();
    let (drivers, devices) = (store.enum_drivers().to_vec(), store.enum_devices().to_vec());
    let again = open();
    assert_eq!(again.enum_drivers(), drivers);
    assert_eq!(again.enum_devices(), devices);
    assert_eq!(again.log(), "");
    let log = String::from_utf8(again.volume().read(LOG).unwrap()).unwrap();
    assert!(log.contains(r"Device Install - ROOT\LAMP\0000"), "{log}");

    let out = folder.path().join("out");
    again.export_to("oem0.inf", &out).unwrap();
    let read = Contents::read(&out.join("lamp.inf")).unwrap();
    let exported: Vec<_> = read.files().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(exported, [r"data\lamp.dat", "lamp.cat", "lamp.sys"]);
    assert!(open().add_driver(&read).unwrap().existed);
}

/// One thing that somebody does to a store.
#[derive(Clone, Debug)]
enum Step {
    Add {
        name: u8,
        version: u8,
        dir: u32,
    },
    Plug(u8),
    Install(u8),
    Unplug(u8),
    Delete {
        at: u8,
        uninstall: bool,
        force: bool,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let dir = prop_oneof![Just(13_u32), Just(12_u32)];
    let step = prop_oneof![
        (0..3_u8, 0..4_u8, dir).prop_map(|(name, version, dir)| Step::Add { name, version, dir }),
        (0..3_u8).prop_map(Step::Plug),
        (0..6_u8).prop_map(Step::Install),
        (0..6_u8).prop_map(Step::Unplug),
        (0..6_u8, any::<bool>(), any::<bool>()).prop_map(|(at, uninstall, force)| Step::Delete {
            at,
            uninstall,
            force
        }),
    ];
    proptest::collection::vec(step, 1..40)
}

fn instance(store: &Store, at: u8) -> Option<String> {
    let devices = store.enum_devices();
    let device = devices.get(usize::from(at) % devices.len().max(1))?;
    Some(device.instance_id.clone())
}

/// What must hold after any operation.
fn check(store: &Store, before: &[Driver]) {
    let names: BTreeSet<_> = store
        .enum_drivers()
        .iter()
        .map(|it| &it.published_name)
        .collect();
    assert_eq!(
        names.len(),
        store.enum_drivers().len(),
        "one package for each name"
    );
    for driver in store.enum_drivers() {
        let found = files_below(store, &driver.location);
        let mut listed = driver.files.clone();
        listed.push(driver.original_name.clone());
        listed.sort();
        assert_eq!(
            found, listed,
            "no file comes and none goes: {}",
            driver.location
        );
    }
    for device in store.enum_devices() {
        let Some(name) = &device.driver_name else {
            continue;
        };
        assert!(names.contains(name), "{} uses {name}", device.instance_id);
    }
    let repository = store.volume().list(REPOSITORY).unwrap_or_default();
    assert_eq!(
        repository.len(),
        store.enum_drivers().len(),
        "no folder is left over"
    );
    for gone in before
        .iter()
        .filter(|it| !names.contains(&it.published_name))
    {
        assert_eq!(store.volume().entry(&gone.location), None);
    }
}

fn files_below(store: &Store, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for name in store.volume().list(folder).unwrap_or_default() {
        let path = format!(r"{folder}\{name}");
        match store.volume().entry(&path) {
            Some(Entry::Folder) => {
                let below = files_below(store, &path);
                files.extend(below.into_iter().map(|it| format!(r"{name}\{it}")));
            }
            _ => files.push(name),
        }
    }
    files.sort();
    files
}

proptest! {
    #[test]
    fn no_operation_takes_a_device_s_files_away(steps in steps()) {
        let mut store = store();
        for step in steps {
            let before = store.enum_drivers().to_vec();
            match step {
                Step::Add { name, version, dir } => {
                    let name = ["lamp", "desk", "door"][usize::from(name)];
                    let version = format!("01/01/2025,1.0.0.{version}");
                    add(&mut store, &package(name, name, &version, dir, ""));
                }
                Step::Plug(name) => {
                    plug(&mut store, ["lamp", "desk", "door"][usize::from(name)]);
                }
                Step::Install(at) => {
                    if let Some(instance) = instance(&store, at) {
                        let id = store.records.device(&instance).unwrap().hardware_ids[0].clone();
                        let result = store.install(&instance);
                        let name = id.strip_prefix(r"root\").unwrap();
                        let driven = before.iter().any(|it| it.original_name.starts_with(name));
                        prop_assert_eq!(result.is_ok(), driven);
                    }
                }
                Step::Unplug(at) => {
                    if let Some(instance) = instance(&store, at) {
                        store.forget_device(&instance);
                    }
                }
                Step::Delete { at, uninstall, force } => {
                    let Some(driver) = before.get(usize::from(at)) else { continue };
                    let used = !store.records.users(&driver.published_name).is_empty();
                    let mut how = Delete::new();
                    if uninstall { how = how.uninstall(); }
                    if force { how = how.force(); }
                    let result = store.delete_driver(&driver.published_name, how);
                    let allowed = !used || uninstall || (force && !driver.runs_from_store);
                    prop_assert_eq!(result.is_ok(), allowed);
                }
            }
            check(&store, &before);
        }
    }
}
