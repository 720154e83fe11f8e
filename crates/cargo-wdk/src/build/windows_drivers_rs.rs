//! The options of windows-drivers-rs's `cargo wdk build`, for scripts that have them.
//!
//! What it hands to Microsoft's tools is translated where there is the same here; else the error
//! names what there is.

use std::{path::PathBuf, str::FromStr as _};

use clap::{Args, ValueEnum};
use wdk_inf::check::RuleSet;
use wdk_package::catalog::{Os, Pages};

#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Options of windows-drivers-rs")]
pub(crate) struct Compatible {
    /// The requirements for the INF: universal is --inf-level u, desktop h, windows w.
    #[arg(long, value_enum, ignore_case = true, conflicts_with = "inf_level")]
    pub(super) target_platform: Option<TargetPlatform>,
    /// off is --no-sign; test signs with the workspace's test certificate, as without the option.
    #[arg(long, value_enum, ignore_case = true, conflicts_with_all = ["certificate", "no_sign"])]
    pub(super) sign_mode: Option<SignMode>,
    /// Check the signatures of image and catalog after they were made. Whom a machine trusts is
    /// not asked.
    #[arg(long, conflicts_with = "no_sign")]
    pub(super) verify_signature: bool,
    /// Switches of `signtool sign`: /f, /p, /tr, /fd SHA256, /td SHA256.
    #[arg(
        long,
        value_name = "ARGS",
        value_parser = SigntoolArgs::parse,
        conflicts_with_all = ["certificate", "timestamp", "no_sign"]
    )]
    pub(super) signtool_args: Option<SigntoolArgs>,
    /// Switches of inf2cat: /os:LIST, /pageHashes, /uselocaltime, /verbose.
    #[arg(long, value_name = "ARGS", value_parser = Inf2catArgs::parse)]
    pub(super) inf2cat_args: Option<Inf2catArgs>,
}

/// Where the driver is to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TargetPlatform {
    /// Every edition of Windows 10 and later.
    Universal,
    /// Windows 10 for desktops.
    Desktop,
    /// What is called a Windows driver.
    Windows,
}

impl TargetPlatform {
    /// The rules that InfVerif is called with.
    pub(super) fn rules(self) -> RuleSet {
        match self {
            Self::Universal => RuleSet::Universal,
            Self::Desktop => RuleSet::Signature,
            Self::Windows => RuleSet::Windows,
        }
    }
}

/// Whether the package is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SignMode {
    /// It is not.
    Off,
    /// With a test certificate.
    Test,
}

/// What `signtool sign` is told that has a meaning here. It holds a password, so it is not shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct SigntoolArgs {
    pub(super) certificate: Option<PathBuf>,
    pub(super) password: Option<String>,
    pub(super) timestamp: Option<String>,
}

impl SigntoolArgs {
    fn parse(text: &str) -> Result<Self, String> {
        let mut parsed = Self::default();
        let mut words = split(text)?.into_iter();
        while let Some(word) = words.next() {
            let switch = switch(&word).ok_or_else(|| {
                format!("{word}: the files to sign are those of the package; `cargo wdk sign` takes others")
            })?;
            let mut value = || {
                let value = words.next();
                value.ok_or_else(|| format!("{word} needs a value"))
            };
            match switch.as_str() {
                "f" => parsed.certificate = Some(value()?.into()),
                "p" => parsed.password = Some(value()?),
                "tr" => parsed.timestamp = Some(value()?),
                "fd" | "td" => {
                    let algorithm = value()?;
                    if !algorithm.eq_ignore_ascii_case("SHA256") {
                        return Err(format!(
                            "{word} {algorithm}: signatures and time stamps are made with SHA256"
                        ));
                    }
                }
                "v" | "q" | "debug" => {}
                "t" => {
                    return Err(format!(
                        "{word} asks an old server; give the address of an RFC 3161 server with \
                         --timestamp URL (signtool's /tr)"
                    ));
                }
                "n" | "s" | "sm" | "sha1" | "i" | "r" | "c" | "u" | "uw" | "a" | "csp" | "kc"
                | "dlib" | "dmdf" => {
                    return Err(format!(
                        "{word} takes the certificate from a store of Windows, a token or a service; \
                         give a file with --certificate FILE, or --no-sign and sign what was built \
                         with signtool"
                    ));
                }
                "ac" => {
                    return Err(format!(
                        "{word}: put the issuers' certificates into the file of --certificate"
                    ));
                }
                "ph" | "nph" => {
                    return Err(format!(
                        "{word}: build with --no-sign, then `cargo wdk sign --page-hashes FILE`"
                    ));
                }
                _ => {
                    return Err(format!(
                        "{word} is not supported; --certificate, --key and --timestamp say who \
                         signs, and --no-sign leaves it to signtool"
                    ));
                }
            }
        }
        if parsed.password.is_some() && parsed.certificate.is_none() {
            return Err("/p is the password of the file of /f, which is missing".to_owned());
        }
        Ok(parsed)
    }
}

