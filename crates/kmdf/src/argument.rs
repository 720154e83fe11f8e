//! The arguments of table functions, as the types that [`enter!`](crate::enter) makes of them.
#![expect(
    unsafe_code,
    reason = "reads and writes through the driver's pointers, once for all table functions"
)]

use core::{marker::PhantomData, ptr, slice};

use wdk_sys::{
    NTSTATUS, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, STATUS_SUCCESS,
    UNICODE_STRING,
    wdf::{GROWN_STRUCTURES, GrownStructure, WDFSTRUCTENUM},
};

use crate::{
    Fx,
    object::{Body, Header, Obj},
    violation,
};

/// The time that a table function takes: its arguments live as long.
pub(crate) struct CallFrame;

/// A pointer of any type.
pub(crate) trait Pointer: Copy {
    /// What it points to.
    type Pointee;
    /// The pointer.
    fn address(self) -> *const Self::Pointee;
}

impl<T> Pointer for *const T {
    type Pointee = T;
    fn address(self) -> *const T {
        self
    }
}

impl<T> Pointer for *mut T {
    type Pointee = T;
    fn address(self) -> *const T {
        self
    }
}

/// A handle, or a pointer to a structure, string or variable, that the driver passed to a table
/// function.
///
/// # Invariants
/// The driver keeps what Microsoft's page of the function demands, until the function returns:
///
/// - A handle is null or names an object that is not deleted. With the verifier on, it may be any
///   value.
/// - A pointer to a structure or variable is null or valid for reads and, where the C type is not
///   constant, for writes. A structure is as long as its `Size` says.
/// - A pointer to a counted string is null or valid; its buffer is null or holds `Length` bytes.
/// - No other thread changes what is pointed to.
pub(crate) struct Argument<'call, P> {
    pointer: P,
    frame: PhantomData<&'call CallFrame>,
}

impl<'call, P: Pointer> Argument<'call, P> {
    /// The argument that `pointer` is.
    ///
    /// # Safety
    /// The invariants hold as long as `frame` lives.
    pub(crate) unsafe fn new(_frame: &'call CallFrame, pointer: P) -> Self {
        Self {
            pointer,
            frame: PhantomData,
        }
    }

    /// The pointer itself.
    pub(crate) fn pointer(&self) -> P {
        self.pointer
    }

    /// Whether the driver passed null.
    pub(crate) fn is_null(&self) -> bool {
        self.pointer.address().is_null()
    }

    /// A pointer that is a member of the structure, as an argument of its own. An address at which nothing of its type
    /// can stand stops the system.
    ///
    /// # Safety
    /// The invariants hold for `pointer`, too.
    pub(crate) unsafe fn member<Q: Pointer>(&self, pointer: Q) -> Argument<'call, Q> {
        if !pointer.address().is_aligned() {
            violation::misaligned(pointer.address().cast());
        }
        Argument {
            pointer,
            frame: PhantomData,
        }
    }

    /// A copy of the structure or variable; none for null.
    pub(crate) fn read(&self) -> Option<P::Pointee>
    where
        P::Pointee: Copy,
    {
        let pointer = ptr::NonNull::new(self.pointer.address().cast_mut())?;
        // SAFETY: not null, and by the invariant valid for reads.
        Some(unsafe { pointer.read() })
    }

    /// The object behind a handle; null, a deleted object or one of another class is a violation
    /// and `None`.
    pub(crate) fn object<T: Body>(&self, fx: Fx) -> Option<Obj<T>> {
        // SAFETY: by the invariant, null or the handle of an object that is not deleted.
        unsafe { Obj::from_handle(fx, self.pointer.address().cast_mut()) }
    }

    /// Whether a handle names an object, of whatever class. Reports nothing.
    pub(crate) fn is_live(&self, fx: Fx) -> bool {
        let handle = self.pointer.address().cast_mut().cast();
        // SAFETY: a handle as the invariant describes it.
        unsafe { Header::any_from_handle(fx, handle) }.is_some()
    }

    /// The object behind a handle, whatever its class; null or a deleted object is a violation
    /// and `None`.
    pub(crate) fn any_object(&self, fx: Fx) -> Option<&'call Header> {
        // SAFETY: null, or the driver keeps the object for `'call`, by the invariant.
        unsafe { crate::object::any(fx, self.pointer.address().cast_mut().cast()) }
    }
}

