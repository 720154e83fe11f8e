//! What the modules of the machine export to images, by name.
#![expect(unsafe_code, reason = "addresses of functions stand in statics")]

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

/// A function or variable that a module exports.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    name: &'static str,
    address: *const (),
}

// SAFETY: the address of a function or of a static does not depend on the thread.
unsafe impl Send for Export {}
// SAFETY: as above; an `Export` is never written.
unsafe impl Sync for Export {}

impl Export {
    /// `name` at `address`.
    pub const fn new(name: &'static str, address: *const ()) -> Self {
        Self { name, address }
    }
}

/// Lists exported functions: `export_table! { EXPORTS: IoCreateDevice, IoDeleteDevice }`; a name that
/// differs from the function's is written `"memcpy" => copy_memory`, a variable `static X`.
macro_rules! export_table {
    ($table:ident: $($exports:tt)*) => {
        $crate::loader::exports::export_table! { @ $table [] $($exports)* }
    };
    (@ $table:ident [$($done:tt)*]) => {
        pub(crate) static $table: &[$crate::loader::exports::Export] = &[$($done)*];
    };
    (@ $table:ident [$($done:tt)*] static $variable:ident $(, $($rest:tt)*)?) => {
        $crate::loader::exports::export_table! { @ $table [$($done)*
            $crate::loader::exports::Export::new(
                stringify!($variable),
                (&raw const $variable).cast(),
            ),
        ] $($($rest)*)? }
    };
    (@ $table:ident [$($done:tt)*] $name:literal => $function:expr $(, $($rest:tt)*)?) => {
        $crate::loader::exports::export_table! { @ $table [$($done)*
            $crate::loader::exports::Export::new($name, $function as *const ()),
        ] $($($rest)*)? }
    };
    (@ $table:ident [$($done:tt)*] $function:ident $(, $($rest:tt)*)?) => {
        $crate::loader::exports::export_table! { @ $table [$($done)*
            $crate::loader::exports::Export::new(stringify!($function), $function as *const ()),
        ] $($($rest)*)? }
    };
}
pub(crate) use export_table;

/// The exports of every module, shared by all machines of the process.
static MODULES: LazyLock<Mutex<HashMap<String, HashMap<&'static str, usize>>>> =
    LazyLock::new(|| {
        let mut modules = HashMap::new();
        for (module, tables) in crate::exports::MODULES {
            add(&mut modules, module, tables.iter().copied().flatten());
        }
        Mutex::new(modules)
    });

fn add<'a>(
    modules: &mut HashMap<String, HashMap<&'static str, usize>>,
    module: &str,
    exports: impl Iterator<Item = &'a Export>,
) {
    let entries = exports.map(|export| (export.name, export.address.addr()));
    modules
        .entry(module.to_ascii_lowercase())
        .or_default()
        .extend(entries);
}

/// Address of `name` in `module`. The kernel and the HAL share one set of exports, as images
/// of different ages import the same function from one or the other.
pub(crate) fn find(module: &str, name: &str) -> Option<usize> {
    let module = match module.to_ascii_lowercase().as_str() {
        "hal.dll" | "hal" | "ntoskrnl" => "ntoskrnl.exe".to_owned(),
        other => other.to_owned(),
    };
    let modules = MODULES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    modules.get(&module)?.get(name).copied()
}
