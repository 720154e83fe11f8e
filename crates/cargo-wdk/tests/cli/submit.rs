//! `cargo wdk submit upload` against a server that stands in for the hardware dashboard, for the
//! storage that signed addresses lead to, and for the login.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
    thread,
};

use crate::support::wdk;
use assert_cmd::assert::Assert;
use predicates::{prelude::*, str::contains};
use serde_json::{Value, json};
use tempfile::TempDir;
use wdk_package::cabinet;

/// Larger than what a JavaScript number holds, as the dashboard's ids are.
const PRODUCT: u64 = 14_631_253_285_588_838;
const SUBMISSION: u64 = 1_152_921_504_621_465_124;

/// A request that came in.
#[derive(Clone, Debug)]
struct Seen {
    line: String,
    /// In lower case.
    headers: String,
    body: Vec<u8>,
}

/// What the server does otherwise than well.
#[derive(Default)]
struct Plan {
    /// Answers that requests whose line has the text get first: status and headers.
    first: Vec<(&'static str, u16, &'static str)>,
    /// The token that is accepted.
    token: &'static str,
    /// The answers to questions for the state; the last one stays.
    states: Vec<Value>,
}

/// A stand-in that runs until the test ends.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    fn start(plan: Plan) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (base, log) = (address.clone(), Arc::clone(&seen));
        thread::spawn(move || {
            let mut plan = plan;
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = read(&stream);
                log.lock().unwrap().push(request.clone());
                let (status, headers, body) = answer(&mut plan, &base, &request);
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status} x\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
                );
                stream.write_all(head.as_bytes()).unwrap();
                stream.write_all(&body).unwrap();
            }
        });
        Self { address, seen }
    }

    /// The lines of the requests so far, without what the login and the state were asked.
    fn lines(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|it| it.line.clone()).collect()
    }

    fn find(&self, line: &str) -> Seen {
        let seen = self.seen.lock().unwrap();
        let found = seen.iter().rfind(|it| it.line.starts_with(line));
        found.unwrap_or_else(|| panic!("{line}: {seen:?}")).clone()
    }

    fn count(&self, line: &str) -> usize {
        self.lines()
            .iter()
            .filter(|it| it.starts_with(line))
            .count()
    }
}

fn read(stream: &TcpStream) -> Seen {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut headers = String::new();
    while !headers.ends_with("\r\n\r\n") && headers != "\r\n" {
        reader.read_line(&mut headers).unwrap();
    }
    let headers = headers.to_lowercase();
    let length = headers
        .lines()
        .find_map(|it| it.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |it| it.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let line = line.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
    Seen {
        line,
        headers,
        body,
    }
}

fn answer(plan: &mut Plan, base: &str, request: &Seen) -> (u16, &'static str, Vec<u8>) {
    let first = plan.first.iter();
    let first = first
        .enumerate()
        .find(|(_, it)| request.line.contains(it.0));
    if let Some((at, (_, status, headers))) = first.map(|(at, it)| (at, *it)) {
        plan.first.remove(at);
        return (
            status,
            headers,
            br#"{"error":{"message":"as planned"}}"#.to_vec(),
        );
    }
    let ok = |value: Value| (200, "", value.to_string().into_bytes());
    let line = request.line.as_str();
    if line == "POST /login/tenant/oauth2/token" {
        return ok(json!({ "access_token": plan.token }));
    }
    let blob = line.contains(" /blob/");
    let authorized = format!("authorization: bearer {}\r\n", plan.token);
    if !blob && !request.headers.contains(&authorized) {
        return (401, "", Vec::new());
    }
    let submission = format!("/hardware/products/{PRODUCT}/submissions/{SUBMISSION}");
    match line {
        "POST /hardware/products" => ok(json!({ "id": PRODUCT })),
        _ if line == format!("POST /hardware/products/{PRODUCT}/submissions") => {
            ok(state(base, "commitPending", "", ""))
        }
        "PUT /blob/in?sig=hidden" => (201, "", Vec::new()),
        "GET /blob/out?sig=hidden" => (200, "", b"PK signed".to_vec()),
        _ if line == format!("POST {submission}/commit") => (202, "", Vec::new()),
        _ if line == format!("GET {submission}") => {
            let mut now = match plan.states.len() {
                0 => state(base, "commitComplete", "finalizeIngestion", "completed"),
                1 => plan.states[0].clone(),
                _ => plan.states.remove(0),
            };
            now["downloads"] = state(base, "", "", "")["downloads"].clone();
            ok(now)
        }
        _ => (404, "", Vec::new()),
    }
}

fn state(base: &str, commit: &str, step: &str, state: &str) -> Value {
    json!({
        "id": SUBMISSION,
        "productId": PRODUCT,
        "commitStatus": commit,
        "workflowStatus": { "currentStep": step, "state": state, "messages": ["a message"] },
        "downloads": { "items": [
            { "type": "initialPackage", "url": format!("{base}/blob/in?sig=hidden") },
            { "type": "signedPackage", "url": format!("{base}/blob/out?sig=hidden") },
        ], "messages": [] },
    })
}

/// Whether the program that makes the requests is here; says so when not.
fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: there is no curl");
    }
    found
}

