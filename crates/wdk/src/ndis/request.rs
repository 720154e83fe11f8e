//! OID requests.
#![expect(
    unsafe_code,
    reason = "reads and writes OID requests, which NDIS shares by pointer"
)]

use core::{fmt, marker::PhantomData, mem, ptr, ptr::NonNull, slice};

use wdk_sys::{
    _NDIS_REQUEST_TYPE as request_type, NDIS_HANDLE, NDIS_OID_REQUEST, NDIS_STATUS,
    NDIS_STATUS_PENDING, NdisMOidRequestComplete,
};

use super::{oid::Oid, status};
use crate::{NtStatus, Plain, Result, irql::Unlocked};

/// The type of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Query,
    Set,
    Other,
}

/// An OID request, which is answered once: by the first of [`query`](Self::query),
/// [`set`](Self::set) and similar methods that is called with its OID, or by
/// [`finish`](Self::finish) with [`status::NOT_SUPPORTED`].
///
/// ```
/// use wdk::{ndis::{OidAnswered, OidRequest, oid}, prelude::*};
/// fn oid_request(request: OidRequest<'_>) -> OidAnswered<'_> {
///     request
///         .query(oid::GEN_XMIT_OK, || Ok(42))
///         .set(oid::GEN_CURRENT_PACKET_FILTER, |_filter| Ok(()))
///         .finish()
/// }
/// ```
///
/// An answer has the type of its OID:
/// ```compile_fail,E0271
/// use wdk::ndis::{OidAnswered, OidRequest, oid};
/// fn oid_request(request: OidRequest<'_>) -> OidAnswered<'_> {
///     request.query(oid::GEN_XMIT_OK, || Ok("many")).finish()
/// }
/// ```
///
/// # Invariants
/// The request is the miniport's until it is answered.
#[must_use = "`finish` answers it"]
pub struct OidRequest<'a> {
    raw: NonNull<NDIS_OID_REQUEST>,
    handle: NDIS_HANDLE,
    kind: Kind,
    oid: u32,
    answer: Option<NDIS_STATUS>,
    callback: PhantomData<&'a mut ()>,
}

/// Proof that an [`OidRequest`] was answered, or will be by a [`PendingOid`].
#[derive(Debug)]
pub struct OidAnswered<'a> {
    pub(super) status: NDIS_STATUS,
    callback: PhantomData<&'a mut ()>,
}

/// The identifier of a request, for its cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub(super) usize);

impl<'a> OidRequest<'a> {
    /// # Safety
    /// `raw` is the request of a call of `MiniportOidRequest` of the adapter with this handle,
    /// which lasts for `'a`.
    pub(super) unsafe fn new(raw: NonNull<NDIS_OID_REQUEST>, handle: NDIS_HANDLE) -> Self {
        // SAFETY: the caller passes the request of a running call.
        let request = unsafe { raw.as_ref() };
        let kind = match request.RequestType {
            request_type::NdisRequestQueryInformation
            | request_type::NdisRequestQueryStatistics => Kind::Query,
            request_type::NdisRequestSetInformation => Kind::Set,
            _ => Kind::Other,
        };
        // SAFETY: every form of the data begins with the OID.
        let oid = unsafe { request.DATA.QUERY_INFORMATION.Oid };
        Self {
            raw,
            handle,
            kind,
            oid,
            answer: None,
            callback: PhantomData,
        }
    }

    /// The object identifier.
    #[must_use]
    pub const fn oid(&self) -> u32 {
        self.oid
    }

    /// Answers the query of `oid` with what `value` returns.
    pub fn query<T: Plain>(self, oid: Oid<T>, value: impl FnOnce() -> Result<T>) -> Self {
        self.answer(Kind::Query, oid.number(), |raw| {
            let value = value()?;
            write(raw, bytes_of(&value))
        })
    }

    /// Answers the query of a counter. NDIS queries four or eight bytes.
    pub fn query_counter(self, oid: Oid<u64>, value: impl FnOnce() -> u64) -> Self {
        self.answer(Kind::Query, oid.number(), |raw| {
            let value = value();
            // SAFETY: type invariant: the request was not answered, so it is live.
            let data = unsafe { raw.as_ref() }.DATA;
            // SAFETY: the data of a query, which `answer` has found it to be.
            let length = unsafe { data.QUERY_INFORMATION }.InformationBufferLength;
            if (4..8).contains(&length) {
                return write(raw, &(value as u32).to_ne_bytes());
            }
            write(raw, &value.to_ne_bytes())
        })
    }

    /// Answers the query of `oid` with bytes.
    pub fn query_bytes(self, oid: Oid<[u8]>, bytes: &[u8]) -> Self {
        self.answer(Kind::Query, oid.number(), |raw| write(raw, bytes))
    }

    /// Answers the setting of `oid`: `accept` gets the value and may refuse it.
    pub fn set<T: Plain>(self, oid: Oid<T>, accept: impl FnOnce(T) -> Result) -> Self {
        self.answer(Kind::Set, oid.number(), |raw| {
            read(raw, size_of::<T>(), |bytes| {
                let value = bytes.as_ptr().cast::<T>();
                // SAFETY: as many bytes as a `T` has, of which any are a plain value.
                accept(unsafe { value.read_unaligned() })
            })
        })
    }

    /// Answers the setting of `oid`: `accept` gets the bytes and may refuse them.
    pub fn set_bytes(self, oid: Oid<[u8]>, accept: impl FnOnce(&[u8]) -> Result) -> Self {
        self.answer(Kind::Set, oid.number(), |raw| read(raw, 0, accept))
    }

