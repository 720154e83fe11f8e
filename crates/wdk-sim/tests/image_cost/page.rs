//! The table in the documents, made from the committed numbers.

use std::{env, fs, path::PathBuf};

use crate::cost::{
    record::{Record, numbers},
    subject::root,
};

const BEGIN: &str = "<!-- costs: written by the test `image_cost` -->\n";
const END: &str = "<!-- end of costs -->";

fn path() -> PathBuf {
    root().join("docs/internals/wdk.md")
}

/// The page with the table of these numbers.
fn page(record: &Record) -> String {
    let page = fs::read_to_string(path()).expect("the page is there");
    let begin = page.find(BEGIN).expect("the beginning of the table") + BEGIN.len();
    let end = page.find(END).expect("the end of the table");
    let mut table = "| | C | Rust | Rust / C |\n|---|---|---|---|\n".to_owned();
    for row in &record.rows {
        for ((what, c), (_, rust)) in numbers(&row.c).into_iter().zip(numbers(&row.rust)) {
            let ratio = rust as f64 / c as f64;
            table += &format!("| `{}`, {what} | {c} | {rust} | {ratio:.2} |\n", row.driver);
        }
    }
    format!("{}{table}{}", &page[..begin], &page[end..])
}

/// Writes the table.
pub(crate) fn write(record: &Record) {
    fs::write(path(), page(record)).expect("the repository can be written");
}

#[test]
fn the_page_has_the_committed_numbers() {
    if env::var_os("BLESS").is_some() {
        return;
    }
    let is_new = page(&Record::read()) == fs::read_to_string(path()).expect("the page is there");
    assert!(
        is_new,
        "the table in docs/internals/wdk.md is old; \
         `BLESS=1 cargo test -p wdk-sim --test image_cost` writes it"
    );
}
