//! The structures of `wmistr.h` as bytes: what WMI puts into the buffers of its requests, and what it finds there.
#![forbid(unsafe_code)]

use std::mem::offset_of;

use wdk_sys::{
    GUID, OFFSETINSTANCEDATAANDLENGTH, WMIREG_FLAG_EVENT_ONLY_GUID, WMIREG_FLAG_INSTANCE_BASENAME,
    WMIREG_FLAG_INSTANCE_LIST, WMIREG_FLAG_INSTANCE_PDO, WMIREG_FLAG_TRACED_GUID, WMIREGGUIDW,
    WMIREGINFOW, WNODE_FLAG_FIXED_INSTANCE_SIZE, WNODE_FLAG_METHOD_ITEM,
    WNODE_FLAG_PDO_INSTANCE_NAMES, WNODE_FLAG_SINGLE_INSTANCE, WNODE_FLAG_SINGLE_ITEM,
    WNODE_FLAG_STATIC_INSTANCE_NAMES, WNODE_FLAG_TOO_SMALL, WNODE_HEADER, WNODE_TOO_SMALL,
    tagWNODE_ALL_DATA, tagWNODE_METHOD_ITEM, tagWNODE_SINGLE_INSTANCE, tagWNODE_SINGLE_ITEM,
};

use crate::nt::ob::name::{equal, wide};

/// The bytes of a `WNODE_HEADER`.
pub(crate) const HEADER: usize = size_of::<WNODE_HEADER>();
/// The offset of the header's flags.
const FLAGS: usize = offset_of!(WNODE_HEADER, Flags);
/// The offset of the header's `Version` and, four bytes on, `Linkage`, which are one number for tracing.
const CONTEXT: usize = offset_of!(WNODE_HEADER, __bindgen_anon_1);
/// The offset of a block's first length or of its fixed one.
pub(crate) const LENGTHS: usize = offset_of!(tagWNODE_ALL_DATA, __bindgen_anon_1);
/// The bytes of an offset with a length.
pub(crate) const PAIR: usize = size_of::<OFFSETINSTANCEDATAANDLENGTH>();
/// Where each instance's data begins.
pub(crate) const ALIGNMENT: usize = 8;

/// The GUID of a block, to be compared and sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BlockId([u8; 16]);

impl From<&GUID> for BlockId {
    fn from(guid: &GUID) -> Self {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&guid.Data1.to_le_bytes());
        bytes[4..6].copy_from_slice(&guid.Data2.to_le_bytes());
        bytes[6..8].copy_from_slice(&guid.Data3.to_le_bytes());
        bytes[8..].copy_from_slice(&guid.Data4);
        Self(bytes)
    }
}

impl BlockId {
    /// The GUID.
    pub(crate) fn guid(self) -> GUID {
        let [a, b, c, d, e, f, g, h, rest @ ..] = self.0;
        GUID {
            Data1: u32::from_le_bytes([a, b, c, d]),
            Data2: u16::from_le_bytes([e, f]),
            Data3: u16::from_le_bytes([g, h]),
            Data4: rest,
        }
    }

    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let found = bytes.get(at..)?.first_chunk()?;
        Some(Self(*found))
    }

    /// The block of a structure with a `WNODE_HEADER`.
    pub(crate) fn of_node(node: &[u8]) -> Option<Self> {
        Self::read(node, offset_of!(WNODE_HEADER, Guid))
    }
}

/// The number at an offset.
pub(crate) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*found))
}

fn long_number(bytes: &[u8], at: usize) -> Option<u64> {
    let found = bytes.get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*found))
}

/// Writes a number at an offset that lies within `bytes`.
pub(crate) fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// A counted string at an offset: its length in bytes, and its characters.
fn text(bytes: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let length = usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let units = bytes.get(at + 2..at + 2 + length)?;
    let units = units
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
        .collect();
    Some((units, at + 2 + length))
}

fn put_text(bytes: &mut Vec<u8>, text: &[u16]) {
    let length = u16::try_from(size_of_val(text)).unwrap_or(u16::MAX - 1);
    bytes.extend_from_slice(&length.to_le_bytes());
    let units = text.iter().take(usize::from(length) / 2);
    bytes.extend(units.flat_map(|unit| unit.to_le_bytes()));
}

