//! `cargo wdk pack`, `certificate` and `submit`, where no Cargo project is.

use std::{env, fs, path::Path, process};

use crate::support::{certificate, wdk};
use predicates::{prelude::*, str::contains};
use serde_json::Value;
use tempfile::TempDir;

const INF: &str = "[Version]\nSignature = \"$Windows NT$\"\nClass = System\n\
    ClassGuid = {4D36E97D-E325-11CE-BFC1-08002BE10318}\nProvider = \"Example\"\n\
    DriverVer = 01/01/2026,1.0.0.0\nCatalogFile = Lamp.CAT\nPnpLockdown = 1\n\
    [DestinationDirs]\nDefaultDestDir = 13\n[SourceDisksNames]\n1 = \"Disk\"\n\
    [SourceDisksFiles]\nLAMP.DAT = 1\n[Manufacturer]\n\"Example\" = Models, NTamd64.10.0...16299\n\
    [Models.NTamd64.10.0...16299]\n\"A lamp\" = Lamp, root\\lamp\n[Lamp.NTamd64]\n\
    CopyFiles = Lamp_Files\n[Lamp_Files]\nlamp.dat\n[Lamp.NTamd64.Services]\nAddService = , 2\n";

/// A folder in which `lamp` is to be packed; no Cargo project is above it.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("lamp")).unwrap();
    fs::write(folder.path().join("lamp/lamp.inf"), INF).unwrap();
    fs::write(folder.path().join("lamp/Lamp.Dat"), "light").unwrap();
    folder
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let mut command = wdk(folder);
    let ran = command.args(arguments).args(["--format", "json"]).assert();
    let output = ran.success().get_output().stdout.clone();
    serde_json::from_slice(&output).unwrap()
}

#[test]
fn a_folder_becomes_a_package_that_verifies_whatever_the_case_of_its_names() {
    let folder = folder();
    let run = |arguments: &[&str]| wdk(folder.path()).args(arguments).assert();
    // Nobody signs by chance.
    run(&["pack", "lamp"])
        .code(1)
        .stderr(contains("cargo wdk certificate"));
    assert!(!folder.path().join("lamp_package").exists());
    let made = json(
        folder.path(),
        &["certificate", "test.pfx", "--algorithm", "p256"],
    );
    assert_eq!(made["algorithm"], "p256");
    let packed = json(
        folder.path(),
        &[
            "pack",
            "lamp",
            "--certificate",
            "test.pfx",
            "--cab",
            "lamp.cab",
        ],
    );
    let signer = &packed["packages"][0]["catalogs"][0]["signer"];
    assert_eq!(signer["thumbprint"], made["thumbprint"]);
    // The catalog by another case than the INF has.
    let package = folder.path().join("lamp_package");
    fs::rename(package.join("Lamp.CAT"), package.join("lamp.cat")).unwrap();
    run(&["cat", "verify", "lamp_package/lamp.inf"])
        .success()
        .stdout(contains("all files are as the catalog says"));
    run(&["pack", "lamp", "--certificate", "test.pfx"])
        .code(1)
        .stderr(contains("is not empty"));
    let checked = run(&["submit", "check", "lamp.cab"]).code(1);
    checked.stdout(contains("its own issuer"));
    // The same again, and the certificate as it was.
    let again = [
        "pack",
        "lamp",
        "-o",
        "again",
        "--certificate",
        "test.pfx",
        "--cab",
        "again.cab",
    ];
    run(&again).success();
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let (one, other) = (read("lamp_package/lamp.cat"), read("again/Lamp.CAT"));
    let same_day = one == other;
    assert_eq!(read("lamp.cab") == read("again.cab"), same_day);
    let found = json(folder.path(), &["certificate", "test.pfx"]);
    assert_eq!(found["thumbprint"], made["thumbprint"]);
}

#[test]
fn a_catalog_without_a_signature_is_said_to_be_one() {
    let folder = folder();
    let run = |arguments: &[&str]| wdk(folder.path()).args(arguments).assert();
    run(&["cat", "create", "lamp/lamp.inf"])
        .success()
        .stdout(contains("Unsigned").and(contains("cargo wdk certificate")));
    certificate(&folder.path().join("test.pfx"));
    run(&[
        "cat",
        "create",
        "lamp/lamp.inf",
        "--certificate",
        "test.pfx",
    ])
    .success()
    .stdout(contains("Unsigned").not());
}

#[cfg(unix)]
#[test]
fn a_certificate_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let path = folder.path().join("test.pfx");
    let arguments = ["certificate", "test.pfx", "--algorithm", "p384"];
    wdk(folder.path()).args(arguments).assert().success();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = wdk(folder.path()).args(arguments).assert().code(1);
    refused.stderr(contains("can be used by other users"));
}

