//! How table functions take their arguments: a wrong one is a violation, and the function
//! returns what the call names.

/// `object!(fx, Queue, Handle => otherwise)`: the object behind a driver's handle.
macro_rules! object {
    ($fx:expr, $type:ty, $handle:expr $(=> $otherwise:expr)?) => {
        // SAFETY: the driver's handle.
        match unsafe { $crate::object::Obj::<$type>::from_handle($fx, $handle) } {
            Some(object) => object,
            None => return $($otherwise)?,
        }
    };
}
pub(crate) use object;

/// `request!(fx, WdfFunction, Handle => otherwise)`: the request behind a driver's handle.
macro_rules! request {
    ($fx:expr, $function:ident, $handle:expr $(=> $otherwise:expr)?) => {
        // SAFETY: the driver's handle.
        match unsafe { $crate::request::from_handle($fx, stringify!($function), $handle) } {
            Some(request) => request,
            None => return $($otherwise)?,
        }
    };
}
pub(crate) use request;

/// `required!(fx, WdfFunction, Parameter => otherwise)`: a pointer that must not be null.
macro_rules! required {
    (@one $fx:expr, $function:ident, $parameter:ident $(=> $otherwise:expr)?) => {
        if $parameter.is_null() {
            $crate::violation::null_parameter($fx, stringify!($function), stringify!($parameter));
            return $($otherwise)?;
        }
    };
    ($fx:expr, $function:ident, $parameter:ident $(=> $otherwise:expr)?) => {
        $crate::handle::required!(@one $fx, $function, $parameter $(=> $otherwise)?)
    };
    ($fx:expr, $function:ident, $one:ident, $two:ident $(=> $otherwise:expr)?) => {
        $crate::handle::required!(@one $fx, $function, $one $(=> $otherwise)?);
        $crate::handle::required!(@one $fx, $function, $two $(=> $otherwise)?)
    };
}
pub(crate) use required;

/// Writes `value` where the driver wants it, if it does.
///
/// # Safety
/// `place` is null or the driver's variable.
pub(crate) unsafe fn put<T>(place: *mut T, value: T) {
    if !place.is_null() {
        // SAFETY: by contract.
        unsafe { place.write(value) };
    }
}

/// The status of a table function.
pub(crate) fn status_of(outcome: Result<(), wdk_sys::NTSTATUS>) -> wdk_sys::NTSTATUS {
    match outcome {
        Ok(()) => wdk_sys::STATUS_SUCCESS,
        Err(status) => status,
    }
}
