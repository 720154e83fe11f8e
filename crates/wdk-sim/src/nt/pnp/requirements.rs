//! What devices need of resources, and what they are assigned.
//!
//! There is one arbiter: a range of addresses or a vector that one device has, another one does not get, unless its
//! requirement says that it may be shared.
#![expect(
    unsafe_code,
    reason = "reads and makes lists that drivers read and make"
)]

use std::{ops::Range, ptr};

use wdk_sys::{
    _INTERFACE_TYPE::InterfaceTypeUndefined, _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1,
    _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3,
    _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5, _POOL_TYPE::PagedPool,
    CM_PARTIAL_RESOURCE_DESCRIPTOR, CM_RESOURCE_INTERRUPT_LATCHED,
    CM_RESOURCE_INTERRUPT_LEVEL_SENSITIVE, CM_RESOURCE_INTERRUPT_MESSAGE, CM_RESOURCE_LIST,
    CM_RESOURCE_PORT_IO, CmResourceTypeConfigData, CmResourceTypeDevicePrivate,
    CmResourceTypeInterrupt, CmResourceTypeMemory, CmResourceTypePort, ExFreePool,
    IO_RESOURCE_ALTERNATIVE, IO_RESOURCE_DESCRIPTOR, IO_RESOURCE_LIST,
    IO_RESOURCE_REQUIREMENTS_LIST, LARGE_INTEGER, NTSTATUS, STATUS_INSUFFICIENT_RESOURCES,
};

use super::resources::{Resource, Resources};
use crate::nt::ex::driver_pool;

/// `CM_SHARE_DISPOSITION`: the resource may be shared.
const SHARED: u8 = 3;
/// One device has the resource alone.
const EXCLUSIVE: u8 = 1;

const TAG: u32 = u32::from_le_bytes(*b"PpRq");

/// What a device needs: alternatives, of which it gets one.
#[derive(Clone, Default)]
pub(crate) struct Requirements(pub(super) Vec<Vec<IO_RESOURCE_DESCRIPTOR>>);

/// Reads and frees a list of resources.
///
/// # Safety
/// The address is 0 or that of such a list in pool.
pub(super) unsafe fn take_resources(address: u64) -> Resources {
    let list = ptr::with_exposed_provenance_mut::<CM_RESOURCE_LIST>(address as usize);
    // SAFETY: by contract.
    let Some(head) = (unsafe { list.as_ref() }) else {
        return Resources::default();
    };
    let partial = &head.List[0].PartialResourceList;
    let count = if head.Count == 0 { 0 } else { partial.Count };
    let first = partial.PartialDescriptors.as_ptr();
    let resources = (0..count as usize)
        // SAFETY: the list has so many descriptors, which are packed.
        .map(|index| unsafe { first.wrapping_add(index).read_unaligned() })
        .filter_map(|descriptor| Resource::of(&descriptor))
        .collect();
    // SAFETY: the requestor frees what the driver allocated.
    unsafe { ExFreePool(list.cast()) };
    Resources(resources)
}

/// Reads and frees a list of requirements.
///
/// # Safety
/// The address is 0 or that of such a list in pool.
pub(super) unsafe fn take_requirements(address: u64) -> Requirements {
    let list = ptr::with_exposed_provenance_mut::<IO_RESOURCE_REQUIREMENTS_LIST>(address as usize);
    // SAFETY: by contract.
    let Some(head) = (unsafe { list.as_ref() }) else {
        return Requirements::default();
    };
    let mut alternatives = Vec::new();
    let mut next = head.List.as_ptr();
    for _ in 0..head.AlternativeLists {
        // SAFETY: the list has so many parts, one behind the other.
        let count = unsafe { (*next).Count } as usize;
        // SAFETY: computes an address inside the part.
        let first = unsafe { &raw const (*next).Descriptors }.cast::<IO_RESOURCE_DESCRIPTOR>();
        let descriptors = (0..count)
            // SAFETY: the part has so many descriptors.
            .map(|index| unsafe { first.wrapping_add(index).read() })
            .collect();
        alternatives.push(descriptors);
        next = first.wrapping_add(count).cast();
    }
    // SAFETY: the requestor frees what the driver allocated.
    unsafe { ExFreePool(list.cast()) };
    Requirements(alternatives)
}

