//! One entry for each rule: edits of the base that break it, and edits that nearly do.

use wdk_inf::check::{Options, Product, RuleSet};

type Edit = (&'static str, &'static str);

pub(crate) struct Fixture {
    pub(crate) code: u16,
    pub(crate) options: Options,
    pub(crate) bad: Vec<Edit>,
    pub(crate) good: Vec<Edit>,
}

fn on(code: u16, bad: &[Edit], good: &[Edit]) -> Fixture {
    let options = Options::default();
    let (bad, good) = (bad.to_vec(), good.to_vec());
    Fixture {
        code,
        options,
        bad,
        good,
    }
}

impl Fixture {
    fn product(mut self, list: &str) -> Self {
        self.options.product = Some(Product::parse(list));
        self
    }

    fn rules(mut self, rules: RuleSet) -> Self {
        self.options.rules = rules;
        self
    }
}

const EXTENSION: [Edit; 2] = [
    (
        "Class       = System",
        "Class = Extension\nExtensionId = {12345678-1234-1234-1234-123456789ABC}",
    ),
    (
        "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
        "{E2F84CE7-8EFA-411C-AA69-97454CA4CB57}",
    ),
];
const CAMERA: [Edit; 2] = [
    ("Class       = System", "Class = Camera"),
    (
        "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
        "{CA3E7AB9-B4C3-4AE6-8251-579EF933890F}",
    ),
];
const DISPLAY: [Edit; 2] = [
    ("Class       = System", "Class = Display"),
    (
        "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
        "{4D36E968-E325-11CE-BFC1-08002BE10318}",
    ),
];
const NET_DRIVER: [Edit; 2] = [
    ("Class       = System", "Class = NetDriver"),
    (
        "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
        "{12345678-1234-1234-1234-123456789ABC}",
    ),
];

const NET: [Edit; 2] = [
    ("Class       = System", "Class = Net"),
    (
        "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
        "{4D36E972-E325-11CE-BFC1-08002BE10318}",
    ),
];

const FIRMWARE: [Edit; 2] = [
    ("Class       = System", "Class = Firmware"),
    (
        "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
        "{F2E7DD72-6468-4E36-B6F1-6488F42C1B52}",
    ),
];
const UMDF: &str = "UmdfService = lamp, Kmdf\nUmdfServiceOrder = lamp";
const UMDF_SECTION: &str = "UmdfLibraryVersion = 2.25.0\nServiceBinary = %13%\\bin\\lamp.dll";

fn with(class: &[Edit], edits: &[Edit]) -> Vec<Edit> {
    class.iter().chain(edits).copied().collect()
}

