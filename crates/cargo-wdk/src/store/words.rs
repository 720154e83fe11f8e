//! pnputil's command line: a verb, options behind a slash or dash, and what stands plain.
//!
//! See [PnPUtil command syntax](https://learn.microsoft.com/windows-hardware/drivers/devtest/pnputil-command-syntax).

use std::path::Path;

/// What may follow an option.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    None,
    One,
    Optional,
}
use Value::{None as Flag, One, Optional};

/// A verb with its options, and how many plain words it takes.
struct Verb {
    name: &'static str,
    options: &'static [(&'static str, Value)],
    plain: (usize, usize),
}

/// `<instance ID> | /deviceid <device ID>`, `/class`, `/bus`: which devices.
macro_rules! on_devices {
    ($name:literal $(, $option:literal)*) => {
        Verb {
            name: $name,
            options: &[
                ("deviceid", One),
                ("class", One),
                ("bus", One),
                ("reboot", Flag),
                $(($option, Flag),)*
            ],
            plain: (0, 1),
        }
    };
}

const VERBS: &[Verb] = &[
    Verb {
        name: "add-driver",
        options: &[("subdirs", Flag), ("install", Flag), ("reboot", Flag)],
        // A shell that replaces *.inf itself gives all of them.
        plain: (1, usize::MAX),
    },
    Verb {
        name: "delete-driver",
        options: &[("uninstall", Flag), ("force", Flag), ("reboot", Flag)],
        plain: (1, 1),
    },
    Verb {
        name: "export-driver",
        options: &[],
        plain: (2, 2),
    },
    Verb {
        name: "enum-drivers",
        options: &[("class", One), ("files", Flag)],
        plain: (0, 0),
    },
    on_devices!("disable-device", "force"),
    on_devices!("enable-device"),
    on_devices!("restart-device"),
    on_devices!("remove-device", "subtree", "force"),
    Verb {
        name: "scan-devices",
        options: &[("instanceid", One), ("async", Flag)],
        plain: (0, 0),
    },
    Verb {
        name: "enum-devices",
        options: &[
            ("connected", Flag),
            ("disconnected", Flag),
            ("instanceid", One),
            ("deviceid", One),
            ("class", One),
            ("problem", Optional),
            ("bus", Optional),
            ("deviceids", Flag),
            // The name that it has before Windows 11.
            ("ids", Flag),
            ("relations", Flag),
            ("services", Flag),
            ("stack", Flag),
            ("drivers", Flag),
            ("interfaces", Flag),
            ("properties", Flag),
            ("resources", Flag),
        ],
        plain: (0, 0),
    },
    Verb {
        name: "enum-devicetree",
        options: &[
            ("connected", Flag),
            ("services", Flag),
            ("stack", Flag),
            ("drivers", Flag),
            ("interfaces", Flag),
        ],
        plain: (0, 1),
    },
    Verb {
        name: "enum-interfaces",
        options: &[
            ("enabled", Flag),
            ("disabled", Flag),
            ("class", One),
            ("properties", Flag),
        ],
        plain: (0, 0),
    },
    Verb {
        name: "enum-classes",
        options: &[("class", One), ("services", Flag)],
        plain: (0, 0),
    },
    Verb {
        name: "enum-containers",
        options: &[
            ("containerid", One),
            ("connected", Flag),
            ("disconnected", Flag),
            ("problem", Flag),
            ("devices", Flag),
            ("format", One),
            ("output-file", Optional),
        ],
        plain: (0, 0),
    },
];

/// Options that exclude each other.
const EITHER: [(&str, &str); 3] = [
    ("connected", "disconnected"),
    ("enabled", "disabled"),
    ("instanceid", "deviceid"),
];

/// A command as it was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) verb: &'static str,
    options: Vec<(&'static str, Option<String>)>,
    pub(super) plain: Vec<String>,
}

impl Words {
    /// Reads a command line; the error says what is wrong with it.
    pub(super) fn read(arguments: &[String]) -> Result<Self, String> {
        let arguments = modern(arguments);
        let (first, rest) = arguments
            .split_first()
            .ok_or("say what to do, for example /enum-drivers")?;
        let verb = option(first).and_then(|name| {
            let same = |it: &&Verb| it.name.eq_ignore_ascii_case(name);
            VERBS.iter().find(same)
        });
        let verb = verb.ok_or_else(|| format!("pnputil has no command {first}"))?;
        let mut words = Self {
            verb: verb.name,
            options: Vec::new(),
            plain: Vec::new(),
        };
        let find = |argument: &str| {
            let name = option(argument)?;
            verb.options
                .iter()
                .find(|(it, _)| it.eq_ignore_ascii_case(name))
                .copied()
        };
        let mut rest = rest.iter().peekable();
        while let Some(argument) = rest.next() {
            let Some((name, value)) = find(argument) else {
                if option(argument).is_some() && !is_path(argument) {
                    return Err(format!("/{} has no option {argument}", verb.name));
                }
                words.plain.push(argument.clone());
                continue;
            };
            let next = rest.next_if(|it| value != Flag && find(it).is_none());
            if value == One && next.is_none() {
                return Err(format!("/{name} needs a value"));
            }
            words.options.push((name, next.cloned()));
        }
        let (least, most) = verb.plain;
        if words.plain.len() < least {
            return Err(format!("/{} needs {least} words after it", verb.name));
        }
        if let Some(odd) = words.plain.get(most) {
            return Err(format!("/{} does not take {odd}", verb.name));
        }
        for (one, other) in EITHER {
            if words.has(one) && words.has(other) {
                return Err(format!("/{one} and /{other} exclude each other"));
            }
        }
        Ok(words)
    }

