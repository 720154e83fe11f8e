//! Where the fields of a kernel dump stand.
//!
//! Facts: the debuggers' public header `wdbgexts.h`, the documentation of `CONTEXT`, and what the
//! readers of others agree on. Numbers without a name of their own are offsets in bytes.

/// Bytes of the header, behind which the memory or the parts of a small dump follow.
pub(crate) const HEADER: usize = 0x2000;
/// Bytes of a page.
pub(crate) const PAGE: usize = 0x1000;
/// [`PAGE`] for addresses.
pub(crate) const PAGE_SIZE: u64 = PAGE as u64;

/// The first bytes of a dump of 64-bit Windows.
pub(crate) const MAGIC: &[u8; 8] = b"PAGEDU64";
/// The first bytes of a dump of 32-bit Windows.
pub(crate) const MAGIC_32: &[u8; 8] = b"PAGEDUMP";
/// The first bytes of a dump of a program.
pub(crate) const MAGIC_PROGRAM: &[u8; 4] = b"MDMP";

/// `DUMP_HEADER64`.
pub(crate) mod header {
    pub(crate) const MAJOR: usize = 0x08;
    pub(crate) const BUILD: usize = 0x0C;
    pub(crate) const PAGE_TABLES: usize = 0x10;
    pub(crate) const MODULES: usize = 0x20;
    pub(crate) const MACHINE: usize = 0x30;
    pub(crate) const PROCESSORS: usize = 0x34;
    pub(crate) const CODE: usize = 0x38;
    pub(crate) const PARAMETERS: usize = 0x40;
    pub(crate) const DEBUGGER_DATA: usize = 0x80;
    pub(crate) const RUNS: usize = 0x88;
    pub(crate) const CONTEXT: usize = 0x348;
    pub(crate) const EXCEPTION: usize = 0xF00;
    pub(crate) const KIND: usize = 0xF98;
    pub(crate) const SPACE: usize = 0xFA0;
    pub(crate) const COMMENT: usize = 0xFB0;
    pub(crate) const COMMENT_LENGTH: usize = 128;
    pub(crate) const UP_TIME: usize = 0x1030;
    /// Which parts a small dump has.
    pub(crate) const PARTS: usize = 0x1038;
}

/// The header's `MachineImageType` of x64.
pub(crate) const AMD64: u32 = 0x8664;

/// The header's `DumpType`.
pub(crate) mod kind {
    pub(crate) const FULL: u32 = 1;
    pub(crate) const TRIAGE: u32 = 4;
    pub(crate) const BITMAP_FULL: u32 = 5;
    pub(crate) const BITMAP_KERNEL: u32 = 6;
    pub(crate) const KERNEL_RANGES: u32 = 8;
    pub(crate) const KERNEL_AND_USER_RANGES: u32 = 9;
    pub(crate) const COMPLETE_RANGES: u32 = 10;
}

/// What follows the header of a dump with a bitmap of pages.
pub(crate) mod bitmap {
    pub(crate) const MAGICS: [&[u8; 8]; 2] = [b"SDMPDUMP", b"FDMPDUMP"];
    pub(crate) const FIRST_PAGE: usize = 0x20;
    pub(crate) const PRESENT: usize = 0x28;
    pub(crate) const PAGES: usize = 0x30;
    pub(crate) const BITS: usize = 0x38;
}

/// What follows the header of a dump with ranges of pages.
pub(crate) mod ranges {
    /// Behind a word with the value 0x40.
    pub(crate) const MAGIC: &[u8; 8] = b"RDMPDUMP";
    pub(crate) const LENGTH: usize = 0x10;
    pub(crate) const FIRST_PAGE: usize = 0x18;
    pub(crate) const PAGES: usize = 0x28;
    pub(crate) const TABLE: usize = 0x30;
}

/// `TRIAGE_DUMP64`, which follows the header of a small dump.
pub(crate) mod triage {
    pub(crate) const DUMP_LENGTH: usize = 0x04;
    pub(crate) const MARK: usize = 0x08;
    pub(crate) const CONTEXT: usize = 0x0C;
    pub(crate) const EXCEPTION: usize = 0x10;
    pub(crate) const UNLOADED: usize = 0x18;
    pub(crate) const STACK: usize = 0x28;
    pub(crate) const STACK_LENGTH: usize = 0x2C;
    pub(crate) const DRIVERS: usize = 0x30;
    pub(crate) const DRIVER_COUNT: usize = 0x34;
    pub(crate) const STRINGS: usize = 0x38;
    pub(crate) const STRINGS_LENGTH: usize = 0x3C;
    pub(crate) const OPTIONS: usize = 0x44;
    pub(crate) const TOP_OF_STACK: usize = 0x48;
    pub(crate) const DATA_PAGE_ADDRESS: usize = 0x60;
    pub(crate) const DATA_PAGE: usize = 0x68;
    pub(crate) const DATA_PAGE_LENGTH: usize = 0x6C;
    pub(crate) const DEBUGGER_DATA: usize = 0x70;
    pub(crate) const DEBUGGER_DATA_LENGTH: usize = 0x74;
    pub(crate) const BLOCKS: usize = 0x78;
    pub(crate) const BLOCK_COUNT: usize = 0x7C;
    pub(crate) const LENGTH: usize = 0x80;
    /// An entry of the list of drivers: where its name is, then a module's entry.
    pub(crate) const DRIVER: usize = 0x90;
    pub(crate) const DRIVER_MODULE: usize = 8;
    /// The time stamp in such an entry, which is shorter than in memory.
    pub(crate) const TIME_STAMP: usize = 0x80;
    /// An entry of the list of blocks: address, offset in the file, length.
    pub(crate) const BLOCK: usize = 16;
    /// What lies at `MARK`, once the dump was written to its end.
    pub(crate) const COMPLETE: &[u8; 4] = b"TRGD";
}

