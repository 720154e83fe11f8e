//! The description's shape, and what must hold in it.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use serde::Deserialize;

/// `crates/wdk-sys/abi/kmdf-1.33.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    #[serde(rename = "about")]
    _about: String,
    pub(crate) version: Version,
    pub(crate) handles: Vec<String>,
    pub(crate) functions: Vec<Function>,
    pub(crate) callbacks: Vec<Callback>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) enums: Vec<Enum>,
}

#[derive(Deserialize)]
pub(crate) struct Version {
    pub(crate) major: u32,
    pub(crate) minor: u32,
    /// The minor versions that there were, since the oldest that is told apart.
    pub(crate) released: Vec<u32>,
}

/// Name and C type.
pub(crate) type Argument = (String, String);

/// One slot of the function table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Function {
    pub(crate) index: usize,
    pub(crate) name: String,
    /// Minor version that added it; 15 means 15 or earlier.
    pub(crate) since: u32,
    pub(crate) summary: Option<String>,
    /// Reserved for class extensions: no public signature.
    #[serde(default)]
    pub(crate) private: bool,
    /// The typed function does more than its slot, and is written by hand.
    #[serde(default)]
    pub(crate) by_hand: bool,
    /// `None`: any level.
    pub(crate) irql_max: Option<String>,
    pub(crate) irql_when: Option<IrqlWhen>,
    #[serde(default)]
    pub(crate) ret: String,
    #[serde(default)]
    pub(crate) args: Vec<Argument>,
    #[serde(default)]
    pub(crate) header: String,
}

/// A lower limit that depends on an argument.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IrqlWhen {
    pub(crate) when: String,
    pub(crate) irql_max: String,
}

/// A driver's callback.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Callback {
    pub(crate) name: String,
    /// The function type's name, as the documentation calls the callback.
    pub(crate) event: Option<String>,
    pub(crate) irql_max: Option<String>,
    pub(crate) ret: String,
    pub(crate) args: Vec<Argument>,
    pub(crate) header: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Struct,
    Union,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) pointers: Vec<String>,
    pub(crate) const_pointers: Vec<String>,
    pub(crate) header: String,
    pub(crate) fields: Vec<Field>,
    /// The plain ones of the headers' `X_INIT` functions.
    #[serde(default)]
    pub(crate) init: Vec<Init>,
}

/// A constructor: `Size`, the members that are arguments, the members with a fixed value; all
/// others are zero.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Init {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) args: Vec<String>,
    #[serde(default)]
    pub(crate) set: BTreeMap<String, String>,
}

/// A member: of a named type, or a structure or union written in place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// From the start of the outermost structure.
    pub(crate) offset: usize,
    pub(crate) size: usize,
    #[serde(rename = "type")]
    pub(crate) c_type: Option<String>,
    /// An alignment that C asks for beyond the type's own; only 8 is in use.
    pub(crate) align: Option<usize>,
    pub(crate) kind: Option<Kind>,
    #[serde(default)]
    pub(crate) fields: Vec<Field>,
    /// Width and first bit of a bit field.
    pub(crate) bits: Option<u32>,
    pub(crate) bit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enum {
    pub(crate) name: String,
    pub(crate) pointers: Vec<String>,
    pub(crate) header: String,
    pub(crate) values: serde_json::Map<String, serde_json::Value>,
}

impl Description {
    /// Indices run from 0 without a gap, names are unique, every public function is complete.
    pub(crate) fn check(&self) -> Result<()> {
        let mut names = std::collections::HashSet::new();
        for (position, function) in self.functions.iter().enumerate() {
            let name = &function.name;
            ensure!(
                function.index == position,
                "{name}: index is not {position}"
            );
            ensure!(names.insert(name), "{name} is there twice");
            ensure!(
                function.private || !(function.ret.is_empty() || function.header.is_empty()),
                "{name} has no signature and is not private"
            );
            if let Some(irql) = &function.irql_max {
                irql_value(irql)?;
            }
        }
        Ok(())
    }
}

/// The number behind an IRQL's name on 64-bit processors.
pub(crate) fn irql_value(name: &str) -> Result<u8> {
    Ok(match name {
        "PASSIVE_LEVEL" => 0,
        "APC_LEVEL" => 1,
        "DISPATCH_LEVEL" => 2,
        "HIGH_LEVEL" => 15,
        _ => bail!("unknown IRQL {name}"),
    })
}

/// Headers none of whose items has a page.
const HEADERS_WITHOUT_PAGE: [&str; 3] = ["wdfbugcodes", "wdffuncenum", "wdfglobals"];
/// Items without a page of their own, in lower case.
const WITHOUT_PAGE: [&str; 7] = [
    "_wdf_custom_type_context",
    "_wdf_device_state_flags",
    "evt_wdf_trace_callback",
    "wdfdeviceresumeidleactual",
    "wdfdeviceresumeidlenotrack",
    "wdfdevicestopidleactual",
    "wdfdevicestopidlenotrack",
];

/// `name` as documentation has it, with a link to the page of `item` where Microsoft has one.
pub(crate) fn linked(name: &str, header: &str, kind: &str, item: &str) -> String {
    let header = header.trim_end_matches(".h");
    let item = item.to_lowercase();
    if HEADERS_WITHOUT_PAGE.contains(&header) || WITHOUT_PAGE.contains(&item.as_str()) {
        return format!("`{name}`");
    }
    format!(
        "[`{name}`](https://learn.microsoft.com/windows-hardware/drivers/ddi/{header}/\
         {kind}-{header}-{item})"
    )
}