/// A `WNODE_HEADER`, which says that the structure has `size` bytes.
pub(crate) fn header(block: BlockId, size: usize, flags: u32) -> Vec<u8> {
    let mut bytes = vec![0; HEADER];
    let guid = offset_of!(WNODE_HEADER, Guid);
    put(&mut bytes, 0, size as u32);
    bytes[guid..guid + 16].copy_from_slice(&block.0);
    put(&mut bytes, FLAGS, flags);
    bytes
}

/// The header of a request that has events traced by the session `logger`.
pub(crate) fn tracing_header(block: BlockId, flags: u32, logger: u64) -> Vec<u8> {
    let mut bytes = header(block, HEADER, flags);
    bytes[CONTEXT..CONTEXT + 8].copy_from_slice(&logger.to_le_bytes());
    bytes
}

/// The trace session of an event.
pub(crate) fn logger(node: &[u8]) -> u64 {
    long_number(node, CONTEXT).unwrap_or(0)
}

/// The flags of a structure with a `WNODE_HEADER`.
pub(crate) fn flags(node: &[u8]) -> u32 {
    number(node, FLAGS).unwrap_or(0)
}

/// The identifier of an event's provider.
pub(crate) fn provider(node: &[u8]) -> u32 {
    number(node, offset_of!(WNODE_HEADER, ProviderId)).unwrap_or(0)
}

/// The size that an answer says is needed, when the buffer was too small.
pub(crate) fn needed(answer: &[u8]) -> Option<usize> {
    let is_small = flags(answer) & WNODE_FLAG_TOO_SMALL != 0;
    let needed = number(answer, offset_of!(WNODE_TOO_SMALL, SizeNeeded))?;
    is_small.then_some(needed as usize)
}

/// An instance of a block: its name, and its place among the names that the driver has registered.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) name: Vec<u16>,
    pub(crate) index: Option<u32>,
    pub(crate) is_from_pdo: bool,
}

impl Instance {
    fn flags(&self) -> u32 {
        match (self.index, self.is_from_pdo) {
            (None, _) => 0,
            (Some(_), false) => WNODE_FLAG_STATIC_INSTANCE_NAMES,
            (Some(_), true) => WNODE_FLAG_STATIC_INSTANCE_NAMES | WNODE_FLAG_PDO_INSTANCE_NAMES,
        }
    }
}

/// What a request to one instance is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    Whole,
    Item(u32),
    Method(u32),
}

impl Subject {
    /// Where the fixed part ends, and where the block's offset and size are.
    const fn layout(self) -> (usize, usize, usize) {
        match self {
            Self::Whole => (
                offset_of!(tagWNODE_SINGLE_INSTANCE, VariableData),
                offset_of!(tagWNODE_SINGLE_INSTANCE, DataBlockOffset),
                offset_of!(tagWNODE_SINGLE_INSTANCE, SizeDataBlock),
            ),
            Self::Item(_) => (
                offset_of!(tagWNODE_SINGLE_ITEM, VariableData),
                offset_of!(tagWNODE_SINGLE_ITEM, DataBlockOffset),
                offset_of!(tagWNODE_SINGLE_ITEM, SizeDataItem),
            ),
            Self::Method(_) => (
                offset_of!(tagWNODE_METHOD_ITEM, VariableData),
                offset_of!(tagWNODE_METHOD_ITEM, DataBlockOffset),
                offset_of!(tagWNODE_METHOD_ITEM, SizeDataBlock),
            ),
        }
    }
}

/// A request to one instance: the structure with the instance's name and `data` behind it.
pub(crate) fn single(
    block: BlockId,
    subject: Subject,
    instance: &Instance,
    data: &[u8],
) -> Vec<u8> {
    let (fixed, offset, size) = subject.layout();
    let (kind, item) = match subject {
        Subject::Whole => (WNODE_FLAG_SINGLE_INSTANCE, None),
        Subject::Item(item) => (WNODE_FLAG_SINGLE_ITEM, Some(item)),
        Subject::Method(method) => (WNODE_FLAG_METHOD_ITEM, Some(method)),
    };
    let mut bytes = header(block, 0, kind | instance.flags());
    bytes.resize(fixed, 0);
    put_text(&mut bytes, &instance.name);
    bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
    let start = bytes.len();
    bytes.extend_from_slice(data);
    let whole = bytes.len() as u32;
    put(&mut bytes, 0, whole);
    let name = offset_of!(tagWNODE_SINGLE_INSTANCE, OffsetInstanceName);
    put(&mut bytes, name, fixed as u32);
    let index = offset_of!(tagWNODE_SINGLE_INSTANCE, InstanceIndex);
    put(&mut bytes, index, instance.index.unwrap_or(0));
    if let Some(item) = item {
        put(&mut bytes, offset_of!(tagWNODE_SINGLE_ITEM, ItemId), item);
    }
    put(&mut bytes, offset, start as u32);
    put(&mut bytes, size, data.len() as u32);
    bytes
}

