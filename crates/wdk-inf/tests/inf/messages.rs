//! What is said about the INX of a new project when one thing in it is wrong: by the build, and by
//! what installs it on a simulated machine.

use wdk_inf::{
    Arch, Dirs, Inf, OsVersion, Stamp,
    check::{Options, check},
};

/// The text of `cargo wdk new --kmdf lamp`, with one replacement.
fn template(from: &str, to: &str) -> String {
    let text = include_str!("../../../cargo-wdk/templates/kmdf/driver.inx");
    let text = text.replace("\r\n", "\n").replace("{{name}}", "lamp");
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

/// What the build says: each finding with its excerpt and advice.
fn build(text: &str) -> String {
    let options = Options {
        unstamped: true,
        kmdf: Some((1, 31)),
        ..Options::default()
    };
    let report = check("lamp.inx", text.as_bytes(), &options);
    report.to_string()
}

/// What plugging `root\lamp` in says.
fn plug(text: &str) -> String {
    let install = || {
        let inf = Inf::parse_named("lamp.inx", text.as_bytes())?;
        let inf = inf.stamp(
            &Stamp::new()
                .arch(Arch::Amd64)
                .kmdf_version(1, 31)
                .floor(19041),
        )?;
        let os = OsVersion::WINDOWS_11_24H2;
        let found = inf.find_hardware_id(Arch::Amd64, os, r"root\lamp")?;
        inf.install(&found, &Dirs::default())
    };
    match install() {
        Ok(_) => String::new(),
        Err(error) => error.render(false),
    }
}

#[test]
fn the_template_is_right() {
    assert_eq!(build(&template("", "")), "");
    assert_eq!(plug(&template("", "")), "");
}

/// A replacement in the template, and what the build and the machine have to say of it.
struct Case(
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    Case(
        "CopyFiles = lamp_Files",
        "CopyFiles = lamp_Filez",
        &["1203", "lamp.inx:26:13", "did you mean [lamp_Files]?"],
        &["1203", "lamp.inx:26:13", "did you mean [lamp_Files]?"],
    ),
    Case(
        r", root\lamp",
        "",
        &[
            "1297",
            "lamp.inx:23:1",
            "write the id after the install section: `%Device% = lamp_Device, root",
        ],
        &[
            "1297",
            "lamp.inx:23:1",
            r"the line has no hardware id: write `%Device% = lamp_Device, root\lamp`",
        ],
    ),
    Case(
        r"lamp_Device, root\lamp",
        r"root\lamp",
        &[
            "1297",
            "lamp.inx:23:1",
            "the install section comes before the hardware id",
        ],
        &[
            "1297",
            "lamp.inx:23:1",
            "the install section comes before the hardware id",
        ],
    ),
    Case(
        r"root\lamp",
        r"root\lampe",
        &[],
        &[
            "1297",
            "lamp.inx:23:1",
            r"it drives root\lampe; did you mean root\lampe?",
        ],
    ),
    Case(
        "= Models, NT",
        "= Model, NT",
        &[
            "1203",
            "lamp.inx:20:21",
            "did you mean [Models.NTamd64.10.0...19041]?",
        ],
        &[
            "1297",
            "lamp.inx:20:21",
            "did you mean [Models.NTamd64.10.0...19041]?",
        ],
    ),
    Case(
        "Models, NT$ARCH$.10.0...$FLOOR$",
        "Models",
        &["1203", "lamp.inx:20:14"],
        &[
            "1297",
            "lamp.inx:20:1",
            "no Models section for NTamd64",
            "without a decoration it is for x86 alone",
        ],
    ),
    Case(
        "Models, NT$ARCH$",
        "Models, NTarm64",
        &["1203", "lamp.inx:20:22"],
        &[
            "1297",
            "lamp.inx:20:1",
            "no Models section for NTamd64",
            "only for NTarm64.10.0...19041",
        ],
    ),
    Case(
        "[Manufacturer]",
        "[Manufacturers]",
        &["1297", "[Manufacturers] is not read; write [Manufacturer]"],
        &[
            "1297",
            "lamp.inx:3:2",
            "[Manufacturers] is not read; write [Manufacturer]",
        ],
    ),
    Case(
        "[lamp_Device.NT$ARCH$]",
        "[lamp_Devic.NT$ARCH$]",
        &[
            "1261",
            "lamp.inx:23:12",
            "did you mean [lamp_Devic.NTamd64]?",
        ],
        &[
            "1203",
            "lamp.inx:23:1",
            "did you mean [lamp_Devic.NTamd64]?",
        ],
    ),
    Case(
        "[lamp_Device.NT$ARCH$.Services]",
        "[lamp_Device.Services]",
        &[
            "1296",
            "lamp.inx:31:2",
            "Windows reads [lamp_Device.NTamd64.Services]",
        ],
        &[],
    ),
    Case(
        "[lamp_Device.NT$ARCH$.Wdf]",
        "[lamp_Device.Wdf]",
        &[
            "2083",
            "lamp.inx:41:2",
            "Windows reads [lamp_Device.NTamd64.Wdf]",
        ],
        &[],
    ),
    Case(
        "lamp_Service\n",
        "lamp_Servic\n",
        &["2006", "lamp.inx:32:46", "did you mean [lamp_Service]?"],
        &["1203", "lamp.inx:32:46", "did you mean [lamp_Service]?"],
    ),
    Case(
        "$KMDFVERSION$",
        "1.11",
        &[
            "1082",
            "lamp.inx:45:22",
            "1.11, but the driver is built for KMDF 1.31",
            "write $KMDFVERSION$",
            "Cargo.toml",
        ],
        &[],
    ),
    Case("$KMDFVERSION$", "1.31", &[], &[]),
    Case(
        "KmdfService = lamp, lamp_Kmdf",
        "KmdfService = lamp, lamp_Kmd",
        &["1203", "lamp.inx:42:21", "did you mean [lamp_Kmdf]?"],
        &["1203", "lamp.inx:42:21", "did you mean [lamp_Kmdf]?"],
    ),
    Case(
        "1 = %Disk%",
        r"1 = %Disk%,,,..\..",
        &["1016", r"lamp.inx:14:14", r"..\\.."],
        &[],
    ),
    Case(
        "lamp.sys = 1",
        r"lamp.sys = 1,..\..",
        &["1016", "lamp.inx:17:14"],
        &[],
    ),
    Case(
        "DefaultDestDir = 13",
        r"DefaultDestDir = 13,..\x",
        &["1015", "lamp.inx:11:21", "leads out of it"],
        &[],
    ),
    Case(
        "[lamp_Files]\nlamp.sys",
        "[lamp_Files]\n\"..\\lamp.sys\",lamp.sys",
        &["1015", "lamp.inx:29:1", "leads out of it"],
        &[],
    ),
    Case(
        "PnpLockdown = 1",
        "PnpLockdown = 1\nCatalogFile = ../../x.cat",
        &["1214", "lamp.inx:9:1"],
        &[],
    ),
];

#[test]
fn each_mistake_is_told_where_it_is_with_what_to_do() {
    for Case(from, to, built, plugged) in CASES {
        let text = template(from, to);
        let reports = [(build(&text), built), (plug(&text), plugged)];
        for (report, expected) in reports {
            for words in *expected {
                assert!(
                    report.contains(words),
                    "{to:?}: {words:?} is not in\n{report}"
                );
            }
            if expected.is_empty() {
                assert_eq!(report, "", "{to:?}");
            }
        }
    }
}
