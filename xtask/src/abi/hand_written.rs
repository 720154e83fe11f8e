//! The list of what hand-written files of the crate declare and descriptions or checks rely on. A generated
//! module imports all of it, so that the compiler holds the list to the crate.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result, ensure};

const LIST: &str = "crates/wdk-sys/abi/hand-written.txt";

/// Behind a name that the kernel world does not have.
const HOST: &str = "host";

/// A name of the list.
pub(crate) struct HandWritten {
    pub(crate) name: String,
    /// The cargo feature that it comes with, or [`HOST`].
    feature: Option<String>,
}

/// Reads the list: a name on a line, and behind it the feature that it comes with, or `host`.
pub(crate) fn list(root: &Path) -> Result<Vec<HandWritten>> {
    let path = root.join(LIST);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut names = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        if content.starts_with('#') {
            continue;
        }
        let mut words = content.split(' ').map(str::to_owned);
        let name = words.next().unwrap_or_default();
        let feature = words.next();
        ensure!(
            !name.is_empty() && words.next().is_none(),
            "{LIST}:{line}: expected a name and a feature"
        );
        names.push(HandWritten { name, feature });
    }
    Ok(names)
}

/// The module that imports the list.
pub(super) fn module(names: &[HandWritten]) -> Result<String> {
    let mut by_feature: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for HandWritten { name, feature } in names {
        by_feature.entry(feature.as_deref()).or_default().push(name);
    }
    let mut text = "//! What hand-written files declare.\n\
        #![expect(unused_imports, reason = \"fails to compile when something is not declared\")]\n"
        .to_owned();
    for (feature, names) in by_feature {
        let imports = match names.as_slice() {
            [name] => format!("use crate::{name};"),
            names => format!("use crate::{{{}}};", names.join(", ")),
        };
        match feature {
            None => writeln!(text, "\n{imports}")?,
            Some(HOST) => writeln!(text, "\ncrate::host_world! {{\n    {imports}\n}}")?,
            Some(feature) => writeln!(text, "\n#[cfg(feature = {feature:?})]\n{imports}")?,
        }
    }
    Ok(text)
}