    /// Whether an option was said.
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(it, _)| *it == name)
    }

    /// The value of an option.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.options.iter().find(|(it, _)| *it == name)?;
        found.1.as_deref()
    }
}

/// The name of an option: what stands behind a slash or dashes.
fn option(argument: &str) -> Option<&str> {
    let name = argument
        .strip_prefix("--")
        .or_else(|| argument.strip_prefix(['/', '-']))?;
    Some(name).filter(|it| !it.is_empty())
}

/// Whether a word that looks like an option is the path of a file, which begins with a slash too.
fn is_path(argument: &str) -> bool {
    argument[1..].contains('/') || Path::new(argument).exists()
}

/// The commands of before Windows 10 1607 as those that they stand for.
fn modern(arguments: &[String]) -> Vec<String> {
    let is = |argument: &String, name: &str| {
        option(argument).is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    let old = [
        ("a", "/add-driver"),
        ("d", "/delete-driver"),
        ("e", "/enum-drivers"),
    ];
    let found = arguments.iter().take(2).find_map(|argument| {
        let new = old.iter().find(|(name, _)| is(argument, name))?;
        Some((argument, new.1))
    });
    let Some((replaced, new)) = found else {
        return arguments.to_vec();
    };
    let others = arguments.iter().filter(|it| *it != replaced);
    let others = others.map(|it| match it {
        it if is(it, "i") => "/install".to_owned(),
        it if is(it, "f") => "/force".to_owned(),
        it => it.clone(),
    });
    std::iter::once(new.to_owned()).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Words, String> {
        let words: Vec<_> = line.split(' ').map(str::to_owned).collect();
        Words::read(&words)
    }

    #[test]
    fn what_microsoft_s_examples_type_is_understood() {
        for line in [
            r"/add-driver x:\driver.inf",
            r"/add-driver c:\oem\*.inf",
            "/add-driver device.inf /install",
            "/add-driver *.inf /subdirs /install /reboot",
            "/delete-driver oem0.inf",
            "/delete-driver oem1.inf /force",
            r"/disable-device USB\VID_045E&PID_00DB\6&870CE29&0&1",
            r"/disable-device /deviceid USB\Class_03",
            "/disable-device /class USB /bus PCI",
            r"/enable-device /deviceid USB\Class_03",
            "/enum-classes",
            "/enum-classes /class Display",
            "/enum-devices",
            "/enum-devices /connected",
            r"/enum-devices /instanceid ROOT\SYSTEM\0000",
            "/enum-devices /problem 28",
            "/enum-devices /problem /deviceids",
            "/enum-devices /bus PCI",
            "/enum-drivers /class System",
            "/enum-drivers /files",
            "/enum-interfaces /enabled",
            "/enum-interfaces /class {884b96c3-56ef-11d1-bc8c-00a0c91405dd}",
            "/export-driver oem6.inf .",
            r"/export-driver * c:\backup",
            r"/remove-device /class USB /bus PCI",
            r"/restart-device /deviceid USB\Class_03",
            "/scan-devices",
            "/enum-devicetree",
            r"/enum-devicetree ROOT\SYSTEM\0000 /drivers",
            "/enum-devicetree /connected /interfaces",
            "/enum-devicetree /stack /interfaces /drivers /services",
            "/enum-containers",
            "/enum-containers /containerid {00000000-0000-0000-ffff-ffffffffffff}",
            "/enum-containers /connected /devices",
            "/enum-containers /disconnected /devices /format xml /output-file devices.xml",
            "-e",
            "-a driver.inf",
            "-i -a driver.inf",
            "-f -d oem0.inf",
            "--ENUM-DRIVERS",
        ] {
            read(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    #[test]
    fn options_have_their_values_and_old_commands_their_meaning() {
        let words = read("/enum-devices /problem /ids /class Net").unwrap();
        assert!(words.has("problem") && words.has("ids"));
        assert_eq!(
            (words.value("problem"), words.value("class")),
            (None, Some("Net"))
        );
        let words = read("/enum-devices /PROBLEM 28").unwrap();
        assert_eq!(words.value("problem"), Some("28"));
        let words = read("-i -a /some/where/driver.inf").unwrap();
        assert_eq!(words.verb, "add-driver");
        assert!(words.has("install"));
        assert_eq!(words.plain, ["/some/where/driver.inf"]);
    }

    #[test]
    fn what_pnputil_does_not_know_is_refused() {
        for (line, why) in [
            ("/list", "no command /list"),
            ("enum-drivers", "no command enum-drivers"),
            ("/add-driver", "needs 1 words"),
            ("/enum-drivers /uninstall", "no option /uninstall"),
            ("/enum-devices /class", "/class needs a value"),
            ("/delete-driver oem0.inf oem1.inf", "does not take oem1.inf"),
            (
                "/enum-devices /connected /disconnected",
                "exclude each other",
            ),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.contains(why), "{line}: {error}");
        }
    }
}
