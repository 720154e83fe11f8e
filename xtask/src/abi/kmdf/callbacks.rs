//! Types of the functions that drivers hand to the framework.

use std::{collections::HashSet, fmt::Write as _};

use anyhow::Result;

use super::{
    DESCRIPTION, Description,
    ctype::{parameters, result, signature_names},
    description::linked,
};
use crate::abi::{known::Known, rust::Used};

pub(crate) fn emit(description: &Description, known: &Known) -> Result<String> {
    let mut used = Used::default();
    used.paths.insert("fn_types");
    let mut defined = HashSet::new();
    for callback in &description.callbacks {
        defined.insert(callback.name.as_str());
        used.names
            .extend(signature_names(&callback.args, &callback.ret));
    }
    let imports = used.imports(&defined, known, DESCRIPTION)?;
    let mut text = format!("//! Callbacks of a driver.\n\n{imports}\nfn_types! {{\n");
    for callback in &description.callbacks {
        let name = &callback.name;
        match &callback.event {
            Some(event) => {
                let link = linked(event, &callback.header, "nc", event);
                writeln!(text, "/// {link}.")?;
            }
            None => writeln!(text, "/// `{name}` of `{}`.", callback.header)?,
        }
        if let Some(irql) = &callback.irql_max {
            writeln!(text, "///\n/// Called at `{irql}` or below.")?;
        }
        writeln!(
            text,
            "pub type {name} = fn({}){};",
            parameters(&callback.args)?,
            result(&callback.ret)?
        )?;
    }
    writeln!(text, "}}")?;
    Ok(text)
}