pub(crate) fn fixtures() -> Vec<Fixture> {
    [
        syntax(),
        directives(),
        store(),
        version(),
        strings(),
        files(),
        services(),
        registry(),
        models(),
        needs(),
        legacy(),
        isolation(),
        beside(),
        classes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn syntax() -> Vec<Fixture> {
    vec![
        on(
            1001,
            &[("\"$Windows NT$\"", "\"$Windows 95$\"")],
            &[("\"$Windows NT$\"", "\"$WINDOWS NT$\"")],
        ),
        on(
            1002,
            &[("[Files]", "[Files")],
            &[("[Files]", "[Files] ; all")],
        ),
        on(1299, &[("[Files]", "[Files")], &[]),
        on(1209, &[("", "[Kmdf]\nKmdfLibraryVersion = 1.33")], &[]),
        on(
            2083,
            &[("", "[Forgotten]\nx = y")],
            &[("", "[Strings.0407]\nProvider=a\nDisk=b\nLamp=c")],
        ),
    ]
}

fn directives() -> Vec<Fixture> {
    const FILTER: Edit = (
        "",
        "[Lamp.NT.Filters]\nAddFilter = shade,, Shade\n[Shade]\nFilterPosition = Upper",
    );
    vec![
        on(1005, &[("CopyFiles = Files, Dlls", "CopyFiles = ")], &[]),
        on(1006, &[("PnpLockdown = 1", "PnpLockdown =")], &[]),
        on(1078, &[("[Files]\n", "[Files]\n@lamp.dll\n")], &[]),
        on(
            1080,
            &[("KmdfService = lamp, Kmdf", "KmdfService = , Kmdf")],
            &[],
        ),
        on(1081, &[("PnpLockdown = 1", "PnpLockdown = 2")], &[]),
        on(1082, &[("= 1.33", "= 1.x")], &[]),
        on(
            1083,
            &[("lamp, 2, Service", "lamp, 0x80000002, Service")],
            &[("lamp, 2, Service", "lamp, 0x802, Service")],
        ),
        on(1084, &[("KmdfLibraryVersion = 1.33", "")], &[]),
        on(1085, &[("KmdfService = lamp, Kmdf", "KmdfService =")], &[]),
        on(
            1086,
            &[
                FILTER,
                (
                    "AddFilter = shade,, Shade",
                    "AddFilter = shade,, Shade\nAddFilter = Shade,, Shade",
                ),
            ],
            &[FILTER],
        ),
        on(
            1087,
            &[
                FILTER,
                (
                    "FilterPosition = Upper",
                    "FilterPosition = Upper\nFilterLevel = a",
                ),
            ],
            &[FILTER],
        ),
        on(
            1088,
            &[("StartType     = 3", "StartType = 3\nStartType = 2")],
            &[],
        ),
        on(1289, &[FILTER, ("FilterPosition = Upper", "")], &[FILTER]),
        on(
            1290,
            &[("[Lamp.NT.HW]", "[Lamp.NT.HW]\nCopyFiles = Files")],
            &[],
        ),
        on(
            1201,
            &[(
                "AddService = lamp, 2, Service",
                "AddService = lamp, 2, Service,,,,more",
            )],
            &[],
        ),
        on(1203, &[("AddReg = Software", "AddReg = Softwear")], &[]),
        on(1205, &[("AddReg = Software", "DelFiles = Files")], &[]),
        on(
            1206,
            &[("AddReg = Software", "AddReg = Software, Files")],
            &[],
        ),
        on(
            1019,
            &[("", "[Lamp.NT.Interfaces]\nAddInterface = {1234}")],
            &[(
                "",
                "[Lamp.NT.Interfaces]\nAddInterface = {12345678-1234-1234-1234-123456789ABC}",
            )],
        ),
        on(1260, &[("lamp, 2, Service", "lamp, two, Service")], &[]),
        on(
            2004,
            &[("AddReg = Software", "AddReg = Software\nReboot")],
            &[],
        ),
        on(
            2009,
            &[(
                "PnpLockdown = 1",
                "PnpLockdown = 1\nDriverPackageType = PlugAndPlay",
            )],
            &[],
        ),
        on(
            1208,
            &[(
                "PnpLockdown = 1",
                "PnpLockdown = 1\nLayoutFile = layout.inf",
            )],
            &[],
        ),
    ]
}

fn store() -> Vec<Fixture> {
    vec![
        on(1100, &[("Dlls = 13,bin", "Dlls = 13")], &[]),
        // A disk that one architecture has for itself.
        on(
            1100,
            &[(
                "[SourceDisksNames]\n1 = %Disk%",
                "[SourceDisksNames.amd64]\n1 = %Disk%,,,\\x64",
            )],
            &[
                (
                    "[SourceDisksNames]\n1 = %Disk%",
                    "[SourceDisksNames.amd64]\n1 = %Disk%,,,\\x64",
                ),
                ("DefaultDestDir = 13", "DefaultDestDir = 13,x64"),
                ("Dlls = 13,bin", "Dlls = 13,x64\\bin"),
                ("%13%\\lamp.sys", "%13%\\x64\\lamp.sys"),
            ],
        ),
        on(
            1100,
            &[(
                "[Files]\nlamp.sys",
                "[Files]\nlamp.sys,lamp.sys\nbulb.sys,lamp.sys",
            )],
            &[("[Files]\nlamp.sys", "[Files]\nLAMP.SYS,lamp.sys")],
        ),
        on(
            1100,
            &[("lamp.dll = 1,bin", "lamp.dll = 1,lib")],
            &[("lamp.dll = 1,bin", "lamp.dll = 1,\\BIN\\")],
        ),
        on(
            1101,
            &[("", "[Files.security]\n\"D:P(A;;GA;;;SY)\"")],
            &[
                ("", "[Files.security]\n\"D:P(A;;GA;;;SY)\""),
                ("Dlls = 13,bin", "Dlls = 13,bin\nFiles = 12"),
            ],
        ),
        on(
            1102,
            &[
                ("AddReg = Software", "DelFiles = Old"),
                ("", "[Old]\nold.sys"),
            ],
            &[
                ("AddReg = Software", "DelFiles = Old"),
                ("", "[Old]\nold.sys"),
                ("Dlls = 13,bin", "Dlls = 13,bin\nOld = 12"),
            ],
        ),
        on(
            1103,
            &[("[Files]\nlamp.sys", "[Files]\nlamp.sys,,,0x4000")],
            &[("[Files]\nlamp.sys", "[Files]\nlamp.sys,,,0x2")],
        ),
        // UMDF drivers and firmware updates came later than the others.
        on(
            1199,
            &[
                ("NTamd64.10.0...25398", "NTamd64.10.0...16299"),
                ("KmdfService = lamp, Kmdf", UMDF),
                ("KmdfLibraryVersion = 1.33", UMDF_SECTION),
            ],
            &[
                ("NTamd64.10.0...25398", "NTamd64.10.0...17134"),
                ("KmdfService = lamp, Kmdf", UMDF),
                ("KmdfLibraryVersion = 1.33", UMDF_SECTION),
            ],
        ),
        on(
            1199,
            &with(
                &FIRMWARE,
                &[("NTamd64.10.0...25398", "NTamd64.10.0...16299")],
            ),
            &with(
                &FIRMWARE,
                &[("NTamd64.10.0...25398", "NTamd64.10.0...17134")],
            ),
        ),
        on(
            1257,
            &[(
                "\"warm white\"",
                "\"%%SystemRoot%%\\System32\\DriverStore\\FileRepository\\lamp.inf_amd64_1\\bin\\lamp.dll\"",
            )],
            &[("\"warm white\"", "\"%13%\\bin\\lamp.dll\"")],
        ),
        on(
            1257,
            &[(
                "%13%\\lamp.sys",
                "%11%\\DriverStore\\FileRepository\\lamp.inf_amd64_1\\lamp.sys",
            )],
            &[],
        ),
        on(
            9001,
            &[("lamp.dll", "driver.dll")],
            &[("lamp.dll", "lamp_driver.dll")],
        ),
        on(
            9002,
            &[("\"warm white\"", "\"%12%\\lamp.sys\"")],
            &[
                ("\"warm white\"", "\"%12%\\other.sys\""),
                (
                    "HKR,,Exclusive",
                    "HKR,,Path,0x20000,%13%\\lamp.sys\nHKR,,Exclusive",
                ),
            ],
        ),
        // What a file that is copied to both places is called at the old one.
        on(
            9002,
            &[(
                "\"warm white\"",
                "\"%%SystemRoot%%\\System32\\drivers\\lamp.sys\"",
            )],
            &[
                (
                    "\"warm white\"",
                    "\"%%SystemRoot%%\\System32\\drivers\\lamp.sys\"",
                ),
                ("CopyFiles = Files", "CopyFiles = Files, Copies"),
                ("[Files]\n", "[Copies]\nlamp.sys\n[Files]\n"),
                ("Dlls = 13,bin", "Dlls = 13,bin\nCopies = 12"),
            ],
        ),
        on(
            1199,
            &[("NTamd64.10.0...25398", "NTamd64.10.0...15063")],
            &[("NTamd64.10.0...25398", "NTamd64.10.0...16299")],
        ),
        on(
            1199,
            &[
                ("NTamd64.10.0...25398", "NTamd64.10.0...17134"),
                (
                    "",
                    "[Lamp.NT.Filters]\nAddFilter = s,, S\n[S]\nFilterLevel = a",
                ),
            ],
            &[
                ("NTamd64.10.0...25398", "NTamd64.10.0...17763"),
                (
                    "",
                    "[Lamp.NT.Filters]\nAddFilter = s,, S\n[S]\nFilterLevel = a",
                ),
            ],
        ),
        on(
            1330,
            &[
                ("Dlls = 13,bin", "Dlls = 12\nFiles = 12"),
                ("[Dlls]\nlamp.dll", "[Dlls]\nlamp.sys,lamp.dll"),
            ],
            &[
                ("Dlls = 13,bin", "Dlls = 12\nFiles = 12"),
                ("[Dlls]\nlamp.dll", "[Dlls]\nlamp.sys,lamp.sys"),
            ],
        ),
        on(
            1322,
            &[
                ("DefaultDestDir = 13", "DefaultDestDir = 12"),
                ("%13%", "%12%"),
            ],
            &[],
        ),
        on(
            1340,
            &[("DefaultDestDir = 13", "DefaultDestDir = 17")],
            &[("DefaultDestDir = 13", "DefaultDestDir = 12")],
        ),
        on(
            1341,
            &[("%13%\\lamp.sys", "%17%\\lamp.sys")],
            &[("%13%\\lamp.sys", "%12%\\lamp.sys")],
        ),
        on(
            2084,
            &[("%13%\\lamp.sys", "%13%\\lump.sys")],
            &[("%13%\\lamp.sys", "%13%\\LAMP.sys")],
        ),
        on(2085, &[("%13%\\lamp.sys", "C:\\lamp.sys")], &[]),
    ]
}

fn version() -> Vec<Fixture> {
    const GUID: &str = "{4D36E97D-E325-11CE-BFC1-08002BE10318}";
    vec![
        on(1010, &[(GUID, "4D36E97D-E325-11CE-BFC1-08002BE10318")], &[]),
        on(
            1204,
            &[("Example Lamps", "Microsoft Lamps")],
            &[("Example Lamps", "Not Microsoft")],
        ),
        Fixture {
            options: Options {
                provider: Some("Contoso".into()),
                ..Options::default()
            },
            ..on(1210, &[], &[("Example Lamps", "Contoso")])
        },
        on(
            1212,
            &[("", "[DefaultInstall.NTamd64]\nCopyFiles = Files")],
            &[],
        ),
        on(
            1214,
            &[("lamp.cat", "bin\\lamp.cat")],
            &[("lamp.cat", "LAMP.CAT")],
        ),
        on(
            1217,
            &[("1.2.3.4", "1.2.3.70000")],
            &[("1.2.3.4", "1.2.3.65535")],
        ),
        on(
            1218,
            &[("01/31/2026", "31/01/2026")],
            &[("01/31/2026", "01-31-2026")],
        ),
        on(
            1233,
            &[("CatalogFile = lamp.cat", "")],
            &[("CatalogFile = lamp.cat", "CatalogFile.NTamd64 = lamp.cat")],
        ),
        on(1234, &[("Class       = System", "")], &[]),
        on(
            1280,
            &[("Class       = System", "Class = Keyboard")],
            &[("Class       = System", "Class = SYSTEM")],
        ),
        on(
            1281,
            &[(GUID, "{12345678-1234-1234-1234-123456789ABC}")],
            &[
                (GUID, "{12345678-1234-1234-1234-123456789ABC}"),
                ("Class       = System", "Class = Lamps"),
            ],
        ),
        on(
            1284,
            &[
                ("Class       = System", "Class = Sample"),
                (GUID, "{78A1C341-4539-11D3-B88D-00C04FAD5171}"),
            ],
            &[],
        ),
        on(
            1285,
            &[(
                "",
                "[ClassInstall32]\nAddReg = ClassReg\n[ClassReg]\nHKR,,,,\"Lamps\"",
            )],
            &[
                (
                    "",
                    "[ClassInstall32]\nAddReg = ClassReg\n[ClassReg]\nHKR,,,,\"Lamps\"",
                ),
                (GUID, "{12345678-1234-1234-1234-123456789ABC}"),
                ("Class       = System", "Class = Lamps"),
            ],
        ),
        on(
            1286,
            &[
                (
                    "Class       = System",
                    "Class = AClassNameOfAllThirtyTwoCharacters",
                ),
                (GUID, "{12345678-1234-1234-1234-123456789ABC}"),
            ],
            &[
                (
                    "Class       = System",
                    "Class = AClassNameOf31CharactersInTotal",
                ),
                (GUID, "{12345678-1234-1234-1234-123456789ABC}"),
            ],
        ),
        on(1324, &[("PnpLockdown = 1", "PnpLockdown = 0")], &[]),
        on(
            1380,
            &with(
                &EXTENSION,
                &[("{12345678-1234-1234-1234-123456789ABC}", "{1}")],
            ),
            &EXTENSION,
        ),
        on(
            1381,
            &with(
                &EXTENSION,
                &[("\nExtensionId = {12345678-1234-1234-1234-123456789ABC}", "")],
            ),
            &EXTENSION,
        ),
    ]
}

fn strings() -> Vec<Fixture> {
    vec![
        on(
            1235,
            &[("\"warm white\"", "%Warm%")],
            &[("\"warm white\"", "%%Warm%%")],
        ),
        Fixture {
            options: Options {
                unstamped: false,
                ..Options::default()
            },
            ..on(
                1274,
                &[("NTamd64.10.0...25398", "NT$ARCH$.10.0...25398")],
                &[],
            )
        },
        on(
            1294,
            &[("lamp.sys = 1\n", "lamp.sys = 1\nLAMP.SYS = 1\n")],
            &[],
        ),
        on(
            1295,
            &[("", "[Strings.0407]\nProvider=a\nDisk=b")],
            &[("", "[Strings.0407]\nProvider=a\nDisk=b\nLamp=c")],
        ),
    ]
}

fn files() -> Vec<Fixture> {
    vec![
        on(1008, &[("lamp.sys = 1", "lamp.sys = one")], &[]),
        on(1015, &[("%13%\\lamp.sys", "%13%\\\\lamp.sys")], &[]),
        on(1016, &[("lamp.dll = 1,bin", "lamp.dll = 1,..\\bin")], &[]),
        on(
            1110,
            &[("AddReg = Software", "CopyINF = lamp.txt")],
            &[("AddReg = Software", "CopyINF = bulb.inf")],
        ),
        on(
            1213,
            &[("lamp.sys = 1\n", "lamp.sys = 1\nlamp.cat = 1\n")],
            &[],
        ),
        on(1229, &[("[Files]\nlamp.sys", "[Files]\n,lamp.sys")], &[]),
        on(
            1230,
            &[("[Files]\nlamp.sys", "[Files]\nlamp.sys\nbulb.sys")],
            &[],
        ),
        on(
            1230,
            &[
                ("lamp.dll = 1,bin", ""),
                ("", "[SourceDisksFiles.arm64]\nlamp.dll = 1,bin"),
            ],
            &[
                ("lamp.dll = 1,bin", ""),
                ("", "[SourceDisksFiles.amd64]\nlamp.dll = 1,bin"),
            ],
        ),
        on(
            1231,
            &[("lamp.sys = 1\n", "lamp.sys = 1\nlamp.sy_ = 1\n")],
            &[("lamp.sys = 1\n", "lamp.sys = 1\nlamp_.sys = 1\n")],
        ),
        on(
            1241,
            &[("DefaultDestDir = 13", "DefaultDestDir = 40000")],
            &[],
        ),
        on(1242, &[("DefaultDestDir = 13", "DefaultDestDir = 99")], &[]),
        on(
            1243,
            &[("DefaultDestDir = 13", "DefaultDestDir = %13%")],
            &[],
        ),
        on(
            1273,
            &[("lamp.sys = 1\n", "lamp.sys = 2\n")],
            &[
                ("lamp.sys = 1\n", "lamp.sys = 2\n"),
                ("1 = %Disk%", "1 = %Disk%\n2 = %Disk%"),
            ],
        ),
        on(
            1275,
            &[("DefaultDestDir = 13", "")],
            &[("DefaultDestDir = 13", "Files = 13")],
        ),
        on(
            1306,
            &[("DefaultDestDir = 13", "DefaultDestDir = 10")],
            &[("DefaultDestDir = 13", "DefaultDestDir = 10,Lamps")],
        )
        .rules(RuleSet::Universal),
    ]
}

fn services() -> Vec<Fixture> {
    const TWO: Edit = (
        "",
        "[Two.NT]\nCopyFiles = Files\n[Two.NT.Services]\nAddService = lamp, 2, Other\n[Other]\nServiceType = 1\nStartType = 3\nErrorControl = 1\nServiceBinary = %13%\\lamp.sys",
    );
    const MODEL: Edit = (
        "%Lamp% = Lamp, root\\lamp",
        "%Lamp% = Lamp, root\\lamp\n%Lamp% = Two, root\\two",
    );
    vec![
        on(
            1022,
            &[
                ("lamp, 2, Service", "lamp, 0x10002, Service"),
                (
                    "",
                    "[Other.NT]\n[Other.NT.Services]\nAddService = LAMP, 2, Service",
                ),
                (
                    "%Lamp% = Lamp",
                    "\"Other\" = Other, root\\other\n%Lamp% = Lamp",
                ),
            ],
            &[
                ("lamp, 2, Service", "lamp, 0x10002, Service"),
                (
                    "",
                    "[Other.NT]\n[Other.NT.Services]\nAddService = LAMP, 0x10002, Service",
                ),
                (
                    "%Lamp% = Lamp",
                    "\"Other\" = Other, root\\other\n%Lamp% = Lamp",
                ),
            ],
        ),
        on(1013, &[("StartType     = 3", "")], &[]),
        on(
            1014,
            &[("StartType     = 3", "StartType = 5")],
            &[("StartType     = 3", "StartType = 0x3")],
        ),
        on(
            1211,
            &[(
                "AddService = lamp, 2, Service",
                "AddService = lamp, 2, Service\nAddService = bulb, 2, Service",
            )],
            &[(
                "AddService = lamp, 2, Service",
                "AddService = lamp, 2, Service\nAddService = bulb, 0, Service",
            )],
        ),
        on(
            1250,
            &[("lamp, 2, Service", "lamp, 2, Service,, Lamps")],
            &[("lamp, 2, Service", "lamp, 2, Service,, System")],
        ),
        on(1251, &[("StartType     = 3", "StartType = 4")], &[]),
        on(
            1252,
            &[
                ("ServiceType   = 1", "ServiceType = 0x10"),
                ("StartType     = 3", "StartType = 0"),
            ],
            &[("StartType     = 3", "StartType = 0")],
        ),
        on(
            1253,
            &[("[Lamp.NT.Services]", "[Lamp.NT.Services]\nAddService = ,0")],
            &[("AddService = lamp, 2, Service", "AddService = ,2")],
        ),
        on(
            1254,
            &[("%13%\\lamp.sys", "\"\"\"%13%\\lamp.sys")],
            &[("%13%\\lamp.sys", "\"\"\"%13%\\lamp.sys\"\"\"")],
        ),
        on(
            1272,
            &[("AddService = lamp, 2, Service", "AddService = ,2, Service")],
            &[],
        ),
        on(
            1293,
            &[("AddService = lamp, 2", "AddService = usbccgp, 2")],
            &[],
        ),
        on(
            1296,
            &[("lamp, 2, Service", "lamp, 0, Service")],
            &[(
                "AddService = lamp, 2, Service",
                "Include = umpass.inf\nNeeds = UmPass.Services",
            )],
        ),
        on(
            1333,
            &[
                MODEL,
                TWO,
                ("", ""),
                (
                    "[Other]\nServiceType = 1\nStartType = 3",
                    "[Other]\nServiceType = 1\nStartType = 2",
                ),
            ],
            &[MODEL, TWO],
        ),
        on(
            1332,
            &[
                MODEL,
                TWO,
                (
                    "ServiceBinary = %13%\\lamp.sys",
                    "ServiceBinary = %13%\\lamp.sys\nAddReg = More",
                ),
                ("", "[More]\nHKR,Parameters,Watts,0x00010001,40"),
            ],
            &[
                MODEL,
                TWO,
                (
                    "ServiceBinary = %13%\\lamp.sys",
                    "ServiceBinary = %13%\\lamp.sys\nAddReg = More",
                ),
                ("", "[More]\nHKR,Parameters,Volts,0x00010001,40"),
            ],
        ),
        on(
            1383,
            &EXTENSION,
            &with(&EXTENSION, &[("lamp, 2, Service", "lamp, 0, Service")]),
        ),
        on(2006, &[("lamp, 2, Service", "lamp, 2, Services")], &[]),
        on(
            1400,
            &[
                (
                    "KmdfService = lamp, Kmdf",
                    "UmdfService = lamp, Kmdf\nUmdfServiceOrder = bulb",
                ),
                ("KmdfLibraryVersion = 1.33", "UmdfLibraryVersion = 2.33.0"),
            ],
            &[
                (
                    "KmdfService = lamp, Kmdf",
                    "UmdfService = lamp, Kmdf\nUmdfServiceOrder = bulb, lamp",
                ),
                ("KmdfLibraryVersion = 1.33", "UmdfLibraryVersion = 2.33.0"),
            ],
        ),
        on(
            1401,
            &[
                (
                    "KmdfService = lamp, Kmdf",
                    "UmdfService = lamp, Kmdf\nUmdfServiceOrder = lamp",
                ),
                (
                    "KmdfLibraryVersion = 1.33",
                    "UmdfLibraryVersion = 2.33.0\nDriverCLSID = {12345678-1234-1234-1234-123456789ABC}",
                ),
            ],
            &[
                (
                    "KmdfService = lamp, Kmdf",
                    "UmdfService = lamp, Kmdf\nUmdfServiceOrder = lamp",
                ),
                (
                    "KmdfLibraryVersion = 1.33",
                    "UmdfLibraryVersion = 1.11.0\nDriverCLSID = {12345678-1234-1234-1234-123456789ABC}",
                ),
            ],
        ),
        on(
            1402,
            &[
                ("KmdfService", "UmdfService"),
                ("KmdfLibraryVersion = 1.33", "UmdfLibraryVersion = 1.11.0"),
            ],
            &[
                ("KmdfService", "UmdfService"),
                ("KmdfLibraryVersion = 1.33", "UmdfLibraryVersion = 2.15.0"),
            ],
        ),
    ]
}

fn registry() -> Vec<Fixture> {
    const LINE: &str = "HKR,,Colour,,\"warm white\"";
    vec![
        on(
            1222,
            &[(LINE, "HKLM,SYSTEM\\Setup,Lamp,,1")],
            &[(LINE, "HKLM,SYSTEM\\CurrentControlSet\\Lamp,Lamp,,1")],
        ),
        on(
            1223,
            &[(LINE, "HKLM,SAM\\Lamp,Lamp,,1")],
            &[(LINE, "HKLM,SOFTWARE\\Lamp,Lamp,,1")],
        ),
        on(
            1224,
            &[(LINE, "HKEY,,Colour,,1")],
            &[(LINE, "hkr,,Colour,,1")],
        ),
        on(
            1225,
            &[("HKR,,Exclusive,0x00010001,1", "HKR,,UpperFilters,,shade")],
            &[(
                "HKR,,Exclusive,0x00010001,1",
                "HKR,,UpperFilters,0x00010000,shade",
            )],
        ),
        on(
            1226,
            &[("", "[Software.security]\n\"D:P(A;;GA;;;SY)\"")],
            &[
                ("", "[Software.security]\n\"D:P(A;;GA;;;SY)\""),
                (LINE, "HKR,Settings,Colour,,1"),
            ],
        ),
        on(
            1257,
            &[(LINE, "HKR,,Path,,\"C:\\Windows\\lamp.dll\"")],
            &[(LINE, "HKR,,Path,0x20000,\"%%SystemRoot%%\\lamp.dll\"")],
        ),
        on(
            1258,
            &[(LINE, "HKR,,Path,,\"%10%\\lamp.dll\"")],
            &[(LINE, "HKR,,Path,,\"%13%\\bin\\lamp.dll\"")],
        ),
        on(
            1262,
            &[
                ("AddReg = Software", "AddReg = Software\nBitReg = Bits"),
                ("", "[Bits]\nHKR,,Flags,0,0x100,1"),
            ],
            &[
                ("AddReg = Software", "AddReg = Software\nBitReg = Bits"),
                ("", "[Bits]\nHKR,,Flags,0,0x80,1"),
            ],
        ),
        on(
            1263,
            &[(LINE, "HKR,,Colour,0x00070001,1")],
            &[(LINE, "HKR,,Colour,0x00380001,1")],
        ),
        on(
            1264,
            &[(LINE, "HKR,,Colour,0x00380000,1")],
            &[(LINE, "HKR,,Colour,0x00020000,1")],
        ),
        on(
            1265,
            &[(LINE, "HKR,,Colour,0x8,1")],
            &[(LINE, "HKR,,Colour,0x10008,1")],
        ),
        on(
            1266,
            &[
                ("AddReg = Software", "DelReg = Old"),
                ("", "[Old]\nHKR,,Colours,0x18002"),
            ],
            &[
                ("AddReg = Software", "DelReg = Old"),
                ("", "[Old]\nHKR,,Colours,0x18002,red"),
            ],
        ),
        on(
            1267,
            &[(LINE, "HKR,,Colour,1,0g")],
            &[(LINE, "HKR,,Colour,1,0f,FF")],
        ),
        on(
            1268,
            &[(LINE, "HKR,,Colour,0x10001,0x100000000")],
            &[(LINE, "HKR,,Colour,0x10001,0xFFFFFFFF")],
        ),
        on(
            1303,
            &[(
                "",
                "[Lamp.NT.CoInstallers]\nAddReg = Co\n[Co]\nHKR,,CoInstallers32,0x10000,\"lampco.dll,Run\"",
            )],
            &[(
                "",
                "[Lamp.NT.CoInstallers]\nAddReg = Co\n[Co]\nHKR,,CoInstallers32,0x10000,\"WdfCoInstaller01033.dll,WdfCoInstaller\"",
            )],
        ),
        on(
            1304,
            &[(LINE, "HKLM,SOFTWARE\\Lamp,Lamp,,1")],
            &[(LINE, "HKCR,.lamp,,,\"Lamp\"")],
        )
        .rules(RuleSet::Universal),
        on(
            1305,
            &[(LINE, "HKR,,Colours,0x10008,red")],
            &[(LINE, "HKR,,Colours,0x10000,red")],
        ),
        on(
            1320,
            &[(LINE, "HKLM,SOFTWARE\\Lamp")],
            &[(LINE, "HKR,Lamp")],
        ),
        on(
            1321,
            &[(LINE, "HKLM,SOFTWARE\\Lamp,Lamp,,1")],
            &[(LINE, "HKR,Lamp,Lamp,,1")],
        ),
        on(
            1321,
            &[(LINE, "HKLM,SOFTWARE\\Lamp,Lamp,,1")],
            &[(LINE, "HKLM,SOFTWARE\\Khronos\\OpenCL,Lamp,,1")],
        )
        .rules(RuleSet::Signature),
        on(
            1323,
            &[("HKR,Parameters,Watts", "HKR,,Watts")],
            &[("HKR,Parameters,Watts", "HKR,Parameters\\Deep,Watts")],
        ),
        on(
            1325,
            &[(
                LINE,
                "HKCR,CLSID\\{12345678-1234-1234-1234-123456789ABC}\\LocalServer32,,,\"x\"",
            )],
            &[(
                LINE,
                "HKCR,CLSID\\{12345678-1234-1234-1234-123456789ABC}\\InprocServer32,,,\"x\"",
            )],
        ),
        on(
            1329,
            &[(
                "HKR,,Exclusive,0x00010001,1",
                "HKR,,UpperFilters,0x00010000,shade",
            )],
            &[
                (
                    "HKR,,Exclusive,0x00010001,1",
                    "HKR,,UpperFilters,0x00010000,shade",
                ),
                ("NTamd64.10.0...25398", "NTamd64.10.0...17134"),
            ],
        ),
        on(
            1331,
            &[
                (LINE, "HKCR,.lamp,,,\"Lamp\""),
                ("AddReg = Software", "AddReg = Software, More"),
                ("", "[More]\nHKCR,.lamp,,,\"Bulb\""),
            ],
            &[
                (LINE, "HKCR,.lamp,,,\"Lamp\""),
                ("AddReg = Software", "AddReg = Software, More"),
                ("", "[More]\nHKCR,.lamp,,,\"Lamp\""),
            ],
        ),
        on(
            1384,
            &with(
                &EXTENSION,
                &[(
                    "HKR,,Exclusive,0x00010001,1",
                    "HKR,,UpperFilters,0x00010000,shade",
                )],
            ),
            &EXTENSION,
        ),
        on(
            1430,
            &[(
                "HKR,Parameters,Watts,0x00010001,60",
                "HKR,,ImagePath,0x20000,x.sys",
            )],
            &[],
        ),
        on(
            1431,
            &[("HKR,,Exclusive,0x00010001,1", "HKR,,Exclusive,,1")],
            &[],
        ),
    ]
}

fn models() -> Vec<Fixture> {
    vec![
        on(
            1011,
            &[("%Provider% = Models, NTamd64.10.0...25398", "%Provider% =")],
            &[],
        ),
        on(
            1245,
            &[("AddReg = Software", "FeatureScore = 1FF")],
            &[("AddReg = Software", "FeatureScore = FE")],
        ),
        on(1261, &[("%Lamp% = Lamp,", "%Lamp% = Bulb,")], &[]),
        on(
            1270,
            &[("", "[DeviceInstall32]\nHardwareId = root\\bulb")],
            &[("", "[DeviceInstall32]\nHardwareId = ROOT\\lamp")],
        ),
        on(
            1271,
            &[("%Lamp% = Lamp, root\\lamp", "%Lamp% = , root\\lamp")],
            &[],
        ),
        on(
            1287,
            &[(
                "Models, NTamd64.10.0...25398",
                "Models, NTamd65.10.0...25398",
            )],
            &[],
        ),
        on(
            1288,
            &[("NTamd64.10.0...25398", "NTamd64.10.0...10240")],
            &[("NTamd64.10.0...25398", "NTamd64.10.0...14310")],
        ),
        on(
            1297,
            &[("%Lamp% = Lamp, root\\lamp", "%Lamp% = Lamp,")],
            &[],
        ),
        on(
            1307,
            &[("NTamd64.10.0...25398", "NTamd64.10.0.3..25398")],
            &[("NTamd64.10.0...25398", "NTamd64.10.0.1..25398")],
        ),
        on(
            2010,
            &[
                ("Models, NTamd64.10.0...25398", "Models"),
                ("[Models.NTamd64.10.0...25398]", "[Models]"),
            ],
            &[],
        ),
        on(
            1420,
            &[
                DEFAULT,
                DROP,
                MODELS,
                ("", "[DefaultInstall.NTamd64.HW]\nAddReg = Software"),
            ],
            // Microsoft's requirements for primitive drivers do not speak of the flags of a service.
            &[
                DEFAULT,
                DROP,
                MODELS,
                ("lamp, 0, Service", "lamp, 2, Service"),
            ],
        ),
        on(
            1421,
            &[
                DEFAULT,
                DROP,
                MODELS,
                ("DefaultInstall.NTamd64", "DefaultInstall"),
            ],
            &[DEFAULT, DROP, MODELS],
        ),
        on(
            1422,
            &[
                DEFAULT,
                DROP,
                MODELS,
                ("", "[DefaultUninstall.NTamd64]\nDelFiles = Files"),
            ],
            &[
                DEFAULT,
                DROP,
                MODELS,
                (
                    "",
                    "[DefaultUninstall.NTamd64]\nDelFiles = Files\nLegacyUninstall = 1",
                ),
            ],
        ),
        on(
            1423,
            &[
                DEFAULT,
                DROP,
                MODELS,
                ("DefaultInstall.NTamd64", "DefaultInstall"),
            ],
            &[DEFAULT, DROP, MODELS],
        ),
    ]
}

const DEFAULT: Edit = (
    "[Lamp.NT.Services]\nAddService = lamp, 2, Service",
    "[DefaultInstall.NTamd64]\nCopyFiles = Files, Dlls\n[DefaultInstall.NTamd64.Services]\nAddService = lamp, 0, Service",
);
const DROP: Edit = (
    "[Manufacturer]\n%Provider% = Models, NTamd64.10.0...25398",
    "",
);
const MODELS: Edit = (
    "[Models.NTamd64.10.0...25398]\n%Lamp% = Lamp, root\\lamp",
    "",
);

fn needs() -> Vec<Fixture> {
    const HW: &str = "[Lamp.NT.HW]";
    vec![
        on(
            1202,
            &[
                (HW, "[Lamp.NT.HW]\nInclude = bulb.inf"),
                ("lamp.sys = 1\n", "lamp.sys = 1\nbulb.inf = 1\n"),
            ],
            &[(HW, "[Lamp.NT.HW]\nInclude = pci.inf")],
        ),
        on(
            1317,
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = pci.inf\nNeeds = PciAspmOptIn.HW",
            )],
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = pci.inf\nNeeds = PciD3ColdSupported.HW",
            )],
        )
        .product("machine.inf\npci.inf: PciD3ColdSupported.HW"),
        on(
            1318,
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = machine.inf\nNeeds = PciD3ColdSupported.HW",
            )],
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = PCI.INF\nNeeds = PciD3ColdSupported.HW",
            )],
        )
        .product("# IoT\npci.inf # no sections are listed"),
        // Microsoft's documentation names machine.inf, and the section with and without its suffix.
        on(
            1319,
            &[(HW, "[Lamp.NT.HW]\nNeeds = PciD3ColdSupported.HW")],
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = machine.inf\nNeeds = PciD3ColdSupported.HW",
            )],
        ),
        on(
            1313,
            &[(HW, "[Lamp.NT.HW]\nInclude = wudfrd.inf\nNeeds = WUDFRD.NT")],
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = machine.inf\nNeeds = PciD3ColdSupported, Unknown.NT",
            )],
        ),
        on(
            1220,
            &[(
                "AddReg = Software",
                "Include = ks.inf\nAddReg = KS.Registration",
            )],
            &[(
                "AddReg = Software",
                "Include = ks.inf\nNeeds = KS.Registration",
            )],
        ),
        on(
            1310,
            &[
                (HW, "[Lamp.NT.HW]\nNeeds = A.Services"),
                ("", "[A.Services]\nNeeds = B.Services\n[B.Services]"),
            ],
            &[
                (HW, "[Lamp.NT.HW]\nNeeds = A.HW"),
                ("", "[A.HW]\nNeeds = B.HW\n[B.HW]"),
            ],
        ),
        on(
            1311,
            &[
                (HW, "[Lamp.NT.HW]\nNeeds = A.Services"),
                ("", "[A.Services]\nNeeds = B\n[B]"),
            ],
            &[
                (HW, "[Lamp.NT.HW]\nNeeds = A.HW"),
                ("", "[A.HW]\nNeeds = B.HW\n[B.HW]"),
            ],
        ),
        on(
            1312,
            &[
                (HW, "[Lamp.NT.HW]\nNeeds = A.Services"),
                ("", "[A.Services]"),
            ],
            &[(HW, "[Lamp.NT.HW]\nNeeds = A.hw"), ("", "[A.HW]")],
        ),
        on(
            1313,
            &[(HW, "[Lamp.NT.HW]\nNeeds = A"), ("", "[A]")],
            &[("AddReg = Software", "Needs = A"), ("", "[A]")],
        ),
        on(
            1314,
            &[
                (HW, "[Lamp.NT.HW]\nNeeds = WUDFRD.NT.HW"),
                (
                    "AddReg = Software",
                    "Include = wudfrd.inf\nNeeds = WUDFRD.NT",
                ),
            ],
            &[
                (
                    HW,
                    "[Lamp.NT.HW]\nInclude = wudfrd.inf\nNeeds = WUDFRD.NT.HW",
                ),
                (
                    "AddReg = Software",
                    "Include = wudfrd.inf\nNeeds = WUDFRD.NT",
                ),
            ],
        ),
        on(
            1315,
            &[(HW, "[Lamp.NT.HW]\nNeeds = Nowhere.HW")],
            &[(HW, "[Lamp.NT.HW]\nInclude = input.inf\nNeeds = Nowhere.HW")],
        ),
        on(
            1316,
            &[(HW, "[Lamp.NT.HW]\nNeeds = A.HW"), ("", "[A]")],
            &[(HW, "[Lamp.NT.HW]\nNeeds = A.HW"), ("", "[A.HW]")],
        ),
        on(
            1319,
            &[(HW, "[Lamp.NT.HW]\nNeeds = WUDFRD.NT.HW")],
            &[(
                HW,
                "[Lamp.NT.HW]\nInclude = WUDFRD.INF\nNeeds = WUDFRD.NT.HW",
            )],
        ),
        on(
            2008,
            &[
                (
                    "AddReg = Software",
                    "Include = ks.inf\nNeeds = KS.Registration",
                ),
                ("", "[KS.Registration]\nAddReg = Software"),
            ],
            &[(
                "AddReg = Software",
                "Include = ks.inf\nNeeds = KS.Registration",
            )],
        ),
    ]
}

