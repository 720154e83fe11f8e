//! Moving packages without devices: `[DefaultInstall]`, as
//! [Creating a primitive driver](https://learn.microsoft.com/windows-hardware/drivers/develop/creating-a-primitive-driver)
//! and [Creating an INF file for a minifilter driver](https://learn.microsoft.com/windows-hardware/drivers/ifs/creating-an-inf-file-for-a-minifilter-driver)
//! have it.

use wdk_inf::{
    Arch, Inf, OsVersion,
    effect::{Effects, Kind},
    port::{
        Port, PortOptions,
        proof::{Proof, Verdict},
    },
};

use crate::invariants;

const FILTER: &str = r#"[Version]
Signature   = "$Windows NT$"
Class       = "ActivityMonitor"
ClassGuid   = {b86dff51-a31e-4bac-b3cf-e8cfe75c9fc2}
Provider    = Contoso
CatalogFile = flt.cat
PnpLockdown = 1

[SourceDisksNames]
1 = "Disk"

[SourceDisksFiles]
flt.sys = 1
fltuser.exe = 1

[DestinationDirs]
DefaultDestDir = 12 ; drivers
User_Files     = 10,Flt

[DefaultInstall.NTamd64] ; the filter
OptionDesc = "Filter"
CopyFiles  = Flt_Files, User_Files

[DefaultInstall.NTamd64.Services]
AddService = flt,,Flt_Service

[DefaultUninstall.NTamd64]
LegacyUninstall = 1
DelFiles        = Flt_Files, User_Files

[DefaultUninstall.NTamd64.Services]
DelService = flt,0x200

[Flt_Service]
ServiceType    = 2
StartType      = 3
ErrorControl   = 1
ServiceBinary  = %12%\%Name%.sys ; the image
LoadOrderGroup = "FSFilter Activity Monitor"
Dependencies   = FltMgr
AddReg         = Flt_Reg

[Flt_Reg]
HKR,,SupportedFeatures,0x10001,3
HKR,,DebugFlags,0x10001,0
HKR,Instances,DefaultInstance,,"One"
HKR,"Instances\One",Altitude,,"370020" ; the height

[Flt_Files]
flt.sys,,,0x10

[User_Files]
fltuser.exe

[Strings]
Name = "flt"
"#;

/// The filter with pieces replaced, ported with `options`; what holds for every port holds for it.
fn ported_with(options: &PortOptions, edits: &[(&str, &str)]) -> Port {
    let mut text = FILTER.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    invariants::port(text.as_bytes());
    let inf = Inf::parse(text.as_bytes()).unwrap();
    let port = inf.port_with(options).unwrap();
    let again = port.inf.port_with(options).unwrap();
    assert_eq!(again.diff(), "", "porting twice");
    assert!(
        port.proof.holds(),
        "{:#?}\n{}",
        port.proof.refusals(),
        port.inf.text()
    );
    port
}

fn ported(edits: &[(&str, &str)]) -> Port {
    ported_with(&PortOptions::default(), edits)
}

/// The image of the service and the place of its file, on `os`.
fn image(inf: &Inf, arch: Arch, os: OsVersion) -> (String, String) {
    let mut effects = Effects::of(inf, arch);
    let devices = effects.devices(os);
    let install = devices.iter().find(|it| it.ids == ["DefaultInstall"]);
    let effect = effects.of_section(&install.unwrap().section).unwrap();
    let value = |kind: Kind, what: &str| {
        let item = effect
            .iter()
            .find(|it| it.kind == kind && it.what.ends_with(what));
        item.map_or(String::new(), |it| it.value.clone())
    };
    (
        value(Kind::Image, "service flt"),
        value(Kind::File, "flt.sys"),
    )
}

fn verdicts(proof: &Proof, os: OsVersion) -> Vec<Verdict> {
    let target = proof.targets.iter().find(|it| it.windows == os).unwrap();
    let mut verdicts: Vec<_> = target.differences.iter().map(|it| it.verdict).collect();
    verdicts.sort();
    verdicts
}

#[track_caller]
fn asks(port: &Port, about: &str) {
    assert!(
        port.questions
            .iter()
            .any(|it| it.message.contains(about) || it.help.contains(about)),
        "{about}: {:#?}",
        port.questions
    );
}

