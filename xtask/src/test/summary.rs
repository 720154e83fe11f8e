//! How many tests passed, of all test binaries together.

use std::fmt;

/// The sum of what the test binaries report.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// The binary that runs now.
    running: Option<Running>,
}

/// A test binary that has not closed yet.
#[derive(Debug, Default, PartialEq, Eq)]
struct Running {
    tests: usize,
    passed: usize,
    skipped: usize,
    /// Whether it prints what the failed tests have printed, which may be any line.
    tells_failures: bool,
}

impl Summary {
    /// Counts a line of the output in.
    pub(super) fn add(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(running) = self.running.as_mut().filter(|_| line == "failures:") {
            running.tells_failures = true;
        }
        let tells_failures = self.running.as_ref().is_some_and(|it| it.tells_failures);
        if let Some(tests) = tests_announced(line).filter(|_| !tells_failures) {
            self.end();
            self.running = Some(Running {
                tests,
                ..Running::default()
            });
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.running = None;
            self.close(counts);
        } else if let (Some(running), true) = (&mut self.running, line.starts_with("test ")) {
            running.passed += usize::from(line.ends_with(" ... ok"));
            running.skipped += usize::from(line.contains(" ... ignored"));
        }
    }

    /// The output has ended. A binary that ended before its closing line has crashed: what it does
    /// not report as passed has failed.
    pub(super) fn end(&mut self) {
        let Some(running) = self.running.take() else {
            return;
        };
        let Running {
            tests,
            passed,
            skipped,
            ..
        } = running;
        self.passed += passed;
        self.skipped += skipped;
        self.failed += tests.saturating_sub(passed + skipped);
    }

    fn close(&mut self, counts: &str) {
        let Some((_, counts)) = counts.split_once(". ") else {
            return;
        };
        for count in counts.split("; ") {
            let Some((number, name)) = count.trim().split_once(' ') else {
                continue;
            };
            let number: usize = number.parse().unwrap_or_default();
            match name {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

/// The number in a test binary's first line, `running 3 tests`.
fn tests_announced(line: &str) -> Option<usize> {
    let rest = line.strip_prefix("running ")?;
    let (number, word) = rest.split_once(' ')?;
    matches!(word, "test" | "tests").then(|| number.parse().ok())?
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
            ..
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_binaries_reports_are_added_up() {
        let mut total = Summary::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.17s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ] {
            total.add(line);
        }
        assert_eq!(total.to_string(), "7 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn the_tests_of_a_binary_that_crashed_have_failed() {
        let mut total = Summary::default();
        for line in [
            "running 4 tests\n",
            "test a ... ok\n",
            "test b ... ignored, for a reason\n",
            "running 1 test\n",
            "test c ... ok\n",
            "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n",
            "running 2 tests\n",
            "test e ... FAILED\n",
            "test f ... ok\n",
            "failures:\n",
            "running 9 tests\n",
            "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n",
            "running 2 tests\n",
            "test d ... ok\n",
        ] {
            total.add(line);
        }
        total.end();
        assert_eq!(total.to_string(), "4 passed, 4 failed, 1 skipped");
    }

    #[test]
    fn other_lines_count_nothing() {
        let mut total = Summary::default();
        total.add("the test result: ok. 3 passed; 0 failed");
        assert_eq!(total, Summary::default());
    }
}
