//! The base filtering engine: sublayers, callouts and filters that the driver adds.
//!
//! See [Object management](https://learn.microsoft.com/windows/win32/fwp/object-management).
#![expect(
    unsafe_code,
    reason = "calls the base filtering engine with session handles"
)]

use core::{fmt, marker::PhantomData, net::Ipv4Addr, net::Ipv6Addr, ops::RangeInclusive, ptr};

use wdk_sys::{
    FwpmCalloutAdd0, FwpmEngineClose0, FwpmEngineOpen0, FwpmFilterAdd0, FwpmFilterDeleteById0,
    FwpmSubLayerAdd0, FwpmSubLayerDeleteByKey0, FwpmTransactionAbort0, FwpmTransactionBegin0,
    FwpmTransactionCommit0, HANDLE, KeGetCurrentIrql, wfp as sys,
};

use super::{CalloutKey, Field, Layer};
use crate::{Error, Guid, NtStatus, Passive, Result, UnicodeStr};

/// `RPC_C_AUTHN_WINNT`
const AUTHN_WINNT: u32 = 10;
/// The highest number of conditions of a [`Filter`].
const CONDITIONS: usize = 8;
/// The longest name of an object, in code units.
const NAME_UNITS: usize = 63;

/// A dynamic session with the base filtering engine: objects added in it are deleted with it.
///
/// # Invariants
/// The handle is that of an open session.
pub struct Engine(HANDLE);

// SAFETY: a session belongs to no thread.
unsafe impl Send for Engine {}
// SAFETY: the engine serialises calls with one session's handle.
unsafe impl Sync for Engine {}

/// A structure of the engine whose members are all zero.
///
/// # Safety
/// No member of `T` is a reference or another type for which zero is no value.
const unsafe fn zeroed<T>() -> T {
    // SAFETY: the caller states that zero is a value of every member.
    unsafe { core::mem::zeroed() }
}

impl Engine {
    /// Opens a session, `FwpmEngineOpen`.
    ///
    /// # Errors
    /// What the function reports, such as when the base filtering engine does not run yet.
    pub fn open(_irql: &Passive) -> Result<Self> {
        // SAFETY: `FWPM_SESSION0` has numbers, pointers and a GUID.
        let mut session: sys::FWPM_SESSION0 = unsafe { zeroed() };
        session.flags = sys::FWPM_SESSION_FLAG_DYNAMIC;
        let mut handle = ptr::null_mut();
        // SAFETY: the engine copies the session's settings and writes the handle to a local.
        let status = unsafe {
            FwpmEngineOpen0(
                ptr::null(),
                AUTHN_WINNT,
                ptr::null_mut(),
                &raw const session,
                &raw mut handle,
            )
        };
        NtStatus::new(status).ok()?;
        Ok(Self(handle))
    }

