//! The parameters of functions, by the descriptions of `wdk-sys`.
#![forbid(unsafe_code)]

use std::{collections::HashMap, fs, path::Path};

/// What a description says of a function.
#[derive(Debug)]
pub(super) struct Signature {
    pub(super) name: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) returns: Returns,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) type_: String,
}

/// What a function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Returns {
    Status,
    Pointer,
    Nothing,
    Other,
}

/// Types that begin like a pointer and are none.
const NO_POINTERS: [&str; 12] = [
    "POOL_TYPE",
    "POOL_FLAGS",
    "POWER_ACTION",
    "POWER_STATE",
    "POWER_STATE_TYPE",
    "PHYSICAL_ADDRESS",
    "PRIVILEGE",
    "POWER_REQUEST_TYPE",
    "POWER_INFORMATION_LEVEL",
    "POOL_EXTENDED_PARAMETER_TYPE",
    "PROCESSINFOCLASS",
    "PFN_NUMBER",
];

/// Pointers to bytes: they stand anywhere.
const BYTES: [&str; 14] = [
    "PVOID",
    "PUCHAR",
    "PCHAR",
    "PCSTR",
    "PCCH",
    "PBOOLEAN",
    "PSTR",
    "PCSZ",
    "*mut c_void",
    "*const c_void",
    "*mut UCHAR",
    "*const u8",
    "*const CHAR",
    "PSECURITY_DESCRIPTOR",
];

impl Parameter {
    pub(super) fn is_pointer(&self) -> bool {
        is_pointer(&self.type_)
    }

    pub(super) fn is_bytes(&self) -> bool {
        BYTES.contains(&self.type_.as_str())
    }
}

fn is_pointer(type_: &str) -> bool {
    let routine = ["ROUTINE", "CALLBACK", "_FN", "NOTIFY", "PDRIVER_", "PFN"];
    let routine = routine.iter().any(|it| type_.contains(it)) && type_ != "PDRIVER_OBJECT";
    let named = (type_.starts_with('P') || type_.starts_with("LPC") || type_.starts_with("LPG"))
        && !NO_POINTERS.contains(&type_);
    type_.starts_with('*') || (named && !routine)
}

/// All functions, by name.
pub(super) fn signatures() -> HashMap<String, Signature> {
    let mut found = HashMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../wdk-sys/abi")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.path() {
                it if it.is_dir() => folders.push(it),
                it if it.extension().is_some_and(|it| it == "abi") => {
                    let text = fs::read_to_string(it).unwrap();
                    let functions = text.split("\nfn ").skip(1).filter_map(signature);
                    found.extend(functions.map(|it| (it.name.clone(), it)));
                }
                _ => {}
            }
        }
    }
    found
}

/// What follows `fn `: `Name(Parameter: Type, ..) -> Type`.
fn signature(text: &str) -> Option<Signature> {
    let (name, rest) = text.split_once('(')?;
    let (parameters, rest) = rest.split_once(')')?;
    let parameters = parameters.split(',').filter_map(|it| it.split_once(':'));
    let parameters = parameters.map(|(name, type_)| Parameter {
        name: name.trim().to_owned(),
        type_: type_.split_whitespace().collect::<Vec<_>>().join(" "),
    });
    let returns = rest.trim_start().strip_prefix("->").map(str::trim_start);
    let returns = match returns.map(|it| it.split(char::is_whitespace).next().unwrap_or(it)) {
        None => Returns::Nothing,
        Some("NTSTATUS" | "NDIS_STATUS") => Returns::Status,
        Some(it) if is_pointer(it) => Returns::Pointer,
        Some(_) => Returns::Other,
    };
    Some(Signature {
        name: name.trim().to_owned(),
        parameters: parameters.collect(),
        returns,
    })
}
