//! Values with their names: statuses and bug checks.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};

/// A table below `abi`, and what the module that is made of it says.
pub(super) struct Table {
    pub(super) file: &'static str,
    /// Path of the generated module.
    pub(super) module: &'static str,
    documentation: &'static str,
    type_: &'static str,
    /// Constants are signed, and the values of names are not.
    signed: bool,
    /// Several names may have a value; the first is the usual one.
    shared: bool,
}

pub(super) const TABLES: [Table; 2] = [
    Table {
        file: "ntstatus.tsv",
        module: "ntstatus",
        documentation: "`ntstatus.h`: every `NTSTATUS`, in the order of its value.",
        type_: "NTSTATUS",
        signed: true,
        shared: true,
    },
    Table {
        file: "bugcodes.tsv",
        module: "bugcodes",
        documentation: "`bugcodes.h`: why a system stops.",
        type_: "ULONG",
        signed: false,
        shared: false,
    },
];

impl Table {
    /// The module with the constants and their names.
    ///
    /// # Errors
    ///
    /// A row that is not a value and a name, or not in its place.
    pub(super) fn module(&self, text: &str) -> Result<String> {
        let rows = self.rows(text)?;
        let type_ = self.type_;
        let mut constants = String::new();
        let mut names = String::new();
        for (value, name) in &rows {
            let number = if self.signed {
                format!("u32::cast_signed({value})")
            } else {
                (*value).to_owned()
            };
            writeln!(constants, "pub const {name}: {type_} = {number};")?;
            writeln!(names, "({value}, {name:?}),")?;
        }
        Ok(format!(
            "//! {}\n\nuse crate::{type_};\n\n{constants}\n\
             /// Values and their names, in the order of the values.\n\
             pub(crate) static NAMES: &[(u32, &str)] = &[\n{names}];\n",
            self.documentation
        ))
    }

    /// Value and name of each row.
    pub(super) fn rows<'a>(&self, text: &'a str) -> Result<Vec<(&'a str, &'a str)>> {
        let mut rows = Vec::new();
        let mut last = None;
        for (line, row) in (1..).zip(text.lines()) {
            if row.starts_with('#') {
                continue;
            }
            let place = || format!("abi/{}:{line}", self.file);
            let (value, name) = row
                .split_once('\t')
                .with_context(|| format!("{}: expected a value, a tab and a name", place()))?;
            let number = value
                .strip_prefix("0x")
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .with_context(|| format!("{}: `{value}` is not a value", place()))?;
            ensure!(
                last.is_none_or(|last| last < number || self.shared && last == number),
                "{}: {value} is not in its place",
                place()
            );
            last = Some(number);
            rows.push((value, name));
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::TABLES;

    #[test]
    fn rows_are_in_the_order_of_their_values() {
        let [statuses, bug_checks] = &TABLES;
        assert!(statuses.rows("0x00000000\tA\n0x00000000\tB\n").is_ok());
        let error = bug_checks.rows("# why\n0x2\tA\n0x2\tB\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "abi/bugcodes.tsv:3: 0x2 is not in its place"
        );
        let error = statuses.rows("0x1 A\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "abi/ntstatus.tsv:1: expected a value, a tab and a name"
        );
    }
}