    /// Leaves the query of `oid` to be answered later, by what `take` gets.
    pub fn pend<T: Plain>(mut self, oid: Oid<T>, take: impl FnOnce(PendingOid<T>)) -> Self {
        if self.is(Kind::Query, oid.number()) {
            self.answer = Some(NDIS_STATUS_PENDING);
            take(PendingOid {
                raw: self.raw,
                handle: self.handle,
                of: PhantomData,
            });
        }
        self
    }

    /// Ends the request; what nothing answered is not supported.
    pub fn finish(self) -> OidAnswered<'a> {
        let not_supported = status::NOT_SUPPORTED.status().value();
        OidAnswered {
            status: self.answer.unwrap_or(not_supported),
            callback: PhantomData,
        }
    }

    fn is(&self, kind: Kind, oid: u32) -> bool {
        self.answer.is_none() && self.kind == kind && self.oid == oid
    }

    fn answer(
        mut self,
        kind: Kind,
        oid: u32,
        with: impl FnOnce(NonNull<NDIS_OID_REQUEST>) -> Result,
    ) -> Self {
        if self.is(kind, oid) {
            self.answer = Some(NtStatus::from(with(self.raw)).value());
        }
        self
    }
}

impl fmt::Debug for OidRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OidRequest({:#010X})", self.oid)
    }
}

/// The bytes of a plain value.
fn bytes_of<T: Plain>(value: &T) -> &[u8] {
    // SAFETY: a plain value has no padding, and so `size_of` initialised bytes.
    unsafe { slice::from_raw_parts(ptr::from_ref(value).cast(), size_of::<T>()) }
}

/// Writes the answer of a query that the miniport has.
fn write(mut raw: NonNull<NDIS_OID_REQUEST>, bytes: &[u8]) -> Result {
    // SAFETY: `OidRequest` and `PendingOid` call this with their request before it is answered.
    let request = unsafe { raw.as_mut() };
    // SAFETY: a query's data, which are numbers and an address.
    let query = unsafe { &mut request.DATA.QUERY_INFORMATION };
    let length = u32::try_from(bytes.len()).map_err(|_| status::FAILURE)?;
    if query.InformationBufferLength < length || query.InformationBuffer.is_null() {
        query.BytesNeeded = length;
        return Err(status::BUFFER_TOO_SHORT);
    }
    let place = query.InformationBuffer.cast::<u8>();
    // SAFETY: the buffer has room for the bytes, and is NDIS's, not where they come from.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len()) };
    query.BytesWritten = length;
    Ok(())
}

/// Reads at least `length` bytes of a setting that the miniport has.
fn read(
    mut raw: NonNull<NDIS_OID_REQUEST>,
    length: usize,
    accept: impl FnOnce(&[u8]) -> Result,
) -> Result {
    // SAFETY: `OidRequest` calls this with its request before it is answered.
    let request = unsafe { raw.as_mut() };
    // SAFETY: a setting's data, which are numbers and an address.
    let set = unsafe { &mut request.DATA.SET_INFORMATION };
    let given = set.InformationBufferLength as usize;
    if given < length || (set.InformationBuffer.is_null() && given > 0) {
        set.BytesNeeded = length as u32;
        return Err(status::INVALID_LENGTH);
    }
    let bytes = if given == 0 {
        &[]
    } else {
        // SAFETY: NDIS says how long its buffer is, and leaves it alone during the request.
        unsafe { slice::from_raw_parts(set.InformationBuffer.cast::<u8>(), given) }
    };
    accept(bytes)?;
    set.BytesRead = given as u32;
    Ok(())
}

/// A query that is answered later, once; dropped, it fails with [`status::FAILURE`].
///
/// # Invariants
/// The request is pending at the adapter with this handle.
#[must_use = "a dropped request fails"]
pub struct PendingOid<T: Plain> {
    raw: NonNull<NDIS_OID_REQUEST>,
    handle: NDIS_HANDLE,
    of: PhantomData<fn(T)>,
}

// SAFETY: NDIS accepts a request's completion on any thread, and the value is the only reference.
unsafe impl<T: Plain> Send for PendingOid<T> {}

impl<T: Plain> PendingOid<T> {
    /// What [`Miniport::cancel_oid_request`](super::Miniport::cancel_oid_request) names the
    /// request by.
    #[must_use]
    pub fn id(&self) -> RequestId {
        // SAFETY: type invariant: the request is pending, so it is live.
        RequestId(unsafe { self.raw.as_ref() }.RequestId.addr())
    }

    /// Answers the query. NDIS may pass the next request from within the call, so it is not for code in a
    /// lock.
    pub fn complete(self, result: Result<T>, _irql: &mut impl Unlocked) {
        let this = mem::ManuallyDrop::new(self);
        let result = result.and_then(|value| write(this.raw, bytes_of(&value)));
        this.complete_raw(result);
    }

    fn complete_raw(&self, result: Result) {
        let status = NtStatus::from(result).value();
        // SAFETY: type invariant: the request is pending; no caller uses the value after this.
        // NDIS halts no adapter with a pending request.
        unsafe { NdisMOidRequestComplete(self.handle, self.raw.as_ptr(), status) };
    }
}

impl<T: Plain> Drop for PendingOid<T> {
    fn drop(&mut self) {
        self.complete_raw(Err(status::FAILURE));
    }
}

impl<T: Plain> fmt::Debug for PendingOid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PendingOid").field(&self.raw).finish()
    }
}
