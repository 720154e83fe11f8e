//! A copy of an image for Wine's kernel: what Wine lacks is imported from `ntoswine.sys` instead.
//!
//! An import table has a descriptor for each module, with a list of names and a list of addresses
//! side by side; the loader stops at the end of the names. So the new table, in a section of its
//! own, has one descriptor for each stretch of names that come from the same module, and the
//! addresses stay where the code looks for them.

use anyhow::{Context as _, bail};

/// The module that the companion image stands in for.
const KERNEL: &str = "ntoskrnl.exe";
/// The companion image, and what it puts before a function's name.
pub(super) const COMPANION: &str = "ntoswine.sys";
const PREFIX: &str = "wine_";

/// Offsets in the file header, the optional header of 64 bits, and a section header.
const CHARACTERISTICS: usize = 22;
const OPTIONAL: usize = 24;
const ENTRY: usize = OPTIONAL + 16;
const ALIGNMENTS: usize = OPTIONAL + 32;
const SIZE_OF_IMAGE: usize = OPTIONAL + 56;
const DIRECTORIES: usize = OPTIONAL + 112;
const EXPORTS: usize = DIRECTORIES;
const IMPORTS: usize = DIRECTORIES + 8;
const SECTION: usize = 40;
const DESCRIPTOR: usize = 20;
/// No driver has so many bytes; sums of such numbers do not overflow.
const LARGEST: u64 = 1 << 28;
/// `IMAGE_FILE_DLL`.
const DLL: u16 = 0x2000;
/// Readable, initialised data.
const DATA: u32 = 0x4000_0040;

/// What an image is to Wine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Started by its entry.
    Driver,
    /// Only imported from. Wine would call its entry as `DllMain`, so the copy has none.
    Library,
}

/// An image of 64 bits, by its bytes.
pub(super) struct Image {
    bytes: Vec<u8>,
    /// Where the `PE` signature is.
    header: usize,
}

impl Image {
    pub(super) fn parse(bytes: Vec<u8>) -> anyhow::Result<Self> {
        let mut image = Self { bytes, header: 0 };
        image.header = image.u32(0x3C)? as usize;
        let is_image =
            image.bytes.get(image.header..image.header + 4) == Some(b"PE\0\0".as_slice());
        if !is_image || image.u16(image.header + OPTIONAL)? != 0x20B {
            bail!("it is no 64-bit image");
        }
        Ok(image)
    }

    fn slice<const N: usize>(&self, at: usize) -> anyhow::Result<[u8; N]> {
        let found = self.bytes.get(at..).and_then(|it| it.first_chunk());
        found
            .copied()
            .context("it is no sound image: it ends too early")
    }

    fn u16(&self, at: usize) -> anyhow::Result<u16> {
        self.slice(at).map(u16::from_le_bytes)
    }

    fn u32(&self, at: usize) -> anyhow::Result<u32> {
        self.slice(at).map(u32::from_le_bytes)
    }

    fn put<const N: usize>(&mut self, at: usize, value: [u8; N]) -> anyhow::Result<()> {
        let place = self.bytes.get_mut(at..).and_then(|it| it.first_chunk_mut());
        *place.context("it is no sound image: it ends too early")? = value;
        Ok(())
    }

    fn sections(&self) -> anyhow::Result<(usize, usize)> {
        let count = self.u16(self.header + 6)?.into();
        let size: usize = self.u16(self.header + 20)?.into();
        Ok((self.header + OPTIONAL + size, count))
    }

    /// Where an address of the loaded image is in the file.
    fn offset(&self, address: u32) -> anyhow::Result<usize> {
        let (first, count) = self.sections()?;
        for at in (0..count).map(|it| first + it * SECTION) {
            let (start, raw, place) = (self.u32(at + 12)?, self.u32(at + 16)?, self.u32(at + 20)?);
            if let Some(inside) = address.checked_sub(start).filter(|it| *it < raw) {
                return Ok(place as usize + inside as usize);
            }
        }
        bail!("it is no sound image: nothing is at {address:#x}")
    }

    fn text(&self, address: u32) -> anyhow::Result<String> {
        let rest = self.bytes.get(self.offset(address)?..).unwrap_or_default();
        let end = rest.iter().position(|it| *it == 0).unwrap_or(rest.len());
        Ok(String::from_utf8_lossy(&rest[..end]).into_owned())
    }

    /// The names of what it exports.
    pub(super) fn exports(&self) -> anyhow::Result<Vec<String>> {
        let table = match self.u32(self.header + EXPORTS)? {
            0 => return Ok(Vec::new()),
            table => self.offset(table)?,
        };
        let count = self.u32(table + 24)? as usize;
        let names = self.offset(self.u32(table + 32)?)?;
        (0..count)
            .map(|it| self.text(self.u32(names + it * 4)?))
            .collect()
    }

