//! `cargo wdk pnputil`: a store in a folder, with the syntax, the words and the exit codes of
//! `pnputil`.
//!
//! See [PnPUtil return values](https://learn.microsoft.com/windows-hardware/drivers/devtest/pnputil-return-values).

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};
use wdk_package::store::{Catalogs, Folder, Store, StoreError};

use super::{devices, lists, packages, words::Words};
use crate::{
    outcome::Outcome,
    output::{self, Output},
};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder that is the store's file system; made when it is not there.
    #[arg(long, value_name = "FOLDER", default_value = super::STORE)]
    store: PathBuf,
    /// Let packages without a catalog in, which no Windows does.
    #[arg(long)]
    unsigned: bool,
    /// What pnputil takes: /add-driver, /enum-devices and the others; /? lists them.
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "/COMMAND"
    )]
    words: Vec<String>,
}

/// The system must restart to complete what succeeded.
pub(super) const REBOOT_REQUIRED: u32 = 3010;
/// The same, and it does.
pub(super) const REBOOT_INITIATED: u32 = 1641;
/// No device wanted the package, or what it has is better.
pub(super) const NO_MORE_ITEMS: u32 = 259;
const INVALID_PARAMETER: u32 = 87;

/// What a verb did.
pub(super) struct Report {
    /// The exit code.
    pub(super) code: u32,
    /// The result for programs.
    pub(super) value: Value,
}

impl Report {
    pub(super) fn success(value: Value) -> Self {
        Self { code: 0, value }
    }
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> anyhow::Result<Outcome> {
    let asks = |it: &String| matches!(it.as_str(), "/?" | "-?" | "/help" | "--help");
    if arguments.words.first().is_some_and(asks) {
        output.text(USAGE);
        return Ok(Outcome::Success);
    }
    output.text("Microsoft PnP Utility\n\n");
    let words = match Words::read(&arguments.words) {
        Ok(words) => words,
        Err(why) => {
            output.text("Invalid command-line parameter(s).\n");
            output::say(&format!("{why}; cargo wdk pnputil /? lists the commands"));
            let value = json!({ "exit_code": INVALID_PARAMETER, "error": why });
            output.json(&value)?;
            return Ok(Outcome::Windows(INVALID_PARAMETER));
        }
    };
    let mut store = Store::open(Folder::new(&arguments.store))
        .with_context(|| format!("in the store {}", arguments.store.display()))?
        .trust(match arguments.unsigned {
            true => Catalogs::if_present(),
            false => Catalogs::required(),
        });
    let report = perform(&mut store, &words, output);
    // What failed is in the log too.
    store.save()?;
    let Report { code, value } = report?;
    output.json(&json!({ "exit_code": code, "result": value }))?;
    say_code(code, output);
    Ok(Outcome::Windows(code))
}

fn perform(store: &mut Store, words: &Words, output: &Output) -> anyhow::Result<Report> {
    match words.verb {
        "add-driver" => packages::add(store, words, output),
        "delete-driver" => packages::delete(store, words, output),
        "export-driver" => packages::export(store, words, output),
        "enum-drivers" => Ok(packages::list(store, words, output)),
        "enum-devices" => devices::list(store, words, output),
        "enum-devicetree" => devices::tree(store, words, output),
        "enum-interfaces" => Ok(lists::interfaces(store, words, output)),
        "enum-classes" => Ok(lists::classes(store, words, output)),
        "enum-containers" => lists::containers(store, words, output),
        "scan-devices" => devices::scan(store, words, output),
        _ => devices::change(store, words, output),
    }
}

/// Completes operations that need a restart: with `/reboot` the store's system does.
pub(super) fn reboot(store: &mut Store, words: &Words, what: &str, output: &Output) -> u32 {
    if words.has("reboot") {
        output.text(format_args!(
            "System reboot is initiated to complete {what} operations.\n"
        ));
        store.reboot();
        return REBOOT_INITIATED;
    }
    output.text(format_args!(
        "System reboot is needed to complete {what} operations!\n"
    ));
    REBOOT_REQUIRED
}

/// Says in pnputil's words that something failed, and in ours why; returns the exit code.
pub(super) fn failed(what: &str, error: &StoreError, output: &Output) -> u32 {
    output.text(format_args!("{what}: {}\n", error.text()));
    output::say(&error.to_string());
    error.code()
}

/// Says the exit code where the system passes on only its low byte.
fn say_code(code: u32, output: &Output) {
    if code > 255 && !cfg!(windows) && output.is_text() {
        let passed = Outcome::Windows(code).passed();
        output::say(&format!(
            "exit code {code} (0x{code:08X}); this system passes on its low byte, {passed}"
        ));
    }
}

const USAGE: &str = "PNPUTIL [/add-driver <...> | /delete-driver <...> |
         /export-driver <...> | /enum-drivers |
         /enum-devices [<...>] | /enum-devicetree [<...>] |
         /disable-device <...> | /enable-device <...> |
         /restart-device <...> | /remove-device <...> |
         /scan-devices [<...>] | /enum-classes [<...>] |
         /enum-interfaces [<...>] | /enum-containers [<...>] |
         /?]

  /add-driver <filename.inf | *.inf> [/subdirs] [/install] [/reboot]
  /delete-driver <oem#.inf> [/uninstall] [/force] [/reboot]
  /export-driver <oem#.inf | *> <target directory>
  /enum-drivers [/class <name | GUID>] [/files]
  /enum-devices [/connected | /disconnected]
      [/instanceid <instance ID> | /deviceid <device ID>]
      [/class <name | GUID>] [/problem [<code>]] [/bus [<name>]]
      [/deviceids] [/relations] [/services] [/stack] [/drivers]
      [/interfaces] [/properties] [/resources]
  /enum-devicetree [<instance ID>] [/connected] [/services] [/stack]
      [/drivers] [/interfaces]
  /disable-device, /enable-device, /restart-device, /remove-device
      [<instance ID> | /deviceid <device ID>] [/class <name | GUID>]
      [/bus <name>] [/reboot]; /remove-device also takes [/subtree]
  /scan-devices [/instanceid <instance ID>] [/async]
  /enum-interfaces [/enabled | /disabled] [/class <GUID>] [/properties]
  /enum-classes [/class <name | GUID>] [/services]
  /enum-containers [/containerid <container ID>]
      [/connected | /disconnected] [/problem] [/devices]
      [/format <txt | xml | csv>] [/output-file [<filename>]]

Before the command: --store FOLDER, --unsigned.
Quote * and instance IDs with & for your shell.
";
