//! Failures in logs, and what is said of them.

use super::*;

const INF: &str = r#"[Version]
Signature = "$Windows NT$"
Provider = "Example"
DriverVer = 01/01/2025,1.0.0.0
[SourceDisksNames]
1 = "Disk"
[SourceDisksFiles]
lamp.sys = 1
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A lamp" = Lamp, usb\lamp
[Lamp.NTamd64]
CopyFiles = @lamp.sys
"#;

fn lamp() -> Contents {
    Contents::new("lamp.inf", Inf::parse(INF.as_bytes()).unwrap())
}

fn explain(log: &str, package: Option<&Contents>) -> Explanation {
    let log = SetupLog::parse(log.as_bytes());
    let os = OsVersion::WINDOWS_11_24H2;
    let explained = log.sections[0].explain(package, Arch::Amd64, os);
    explained.expect("it failed")
}

/// A log of Windows in which the certificate's root is not trusted.
const UNTRUSTED: &str = r"
>>>  [SetupCopyOEMInf - C:\drop\lamp.inf]
>>>  Section start 2025/01/02 03:04:05.678
      cmd: pnputil /add-driver lamp.inf
     sto: {Setup Import Driver Package: C:\drop\lamp.inf} 03:04:05.700
     inf:      Provider: Example
     sto:      {Stage Driver Package: C:\drop\lamp.inf} 03:04:05.701
     sto:           {DRIVERSTORE IMPORT VALIDATE} 03:04:05.702
     sig:                {_VERIFY_FILE_SIGNATURE} 03:04:05.703
     sig:                     Key      = lamp.inf
     sig:                     FilePath = C:\WINDOWS\System32\DriverStore\Temp\{6}\lamp.inf
     sig:                     Catalog  = C:\WINDOWS\System32\DriverStore\Temp\{6}\lamp.cat
!    sig:                     Verifying file against specific Authenticode(tm) catalog failed.
!    sig:                     Error 0x800b0109: A certificate chain processed, but terminated in a root.
     sig:                {_VERIFY_FILE_SIGNATURE exit(0x800b0109)} 03:04:05.704
!!!  sig:                Driver package failed signature validation. Error = 0xE0000247
     sto:           {DRIVERSTORE IMPORT VALIDATE: exit(0xe0000247)} 03:04:05.705
!!!  sto:           Failed to import driver package into Driver Store. Error = 0xE0000247
<<<  Section end 2025/01/02 03:04:05.706
<<<  [Exit status: FAILURE(0xe0000247)]
";

#[test]
fn the_first_code_tells_more_than_the_section_s() {
    let explained = explain(UNTRUSTED, None);
    assert_eq!(explained.code, 0xE000_0247);
    assert_eq!(explained.cause_code, 0x800B_0109);
    assert_eq!(explained.name, "CERT_E_UNTRUSTEDROOT");
    assert!(explained.advice.contains("testsigning"), "{explained:?}");
    assert_eq!(explained.inf.as_deref(), Some(r"C:\drop\lamp.inf"));
    assert_eq!(explained.member.as_deref(), Some("lamp.inf"));
    let catalog = explained.catalog.unwrap();
    assert!(catalog.ends_with(r"\lamp.cat"), "{catalog}");
    let (line, text) = explained.cause.unwrap();
    assert_eq!(line, 14);
    assert!(text.starts_with("Error 0x800b0109"), "{text}");
}

#[test]
fn what_went_well_needs_no_explanation() {
    let log = UNTRUSTED.replace("FAILURE(0xe0000247)", "SUCCESS");
    let log = SetupLog::parse(log.as_bytes());
    let os = OsVersion::WINDOWS_11_24H2;
    assert!(log.sections[0].explain(None, Arch::Amd64, os).is_none());
}

