//! Types of the functions that drivers hand to the framework.

use std::fmt::Write as _;

use anyhow::Result;

use super::{
    Description,
    ctype::{parameters, result},
    description::documentation,
};

pub(crate) fn emit(description: &Description) -> Result<String> {
    let mut text = "//! Callbacks of a driver.\n\nuse crate::*;\n\n\
        crate::fn_types! {\n"
        .to_owned();
    for callback in &description.callbacks {
        let name = &callback.name;
        match &callback.event {
            Some(event) => {
                let link = documentation(&callback.header, "nc", event);
                writeln!(text, "/// [`{event}`]({link}).")?;
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
