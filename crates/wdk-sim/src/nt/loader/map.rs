//! Maps an image: sections at some address, relocations, imports, protections.
#![expect(unsafe_code, reason = "writes the memory of the mapping")]

use std::{ops::Range, path::Path};

use region::{Allocation, Protection};

use super::{
    error::ImageError,
    image::Image,
    pe::{self, PAGE, Plan, Symbol, Target},
    unwind::UnwindTable,
};

/// The value of a cookie that is not initialised.
const DEFAULT_COOKIE: u64 = 0x2B99_2DDF_A232;

/// An image in memory.
///
/// # Invariants
/// `memory` is at least `image.plan.size` bytes, and every offset of the plan lies inside.
pub(crate) struct MappedImage {
    image: Image,
    /// Gone before the memory that it describes.
    unwind: Option<UnwindTable>,
    memory: Allocation,
}

impl MappedImage {
    /// Maps `image`; `find` gives the address of what it imports, `cookie` seeds its stack checks.
    pub(crate) fn map(
        image: &Image,
        cookie: u64,
        find: impl Fn(&str, &Symbol) -> Option<usize>,
    ) -> Result<Self, ImageError> {
        if !cfg!(target_arch = "x86_64") {
            return Err(ImageError::Host);
        }
        let plan = &*image.plan;
        let imports = resolve(plan, find)?;
        let memory = region::alloc(plan.size, Protection::READ_WRITE).map_err(no_memory)?;
        let mut mapped = Self {
            image: image.clone(),
            unwind: None,
            memory,
        };
        mapped.copy(0..plan.headers, 0..plan.headers);
        for section in &plan.sections {
            let start = section.memory.start;
            mapped.copy(start..start + section.file.len(), section.file.clone());
        }
        let delta = (mapped.base() as u64).wrapping_sub(plan.preferred_base);
        for &offset in &plan.relocations {
            let address = mapped.word(offset).wrapping_add(delta);
            mapped.set_word(offset, address);
        }
        for (slot, address) in imports {
            mapped.set_word(slot, address as u64);
        }
        if let Some(offset) = plan.cookie
            && mapped.word(offset) == DEFAULT_COOKIE
        {
            mapped.set_word(offset, (cookie & 0xFFFF_FFFF_FFFF) | 1);
        }
        mapped.unwind = Some(UnwindTable::register(
            mapped.base(),
            mapped.content(),
            plan.functions.clone(),
        ));
        mapped.protect()?;
        Ok(mapped)
    }

    /// The name of the image's file.
    pub(crate) fn name(&self) -> &str {
        self.image.name()
    }