fn legacy() -> Vec<Fixture> {
    vec![
        on(
            1300,
            &[("", "[Lamp.NT.LogConfigOverride]\nLogConfig = Old\n[Old]")],
            &[],
        ),
        on(
            1301,
            &[("AddReg = Software", "UpdateInis = Old"), ("", "[Old]")],
            &[],
        ),
        on(
            1302,
            &[("AddReg = Software", "RegisterDlls = Old"), ("", "[Old]")],
            &[],
        ),
        on(
            1308,
            &[
                ("AddReg = Software", "DelReg = Old"),
                ("", "[Old]\nHKR,,Colour"),
            ],
            &[],
        ),
        on(
            1309,
            &[(
                "[Lamp.NT.Services]",
                "[Lamp.NT.Services]\nDelService = bulb",
            )],
            &[],
        ),
        on(
            1382,
            &with(&EXTENSION, &[("", "[ClassInstall32]\nAddReg = Software")]),
            &EXTENSION,
        ),
    ]
}

fn isolation() -> Vec<Fixture> {
    const LOGGER: Edit = (
        "",
        "[Lamp.NT.Events]\nAddAutoLogger = Lamps,{12345678-1234-1234-1234-123456789ABC},Log\n[Log]\nStart = 1\nFileName = \"%%DriverData%%\\Lamps\\log.etl\"",
    );
    vec![
        on(
            1326,
            &[LOGGER, ("%%DriverData%%\\Lamps", "C:\\Lamps")],
            &[LOGGER],
        ),
        on(
            1322,
            &[
                ("DefaultDestDir = 13", "DefaultDestDir = 24"),
                ("%13%", "%24%"),
            ],
            &[
                ("DefaultDestDir = 13", "DefaultDestDir = 12"),
                ("%13%", "%12%"),
            ],
        )
        .rules(RuleSet::Signature),
    ]
}