/// Which parts a small dump has: its `TriageOptions`, and the header's `MiniDumpFields`.
pub(crate) mod parts {
    pub(crate) const CONTEXT: u32 = 0x1;
    pub(crate) const EXCEPTION: u32 = 0x2;
    pub(crate) const STACK: u32 = 0x20;
    pub(crate) const DRIVERS: u32 = 0x40;
    /// The list of what was unloaded, too.
    pub(crate) const BROKEN_DRIVER: u32 = 0x80;
    pub(crate) const DEBUGGER_DATA: u32 = 0x400;
    pub(crate) const BLOCKS: u32 = 0x800;
}

/// `DUMP_UNLOADED_DRIVERS64`, of which there are as many as the word before them says.
pub(crate) mod unloaded {
    /// The `UNICODE_STRING` of the name, whose characters follow it.
    pub(crate) const NAME: usize = 0x10;
    /// Bytes of the characters that are kept.
    pub(crate) const NAME_LENGTH: usize = 24;
    pub(crate) const START: usize = 0x28;
    pub(crate) const END: usize = 0x30;
    pub(crate) const LENGTH: usize = 0x38;
}

/// `KLDR_DATA_TABLE_ENTRY`: a module in the list of modules.
pub(crate) mod module {
    pub(crate) const BASE: usize = 0x30;
    pub(crate) const ENTRY: usize = 0x38;
    pub(crate) const SIZE: usize = 0x40;
    pub(crate) const PATH: usize = 0x48;
    pub(crate) const NAME: usize = 0x58;
    pub(crate) const CHECKSUM: usize = 0x78;
    pub(crate) const TIME_STAMP: usize = 0x9C;
    pub(crate) const LENGTH: usize = 0xA0;
}

/// `KDDEBUGGER_DATA64`.
pub(crate) mod debugger {
    pub(crate) const TAG: usize = 0x10;
    pub(crate) const SIZE: usize = 0x14;
    pub(crate) const KERNEL: usize = 0x18;
    pub(crate) const SAVED_CONTEXT: usize = 0x28;
    pub(crate) const MODULES: usize = 0x48;
    pub(crate) const BUG_CHECK: usize = 0x88;
    pub(crate) const PAGE_SIZE: usize = 0x138;
    pub(crate) const HIGHEST_USER: usize = 0x1C8;
    pub(crate) const SYSTEM_RANGE: usize = 0x1D0;
    pub(crate) const USER_PROBE: usize = 0x1D8;
    pub(crate) const PROCESSORS: usize = 0x218;
    pub(crate) const PROCESSOR_LENGTH: usize = 0x2B0;
    pub(crate) const PROCESSOR_NUMBER: usize = 0x2BE;
    pub(crate) const PROCESSOR_CONTEXT: usize = 0x338;
    pub(crate) const LENGTH: usize = 0x340;
}

/// `CONTEXT` of x64.
pub(crate) mod context {
    pub(crate) const FLAGS: usize = 0x30;
    /// `CONTEXT_AMD64 | CONTEXT_CONTROL | CONTEXT_INTEGER`.
    pub(crate) const CONTROL_AND_INTEGER: u32 = 0x10_0003;
    pub(crate) const CS: usize = 0x38;
    pub(crate) const SS: usize = 0x42;
    pub(crate) const EFLAGS: usize = 0x44;
    /// The sixteen general registers, in the order of their numbers.
    pub(crate) const GENERAL: usize = 0x78;
    pub(crate) const RIP: usize = 0xF8;
    pub(crate) const LENGTH: usize = 0x4D0;
}

/// `EXCEPTION_RECORD64`.
pub(crate) mod exception {
    pub(crate) const ADDRESS: usize = 0x10;
    pub(crate) const COUNT: usize = 0x18;
    pub(crate) const INFORMATION: usize = 0x20;
    pub(crate) const LENGTH: usize = 0x98;
}
