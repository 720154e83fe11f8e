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
    names: BTreeMap<u32, String>,
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
        let mut names = BTreeMap::new();
        let mut symbols = table.iter();
        while let Some(symbol) = symbols.next()? {
            if let Ok(SymbolData::Public(public)) = symbol.parse()
                && let Some(address) = public.offset.to_rva(&addresses)
            {
                names.insert(address.0, public.name.to_string().into_owned());
            }
        }
        Ok(Self {
            guid,
            age: age.unwrap_or(1),
            names,
        })
    }

    /// The public symbol at `address`, relative to the image's base.
    #[must_use]
    pub fn name(&self, address: u32) -> Option<&str> {
        self.names.get(&address).map(String::as_str)
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
