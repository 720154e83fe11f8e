//! Microsoft's page Run From Driver Store, sentence by sentence, as far as it is about INF files: what
//! `inf port` makes of each subject, and what `inf check` says of its opposite.

use wdk_inf::{
    Inf,
    check::{Options, check},
    port::Row,
};

use crate::port::ported;

/// The rules that `check` finds in a text.
fn codes(text: &str) -> Vec<u16> {
    let options = Options {
        unstamped: true,
        ..Options::default()
    };
    let report = check("x.inx", text.as_bytes(), &options);
    report.findings.iter().map(|it| it.code).collect()
}

/// The moved package of the tests of `port`, with a piece replaced.
fn moved(from: &str, to: &str) -> String {
    let text = ported(&[]).inf.text().to_owned();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn the_subdir_of_source_disks_files_must_match_that_of_destination_dirs() {
    let wrong = moved("lamp.sys = 1", "lamp.sys = 1,x64");
    assert!(codes(&wrong).contains(&1100), "{wrong}");
    assert!(!codes(&moved("lamp.sys = 1", "lamp.sys = 1,")).contains(&1100));
}

#[test]
fn copy_files_cannot_rename_a_file_that_is_run_from_the_driver_store() {
    let wrong = moved("lamp.sys ; the driver", "lamp.sys, lamp.dll");
    assert!(codes(&wrong).contains(&1100), "{wrong}");
}

#[test]
fn every_file_must_have_a_unique_file_name() {
    let port = ported(&[
        ("AddReg    =", "CopyFiles = More\nAddReg ="),
        ("[Lamp_Reg]", "[More]\nlamp.sys,lamp.dll\n[Lamp_Reg]"),
    ]);
    assert!(port.changes.is_empty(), "{}", port.diff());
}

#[test]
fn source_disks_files_cannot_have_multiple_entries_with_the_same_file_name() {
    let twice = moved("lamp.sys = 1", "lamp.sys = 1\nlamp.sys = 1,x64");
    assert!(codes(&twice).contains(&1294), "{twice}");
    assert!(!codes(&moved("; the driver", "")).contains(&1294));
}

#[test]
fn paths_to_these_files_should_not_be_hard_coded() {
    let path =
        r"C:\Windows\System32\DriverStore\FileRepository\lamp.inf_amd64_0123456789abcdef\lamp.sys";
    let wrong = moved("HKR,,Value,,\"x\"", &format!("HKR,,Value,,{path}"));
    assert!(codes(&wrong).contains(&1257), "{wrong}");
    let right = moved("HKR,,Value,,\"x\"", r"HKR,,Value,,%13%\lamp.sys");
    assert!(!codes(&right).contains(&1257), "{right}");
}

#[test]
fn a_file_finds_the_others_of_its_package_beside_itself() {
    // Nothing in the INF names lamp.dll: the driver that opens it has to look for it.
    let port = ported(&[("lamp.sys ; the driver", "lamp.sys\nlamp.dll")]);
    let asked = port
        .questions
        .iter()
        .find(|it| it.message.contains("where lamp.dll is"));
    let help = &asked.unwrap().help;
    for call in [
        "IoGetDriverDirectory (Windows 10 1803)",
        "IoQueryFullDriverPath",
        "GetModuleFileNameW",
        "AddReg",
    ] {
        assert!(help.contains(call), "{call}: {help}");
    }
}

#[test]
fn a_umdf_binary_stays_in_the_package_from_1803_on() {
    let umdf = |build: &str| {
        moved(
            "[Lamp.NT.Services]",
            "[Lamp.NT.Wdf]\nUmdfService = lampum, Lamp_Umdf\nUmdfServiceOrder = lampum\n[Lamp_Umdf]\n\
             UmdfLibraryVersion = 2.25.0\nServiceBinary = %13%\\lamp.dll\n[Lamp.NT.Services]",
        )
        .replace("lamp.sys ; the driver", "lamp.sys\nlamp.dll")
        .replace("16299", build)
    };
    assert!(codes(&umdf("16299")).contains(&1199));
    assert!(!codes(&umdf("17134")).contains(&1199), "{}", umdf("17134"));
}

#[test]
fn support_starts_with_windows_10_1709_and_for_some_stacks_with_1803() {
    for (row, build) in [
        (Row::Drivers, 16299),
        (Row::System, 16299),
        (Row::Windows, 16299),
        (Row::Umdf, 17134),
        (Row::Firmware, 17134),
    ] {
        assert_eq!(row.oldest_windows().build, build, "{row}");
    }
    let wrong = moved("10.0...16299", "10.0...15063").replace(
        "[Models.NT$ARCH$.10.0...16299]",
        "[Models.NT$ARCH$.10.0...15063]",
    );
    assert!(codes(&wrong).contains(&1199), "{wrong}");
}

#[test]
fn paths_are_state_of_a_device_or_a_device_interface() {
    // REG_SZ, and REG_EXPAND_SZ with 0x20000: both get %13%.
    for flags in ["", "0x20000"] {
        let port = ported(&[
            ("= 12 ;", "= 11 ;"),
            (r"%12%\lamp.sys", r"%11%\lamp.sys"),
            ("lamp.sys ; the driver", "lamp.sys\nlamp.dll"),
            (
                "[Lamp_Reg]\nHKR,,Value,,\"x\"",
                &format!(
                    "[Lamp.NT.HW]\nAddReg = Lamp_Reg\n[Lamp.NT.Interfaces]\n\
                     AddInterface = {{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}},, Lamp_Interface\n\
                     [Lamp_Interface]\nAddReg = Interface_Reg\n\
                     [Interface_Reg]\nHKR,,Legend,{flags},lamp.dll\n\
                     [Lamp_Reg]\nHKR,,Value,{flags},lamp.dll"
                ),
            ),
        ]);
        let text = port.inf.text();
        for line in [
            format!(r"HKR,,Legend,{flags},%13%\lamp.dll"),
            format!(r"HKR,,Value,{flags},%13%\lamp.dll"),
        ] {
            assert!(text.contains(&line), "{line}: {text}");
        }
        let help = |it: &wdk_inf::port::Question| it.help.contains(r"\??\");
        assert!(port.questions.iter().any(help), "{:#?}", port.questions);
        assert!(port.proof.holds(), "{:#?}", port.proof.refusals());
    }
}

#[test]
fn kdfiles_maps_direct_names_without_a_path() {
    let inf = Inf::parse(ported(&[]).inf.text().as_bytes()).unwrap();
    let map = inf.kdfiles(wdk_inf::Arch::Amd64, r"D:\new");
    assert!(map.contains("map\nlamp.sys\nD:\\new\\lamp.sys"), "{map}");
}

#[test]
fn names_of_files_should_be_as_unique_as_possible() {
    let text = moved("lamp.sys ; the driver", "driver.sys")
        .replace("lamp.sys = 1", "driver.sys = 1")
        .replace(r"%13%\lamp.sys", r"%13%\driver.sys");
    assert!(codes(&text).contains(&9001), "{text}");
    assert!(!codes(&moved("; the driver", "")).contains(&9001));
}

#[test]
fn what_is_at_dirid_13_needs_no_further_work_but_a_stale_path() {
    let port = Inf::parse(ported(&[]).inf.text().as_bytes()).unwrap();
    assert!(port.port().unwrap().changes.is_empty());
    let stale = moved(r"%13%\lamp.sys", r"%12%\lamp.sys");
    let found = codes(&stale);
    assert!(
        found.contains(&2084) || found.contains(&9002),
        "{found:?} {stale}"
    );
}
