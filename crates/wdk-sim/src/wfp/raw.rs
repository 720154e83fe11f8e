//! Between the structures of `fwptypes.h` and the machine's own values.
#![expect(unsafe_code, reason = "reads and writes structures that drivers share")]

use std::{ffi::c_void, pin::Pin};

use wdk_sys::{
    NTSTATUS, PNET_BUFFER_LIST, SIZE_T, STATUS_FWP_CONDITION_NOT_FOUND, STATUS_FWP_TYPE_MISMATCH,
    wfp::{
        _FWP_DATA_TYPE_, FWP_ACTION_BLOCK, FWP_ACTION_PERMIT, FWP_BYTE_ARRAY16, FWP_BYTE_ARRAY16_,
        FWP_BYTE_BLOB, FWP_BYTE_BLOB_, FWP_CONDITION_VALUE0, FWP_V4_ADDR_AND_MASK_, FWP_VALUE0,
        FWPM_FILTER_CONDITION0, FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT,
        FWPM_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED, FWPS_ACTION0_,
        FWPS_FILTER_FLAG_CLEAR_ACTION_RIGHT, FWPS_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED,
        FWPS_FILTER3, FWPS_FILTER3_, FWPS_INCOMING_METADATA_VALUES0, FWPS_INCOMING_VALUE0,
        FWPS_INCOMING_VALUE0_, FWPS_INCOMING_VALUES0, FWPS_INCOMING_VALUES0_,
        FWPS_STREAM_CALLOUT_IO_PACKET0, FWPS_STREAM_DATA0,
    },
};

use crate::nt::parameter::driver_slice;

use super::{
    condition::{Condition, Operand, Value},
    layers::{Kind, Layer},
    objects::{Action, Filter},
    state::key,
};

/// A structure of C of which all-zero bytes are a value.
///
/// # Safety
/// No member is a reference, a function that cannot be null, or an enumeration of Rust.
pub(crate) unsafe trait Zeroed: Sized {
    /// The structure with every byte zero.
    fn zeroed() -> Self {
        // SAFETY: by the trait's contract.
        unsafe { std::mem::zeroed() }
    }
}

macro_rules! zeroed {
    ($($structure:ty),* $(,)?) => {
        // SAFETY: the members are numbers, raw pointers and unions of them.
        $(unsafe impl Zeroed for $structure {})*
    };
}

zeroed!(
    FWP_VALUE0,
    FWPS_INCOMING_METADATA_VALUES0,
    FWPS_STREAM_CALLOUT_IO_PACKET0,
    FWPS_STREAM_DATA0,
    wdk_sys::NET_BUFFER_LIST,
    wdk_sys::NET_BUFFER,
    wdk_sys::MDL,
);

/// The text at `text`, up to its NUL.
///
/// # Safety
/// Null, or NUL-terminated.
pub(crate) unsafe fn text(text: *const u16) -> String {
    let mut units = Vec::new();
    let mut next = text;
    // SAFETY: the terminator was not passed yet.
    while !next.is_null() && unsafe { *next } != 0 {
        // SAFETY: the terminator was not reached, so this unit belongs to the text.
        units.push(unsafe { *next });
        next = next.wrapping_add(1);
    }
    String::from_utf16_lossy(&units)
}

/// # Safety
/// The value's pointers point to what its type says.
pub(crate) unsafe fn value(raw: &FWP_VALUE0) -> Result<Value, NTSTATUS> {
    let data = &raw.__bindgen_anon_1;
    Ok(match raw.r#type {
        _FWP_DATA_TYPE_::FWP_EMPTY => Value::Empty,
        // SAFETY: the type says which member is set.
        _FWP_DATA_TYPE_::FWP_UINT8 => Value::U8(unsafe { data.uint8 }),
        // SAFETY: `uint16` is the member of this type.
        _FWP_DATA_TYPE_::FWP_UINT16 => Value::U16(unsafe { data.uint16 }),
        // SAFETY: `uint32` is the member of this type.
        _FWP_DATA_TYPE_::FWP_UINT32 => Value::U32(unsafe { data.uint32 }),
        _FWP_DATA_TYPE_::FWP_UINT64 => {
            // SAFETY: `uint64` is the member of this type.
            let number = unsafe { data.uint64 };
            // SAFETY: the caller says that it points to one.
            Value::U64(unsafe { *number })
        }
        _FWP_DATA_TYPE_::FWP_BYTE_ARRAY16_TYPE => {
            // SAFETY: `byteArray16` is the member of this type.
            let bytes = unsafe { data.byteArray16 };
            // SAFETY: the caller says that it points to sixteen bytes.
            Value::V6(unsafe { (*bytes).byteArray16 })
        }
        _FWP_DATA_TYPE_::FWP_BYTE_BLOB_TYPE => {
            // SAFETY: `byteBlob` is the member of this type.
            let blob = unsafe { data.byteBlob };
            // SAFETY: the caller says that it points to a blob.
            let blob = unsafe { &*blob };
            // SAFETY: a blob has `size` bytes.
            let bytes = unsafe { driver_slice(blob.data, blob.size as usize) };
            Value::Blob(bytes.to_vec())
        }
        _ => return Err(STATUS_FWP_TYPE_MISMATCH),
    })
}

