//! The stack of a dump, with the functions and lines that its addresses are of.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use serde::Serialize;
use wdk_dump::{
    Dump, Layered, Module,
    image::{CodeView, Image},
    stack::{self, Found},
};
use wdk_sim::{
    bugcheck::Owner,
    loader::{Line, lines_in},
};

use super::symbols::{Symbols, identity};

/// Modules that are seldom at fault: they act for whoever called them. The last is the simulated
/// machine itself.
const SYSTEM: [&str; 20] = [
    "ntoskrnl.exe",
    "ntkrnlmp.exe",
    "hal.dll",
    "wdf01000.sys",
    "wdfldr.sys",
    "ndis.sys",
    "netio.sys",
    "tcpip.sys",
    "fwpkclnt.sys",
    "fltmgr.sys",
    "ksecdd.sys",
    "ci.dll",
    "acpi.sys",
    "pci.sys",
    "watchdog.sys",
    "storport.sys",
    "usbxhci.sys",
    "verifierext.sys",
    "win32kfull.sys",
    "wdk-sim",
];

/// Where an address is.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    pub(super) address: String,
    pub(super) module: Option<String>,
    /// From the module's base.
    pub(super) offset: Option<u64>,
    /// The line of its innermost function.
    #[serde(skip)]
    line: Option<String>,
}

impl Place {
    /// The module, unless it acts for others.
    pub(super) fn driver(&self) -> Option<&str> {
        let module = self.module.as_deref()?;
        let is_system = SYSTEM.iter().any(|it| it.eq_ignore_ascii_case(module));
        (!is_system).then_some(module)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.module, self.offset) {
            (Some(module), Some(offset)) => write!(f, "{module}+{offset:#x}")?,
            _ => f.write_str(&self.address)?,
        }
        match &self.line {
            Some(line) => write!(f, ", {line}"),
            None => Ok(()),
        }
    }
}

/// A call.
#[derive(Debug, Serialize)]
pub(super) struct Call {
    #[serde(flatten)]
    pub(super) place: Place,
    /// How it was found: by the registers, by unwind data, or by a search.
    pub(super) found: &'static str,
    /// The functions there, innermost first; none without symbols.
    pub(super) functions: Vec<Function>,
}

/// A function of a call.
#[derive(Debug, Serialize)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    /// Whether it is the driver's own, and not of a library that it is linked with.
    pub(super) is_drivers: bool,
}

impl Call {
    pub(super) fn driver(&self) -> Option<&str> {
        self.place.driver()
    }

    /// Whether a source line of a driver is known.
    pub(super) fn has_line(&self) -> bool {
        let lines = self.functions.iter();
        lines.clone().any(|it| it.is_drivers && it.line.is_some())
    }

    /// A remark on a call that is not certain.
    pub(super) fn how(&self) -> &'static str {
        match self.found {
            "search" => " (found by a search of the stack: calls may be missing before it)",
            _ => "",
        }
    }
}

impl From<Line> for Function {
    fn from(line: Line) -> Self {
        let (file, number) = line.location.clone().unzip();
        Self {
            is_drivers: line.owner() == Owner::Driver,
            name: line.function,
            file: file.map(|it| it.display().to_string()),
            line: number,
        }
    }
}

/// The stack of a dump.
pub(super) struct Calls<'a> {
    dump: &'a Dump<'a>,
    memory: Layered<'a>,
    symbols: Symbols,
    /// Which PDB a module has, by its base, once it was looked for.
    pdbs: BTreeMap<u64, Result<PathBuf, String>>,
    /// The functions at addresses that were looked up: a recursion has the same many times.
    lines: BTreeMap<u64, Vec<Line>>,
}

impl<'a> Calls<'a> {
    pub(super) fn new(dump: &'a Dump<'a>, symbols: Symbols) -> Self {
        let mut memory = Layered {
            first: dump,
            others: Vec::new(),
        };
        // A dump that has no code is completed by image files.
        for module in &dump.modules {
            if Image::at(dump, module.base).is_none_or(|it| !it.has_functions())
                && let Some(file) = symbols.image(module)
            {
                memory.others.push(file);
            }
        }
        Self {
            dump,
            memory,
            symbols,
            pdbs: BTreeMap::new(),
            lines: BTreeMap::new(),
        }
    }

