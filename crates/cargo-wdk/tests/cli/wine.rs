//! Samples on Wine's kernel, beside the simulated machine.
//!
//! Needs `wine64`; skipped with a message where it is missing, unless `WDK_REQUIRE_WINE` is set.

use std::{
    collections::BTreeSet,
    env,
    path::Path,
    process::{Command, Output},
    time::Duration,
};

use serde_json::Value;
use wdk_build::CpuArchitecture;

use crate::support::{can_build, wdk, workspace};

/// A sample, and the steps that are known to differ on Wine.
struct Sample {
    package: &'static str,
    /// The driver that it imports from, whose package is built before.
    imports: Option<&'static str>,
    /// Its own scenario when there is none.
    scenario: Option<&'static str>,
    /// How many steps are held against each other at least.
    steps: usize,
    /// How many operations end on both machines, in the same order.
    ended: usize,
    known: &'static [&'static str],
    /// Whether Speakeasy has what its entry calls.
    asks_speakeasy: bool,
}

const SAMPLES: &[Sample] = &[
    Sample {
        package: "toaster",
        imports: None,
        scenario: None,
        steps: 25,
        ended: 4,
        known: &["sleep", "wake"],
        asks_speakeasy: true,
    },
    Sample {
        package: "echo",
        imports: None,
        scenario: None,
        steps: 20,
        ended: 2,
        known: &["wait lost"],
        asks_speakeasy: true,
    },
    Sample {
        package: "storefile",
        imports: None,
        scenario: Some("storefile"),
        steps: 8,
        ended: 0,
        known: &[],
        asks_speakeasy: true,
    },
    Sample {
        package: "toaster-miniclass",
        imports: Some("toaster-class"),
        scenario: Some("pair"),
        steps: 12,
        ended: 0,
        known: &[],
        asks_speakeasy: false,
    },
    Sample {
        package: "legacy-sioctl",
        imports: None,
        scenario: Some("sioctl"),
        steps: 38,
        ended: 5,
        known: &[
            "ioctl IOCTL_OUT_DIRECT text \"x\" output 100 at read-only",
            "wait abandoned",
            "ioctl IOCTL_NEITHER text \"neither\" output 100",
        ],
        asks_speakeasy: false,
    },
];

/// One after the other: they share the prefix that the first one makes.
#[test]
fn samples_do_on_wine_what_they_do_on_the_simulated_machine() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wine");
    for sample in SAMPLES {
        if let Some(library) = sample.imports {
            wdk(workspace())
                .args(["build", "--package", library])
                .timeout(Duration::from_secs(600))
                .assert()
                .success();
        }
        let mut run = wdk(workspace());
        run.args(["run", sample.package, "--wine", "--format", "json"])
            .env("XDG_CACHE_HOME", &cache)
            .timeout(Duration::from_secs(600));
        if let Some(name) = sample.scenario {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/wine");
            run.arg("--scenario")
                .arg(folder.join(name).with_extension("scenario"));
        }
        let output = run.output().expect("it was built for this test");
        if output.status.code() == Some(3) && env::var_os("WDK_REQUIRE_WINE").is_none() {
            eprintln!("skipped: wine64 is not installed");
            return;
        }
        hold(sample, &output);
        if sample.asks_speakeasy {
            ask_speakeasy(sample.package);
        }
    }
}

fn hold(sample: &Sample, output: &Output) {
    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    let package = sample.package;
    assert!(output.status.success(), "{package}: {text}\n{said}");
    let report: Value = serde_json::from_str(&text).expect("one value");
    let steps = report["steps"].as_array().expect("a list");
    assert!(steps.len() >= sample.steps, "{package}: {text}");
    let is_known = |step: &&Value| step["verdict"]["known"].is_string();
    let known: Vec<_> = steps
        .iter()
        .filter(is_known)
        .map(|it| &it["step"])
        .collect();
    assert_eq!(known, sample.known, "{package}: {text}");
    assert_eq!(report["order"], serde_json::json!([]), "{package}: {text}");
    let ended = |side: &str| {
        let names = steps.iter().flat_map(|it| it["ended"][side].as_array());
        let names = names.flatten().filter_map(Value::as_str);
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let both = ended("simulated").intersection(&ended("wine")).count();
    assert!(both >= sample.ended, "{package}: {text}");
    // What the framework needs and Wine lacks comes from the companion image.
    let framework = &report["from_companion"][0];
    assert_eq!(framework[0], "wdfldr.sys");
    let moved = framework[1].as_array().expect("a list");
    assert!(
        moved.iter().any(|it| it == "KeSetCoalescableTimer"),
        "{text}"
    );
}

/// Speakeasy's emulated kernel starts KMDF drivers. It has a framework of its own, so this is a
/// second opinion of the entry: the bind block, the function table, the status that comes back.
fn ask_speakeasy(package: &str) {
    let python = env::var_os("WDK_TEST_PYTHON").unwrap_or("python3".into());
    let imports = Command::new(&python)
        .args(["-c", "import speakeasy"])
        .output();
    if !imports.is_ok_and(|it| it.status.success()) {
        eprintln!("{package} was not started in Speakeasy, which is not installed");
        return;
    }
    let image = workspace()
        .join("target/wdk/amd64/release")
        .join(format!("{package}_package"))
        .join(format!("{package}.sys"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/wine/second_opinion.py");
    let output = Command::new(&python)
        .arg(script)
        .arg(&image)
        .output()
        .expect("it ran a moment ago");
    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    let found: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{package}: {said}"));
    assert_eq!(found["error"], Value::Null, "{package}: {said}");
    assert_eq!(found["returned"], "0x0", "{package}: {said}");
    assert_eq!(
        found["calls"],
        serde_json::json!(["WdfVersionBind", "WdfDriverCreate"])
    );
}

#[test]
fn without_wine_the_run_says_what_to_install() {
    let output = wdk(workspace())
        .args(["run", "toaster", "--wine"])
        .env("WINE64", "/nowhere/wine64")
        .output()
        .expect("it was built for this test");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains("apt-get install wine64"), "{text}");
}