/// # Safety
/// As for [`value`].
unsafe fn operand(raw: &FWP_CONDITION_VALUE0) -> Result<Operand, NTSTATUS> {
    let data = &raw.__bindgen_anon_1;
    Ok(match raw.r#type {
        _FWP_DATA_TYPE_::FWP_V4_ADDR_MASK => {
            // SAFETY: the type says which member is set.
            let network = unsafe { data.v4AddrMask };
            // SAFETY: the caller says that it points to a network.
            let FWP_V4_ADDR_AND_MASK_ { addr, mask } = unsafe { *network };
            Operand::V4 {
                address: addr,
                mask,
            }
        }
        _FWP_DATA_TYPE_::FWP_V6_ADDR_MASK => {
            // SAFETY: `v6AddrMask` is the member of this type.
            let network = unsafe { data.v6AddrMask };
            // SAFETY: the member points to a network, since the type is set by the driver.
            let network = unsafe { *network };
            Operand::V6 {
                address: network.addr,
                prefix: network.prefixLength,
            }
        }
        _FWP_DATA_TYPE_::FWP_RANGE_TYPE => {
            // SAFETY: `rangeValue` is the member of this type.
            let range = unsafe { data.rangeValue };
            // SAFETY: the member points to a range, since the type is set by the driver.
            let range = unsafe { &*range };
            // SAFETY: the lower end of a range is a value.
            let low = unsafe { value(&range.valueLow) }?;
            // SAFETY: the upper end of a range is a value.
            Operand::Range(low, unsafe { value(&range.valueHigh) }?)
        }
        _ => {
            // SAFETY: for the other types both structures are the same.
            let single = unsafe { &*std::ptr::from_ref(raw).cast::<FWP_VALUE0>() };
            // SAFETY: as the caller says.
            Operand::Value(unsafe { value(single) }?)
        }
    })
}

/// # Safety
/// As for [`value`].
pub(crate) unsafe fn condition(
    raw: &FWPM_FILTER_CONDITION0,
    layer: &Layer,
) -> Result<Condition, NTSTATUS> {
    let field = layer
        .field(key(&raw.fieldKey))
        .ok_or(STATUS_FWP_CONDITION_NOT_FOUND)?;
    // SAFETY: as the caller says.
    let operand = unsafe { operand(&raw.conditionValue) }?;
    let samples = match &operand {
        Operand::Value(value) => [Some(value), None],
        Operand::Range(low, high) => [Some(low), Some(high)],
        Operand::V4 { .. } if field.kind == Kind::V4 => [None, None],
        Operand::V6 { .. } if field.kind == Kind::V6 => [None, None],
        _ => return Err(STATUS_FWP_TYPE_MISMATCH),
    };
    let fits = |value: &Value| {
        matches!(
            (field.kind, value),
            (Kind::U8, Value::U8(_))
                | (Kind::U16, Value::U16(_))
                | (Kind::U32 | Kind::V4, Value::U32(_))
                | (Kind::V6, Value::V6(_))
                | (Kind::Blob, Value::Blob(_))
        )
    };
    if !samples.into_iter().flatten().all(fits) {
        return Err(STATUS_FWP_TYPE_MISMATCH);
    }
    Ok(Condition {
        index: field.index,
        match_type: raw.matchType,
        operand,
    })
}

/// The incoming values of a classification, as callouts get them.
pub(crate) struct RawValues {
    values: Vec<FWPS_INCOMING_VALUE0>,
    #[expect(
        clippy::vec_box,
        reason = "the values point to them, so they must not move"
    )]
    _arrays: Vec<Box<FWP_BYTE_ARRAY16>>,
    _blobs: Vec<(Box<FWP_BYTE_BLOB>, Vec<u8>)>,
}

