//! What is known of each slot of the function table.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Description, description::irql_value};

pub(crate) fn emit(description: &Description) -> Result<String> {
    let mut text = format!(
        "//! What is known of each table function.\n\nuse crate::wdf::FunctionInfo;\n\n\
         /// Major version of the described interface.\npub const MAJOR_VERSION: u32 = {};\n\
         /// Minor version of the described interface.\npub const MINOR_VERSION: u32 = {};\n\
         /// The minor versions that there were, from the oldest whose table is known.\n\
         pub const RELEASED_MINORS: &[u32] = &{:?};\n\n\
         /// All table functions, by index.\n\
         pub static FUNCTIONS: [FunctionInfo; {}] = [\n",
        description.version.major,
        description.version.minor,
        description.version.released,
        description.functions.len()
    );
    for function in &description.functions {
        let irql = match &function.irql_max {
            Some(irql) => format!("Some({})", irql_value(irql)?),
            None => "None".to_owned(),
        };
        writeln!(
            text,
            "FunctionInfo {{ name: {:?}, since: {}, irql_max: {irql}, private: {} }},",
            function.name, function.since, function.private
        )?;
    }
    writeln!(text, "];")?;
    Ok(text)
}