impl<P: Pointer<Pointee = UNICODE_STRING>> Argument<'_, P> {
    /// The same of a string whose lengths must fit each other.
    ///
    /// # Errors
    /// `STATUS_INVALID_PARAMETER` when they do not.
    pub(crate) fn checked_units(&self) -> Result<&[u16], NTSTATUS> {
        let valid = self.read().is_none_or(|string| {
            string.Length.is_multiple_of(2)
                && string.MaximumLength.is_multiple_of(2)
                && (string.MaximumLength == 0 || !string.Buffer.is_null())
                && string.Length <= string.MaximumLength
        });
        if valid {
            Ok(self.units())
        } else {
            Err(STATUS_INVALID_PARAMETER)
        }
    }

    /// The code units of a counted string; none for null.
    pub(crate) fn units(&self) -> &[u16] {
        // SAFETY: by the invariant, null or a valid string until the function returns.
        unsafe { crate::text::units(self.pointer.address()) }
    }
}

impl<T: Versioned> Argument<'_, *mut T> {
    /// Writes as much of `value` as the driver's structure has; its `Size` stays.
    ///
    /// `read_versioned` has found the length good.
    pub(crate) fn put_versioned(&self, value: &T) {
        let Some(length) = self.length() else {
            return;
        };
        let length = (length as usize).min(size_of::<T>());
        let start = size_of::<u32>().min(length);
        let from = ptr::from_ref(value).cast::<u8>();
        let to = self.pointer.cast::<u8>();
        for at in start..length {
            // SAFETY: below the length of `value`.
            let from = unsafe { from.add(at) };
            // SAFETY: the driver's structure is as long as its `Size` says, by the invariant.
            let to = unsafe { to.add(at) };
            // SAFETY: both lie within their structures, and a byte needs no alignment.
            unsafe { ptr::copy_nonoverlapping(from, to, 1) };
        }
    }
}

impl<'call, T> Argument<'call, *mut T> {
    /// Writes `value` to the driver's variable or structure, if there is one.
    pub(crate) fn put(&self, value: T) {
        if !self.pointer.is_null() {
            // SAFETY: not null, and by the invariant valid for writes.
            unsafe { self.pointer.write(value) };
        }
    }

    /// What the pointer points to, as the framework's own type `U`; none for null.
    ///
    /// # Safety
    /// The framework made the `U` that the driver got as an opaque `T`.
    pub(crate) unsafe fn into_mut<U>(self) -> Option<&'call mut U> {
        // SAFETY: null or valid by the invariant, a `U` by contract; the argument is used up.
        unsafe { self.pointer.cast::<U>().as_mut() }
    }
}

impl<H> Argument<'_, *mut *mut H> {
    /// The end of a function that creates an object: hands its handle to the driver, or null after a failure.
    pub(crate) fn put_created<T>(&self, created: Result<Obj<T>, NTSTATUS>) -> NTSTATUS {
        match created {
            Ok(object) => {
                self.put(object.handle().cast());
                STATUS_SUCCESS
            }
            Err(status) => {
                self.put(ptr::null_mut());
                status
            }
        }
    }
}

/// How a structure grew since 1.15.
pub(crate) const fn grown(index: WDFSTRUCTENUM) -> GrownStructure {
    let mut at = 0;
    while GROWN_STRUCTURES[at].index != index {
        at += 1;
    }
    GROWN_STRUCTURES[at]
}

/// A structure that grew with the framework's versions, so that drivers pass shorter ones, too.
///
/// # Safety
/// The first member is the structure's length in bytes, a `u32`; zero bytes are a valid value of
/// every member.
pub(crate) unsafe trait Versioned: Copy {
    /// The lengths that it had before.
    const EARLIER_SIZES: &'static [usize];
    /// The minor version that made it as long as it is; no machine plays one before 1.15.
    const SINCE: u32 = 15;
}

impl<P: Pointer<Pointee: Versioned>> Argument<'_, P> {
    /// What the structure's `Size` says; none for null.
    pub(crate) fn length(&self) -> Option<u32> {
        // SAFETY: null or valid by the invariant; every version has the length first.
        unsafe { self.pointer.address().cast::<u32>().as_ref() }.copied()
    }

    /// The length that the structure has in the bound framework.
    pub(crate) fn expected(&self, fx: Fx) -> usize {
        let earlier = <P::Pointee>::EARLIER_SIZES.last();
        match earlier {
            Some(earlier) if fx.framework < <P::Pointee>::SINCE => *earlier,
            _ => size_of::<P::Pointee>(),
        }
    }

    /// A copy of the structure, with zero for the members that an older driver does not pass.
    ///
    /// # Errors
    /// `STATUS_INFO_LENGTH_MISMATCH` for null or a length that the structure does not have in the
    /// bound framework or before it.
    pub(crate) fn read_versioned(&self, fx: Fx) -> Result<P::Pointee, NTSTATUS> {
        let size = self.length().ok_or(STATUS_INFO_LENGTH_MISMATCH)? as usize;
        let newest = size == size_of::<P::Pointee>() && fx.framework >= <P::Pointee>::SINCE;
        if !newest && !<P::Pointee>::EARLIER_SIZES.contains(&size) {
            return Err(STATUS_INFO_LENGTH_MISMATCH);
        }
        // SAFETY: zero is a valid value by the trait's contract.
        let mut copy: P::Pointee = unsafe { core::mem::zeroed() };
        // SAFETY: the driver's structure has `size` bytes by the invariant, and so has the copy:
        // no earlier version was longer.
        unsafe {
            ptr::copy_nonoverlapping(
                self.pointer.address().cast::<u8>(),
                (&raw mut copy).cast::<u8>(),
                size,
            );
        }
        Ok(copy)
    }
}

