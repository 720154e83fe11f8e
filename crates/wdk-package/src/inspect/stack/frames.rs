//! The frames of an image's functions, from its unwind data.

use std::collections::BTreeMap;

use object::pe;
use wdk_dump::unwind::{CHAIN, Operation, Unwind, entry};

use super::{super::map::Map, Function};

/// The functions that the unwind data has, by their first address.
pub(super) fn functions(map: &Map<'_>, unreadable: &mut usize) -> BTreeMap<u32, Function> {
    let mut functions: BTreeMap<u32, Function> = BTreeMap::new();
    let Some((table, size)) = map.directory(pe::IMAGE_DIRECTORY_ENTRY_EXCEPTION) else {
        return functions;
    };
    let entries = map.at(table, size as usize).unwrap_or_default();
    let mut last = 0;
    for bytes in entries.chunks_exact(12) {
        let Some(wdk_dump::image::Function { begin, end, unwind }) = entry(bytes) else {
            continue;
        };
        let Some(part) = Part::of(map, begin, unwind) else {
            *unreadable += 1;
            continue;
        };
        // The table is in order: where functions overlap, it is not one that a linker made.
        let in_order = last <= begin && begin < end;
        if !in_order || map.at(begin, (end - begin) as usize).is_none() {
            *unreadable += 1;
            continue;
        }
        last = end;
        let function = functions.entry(part.primary).or_default();
        function.parts.push((begin, end));
        function.frame = function.frame.max(part.frame);
        function.dynamic |= part.dynamic;
    }
    functions
}

/// What a part takes of the stack, with what the parts take that it is chained to.
struct Part {
    /// The function that it belongs to.
    primary: u32,
    frame: u64,
    dynamic: bool,
}

impl Part {
    fn of(map: &Map<'_>, begin: u32, info: u32) -> Option<Self> {
        let mut part = Self {
            primary: begin,
            frame: 0,
            dynamic: false,
        };
        let mut info = info;
        // A chain in a circle ends here, too.
        for _ in 0..CHAIN {
            let unwind = Unwind::parse(map.from(info)?)?;
            let operations = || unwind.codes.iter().map(|it| it.operation);
            part.frame += operations().map(Operation::growth).sum::<u64>();
            // A frame pointer is set where the stack grows by an amount that only the code knows.
            let is_set = operations().any(|it| it == Operation::SetFrame);
            part.dynamic |= is_set && unwind.frame.is_some();
            let Some(chained) = unwind.chained else {
                return Some(part);
            };
            part.primary = chained.begin;
            info = chained.unwind;
        }
        None
    }
}