/// The index of the instance that an event is about, if it is about one with a registered name.
pub(crate) fn index_of_single(node: &[u8]) -> Option<u32> {
    let about_one = WNODE_FLAG_SINGLE_INSTANCE | WNODE_FLAG_STATIC_INSTANCE_NAMES;
    let index = number(node, offset_of!(tagWNODE_SINGLE_INSTANCE, InstanceIndex));
    index.filter(|_| flags(node) & about_one == about_one)
}

/// Where the data of an answer about one instance lies; `None` when it does not lie within.
pub(crate) fn single_data(answer: &[u8], subject: Subject) -> Option<std::ops::Range<usize>> {
    let (_, offset, size) = subject.layout();
    let start = number(answer, offset)? as usize;
    let end = start.checked_add(number(answer, size)? as usize)?;
    answer.get(start..end).map(|_| start..end)
}

/// Where the data of all instances of an answer lies; `None` when it does not lie within.
pub(crate) fn all_data(answer: &[u8]) -> Option<Vec<std::ops::Range<usize>>> {
    let count = number(answer, offset_of!(tagWNODE_ALL_DATA, InstanceCount))? as usize;
    let first = number(answer, offset_of!(tagWNODE_ALL_DATA, DataBlockOffset))? as usize;
    let fixed = flags(answer) & WNODE_FLAG_FIXED_INSTANCE_SIZE != 0;
    let place = |at: usize| {
        let (start, length) = if fixed {
            let length = number(answer, LENGTHS)? as usize;
            let stride = length.next_multiple_of(ALIGNMENT);
            (first.checked_add(stride.checked_mul(at)?)?, length)
        } else {
            let pair = LENGTHS.checked_add(at.checked_mul(PAIR)?)?;
            let start = number(answer, pair)? as usize;
            (start, number(answer, pair + 4)? as usize)
        };
        let end = start.checked_add(length)?;
        answer.get(start..end).map(|_| start..end)
    };
    // So many instances have no room, so that a wrong count ends here.
    (count <= answer.len()).then(|| (0..count).map(place).collect())?
}

/// The dynamic names of all instances of an answer.
pub(crate) fn dynamic_names(answer: &[u8], count: usize) -> Option<Vec<Vec<u16>>> {
    let offsets = offset_of!(tagWNODE_ALL_DATA, OffsetInstanceNameOffsets);
    let offsets = number(answer, offsets)? as usize;
    let name = |at: usize| {
        let at = number(answer, offsets.checked_add(at * 4)?)? as usize;
        text(answer, at).map(|(name, _)| name)
    };
    (0..count).map(name).collect()
}

/// Puts the registered names of the instances behind an answer, as WMI does before a consumer gets it.
pub(crate) fn add_names(answer: &mut Vec<u8>, names: &[Vec<u16>]) {
    answer.resize(answer.len().next_multiple_of(ALIGNMENT), 0);
    let offsets = answer.len();
    answer.resize(offsets + names.len() * 4, 0);
    for (index, name) in names.iter().enumerate() {
        let at = answer.len() as u32;
        put(answer, offsets + index * 4, at);
        put_text(answer, name);
    }
    let place = offset_of!(tagWNODE_ALL_DATA, OffsetInstanceNameOffsets);
    put(answer, place, offsets as u32);
    let whole = answer.len() as u32;
    put(answer, 0, whole);
}