/// The bytes of an array that the driver passed with its length.
///
/// # Safety
/// `start` points to `length` bytes that stay unchanged for `'a`, unless `length` is 0.
pub(crate) unsafe fn array<'a>(start: *const u8, length: usize) -> &'a [u8] {
    if length == 0 {
        return &[];
    }
    // SAFETY: so many bytes, by contract.
    unsafe { slice::from_raw_parts(start, length) }
}

/// The status of a table function.
pub(crate) fn status_of(outcome: Result<(), NTSTATUS>) -> NTSTATUS {
    match outcome {
        Ok(()) => STATUS_SUCCESS,
        Err(status) => status,
    }
}

/// `object!(fx, Queue, Handle => otherwise)`: the object behind a handle; after a violation, the
/// function returns what the call names.
macro_rules! object {
    ($fx:expr, $type:ty, $handle:expr $(=> $otherwise:expr)?) => {
        match $handle.object::<$type>($fx) {
            Some(object) => object,
            None => return $($otherwise)?,
        }
    };
}
pub(crate) use object;

/// `pnp_device!(fx, WdfFunction, Device => otherwise)`: the device behind a handle, which must have a Plug and Play part. Microsoft's
/// framework follows the null pointer of a control device, which has none.
macro_rules! pnp_device {
    ($fx:expr, $function:ident, $handle:ident $(=> $otherwise:expr)?) => {{
        let device = $crate::argument::object!($fx, $crate::device::Device, $handle $(=> $otherwise)?);
        if !device.is_pnp() {
            $crate::violation::control_device($fx, stringify!($function), device.handle());
            return $($otherwise)?;
        }
        device
    }};
}
pub(crate) use pnp_device;

/// `required!(fx, WdfFunction, Parameter => otherwise)`: a pointer that must not be null.
macro_rules! required {
    ($fx:expr, $function:ident, $parameter:ident $(=> $otherwise:expr)?) => {
        if $parameter.is_null() {
            $crate::violation::null_parameter($fx, stringify!($function), stringify!($parameter));
            return $($otherwise)?;
        }
    };
    ($fx:expr, $function:ident, $one:ident, $two:ident $(=> $otherwise:expr)?) => {
        $crate::argument::required!($fx, $function, $one $(=> $otherwise)?);
        $crate::argument::required!($fx, $function, $two $(=> $otherwise)?)
    };
}
pub(crate) use required;

/// `structure!(fx, WdfFunction, Parameter => otherwise)`: a copy of a structure that must be
/// given, with the length of this version.
macro_rules! structure {
    ($fx:expr, $function:ident, $parameter:ident $(=> $otherwise:expr)?) => {{
        let Some(structure) = $parameter.read() else {
            $crate::violation::null_parameter($fx, stringify!($function), stringify!($parameter));
            return $($otherwise)?;
        };
        let (expected, found) = (size_of_val(&structure), structure.Size);
        if found as usize != expected {
            $crate::argument::wrong_size($fx, stringify!($function), expected, found);
            return $($otherwise)?;
        }
        structure
    }};
}
pub(crate) use structure;

/// `versioned!(fx, WdfFunction, Parameter => otherwise)`: the same of a structure that grew: with a
/// length that the bound framework takes.
macro_rules! versioned {
    ($fx:expr, $function:ident, $parameter:ident $(=> $otherwise:expr)?) => {{
        let Some(found) = $parameter.length() else {
            $crate::violation::null_parameter($fx, stringify!($function), stringify!($parameter));
            return $($otherwise)?;
        };
        let Ok(structure) = $parameter.read_versioned($fx) else {
            let expected = $parameter.expected($fx);
            $crate::argument::wrong_size($fx, stringify!($function), expected, found);
            return $($otherwise)?;
        };
        structure
    }};
}
pub(crate) use versioned;

/// Reports a structure of another length than this version's, which Microsoft's framework ignores.
pub(crate) fn wrong_size(fx: Fx, function: &'static str, expected: usize, found: u32) {
    violation::break_point(
        fx,
        "StructureSize",
        ptr::null_mut(),
        format_args!("{function}: the structure says {found} bytes; it has {expected}"),
    );
}
