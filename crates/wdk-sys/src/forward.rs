//! Functions of the headers that only call another function.

/// Functions that are one call of another: `name(arguments) -> result = callee(values);`. A value
/// is an argument, a literal, or a name that `with` gives a value to, outside of the unsafe call.
///
/// The headers define such a function as that call. So it has the contract of its callee, as the
/// callee's documentation states it, and no other.
macro_rules! forward {
    ($(
        $(#[$meta:meta])*
        pub unsafe fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)?
            = $callee:ident($($value:tt),* $(,)?)
            $(with $($bound:ident = $bound_value:expr),+)?;
    )*) => { $(
        $(#[$meta])*
        #[inline]
        pub unsafe fn $name($($argument: $type),*) $(-> $result)? {
            $($(let $bound = $bound_value;)+)?
            // SAFETY: the function is defined as this call, so what its caller has to keep is what
            // the callee asks for, about the same arguments. The values that it adds are constants
            // or derived from the arguments, as the header's definition has them.
            unsafe { $callee($($value),*) }
        }
    )* };
}