#[test]
fn a_missing_file_leads_to_its_lines_in_the_inf() {
    let log = r"
>>>  [Setup Import Driver Package - C:\drop\lamp.inf]
>>>  Section start 2025/01/02 03:04:05.678
!    flq:      SourceFile   - 'C:\drop\lamp.sys'
!!!  flq:      Error installing file (0x00000002)
!!!  flq:      Error 2: The system cannot find the file specified.
<<<  Section end 2025/01/02 03:04:05.706
<<<  [Exit status: FAILURE(0x00000002)]
";
    let explained = explain(log, Some(&lamp()));
    assert_eq!(explained.name, "ERROR_FILE_NOT_FOUND");
    assert_eq!(explained.member.as_deref(), Some(r"C:\drop\lamp.sys"));
    let findings = explained.findings.join("\n");
    assert!(findings.contains("lamp.inf:8: lamp.sys = 1"), "{findings}");
    assert!(
        findings.contains("lamp.inf:16: CopyFiles = @lamp.sys"),
        "{findings}"
    );
    assert!(findings.contains("is not in the package"), "{findings}");
    // Of another package's failure this one says nothing.
    let other = explain(&log.replace("lamp.inf", "desk.inf"), Some(&lamp()));
    assert_eq!(other.findings, [""; 0]);
}

#[test]
fn a_device_that_nothing_drives_leads_to_the_models() {
    let log = r"
>>>  [Device Install (Hardware initiated) - USB\LAMPE\5&2&0]
>>>  Section start 2025/01/02 03:04:05.678
     dvi: Searching for hardware ID(s):
     dvi:      usb\lampe
     dvi: Searching for compatible ID(s):
!    dvi: Unable to find any matching drivers.
!!!  dvi: Error 0xe0000228: There are no compatible drivers for this device.
<<<  Section end 2025/01/02 03:04:05.706
<<<  [Exit status: FAILURE(0xe0000228)]
";
    let explained = explain(log, Some(&lamp().file("lamp.sys", "MZ")));
    let findings = explained.findings.join("\n");
    assert!(
        findings.contains(r"drives no device usb\lampe"),
        "{findings}"
    );
    assert!(findings.contains(r"did you mean usb\lamp?"), "{findings}");
}

#[test]
fn the_store_s_own_log_is_explained_too() {
    let mut store = Store::on(Memory::new());
    store.add_driver(&lamp()).unwrap_err();
    let explained = explain(store.log(), Some(&lamp()));
    assert_eq!(explained.name, "ERROR_FILE_NOT_FOUND");
    assert_eq!(explained.member.as_deref(), Some("lamp.sys"));

    let mut store = Store::on(Memory::new()).trust(Catalogs::required());
    let package = lamp().file("lamp.sys", "MZ");
    store.add_driver(&package).unwrap_err();
    let explained = explain(store.log(), Some(&package));
    assert_eq!(explained.name, "ERROR_NO_CATALOG_FOR_OEM_INF");
    assert!(explained.advice.contains("cat create"), "{explained:?}");
}

#[test]
fn odd_lines_are_only_odd() {
    let odd = [
        ".inf".to_owned(),
        ".inf_".repeat(100_000),
        "\u{e4}:\\x.inf".to_owned(),
        "Error".to_owned(),
        "error 0x".to_owned(),
        "error 99999999999999999999".to_owned(),
        "'.inf' is not in the package".to_owned(),
        "SourceFile".to_owned(),
        "Catalog =".to_owned(),
    ];
    for text in odd {
        let log = format!(">>>  [{text}]\n!!!  dvi: {text}\n<<<  [Exit status: FAILURE({text})]\n");
        explain(&log, Some(&lamp()));
    }
}

#[cfg(feature = "signing")]
#[test]
fn a_changed_file_leads_to_the_catalog_s_member_and_the_inf_s_line() {
    let identity = crate::certificate::Identity::test("CN=Example", 1_767_225_600).unwrap();
    let good = tests::cataloged(&tests::lamp("01/01/2025,1.0.0.0"), &identity);
    let changed = good.file(r"data\lamp.dat", "another");
    let mut store = Store::on(Memory::new()).trust(Catalogs::required());
    store.add_driver(&changed).unwrap_err();
    let explained = explain(store.log(), Some(&changed));
    assert_eq!(explained.name, "ERROR_FILE_HASH_NOT_IN_CATALOG");
    assert_eq!(explained.member.as_deref(), Some(r"data\lamp.dat"));
    assert_eq!(explained.catalog.as_deref(), Some("lamp.cat"));
    let findings = explained.findings.join("\n");
    assert!(findings.contains("catalog: lamp.dat"), "{findings}");
    assert!(findings.contains("lamp.dat = 1,data"), "{findings}");
}
