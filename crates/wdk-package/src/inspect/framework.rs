//! The version of KMDF that an image asks for.

use std::collections::HashSet;

use serde::Serialize;

use super::map::Map;
use crate::image::Image;

/// What the stub of `wdk-sys` puts beside each number of a version that the image uses.
const MARK: &[u8] = b"wdk-sys KMDF minor\0";
/// Bytes of the two forms of the bind block.
const SHORT: u32 = 48;
const LONG: u32 = 88;

/// The version of KMDF that an image asks for, as far as the file says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Framework {
    /// The minor version whose functions it uses.
    pub target: Option<u32>,
    /// The oldest minor version that it can do with.
    pub minimum: Option<u32>,
    /// Functions in the table of its version.
    pub functions: Option<u32>,
    /// Bytes of the bind block: 48, or 88 since 1.25.
    pub block: Option<u32>,
}

impl Framework {
    /// `None` for an image that does not import the framework's loader.
    pub(super) fn find(image: &Image, map: &Map<'_>) -> Option<Self> {
        let binds = image.imports.iter().any(|it| {
            let loader = it.module.eq_ignore_ascii_case("WDFLDR.SYS");
            loader && it.names.iter().any(|it| it == "WdfVersionBind")
        });
        if !binds {
            return None;
        }
        Some(by_block(map).or_else(|| by_mark(map)).unwrap_or(Self {
            target: None,
            minimum: None,
            functions: None,
            block: None,
        }))
    }

    /// The minor version that decides where the driver is bound.
    pub(super) fn lowest(&self) -> Option<u32> {
        self.minimum.or(self.target)
    }
}

/// The bind block of a C driver: it lies in the image's data, and points to `KmdfLibrary`.
fn by_block(map: &Map<'_>) -> Option<Framework> {
    let name: Vec<u8> = "KmdfLibrary\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let names: HashSet<u64> = map
        .sections()
        .flat_map(|(address, bytes)| {
            let found = find_all(bytes, &name);
            found.map(move |at| u64::from(address) + at as u64)
        })
        .map(|address| map.base.wrapping_add(address))
        .collect();
    for (address, bytes) in map.sections() {
        for (index, word) in bytes.chunks_exact(8).enumerate() {
            let word = u64::from_le_bytes(word.try_into().ok()?);
            // The size stands before the pointer.
            let Some(at) = (index * 8).checked_sub(8) else {
                continue;
            };
            if names.contains(&word)
                && let Some(found) = block_at(map, address.checked_add(u32::try_from(at).ok()?)?)
            {
                return Some(found);
            }
        }
    }
    None
}

fn block_at(map: &Map<'_>, address: u32) -> Option<Framework> {
    let size = map.u32(address)?;
    let word = |offset: u32| map.u32(address.checked_add(offset)?);
    let (major, minor, functions) = (word(16)?, word(20)?, word(28)?);
    if !(size == SHORT || size == LONG) || major != 1 {
        return None;
    }
    let minimum = (size == LONG).then(|| {
        let pointer = map.u64(address.checked_add(48)?)?;
        let relative = pointer.checked_sub(map.base)?;
        map.u32(u32::try_from(relative).ok()?)
    });
    Some(Framework {
        target: Some(minor),
        minimum: Some(minimum.flatten().unwrap_or(minor)),
        functions: Some(functions),
        block: Some(size),
    })
}

/// A driver with this repository's stub, which fills the bind block when the driver is loaded: it
/// has the numbers of its target and its minimum, with a mark beside each.
fn by_mark(map: &Map<'_>) -> Option<Framework> {
    let minors = map.sections().flat_map(|(_, bytes)| {
        let numbers = find_all(bytes, MARK).filter_map(|at| bytes.get(at.checked_sub(4)?..at));
        numbers.filter_map(|it| it.try_into().ok().map(u32::from_le_bytes))
    });
    let minors: Vec<_> = minors.collect();
    let (target, minimum) = (minors.iter().max().copied()?, minors.iter().min().copied());
    Some(Framework {
        target: Some(target),
        minimum,
        functions: None,
        block: Some(if target < 25 { SHORT } else { LONG }),
    })
}

fn find_all<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = bytes.windows(wanted.len()).enumerate();
    windows.filter_map(move |(at, window)| (window == wanted).then_some(at))
}