/// What inf2cat is told that has a meaning here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inf2catArgs {
    pub(super) systems: Vec<Os>,
    pub(super) pages: Pages,
}

impl Inf2catArgs {
    fn parse(text: &str) -> Result<Self, String> {
        let mut parsed = Self::default();
        for word in split(text)? {
            let switch = switch(&word).ok_or_else(|| {
                format!("{word} is no switch; the package is given by cargo wdk build itself")
            })?;
            match switch.split_once(':').unwrap_or((&switch, "")) {
                ("os", list) => {
                    for name in list.split(',') {
                        let os = Os::from_str(name).map_err(|error| error.to_string())?;
                        parsed.systems.push(os);
                    }
                }
                ("pagehashes", "") => parsed.pages = Pages::All,
                ("pagehashes", list) => {
                    parsed.pages = Pages::Of(list.split(',').map(str::to_owned).collect());
                }
                // The day in DriverVer and the day that it is held against are the same here.
                ("uselocaltime" | "verbose" | "v", "") => {}
                ("driver" | "drv", _) => {
                    return Err(format!(
                        "{word}: the package is given by cargo wdk build itself"
                    ));
                }
                _ => {
                    return Err(format!(
                        "{word} is not supported; see `cargo wdk cat create --help` for what a \
                         catalog can have"
                    ));
                }
            }
        }
        Ok(parsed)
    }
}

/// A switch without its sign and in lower case; signtool and inf2cat take both signs.
fn switch(word: &str) -> Option<String> {
    let name = word.strip_prefix(['/', '-'])?;
    Some(name.to_ascii_lowercase())
}

/// The words of `text`. Blanks separate them; single and double quotation marks hold one together,
/// and there is no escape, as in windows-drivers-rs.
fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut open = None;
    for character in text.chars() {
        match (open, character) {
            (Some(mark), it) if it == mark => open = None,
            (None, '"' | '\'') => {
                open = Some(character);
                word.get_or_insert_default();
            }
            (None, it) if it.is_whitespace() => words.extend(word.take()),
            (_, it) => word.get_or_insert_default().push(it),
        }
    }
    if let Some(mark) = open {
        return Err(format!("the quotation mark {mark} is not closed"));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused<T>(result: Result<T, String>, words: &[&str]) {
        let Err(message) = result else {
            panic!("accepted")
        };
        for word in words {
            assert!(message.contains(word), "{message}");
        }
    }

    #[test]
    fn words_are_held_together_by_quotation_marks() {
        let words = |text| split(text).unwrap();
        assert_eq!(
            words(" /f  'my cert.pfx' /p \"\" "),
            ["/f", "my cert.pfx", "/p", ""]
        );
        assert_eq!(words("\t "), [""; 0]);
        assert_eq!(words("/os:\"10_X64\",'x'"), ["/os:10_X64,x"]);
        refused(split("/n \"CN=A"), &["not closed"]);
    }

    #[test]
    fn signtools_switches_are_translated_or_refused_with_ours() {
        let text = "/v /fd sha256 /F our.pfx /p secret /tr http://t /td SHA256";
        let parsed = SigntoolArgs::parse(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(parsed.certificate, Some("our.pfx".into()));
        assert_eq!(parsed.password.as_deref(), Some("secret"));
        assert_eq!(parsed.timestamp.as_deref(), Some("http://t"));
        let parse = SigntoolArgs::parse;
        refused(parse("/fd SHA512"), &["SHA512", "SHA256"]);
        refused(parse("/n \"CN=A, O=B\""), &["/n", "--certificate"]);
        refused(parse("/t http://t"), &["--timestamp"]);
        refused(parse("/ph"), &["--page-hashes"]);
        refused(parse("/nosuch"), &["/nosuch", "--no-sign"]);
        refused(parse("driver.sys"), &["driver.sys"]);
        refused(parse("/f"), &["/f needs a value"]);
        refused(parse("/p secret"), &["/f"]);
        assert!(parse(" ").is_ok());
    }

    #[test]
    fn inf2cats_switches_are_translated_or_refused() {
        let parsed = Inf2catArgs::parse("/os:10_x64,10_GE_X64 /uselocaltime /pageHashes").unwrap();
        let names: Vec<_> = parsed.systems.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["10_X64", "10_GE_X64"]);
        assert_eq!(parsed.pages, Pages::All);
        let parsed = Inf2catArgs::parse("/pageHashes:Lamp.sys,b.dll").unwrap();
        assert!(parsed.pages.has("lamp.SYS") && parsed.pages.has("b.dll"));
        assert!(!parsed.pages.has("a.dll"));
        refused(Inf2catArgs::parse("/os:95"), &["95", "10_X64"]);
        for text in ["/driver:x", "/DRV:x", "/os:10_X64 /driver:y"] {
            refused(Inf2catArgs::parse(text), &["cargo wdk build itself"]);
        }
        refused(Inf2catArgs::parse("/nocat"), &["/nocat", "cat create"]);
        refused(Inf2catArgs::parse("x"), &["no switch"]);
    }
}
