//! The lines of an `AddReg` section.
//!
//! See [INF AddReg directive](https://learn.microsoft.com/windows-hardware/drivers/install/inf-addreg-directive).

use std::ops::Range;

use crate::{
    diagnostic::Diagnostic,
    model::Inf,
    strings::{Dirs, fold},
    syntax::Line,
    target::number,
};

/// The key that a registry line starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryRoot {
    /// `HKR`: relative to what the section belongs to, for example the service's key.
    Relative,
    /// `HKLM`.
    LocalMachine,
    /// `HKCR`.
    ClassesRoot,
    /// `HKCU`.
    CurrentUser,
    /// `HKU`.
    Users,
}

impl RegistryRoot {
    /// Reads `HKR` and its companions, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match fold(text).as_str() {
            "hkr" => Self::Relative,
            "hklm" => Self::LocalMachine,
            "hkcr" => Self::ClassesRoot,
            "hkcu" => Self::CurrentUser,
            "hku" => Self::Users,
            _ => return None,
        })
    }
}

/// A typed registry value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistryData {
    /// `REG_SZ`.
    String(String),
    /// `REG_EXPAND_SZ`.
    ExpandString(String),
    /// `REG_MULTI_SZ`.
    MultiString(Vec<String>),
    /// `REG_BINARY`.
    Binary(Vec<u8>),
    /// `REG_DWORD`.
    Dword(u32),
    /// `REG_QWORD`.
    Qword(u64),
    /// `REG_NONE`, and types that only their readers know.
    Other {
        /// The `REG_` number.
        kind: u16,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// The operation of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryEntry {
    /// The key that `subkey` is below.
    pub root: RegistryRoot,
    /// The key, empty for the root itself.
    pub subkey: String,
    /// The value's name, empty for the default value.
    pub name: String,
    /// The `FLG_ADDREG_` bits.
    pub flags: u32,
    /// The value; `None` when only the key is made or the value is deleted.
    pub data: Option<RegistryData>,
    /// Where the line stands.
    pub span: Range<usize>,
}

/// `FLG_ADDREG_DELVAL`: the value is deleted.
const DELETE_VALUE: u32 = 0x4;
/// `FLG_ADDREG_KEYONLY` and `FLG_ADDREG_KEYONLY_COMMON`: the key is made without a value.
const KEY_ONLY: u32 = 0x10 | 0x2000;
/// The bits that say what type the value has.
const TYPE: u32 = 0xFFFF_0001;

impl RegistryEntry {
    /// Whether an existing value stays: `FLG_ADDREG_NOCLOBBER`.
    #[must_use]
    pub fn keeps_existing(&self) -> bool {
        self.flags & 0x2 != 0
    }
}

/// Reads a line of an `AddReg` section.
pub(crate) fn entry(inf: &Inf, line: &Line, dirs: &Dirs) -> Result<RegistryEntry, Diagnostic> {
    let field = |at: usize| {
        let value = line.fields.get(at).map_or("", |it| it.value.as_str());
        inf.strings().resolve(value, dirs)
    };
    let place = |at: usize| {
        line.fields
            .get(at)
            .map_or(line.span.clone(), |it| it.span.clone())
    };
    let root = RegistryRoot::parse(&field(0)).ok_or_else(|| {
        let message = format!("{:?} is no registry root", field(0));
        let problem = Diagnostic::error(1224, message, place(0));
        problem.help("use HKR, which is the key of the device or service")
    })?;
    let flags = match field(3) {
        text if text.is_empty() => 0,
        text => number(&text)
            .and_then(|it| u32::try_from(it).ok())
            .ok_or_else(|| {
                Diagnostic::error(1225, format!("{text:?} is no value of flags"), place(3))
            })?,
    };
    let fields = || (4..line.fields.len()).map(field);
    let bad = |at: usize, what: &str| {
        Diagnostic::error(1268, format!("{:?} is no {what}", field(at)), place(at))
    };
    let bytes = || {
        let read = |at: usize| {
            let text = field(at);
            let digits = text.trim_start_matches("0x");
            u8::from_str_radix(digits, 16).map_err(|_| bad(at, "hexadecimal byte"))
        };
        (4..line.fields.len())
            .filter(|at| !field(*at).is_empty())
            .map(read)
            .collect::<Result<Vec<u8>, _>>()
    };
    let integer = |what: &str| number(&field(4)).ok_or_else(|| bad(4, what));
    let data = match flags & TYPE {
        _ if flags & (KEY_ONLY | DELETE_VALUE) != 0 => None,
        // A line that names neither a value nor data makes the key.
        0 if line.fields.len() <= 4 && field(2).is_empty() => None,
        0 => Some(RegistryData::String(field(4))),
        0x1_0000 => Some(RegistryData::MultiString(fields().collect())),
        // Whoever reads it expands variables, so the directory is not written out.
        0x2_0000 => {
            let value = line.fields.get(4).map_or("", |it| it.value.as_str());
            let expandable = inf.strings().resolve(value, &dirs.expandable());
            Some(RegistryData::ExpandString(expandable))
        }
        0x1 => Some(RegistryData::Binary(bytes()?)),
        // A REG_DWORD may also be written as its four bytes.
        0x1_0001 if line.fields.len() == 8 => {
            let array = <[u8; 4]>::try_from(bytes()?).map_err(|_| bad(4, "32-bit number"))?;
            Some(RegistryData::Dword(u32::from_le_bytes(array)))
        }
        0x1_0001 => {
            let value = integer("32-bit number")?;
            let word =
                u32::try_from(value).or_else(|_| i32::try_from(value).map(i32::cast_unsigned));
            Some(RegistryData::Dword(
                word.map_err(|_| bad(4, "32-bit number"))?,
            ))
        }
        0xB_0001 => Some(RegistryData::Qword(
            integer("64-bit number")?.cast_unsigned(),
        )),
        0x2_0001 => Some(RegistryData::Other {
            kind: 0,
            bytes: bytes()?,
        }),
        other if other & 1 != 0 => {
            let [.., low, high] = other.to_le_bytes();
            Some(RegistryData::Other {
                kind: u16::from_le_bytes([low, high]),
                bytes: bytes()?,
            })
        }
        other => {
            let message = format!("flags {other:#x} select no registry type");
            return Err(Diagnostic::error(1225, message, place(3)));
        }
    };
    let span = line.span.clone();
    Ok(RegistryEntry {
        root,
        subkey: field(1),
        name: field(2),
        flags,
        data,
        span,
    })
}
