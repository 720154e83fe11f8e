//! The INX files of this repository, stamped and read as an installer would.

use wdk_inf::{
    Arch, Date, Dirs, Inf, InfError, KmdfService, MatchKind, OsVersion, RegistryData, RegistryRoot,
    Stamp,
};

const TOASTER: &[u8] = include_bytes!("../../../../inf/toaster.inx");
const ECHO: &[u8] = include_bytes!("../../../../inf/echo.inx");
const OS: OsVersion = OsVersion::WINDOWS_11_24H2;

fn stamped(inx: &[u8], arch: Arch) -> Inf {
    let version = "1.2.3.4".parse().unwrap();
    let stamp = Stamp::new()
        .driver_ver(Date::from_unix(0), version)
        .catalog("toaster.cat")
        .arch(arch)
        .floor(16299)
        .kmdf_version(1, 33);
    Inf::parse(inx).unwrap().stamp(&stamp).unwrap()
}

fn code(error: &InfError) -> u16 {
    error.diagnostics[0].code
}

#[test]
fn an_unedited_file_keeps_its_bytes() {
    for inx in [TOASTER, ECHO] {
        assert_eq!(Inf::parse(inx).unwrap().to_bytes(), inx);
    }
}

#[test]
fn the_toaster_installs_one_kernel_service_from_the_driver_store() {
    for arch in [Arch::Amd64, Arch::Arm64] {
        let inf = stamped(TOASTER, arch);
        let found = inf.match_hardware_id(arch, OS, r"ROOT\Toaster").unwrap();
        assert_eq!(found.kind, MatchKind::HardwareId);
        assert_eq!(found.model.description, "Toaster (KMDF in safe Rust)");

        let install = inf
            .install(&found, &Dirs::default().package(r"C:\Store\toaster"))
            .unwrap();
        let service = install.function_driver().unwrap();
        assert_eq!(
            (service.name.as_str(), service.image_file_name()),
            ("toaster", "toaster.sys")
        );
        assert_eq!(service.binary, r"C:\Store\toaster\toaster.sys");
        assert_eq!(
            (
                service.service_type,
                service.start_type,
                service.error_control
            ),
            (1, 3, 1)
        );
        assert_eq!(
            install.kmdf,
            [KmdfService {
                service: "toaster".into(),
                major: 1,
                minor: 33
            }]
        );

        let [file] = install.copy_files.as_slice() else {
            panic!("{:?}", install.copy_files)
        };
        assert_eq!(
            (file.source.as_str(), file.dirid),
            ("toaster.sys", Some(13))
        );
        let [security] = install.hardware_registry.as_slice() else {
            panic!()
        };
        assert_eq!(
            (security.root, security.name.as_str()),
            (RegistryRoot::Relative, "Security")
        );
        let sddl = "D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGW;;;WD)";
        assert_eq!(security.data, Some(RegistryData::String(sddl.into())));
    }
}

#[test]
fn the_version_section_is_read() {
    let version = stamped(TOASTER, Arch::Amd64).version();
    assert_eq!(version.provider.as_deref(), Some("wdk-rs"));
    assert_eq!(
        version.driver_ver,
        Some(("01/01/1970".into(), Some("1.2.3.4".into())))
    );
    assert_eq!(version.catalog_file.as_deref(), Some("toaster.cat"));
    assert!(version.pnp_lockdown);
}

#[test]
fn a_device_that_the_package_does_not_drive_is_refused_with_the_ids_it_does() {
    let inf = stamped(ECHO, Arch::Amd64);
    let error = inf
        .find_hardware_id(Arch::Amd64, OS, r"root\toaster")
        .unwrap_err();
    assert_eq!(code(&error), 1297);
    assert!(
        error.to_string().contains(r"it drives root\echo"),
        "{error}"
    );

    let error = inf
        .find_hardware_id(Arch::Arm64, OS, r"root\echo")
        .unwrap_err();
    assert!(
        error.to_string().contains("no Models section for NTarm64"),
        "{error}"
    );
    assert!(
        inf.match_hardware_id(Arch::Amd64, OsVersion::new(10, 0, 15063), r"root\echo")
            .is_none()
    );
}

#[test]
fn an_inx_that_was_not_stamped_says_so() {
    let error = Inf::parse(ECHO)
        .unwrap()
        .find_hardware_id(Arch::Amd64, OS, r"root\echo")
        .unwrap_err();
    assert!(error.to_string().contains("not stamped"), "{error}");
}

/// The stamped echo INF with one piece of text replaced.
fn broken(from: &str, to: &str) -> Result<wdk_inf::Install, InfError> {
    let text = stamped(ECHO, Arch::Amd64).text().replacen(from, to, 1);
    let inf = Inf::parse_named("echo.inf", text.as_bytes())?;
    let found = inf.find_hardware_id(Arch::Amd64, OS, r"root\echo")?;
    inf.install(&found, &Dirs::default())
}