fn beside() -> Vec<Fixture> {
    const SOFTWARE: Edit = (
        "",
        "[Lamp.NT.Software]\nAddSoftware = Lamps,, Soft\n[Soft]\nSoftwareType = 2\nSoftwareID = pfn://lamps",
    );
    const SETUP: Edit = (
        "SoftwareType = 2\nSoftwareID = pfn://lamps",
        "SoftwareType = 1\nSoftwareBinary = %13%\\lamp.dll\nSoftwareVersion = 1.0.0.0",
    );
    const COMPONENT: Edit = (
        "",
        "[Lamp.NT.Components]\nAddComponent = shade,, Comp\n[Comp]\nComponentIDs = VID0001&PID0001",
    );
    const COM: Edit = (
        "",
        "[Lamp.NT.COM]\nAddComServer = lamps,, Com\n[Com]\nServerType = 1\nServerBinary = %13%\\bin\\lamp.dll\nAddComClass = {12345678-1234-1234-1234-123456789ABC},, ComClass\n[ComClass]\nThreadingModel = Both",
    );
    const EVENTS: Edit = (
        "",
        "[Lamp.NT.Events]\nAddEventProvider = {12345678-1234-1234-1234-123456789ABC}, Prov\n[Prov]\nProviderName = Lamps\nResourceFile = %13%\\lamp.sys\nAddChannel = Lamps/Admin,1,Ch1\nAddChannel = Lamps/Debug,4,Ch2\n[Ch1]\nValue = 1\n[Ch2]\nValue = 2",
    );
    vec![
        on(
            1141,
            &[
                SOFTWARE,
                SETUP,
                (
                    "SoftwareBinary = %13%\\lamp.dll",
                    "SoftwareBinary = C:\\lamp.exe",
                ),
            ],
            &[SOFTWARE, SETUP],
        ),
        on(
            1142,
            &[SOFTWARE, ("SoftwareID = pfn://lamps", "")],
            &[SOFTWARE],
        ),
        on(1144, &[SOFTWARE, SETUP], &[SOFTWARE]),
        on(
            1150,
            &[COMPONENT, ("VID0001&PID0001", "VID0001\\PID0001")],
            &[COMPONENT],
        ),
        on(1160, &[COM, ("= Both", "= Single")], &[COM]),
        on(1180, &[EVENTS, ("Value = 2", "Value = 1")], &[EVENTS]),
        on(
            1181,
            &[EVENTS, ("Value = 2", "Value = 2\nLoggingRetention = 1")],
            &[EVENTS, ("Value = 1", "Value = 1\nLoggingRetention = 1")],
        ),
        on(
            1182,
            &[EVENTS, ("Value = 1", "Value = 1\nLoggingAutoBackup = 1")],
            &[EVENTS, ("Value = 2", "Value = 2\nLoggingAutoBackup = 1")],
        ),
        on(
            1256,
            &[(
                "",
                "[Lamp.NT.WMI]\nWMIInterface = {12345678-1234-1234-1234-123456789ABC},4,Wmi\n[Wmi]\nSecurity = \"D:\"",
            )],
            &[(
                "",
                "[Lamp.NT.WMI]\nWMIInterface = {12345678-1234-1234-1234-123456789ABC},1,Wmi\n[Wmi]\nSecurity = \"D:\"",
            )],
        ),
    ]
}

