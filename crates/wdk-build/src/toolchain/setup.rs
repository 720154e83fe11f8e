//! Installing what kernel code needs.

use std::{
    error::Error,
    fmt,
    io::{BufRead as _, BufReader, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use super::{NoToolchain, Toolchain};
use crate::link::CpuArchitecture;

/// How long one installation step may take.
const LIMIT: Duration = Duration::from_secs(300);
/// What Debian and its derivatives need for kernel code: a compiler with its sources, and lld.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// Is called with what happens, as it happens.
pub type Progress<'a> = &'a mut dyn FnMut(Step<'_>);

/// What happens while something is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// This command runs now.
    Runs(&'a str),
    /// It printed this line.
    Says(&'a str),
}

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
            progress(Step::Runs(command));
            let result = run(command, progress);
            result.err().map(|reason| (command.clone(), reason))
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

/// Runs `command` and passes on what it prints; the reason of a failure is the last line of that.
fn run(command: &str, progress: Progress<'_>) -> Result<(), String> {
    let mut words = command.split(' ');
    let program = words.next().unwrap_or_default();
    let mut child = Command::new(program)
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (sender, lines) = mpsc::channel();
    let outputs: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|it| Box::new(it) as _),
        child.stderr.take().map(|it| Box::new(it) as _),
    ];
    for output in outputs.into_iter().flatten() {
        let sender = sender.clone();
        thread::spawn(move || forward(output, &sender));
    }
    drop(sender);
    let start = Instant::now();
    let mut last = None;
    loop {
        match lines.recv_timeout(LIMIT.saturating_sub(start.elapsed())) {
            Ok(line) => {
                progress(Step::Says(&line));
                last = Some(line);
            }
            // It has closed what it writes to, as it does at its end.
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                // It may have ended by itself in this moment, which is as well.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("did not end within {} seconds", LIMIT.as_secs()));
            }
        }
    }
    let status = wait(&mut child, start)?;
    match status.success() {
        true => Ok(()),
        false => Err(last.unwrap_or_else(|| status.to_string())),
    }
}

/// Sends each line that is not empty.
fn forward(output: impl Read, sender: &Sender<String>) {
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    for line in lines.filter(|it| !it.trim().is_empty()) {
        if sender.send(line).is_err() {
            return;
        }
    }
}

/// Waits until `child`, which writes nothing more, ends.
fn wait(child: &mut Child, start: Instant) -> Result<ExitStatus, String> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < LIMIT => thread::sleep(Duration::from_millis(50)),
            Ok(None) => {
                let _ = child.kill();
                return Err(format!("did not end within {} seconds", LIMIT.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_command_prints_is_passed_on_and_its_last_line_is_the_reason() {
        let mut said = Vec::new();
        let mut progress = |step: Step<'_>| {
            if let Step::Says(line) = step {
                said.push(line.to_owned());
            }
        };
        run("rustc --version", &mut progress).unwrap();
        let failed = run("rustc --no-such-option", &mut progress).unwrap_err();
        assert!(said[0].starts_with("rustc "), "{said:?}");
        assert_eq!(said.last(), Some(&failed));
        assert!(run("no-such-program-at-all", &mut |_| {}).is_err());
    }
}
