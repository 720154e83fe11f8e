//! What a PDB says about its image.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Cursor},
    panic::{self, AssertUnwindSafe},
    path::Path,
};

use pdb2::{FallibleIterator as _, PDB, Source, SymbolData};

/// The public symbols of an image.
#[derive(Clone, Debug)]
pub struct Symbols {
    /// The GUID that image and symbol file share, in the order of its bytes in the image.
    pub guid: [u8; 16],
    /// The age that they share.
    pub age: u32,
    /// More than one where the linker folded equal functions, or an alias was made.
    names: BTreeMap<u32, Vec<String>>,
}

impl Symbols {
    /// Reads the PDB file at `path`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is no PDB.
    pub fn read(path: &Path) -> pdb2::Result<Self> {
        let file = fs::File::open(path)?;
        guarded(|| Self::of(file))
    }

    /// Reads the PDB file that these bytes are.
    ///
    /// # Errors
    ///
    /// When they are no PDB.
    pub fn parse(bytes: &[u8]) -> pdb2::Result<Self> {
        guarded(|| Self::of(Cursor::new(bytes)))
    }

    fn of<'a>(file: impl Source<'a> + Send + 'a) -> pdb2::Result<Self> {
        let mut pdb = PDB::open(file)?;
        let guid = pdb.pdb_information()?.guid.to_bytes_le();
        let age = pdb.debug_information()?.age();
        let addresses = pdb.address_map()?;
        let table = pdb.global_symbols()?;
        let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut symbols = table.iter();
        while let Some(symbol) = symbols.next()? {
            if let Ok(SymbolData::Public(public)) = symbol.parse()
                && let Some(address) = public.offset.to_rva(&addresses)
            {
                let name = public.name.to_string().into_owned();
                names.entry(address.0).or_default().push(name);
            }
        }
        Ok(Self {
            guid,
            age: age.unwrap_or(1),
            names,
        })
    }

    /// The public symbol at `address`, relative to the image's base; the first where equal functions
    /// were folded into one.
    #[must_use]
    pub fn name(&self, address: u32) -> Option<&str> {
        self.names(address).next()
    }

    /// All public symbols at `address`.
    pub fn names(&self, address: u32) -> impl Iterator<Item = &str> {
        self.names
            .get(&address)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

#[cfg(test)]
impl Symbols {
    /// Symbols with these names.
    pub(crate) fn known(names: &[(u32, &str)]) -> Self {
        let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (address, name) in names {
            all.entry(*address).or_default().push((*name).to_owned());
        }
        Self {
            guid: [0; 16],
            age: 1,
            names: all,
        }
    }
}

/// The reader of PDBs is others' code, and a few damaged files make it panic: it adds up lengths of the
/// file without a check.
fn guarded<T>(read: impl FnOnce() -> pdb2::Result<T>) -> pdb2::Result<T> {
    let damaged = |_| {
        let error = "the file is damaged, so that it cannot be read; build the image again";
        Err(io::Error::new(io::ErrorKind::InvalidData, error).into())
    };
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(damaged)
}