impl Requirements {
    /// What a device needs that has these resources and no others.
    pub(super) fn exactly(resources: &Resources) -> Self {
        if resources.0.is_empty() {
            return Self::default();
        }
        let mut descriptors = Vec::new();
        for resource in &resources.0 {
            descriptors.extend(resource.requirement());
        }
        Self(vec![descriptors])
    }

    /// A list in pool; null for none.
    pub(super) fn list(&self) -> Result<*mut IO_RESOURCE_REQUIREMENTS_LIST, NTSTATUS> {
        if self.0.is_empty() {
            return Ok(ptr::null_mut());
        }
        let head = std::mem::offset_of!(IO_RESOURCE_REQUIREMENTS_LIST, List);
        let part = std::mem::offset_of!(IO_RESOURCE_LIST, Descriptors);
        let descriptors: usize = self.0.iter().map(Vec::len).sum();
        let bytes = head + self.0.len() * part + descriptors * size_of::<IO_RESOURCE_DESCRIPTOR>();
        let room = bytes.max(size_of::<IO_RESOURCE_REQUIREMENTS_LIST>());
        let list = driver_pool::of_type(PagedPool, room as u64, TAG)
            .cast::<IO_RESOURCE_REQUIREMENTS_LIST>();
        if list.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        // SAFETY: allocated above with at least this size.
        unsafe { list.cast::<u8>().write_bytes(0, room) };
        // SAFETY: zero is a value of all members.
        let new = unsafe { &mut *list };
        new.ListSize = bytes as u32;
        new.InterfaceType = InterfaceTypeUndefined;
        new.AlternativeLists = self.0.len() as u32;
        let mut next = list.wrapping_byte_add(head).cast::<u8>();
        for alternative in &self.0 {
            // Version, revision and count.
            let start = [1 | 1 << 16, alternative.len() as u32];
            // SAFETY: there is room for the beginnings of all parts.
            unsafe { next.cast::<[u32; 2]>().write(start) };
            next = next.wrapping_add(part);
            for descriptor in alternative {
                // SAFETY: there is room for all descriptors.
                unsafe { next.cast::<IO_RESOURCE_DESCRIPTOR>().write(*descriptor) };
                next = next.wrapping_add(size_of::<IO_RESOURCE_DESCRIPTOR>());
            }
        }
        Ok(list)
    }

    /// Whether nothing is needed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let bytes = |requirements: &Self| -> Vec<Vec<[u8; 32]>> {
            let parts = requirements.0.iter();
            // SAFETY: a structure of 32 bytes without padding besides that of its unions, which is as it came.
            let bytes = |it: &IO_RESOURCE_DESCRIPTOR| unsafe { std::mem::transmute_copy(it) };
            parts.map(|part| part.iter().map(bytes).collect()).collect()
        };
        bytes(self) == bytes(other)
    }
}

/// Resources that meet an alternative, if there are.
pub(super) fn choose(
    alternative: &[IO_RESOURCE_DESCRIPTOR],
    taken: &[Resource],
) -> Option<Vec<Resource>> {
    let mut chosen: Vec<Resource> = Vec::new();
    let mut rest = alternative;
    while let Some(first) = rest.first() {
        // A descriptor, and those that may stand for it.
        let others = rest[1..]
            .iter()
            .take_while(|it| u32::from(it.Option) & IO_RESOURCE_ALTERNATIVE != 0);
        let count = 1 + others.count();
        let (group, more) = rest.split_at(count);
        rest = more;
        if u32::from(first.Type) == CmResourceTypeConfigData {
            continue;
        }
        let all = || taken.iter().chain(&chosen);
        let found = group
            .iter()
            .find_map(|descriptor| fit(descriptor, |resource| all().any(|it| it.meets(resource))));
        chosen.push(found?);
    }
    Some(chosen)
}

/// The IRQL at which a vector interrupts that the machine chooses.
const fn irql_of(vector: u32) -> u8 {
    3 + (vector % 9) as u8
}

