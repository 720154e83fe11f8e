//! Requests that are begun, waited for and cancelled.

use std::time::Duration;

use wdk_sim::scenario::Request;

use super::{
    Begun, Done, NEVER, NEXT, OWN, PENDING, Player, SECOND, SETTLE,
    line::{seen_of, written},
    refused,
};
use crate::run::wine::seen::Seen;

/// How many timers may expire while a step waits: a driver's timer may be periodic.
const TIMERS: usize = 10_000;
/// What a request that no timer completes gets of real time, in milliseconds.
pub(super) const GRACE: u32 = 1_000;

impl Player<'_> {
    pub(super) fn begin(
        &mut self,
        request: &Request,
        operation: &str,
        file: Option<&String>,
    ) -> Done {
        let Some(at) = self.file_at(file) else {
            return refused("no such file is open");
        };
        let (process, handle) = (
            self.files[at].process.clone(),
            self.files[at].handle.clone(),
        );
        let request = written(request);
        let mut line = vec!["begin", operation, &handle];
        line.extend(request.iter().map(String::as_str));
        let answer = self.client(process.as_ref())?.ask(&line)?;
        let seen = seen_of(&answer);
        let result = (seen.ntstatus() != Some(PENDING)).then(|| seen.clone());
        self.operations.insert(
            operation.to_owned(),
            Begun {
                process,
                handle,
                result,
                is_told: operation == OWN,
            },
        );
        Ok(seen)
    }

    /// Waits for an operation, with time going on.
    pub(super) fn wait(&mut self, operation: &str, within: Option<Duration>) -> Done {
        let seen = self.wait_for(operation, within)?;
        if let Some(begun) = self.operations.remove(operation)
            && !begun.is_told
        {
            self.waited.push((operation.to_owned(), seen.clone()));
        }
        Ok(seen)
    }

    pub(super) fn wait_for(&mut self, operation: &str, within: Option<Duration>) -> Done {
        let limit = within.map_or(24 * 3600 * SECOND, |it| (it.as_nanos() / 100) as u64);
        let (start, mut next) = self.clock(SETTLE, 0)?;
        let mut now = start;
        let mut milliseconds = 50;
        for _ in 0..TIMERS {
            match self.result(operation, milliseconds)? {
                Some(seen) => return Ok(seen),
                None if next == NEVER || now - start >= limit => break,
                None => (now, next) = self.clock(NEXT, limit - (now - start))?,
            }
            milliseconds = 0;
        }
        if let Some(seen) = self.result(operation, GRACE)? {
            return Ok(seen);
        }
        if within.is_some() {
            self.cancel(operation)?;
            if let Some(seen) = self.result(operation, GRACE)? {
                return Ok(seen);
            }
        }
        refused("it never ends: no timer is set, and nothing completes the request")
    }

    /// What came of an operation, when that is known within the time.
    pub(super) fn result(
        &mut self,
        operation: &str,
        milliseconds: u32,
    ) -> anyhow::Result<Option<Seen>> {
        let Some(begun) = self.operations.get(operation) else {
            return refused("the operation was not begun").map(Some);
        };
        if begun.result.is_some() {
            return Ok(begun.result.clone());
        }
        let process = begun.process.clone();
        let time = milliseconds.to_string();
        let answer = self
            .client(process.as_ref())?
            .ask(&["wait", operation, &time])?;
        let seen = seen_of(&answer);
        if seen.ntstatus() == Some(PENDING) {
            return Ok(None);
        }
        if let Some(begun) = self.operations.get_mut(operation) {
            begun.result = Some(seen.clone());
        }
        Ok(Some(seen))
    }

    pub(super) fn cancel(&mut self, operation: &str) -> Done {
        let Some(begun) = self.operations.get(operation) else {
            return refused("the operation was not begun");
        };
        if begun.result.is_some() {
            return Ok(Seen::DONE);
        }
        let process = begun.process.clone();
        // A request that has just ended is not found; the wait for it shows what came of it.
        self.client(process.as_ref())?.ask(&["cancel", operation])?;
        Ok(Seen::DONE)
    }

    pub(super) fn expect(&mut self, operation: &str, pending: bool) -> Done {
        self.clock(SETTLE, 0)?;
        match (self.result(operation, 0)?.is_none(), pending) {
            (found, expected) if found == expected => Ok(Seen::DONE),
            (true, _) => refused("it is pending"),
            (false, _) => refused("it is complete"),
        }
    }

    /// The operations that have ended since the last call, and those of which nobody can learn it
    /// any more. `expected` get some real time: what completes them may still be running.
    pub(in crate::run::wine) fn ended(
        &mut self,
        expected: &[String],
    ) -> anyhow::Result<(Vec<String>, Vec<String>)> {
        let (mut ended, mut lost) = (Vec::new(), Vec::new());
        let mut tell = |name: String, seen: &Seen| match seen {
            Seen::Refused(_) => lost.push(name),
            _ => ended.push(name),
        };
        for (name, seen) in self.waited.drain(..) {
            tell(name, &seen);
        }
        let unseen = self.operations.iter().filter(|(_, begun)| !begun.is_told);
        let mut unseen: Vec<String> = unseen.map(|(name, _)| name.clone()).collect();
        unseen.sort();
        if !unseen.is_empty() {
            self.clock(SETTLE, 0)?;
        }
        for name in unseen {
            let milliseconds = if expected.contains(&name) { GRACE } else { 0 };
            let Some(seen) = self.result(&name, milliseconds)? else {
                continue;
            };
            if let Some(begun) = self.operations.get_mut(&name) {
                begun.is_told = true;
            }
            tell(name, &seen);
        }
        Ok((ended, lost))
    }
}
