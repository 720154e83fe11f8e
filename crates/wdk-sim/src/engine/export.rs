//! One row of an export table: a function or variable that drivers import, and how far the machine
//! supports it.
#![expect(
    unsafe_code,
    reason = "addresses of functions are shared between threads"
)]

/// An exported function or variable.
pub(crate) struct Export {
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) address: Address,
    pub(crate) support: Support,
}

/// How far the machine supports a function that it exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Support {
    /// As Windows documents it, within what the machine models at all.
    Full,
    /// Something is missing.
    Partial(&'static str),
    /// It succeeds and does nothing. The first call of a run is in the trace and in the report.
    Ignored(&'static str),
    /// It always fails, or stops the machine.
    Refused(&'static str),
}

/// Where an export is.
#[derive(Clone, Copy)]
pub(crate) struct Address(pub(crate) *const ());

// SAFETY: the address of a function or of an immutable static; it is never read through here.
unsafe impl Sync for Address {}

/// Lists functions as exports, each with its support:
/// `export_table!("ntoskrnl.exe": KeLowerIrql: full, IoSetTopLevelIrp: ignored("..."))`.
/// Where the function's own name belongs to the host's C library: `"memcpy" = nt_memcpy: full`.
macro_rules! export_table {
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $alias:literal) => { $alias };
    (@support full) => { $crate::engine::export::Support::Full };
    (@support partial $missing:literal) => { $crate::engine::export::Support::Partial($missing) };
    (@support ignored $why:literal) => { $crate::engine::export::Support::Ignored($why) };
    (@support refused $why:literal) => { $crate::engine::export::Support::Refused($why) };
    ($module:literal: $(
        $($alias:literal =)? $name:ident: $support:ident $(($text:literal))?
    ),* $(,)?) => {
        &[$($crate::engine::export::Export {
            module: $module,
            name: $crate::engine::export::export_table!(@name $name $($alias)?),
            address: $crate::engine::export::Address($name as *const ()),
            support: $crate::engine::export::export_table!(@support $support $($text)?),
        }),*]
    };
}
pub(crate) use export_table;

/// Why a function of a table does nothing, if its row says so.
pub(crate) const fn ignored(table: &[Export], name: &str) -> Option<&'static str> {
    let mut index = 0;
    while index < table.len() {
        if let Support::Ignored(why) = table[index].support
            && equal(table[index].name.as_bytes(), name.as_bytes())
        {
            return Some(why);
        }
        index += 1;
    }
    None
}

/// Whether two names are the same.
pub(crate) const fn equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = one.len();
    // From the end: names begin alike.
    while index > 0 {
        index -= 1;
        if one[index] != other[index] {
            return false;
        }
    }
    true
}