/// Links the answers of several providers, each `Linkage` bytes behind the one before.
pub(crate) fn chain(answers: Vec<Vec<u8>>) -> Vec<u8> {
    let mut chain = Vec::new();
    let count = answers.len();
    for (index, mut answer) in answers.into_iter().enumerate() {
        answer.resize(answer.len().next_multiple_of(ALIGNMENT), 0);
        let next = match index + 1 == count {
            true => 0,
            false => answer.len() as u32,
        };
        put(&mut answer, CONTEXT + 4, next);
        chain.append(&mut answer);
    }
    chain
}

/// The names of a block's instances, as the driver registers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// The driver names them in its answers.
    Dynamic,
    /// They are in this list.
    List(Vec<Vec<u16>>),
    /// So many, made of this text and a number.
    Base(Vec<u16>, u32),
    /// So many, made of the instance path of the device with this physical device object.
    Pdo(u64, u32),
}

/// A block that a driver registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Registered {
    pub(crate) block: BlockId,
    pub(crate) flags: u32,
    pub(crate) names: Names,
}

impl Registered {
    /// Whether it is written to trace sessions alone.
    pub(crate) fn is_traced(&self) -> bool {
        self.flags & WMIREG_FLAG_TRACED_GUID != 0
    }

    /// Whether it has no data that can be asked for.
    pub(crate) fn has_no_data(&self) -> bool {
        self.is_traced() || self.flags & WMIREG_FLAG_EVENT_ONLY_GUID != 0
    }
}

/// What a driver answers to `IRP_MN_REGINFO_EX`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Registration {
    pub(crate) blocks: Vec<Registered>,
    pub(crate) registry_path: Vec<u16>,
    pub(crate) mof_resource: Vec<u16>,
}

/// Reads a chain of `WMIREGINFO`. `None` when something lies outside of it.
pub(crate) fn registration(bytes: &[u8]) -> Option<Registration> {
    let mut all = Registration::default();
    let mut rest = bytes;
    loop {
        let next = number(rest, offset_of!(WMIREGINFOW, NextWmiRegInfo))? as usize;
        one_registration(rest, &mut all)?;
        if next == 0 {
            return Some(all);
        }
        rest = rest.get(next..)?;
    }
}

fn one_registration(info: &[u8], all: &mut Registration) -> Option<()> {
    let string = |at: usize| match number(info, at)? {
        0 => Some(Vec::new()),
        at => text(info, at as usize).map(|(text, _)| text),
    };
    let path = string(offset_of!(WMIREGINFOW, RegistryPath))?;
    let mof = string(offset_of!(WMIREGINFOW, MofResourceName))?;
    if all.registry_path.is_empty() {
        all.registry_path = path;
    }
    if all.mof_resource.is_empty() {
        all.mof_resource = mof;
    }
    let count = number(info, offset_of!(WMIREGINFOW, GuidCount))? as usize;
    for index in 0..count {
        let at = index.checked_mul(size_of::<WMIREGGUIDW>())?;
        let at = at.checked_add(offset_of!(WMIREGINFOW, WmiRegGuid))?;
        all.blocks.push(block(info, at)?);
    }
    Some(())
}

fn block(info: &[u8], at: usize) -> Option<Registered> {
    let block = BlockId::read(info, at)?;
    let flags = number(info, at + offset_of!(WMIREGGUIDW, Flags))?;
    let count = number(info, at + offset_of!(WMIREGGUIDW, InstanceCount))?;
    let place = long_number(info, at + offset_of!(WMIREGGUIDW, __bindgen_anon_1))?;
    let names = if flags & WMIREG_FLAG_INSTANCE_PDO != 0 {
        Names::Pdo(place, count)
    } else if flags & WMIREG_FLAG_INSTANCE_BASENAME != 0 {
        Names::Base(text(info, place as u32 as usize)?.0, count)
    } else if flags & WMIREG_FLAG_INSTANCE_LIST != 0 {
        let mut at = place as u32 as usize;
        let mut names = Vec::new();
        for _ in 0..count {
            let (name, behind) = text(info, at)?;
            names.push(name);
            at = behind;
        }
        Names::List(names)
    } else {
        Names::Dynamic
    };
    Some(Registered {
        block,
        flags,
        names,
    })
}

/// Whether two instances have the same name, for which case does not matter.
pub(crate) fn same_name(one: &[u16], other: &[u16]) -> bool {
    equal(one, other)
}