fn classes() -> Vec<Fixture> {
    const LINE: &str = "HKR,,Colour,,\"warm white\"";
    const DRIVERS: Edit = (
        "",
        "[DefaultInstall.NetDrivers]\nAddNetFilter = lamp_filter, Net\n[Net]\nAnything = 1",
    );
    const EFFECT: Edit = (
        "",
        "[Lamp.NT.Interfaces]\nAddInterface = {12345678-1234-1234-1234-123456789ABC},Wave,Wave\n[Wave]\nAddReg = Effects\n[Effects]\nHKR,FX\\0,Mode,,\"x\"",
    );
    vec![
        on(
            2400,
            &with(&NET_DRIVER, &[DRIVERS, ("lamp_filter, Net", "lamp_filter")]),
            &with(&NET_DRIVER, &[DRIVERS]),
        ),
        on(
            2402,
            &[("[Lamp.NT.HW]", "[Lamp.NT.HW]\nAddNetFilter = a, Files")],
            &with(&NET_DRIVER, &[DRIVERS]),
        ),
        on(2405, &[DRIVERS], &with(&NET_DRIVER, &[DRIVERS])),
        on(
            2412,
            &with(&NET_DRIVER, &[DRIVERS, ("lamp_filter", "Lamp-Filter")]),
            &with(&NET_DRIVER, &[DRIVERS]),
        ),
        on(
            2415,
            &with(&NET_DRIVER, &[DRIVERS, ("lamp_filter", "ms_lamp")]),
            &with(&NET_DRIVER, &[DRIVERS]),
        ),
        on(2420, &NET_DRIVER, &with(&NET_DRIVER, &[DRIVERS])),
        on(
            2414,
            &[(LINE, "HKR,Ndi,FilterClass,,\"My-Class\"")],
            &[(LINE, "HKR,Ndi,FilterClass,,compression")],
        ),
        on(
            2411,
            &with(&NET, &[("[Lamp.NT]", "[Lamp.NT]\nNetCfgInstanceId = lamp")]),
            &with(
                &NET,
                &[(
                    "[Lamp.NT]",
                    "[Lamp.NT]\nNetCfgInstanceId = \"{12345678-1234-1234-1234-123456789ABC}\"",
                )],
            ),
        ),
        on(
            2416,
            &with(
                &NET,
                &[(LINE, "HKR,Ndi\\Interfaces,UpperRange,,\"ndis5,,my range\"")],
            ),
            &with(
                &NET,
                &[(
                    LINE,
                    "HKR,Ndi\\Interfaces,FilterMediaTypes,,\"ethernet, ndisATM, lamp_4.0\"",
                )],
            ),
        ),
        on(
            2501,
            &with(&NET, &[(LINE, "HKR,Ndi,CoServices,0x00010000,lamp,lump")]),
            &with(
                &NET,
                &[(
                    LINE,
                    "HKR,Ndi,Service,0,LAMP\nHKR,Ndi,CoServices,0x00010000,lamp",
                )],
            ),
        ),
        on(
            2501,
            &with(&NET, &[(LINE, "HKR,Ndi,Service,0,lump")]),
            &[
                (LINE, "HKR,Ndi,Service,0,lump"),
                ("Class       = System", "Class = NetTrans"),
                (
                    "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
                    "{4D36E975-E325-11CE-BFC1-08002BE10318}",
                ),
            ],
        ),
        on(
            2418,
            &[(LINE, "HKR,Ndi,FilterType,0x00010001,2")],
            &[(
                LINE,
                "HKR,Ndi,FilterType,0x00010001,2\nHKR,Ndi,FilterClass,,compression",
            )],
        ),
        on(
            2600,
            &with(
                &DISPLAY,
                &[(LINE, "HKR,,UserModeDriverName,0x10000,lamp.dll")],
            ),
            &with(
                &DISPLAY,
                &[(LINE, "HKR,,UserModeDriverName,0x10000,%13%\\bin\\lamp.dll")],
            ),
        ),
        on(
            2601,
            &with(&DISPLAY, &[("%13%\\lamp.sys", "%11%\\lamp.sys")]),
            &DISPLAY,
        ),
        on(
            2602,
            &with(&DISPLAY, &[("StartType     = 3", "StartType = 1")]),
            &DISPLAY,
        ),
        on(
            2603,
            &with(
                &DISPLAY,
                &[("AddReg = Software", "AddReg = Software\nReboot =")],
            ),
            &DISPLAY,
        ),
        on(
            2650,
            &with(&CAMERA, &[("%13%\\lamp.sys", "%12%\\usbvideo.sys")]),
            &CAMERA,
        ),
        on(
            2651,
            &with(&CAMERA, &[("AddReg = Software", "Needs = USBVideo.NT")]),
            &with(
                &CAMERA,
                &[(
                    "AddReg = Software",
                    "Include = usbvideo.inf\nNeeds = USBVideo.NT",
                )],
            ),
        ),
        on(
            2652,
            &with(&CAMERA, &[("AddReg = Software", "Include = usbvideo.inf")]),
            &with(
                &CAMERA,
                &[(
                    "AddReg = Software",
                    "Include = usbvideo.inf\nNeeds = USBVideo.NT",
                )],
            ),
        ),
        on(
            2660,
            &[(
                LINE,
                "HKCR,AudioEngine\\AudioProcessingObjects\\x,FriendlyName,,\"x\"",
            )],
            &[(LINE, "HKCR,.lamp,,,\"x\"")],
        ),
        on(
            2661,
            &[(
                LINE,
                "HKR,AudioEngine\\AudioProcessingObjects\\x,FriendlyName,,\"x\"",
            )],
            &[
                (
                    LINE,
                    "HKR,AudioEngine\\AudioProcessingObjects\\x,FriendlyName,,\"x\"",
                ),
                ("Class       = System", "Class = AudioProcessingObject"),
                (
                    "{4D36E97D-E325-11CE-BFC1-08002BE10318}",
                    "{5989FCE8-9CD0-467D-8A6A-5419E31529D4}",
                ),
            ],
        ),
        on(
            2662,
            &[EFFECT],
            &[
                EFFECT,
                (
                    "AddReg = Software",
                    "Include = wdmaudio.inf\nNeeds = mssysfx.CopyFilesAndRegister",
                ),
            ],
        ),
        on(
            2663,
            &[EFFECT, ("AddReg = Software", "Include = wdmaudio.inf")],
            &[
                EFFECT,
                (
                    "AddReg = Software",
                    "Include = wdmaudio.inf\nNeeds = mssysfx.CopyFilesAndRegister",
                ),
            ],
        ),
    ]
}