    /// The calls, innermost first.
    pub(super) fn walk(&mut self) -> Vec<Call> {
        let registers = self.registers();
        let exception = self.dump.exception.as_ref().map(|it| it.address);
        let walked = stack::walk(&self.memory, &self.dump.modules, &registers);
        let mut calls = Vec::new();
        for call in walked {
            let interrupted = call.found == Found::Registers
                && (exception == Some(call.address) || registers != self.dump.registers);
            let Some(place) = self.place(call.address, interrupted) else {
                continue;
            };
            calls.push(Call {
                place,
                found: match call.found {
                    Found::Registers => "registers",
                    Found::Unwound => "unwind data",
                    _ => "search",
                },
                functions: self
                    .lines(call.address, interrupted)
                    .into_iter()
                    .map(Function::from)
                    .collect(),
            });
        }
        calls
    }

    /// The registers where it went wrong: some bug checks have the address of others than those of
    /// the processor that stopped the machine.
    fn registers(&self) -> wdk_dump::Registers {
        let [_, _, third, fourth] = self.dump.parameters;
        let other = match self.dump.code {
            0x3B => self.dump.registers_at(third),
            0x7E => self.dump.registers_at(fourth),
            _ => None,
        };
        other
            .filter(|it| it.rip != 0)
            .unwrap_or(self.dump.registers)
    }

    /// Where an address is; none for 0. `interrupted` says that it is an instruction, and not what
    /// a call returns to.
    pub(super) fn place(&mut self, address: u64, interrupted: bool) -> Option<Place> {
        if address == 0 {
            return None;
        }
        let module = self.dump.module_at(address);
        let loaded = module.map(|it| (it.name.clone(), address - it.base));
        let unloaded = || {
            let mut unloaded = self.dump.unloaded.iter();
            let it = unloaded.find(|it| it.range.contains(&address))?;
            // As debuggers write it.
            Some((format!("<Unloaded_{}>", it.name), address - it.range.start))
        };
        let (name, offset) = loaded.or_else(unloaded).unzip();
        let lines = self.lines(address, interrupted);
        let own = lines.iter().find(|it| it.owner() == Owner::Driver);
        let line = own.or(lines.first()).and_then(|it| {
            let (file, line) = it.location.as_ref()?;
            Some(format!("{} at {}:{line}", it.function, file.display()))
        });
        Some(Place {
            address: format!("{address:#x}"),
            module: name,
            offset,
            line,
        })
    }

    /// The functions at an address, innermost first.
    fn lines(&mut self, address: u64, interrupted: bool) -> Vec<Line> {
        let looked_up = if interrupted {
            address
        } else {
            address.saturating_sub(1)
        };
        if let Some(lines) = self.lines.get(&looked_up) {
            return lines.clone();
        }
        let Some(module) = self.dump.module_at(looked_up) else {
            return Vec::new();
        };
        let offset = u32::try_from(looked_up - module.base).unwrap_or_default();
        let lines = match self.pdb(module) {
            Ok(pdb) => lines_in(pdb, offset),
            Err(_) => Vec::new(),
        };
        self.lines.insert(looked_up, lines.clone());
        lines
    }

    /// The PDB of a module, or why there is none.
    fn pdb(&mut self, module: &Module) -> Result<&PathBuf, &String> {
        let found = self.pdbs.entry(module.base).or_insert_with(|| {
            let view = Image::at(&self.memory, module.base).and_then(|it| it.code_view());
            match view {
                Some(view) => self.symbols.pdb(&view),
                None => Err(format!(
                    "the dump lacks the headers of {0}; --symbols FOLDER with {0} and its PDB \
                     gives names and lines",
                    module.name
                )),
            }
        });
        found.as_ref()
    }

    /// What is missing of the symbols of the driver at fault.
    pub(super) fn missing(&mut self, driver: Option<&str>) -> Vec<String> {
        let mut missing = Vec::new();
        if self.dump.modules.is_empty() {
            missing
                .push("the dump has no list of modules: addresses cannot be told apart".to_owned());
        }
        let module = self
            .dump
            .modules
            .iter()
            .find(|it| Some(&*it.name) == driver);
        if let Some(module) = module
            && let Err(reason) = self.pdb(module)
        {
            missing.push(reason.clone());
        }
        missing
    }

    /// The modules, and the PDB files that were found.
    pub(super) fn modules(&self) -> Vec<super::Module> {
        let modules = self.dump.modules.iter();
        modules
            .map(|module| super::Module {
                name: module.name.clone(),
                base: format!("{:#x}", module.base),
                size: module.size,
                pdb: self.pdbs.get(&module.base).and_then(|it| it.clone().ok()),
            })
            .collect()
    }
}

/// How a PDB is named in messages.
pub(super) fn described(view: &CodeView) -> String {
    format!("{} ({})", symbols_name(view), identity(view))
}

/// The file's name without the folders of the machine that linked it.
pub(super) fn symbols_name(view: &CodeView) -> &str {
    view.path.rsplit(['\\', '/']).next().unwrap_or(&view.path)
}