impl RawValues {
    pub(crate) fn new(values: &[Value]) -> Self {
        let mut raw = Self {
            values: Vec::with_capacity(values.len()),
            _arrays: Vec::new(),
            _blobs: Vec::new(),
        };
        for value in values {
            let mut place: FWP_VALUE0 = Zeroed::zeroed();
            match value {
                Value::Empty => {}
                Value::U8(number) => {
                    place.r#type = _FWP_DATA_TYPE_::FWP_UINT8;
                    place.__bindgen_anon_1.uint8 = *number;
                }
                Value::U16(number) => {
                    place.r#type = _FWP_DATA_TYPE_::FWP_UINT16;
                    place.__bindgen_anon_1.uint16 = *number;
                }
                Value::U32(number) => {
                    place.r#type = _FWP_DATA_TYPE_::FWP_UINT32;
                    place.__bindgen_anon_1.uint32 = *number;
                }
                // No field that the machine fills has 64 bits.
                Value::U64(_) => {}
                Value::V6(bytes) => {
                    let mut array = Box::new(FWP_BYTE_ARRAY16_ {
                        byteArray16: *bytes,
                    });
                    place.r#type = _FWP_DATA_TYPE_::FWP_BYTE_ARRAY16_TYPE;
                    place.__bindgen_anon_1.byteArray16 = &raw mut *array;
                    raw._arrays.push(array);
                }
                Value::Blob(bytes) => {
                    let mut bytes = bytes.clone();
                    let mut blob = Box::new(FWP_BYTE_BLOB_ {
                        size: bytes.len() as u32,
                        data: bytes.as_mut_ptr(),
                    });
                    place.r#type = _FWP_DATA_TYPE_::FWP_BYTE_BLOB_TYPE;
                    place.__bindgen_anon_1.byteBlob = &raw mut *blob;
                    raw._blobs.push((blob, bytes));
                }
            }
            raw.values.push(FWPS_INCOMING_VALUE0_ { value: place });
        }
        raw
    }

    /// The structure that callouts get; valid as long as `self`.
    pub(crate) fn structure(&mut self, layer: &Layer) -> FWPS_INCOMING_VALUES0 {
        FWPS_INCOMING_VALUES0_ {
            layerId: layer.id,
            valueCount: self.values.len() as u32,
            incomingValue: self.values.as_mut_ptr(),
        }
    }
}

/// A filter, as callouts see it.
pub(crate) struct RawFilter {
    filter: FWPS_FILTER3,
    weight: u64,
}

impl RawFilter {
    pub(crate) fn new(filter: &Filter, sublayer_weight: u16, callout: u32) -> Pin<Box<Self>> {
        let mut flags = 0;
        for (managed, seen) in [
            (
                FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT,
                FWPS_FILTER_FLAG_CLEAR_ACTION_RIGHT,
            ),
            (
                FWPM_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED,
                FWPS_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED,
            ),
        ] {
            if filter.flags & managed != 0 {
                flags |= seen as u16;
            }
        }
        let kind = match filter.action {
            Action::Permit => FWP_ACTION_PERMIT,
            Action::Block => FWP_ACTION_BLOCK,
            Action::Callout { kind, .. } => kind,
        };
        let mut raw = Box::new(Self {
            filter: FWPS_FILTER3_ {
                filterId: filter.id,
                weight: Zeroed::zeroed(),
                subLayerWeight: sublayer_weight,
                flags,
                numFilterConditions: 0,
                filterCondition: std::ptr::null_mut(),
                action: FWPS_ACTION0_ {
                    r#type: kind,
                    calloutId: callout,
                },
                context: filter.context,
                providerContext: std::ptr::null_mut(),
            },
            weight: filter.weight,
        });
        raw.filter.weight.r#type = _FWP_DATA_TYPE_::FWP_UINT64;
        raw.filter.weight.__bindgen_anon_1.uint64 = &raw mut raw.weight;
        Box::into_pin(raw)
    }

    pub(crate) fn as_ptr(self: &mut Pin<Box<Self>>) -> *mut FWPS_FILTER3 {
        &raw mut self.filter
    }
}

/// Metadata of which nothing is known.
pub(crate) fn metadata() -> FWPS_INCOMING_METADATA_VALUES0 {
    Zeroed::zeroed()
}

/// What a stream callout gets.
pub(crate) struct Stream {
    packet: Box<FWPS_STREAM_CALLOUT_IO_PACKET0>,
    data: Box<FWPS_STREAM_DATA0>,
}

impl Stream {
    pub(crate) fn new(list: PNET_BUFFER_LIST, length: usize, flags: u32) -> Self {
        let mut packet: Box<FWPS_STREAM_CALLOUT_IO_PACKET0> = Box::new(Zeroed::zeroed());
        let mut data: Box<FWPS_STREAM_DATA0> = Box::new(Zeroed::zeroed());
        data.flags = flags;
        data.dataLength = length as SIZE_T;
        data.netBufferListChain = list;
        data.dataOffset.netBufferList = list;
        packet.streamData = &raw mut *data;
        Self { packet, data }
    }

    pub(crate) fn as_ptr(&mut self) -> *mut c_void {
        self.packet.streamData = &raw mut *self.data;
        (&raw mut *self.packet).cast()
    }
}
