//! The page in a browser without a window. Where Chromium is missing, this is skipped with a
//! message, unless `WDK_REQUIRE_BROWSER` is set.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{stopped, toast};

/// The page's content after its script has run, with what it has noted about itself.
fn opened(page: &str, folder: &Path) -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let works = |name: &&str| {
        let mut version = Command::new(name);
        version
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        version.status().is_ok_and(|it| it.success())
    };
    let Some(browser) = names.into_iter().find(works) else {
        let message = "no Chromium (Debian: apt-get install chromium)";
        assert!(env::var_os("WDK_REQUIRE_BROWSER").is_none(), "{message}");
        eprintln!("skipped: {message}");
        return None;
    };
    let file = folder.join("timeline.html");
    fs::write(&file, page).expect("a folder that can be written to");
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1400,900",
        ])
        .args(["--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The value of an attribute of the page's body.
fn noted<'a>(dom: &'a str, name: &str) -> &'a str {
    let (_, rest) = dom
        .split_once(&format!("data-{name}=\""))
        .unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}

#[test]
fn the_page_draws_lanes_flows_and_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(dom) = opened(&toast(1).to_html("toaster, seed 1"), folder.path()) else {
        return;
    };
    assert_eq!(noted(&dom, "error"), "");
    assert!(dom.contains("<h1 id=\"title\">toaster, seed 1</h1>"));
    let lanes = noted(&dom, "lanes");
    for lane in ["Processor 0", "ROOT\\TOASTER\\0000 toaster", "PnpManager"] {
        assert!(lanes.contains(lane), "{lanes}");
    }
    let number = |name| noted(&dom, name).parse::<u32>().unwrap_or_default();
    assert!(number("flows") > 10, "{}", noted(&dom, "flows"));
    // With the framework's calls folded, the driver's are left.
    assert!(
        number("steps") > 100 && number("steps") * 3 < number("spans"),
        "{}",
        noted(&dom, "steps")
    );
    assert!(number("pieces") > 100, "{}", noted(&dom, "pieces"));
}

#[test]
fn the_page_of_a_stopped_machine_begins_with_the_bug_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(dom) = opened(&stopped().to_html("stopped"), folder.path()) else {
        return;
    };
    assert_eq!(noted(&dom, "error"), "");
    assert!(dom.contains("Findings (1)"));
    assert!(dom.contains("<h3>bug check 0xE2 MANUALLY_INITIATED_CRASH</h3>"));
}