#[test]
fn what_is_missing_is_named_with_its_place() {
    let cases = [
        ("$Windows NT$", "$Mac$", 1001, "echo.inf:5"),
        (
            "[Echo_Device.NTamd64]",
            "[Other]",
            1203,
            "[Echo_Device.NTamd64] not found",
        ),
        (
            "[Echo_Service]",
            "[Other]",
            1203,
            "[Echo_Service] not found",
        ),
        (
            "ServiceBinary =",
            "Binary =",
            1234,
            "lacks the directive ServiceBinary",
        ),
        ("HKR,,", "HKXX,,", 1224, "no registry root"),
        ("= 1.33", "= $KMDFVERSION$", 1082, "no KMDF version"),
        ("[Version]", "[Version", 1002, "not closed"),
    ];
    for (from, to, expected, message) in cases {
        let error = broken(from, to).unwrap_err();
        assert!(
            error.diagnostics.iter().any(|it| it.code == expected),
            "{from}: {error}"
        );
        assert!(error.to_string().contains(message), "{from}: {error}");
    }
    broken("; The", "; the").unwrap();
}

#[test]
fn registry_lines_carry_their_types() {
    let lines = "HKR,Parameters,A,0x00010001,5\nHKR,,B,0x00010000,x,\"y,z\"\nHKR,,C,1,01,fe\nHKR,,D,0x20000,%%SystemRoot%%\\x\n\
                 HKR,,E,0x10001,-1\nHKR,,F,0xB0001,0x100000000\nHKR,Only\nHKR,,G,0x10001,1,0,0,0\nHKLM,Software\\X,H,0x2,v\nHKR,,I,0x4";
    let install = broken("HKR,,Security,,%Security%", lines).unwrap();
    let data: Vec<_> = install
        .hardware_registry
        .iter()
        .map(|it| it.data.clone())
        .collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        data,
        [
            Some(RegistryData::Dword(5)),
            Some(RegistryData::MultiString(vec![text("x"), text("y,z")])),
            Some(RegistryData::Binary(vec![1, 0xFE])),
            Some(RegistryData::ExpandString(text(r"%SystemRoot%\x"))),
            Some(RegistryData::Dword(u32::MAX)),
            Some(RegistryData::Qword(1 << 32)),
            None,
            Some(RegistryData::Dword(1)),
            Some(RegistryData::String(text("v"))),
            None,
        ]
    );
    assert_eq!(install.hardware_registry[0].subkey, "Parameters");
    assert!(install.hardware_registry[8].keeps_existing());
    assert_eq!(
        broken("HKR,,Security,,", "HKR,,S,0x10001,")
            .unwrap_err()
            .diagnostics[0]
            .code,
        1268
    );
}

#[test]
fn of_two_devices_with_one_id_the_hardware_id_wins() {
    let models = "\"Generic\" = Echo_Device, x\\y, root\\echo\n%Device% = Echo_Device, root\\echo";
    let text = stamped(ECHO, Arch::Amd64)
        .text()
        .replace(r"%Device% = Echo_Device, root\echo", models);
    let inf = Inf::parse(text.as_bytes()).unwrap();
    let found = inf
        .match_hardware_id(Arch::Amd64, OS, r"root\echo")
        .unwrap();
    assert_eq!(
        (found.kind, found.model.description.as_str()),
        (MatchKind::HardwareId, "Echo (KMDF in safe Rust)")
    );
}

#[test]
fn the_closest_models_section_hides_the_others() {
    let models = "[Models.NTamd64.10.0...16299]\nold = Echo_Device, root\\old";
    let text = stamped(ECHO, Arch::Amd64)
        .text()
        .replace("NTamd64.10.0...16299", "NTamd64.10.0...22000")
        .replacen(
            "NTamd64.10.0...22000",
            "NTamd64.10.0...16299, NTamd64.10.0...22000",
            1,
        );
    let inf = Inf::parse(format!("{text}\n{models}\n").as_bytes()).unwrap();
    let ids = |build| {
        inf.models(Arch::Amd64, OsVersion::new(10, 0, build))
            .into_iter()
            .flat_map(|it| it.ids)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(22000), [r"root\echo"]);
    assert_eq!(ids(19045), [r"root\old"]);
    assert!(ids(15063).is_empty());
}

#[test]
fn ten_megabytes_are_read_line_by_line() {
    let mut text = stamped(ECHO, Arch::Amd64).text().to_owned();
    while text.len() < 10 << 20 {
        text.push_str("[Many]\nkey = \"a value\", %Device%, 0x10001 ; comment\n");
    }
    let inf = Inf::parse(text.as_bytes()).unwrap();
    assert!(inf.lines("many").count() > 100_000);
}
