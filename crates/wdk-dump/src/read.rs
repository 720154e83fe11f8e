//! A dump that is read.

use crate::{
    bytes::{part, u32_at, u64_at},
    error::DumpError,
    layout::{AMD64, HEADER, MAGIC, MAGIC_32, MAGIC_PROGRAM, context, header, kind},
    memory::Memory,
    module::{self, Module, Unloaded},
    physical::Physical,
    registers::{Exception, Registers},
    triage::Triage,
};

/// How much of the machine a dump has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The stack, and what Windows and the drivers chose.
    Small,
    /// The kernel's memory.
    Kernel,
    /// All memory.
    Complete,
}

/// A kernel crash dump.
#[derive(Debug)]
pub struct Dump<'a> {
    /// How much of the machine it has.
    pub kind: Kind,
    /// The stop code.
    pub code: u32,
    /// The stop code's parameters.
    pub parameters: [u64; 4],
    /// The build of Windows.
    pub build: u32,
    /// How many processors the machine has.
    pub processors: u32,
    /// The registers of the processor that stopped the machine.
    pub registers: Registers,
    /// The exception that stopped it, if it was one.
    pub exception: Option<Exception>,
    /// What whoever wrote it remarked.
    pub comment: String,
    /// How long the machine ran, in units of 100 ns.
    pub up_time: u64,
    /// The modules, in the order in which they were loaded.
    pub modules: Vec<Module>,
    /// What was unloaded, the last first, as far as a small dump says it.
    pub unloaded: Vec<Unloaded>,
    contents: Contents<'a>,
}

#[derive(Debug)]
enum Contents<'a> {
    Pages(Physical<'a>),
    Blocks(Triage<'a>),
}

impl<'a> Dump<'a> {
    /// Reads the dump that `file` is. Memory is looked up when it is asked for.
    ///
    /// # Errors
    ///
    /// [`DumpError`], which says what to do. A dump that lacks some of its pages is no error.
    pub fn parse(file: &'a [u8]) -> Result<Self, DumpError> {
        match part(file, 0, 8) {
            Some(magic) if magic == MAGIC => {}
            Some(magic) if magic == MAGIC_32 => return Err(DumpError::Bits32),
            Some(magic) if magic.starts_with(MAGIC_PROGRAM) => return Err(DumpError::Program),
            _ => return Err(DumpError::NotADump),
        }
        let start = part(file, 0, HEADER).ok_or(DumpError::Truncated("the header"))?;
        let word = |at| u32_at(start, at).unwrap_or_default();
        let long = |at| u64_at(start, at).unwrap_or_default();
        let machine = word(header::MACHINE);
        if machine != AMD64 {
            return Err(DumpError::Machine(machine));
        }
        let (kind, contents) = match word(header::KIND) {
            kind::FULL => (Kind::Complete, Contents::Pages(Physical::full(file)?)),
            kind::TRIAGE => (Kind::Small, Contents::Blocks(Triage::parse(file)?)),
            kind::BITMAP_FULL => {
                let kernel = part(file, HEADER, 1) == Some(b"S");
                let pages = Contents::Pages(Physical::with_bitmap(file)?);
                (if kernel { Kind::Kernel } else { Kind::Complete }, pages)
            }
            kind::BITMAP_KERNEL => (Kind::Kernel, Contents::Pages(Physical::with_bitmap(file)?)),
            kind::KERNEL_RANGES | kind::KERNEL_AND_USER_RANGES => (
                Kind::Kernel,
                Contents::Pages(Physical::with_ranges(file, false)?),
            ),
            kind::COMPLETE_RANGES => (
                Kind::Complete,
                Contents::Pages(Physical::with_ranges(file, true)?),
            ),
            other => return Err(DumpError::Kind(other)),
        };
        let modules = match &contents {
            Contents::Pages(pages) => module::list(pages, long(header::MODULES)),
            Contents::Blocks(triage) => triage.modules.clone(),
        };
        let unloaded = match &contents {
            Contents::Pages(_) => Vec::new(),
            Contents::Blocks(triage) => triage.unloaded.clone(),
        };
        let registers = Registers::of_context(&start[header::CONTEXT..]);
        let registers = match &contents {
            // The header of a small dump need not have them.
            Contents::Blocks(triage) => triage.context.or(registers),
            Contents::Pages(_) => registers,
        };
        Ok(Self {
            kind,
            code: word(header::CODE),
            parameters: [0, 1, 2, 3].map(|number| long(header::PARAMETERS + 8 * number)),
            build: word(header::BUILD),
            processors: word(header::PROCESSORS),
            registers: registers.unwrap_or_default(),
            exception: Exception::of_record(&start[header::EXCEPTION..]),
            comment: comment(start),
            up_time: long(header::UP_TIME),
            modules,
            unloaded,
            contents,
        })
    }

    /// The module that has an address.
    #[must_use]
    pub fn module_at(&self, address: u64) -> Option<&Module> {
        self.modules.iter().find(|it| it.contains(address))
    }

    /// The registers that lie in memory as a `CONTEXT`: some bug checks have their address.
    #[must_use]
    pub fn registers_at(&self, address: u64) -> Option<Registers> {
        Registers::of_context(&self.bytes(address, context::LENGTH)?)
    }

    /// How many pages of memory the file has; none are counted of a small dump.
    #[must_use]
    pub fn pages(&self) -> u64 {
        match &self.contents {
            Contents::Pages(pages) => pages.pages(),
            Contents::Blocks(_) => 0,
        }
    }
}

impl Memory for Dump<'_> {
    fn read(&self, address: u64, buffer: &mut [u8]) -> bool {
        match &self.contents {
            Contents::Pages(pages) => pages.read(address, buffer),
            Contents::Blocks(blocks) => blocks.read(address, buffer),
        }
    }
}

/// The remark in the header. Where there is none it is filled with the letters PAGE.
fn comment(start: &[u8]) -> String {
    let bytes = &start[header::COMMENT..header::COMMENT + header::COMMENT_LENGTH];
    let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    if text.starts_with(b"PAGE") {
        return String::new();
    }
    String::from_utf8_lossy(text).into_owned()
}