/// Whether the program is there; says so when not.
fn is_there(program: &str, argument: &str) -> bool {
    let ran = process::Command::new(program).arg(argument).output();
    let found = ran.is_ok_and(|it| it.status.success());
    if !found {
        let required = env::var_os("WDK_REQUIRE_VERIFIERS").is_some();
        assert!(!required, "{program} is missing");
        eprintln!("skipped: {program} is not installed");
    }
    found
}

/// A self-signed certificate and its key that OpenSSL makes, in PEM.
fn openssl_certificate(folder: &Path, kind: &[&str]) {
    let mut command = process::Command::new("openssl");
    command
        .current_dir(folder)
        .args(["req", "-x509", "-nodes", "-newkey"]);
    command
        .args(kind)
        .args(["-keyout", "own.key", "-out", "own.crt", "-days", "30"]);
    command.args([
        "-subj",
        "/CN=Lamp",
        "-addext",
        "extendedKeyUsage=codeSigning",
    ]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

const KINDS: [&[&str]; 3] = [
    &["rsa:2048"],
    &["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
    &["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
];

#[cfg(unix)]
#[test]
fn a_command_signs_digests() {
    if !is_there("openssl", "version") {
        return;
    }
    for kind in KINDS {
        let folder = folder();
        openssl_certificate(folder.path(), kind);
        let run = |command: &str, output: &str| {
            let mut it = wdk(folder.path());
            it.args(["pack", "lamp", "--certificate", "own.crt", "-o", output]);
            it.args(["--sign-command", command]).assert()
        };
        run(
            "openssl pkeyutl -sign -inkey own.key -pkeyopt digest:sha256",
            "binary",
        )
        .success();
        let script = "sh -c 'echo {digest} | xxd -r -p | openssl pkeyutl -sign -inkey own.key \
                      -pkeyopt digest:sha256 | openssl base64'";
        if is_there("xxd", "--version") {
            run(script, "base64").success();
        }
        run("echo {digest-base64}", "wrong")
            .code(1)
            .stderr(contains("no signature by the key"));
        run("false", "failed").code(1).stderr(contains("failed"));
        run("nosuchprogram", "missing")
            .code(1)
            .stderr(contains("cannot be run"));
    }
}

/// SoftHSM's library, where distributions put it.
fn softhsm() -> Option<&'static str> {
    let places = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm.so",
    ];
    let found = places.into_iter().find(|it| Path::new(it).exists());
    found.filter(|_| is_there("softhsm2-util", "--version"))
}

#[cfg(unix)]
#[test]
fn a_token_signs() {
    let Some(library) = softhsm() else {
        eprintln!("skipped: SoftHSM is not installed");
        return;
    };
    if !is_there("openssl", "version") {
        return;
    }
    for kind in KINDS {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        openssl_certificate(folder.path(), kind);
        fs::create_dir(at("tokens")).unwrap();
        let settings = format!("directories.tokendir = {}\n", at("tokens").display());
        fs::write(at("softhsm2.conf"), settings).unwrap();
        let softhsm = |arguments: &[&str]| {
            let mut command = process::Command::new("softhsm2-util");
            command.current_dir(folder.path()).args(arguments);
            let output = command.env("SOFTHSM2_CONF", at("softhsm2.conf")).output();
            let output = output.unwrap();
            assert!(output.status.success(), "{output:?}");
        };
        softhsm(&[
            "--init-token",
            "--free",
            "--label",
            "lamps",
            "--pin",
            "1234",
            "--so-pin",
            "5678",
        ]);
        softhsm(&[
            "--import", "own.key", "--token", "lamps", "--label", "own", "--id", "01", "--pin",
            "1234",
        ]);
        let run = |pin: Option<&str>, more: &[&str], output: &str| {
            let mut it = wdk(folder.path());
            it.args(["pack", "lamp", "--token", library, "-o", output])
                .args(more);
            it.env("SOFTHSM2_CONF", at("softhsm2.conf"))
                .env_remove("WDK_TOKEN_PIN");
            pin.map(|pin| it.env("WDK_TOKEN_PIN", pin));
            it.assert()
        };
        let own: &[&str] = &["--certificate", "own.crt"];
        run(Some("1234"), own, "good")
            .success()
            .stdout(contains("signed by CN=Lamp"));
        let named = [
            "--certificate",
            "own.crt",
            "--token-label",
            "lamps",
            "--token-key",
            "own",
        ];
        run(Some("1234"), &named, "named").success();
        run(Some("1234"), &[], "bare")
            .code(1)
            .stderr(contains("--certificate"));
        run(Some("4321"), own, "pin")
            .code(1)
            .stderr(contains("PIN"));
        run(None, own, "none")
            .code(1)
            .stderr(contains("WDK_TOKEN_PIN"));
        let other = ["--certificate", "own.crt", "--token-label", "other"];
        run(Some("1234"), &other, "other")
            .code(1)
            .stderr(contains("there are: lamps"));
        let other = ["--certificate", "own.crt", "--token-key", "other"];
        run(Some("1234"), &other, "key")
            .code(1)
            .stderr(contains("no such private key"));
    }
}
