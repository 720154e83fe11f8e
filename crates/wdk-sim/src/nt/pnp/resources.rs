//! Hardware resources, as lists that drivers read.
#![expect(unsafe_code, reason = "fills unions")]

use std::ptr;

use wdk_sys::{
    _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_2,
    _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3,
    _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5,
    _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_7, _INTERFACE_TYPE,
    CM_PARTIAL_RESOURCE_DESCRIPTOR, CM_RESOURCE_INTERRUPT_LATCHED,
    CM_RESOURCE_INTERRUPT_LEVEL_SENSITIVE, CM_RESOURCE_INTERRUPT_MESSAGE, CM_RESOURCE_LIST,
    CM_RESOURCE_PORT_IO, CmResourceTypeDevicePrivate, CmResourceTypeInterrupt,
    CmResourceTypeMemory, CmResourceTypePort, LARGE_INTEGER, PCM_RESOURCE_LIST,
};

/// A resource of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resource {
    /// Device memory.
    Memory {
        /// Physical address.
        start: u64,
        /// Bytes.
        length: u32,
    },
    /// I/O ports.
    Port {
        /// The first port.
        start: u64,
        /// Number of ports.
        length: u32,
    },
    /// A level-triggered interrupt line.
    Interrupt {
        /// The vector.
        vector: u32,
        /// The IRQL at which it interrupts.
        irql: u8,
    },
    /// An interrupt by message.
    MessageInterrupt {
        /// The vector.
        vector: u32,
        /// The IRQL at which it interrupts.
        irql: u8,
    },
    /// Data of a bus driver for the drivers of its devices.
    Private {
        /// Three numbers.
        data: [u32; 3],
    },
    /// Several messages, as one descriptor of a device of PCI 2.2 has them: the processor's vectors
    /// follow each other.
    MessageInterrupts {
        /// The vector of the first.
        vector: u32,
        /// The IRQL at which they interrupt.
        irql: u8,
        /// How many.
        count: u16,
    },
}

/// `CmResourceShareDeviceExclusive` and `CmResourceShareShared`.
const DEVICE_EXCLUSIVE: u8 = 1;
const SHARED: u8 = 3;

/// The resources of a device.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resources(pub(crate) Vec<Resource>);

/// A `CM_RESOURCE_LIST`, or none.
pub(crate) struct List(Vec<u64>);

impl List {
    /// The list's address; null when there is none.
    pub(crate) fn address(&self) -> PCM_RESOURCE_LIST {
        if self.0.is_empty() {
            return ptr::null_mut();
        }
        self.0.as_ptr().cast_mut().cast()
    }
}

impl Resources {
    /// The resources as the bus sees them.
    pub(crate) fn list(&self) -> List {
        self.build(false)
    }

    /// The resources as the processor sees them.
    pub(crate) fn translated(&self) -> List {
        self.build(true)
    }

    fn build(&self, translated: bool) -> List {
        if self.0.is_empty() {
            return List(Vec::new());
        }
        let extra = (self.0.len() - 1) * size_of::<CM_PARTIAL_RESOURCE_DESCRIPTOR>();
        let bytes = size_of::<CM_RESOURCE_LIST>() + extra;
        let mut memory = vec![0u64; bytes.div_ceil(8)];
        let list: PCM_RESOURCE_LIST = memory.as_mut_ptr().cast();
        let mut head = CM_RESOURCE_LIST {
            Count: 1,
            ..CM_RESOURCE_LIST::default()
        };
        head.List[0].InterfaceType = _INTERFACE_TYPE::PNPBus;
        head.List[0].PartialResourceList.Version = 1;
        head.List[0].PartialResourceList.Revision = 1;
        head.List[0].PartialResourceList.Count = self.0.len() as u32;
        // SAFETY: the memory is at least this large; packed structures need no alignment.
        unsafe { list.write_unaligned(head) };
        // SAFETY: computes an address inside the memory.
        let first = unsafe { &raw mut (*list).List[0].PartialResourceList.PartialDescriptors }
            .cast::<CM_PARTIAL_RESOURCE_DESCRIPTOR>();
        for (index, resource) in self.0.iter().enumerate() {
            let place = first.wrapping_add(index);
            // SAFETY: there is room for all of them.
            unsafe { place.write_unaligned(resource.descriptor(translated)) };
        }
        List(memory)
    }
}

impl Resource {
    fn descriptor(self, translated: bool) -> CM_PARTIAL_RESOURCE_DESCRIPTOR {
        let mut descriptor = CM_PARTIAL_RESOURCE_DESCRIPTOR::default();
        let address = |start: u64| LARGE_INTEGER {
            QuadPart: start.cast_signed(),
        };
        match self {
            Self::Memory { start, length } => {
                descriptor.Type = CmResourceTypeMemory as u8;
                descriptor.u.Memory = _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5 {
                    Start: address(start),
                    Length: length,
                };
            }
            Self::Port { start, length } => {
                descriptor.Type = CmResourceTypePort as u8;
                descriptor.Flags = CM_RESOURCE_PORT_IO as u16;
                descriptor.u.Port = _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_2 {
                    Start: address(start),
                    Length: length,
                };
            }
            Self::Interrupt { vector, irql } => {
                descriptor.Type = CmResourceTypeInterrupt as u8;
                descriptor.ShareDisposition = SHARED;
                descriptor.Flags = CM_RESOURCE_INTERRUPT_LEVEL_SENSITIVE as u16;
                let level = if translated { irql.into() } else { vector };
                descriptor.u.Interrupt = interrupt(level, vector);
            }
            Self::Private { data } => {
                descriptor.Type = CmResourceTypeDevicePrivate as u8;
                descriptor.u.DevicePrivate =
                    _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_7 { Data: data };
            }
            Self::MessageInterrupt { vector, irql } => {
                describe_messages(&mut descriptor, vector, translated.then_some(irql), 1);
            }
            Self::MessageInterrupts {
                vector,
                irql,
                count,
            } => describe_messages(&mut descriptor, vector, translated.then_some(irql), count),
        }
        descriptor
    }
}

fn interrupt(
    level: u32,
    vector: u32,
) -> _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3 {
    _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3 {
        Level: level,
        Vector: vector,
        Affinity: 1,
    }
}

/// `irql` is of the processor's view; the bus's has the number of messages in its place.
fn describe_messages(
    descriptor: &mut CM_PARTIAL_RESOURCE_DESCRIPTOR,
    vector: u32,
    irql: Option<u8>,
    count: u16,
) {
    descriptor.Type = CmResourceTypeInterrupt as u8;
    descriptor.ShareDisposition = DEVICE_EXCLUSIVE;
    descriptor.Flags = (CM_RESOURCE_INTERRUPT_LATCHED | CM_RESOURCE_INTERRUPT_MESSAGE) as u16;
    // A reserved word comes before the number of messages.
    let level = irql.map_or(u32::from(count) << 16, u32::from);
    descriptor.u.Interrupt = interrupt(level, vector);
}
