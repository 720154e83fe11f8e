//! Files with one mistake each, as people make them: every one is found, whatever number it gets.

use super::{BASE, has};
use wdk_inf::check::{Options, check};

/// What is wrong, the edit of the base that makes it so, and the number that is expected.
type Mistake = (&'static str, &'static str, &'static str, u16);

const CLASS: &str = "{4D36E97D-E325-11CE-BFC1-08002BE10318}";
const LISTS: &str = "CopyFiles = Files, Dlls";
const SERVICE: &str = "AddService = lamp, 2, Service";
const WATTS: &str = "HKR,Parameters,Watts,0x00010001,60";
const IMAGE: &str = r"%13%\lamp.sys";
const TARGET: &str = "Models, NTamd64.10.0...25398";
/// Windows takes fewer than 200 characters.
const LONG_ID: &str = "root\\lamp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

const FILES: &[Mistake] = &[
    (
        "no list of files",
        "[SourceDisksFiles]\nlamp.sys = 1\nlamp.dll = 1,bin",
        "",
        1230,
    ),
    (
        "no list of disks",
        "[SourceDisksNames]\n1 = %Disk%",
        "",
        1273,
    ),
    (
        "no destinations",
        "[DestinationDirs]\nDefaultDestDir = 13\nDlls = 13,bin",
        "",
        1275,
    ),
    (
        "files of an architecture written otherwise",
        "[SourceDisksFiles]",
        "[SourceDisksFiles.NTamd64]",
        1230,
    ),
    (
        "such a section beside the right one",
        "[DestinationDirs]",
        "[SourceDisksFiles.x64]\nlamp.sys = 1\n[DestinationDirs]",
        2083,
    ),
    (
        "a file that is not listed",
        "[Files]\nlamp.sys",
        "[Files]\nlump.sys",
        1230,
    ),
    (
        "a file without its @",
        LISTS,
        "CopyFiles = lamp.sys, Dlls",
        1203,
    ),
    (
        "a disk that is not there",
        "lamp.sys = 1",
        "lamp.sys = 2",
        1273,
    ),
    (
        "the folder and the disk swapped",
        "lamp.dll = 1,bin",
        "lamp.dll = bin,1",
        1008,
    ),
    (
        "a destination outside",
        "DefaultDestDir = 13",
        "DefaultDestDir = 13,..\\other",
        1015,
    ),
    (
        "a destination in words",
        "DefaultDestDir = 13",
        "DefaultDestDir = System32",
        1243,
    ),
    (
        "a folder in the list of files",
        "[Files]\nlamp.sys",
        "[Files]\nbin\\lamp.sys",
        1230,
    ),
    ("no catalog", "CatalogFile = lamp.cat\n", "", 1233),
    ("a catalog without its ending", "= lamp.cat", "= lamp", 1214),
    ("a bracket too few", "[Dlls]", "[Dlls", 1002),
    ("a blank in a section's name", "[Files]", "[Files ]", 1203),
    (
        "a section twice",
        "[Hardware]",
        "[Files]\nlamp.sys\n[Hardware]",
        1209,
    ),
];

const SERVICES: &[Mistake] = &[
    (
        "a kernel and file system driver at once",
        "ServiceType   = 1",
        "ServiceType = 3",
        1014,
    ),
    (
        "a function driver that is a program",
        "ServiceType   = 1",
        "ServiceType = 0x10",
        1014,
    ),
    (
        "a start type in words",
        "StartType     = 3",
        "StartType = demand",
        1014,
    ),
    (
        "a start type that is too high",
        "StartType     = 3",
        "StartType = 5",
        1014,
    ),
    ("no error control", "ErrorControl  = 1\n", "", 1013),
    (
        "two function drivers",
        SERVICE,
        "AddService = lamp, 2, Service\nAddService = shade, 2, Service",
        1211,
    ),
    (
        "the services' section with a letter too few",
        "[Lamp.NT.Services]",
        "[Lamp.NT.Service]",
        1296,
    ),
    (
        "the function driver without its flag",
        SERVICE,
        "AddService = lamp,, Service",
        1296,
    ),
    (
        "no backslash after the directory",
        IMAGE,
        "%13%lamp.sys",
        1015,
    ),
    ("a slash after the directory", IMAGE, "%13%/lamp.sys", 1015),
    ("no directory", IMAGE, "lamp.sys", 2085),
    (
        "an absolute path",
        IMAGE,
        r"C:\Windows\System32\drivers\lamp.sys",
        2085,
    ),
    ("the old directory", IMAGE, r"%12%\lamp.sys", 2084),
    ("the image's name misspelled", IMAGE, r"%13%\lamb.sys", 2084),
    (
        "the framework for a service that is not there",
        "KmdfService = lamp, Kmdf",
        "KmdfService = lump, Kmdf",
        1084,
    ),
    (
        "a framework version of four parts",
        "KmdfLibraryVersion = 1.33",
        "KmdfLibraryVersion = 1.33.0.0",
        1082,
    ),
];

const DIRECTIVES: &[Mistake] = &[
    (
        "the binary in the wrong section",
        SERVICE,
        "AddService = lamp, 2, Service\nServiceBinary = %13%\\lamp.sys",
        1290,
    ),
    (
        "a service in the install section",
        LISTS,
        "CopyFiles = Files, Dlls\nAddService = lamp, 2, Service",
        1290,
    ),
    (
        "the framework's version a section too early",
        "KmdfService = lamp, Kmdf",
        "KmdfService = lamp, Kmdf\nKmdfLibraryVersion = 1.33",
        1290,
    ),
    (
        "the framework in the install section",
        "AddReg = Software",
        "AddReg = Software\nKmdfService = lamp, Kmdf",
        1290,
    ),
    ("a letter too few", LISTS, "CopyFile = Files, Dlls", 1290),
    (
        "a letter too many",
        "AddReg = Software",
        "AddRegs = Software",
        1290,
    ),
];

const REGISTRY: &[Mistake] = &[
    ("no registry root", "HKR,,Colour", "HKLR,,Colour", 1224),
    (
        "a registry root that devices share",
        "HKR,,Colour",
        "HKLM,Software\\Lamp,Colour",
        1321,
    ),
    (
        "text for a number",
        WATTS,
        "HKR,Parameters,Watts,0x00010001,sixty",
        1268,
    ),
    (
        "a number that is missing",
        WATTS,
        "HKR,Parameters,Watts,0x00010001",
        1268,
    ),
    (
        "flags in words",
        WATTS,
        "HKR,Parameters,Watts,REG_DWORD,60",
        1260,
    ),
    (
        "a value of the service beside its parameters",
        WATTS,
        "HKR,,Watts,0x00010001,60",
        1323,
    ),
    (
        "the start type by a registry value",
        WATTS,
        "HKR,,Start,0x00010001,3",
        1430,
    ),
    (
        "a well-known value as text",
        "Exclusive,0x00010001,1",
        "Exclusive,,1",
        1431,
    ),
    (
        "a filter by a registry value",
        "HKR,,Exclusive,0x00010001,1",
        "HKR,,UpperFilters,0x00010000,shade",
        1329,
    ),
];

const IDENTITY: &[Mistake] = &[
    (
        "a string that is not there",
        "%Lamp% = Lamp",
        "%Lump% = Lamp",
        1235,
    ),
    (
        "a provider that is not there",
        "= %Provider%\nDriverVer",
        "= %Vendor%\nDriverVer",
        1235,
    ),
    (
        "a day that does not exist",
        "01/31/2026",
        "02/30/2026",
        1218,
    ),
    (
        "a date with the day first",
        "01/31/2026",
        "31/01/2026",
        1218,
    ),
    ("a year of two digits", "01/31/2026", "01/31/26", 1218),
    ("a version of three numbers", "1.2.3.4", "1.2.3", 1217),
    ("a version of zeros", "1.2.3.4", "0.0.0.0", 1217),
    (
        "a version with a large number",
        "1.2.3.4",
        "1.2.3.70000",
        1217,
    ),
    (
        "the GUID of another class",
        CLASS,
        "{4D36E96B-E325-11CE-BFC1-08002BE10318}",
        1280,
    ),
    (
        "a GUID of one's own for a class of Windows",
        CLASS,
        "{12345678-1234-1234-1234-123456789ABC}",
        1281,
    ),
    (
        "a GUID without braces",
        CLASS,
        "4D36E97D-E325-11CE-BFC1-08002BE10318",
        1010,
    ),
    (
        "a GUID of zeros",
        CLASS,
        "{00000000-0000-0000-0000-000000000000}",
        1010,
    ),
    ("no class", "Class       = System\n", "", 1234),
    ("another signature", "$Windows NT$", "$Windows$", 1001),
    (
        "a Models section that is decorated otherwise",
        "[Models.NTamd64.10.0...25398]",
        "[Models.NTamd64]",
        1203,
    ),
    (
        "an architecture that Windows calls otherwise",
        TARGET,
        "Models, NTx64.10.0...25398",
        1287,
    ),
    (
        "a dot too few in the decoration",
        TARGET,
        "Models, NTamd64.10.0..25398",
        1307,
    ),
    (
        "an install section for another architecture",
        "[Lamp.NT]",
        "[Lamp.NTarm64]",
        1261,
    ),
    (
        "a device with a comma for its equals sign",
        "%Lamp% = Lamp, root",
        "%Lamp%, Lamp, root",
        1271,
    ),
    ("a device without an id", r"Lamp, root\lamp", "Lamp", 1297),
    (
        "a hardware id that no device can have",
        r"root\lamp",
        LONG_ID,
        1286,
    ),
    (
        "a manufacturer without devices",
        "%Provider% = Models, NTamd64.10.0...25398",
        "%Provider% =",
        1011,
    ),
];

#[test]
fn every_mistake_is_found() {
    let mut missed = Vec::new();
    let all = [FILES, SERVICES, DIRECTIVES, REGISTRY, IDENTITY].concat();
    for (what, from, to, code) in all {
        assert!(BASE.contains(from), "{what}: {from:?} is not in the INF");
        let text = BASE.replacen(from, to, 1);
        let report = check("x.inf", text.as_bytes(), &Options::default());
        if !has(&report, code) {
            missed.push(format!("{what}: {code} is not found, only\n{report}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}