/// The first resource that meets a requirement and is not `taken`.
fn fit(needed: &IO_RESOURCE_DESCRIPTOR, taken: impl Fn(&Resource) -> bool) -> Option<Resource> {
    let shared = needed.ShareDisposition == SHARED;
    let free = |resource: &Resource| shared || !taken(resource);
    match u32::from(needed.Type) {
        kind if kind == CmResourceTypeMemory || kind == CmResourceTypePort => {
            // SAFETY: the member of memory and ports.
            let range = unsafe { needed.u.Generic };
            // SAFETY: all views of it are numbers.
            let least = unsafe { range.MinimumAddress.QuadPart }.cast_unsigned();
            // SAFETY: as the other.
            let most = unsafe { range.MaximumAddress.QuadPart }.cast_unsigned();
            let step = u64::from(range.Alignment.max(1));
            let length = range.Length;
            let mut start = least.checked_next_multiple_of(step)?;
            // Devices are few: a range that is not free moves on.
            for _ in 0..4096 {
                let last = start.checked_add(u64::from(length.saturating_sub(1)))?;
                if last > most {
                    return None;
                }
                let resource = if kind == CmResourceTypeMemory {
                    Resource::Memory { start, length }
                } else {
                    Resource::Port { start, length }
                };
                if free(&resource) {
                    return Some(resource);
                }
                start = start.checked_add(step.max(u64::from(length)))?;
                start = start.checked_next_multiple_of(step)?;
            }
            None
        }
        kind if kind == CmResourceTypeInterrupt => {
            // SAFETY: the member of interrupts.
            let vectors = unsafe { needed.u.Interrupt };
            let message = u32::from(needed.Flags) & CM_RESOURCE_INTERRUPT_MESSAGE != 0;
            let (least, most) = (vectors.MinimumVector, vectors.MaximumVector);
            if message && least < most {
                // Several messages, which follow each other.
                let resource = Resource::MessageInterrupts {
                    vector: least,
                    irql: irql_of(least),
                    count: u16::try_from(most - least + 1).ok()?,
                };
                return Some(resource).filter(free);
            }
            // A message's range is a token and how many there are, downwards.
            let (least, most) = if message && least > most {
                (0x80, 0xFF)
            } else {
                (least, most)
            };
            (least..=most.min(least.saturating_add(0xFFF)))
                .map(|vector| {
                    let irql = irql_of(vector);
                    match message {
                        true => Resource::MessageInterrupt { vector, irql },
                        false => Resource::Interrupt { vector, irql },
                    }
                })
                .find(free)
        }
        kind if kind == CmResourceTypeDevicePrivate => {
            // SAFETY: the member of a driver's own data.
            let data = unsafe { needed.u.DevicePrivate }.Data;
            Some(Resource::Private { data })
        }
        // A type without an arbiter.
        _ => None,
    }
}

impl Resource {
    /// The resource that a descriptor says; none for types that the machine does not know.
    fn of(descriptor: &CM_PARTIAL_RESOURCE_DESCRIPTOR) -> Option<Self> {
        Some(match u32::from(descriptor.Type) {
            kind if kind == CmResourceTypeMemory || kind == CmResourceTypePort => {
                // SAFETY: the member of memory and ports.
                let range = unsafe { descriptor.u.Generic };
                let length = range.Length;
                let start = range.Start;
                // SAFETY: all views of it are numbers.
                let start = unsafe { start.QuadPart }.cast_unsigned();
                if kind == CmResourceTypeMemory {
                    Self::Memory { start, length }
                } else {
                    Self::Port { start, length }
                }
            }
            kind if kind == CmResourceTypeInterrupt => {
                // SAFETY: the member of interrupts.
                let interrupt = unsafe { descriptor.u.Interrupt };
                let vector = interrupt.Vector;
                let irql = irql_of(vector);
                let message = u32::from(descriptor.Flags) & CM_RESOURCE_INTERRUPT_MESSAGE != 0;
                // How many messages there are stands in the upper half of a message's level.
                let count = (interrupt.Level >> 16) as u16;
                match message {
                    true if count > 1 => Self::MessageInterrupts {
                        vector,
                        irql,
                        count,
                    },
                    true => Self::MessageInterrupt { vector, irql },
                    false => Self::Interrupt { vector, irql },
                }
            }
            kind if kind == CmResourceTypeDevicePrivate => {
                // SAFETY: the member of a driver's own data.
                let data = unsafe { descriptor.u.DevicePrivate }.Data;
                Self::Private { data }
            }
            _ => return None,
        })
    }