    /// The modules that it imports from, in the order of the table.
    pub(super) fn modules(&self) -> anyhow::Result<Vec<String>> {
        let table = self.table()?;
        Ok(table.into_iter().map(|it| it.module).collect())
    }

    fn table(&self) -> anyhow::Result<Vec<Module>> {
        let mut at = match self.u32(self.header + IMPORTS)? {
            0 => return Ok(Vec::new()),
            table => self.offset(table)?,
        };
        let mut modules = Vec::new();
        loop {
            let (names, module, addresses) =
                (self.u32(at)?, self.u32(at + 12)?, self.u32(at + 16)?);
            if module == 0 {
                return Ok(modules);
            }
            // A linker may leave the list of names out; the addresses are one until they are bound.
            let mut entry = self.offset(if names == 0 { addresses } else { names })?;
            let mut imports = Vec::new();
            loop {
                let value = u64::from_le_bytes(self.slice(entry)?);
                if value == 0 {
                    break;
                }
                let by_name = value >> 63 == 0;
                // After a hint of two bytes.
                let name = by_name
                    .then(|| self.text((value as u32).wrapping_add(2)))
                    .transpose()?;
                imports.push(Import { value, name });
                entry += 8;
            }
            modules.push(Module {
                module: self.text(module)?,
                name: module,
                addresses,
                imports,
            });
            at += DESCRIPTOR;
        }
    }

    /// The copy, and the functions that it imports from the companion, which `exports` these names.
    pub(super) fn for_wine(
        mut self,
        exports: &[String],
        role: Role,
    ) -> anyhow::Result<(Vec<u8>, Vec<String>)> {
        let (first, count) = self.sections()?;
        if count == 0 {
            bail!("it is no sound image: it has no section");
        }
        let header = first + count * SECTION;
        let last = header - SECTION;
        let alignment = self.u32(self.header + ALIGNMENTS)?.max(1);
        let in_file = self.u32(self.header + ALIGNMENTS + 4)?.max(1) as usize;
        let end = u64::from(self.u32(last + 12)?) + u64::from(self.u32(last + 8)?);
        if end > LARGEST || u64::from(alignment) > LARGEST || in_file as u64 > LARGEST {
            bail!("it is no sound image: it says that it has {end:#x} bytes");
        }
        let address = (end as u32).next_multiple_of(alignment);
        let (section, descriptors, moved) = new_table(&self.table()?, exports, address);
        let starts = (0..count).map(|it| self.u32(first + it * SECTION + 20));
        let starts = starts.collect::<anyhow::Result<Vec<_>>>()?;
        let room = starts.into_iter().filter(|it| *it > 0).min().unwrap_or(0);
        if header + SECTION > room as usize {
            bail!("its header has no room for a further section");
        }
        let place = self.bytes.len().next_multiple_of(in_file);
        let size = section.len() as u32;
        let raw = section.len().next_multiple_of(in_file);
        self.put(header, *b".wine\0\0\0")?;
        for (at, value) in [
            (8, size),
            (12, address),
            (16, raw as u32),
            (20, place as u32),
        ] {
            self.put(header + at, value.to_le_bytes())?;
        }
        self.put(header + 24, [0; 12])?;
        self.put(header + 36, DATA.to_le_bytes())?;
        self.put(self.header + 6, (count as u16 + 1).to_le_bytes())?;
        let total = (address + size).next_multiple_of(alignment);
        self.put(self.header + SIZE_OF_IMAGE, total.to_le_bytes())?;
        self.put(self.header + IMPORTS, address.to_le_bytes())?;
        self.put(self.header + IMPORTS + 4, descriptors.to_le_bytes())?;
        let flags = self.u16(self.header + CHARACTERISTICS)? & !DLL;
        self.put(self.header + CHARACTERISTICS, flags.to_le_bytes())?;
        if role == Role::Library {
            self.put(self.header + ENTRY, [0; 4])?;
        }
        self.bytes.resize(place, 0);
        self.bytes.extend(section);
        self.bytes.resize(place + raw, 0);
        Ok((self.bytes, moved))
    }
}

struct Module {
    module: String,
    /// Where its name is, in the loaded image.
    name: u32,
    /// Where its list of addresses is.
    addresses: u32,
    imports: Vec<Import>,
}

struct Import {
    /// The entry of the list of names.
    value: u64,
    /// None for an import by number.
    name: Option<String>,
}