    /// Makes the changes of `changes` in one transaction: all of them or none.
    ///
    /// # Errors
    /// What `changes` or the transaction reports.
    pub fn transaction<R>(
        &self,
        irql: &mut Passive,
        changes: impl FnOnce(&Transaction<'_>, &mut Passive) -> Result<R>,
    ) -> Result<R> {
        // SAFETY: type invariant: the session is open; the token states the level.
        NtStatus::new(unsafe { FwpmTransactionBegin0(self.0, 0) }).ok()?;
        let transaction = Transaction(self);
        let result = changes(&transaction, irql);
        let end = match result {
            // SAFETY: the transaction of this session was begun above.
            Ok(_) => unsafe { FwpmTransactionCommit0(self.0) },
            // SAFETY: the transaction was begun, and is neither committed nor aborted.
            Err(_) => unsafe { FwpmTransactionAbort0(self.0) },
        };
        let result = result?;
        NtStatus::new(end).ok()?;
        Ok(result)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A session can be closed at PASSIVE_LEVEL only. At a higher level it is left open, which is
        // a leak and not unsound; the simulated machine reports it.
        if KeGetCurrentIrql() == 0 {
            // SAFETY: type invariant: the session is open, and nobody uses it after this.
            unsafe { FwpmEngineClose0(self.0) };
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Engine({:p})", self.0)
    }
}

/// A filter that was added, by its run-time identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterId(u64);

impl FilterId {
    /// The number.
    #[must_use]
    pub const fn value(self) -> u64 {
        self.0
    }
}

/// Changes to the engine's objects, while their transaction is open. The engine is called at
/// `PASSIVE_LEVEL`, and may call [`Callout::notify`](super::Callout::notify) in the same thread, so they
/// are not for code in a lock.
#[derive(Debug)]
pub struct Transaction<'a>(&'a Engine);

impl Transaction<'_> {
    /// Adds a sublayer. Sublayers with a higher weight are evaluated first.
    ///
    /// # Errors
    /// What `FwpmSubLayerAdd` reports.
    pub fn add_sublayer(
        &self,
        key: &Guid,
        name: &UnicodeStr,
        weight: u16,
        _irql: &mut Passive,
    ) -> Result<()> {
        let mut name = Name::new(name);
        // SAFETY: `FWPM_SUBLAYER0` has numbers, pointers and GUIDs.
        let mut sublayer: sys::FWPM_SUBLAYER0 = unsafe { zeroed() };
        sublayer.subLayerKey = *key.as_raw();
        sublayer.displayData = name.display();
        sublayer.weight = weight;
        // SAFETY: the borrowed session is open; the engine copies the sublayer and its name.
        let status = unsafe { FwpmSubLayerAdd0(self.0.0, &raw const sublayer, ptr::null_mut()) };
        NtStatus::new(status).ok()
    }

    /// Deletes a sublayer without filters.
    ///
    /// # Errors
    /// What `FwpmSubLayerDeleteByKey` reports.
    pub fn delete_sublayer(&self, key: &Guid, _irql: &mut Passive) -> Result<()> {
        // SAFETY: the borrowed session is open, and the key is only read.
        NtStatus::new(unsafe { FwpmSubLayerDeleteByKey0(self.0.0, key.as_raw()) }).ok()
    }