    /// Whether both are interrupts of the same kind and vector.
    pub(super) fn has_vector_of(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Interrupt { vector, .. }, Self::Interrupt { vector: other, .. })
            | (
                Self::MessageInterrupt { vector, .. },
                Self::MessageInterrupt { vector: other, .. },
            )
            | (
                Self::MessageInterrupts { vector, .. },
                Self::MessageInterrupts { vector: other, .. },
            ) => vector == other,
            _ => false,
        }
    }

    /// The vectors, of an interrupt.
    fn vectors(&self) -> Option<Range<u32>> {
        let (first, count) = match *self {
            Self::Interrupt { vector, .. } | Self::MessageInterrupt { vector, .. } => (vector, 1),
            Self::MessageInterrupts { vector, count, .. } => (vector, count.into()),
            Self::Memory { .. } | Self::Port { .. } | Self::Private { .. } => return None,
        };
        Some(first..first.saturating_add(count))
    }

    /// Whether two devices cannot have both.
    fn meets(&self, other: &Self) -> bool {
        let overlap = |(start, length): (u64, u32), (other, more): (u64, u32)| {
            start < other.saturating_add(more.into()) && other < start.saturating_add(length.into())
        };
        match (*self, *other) {
            (
                Self::Memory { start, length },
                Self::Memory {
                    start: other,
                    length: more,
                },
            )
            | (
                Self::Port { start, length },
                Self::Port {
                    start: other,
                    length: more,
                },
            ) => overlap((start, length), (other, more)),
            _ => self
                .vectors()
                .zip(other.vectors())
                .is_some_and(|(own, other)| own.start < other.end && other.start < own.end),
        }
    }

    /// What a device needs that has this and nothing else.
    fn requirement(self) -> Option<IO_RESOURCE_DESCRIPTOR> {
        let number = |value: u64| LARGE_INTEGER {
            QuadPart: value.cast_signed(),
        };
        let range = |kind: u32, flags: u32, start: u64, length: u32| {
            let last = start.saturating_add(u64::from(length.saturating_sub(1)));
            let union = _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1 {
                Generic: _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5 {
                    Length: length,
                    Alignment: 1,
                    MinimumAddress: number(start),
                    MaximumAddress: number(last),
                },
            };
            (kind, flags, union)
        };
        let line = |flags: u32, vector: u32, last: u32| {
            // All bytes of the union are written, so that lists can be compared.
            let mut union = _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1 {
                Generic: _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5 {
                    Length: 0,
                    Alignment: 0,
                    MinimumAddress: number(0),
                    MaximumAddress: number(0),
                },
            };
            union.Interrupt = _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3 {
                MinimumVector: vector,
                MaximumVector: last,
            };
            (CmResourceTypeInterrupt, flags, union)
        };
        let messages = |vector: u32, count: u16| {
            let flags = CM_RESOURCE_INTERRUPT_LATCHED | CM_RESOURCE_INTERRUPT_MESSAGE;
            line(
                flags,
                vector,
                vector.saturating_add(count.max(1).into()) - 1,
            )
        };
        let (kind, flags, u) = match self {
            Self::Memory { start, length } => range(CmResourceTypeMemory, 0, start, length),
            Self::Port { start, length } => {
                range(CmResourceTypePort, CM_RESOURCE_PORT_IO, start, length)
            }
            Self::Interrupt { vector, .. } => {
                line(CM_RESOURCE_INTERRUPT_LEVEL_SENSITIVE, vector, vector)
            }
            Self::MessageInterrupt { vector, .. } => messages(vector, 1),
            Self::MessageInterrupts { vector, count, .. } => messages(vector, count),
            // What only the drivers of a device know is in its boot configuration.
            Self::Private { .. } => return None,
        };
        Some(IO_RESOURCE_DESCRIPTOR {
            Option: 0,
            Type: kind as u8,
            ShareDisposition: match self {
                Self::Interrupt { .. } => SHARED,
                _ => EXCLUSIVE,
            },
            Spare1: 0,
            Flags: flags as u16,
            Spare2: 0,
            u,
        })
    }
}
