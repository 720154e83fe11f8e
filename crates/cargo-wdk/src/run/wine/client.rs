//! The program in the prefix that makes the requests: `wdk-client`.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use anyhow::{Context as _, bail};

use super::prefix::{self, Prefix};

/// Where the program is, for Windows.
pub(super) const PROGRAM: &str = "wdk-client.exe";
/// How long an answer may take beyond what the line itself waits: Wine's setup takes seconds, and
/// many times that on a machine that has other things to do.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// A process of the prefix, which answers line by line.
pub(super) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<String>,
}

/// What the program answered.
pub(super) enum Answer {
    /// It did what it was told: `ok`, `done`, `pending` or `value`, and what follows.
    Ok(Vec<String>),
    /// Windows refused: what failed, and the error.
    Error(String, u32),
}

impl Client {
    pub(super) fn start(prefix: &Prefix<'_>) -> anyhow::Result<Self> {
        let mut child = prefix.spawn(&prefix.drive().join(PROGRAM))?;
        let input = child.stdin.take();
        let lines = child.stdout.take().context("Wine has no output")?;
        let (sender, answers) = channel();
        // Ends with the program's output.
        thread::spawn(move || {
            for line in BufReader::new(lines).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self {
            child,
            input,
            answers,
        })
    }

    /// Sends a line and waits for the answer.
    pub(super) fn ask(&mut self, fields: &[&str]) -> anyhow::Result<Answer> {
        self.ask_within(fields, Duration::ZERO)
    }

    /// [`ask`](Self::ask) for a line that itself takes up to `time`.
    pub(super) fn ask_within(&mut self, fields: &[&str], time: Duration) -> anyhow::Result<Answer> {
        let line = fields.join("\t");
        let input = self.input.as_mut().context("the program has ended")?;
        writeln!(input, "{line}").context("the program on Wine has ended")?;
        let answer = match self.answers.recv_timeout(time + ANSWER_LIMIT) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => bail!("Wine did not answer within a minute: {line}"),
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the program on Wine ended instead of answering: {line}")
            }
        };
        let fields: Vec<_> = answer.trim_end_matches('\r').split('\t').collect();
        Ok(match fields.as_slice() {
            ["error", what, code] => Answer::Error((*what).to_owned(), code.parse().unwrap_or(0)),
            fields => Answer::Ok(fields.iter().map(|it| (*it).to_owned()).collect()),
        })
    }

    /// Ends the process by itself, as a program ends: Windows closes what it has open.
    pub(super) fn exit(mut self) -> anyhow::Result<()> {
        if let Some(mut input) = self.input.take() {
            // One that has ended already is as good.
            let _ = writeln!(input, "exit");
        }
        prefix::wait(&mut self.child, ANSWER_LIMIT).context("the program on Wine")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // One that has ended cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