    /// Adds the callout `key`, so that filters of its layer can refer to it.
    ///
    /// # Errors
    /// What `FwpmCalloutAdd` reports.
    pub fn add_callout<L: Layer>(
        &self,
        key: &CalloutKey<L>,
        name: &UnicodeStr,
        _irql: &mut Passive,
    ) -> Result<()> {
        let mut name = Name::new(name);
        // SAFETY: `FWPM_CALLOUT0` has numbers, pointers and GUIDs.
        let mut callout: sys::FWPM_CALLOUT0 = unsafe { zeroed() };
        callout.calloutKey = *key.guid().as_raw();
        callout.displayData = name.display();
        callout.applicableLayer = *L::KEY.as_raw();
        // SAFETY: the borrowed session is open; the engine copies the callout and its name.
        let status = unsafe {
            FwpmCalloutAdd0(
                self.0.0,
                &raw const callout,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        NtStatus::new(status).ok()
    }

    /// Adds a filter.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`] for more than eight conditions, or what `FwpmFilterAdd` reports.
    pub fn add_filter<L: Layer>(
        &self,
        filter: &Filter<'_, L>,
        _irql: &mut Passive,
    ) -> Result<FilterId> {
        if filter.count > CONDITIONS {
            return Err(Error::INVALID_PARAMETER);
        }
        let mut name = Name::new(filter.name);
        let mut operands: [Operand; CONDITIONS] = [const { Operand::Number }; CONDITIONS];
        // SAFETY: `FWPM_FILTER_CONDITION0` has numbers, pointers and a GUID.
        let mut conditions: [sys::FWPM_FILTER_CONDITION0; CONDITIONS] = unsafe { zeroed() };
        let given = filter.conditions.iter().flatten();
        for ((given, operand), raw) in given.zip(&mut operands).zip(&mut conditions) {
            raw.fieldKey = *given.key.as_raw();
            raw.matchType = given.match_type;
            raw.conditionValue = given.value.write(operand);
        }
        let mut weight = filter.weight.unwrap_or(0);
        // SAFETY: `FWPM_FILTER0` has numbers, pointers and GUIDs.
        let mut raw: sys::FWPM_FILTER0 = unsafe { zeroed() };
        raw.displayData = name.display();
        raw.flags = filter.flags;
        raw.layerKey = *L::KEY.as_raw();
        raw.subLayerKey = *filter.sublayer.as_raw();
        if filter.weight.is_some() {
            raw.weight.r#type = sys::_FWP_DATA_TYPE_::FWP_UINT64;
            raw.weight.__bindgen_anon_1.uint64 = &raw mut weight;
        }
        raw.numFilterConditions = filter.count as u32;
        raw.filterCondition = conditions.as_mut_ptr();
        raw.__bindgen_anon_1.rawContext = filter.context;
        let (kind, callout) = match filter.action {
            FilterAction::Permit => (sys::FWP_ACTION_PERMIT, None),
            FilterAction::Block => (sys::FWP_ACTION_BLOCK, None),
            FilterAction::Terminating(key) => (sys::FWP_ACTION_CALLOUT_TERMINATING, Some(key)),
            FilterAction::Inspection(key) => (sys::FWP_ACTION_CALLOUT_INSPECTION, Some(key)),
            FilterAction::Unknown(key) => (sys::FWP_ACTION_CALLOUT_UNKNOWN, Some(key)),
        };
        raw.action.r#type = kind;
        if let Some(callout) = callout {
            raw.action.__bindgen_anon_1.calloutKey = *callout.guid().as_raw();
        }
        let mut id = 0;
        // SAFETY: the borrowed session is open; the engine copies the filter and all that it points
        // to.
        let status =
            unsafe { FwpmFilterAdd0(self.0.0, &raw const raw, ptr::null_mut(), &raw mut id) };
        NtStatus::new(status).ok()?;
        Ok(FilterId(id))
    }

    /// Deletes a filter.
    ///
    /// # Errors
    /// What `FwpmFilterDeleteById` reports.
    pub fn delete_filter(&self, filter: FilterId, _irql: &mut Passive) -> Result<()> {
        // SAFETY: the borrowed session is open; a wrong identifier is an error.
        NtStatus::new(unsafe { FwpmFilterDeleteById0(self.0.0, filter.0) }).ok()
    }
}

/// The action of a filter of layer `L` on traffic that it matches.
#[derive(Debug)]
pub enum FilterAction<L> {
    /// Permits it.
    Permit,
    /// Blocks it.
    Block,
    /// Calls a callout that permits or blocks.
    Terminating(CalloutKey<L>),
    /// Calls a callout that makes no decision.
    Inspection(CalloutKey<L>),
    /// Calls a callout that may permit or block.
    Unknown(CalloutKey<L>),
}

impl<L> Clone for FilterAction<L> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<L> Copy for FilterAction<L> {}

/// A filter to be added at layer `L`.
///
/// Conditions on one field are alternatives; for every field with conditions, one must hold.
#[derive(Clone, Copy, Debug)]
#[must_use = "a filter exists when it was added"]
pub struct Filter<'a, L> {
    name: &'a UnicodeStr,
    sublayer: Guid,
    weight: Option<u64>,
    flags: u32,
    context: u64,
    action: FilterAction<L>,
    conditions: [Option<Condition>; CONDITIONS],
    count: usize,
    layer: PhantomData<fn() -> L>,
}

impl<'a, L: Layer> Filter<'a, L> {
    /// A filter without conditions, which matches everything at its layer.
    pub const fn new(name: &'a UnicodeStr, action: FilterAction<L>) -> Self {
        Self {
            name,
            sublayer: Guid::from_u128(0),
            weight: None,
            flags: 0,
            context: 0,
            action,
            conditions: [None; CONDITIONS],
            count: 0,
            layer: PhantomData,
        }
    }