/// The section at `address` with the new table, how many bytes of it are descriptors, and the
/// functions that come from the companion now.
fn new_table(modules: &[Module], exports: &[String], address: u32) -> (Vec<u8>, u32, Vec<String>) {
    let is_moved = |module: &Module, import: &Import| {
        let name = import
            .name
            .as_ref()
            .filter(|_| module.module.eq_ignore_ascii_case(KERNEL));
        name.is_some_and(|name| {
            exports
                .iter()
                .any(|it| it.strip_prefix(PREFIX) == Some(name.as_str()))
        })
    };
    let mut stretches = Vec::new();
    for module in modules {
        let mut index = 0;
        let same = |one: &Import, other: &Import| is_moved(module, one) == is_moved(module, other);
        for imports in module.imports.chunk_by(same) {
            let moved = imports.first().is_some_and(|it| is_moved(module, it));
            stretches.push((module, module.addresses + index * 8, imports, moved));
            index += imports.len() as u32;
        }
    }
    let descriptors = (stretches.len() + 1) * DESCRIPTOR;
    let mut section = vec![0; descriptors.next_multiple_of(8)];
    let add = |section: &mut Vec<u8>, bytes: &[u8]| {
        let at = address + section.len() as u32;
        section.extend(bytes);
        section.resize(section.len().next_multiple_of(8), 0);
        at
    };
    let companion = add(&mut section, format!("{COMPANION}\0").as_bytes());
    let mut moved_names = Vec::new();
    for (at, (module, addresses, imports, moved)) in stretches.into_iter().enumerate() {
        let mut names = Vec::new();
        for import in imports {
            let value = match &import.name {
                Some(name) if moved => {
                    moved_names.push(name.clone());
                    // The hint of two bytes is wrong, as it may be.
                    add(&mut section, format!("\0\0{PREFIX}{name}\0").as_bytes()).into()
                }
                _ => import.value,
            };
            names.extend(value.to_le_bytes());
        }
        names.extend([0; 8]);
        let names = add(&mut section, &names);
        let module = if moved { companion } else { module.name };
        let descriptor = [names, 0, 0, module, addresses];
        let bytes: Vec<u8> = descriptor.iter().flat_map(|it| it.to_le_bytes()).collect();
        section[at * DESCRIPTOR..][..DESCRIPTOR].copy_from_slice(&bytes);
    }
    (section, descriptors as u32, moved_names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(names: &[&str]) -> Module {
        let import = |(at, name): (usize, &&str)| Import {
            value: at as u64 + 0x100,
            name: Some((*name).to_owned()),
        };
        Module {
            module: "NTOSKRNL.exe".to_owned(),
            name: 0x50,
            addresses: 0x1000,
            imports: names.iter().enumerate().map(import).collect(),
        }
    }

    #[test]
    fn each_stretch_of_names_has_a_descriptor_and_the_addresses_stay() {
        let exports = ["wine_B".to_owned(), "wine_C".to_owned(), "E".to_owned()];
        let modules = [module(&["A", "B", "C", "D", "E"])];
        let (section, descriptors, moved) = new_table(&modules, &exports, 0x8000);
        assert_eq!(moved, ["B", "C"]);
        // A from the kernel, B and C from the companion, D and E from the kernel, the end.
        assert_eq!(descriptors, 4 * 20);
        let field = |descriptor: usize, field: usize| {
            let bytes = section[descriptor * 20 + field * 4..]
                .first_chunk()
                .unwrap();
            u32::from_le_bytes(*bytes)
        };
        let addresses: Vec<_> = (0..4).map(|it| field(it, 4)).collect();
        assert_eq!(addresses, [0x1000, 0x1008, 0x1018, 0]);
        let names: Vec<_> = (0..4).map(|it| field(it, 3)).collect();
        assert_eq!((names[0], names[2], names[3]), (0x50, 0x50, 0));
        let companion = (names[1] - 0x8000) as usize;
        assert!(section[companion..].starts_with(b"ntoswine.sys\0"));
        let list = (field(1, 0) - 0x8000) as usize;
        let first = u64::from_le_bytes(*section[list..].first_chunk().unwrap());
        let first = (first - 0x8000) as usize;
        assert!(section[first..].starts_with(b"\0\0wine_B\0"));
        let list = (field(2, 0) - 0x8000) as usize;
        let kept = [0x103_u64, 0x104, 0].map(u64::to_le_bytes).concat();
        assert!(section[list..].starts_with(&kept));
    }

    #[test]
    fn what_is_no_image_is_refused() {
        for bytes in [&b""[..], b"MZ", &[0; 64], &[0xFF; 4096]] {
            assert!(Image::parse(bytes.to_vec()).is_err());
        }
    }
}
