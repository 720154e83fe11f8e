//! The `__except` handlers of an image, by its
//! [x64 exception data](https://learn.microsoft.com/cpp/build/exception-handling-x64).
#![expect(unsafe_code, reason = "reads the image's memory")]

use wdk_dump::unwind::{CHAIN, Unwind, length};

use super::{map::MappedImage, unwind::ENTRY};

/// Size of an entry of the scope table: begin, end, handler, target.
const SCOPE: usize = 16;
/// `EXCEPTION_EXECUTE_HANDLER`, which stands in place of a filter function's offset.
const EXECUTE_HANDLER: u32 = 1;

impl MappedImage {
    /// Where the function that holds `offset` continues after an exception there: the innermost
    /// `__except (EXCEPTION_EXECUTE_HANDLER)` around it. `personality` is the address of
    /// `__C_specific_handler`.
    ///
    /// None also when a `__finally` or a filter function would have to run first.
    pub(crate) fn exception_handler(&self, offset: usize, personality: usize) -> Option<usize> {
        let offset = u32::try_from(offset).ok()?;
        let functions = self.bytes(self.functions().start, self.functions().len())?;
        let mut entries = functions.chunks_exact(ENTRY);
        let entry = entries.find(|entry| {
            let (begin, end) = (word(entry, 0), word(entry, 4));
            begin
                .zip(end)
                .is_some_and(|(begin, end)| (begin..end).contains(&offset))
        })?;
        let mut unwind = word(entry, 8)? as usize;
        for _ in 0..CHAIN {
            let length = length(self.bytes(unwind, 4)?)?;
            let data = Unwind::parse(self.bytes(unwind, length)?)?;
            if let Some(primary) = data.chained {
                unwind = primary.unwind as usize;
                continue;
            }
            let behind = unwind + data.handler?;
            let fields = self.bytes(behind, 8)?;
            if self.jump_target(word(fields, 0)? as usize)? != personality {
                return None;
            }
            let count = word(fields, 4)? as usize;
            let scopes = self.bytes(behind + 8, count.checked_mul(SCOPE)?)?;
            let mut around = scopes.chunks_exact(SCOPE).filter(|scope| {
                let (begin, end) = (word(scope, 0), word(scope, 4));
                begin
                    .zip(end)
                    .is_some_and(|(begin, end)| (begin..end).contains(&offset))
            });
            let innermost = around.next()?;
            let target = word(innermost, 12)?;
            let runs = word(innermost, 8)? == EXECUTE_HANDLER && target != 0;
            return runs.then(|| self.base() + target as usize);
        }
        None
    }

    /// Where the import thunk at `offset` jumps to: `jmp [rip + displacement]`.
    fn jump_target(&self, offset: usize) -> Option<usize> {
        // Some linkers write a prefix that changes nothing.
        let start = offset + usize::from(*self.bytes(offset, 1)?.first()? == 0x48);
        let [0xFF, 0x25, displacement @ ..] = self.bytes(start, 6)? else {
            return None;
        };
        let displacement = i32::from_le_bytes(displacement.try_into().ok()?);
        let next = start + 6;
        let slot = next.checked_add_signed(displacement as isize)?;
        let target = self.bytes(slot, 8)?;
        Some(u64::from_le_bytes(target.try_into().ok()?) as usize)
    }

    /// Bytes of the image that are readable as long as it is mapped: code and exception data are
    /// not written, and a slot of the import table not after the image was mapped.
    fn bytes(&self, offset: usize, length: usize) -> Option<&[u8]> {
        let end = offset.checked_add(length)?;
        let section = self.section_at(offset)?;
        if end > section.memory.end {
            return None;
        }
        let start = (self.base() + offset) as *const u8;
        // SAFETY: sections lie inside of the mapping and are readable; the caller reads what
        // nothing writes.
        Some(unsafe { std::slice::from_raw_parts(start, length) })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