    /// Where the image's file is, if it came from one.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.image.path.as_deref()
    }

    /// Whether Windows checks the image's pages against its signature: it was linked with `/INTEGRITYCHECK`.
    pub(crate) fn is_checked_for_integrity(&self) -> bool {
        /// `IMAGE_DLLCHARACTERISTICS_FORCE_INTEGRITY`.
        const FORCE_INTEGRITY: u16 = 0x80;
        self.image.plan.dll_characteristics & FORCE_INTEGRITY != 0
    }

    /// Where the image starts.
    pub(crate) fn base(&self) -> usize {
        self.memory.as_range().start
    }

    /// The addresses that the image occupies.
    pub(crate) fn range(&self) -> Range<usize> {
        self.base()..self.base() + self.image.plan.size
    }

    /// Where the system enters the image, if anywhere.
    pub(crate) fn entry(&self) -> Option<usize> {
        match self.image.plan.entry {
            0 => None,
            entry => Some(self.base() + entry as usize),
        }
    }

    /// The NUL-terminated text at an offset.
    pub(crate) fn text_at(&self, offset: usize) -> Option<String> {
        let section = self.section_at(offset)?;
        let start = self.memory.as_ptr::<u8>();
        let text: Vec<u8> = (offset..section.memory.end)
            // SAFETY: sections lie inside the mapping and are readable.
            .map(|at| unsafe { start.wrapping_add(at).read_volatile() })
            .take_while(|byte| *byte != 0)
            .collect();
        Some(String::from_utf8_lossy(&text).into_owned())
    }

    /// What the image exports as `symbol`; `find` follows an export that another module provides.
    pub(crate) fn export(
        &self,
        symbol: &Symbol,
        find: impl Fn(&str, &Symbol) -> Option<usize>,
    ) -> Option<usize> {
        let exports = self.image.plan.exports.iter();
        let mut matching = exports.filter(|export| match symbol {
            Symbol::Name(name) => export.name.as_ref() == Some(name),
            Symbol::Ordinal(ordinal) => export.ordinal == *ordinal,
        });
        match &matching.next()?.target {
            Target::Offset(offset) => Some(self.base() + *offset as usize),
            Target::Forward(module, symbol) => find(module, symbol),
        }
    }

    /// Where in the image its function table is.
    pub(super) fn functions(&self) -> Range<usize> {
        self.image.plan.functions.clone()
    }

    /// The section that holds the byte at `offset`.
    pub(super) fn section_at(&self, offset: usize) -> Option<&pe::Section> {
        let mut sections = self.image.plan.sections.iter();
        sections.find(|section| section.memory.contains(&offset))
    }

    /// The image as it is in memory.
    pub(crate) fn memory(&self) -> Vec<u8> {
        self.content().to_vec()
    }

    /// The time stamp in the image's header, and its checksum.
    pub(crate) fn marks(&self) -> (u32, u32) {
        let plan = &self.image.plan;
        (plan.time_stamp, plan.checksum)
    }

    fn copy(&mut self, memory: Range<usize>, file: Range<usize>) {
        // SAFETY: nothing of the image runs yet and the mapping is writable and large enough.
        let bytes = unsafe {
            std::slice::from_raw_parts_mut(self.memory.as_mut_ptr::<u8>(), self.image.plan.size)
        };
        bytes[memory].copy_from_slice(&self.image.bytes[file]);
    }

    fn content(&self) -> &[u8] {
        // SAFETY: the mapping is at least this large and readable, and nothing of it runs yet, or
        // any more until the caller has done with it.
        unsafe { std::slice::from_raw_parts(self.memory.as_ptr(), self.image.plan.size) }
    }

    fn word(&self, offset: u32) -> u64 {
        let address = self.memory.as_ptr::<u8>().wrapping_add(offset as usize);
        // SAFETY: the plan checked that the eight bytes at `offset` lie inside the image.
        unsafe { address.cast::<u64>().read_unaligned() }
    }

    fn set_word(&mut self, offset: u32, value: u64) {
        let address = self.memory.as_mut_ptr::<u8>().wrapping_add(offset as usize);
        // SAFETY: as in `word`; the mapping is still writable.
        unsafe { address.cast::<u64>().write_unaligned(value) };
    }

    /// Gives each section its access. A section that asks to be written and executed is only
    /// executed, as under memory integrity.
    fn protect(&self) -> Result<(), ImageError> {
        self.set_access(0..self.image.plan.headers, Protection::READ)?;
        for section in &self.image.plan.sections {
            let access = match (section.execute, section.write) {
                (true, _) => Protection::READ_EXECUTE,
                (false, true) => Protection::READ_WRITE,
                (false, false) => Protection::READ,
            };
            self.set_access(section.memory.clone(), access)?;
        }
        Ok(())
    }

    fn set_access(&self, range: Range<usize>, access: Protection) -> Result<(), ImageError> {
        if range.is_empty() {
            return Ok(());
        }
        let start = self.memory.as_ptr::<u8>().wrapping_add(range.start);
        let length = range.len().next_multiple_of(PAGE);
        // SAFETY: the pages belong to this mapping alone, and no reference into them is held.
        unsafe { region::protect(start, length, access) }.map_err(no_memory)
    }
}

/// Looks up every import, so that an error can name all that are unknown.
fn resolve(
    plan: &Plan,
    find: impl Fn(&str, &Symbol) -> Option<usize>,
) -> Result<Vec<(u32, usize)>, ImageError> {
    let mut found = Vec::with_capacity(plan.imports.len());
    let mut unknown = Vec::new();
    for pe::ImportSlot {
        module,
        symbol,
        slot,
    } in &plan.imports
    {
        match find(module, symbol) {
            Some(address) => found.push((*slot, address)),
            None => unknown.push(format!("{module}!{symbol}")),
        }
    }
    if unknown.is_empty() {
        Ok(found)
    } else {
        Err(ImageError::UnknownImports(unknown))
    }
}

fn no_memory(error: region::Error) -> ImageError {
    ImageError::Map(error.to_string())
}