    /// The sublayer; without one it is the system's universal sublayer.
    pub const fn sublayer(mut self, key: &Guid) -> Self {
        self.sublayer = *key;
        self
    }

    /// The weight within the sublayer; without one the engine computes it from the conditions.
    pub const fn weight(mut self, weight: u64) -> Self {
        self.weight = Some(weight);
        self
    }

    /// A number for the callout: [`Classification::filter_context`](super::Classification::filter_context).
    pub const fn context(mut self, context: u64) -> Self {
        self.context = context;
        self
    }

    /// Sublayers with a lower weight cannot override a permit of the filter or its callout.
    pub const fn clear_action_right(mut self) -> Self {
        self.flags |= sys::FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT;
        self
    }

    /// Permits while no driver has registered the callout. Without this, a filter with a terminating
    /// or an unknown callout blocks then.
    pub const fn permit_if_unregistered(mut self) -> Self {
        self.flags |= sys::FWPM_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED;
        self
    }

    fn condition(mut self, key: Guid, match_type: i32, value: Value) -> Self {
        if let Some(place) = self.conditions.get_mut(self.count) {
            *place = Some(Condition {
                key,
                match_type,
                value,
            });
        }
        self.count += 1;
        self
    }

    /// The field has this value.
    pub fn equal<T: Operable>(self, field: Field<L, T>, value: T) -> Self {
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_EQUAL;
        self.condition(field.condition, match_type, value.value())
    }

    /// The field has another value.
    pub fn not_equal<T: Operable>(self, field: Field<L, T>, value: T) -> Self {
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_NOT_EQUAL;
        self.condition(field.condition, match_type, value.value())
    }

    /// The field lies within the range.
    pub fn in_range(self, field: Field<L, u16>, range: RangeInclusive<u16>) -> Self {
        let value = Value::Range(*range.start(), *range.end());
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_RANGE;
        self.condition(field.condition, match_type, value)
    }

    /// All of these flags are set.
    pub fn all_set(self, field: Field<L, u32>, flags: u32) -> Self {
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_FLAGS_ALL_SET;
        self.condition(field.condition, match_type, Value::U32(flags))
    }

    /// None of these flags is set.
    pub fn none_set(self, field: Field<L, u32>, flags: u32) -> Self {
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_FLAGS_NONE_SET;
        self.condition(field.condition, match_type, Value::U32(flags))
    }

    /// The address lies in the network of `address` with a prefix of `bits`.
    pub fn in_network_v4(self, field: Field<L, Ipv4Addr>, address: Ipv4Addr, bits: u8) -> Self {
        let bits = u32::from(bits.min(32));
        let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_EQUAL;
        self.condition(
            field.condition,
            match_type,
            Value::NetworkV4(address.to_bits(), mask),
        )
    }

    /// The address lies in the network of `address` with a prefix of `bits`.
    pub fn in_network_v6(self, field: Field<L, Ipv6Addr>, address: Ipv6Addr, bits: u8) -> Self {
        let match_type = sys::_FWP_MATCH_TYPE_::FWP_MATCH_EQUAL;
        let value = Value::NetworkV6(address.octets(), bits.min(128));
        self.condition(field.condition, match_type, value)
    }
}

#[derive(Clone, Copy, Debug)]
struct Condition {
    key: Guid,
    match_type: i32,
    value: Value,
}

/// What a condition compares with.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Value {
    U8(u8),
    U16(u16),
    U32(u32),
    V6([u8; 16]),
    Range(u16, u16),
    NetworkV4(u32, u32),
    NetworkV6([u8; 16], u8),
}

mod sealed {
    #[expect(
        unnameable_types,
        reason = "sealed: the engine defines the types of values"
    )]
    pub trait Sealed {
        fn value(self) -> super::Value;
    }
}

/// A type of values that conditions compare with.
pub trait Operable: sealed::Sealed {}

