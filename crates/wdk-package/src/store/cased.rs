//! Names compare without case: in the folder, in the INF, in the catalog.

use super::*;
use crate::{catalog, certificate::Identity, signature::Signing};

const INF: &str = r#"
[Version]
Signature = "$Windows NT$"
Provider = "Example"
CatalogFile = Lamp.cat
DriverVer = 01/01/2025,1.0.0.0
[SourceDisksNames]
1 = "Disk"
[SourceDisksFiles]
Lamp.Sys = 1,Images
[DestinationDirs]
DefaultDestDir = 13
Files = 13,IMAGES
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A lamp" = Lamp, root\lamp
[Lamp.NTamd64]
CopyFiles = Files
[Files]
lamp.sys
"#;

#[test]
fn a_package_comes_in_whatever_the_case_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("images")).unwrap();
    std::fs::write(path("images/LAMP.SYS"), "not an image").unwrap();
    std::fs::write(path("LAMP.INF"), INF).unwrap();
    let identity = Identity::test("CN=Example", 1_767_225_600).unwrap();
    let options = catalog::Options {
        time: 1_767_225_600,
        ..catalog::Options::default()
    };
    let made = catalog::create(&path("LAMP.INF"), &options).unwrap();
    let signed = made.sign(&Signing::by(&identity)).unwrap();
    std::fs::write(path("LAMP.CAT"), signed).unwrap();

    let package = Contents::read(&path("LAMP.INF")).unwrap();
    let mut store = Store::on(Memory::new()).trust(Catalogs::required());
    store.add_driver(&package).unwrap();
    let driver = &store.enum_drivers()[0];
    assert_eq!(driver.signature.signer(), Some("Example"));
    let stored = format!(r"{}\images\lamp.sys", driver.location);
    assert_eq!(store.volume().read(&stored).unwrap(), b"not an image");
}