/// A folder with a cabinet that no rule but Partner Center's own would let pass.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let file = ("lamp\\lamp.txt".to_owned(), b"light".to_vec());
    let bytes = cabinet::create(&[file]).unwrap();
    fs::write(folder.path().join("lamp.cab"), bytes).unwrap();
    folder
}

/// Sends the cabinet as an application does.
fn upload(folder: &Path, endpoint: &str, more: &[&str]) -> Assert {
    let mut command = wdk(folder);
    command
        .args(["submit", "upload", "lamp.cab", "--ignore-rules"])
        .args(["--os", "10_RS3_X64,10_NI_ARM64", "--interval", "0"])
        .args(["--endpoint", &format!("{endpoint}/hardware")])
        .args(["--authority", &format!("{endpoint}/login")])
        .args(more)
        .env_remove("WDK_PARTNER_TOKEN")
        .env("WDK_PARTNER_TENANT", "tenant")
        .env("WDK_PARTNER_CLIENT", "client")
        .env("WDK_PARTNER_SECRET", "s&cret");
    command.assert()
}

#[test]
fn a_cabinet_is_sent_signed_and_fetched() {
    if !has_curl() {
        return;
    }
    let folder = folder();
    let server = Server::start(Plan {
        token: "t1",
        first: vec![("POST /hardware/products", 429, "Retry-After: 0\r\n")],
        states: vec![
            state("", "commitReceived", "scanning", "started"),
            state("", "commitComplete", "finalizeIngestion", "completed"),
        ],
    });
    upload(folder.path(), &server.address, &[])
        .success()
        .stdout(contains("0 s, as the server asks (429)"))
        .stdout(contains("commitReceived scanning started"))
        .stdout(contains("lamp-signed.zip"))
        .stdout(contains("hidden").not().and(contains("s&cret").not()));
    let submission = format!("/hardware/products/{PRODUCT}/submissions");
    assert_eq!(
        server.lines(),
        [
            "POST /login/tenant/oauth2/token".to_owned(),
            "POST /hardware/products".to_owned(),
            "POST /hardware/products".to_owned(),
            format!("POST {submission}"),
            "PUT /blob/in?sig=hidden".to_owned(),
            format!("POST {submission}/{SUBMISSION}/commit"),
            format!("GET {submission}/{SUBMISSION}"),
            format!("GET {submission}/{SUBMISSION}"),
            "GET /blob/out?sig=hidden".to_owned(),
        ]
    );
    let form = String::from_utf8(server.find("POST /login").body).unwrap();
    for part in [
        "grant_type=client_credentials",
        "client_id=client",
        "client_secret=s%26cret",
        "resource=https%3A%2F%2Fmanage.devcenter.microsoft.com",
    ] {
        assert!(form.split('&').any(|it| it == part), "{form}");
    }
    let product: Value =
        serde_json::from_slice(&server.find("POST /hardware/products").body).unwrap_or_default();
    assert_eq!(product, Value::Null, "the last is a submission");
    let seen = server.seen.lock().unwrap()[2].clone();
    let product: Value = serde_json::from_slice(&seen.body).unwrap();
    assert_eq!(product["productName"], "lamp");
    assert_eq!(product["testHarness"], "Attestation");
    let codes = ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_ARM64_NI_FULL"];
    assert_eq!(product["requestedSignatures"], json!(codes));
    assert_eq!(
        product["selectedProductTypes"],
        json!({ "windows_v100_RS3": "Unclassified", "windows_v100_NI": "Unclassified" })
    );
    // The storage gets the cabinet, and nobody's token.
    let put = server.find("PUT /blob");
    assert_eq!(put.body, fs::read(folder.path().join("lamp.cab")).unwrap());
    assert!(put.headers.contains("x-ms-blob-type: blockblob\r\n"));
    for line in ["PUT /blob", "GET /blob"] {
        let headers = server.find(line).headers;
        assert!(!headers.contains("authorization"), "{headers}");
    }
    let commit = server.find(&format!("POST {submission}/{SUBMISSION}/commit"));
    assert!(commit.headers.contains("content-length: 0\r\n"));
    let signed = folder.path().join("lamp-signed.zip");
    assert_eq!(fs::read(signed).unwrap(), b"PK signed");
    let kept = fs::read_to_string(folder.path().join("lamp.cab.submission.json")).unwrap();
    assert!(kept.contains(&PRODUCT.to_string()), "{kept}");
    for secret in ["hidden", "s&cret", "t1"] {
        assert!(!kept.contains(secret), "{kept}");
    }
}

