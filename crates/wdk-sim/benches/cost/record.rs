//! The numbers, and the file of those that are committed.

use std::{fs, path::PathBuf};

use serde::{Deserialize, Serialize};

/// What an image costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// Bytes of code.
    pub(crate) text: u64,
    pub(crate) operations: Vec<OperationCost>,
}

/// What one operation costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OperationCost {
    pub(crate) name: String,
    /// Instructions inside the image.
    pub(crate) instructions: u64,
    /// Calls out of the image.
    pub(crate) calls: u64,
}

/// A driver in both languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) driver: String,
    pub(crate) c: Cost,
    pub(crate) rust: Cost,
}

/// All numbers, and the compilers that they were measured with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) clang: String,
    pub(crate) rustc: String,
    pub(crate) rows: Vec<Row>,
}

impl Record {
    /// The file of the committed numbers.
    pub(crate) fn path() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/image_cost.json")
    }

    /// The committed numbers.
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(Self::path()).expect("the file is committed");
        serde_json::from_str(&text).expect("the test has written it")
    }

    /// The content of that file.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("numbers and names")
    }

    /// The row of a driver.
    pub(crate) fn row(&self, driver: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.driver == driver)
    }
}

/// Every number of a driver, with its name.
pub(crate) fn numbers(cost: &Cost) -> Vec<(String, u64)> {
    let of_operations = cost.operations.iter().flat_map(|it| {
        [
            (format!("{}: instructions", it.name), it.instructions),
            (format!("{}: calls out", it.name), it.calls),
        ]
    });
    let text = ("bytes of code".to_owned(), cost.text);
    of_operations.chain([text]).collect()
}
