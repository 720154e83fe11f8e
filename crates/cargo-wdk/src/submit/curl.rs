//! Requests by the program `curl`.
//!
//! A TLS library of our own would be most of what this program compiles, for one command; `curl`
//! comes with Windows 10 (1803) and macOS, and Linux has it as a package. What it is told goes to its
//! standard input, so that no token or signed address is in the list of processes or in a file.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, bail};

/// A request, before it is sent.
pub(super) struct Request {
    options: String,
}

/// What the server answered.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) body: String,
    /// `Retry-After` in seconds.
    pub(super) retry_after: Option<Duration>,
}

impl Request {
    /// # Errors
    /// For an address that is not https; http is accepted on this machine alone.
    pub(super) fn new(method: &str, url: &str) -> anyhow::Result<Self> {
        let mut request = Self {
            options:
                "silent\nshow-error\nconnect-timeout = 30\nspeed-limit = 1\nspeed-time = 120\n"
                    .to_owned(),
        };
        if !url.starts_with("https://") && !is_here(url) {
            bail!("{} is no https address", without_query(url));
        }
        request.option("url", url);
        request.option("request", method);
        // A request is never sent on to another address.
        request.option("proto", "=https,http");
        Ok(request)
    }

    pub(super) fn header(mut self, header: &str) -> Self {
        self.option("header", header);
        self
    }

    pub(super) fn body(mut self, body: &str) -> Self {
        self.option("data-raw", body);
        self
    }

    /// A field of a form; the value may have any characters.
    pub(super) fn field(mut self, name: &str, value: &str) -> Self {
        self.option("data-urlencode", &format!("{name}={value}"));
        self
    }

    /// Sends a file as the body.
    pub(super) fn file(mut self, path: &Path) -> Self {
        self.option("upload-file", &path.to_string_lossy());
        // Large files are announced otherwise, and some proxies do not answer that.
        self.option("header", "Expect:");
        self
    }

    /// Writes what comes back into a file.
    pub(super) fn into_file(mut self, path: &Path) -> Self {
        self.option("output", &path.to_string_lossy());
        self
    }

    /// Sends it; with `progress` curl shows how far it is.
    ///
    /// # Errors
    /// When there is no curl, or no answer.
    pub(super) fn send(mut self, progress: bool) -> anyhow::Result<Response> {
        let folder = tempfile::tempdir()?;
        let headers = folder.path().join("headers");
        self.option("dump-header", &headers.to_string_lossy());
        self.option("write-out", "\\n%{http_code}");
        if progress {
            self.options = self.options.replacen("silent\n", "progress-bar\n", 1);
        }
        let mut running = Command::new("curl")
            // The user's own settings are for other requests.
            .args(["-q", "--config", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if progress {
                Stdio::inherit()
            } else {
                Stdio::piped()
            })
            .spawn()
            .context(
                "curl cannot be run; it comes with Windows 10 and macOS, elsewhere install the \
                 package curl",
            )?;
        if let Some(mut input) = running.stdin.take() {
            input.write_all(self.options.as_bytes())?;
        }
        let output = running.wait_with_output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!(
                "no answer: {} ({}); run the same command again, it goes on where it stopped",
                said.trim(),
                output.status
            );
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let (body, status) = text.rsplit_once('\n').unwrap_or(("", &text));
        let headers = fs::read_to_string(headers).unwrap_or_default();
        Ok(Response {
            status: status.trim().parse().context("curl told no status")?,
            body: body.to_owned(),
            retry_after: retry_after(&headers),
        })
    }

    fn option(&mut self, name: &str, value: &str) {
        let mut quoted = String::new();
        for letter in value.chars() {
            match letter {
                '"' | '\\' => quoted.extend(['\\', letter]),
                '\n' => quoted.push_str("\\n"),
                '\r' => quoted.push_str("\\r"),
                _ => quoted.push(letter),
            }
        }
        self.options.push_str(&format!("{name} = \"{quoted}\"\n"));
    }
}

/// Whether an address is of this machine.
fn is_here(url: &str) -> bool {
    let rest = url.strip_prefix("http://");
    let host = rest.and_then(|it| it.split(['/', ':', '?']).next());
    matches!(host, Some("127.0.0.1" | "localhost"))
}

/// An address without what may be a secret.
pub(super) fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

/// Of several headers the last: a proxy's answer stands before the server's.
fn retry_after(headers: &str) -> Option<Duration> {
    headers.lines().rev().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_it = name.eq_ignore_ascii_case("retry-after");
        is_it.then(|| value.trim().parse().ok().map(Duration::from_secs))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_to_this_machine_or_over_tls_only() {
        for good in [
            "https://example.com/x",
            "http://127.0.0.1:80/",
            "http://localhost",
        ] {
            assert!(Request::new("GET", good).is_ok(), "{good}");
        }
        for bad in [
            "http://example.com/?sig=1",
            "http://localhost.example.com/",
            "http://127.0.0.1@example.com/",
            "file:///etc/passwd",
            "",
        ] {
            let error = Request::new("GET", bad).err().map(|it| it.to_string());
            assert!(error.is_some_and(|it| !it.contains("sig")), "{bad}");
        }
    }

    #[test]
    fn nothing_in_a_value_ends_its_line() {
        let request = Request::new("POST", "https://x").unwrap();
        let request = request.body("a\"\n\\\r\nurl = y");
        let last = request.options.lines().last().unwrap();
        assert_eq!(last, r#"data-raw = "a\"\n\\\r\nurl = y""#);
    }

    #[test]
    fn a_server_says_in_seconds_when_to_come_again() {
        let after = |text: &str| retry_after(text).map(|it| it.as_secs());
        assert_eq!(after("HTTP/1.1 429 x\r\nRetry-After: 7\r\n\r\n"), Some(7));
        assert_eq!(after("retry-after: 1\nRETRY-AFTER: 2\n"), Some(2));
        assert_eq!(after("Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\n"), None);
        assert_eq!(after(""), None);
    }
}
