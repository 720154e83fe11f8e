//! Installing what kernel code needs.

use std::{
    error::Error,
    fmt,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{NoToolchain, Toolchain};
use crate::link::CpuArchitecture;

/// How long one installation step may take.
const LIMIT: Duration = Duration::from_secs(300);
/// What Debian and its derivatives need for kernel code: a compiler with its sources, and lld.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// Is called with each command before it runs.
pub type Progress<'a> = &'a mut dyn FnMut(&str);

/// Nothing that was tried gave a kernel toolchain.
#[derive(Debug)]
pub struct SetupError {
    /// What is still missing.
    pub missing: NoToolchain,
    /// Each command and why it did not help.
    pub attempts: Vec<(String, String)>,
    /// The one command that would.
    pub advice: String,
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            missing,
            attempts,
            advice,
        } = self;
        write!(f, "{missing}\n{}\n{advice}", tried(attempts))
    }
}

impl Error for SetupError {}

fn tried(attempts: &[(String, String)]) -> String {
    let each = attempts
        .iter()
        .map(|(command, reason)| format!("tried `{command}`: {reason}"));
    each.collect::<Vec<_>>().join("\n")
}

/// Finds a kernel toolchain for `arch`, installing one when there is none: first rustup's library
/// for the target, then, as root on Debian and its derivatives, the distribution's packages.
///
/// # Errors
///
/// [`SetupError`] with what was tried and the one command that helps.
pub fn set_up(arch: CpuArchitecture, progress: Progress<'_>) -> Result<Toolchain, SetupError> {
    let mut missing = match Toolchain::find(arch) {
        Ok(found) => return Ok(found),
        Err(missing) => missing,
    };
    let mut attempts = Vec::new();
    let rustup = format!("rustup target add {}", arch.target());
    let mut steps = vec![vec![rustup.clone()]];
    if is_root() && runs("apt-get") {
        let install = format!(
            "apt-get install --yes --no-install-recommends {}",
            DEBIAN_PACKAGES.join(" ")
        );
        steps.push(vec!["apt-get update".to_owned(), install]);
    }
    for step in steps {
        let failure = step.iter().find_map(|command| {
            progress(command);
            run(command).err().map(|reason| (command.clone(), reason))
        });
        attempts.extend(failure);
        match Toolchain::find(arch) {
            Ok(found) => return Ok(found),
            Err(still) => missing = still,
        }
    }
    let advice = if runs("rustup") {
        format!("connect this machine to the network and run `{rustup}`")
    } else if runs("apt-get") {
        format!("run `sudo apt-get install {}`", DEBIAN_PACKAGES.join(" "))
    } else {
        "install Rust with rustup (https://rustup.rs), then run `cargo wdk setup` again".to_owned()
    };
    Err(SetupError {
        missing,
        attempts,
        advice,
    })
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|it| it.stdout.trim_ascii() == b"0")
}

fn runs(program: &str) -> bool {
    let quiet = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|it| it.success())
}

/// Runs `command`; the reason is the last line that it printed.
fn run(command: &str) -> Result<(), String> {
    let mut words = command.split(' ');
    let program = words.next().unwrap_or_default();
    let mut child = Command::new(program)
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let errors = child.stderr.take();
    let reader = thread::spawn(move || errors.and_then(|it| std::io::read_to_string(it).ok()));
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => {
                let printed = reader.join().ok().flatten().unwrap_or_default();
                let last = printed.lines().rev().find(|line| !line.trim().is_empty());
                return Err(last.map_or_else(|| status.to_string(), str::to_owned));
            }
            Ok(None) if start.elapsed() < LIMIT => thread::sleep(Duration::from_millis(50)),
            Ok(None) => {
                // It may have ended by itself in this moment, which is as well.
                let _ = child.kill();
                return Err(format!("did not end within {} seconds", LIMIT.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}