macro_rules! operable {
    ($($kind:ty: |$value:ident| $expression:expr;)*) => {$(
        impl sealed::Sealed for $kind {
            fn value(self) -> Value {
                let $value = self;
                $expression
            }
        }
        impl Operable for $kind {}
    )*};
}
operable! {
    u8: |value| Value::U8(value);
    u16: |value| Value::U16(value);
    u32: |value| Value::U32(value);
    Ipv4Addr: |value| Value::U32(value.to_bits());
    Ipv6Addr: |value| Value::V6(value.octets());
}

/// Memory for the data that a condition points to, during a call.
enum Operand {
    Number,
    V6(sys::FWP_BYTE_ARRAY16),
    Range(sys::FWP_RANGE0),
    NetworkV4(sys::FWP_V4_ADDR_AND_MASK_),
    NetworkV6(sys::FWP_V6_ADDR_AND_MASK_),
}

impl Value {
    /// The value as the engine takes it; what it points to is put into `place`.
    fn write(self, place: &mut Operand) -> sys::FWP_CONDITION_VALUE0 {
        // SAFETY: `FWP_CONDITION_VALUE0` has numbers and pointers.
        let mut raw: sys::FWP_CONDITION_VALUE0 = unsafe { zeroed() };
        match self {
            Self::U8(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_UINT8;
                raw.__bindgen_anon_1.uint8 = value;
            }
            Self::U16(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_UINT16;
                raw.__bindgen_anon_1.uint16 = value;
            }
            Self::U32(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_UINT32;
                raw.__bindgen_anon_1.uint32 = value;
            }
            Self::V6(value) => {
                *place = Operand::V6(sys::FWP_BYTE_ARRAY16_ { byteArray16: value });
            }
            Self::Range(low, high) => {
                // SAFETY: `FWP_RANGE0` has numbers and pointers.
                let mut range: sys::FWP_RANGE0 = unsafe { zeroed() };
                range.valueLow.r#type = sys::_FWP_DATA_TYPE_::FWP_UINT16;
                range.valueLow.__bindgen_anon_1.uint16 = low;
                range.valueHigh.r#type = sys::_FWP_DATA_TYPE_::FWP_UINT16;
                range.valueHigh.__bindgen_anon_1.uint16 = high;
                *place = Operand::Range(range);
            }
            Self::NetworkV4(addr, mask) => {
                *place = Operand::NetworkV4(sys::FWP_V4_ADDR_AND_MASK_ { addr, mask });
            }
            Self::NetworkV6(addr, prefix) => {
                *place = Operand::NetworkV6(sys::FWP_V6_ADDR_AND_MASK_ {
                    addr,
                    prefixLength: prefix,
                });
            }
        }
        match place {
            Operand::Number => {}
            Operand::V6(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_BYTE_ARRAY16_TYPE;
                raw.__bindgen_anon_1.byteArray16 = value;
            }
            Operand::Range(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_RANGE_TYPE;
                raw.__bindgen_anon_1.rangeValue = value;
            }
            Operand::NetworkV4(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_V4_ADDR_MASK;
                raw.__bindgen_anon_1.v4AddrMask = value;
            }
            Operand::NetworkV6(value) => {
                raw.r#type = sys::_FWP_DATA_TYPE_::FWP_V6_ADDR_MASK;
                raw.__bindgen_anon_1.v6AddrMask = value;
            }
        }
        raw
    }
}

/// The name of an object, NUL-terminated and truncated to the longest name.
struct Name([u16; NAME_UNITS + 1]);

impl Name {
    fn new(name: &UnicodeStr) -> Self {
        let mut units = [0; NAME_UNITS + 1];
        for (place, unit) in units[..NAME_UNITS].iter_mut().zip(name.as_units()) {
            *place = *unit;
        }
        Self(units)
    }

    fn display(&mut self) -> sys::FWPM_DISPLAY_DATA0 {
        sys::FWPM_DISPLAY_DATA0_ {
            name: self.0.as_mut_ptr(),
            description: ptr::null_mut(),
        }
    }
}
