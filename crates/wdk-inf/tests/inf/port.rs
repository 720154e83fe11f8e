//! Moving INF files into the Driver Store, row by row of Microsoft's table.

use proptest::prelude::*;
use wdk_inf::{
    Inf,
    port::{Image, Port, PortOptions, Row},
};

use crate::{generator, invariants};

/// A whole INF; `edit` takes pairs of a piece of text and what stands there instead.
pub(crate) fn ported(edit: &[(&str, &str)]) -> Port {
    const TEMPLATE: &str = r#"; Contoso's lamp
[Version]
Signature   = "$Windows NT$"

[DestinationDirs]
DefaultDestDir = 12 ; drivers

[SourceDisksNames]
1 = "Disk"

[SourceDisksFiles]
lamp.sys = 1
lamp.dll = 1

[Manufacturer]
Contoso = Models, NT$ARCH$

[Models.NT$ARCH$] ; all lamps
"Lamp" = Lamp, root\lamp

[Lamp.NT]
CopyFiles = Lamp_Files
AddReg    = Lamp_Reg

[Lamp_Files]
lamp.sys ; the driver

[Lamp_Reg]
HKR,,Value,,"x"

[Lamp.NT.Services]
AddService = lamp, 2, Lamp_Service

[Lamp_Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %12%\lamp.sys ; the image
"#;
    let mut text = TEMPLATE.to_owned();
    for (from, to) in edit {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let port = Inf::parse(text.as_bytes()).unwrap().port().unwrap();
    let again = port.inf.port().unwrap();
    assert_eq!(
        (again.diff(), again.changes),
        (String::new(), Vec::new()),
        "porting twice"
    );
    invariants::port(text.as_bytes());
    port
}

/// The lines that the diff adds.
fn added(port: &Port) -> Vec<String> {
    let diff = port.diff();
    let lines = diff.lines().filter(|it| !it.starts_with("+++"));
    lines
        .filter_map(|it| Some(it.strip_prefix('+')?.to_owned()))
        .collect()
}

fn rows(port: &Port) -> Vec<Row> {
    let mut rows: Vec<_> = port.changes.iter().map(|it| it.row).collect();
    rows.dedup();
    rows
}

#[track_caller]
fn asks(port: &Port, about: &str) {
    assert!(
        port.questions.iter().any(|it| it.message.contains(about)),
        "{about}: {:#?}",
        port.questions
    );
}

#[test]
fn a_service_binary_is_moved_with_its_destination_and_the_os_floor() {
    let port = ported(&[]);
    assert_eq!(
        added(&port),
        [
            "DefaultDestDir = 13 ; drivers",
            "Contoso = Models, NT$ARCH$.10.0...16299",
            "[Models.NT$ARCH$.10.0...16299] ; all lamps",
            r"ServiceBinary = %13%\lamp.sys ; the image",
        ]
    );
    assert_eq!(rows(&port), [Row::Drivers]);
    asks(&port, "no longer installs on Windows before 10.0.16299");
    assert_eq!(port.questions.len(), 1, "{:#?}", port.questions);
    assert!(port.changes.iter().all(|it| !it.reason.is_empty()));
}

#[test]
fn a_path_that_is_put_together_of_strings_is_followed() {
    let port = ported(&[(
        r"%12%\lamp.sys ; the image",
        "%12%\\%Svc%.sys\n[Strings]\nSvc = \"lamp\"",
    )]);
    assert!(
        added(&port).contains(&r"ServiceBinary = %13%\%Svc%.sys".to_owned()),
        "{}",
        port.diff()
    );
    let port = ported(&[(
        r"%12%\lamp.sys ; the image",
        "%Where%\\lamp.sys\n[Strings]\nWhere = \"%%SystemRoot%%\\System32\\drivers\"",
    )]);
    let written = added(&port)
        .iter()
        .any(|it| it == r"ServiceBinary = %13%\lamp.sys");
    assert!(written, "{}", port.diff());
}

#[test]
fn a_string_that_holds_paths_is_written_where_it_is_named() {
    let strings = "ServiceBinary = %12%\\lamp.sys\n[Strings]\n\
                   Log = \"%SystemRoot%\\System32\\netevent.dll;%SystemRoot%\\System32\\drivers\\lamp.sys\"";
    let edit = [
        ("ServiceBinary = %12%\\lamp.sys ; the image", strings),
        (r#"HKR,,Value,,"x""#, "HKR,,Value,0x20000,%Log%"),
    ];
    let port = ported(&edit);
    let line = r#"HKR,,Value,0x20000,"%%SystemRoot%%\System32\netevent.dll;%13%\lamp.sys""#;
    assert!(added(&port).iter().any(|it| it == line), "{}", port.diff());
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
    let other = format!("{strings}\n[Strings.0407]\nLog = \"anders\"");
    let port = ported(&[(edit[0].0, &other), edit[1]]);
    asks(&port, "put together of strings");
    assert!(!port.proof.holds());
}

#[test]
fn of_several_old_models_sections_only_the_newest_is_raised() {
    let old = "NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n";
    let new = "NTamd64, NTamd64.6.1, NTamd64.6.0, NTamd64.6.1.1\n\n\
               [Models.NTamd64]\n\"Lamp\" = Lamp, root\\oldest ; of 2006\n\
               [Models.NTamd64.6.1]\n\"Lamp\" = Lamp, root\\lamp\n\
               [Models.NTamd64.6.0]\n\"Lamp\" = Lamp, root\\older\n\
               [Models.NTamd64.6.1.1]\n\"Lamp\" = Lamp, root\\station\n";
    let port = ported(&[(old, new)]);
    let text = port.inf.text();
    for line in [
        "Contoso = Models, NTamd64.10.0...16299, NTamd64.10.0.1..16299\n",
        "; [Models.NTamd64]\n; \"Lamp\" = Lamp, root\\oldest ; of 2006\n",
        "; [Models.NTamd64.6.0]\n; \"Lamp\" = Lamp, root\\older\n",
        "\n[Models.NTamd64.10.0...16299]\n\"Lamp\" = Lamp, root\\lamp\n",
        "\n[Models.NTamd64.10.0.1..16299]\n\"Lamp\" = Lamp, root\\station\n",
    ] {
        assert_eq!(text.matches(line).count(), 1, "{line}: {text}");
    }
    asks(
        &port,
        "[models.ntamd64] installs the same files on older Windows",
    );
    assert_eq!(port.proof.refusals(), Vec::<String>::new());
}

#[test]
fn a_section_that_says_do_not_install_here_stays_empty() {
    let old = "NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n";
    let new = "NTamd64, NTamd64.6.2\n\n\
               [Models.NTamd64]\n\"Lamp\" = Lamp, root\\lamp\n\
               [Models.NTamd64.6.2] ; not from Windows 8 on\n";
    let port = ported(&[(old, new)]);
    assert_eq!(port.diff(), "");
    asks(
        &port,
        "no device of the INF is installed on Windows 10 1709 or later",
    );
    let new = new.replace("NTamd64.6.2", "NTamd64.10.0...22000");
    let port = ported(&[(old, &new)]);
    let line = "Contoso = Models, NTamd64.10.0...16299, NTamd64.10.0...22000\n";
    assert!(port.inf.text().contains(line), "{}", port.inf.text());
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn what_older_windows_has_for_itself_stays() {
    let old = "NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n";
    let new = "NTamd64, NTamd64.10.0\n\n\
               [Models.NTamd64]\n\"Lamp\" = Old, root\\lamp\n\
               [Models.NTamd64.10.0]\n\"Lamp\" = Lamp, root\\lamp\n\
               [Old.NT]\nCopyFiles = Old_Files\n[Old_Files]\nlamp.dll\n\
               [Old.NT.Services]\nAddService = lamp, 2, Old_Service\n\
               [Old_Service]\nServiceBinary = %12%\\lamp.dll\n";
    let port = ported(&[(old, new)]);
    let text = port.inf.text();
    for line in [
        "Contoso = Models, NTamd64, NTamd64.10.0, NTamd64.10.0...16299\n",
        "\n[Models.NTamd64]\n",
        "\n[Models.NTamd64.10.0]\n; nothing: Windows before 10.0.16299 does not run the files\n\n\
         [Models.NTamd64.10.0...16299]\n\"Lamp\" = Lamp, root\\lamp\n",
        "DefaultDestDir = 13 ; drivers\nOld_Files = 12\n",
        "ServiceBinary = %12%\\lamp.dll\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn a_file_that_is_copied_to_two_directories_is_followed_from_both() {
    let port = ported(&[
        ("= 12 ; drivers", "= 12 ; drivers\nOther = 11"),
        ("CopyFiles = Lamp_Files", "CopyFiles = Lamp_Files, Other"),
        ("[Lamp_Reg]", "[Other]\nlamp.sys\n\n[Lamp_Reg]"),
        (r#"HKR,,Value,,"x""#, r#"HKR,,Value,,"%11%\lamp.sys""#),
    ]);
    let added = added(&port);
    for line in [
        "Other = 13",
        r"ServiceBinary = %13%\lamp.sys ; the image",
        r#"HKR,,Value,,"%13%\lamp.sys""#,
    ] {
        assert!(added.iter().any(|it| it == line), "{line}: {}", port.diff());
    }
}

#[test]
fn flags_about_copying_go_and_others_stay() {
    for (flags, left) in [
        ("0x10", ""),
        ("0x4010", ""),
        ("0x12", "0x2"),
        ("0x1408", ""),
    ] {
        let line = format!("lamp.sys,,,{flags}");
        let port = ported(&[("lamp.sys ; the driver", &line)]);
        let left = format!("lamp.sys,,,{left}");
        assert!(added(&port).contains(&left), "{flags}: {}", port.diff());
    }
}

#[test]
fn a_period_stands_for_the_package_s_own_folder() {
    let port = ported(&[("lamp.sys = 1\n", "lamp.sys = 1,.\n")]);
    assert!(
        added(&port).contains(&"DefaultDestDir = 13 ; drivers".to_owned()),
        "{}",
        port.diff()
    );
    let port = ported(&[("lamp.sys = 1\n", "lamp.sys = 1,..\\x\n")]);
    asks(&port, "has a path of its own");
    assert!(port.changes.is_empty());
}

#[test]
fn a_file_whose_path_another_program_may_read_stays() {
    let value = r#"HKLM,Software\Other,Path,,"%12%\lamp.sys""#;
    let port = ported(&[(r#"HKR,,Value,,"x""#, value)]);
    assert_eq!(port.diff(), "");
    asks(
        &port,
        r"the value Path below HKLM\Software\Other has the path of lamp.sys",
    );
    let value = r#"HKLM,Software\Other,Name,,"lamp.sys""#;
    let port = ported(&[(r#"HKR,,Value,,"x""#, value)]);
    assert!(port.inf.text().contains(value), "{}", port.diff());
    asks(
        &port,
        r"the value Name below HKLM\Software\Other names lamp.sys, which moves",
    );
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn a_library_that_others_load_by_its_name_stays_in_system32() {
    for key in [
        r"HKLM,Software\Other,Name",
        r"HKCR,CLSID\{1}\InprocServer32,",
    ] {
        let value = format!("{key},,\"lamp.dll\"");
        let port = ported(&[
            (r#"HKR,,Value,,"x""#, &value),
            ("= 12 ; drivers", "= 12 ; drivers\nLibraries = 11"),
            (
                "CopyFiles = Lamp_Files\n",
                "CopyFiles = Lamp_Files, Libraries\n",
            ),
            ("[Lamp_Files]\n", "[Libraries]\nlamp.dll\n[Lamp_Files]\n"),
        ]);
        let text = port.inf.text();
        assert!(
            text.contains("Libraries = 11\n") && text.contains("= 13 ; drivers"),
            "{text}"
        );
        asks(&port, "names, without a path, lamp.dll");
    }
}

#[test]
fn each_processor_gets_sections_and_services_of_its_own() {
    let files = "[SourceDisksFiles.amd64]\nlamp.sys = 1,x64\n[SourceDisksFiles.arm64]\nlamp.sys = 1,arm64\n[SourceDisksFiles]\nlamp.dll = 1\n";
    let models = "NTamd64, NTarm64\n\n[Models.NTamd64]\n\"Lamp\" = Lamp, root\\lamp\n[Models.NTarm64]\n\"Lamp\" = Lamp, root\\lamp\n";
    let port = ported(&[
        ("[SourceDisksFiles]\nlamp.sys = 1\nlamp.dll = 1\n", files),
        (
            "NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n",
            models,
        ),
        ("lamp.sys ; the driver", "lamp.sys,,,0x4002 ; the driver"),
    ]);
    let text = port.inf.text();
    for part in [
        "DefaultDestDir = 13,x64 ; drivers\nLamp_Files.arm64 = 13,arm64\n",
        "[Lamp_Files]\nlamp.sys,,,0x2 ; the driver\n",
        "[Lamp_Files.arm64]\nlamp.sys,,,0x2\n",
        "[Lamp.NT]\nCopyFiles = Lamp_Files\nAddReg    = Lamp_Reg\n",
        "[Lamp.NTarm64]\nCopyFiles = Lamp_Files.arm64\nAddReg    = Lamp_Reg\n",
        "[Lamp.NT.Services]\nAddService = lamp, 2, Lamp_Service\n",
        "[Lamp.NTarm64.Services]\nAddService = lamp, 2, Lamp_Service.arm64\n",
        "ServiceBinary = %13%\\x64\\lamp.sys ; the image\n",
        "[Lamp_Service.arm64]\nServiceType = 1\nStartType = 3\nErrorControl = 1\nServiceBinary = %13%\\arm64\\lamp.sys\n",
    ] {
        assert_eq!(text.matches(part).count(), 1, "{part}\n{text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
    assert_eq!(port.proof.targets.len(), 6, "{}", port.proof);
}

#[test]
fn names_of_services_are_not_taken_for_sections() {
    let files = "[SourceDisksFiles.amd64]\nlamp.sys = 1,x64\n[SourceDisksFiles.arm64]\nlamp.sys = 1,arm64\n[SourceDisksFiles]\nlamp.dll = 1\n";
    let models = "NTamd64, NTarm64\n\n[Models.NTamd64]\n\"Lamp\" = Lamp, root\\lamp\n[Models.NTarm64]\n\"Lamp\" = Lamp, root\\lamp\n";
    let port = ported(&[
        ("[SourceDisksFiles]\nlamp.sys = 1\nlamp.dll = 1\n", files),
        (
            "NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n",
            models,
        ),
        ("lamp, 2, Lamp_Service", "lamp, 2, lamp"),
        ("[Lamp_Service]", "[lamp]"),
        ("[Lamp.NT]", "[Lamp_Device.NT]"),
        ("[Lamp.NT.Services]", "[Lamp_Device.NT.Services]"),
        ("= Lamp, root", "= Lamp_Device, root"),
        ("= Lamp, root", "= Lamp_Device, root"),
    ]);
    let text = port.inf.text();
    assert!(
        text.contains("AddService = lamp, 2, lamp.arm64\n"),
        "{text}"
    );
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn one_name_for_different_files_is_followed_for_each_processor() {
    let models = "NTx86, NTamd64\n\n[Models.NTx86]\n\"Lamp\" = Lamp, root\\lamp\n[Models.NTamd64]\n\"Lamp\" = Lamp, root\\lamp\n[Lamp.NTx86]\nCopyFiles = Old_Files\n[Old_Files]\nlamp.sys\n[Lamp.NTx86.Services]\nAddService = lamp, 2, Lamp_Service\n";
    let port = ported(&[
        (
            "NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n",
            models,
        ),
        ("lamp.sys ; the driver", "lamp.sys, lamp64.sys"),
        ("lamp.dll = 1\n", "lamp.dll = 1\nlamp64.sys = 1\n"),
    ]);
    let text = port.inf.text();
    for part in [
        "ServiceBinary = %13%\\lamp.sys ; the image\n",
        "ServiceBinary = %13%\\lamp64.sys\n",
        "AddService = lamp, 2, Lamp_Service.amd64\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn what_deletes_a_moved_file_goes_and_what_deletes_others_stays() {
    let tail = "\n[Uninstall]\nDelFiles = Lamp_Files, Old_Files ; all\n[Old_Files]\noldlamp.sys\n[Lamp_Reg]";
    let port = ported(&[("\n[Lamp_Reg]", tail)]);
    let text = port.inf.text();
    assert!(text.contains("DelFiles = Old_Files ; all\n"), "{text}");
    assert!(
        text.contains("DefaultDestDir = 13 ; drivers\nOld_Files = 12\n"),
        "{text}"
    );
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
    let tail = "\n[Uninstall]\nDelFiles = Lamp_Files ; all\n[Lamp_Reg]";
    let port = ported(&[("\n[Lamp_Reg]", tail)]);
    let uninstall = [
        ("\n[Lamp_Reg]", tail),
        ("[Uninstall]", "[DefaultUninstall.NTamd64]"),
    ];
    let same = ported(&uninstall);
    assert!(same.proof.holds(), "{:#?}", same.proof.refusals());
    assert!(
        port.inf.text().contains("[Uninstall]\n ; all\n"),
        "{}",
        port.inf.text()
    );
}

#[test]
fn files_that_are_named_directly_move_together_or_not_at_all() {
    let other = "[Old.NT]\nCopyFiles = @lamp.dll\n[Lamp_Reg]";
    let edit = [
        ("CopyFiles = Lamp_Files", "CopyFiles = @lamp.sys"),
        ("[Lamp_Reg]", other),
    ];
    let port = ported(&edit);
    assert_eq!(port.diff(), "");
    asks(&port, "@lamp.sys goes where others with @ go");
    let port = ported(&edit[..1]);
    assert!(
        port.inf.text().contains("DefaultDestDir = 13 ; drivers"),
        "{}",
        port.diff()
    );
}

#[test]
fn an_export_driver_is_not_moved() {
    let edit = [
        ("lamp.sys ; the driver", "lamp.sys\nclass.sys"),
        ("lamp.dll = 1", "class.sys = 1"),
    ];
    let port = ported(&edit);
    assert_eq!(port.diff(), "");
    asks(
        &port,
        "no service is made of class.sys: is it an export driver?",
    );
    let text = port.inf.text().to_owned();
    let with = |image: Image| {
        let options = PortOptions {
            images: vec![("CLASS.SYS".to_owned(), image)],
            ..PortOptions::default()
        };
        Inf::parse(text.as_bytes())
            .unwrap()
            .port_with(&options)
            .unwrap()
    };
    let port = with(Image::Export("other.sys imports it".to_owned()));
    assert_eq!(port.diff(), "");
    asks(&port, "class.sys is an export driver: other.sys imports it");
    let port = with(Image::Plain);
    assert!(
        port.inf.text().contains("DefaultDestDir = 13"),
        "{}",
        port.diff()
    );
}

#[test]
fn a_path_with_a_string_in_a_list_of_paths_is_followed_and_the_others_stay() {
    let port = ported(&[(
        "HKR,,Value,,\"x\"",
        "HKR,,Value,0x20000,\"%%SystemRoot%%\\System32\\a.dll;%%SystemRoot%%\\System32\\drivers\\%Svc%.sys\"\n\
         [Strings]\nSvc = lamp\n",
    )]);
    let written = r#"HKR,,Value,0x20000,"%%SystemRoot%%\System32\a.dll;%13%\lamp.sys""#.to_owned();
    assert!(added(&port).contains(&written), "{}", port.diff());
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn a_subdirectory_that_is_the_directory_itself_is_none() {
    let port = ported(&[
        ("= 12 ;", "= 12,. ;"),
        ("HKR,,Value,,\"x\"", r"HKR,,Value,,%12%\lamp.sys"),
    ]);
    let lines = added(&port);
    for line in [
        "DefaultDestDir = 13 ; drivers",
        r"HKR,,Value,,%13%\lamp.sys",
    ] {
        assert!(lines.contains(&line.to_owned()), "{}", port.diff());
    }
}

#[test]
fn a_name_that_the_build_fills_in_is_ported_with_its_value() {
    let edit = [("= 12 ; drivers", "= $WHERE$ ; drivers")];
    asks(&ported(&edit), "the DIRID is not a number");
    let inf = ported(&edit).inf;
    let options = PortOptions {
        defines: vec![("$WHERE$".to_owned(), "12".to_owned())],
        ..PortOptions::default()
    };
    let port = inf.port_with(&options).unwrap();
    assert!(
        port.inf.text().contains("DefaultDestDir = 13 ; drivers"),
        "{}",
        port.diff()
    );
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn the_co_installer_of_a_framework_becomes_a_comment() {
    let section = |dll: &str| {
        format!(
            "[Lamp.NT.CoInstallers]\nCopyFiles = Co_Files\nAddReg = Co_Reg\n[Co_Files]\n{dll}\n\
         [Co_Reg]\nHKR,,CoInstallers32,0x10000,\"{dll},WdfCoInstaller\"\n[Lamp_Reg]"
        )
    };
    let to = |dll: &str, dirs: &str| {
        ported(&[
            ("[Lamp_Reg]", &section(dll)),
            ("lamp.dll = 1", &format!("{dll} = 1")),
            ("= 12 ; drivers", &format!("= 12 ; drivers{dirs}")),
        ])
    };
    let port = to("WdfCoInstaller01011.dll", "\nCo_Files = 11");
    let text = port.inf.text();
    for line in [
        "; [Lamp.NT.CoInstallers]\n; CopyFiles = Co_Files\n",
        "; Co_Files = 11\n",
        "; WdfCoInstaller01011.dll = 1\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
    let port = to("lampco.dll", "");
    let text = port.inf.text();
    assert!(
        text.contains("DefaultDestDir = 13 ; drivers\nCo_Files = 12\n"),
        "{text}"
    );
    let question = port
        .questions
        .iter()
        .find(|it| it.message.contains("co-installer"))
        .unwrap();
    assert!(question.help.contains("AddComponent"), "{}", question.help);
}

#[test]
fn a_com_server_is_followed() {
    let port = ported(&[(
        r#"HKR,,Value,,"x""#,
        r"HKCR,CLSID\{1}\InprocServer32,,0x20000,%12%\lamp.sys",
    )]);
    let written = r"HKCR,CLSID\{1}\InprocServer32,,0x20000,%13%\lamp.sys".to_owned();
    assert!(added(&port).contains(&written), "{}", port.diff());
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn a_package_without_models_is_not_moved_but_asked_about() {
    let models = "[Manufacturer]\nContoso = Models, NT$ARCH$\n\n[Models.NT$ARCH$] ; all lamps\n\"Lamp\" = Lamp, root\\lamp\n";
    let port = ported(&[(models, "")]);
    asks(
        &port,
        "nothing in the INF says on which Windows it installs",
    );
    assert_eq!(port.diff(), "");
}

#[test]
fn a_user_mode_driver_needs_windows_10_1803() {
    let port = ported(&[
        ("= 12 ;", "= 12, UMDF ;"),
        (r"%12%\lamp.sys", r"%12%\UMDF\lamp.sys"),
        ("NT$ARCH$\n", "NTamd64.6.1, NTarm64.10.0...22000\n"),
        ("[Models.NT$ARCH$]", "[models.ntamd64.6.1]"),
    ]);
    assert_eq!(rows(&port), [Row::Umdf]);
    assert_eq!(
        added(&port),
        [
            "DefaultDestDir = 13 ; drivers",
            "Contoso = Models, NTamd64.10.0...17134, NTarm64.10.0...22000",
            "[models.NTamd64.10.0...17134] ; all lamps",
            r"ServiceBinary = %13%\lamp.sys ; the image",
        ]
    );
}

#[test]
fn firmware_is_named_by_its_full_path() {
    let port = ported(&[
        ("= 12 ;", r"= 10,Firmware\{6bd4efb9} ;"),
        (
            r#"HKR,,Value,,"x""#,
            r"HKR,,FirmwareFilename,,{6bd4efb9}\lamp.sys",
        ),
        (r"%12%\lamp.sys", r"%13%\other.sys"),
    ]);
    assert_eq!(rows(&port), [Row::Firmware]);
    assert!(
        added(&port).contains(&r"HKR,,FirmwareFilename,,%13%\lamp.sys".to_owned()),
        "{:?}",
        added(&port)
    );
    assert!(added(&port).contains(&"Contoso = Models, NT$ARCH$.10.0...17134".to_owned()));
    asks(
        &port,
        "readers of the registry value FirmwareFilename now get a full path",
    );
}

#[test]
fn other_files_take_their_registry_values_along() {
    for (dirid, row) in [("11", Row::System), ("10", Row::Windows)] {
        let destinations = format!("= 13 ;\nOther = {dirid} ;");
        let port = ported(&[
            ("= 12 ;", &destinations),
            ("Lamp_Files\nAddReg", "Lamp_Files, Other\nAddReg"),
            (
                "[Lamp_Reg]",
                "[Other]\nlamp.dll\n\n[Lamp_Reg]\nHKR,,FileLocation,,\"lamp.dll\" ; where",
            ),
            (r"%12%\lamp.sys", r"%13%\lamp.sys"),
        ]);
        assert_eq!(rows(&port), [row]);
        assert!(
            added(&port).contains(&r#"HKR,,FileLocation,,"%13%\lamp.dll" ; where"#.to_owned()),
            "{:?}",
            added(&port)
        );
        asks(
            &port,
            "readers of the registry value FileLocation now get a full path",
        );
    }
}

#[test]
fn paths_within_registry_values_are_followed_however_they_are_written() {
    for (old, new) in [
        (
            r#"0x20000,"%%SystemRoot%%\System32\a.dll;%%SystemRoot%%\system32\drivers\lamp.sys""#,
            r#"0x20000,"%%SystemRoot%%\System32\a.dll;%13%\lamp.sys""#,
        ),
        (r"0x20000,%11%\Drivers\LAMP.SYS", r"0x20000,%13%\lamp.sys"),
        (r"0x10000,%12%\lamp.sys,b", r"0x10000,%13%\lamp.sys,b"),
        (
            r"0,\SystemRoot\System32\drivers\lamp.sys",
            r"0,%13%\lamp.sys",
        ),
        (r"0,System32\drivers\lamp.sys", r"0,%13%\lamp.sys"),
    ] {
        let port = ported(&[(r#",,"x""#, &format!(",{old}"))]);
        assert!(
            added(&port).contains(&format!("HKR,,Value,{new}")),
            "{old}: {:?}",
            added(&port)
        );
    }
    for same in [
        r"%12%\mylamp.sys",
        r"%12%\lamp.sysx",
        r"%12%\other\lamp.sys",
        r"C:\lamp.txt",
    ] {
        let port = ported(&[(r#""x""#, same)]);
        assert!(
            !added(&port).iter().any(|it| it.starts_with("HKR")),
            "{same}: {:?}",
            added(&port)
        );
    }
}

#[test]
fn a_name_that_cannot_be_a_path_is_asked_about() {
    let port = ported(&[("HKR,,Value,,\"x\"", "HKR,,NTMPDriver,,lamp.sys")]);
    assert!(!added(&port).iter().any(|it| it.starts_with("HKR")));
    asks(&port, "NTMPDriver names lamp.sys without a path");
    let port = ported(&[(
        "HKR,,Value,,\"x\"",
        "HKR,,CoInstallers32,0x10000,\"lamp.sys,Entry\"",
    )]);
    asks(&port, "CoInstallers32 names lamp.sys without a path");
}

#[test]
fn a_subdirectory_of_the_package_stays_one() {
    let port = ported(&[("lamp.sys = 1", r"lamp.sys = 1, x64\bin")]);
    assert_eq!(added(&port)[0], r"DefaultDestDir = 13,x64\bin ; drivers");
    assert_eq!(
        added(&port)[3],
        r"ServiceBinary = %13%\x64\bin\lamp.sys ; the image"
    );

    let both = "[SourceDisksFiles.arm64]\nlamp.sys = 1,arm\n[SourceDisksFiles.amd64]";
    let port = ported(&[
        ("lamp.sys = 1", "lamp.sys = 1, x64"),
        ("[SourceDisksFiles]", both),
    ]);
    assert!(port.changes.is_empty());
    asks(&port, "several directories: x64, arm");
}

#[test]
fn a_renamed_file_keeps_the_name_it_has_in_the_package() {
    let port = ported(&[
        (
            "lamp.sys ; the driver",
            "lamp.sys, lamp64.sys,,0x4002 ; the driver",
        ),
        ("lamp.sys = 1", "lamp64.sys = 1"),
    ]);
    assert_eq!(added(&port)[3], "lamp64.sys, ,,0x2 ; the driver");
    assert_eq!(
        added(&port)[4],
        r"ServiceBinary = %13%\lamp64.sys ; the image"
    );
    asks(&port, "lamp.sys is now called lamp64.sys");

    let port = ported(&[("lamp.sys ; the driver", "lamp.sys, lamp.dll ; the driver")]);
    assert_eq!(added(&port)[3], "lamp.dll ; the driver");
}

#[test]
fn rows_that_a_human_decides_are_not_edited() {
    for (destination, about) in [
        ("1", "source directory"),
        ("16422,Contoso", "an application's"),
        ("16425", "an application's"),
        ("16428", "an application's"),
        ("17", "no rule"),
        ("%Where%", "not a number"),
    ] {
        let port = ported(&[("= 12 ;", &format!("= {destination} ;"))]);
        assert!(port.changes.is_empty(), "{destination}: {:?}", port.changes);
        assert_eq!(port.diff(), "");
        asks(&port, about);
    }
}

#[test]
fn what_the_driver_store_refuses_is_asked_about() {
    let port = ported(&[("AddReg    =", "DelFiles = Lamp_Files\nAddReg =")]);
    asks(&port, "DelFiles = Lamp_Files of a device cannot be used");
    let port = ported(&[(
        "[Lamp_Reg]",
        "[Lamp_Files.Security]\n\"D:P(A;;GA;;;SY)\"\n[Lamp_Reg]",
    )]);
    asks(&port, "[Lamp_Files.Security] cannot be used");
    let port = ported(&[("lamp.sys = 1\n", "")]);
    asks(&port, "lamp.sys is not in SourceDisksFiles");
    let port = ported(&[("1 = \"Disk\"", "1 = \"Disk\",,,\\x64")]);
    asks(&port, "a path of its own");
    let port = ported(&[
        ("AddReg    =", "CopyFiles = More\nAddReg ="),
        ("[Lamp_Reg]", "[More]\nlamp.sys,lamp.dll\n[Lamp_Reg]"),
    ]);
    asks(&port, "different files are copied as lamp.sys");
    assert!(port.changes.is_empty());
}

#[test]
fn a_section_between_two_versions_is_raised() {
    let port = ported(&[
        ("NT$ARCH$\n", "NTamd64, NTamd64.10.0...17763\n"),
        (
            "[Models.NT$ARCH$] ; all lamps",
            "[Models.NTamd64]\n\"Lamp\" = Lamp, root\\lamp\n[Models.NTamd64.10.0...17763]",
        ),
    ]);
    let text = port.inf.text();
    assert!(
        text.contains("Models, NTamd64.10.0...16299, NTamd64.10.0...17763\n"),
        "{text}"
    );
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn a_models_section_without_decoration_is_that_of_x86() {
    let port = ported(&[
        ("Models, NT$ARCH$\n", "Models\n"),
        ("[Models.NT$ARCH$]", "[Models]"),
    ]);
    let text = port.inf.text();
    assert!(
        text.contains("Contoso = Models,NTx86.10.0...16299\n"),
        "{text}"
    );
    assert!(
        text.contains("[Models.NTx86.10.0...16299] ; all lamps\n"),
        "{text}"
    );
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

#[test]
fn a_file_that_nothing_names_is_asked_about() {
    let port = ported(&[(
        "lamp.sys ; the driver",
        "lamp.sys\nlamp.dll ; who loads it?",
    )]);
    asks(&port, "nothing in the INF says where lamp.dll is");
}

#[test]
fn the_diff_is_unified() {
    let diff = ported(&[]).diff();
    assert!(diff.starts_with("--- a/<inf>\n+++ b/<inf>\n@@ "), "{diff}");
    assert!(
        diff.contains("-DefaultDestDir = 12 ; drivers\n+DefaultDestDir = 13 ; drivers\n"),
        "{diff}"
    );
}

proptest! {
    #[test]
    fn any_file_is_ported_once_without_losing_a_comment(
        text in generator::file(),
        destination in proptest::sample::select(vec!["10", "11", "12", "12, \\ ; why\n UMDF", "10,Firmware\\x", "16422", "%one%"]),
        file in proptest::sample::select(vec!["b.sys", "b.sys,c.sys ; renamed", "c.dll,,,0x4000"]),
    ) {
        let tail = format!(
            "[DestinationDirs]\nDefaultDestDir={destination}\n[SourceDisksFiles]\nb.sys=1 ;\nc.sys=1\nc.dll=1,sub\n\
             [a]\nCopyFiles=fl ; list\nAddReg=ab\n[fl]\n{file}\n[ab]\nHKR,,x,,b.sys ; value\n[svc]\nServiceBinary=%12%\\b.sys;\n"
        );
        invariants::port(format!("{text}{tail}").as_bytes());
    }
}

#[test]
fn a_models_section_that_is_an_install_section_as_well_keeps_its_name_for_that() {
    let port = ported(&[
        ("Contoso = Models, NT$ARCH$\n", "Contoso = Lamp, NTamd64\n"),
        ("[Models.NT$ARCH$] ; all lamps\n", "[Lamp.NTamd64]\n"),
        ("\n[Lamp.NT]\n", ""),
        ("[Lamp.NT.Services]", "[Lamp.NTamd64.Services]"),
    ]);
    let text = port.inf.text();
    for written in [
        "Contoso = Lamp, NTamd64.10.0...16299\n",
        "[Lamp.NTamd64.10.0...16299]\n\"Lamp\" = Lamp, root\\lamp\n",
        "\n[Lamp.NTamd64]\n\"Lamp\" = Lamp, root\\lamp\nCopyFiles = Lamp_Files\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}

/// A network filter, with another text for its value `extra`.
fn network(extra: &str) -> Port {
    ported(&[
        (
            "Signature   = \"$Windows NT$\"\n",
            "Signature   = \"$Windows NT$\"\nClass = NetService\nClassGuid = {4D36E974-E325-11CE-BFC1-08002BE10318}\n",
        ),
        (
            "[Lamp_Reg]\nHKR,,Value,,\"x\"",
            &format!("[Lamp_Reg]\n{extra}"),
        ),
        (
            "[Lamp.NT.Services]",
            "[Lamp.NT.Remove.Services]\nDelService = lamp, 0x200\n[Lamp.NT.Services]",
        ),
    ])
}

#[test]
fn the_network_configuration_takes_files_in_the_package_from_build_25319_on() {
    let port = network("HKR,Ndi,Service,,lamp");
    let text = port.inf.text();
    for written in [
        "Contoso = Models, NT$ARCH$, NT$ARCH$.10.0...25319\n",
        "\"Lamp\" = Lamp, root\\lamp\n\n[Models.NT$ARCH$.10.0...25319]\n\"Lamp\" = Lamp_Store, root\\lamp\n",
        "[Lamp_Store.NT]\nCopyFiles = Lamp_Files.Store\n",
        "[Lamp_Store.NT.Services]\nAddService = lamp, 2, Lamp_Service.Store\n",
        "[Lamp_Store.NT.Remove.Services]\nDelService = lamp, 0x200\n",
        "ServiceBinary = %12%\\lamp.sys ; the image\n",
        "ServiceBinary = %13%\\lamp.sys\n",
        "Lamp_Files.Store = 13\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
    // Windows 10 installs what it did.
    let old = |it: &&wdk_inf::port::proof::Target| it.windows.build < 25319;
    let old: Vec<_> = port.proof.targets.iter().filter(old).collect();
    assert!(
        !old.is_empty()
            && old
                .iter()
                .all(|it| it.devices == 1 && it.differences.is_empty())
    );
    asks(
        &port,
        "from Windows 10.0.25319 on; older Windows copies them as before",
    );
}

#[test]
fn with_a_notify_object_it_does_so_from_build_25341_on() {
    let port = network("HKR,Ndi,ComponentDll,,notify.dll");
    let text = port.inf.text();
    assert!(text.contains("NT$ARCH$.10.0...25341\n"), "{text}");
    assert!(!text.contains("25319"), "{text}");
}

#[test]
fn what_only_a_dropped_models_section_named_becomes_a_comment_with_it() {
    let port = ported(&[
        (
            "Contoso = Models, NT$ARCH$\n",
            "Contoso = Models, NTamd64, NTamd64.6.1\n",
        ),
        (
            "[Models.NT$ARCH$] ; all lamps\n",
            "[Models.NTamd64]\n\"Lamp\" = Old, root\\lamp\n[Models.NTamd64.6.1]\n",
        ),
        (
            "[Lamp_Files]\n",
            "[Old.NT]\nCopyFiles = Lamp_Files, Old_Files\n[Old.NT.Services]\nAddService = lamp, 2, Old_Service\n\
             [Old_Service]\nServiceType = 1\nStartType = 3\nErrorControl = 1\nServiceBinary = %12%\\lamp.sys\n\
             [Old_Files]\nlamp.dll\n[Lamp_Files]\n",
        ),
    ]);
    let text = port.inf.text();
    for written in [
        "; [Old.NT]\n; CopyFiles = Lamp_Files, Old_Files\n",
        "; [Old_Service]\n",
        "; [Old_Files]\n; lamp.dll\n",
    ] {
        assert!(text.contains(written), "{written}: {text}");
    }
    assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
}