#[test]
fn what_was_interrupted_goes_on_where_it_stopped() {
    if !has_curl() {
        return;
    }
    let folder = folder();
    let server = Server::start(Plan {
        token: "t1",
        first: vec![("PUT /blob", 500, "")],
        ..Plan::default()
    });
    upload(folder.path(), &server.address, &[])
        .code(1)
        .stderr(contains("/blob/in: 500").and(contains("hidden").not()));
    let sent = upload(folder.path(), &server.address, &["--no-wait"]).success();
    sent.stdout(contains("waits for the answer"));
    upload(folder.path(), &server.address, &["--format", "json"])
        .success()
        .stdout(contains("\"committed\": true"));
    let submissions = format!("POST /hardware/products/{PRODUCT}/submissions");
    assert_eq!(
        server
            .lines()
            .iter()
            .filter(|it| **it == submissions)
            .count(),
        1
    );
    assert_eq!(server.count("PUT"), 2);
    assert_eq!(
        server.count(&format!("{submissions}/{SUBMISSION}/commit")),
        1
    );
    // Another cabinet is another submission.
    let cabinet = folder.path().join("lamp.cab");
    let mut bytes = fs::read(&cabinet).unwrap();
    bytes.push(0);
    fs::write(&cabinet, bytes).unwrap();
    upload(folder.path(), &server.address, &[])
        .code(1)
        .stderr(contains("is of another cabinet"));
}

#[test]
fn a_refused_token_is_fetched_anew_or_told() {
    if !has_curl() {
        return;
    }
    let (folder, fixed) = (folder(), folder());
    let old = ("POST /login", 200, "");
    let server = Server::start(Plan {
        token: "t2",
        first: vec![old],
        ..Plan::default()
    });
    // The login's first answer has no token.
    upload(folder.path(), &server.address, &[])
        .code(1)
        .stderr(contains("answered without a token"));
    let expired = Server::start(Plan {
        token: "t2",
        first: vec![("POST /hardware/products", 401, "")],
        ..Plan::default()
    });
    upload(folder.path(), &expired.address, &[]).success();
    assert_eq!(expired.count("POST /login"), 2);
    let mut command = wdk(fixed.path());
    command
        .args(["submit", "upload", "lamp.cab", "--ignore-rules"])
        .args(["--os", "10_X64", "--endpoint"])
        .arg(format!("{}/hardware", server.address))
        .env("WDK_PARTNER_TOKEN", "old");
    command.assert().code(1).stderr(contains(
        "401, the token is refused; one lives for 60 minutes",
    ));
}

#[test]
fn what_cannot_be_sent_is_told_before_or_with_its_reason() {
    if !has_curl() {
        return;
    }
    let folder = folder();
    let refused = Server::start(Plan {
        token: "t1",
        states: vec![state("", "commitFailed", "validation", "failed")],
        ..Plan::default()
    });
    upload(folder.path(), &refused.address, &[])
        .code(1)
        .stdout(contains("commitFailed validation failed").and(contains("a message")));
    assert!(!folder.path().join("lamp-signed.zip").exists());

    let other = self::folder();
    let run = |arguments: &[&str]| {
        let mut command = wdk(other.path());
        command
            .args(["submit", "upload", "lamp.cab"])
            .args(arguments);
        command.env("WDK_PARTNER_TOKEN", "t").assert()
    };
    run(&[]).code(1).stdout(contains("nothing was sent"));
    run(&["--ignore-rules"])
        .code(1)
        .stderr(contains("--os LIST"));
    run(&["--ignore-rules", "--os", "10_RS5_ARM64"])
        .code(1)
        .stderr(contains("no code for 10_RS5_ARM64"));
    // A token does not leave without encryption.
    run(&[
        "--ignore-rules",
        "--os",
        "10_X64",
        "--endpoint",
        "http://example.com",
    ])
    .code(1)
    .stderr(contains("no https address"));
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let down = format!("http://{closed}");
    run(&["--ignore-rules", "--os", "10_X64", "--endpoint", &down])
        .code(1)
        .stderr(contains("no answer").and(contains("run the same command again")));
    let mut command = wdk(other.path());
    command
        .args([
            "submit",
            "upload",
            "lamp.cab",
            "--ignore-rules",
            "--os",
            "10_X64",
        ])
        .env_remove("WDK_PARTNER_TOKEN")
        .env_remove("WDK_PARTNER_TENANT");
    command
        .assert()
        .code(1)
        .stderr(contains("WDK_PARTNER_TENANT"));
    assert!(!other.path().join("lamp.cab.submission.json").exists());
}
