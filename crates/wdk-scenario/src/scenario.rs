//! The steps of a program that uses a device, and their text form.

use serde::Deserialize;

/// What a program does with a device that it has opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The steps, in their order.
    pub steps: Vec<Step>,
}

/// One request of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `DeviceIoControl`.
    Ioctl {
        /// The control code.
        code: u32,
        /// What the record calls it.
        name: String,
        /// The input buffer.
        input: Vec<u8>,
        /// The length of the output buffer.
        output: usize,
    },
    /// `WriteFile` with these bytes.
    Write(Vec<u8>),
    /// `ReadFile` with a buffer of this length.
    Read(usize, Then),
}

/// What follows when a read has begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Then {
    /// The program waits for it, and cancels it when 15 s of virtual time have passed.
    #[default]
    Wait,
    /// The program cancels it at once.
    Cancel,
    /// The device is removed without notice.
    Remove,
}

/// A text is no scenario.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// It is not TOML, or has other keys than those of a scenario.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A step states none of the requests, or several.
    #[error("step {0} has to have one of ioctl, write and read")]
    Request(usize),
    /// A step has a key that belongs to another request.
    #[error("step {0}: {1} does not belong to this request")]
    Key(usize, &'static str),
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    step: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    ioctl: Option<u32>,
    name: Option<String>,
    input: Option<Vec<u8>>,
    output: Option<usize>,
    write: Option<String>,
    read: Option<usize>,
    then: Option<Then>,
}

impl Scenario {
    /// The scenario that `text`, the content of a `scenario.toml`, states.
    ///
    /// # Errors
    /// When the text is not TOML or a step does not state one request.
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let file: File = toml::from_str(text)?;
        let steps = file.step.into_iter().enumerate();
        let steps: Result<_, _> = steps.map(|(at, raw)| raw.step(at + 1)).collect();
        Ok(Self { steps: steps? })
    }
}

impl Default for Scenario {
    /// The steps for a device of which nothing is known.
    fn default() -> Self {
        let read = |then| Step::Read(64, then);
        Self {
            steps: vec![
                Step::Ioctl {
                    // The first code that is free for drivers, with METHOD_BUFFERED.
                    code: 0x0022_2000,
                    name: "control code 0x222000".to_owned(),
                    input: Vec::new(),
                    output: 16,
                },
                Step::Write(b"hello".to_vec()),
                read(Then::Wait),
                read(Then::Cancel),
                read(Then::Remove),
            ],
        }
    }
}

impl Raw {
    fn step(self, number: usize) -> Result<Step, ScenarioError> {
        let for_ioctl = [
            ("name", self.name.is_some()),
            ("input", self.input.is_some()),
            ("output", self.output.is_some()),
        ];
        let for_read = [("then", self.then.is_some())];
        let only = |others: &[(&'static str, bool)]| {
            let wrong = others.iter().find(|(_, present)| *present);
            wrong.map_or(Ok(()), |(key, _)| Err(ScenarioError::Key(number, key)))
        };
        match (self.ioctl, self.write, self.read) {
            (Some(code), None, None) => {
                only(&for_read)?;
                Ok(Step::Ioctl {
                    code,
                    name: self
                        .name
                        .unwrap_or_else(|| format!("control code {code:#x}")),
                    input: self.input.unwrap_or_default(),
                    output: self.output.unwrap_or_default(),
                })
            }
            (None, Some(text), None) => {
                only(&for_ioctl)?;
                only(&for_read)?;
                Ok(Step::Write(text.into_bytes()))
            }
            (None, None, Some(length)) => {
                only(&for_ioctl)?;
                Ok(Step::Read(length, self.then.unwrap_or_default()))
            }
            _ => Err(ScenarioError::Request(number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_states_one_request() {
        let text = "[[step]]\nioctl = 0x222004\ninput = [1]\n[[step]]\nread = 4\nthen = \"cancel\"";
        let scenario = Scenario::parse(text).unwrap();
        let ioctl = Step::Ioctl {
            code: 0x22_2004,
            name: "control code 0x222004".to_owned(),
            input: vec![1],
            output: 0,
        };
        assert_eq!(scenario.steps, [ioctl, Step::Read(4, Then::Cancel)]);
    }

    #[test]
    fn what_is_no_step_is_refused_with_its_number() {
        for (text, expected) in [
            ("[[step]]", "step 1 has to have one of"),
            (
                "[[step]]\nread = 1\nwrite = \"x\"",
                "step 1 has to have one of",
            ),
            (
                "[[step]]\nread = 1\n[[step]]\nwrite = \"x\"\nthen = \"wait\"",
                "step 2: then",
            ),
            ("[[step]]\nread = 1\ninput = []", "step 1: input"),
            ("[[step]]\nopen = \"x\"", "unknown field `open`"),
        ] {
            let error = Scenario::parse(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
