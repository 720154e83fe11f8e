//! Files before and after: shown as a difference, written, and brought back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use similar::TextDiff;

/// What was there before, in the folder that was adopted.
pub(super) const RECORD: &str = ".wdk-adopt.json";

/// A file; a text that is `None` is a file that is not there.
#[derive(Deserialize, Serialize)]
struct Change {
    /// From the folder.
    path: PathBuf,
    before: Option<String>,
    after: Option<String>,
    /// Cargo writes it as well, so that a later change is nobody's work.
    generated: bool,
}

/// The changes to a folder.
pub(super) struct Changes {
    folder: PathBuf,
    files: Vec<Change>,
}

/// A change as it is shown.
#[derive(Serialize)]
pub(super) struct Described {
    path: PathBuf,
    pub(super) diff: String,
}

impl Changes {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            files: Vec::new(),
        }
    }

    /// Gives the file at `path` another text. A second change of one file adds to the first.
    pub(super) fn set(&mut self, path: &Path, text: String) -> anyhow::Result<()> {
        self.add(path, Some(text), false)
    }

    /// Keeps a file as it is now, for what Cargo is about to do to it.
    pub(super) fn keep(&mut self, path: &Path) -> anyhow::Result<()> {
        let now = read(path)?;
        self.add(path, now, true)
    }

    fn add(&mut self, path: &Path, after: Option<String>, generated: bool) -> anyhow::Result<()> {
        let relative = path.strip_prefix(&self.folder).unwrap_or(path).to_owned();
        if let Some(known) = self.files.iter_mut().find(|it| it.path == relative) {
            known.after = after;
            return Ok(());
        }
        let before = read(path)?;
        if generated || before != after {
            self.files.push(Change {
                path: relative,
                before,
                after,
                generated,
            });
        }
        Ok(())
    }

    /// The text of a file with the changes so far.
    pub(super) fn text(&self, path: &Path) -> anyhow::Result<String> {
        let relative = path.strip_prefix(&self.folder).unwrap_or(path);
        let known = self.files.iter().find(|it| it.path == relative);
        match known {
            Some(Change {
                after: Some(text), ..
            }) => Ok(text.clone()),
            _ => {
                fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
            }
        }
    }

    pub(super) fn write(&self) -> anyhow::Result<()> {
        for change in self.files.iter().filter(|it| !it.generated) {
            put(&self.folder.join(&change.path), change.after.as_deref())?;
        }
        Ok(())
    }

    /// Writes down what was there.
    pub(super) fn record(&self) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(&self.files)?;
        put(&self.folder.join(RECORD), Some(&text))
    }

    /// What people are shown: not what Cargo writes.
    pub(super) fn described(&self) -> Vec<Described> {
        let shown = self.files.iter().filter(|it| !it.generated);
        shown.map(Change::describe).collect()
    }
}

impl Change {
    fn describe(&self) -> Described {
        let side = |text: &Option<String>, side: &str| match text {
            Some(_) => format!("{side}/{}", self.path.display()),
            None => "/dev/null".to_owned(),
        };
        let (before, after) = (&self.before, &self.after);
        let diff = TextDiff::from_lines(
            before.as_deref().unwrap_or_default(),
            after.as_deref().unwrap_or_default(),
        );
        let diff = diff
            .unified_diff()
            .header(&side(before, "before"), &side(after, "after"))
            .to_string();
        Described {
            path: self.path.clone(),
            diff,
        }
    }
}

/// Brings back what was in `folder`, unless somebody changed it since; the files.
pub(super) fn undo(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let record = folder.join(RECORD);
    let Some(text) = read(&record)? else {
        bail!("{} was not adopted: there is no {RECORD}", folder.display());
    };
    let files: Vec<Change> = serde_json::from_str(&text)
        .with_context(|| format!("{} is not what adopt wrote", record.display()))?;
    for change in files.iter().filter(|it| !it.generated) {
        let path = folder.join(&change.path);
        if read(&path)? != change.after {
            bail!(
                "{} was changed after it was adopted; bring it back by hand from {}, where \
                 \"before\" has its text",
                path.display(),
                record.display()
            );
        }
    }
    for change in &files {
        put(&folder.join(&change.path), change.before.as_deref())?;
    }
    put(&record, None)?;
    Ok(files.into_iter().map(|it| it.path).collect())
}

fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn put(path: &Path, text: Option<&str>) -> anyhow::Result<()> {
    let done = match text {
        Some(text) => fs::write(path, text),
        None if path.exists() => fs::remove_file(path),
        None => Ok(()),
    };
    done.with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, "a\n").unwrap();
        let mut changes = Changes::new(folder.path());
        changes.set(&old, "b\n".to_owned()).unwrap();
        changes.set(&new, "c\n".to_owned()).unwrap();
        changes.write().unwrap();
        changes.record().unwrap();
        let shown = changes.described();
        assert!(shown[0].diff.contains("-a\n+b"), "{}", shown[0].diff);
        assert!(shown[1].diff.contains("/dev/null"), "{}", shown[1].diff);
        undo(folder.path()).unwrap();
        assert_eq!(fs::read_to_string(&old).unwrap(), "a\n");
        assert!(!new.exists());
        assert!(!folder.path().join(RECORD).exists());
    }

    #[test]
    fn what_somebody_changed_since_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let mut changes = Changes::new(folder.path());
        changes.set(&file, "ours".to_owned()).unwrap();
        changes.write().unwrap();
        changes.record().unwrap();
        fs::write(&file, "theirs").unwrap();
        let told = undo(folder.path()).unwrap_err().to_string();
        assert!(told.contains("was changed after"), "{told}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "theirs");
    }
}