/// `name` with a number behind it.
pub(crate) fn numbered(name: &[u16], separator: &str, number: u32) -> Vec<u16> {
    let mut name = name.to_vec();
    name.extend(wide(&format!("{separator}{number}")));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: GUID = GUID {
        Data1: 0x1234_5678,
        Data2: 0x9ABC,
        Data3: 0xDEF0,
        Data4: [1, 2, 3, 4, 5, 6, 7, 8],
    };

    fn instance() -> Instance {
        Instance {
            name: wide("ab"),
            index: Some(3),
            is_from_pdo: true,
        }
    }

    #[test]
    fn a_guid_comes_back_from_its_bytes() {
        let id = BlockId::from(&BLOCK);
        assert_eq!(BlockId::from(&id.guid()), id);
        assert_eq!(BlockId::of_node(&header(id, 48, 0)), Some(id));
    }

    #[test]
    fn a_request_has_the_layout_of_wmistr() {
        let bytes = single((&BLOCK).into(), Subject::Item(9), &instance(), &[0xAA; 3]);
        let numbers: Vec<u32> = (0..bytes.len() / 4)
            .filter_map(|at| number(&bytes, at * 4))
            .collect();
        // BufferSize; Guid.Data1; Flags; OffsetInstanceName, InstanceIndex, ItemId, DataBlockOffset, SizeDataItem.
        assert_eq!(numbers[0], 83);
        assert_eq!(numbers[6], 0x1234_5678);
        assert_eq!(numbers[11], 0x1_0084);
        assert_eq!(numbers[12..17], [68, 3, 9, 80, 3]);
        assert_eq!(bytes[68..74], [4, 0, b'a', 0, b'b', 0]);
        assert_eq!(bytes[80..], [0xAA; 3]);
        assert_eq!(single_data(&bytes, Subject::Item(9)), Some(80..83));
    }

    #[test]
    fn data_outside_of_an_answer_is_none() {
        let mut bytes = single((&BLOCK).into(), Subject::Whole, &instance(), &[1, 2]);
        let (_, offset, _) = Subject::Whole.layout();
        put(&mut bytes, offset, u32::MAX);
        assert_eq!(single_data(&bytes, Subject::Whole), None);
    }

    #[test]
    fn instances_of_one_size_follow_each_other_on_eight_bytes() {
        let mut bytes = header((&BLOCK).into(), 0, WNODE_FLAG_FIXED_INSTANCE_SIZE);
        bytes.resize(96, 0);
        put(&mut bytes, 48, 72);
        put(&mut bytes, 52, 2);
        put(&mut bytes, LENGTHS, 6);
        assert_eq!(all_data(&bytes), Some(vec![72..78, 80..86]));
    }

    #[test]
    fn a_registration_is_read_with_all_kinds_of_names() {
        let mut bytes = vec![0; 24 + 4 * 32];
        let names = bytes.len() as u32;
        put_text(&mut bytes, &wide("one"));
        put_text(&mut bytes, &wide("two"));
        let path = bytes.len() as u32;
        put_text(&mut bytes, &wide(r"\Registry\Machine\X"));
        put(&mut bytes, 8, path);
        put(&mut bytes, 16, 4);
        let kinds = [
            (WMIREG_FLAG_INSTANCE_LIST, 2, names),
            (WMIREG_FLAG_INSTANCE_BASENAME, 3, names),
            (WMIREG_FLAG_INSTANCE_PDO, 1, 0x55),
            (0, 7, 0),
        ];
        for (index, (flags, count, place)) in kinds.into_iter().enumerate() {
            let at = 24 + index * 32;
            put(&mut bytes, at, index as u32);
            put(&mut bytes, at + 16, flags);
            put(&mut bytes, at + 20, count);
            put(&mut bytes, at + 24, place);
        }
        let found = registration(&bytes).expect("all of it lies within");
        assert_eq!(found.registry_path, wide(r"\Registry\Machine\X"));
        let names: Vec<&Names> = found.blocks.iter().map(|it| &it.names).collect();
        assert_eq!(*names[0], Names::List(vec![wide("one"), wide("two")]));
        assert_eq!(*names[1], Names::Base(wide("one"), 3));
        assert_eq!(*names[2], Names::Pdo(0x55, 1));
        assert_eq!(*names[3], Names::Dynamic);
        put(&mut bytes, 16, 9);
        assert_eq!(registration(&bytes), None, "more blocks than bytes");
    }
}