const VERSIONED: OsVersion = OsVersion::new(10, 0, 25952);
const FIRST: OsVersion = OsVersion::new(10, 0, 18362);

#[test]
fn windows_that_reads_a_version_leaves_the_files_and_older_windows_copies_them() {
    let port = ported(&[]);
    let text = port.inf.text();
    for written in [
        "[DefaultInstall.NTamd64.10.0...25952]\nOptionDesc = \"Filter\"\nCopyFiles  = Flt_Files.Store, User_Files.Store\n",
        "[DefaultInstall.NTamd64.10.0...25952.Services]\nAddService = flt,,Flt_Service.Store\n",
        "ServiceBinary  = %13%\\%Name%.sys\n",
        "Flt_Files.Store = 13\n",
        "User_Files.Store = 13\n",
        "[Flt_Files.Store]\nflt.sys\n",
        "[User_Files.Store]\nfltuser.exe\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    // What was there is there still, line by line.
    let mut lines = text.lines();
    for line in FILTER.lines() {
        assert!(lines.any(|it| it == line), "{line}: {text}");
    }
    let drivers = r"c:\windows\system32\drivers";
    for (os, place) in [
        (OsVersion::WINDOWS_10_1709, drivers),
        (FIRST, drivers),
        (OsVersion::new(10, 0, 22631), drivers),
        (
            VERSIONED,
            r"c:\windows\system32\driverstore\filerepository\package",
        ),
    ] {
        let image = image(&port.inf, Arch::Amd64, os);
        assert_eq!(image, ("<flt.sys>".to_owned(), place.to_owned()), "{os}");
    }
    assert_eq!(verdicts(&port.proof, OsVersion::new(0, 0, 0)), []);
    asks(
        &port,
        "from Windows 10.0.25952 on; older Windows copies them as before",
    );
    asks(&port, "nothing in the INF says where fltuser.exe is");
}

#[test]
fn a_minifilters_instances_are_below_parameters_for_newer_windows_alone() {
    let port = ported(&[]);
    let store = "[Flt_Reg.Store]\nHKR,\"Parameters\",SupportedFeatures,0x10001,3\nHKR,,DebugFlags,0x10001,0\n\
                 HKR,Parameters\\Instances,DefaultInstance,,\"One\"\nHKR,\"Parameters\\Instances\\One\",Altitude,,\"370020\"\n";
    assert!(port.inf.text().contains(store), "{}", port.inf.text());
    let verdicts = verdicts(&port.proof, VERSIONED);
    assert_eq!(
        verdicts,
        [
            Verdict::Moved,
            Verdict::Moved,
            Verdict::Parameters,
            Verdict::Parameters,
            Verdict::Parameters
        ]
    );
    // The driver's own values are read by the driver, and a service that is no minifilter has its own.
    let port = ported(&[("\"FSFilter Activity Monitor\"", "Base")]);
    assert!(
        !port.inf.text().contains("Parameters"),
        "{}",
        port.inf.text()
    );
    assert!(
        port.inf
            .text()
            .contains("AddReg         = Flt_Reg\n\n[Flt_Reg]")
    );
}

#[test]
fn the_old_section_for_uninstalling_is_for_older_windows() {
    let port = ported(&[("LegacyUninstall = 1\n", "")]);
    let text = port.inf.text();
    assert!(
        text.contains("[DefaultUninstall.NTamd64]\nLegacyUninstall = 1\nDelFiles"),
        "{text}"
    );
    asks(
        &port,
        "Windows 10 1903 and later does not read this section any more",
    );
    assert!(verdicts(&port.proof, VERSIONED).contains(&Verdict::Primitive));
    let port = ported(&[("LegacyUninstall = 1\n", "LegacyUninstall = 0 ; no\n")]);
    assert!(
        port.inf.text().contains("LegacyUninstall = 1 ; no\n"),
        "{}",
        port.inf.text()
    );
}

#[test]
fn a_package_for_1903_and_later_is_edited_itself() {
    let options = PortOptions {
        oldest: Some(FIRST),
        ..PortOptions::default()
    };
    let port = ported_with(&options, &[]);
    let text = port.inf.text();
    for written in [
        "DefaultDestDir = 13 ; drivers\n",
        "User_Files     = 13\n",
        "ServiceBinary  = %13%\\%Name%.sys ; the image\n",
        "[Flt_Files]\nflt.sys,,,\n",
        "[DefaultUninstall.NTamd64]\nLegacyUninstall = 1\n\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert!(
        !text.contains("25952") && !text.contains("Parameters"),
        "{text}"
    );
    asks(
        &port,
        "Windows before 10.0.18362 must not install the package",
    );
    assert_eq!(port.proof.targets.first().unwrap().windows, FIRST);
    // 1809 knows no primitive drivers: nothing would be gained.
    let older = PortOptions {
        oldest: Some(OsVersion::new(10, 0, 17763)),
        ..PortOptions::default()
    };
    assert!(
        ported_with(&older, &[])
            .inf
            .text()
            .contains("[DefaultInstall.NTamd64.10.0...25952]")
    );
}

#[test]
fn several_processors_share_what_is_the_same_for_all() {
    let two = "[DefaultInstall.NTarm64]\nCopyFiles  = Flt_Files, User_Files\n[DefaultInstall.NTarm64.Services]\n\
               AddService = flt,,Flt_Service\n[DefaultUninstall.NTamd64]";
    let port = ported(&[("[DefaultUninstall.NTamd64]", two)]);
    let text = port.inf.text();
    for written in [
        "[DefaultInstall.NTarm64.10.0...25952]\nCopyFiles  = Flt_Files.Store, User_Files.Store\n",
        "[DefaultInstall.NTarm64.10.0...25952.Services]\nAddService = flt,,Flt_Service.Store\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert_eq!(text.matches("[Flt_Service.Store]").count(), 1, "{text}");
    assert_eq!(
        port.proof
            .targets
            .iter()
            .filter(|it| it.arch == Arch::Arm64)
            .count(),
        3
    );
    // With a folder for each processor the image's path is another one.
    let folders = [
        ("[DefaultUninstall.NTamd64]", two),
        (
            "[SourceDisksFiles]\nflt.sys = 1\n",
            "[SourceDisksFiles.amd64]\nflt.sys = 1,x64\n[SourceDisksFiles.arm64]\nflt.sys = 1,arm64\n[SourceDisksFiles]\n",
        ),
    ];
    let port = ported(&folders);
    let text = port.inf.text();
    for written in [
        "Flt_Files.Store.amd64 = 13,x64\n",
        "Flt_Files.Store.arm64 = 13,arm64\n",
        "CopyFiles  = Flt_Files.Store.arm64, User_Files.Store\n",
        "AddService = flt,,Flt_Service.Store.arm64\n",
        "ServiceBinary  = %13%\\arm64\\flt.sys\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert_eq!(
        image(&port.inf, Arch::Arm64, VERSIONED).0,
        r"<arm64\flt.sys>"
    );
}

#[test]
fn an_inx_keeps_what_stampinf_fills_in() {
    let port = ported(&[("NTamd64", "NT$ARCH$")]);
    let text = port.inf.text();
    assert!(
        text.contains("[DefaultInstall.NT$ARCH$.10.0...25952]\n"),
        "{text}"
    );
    assert!(
        text.contains("[DefaultInstall.NT$ARCH$.10.0...25952.Services]\n"),
        "{text}"
    );
}

#[test]
fn files_that_are_named_directly_get_a_list() {
    let port = ported(&[(
        "CopyFiles  = Flt_Files, User_Files",
        "CopyFiles  = @flt.sys, User_Files",
    )]);
    let text = port.inf.text();
    assert!(
        text.contains("CopyFiles  = flt.sys.Store, User_Files.Store\n"),
        "{text}"
    );
    assert!(text.contains("[flt.sys.Store]\nflt.sys\n"), "{text}");
    assert!(text.contains("flt.sys.Store = 13\n"), "{text}");
}

#[test]
fn sections_that_are_for_newer_windows_already_are_edited_themselves() {
    let newer = "[DefaultInstall.NTamd64.10.0...25952]\nCopyFiles  = Flt_Files, New_Files\n\
                 [DefaultInstall.NTamd64.10.0...25952.Services]\nAddService = flt,,New_Service\n\
                 [New_Service]\nServiceType = 2\nStartType = 3\nErrorControl = 1\nServiceBinary = %12%\\flt.sys\n\
                 [New_Files]\nfltuser.exe\n[DefaultUninstall.NTamd64]";
    let port = ported(&[("[DefaultUninstall.NTamd64]", newer)]);
    let text = port.inf.text();
    // The list that older Windows reads, too, gets one beside it.
    assert!(
        text.contains("CopyFiles  = Flt_Files, User_Files\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "[DefaultInstall.NTamd64.10.0...25952]\nCopyFiles  = Flt_Files.Store, New_Files\n"
        ),
        "{text}"
    );
    assert!(text.contains(r"ServiceBinary = %13%\flt.sys"), "{text}");
    assert!(
        text.contains(r"ServiceBinary  = %12%\%Name%.sys ; the image"),
        "{text}"
    );
}

#[test]
fn what_is_no_primitive_driver_is_asked_about_and_stays() {
    for (edits, about) in [
        (
            &[(".NTamd64", "")][..],
            "[DefaultInstall] names no processor",
        ),
        (
            &[("DefaultInstall.NTamd64", "DefaultInstall.NT")],
            "[DefaultInstall.NT] names no processor",
        ),
        (
            &[("DefaultUninstall.NTamd64", "DefaultUninstall")],
            "[DefaultUninstall] names no processor",
        ),
        (
            &[("[DestinationDirs]", "[Manufacturer]\n[DestinationDirs]")],
            "stands beside [Manufacturer]",
        ),
        (
            &[("Provider    = Contoso\n", "")],
            "[Version] has no Provider",
        ),
        (
            &[("OptionDesc = \"Filter\"", "DelFiles = User_Files")],
            "DelFiles in [DefaultInstall.NTamd64]",
        ),
        (
            &[(
                "[Flt_Service]",
                "[DefaultInstall.NTamd64.HW]\n[Flt_Service]",
            )],
            ".HW] is about a device",
        ),
        (
            &[("DefaultInstall.NTamd64", "DefaultInstall.x")],
            "a section whose decoration Windows does not know",
        ),
        (
            &[
                ("flt.sys,,,0x10", "other.sys"),
                ("flt.sys = 1", "other.sys = 1"),
            ],
            "no service is made of other.sys",
        ),
    ] {
        let mut text = FILTER.to_owned();
        for (from, to) in edits {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        invariants::port(text.as_bytes());
        let port = Inf::parse(text.as_bytes()).unwrap().port().unwrap();
        asks(&port, about);
        assert!(
            !port.inf.text().contains("Flt_Files.Store"),
            "{about}: {}",
            port.inf.text()
        );
    }
}

#[test]
fn sections_without_a_processor_get_those_that_the_author_names() {
    let options = |archs: &[&str]| PortOptions {
        primitive: archs.iter().map(|it| (*it).to_owned()).collect(),
        ..PortOptions::default()
    };
    for plain in ["", ".nt"] {
        let edits = [(".NTamd64", plain), ("LegacyUninstall = 1\n", "")];
        let mut text = FILTER.to_owned();
        for (from, to) in edits {
            text = text.replace(from, to);
        }
        let inf = Inf::parse(text.as_bytes()).unwrap();
        let port = inf.port_with(&options(&["amd64", "arm64"])).unwrap();
        assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
        let text = port.inf.text();
        for section in [
            "[DefaultInstall.NTamd64] ; the filter\n",
            "[DefaultInstall.NTarm64] ; the filter\n",
            "[DefaultInstall.NTamd64.Services]\n",
            "[DefaultInstall.NTarm64.10.0...25952.Services]\n",
            "[DefaultUninstall.NTarm64]\nLegacyUninstall = 1\n",
            "[DefaultUninstall.NTarm64.Services]\n",
        ] {
            assert_eq!(text.matches(section).count(), 1, "{section}: {text}");
        }
        assert_eq!(
            port.proof.targets.iter().map(|it| it.arch).max(),
            Some(Arch::Arm64)
        );
        asks(&port, "the package installs on amd64, arm64 alone now");
        // The places are those of the file before.
        for change in &port.changes {
            assert!(
                change.span.end <= inf.text().len()
                    && inf.text().is_char_boundary(change.span.start)
            );
        }
        let renamed = port
            .changes
            .iter()
            .find(|it| it.new == "DefaultInstall.NTamd64")
            .unwrap();
        assert_eq!(
            inf.text()[renamed.span.clone()].to_lowercase(),
            format!("defaultinstall{plain}")
        );
        let again = port.inf.port_with(&options(&["amd64", "arm64"])).unwrap();
        assert_eq!(again.diff(), "");
    }
}
