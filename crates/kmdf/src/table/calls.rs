//! Each call of a table function, as the observer hears of it: its name, its arguments in short, its
//! result.

use wdk_sys::NTSTATUS;

use crate::observer::Value;

/// A slot of the table.
pub(super) trait Slot {
    /// The type of its function.
    type Function;
    /// The function itself.
    const FUNCTION: Self::Function;
    /// Its C name.
    #[cfg_attr(
        all(target_os = "windows", panic = "abort"),
        expect(dead_code, reason = "nobody listens in an image")
    )]
    const NAME: &'static str;
}

/// A nullable function pointer.
pub(super) trait Nullable {
    /// The function pointer.
    type Function;
}

impl<F> Nullable for Option<F> {
    type Function = F;
}

/// A function type whose calls can be reported.
pub(super) trait Reported<S> {
    /// What stands in the table: the slot's function, with a report before and after it.
    const REPORTED: Self;
}

/// An argument or a result, as a report shows it.
#[cfg_attr(
    all(target_os = "windows", panic = "abort"),
    expect(dead_code, reason = "nobody listens in an image")
)]
pub(super) trait Shown {
    /// What is shown.
    fn shown(&self) -> Value;
    /// Stops the system for an address at which nothing of its type can stand.
    fn check(&self) {}
}

impl<T> Shown for *mut T {
    fn shown(&self) -> Value {
        Value::Pointer(core::any::type_name::<T>(), self.addr() as u64)
    }
    fn check(&self) {
        if !self.is_aligned() {
            crate::violation::misaligned(self.cast());
        }
    }
}

impl<T> Shown for *const T {
    fn shown(&self) -> Value {
        Value::Pointer(core::any::type_name::<T>(), self.addr() as u64)
    }
    fn check(&self) {
        if !self.is_aligned() {
            crate::violation::misaligned(self.cast());
        }
    }
}

/// A callback.
impl<F: Copy> Shown for Option<F> {
    fn shown(&self) -> Value {
        match self {
            Some(_) => Value::Callback,
            None => Value::Pointer("", 0),
        }
    }
}

impl Shown for () {
    fn shown(&self) -> Value {
        Value::Nothing
    }
}

/// `PHYSICAL_ADDRESS`.
impl Shown for wdk_sys::LARGE_INTEGER {
    fn shown(&self) -> Value {
        Value::Nothing
    }
}

/// A status, or a value of an enumeration: in C both are this type.
impl Shown for NTSTATUS {
    fn shown(&self) -> Value {
        Value::Signed(i64::from(*self))
    }
}

macro_rules! numbers {
    ($($type:ty as $wide:ty => $value:ident),*) => {
        $(impl Shown for $type {
            fn shown(&self) -> Value {
                Value::$value(*self as $wide)
            }
        })*
    };
}
numbers! {
    u8 as u64 => Unsigned, u16 as u64 => Unsigned, u32 as u64 => Unsigned, u64 as u64 => Unsigned,
    usize as u64 => Unsigned, i8 as i64 => Signed, i16 as i64 => Signed, i64 as i64 => Signed
}

wdk_sys::kernel_world! {
    /// No machine listens there.
    impl<S: Slot<Function = F>, F> Reported<S> for F {
        const REPORTED: F = S::FUNCTION;
    }
}

wdk_sys::host_world! {
    macro_rules! reported {
        ($($type:ident $argument:ident),*) => {
            impl<S, R, G, $($type),*> Reported<S> for wdk_sys::fn_ptr!(fn(G, $($type),*) -> R)
            where
                S: Slot<Function = Self>,
                R: Shown,
                $($type: Shown,)*
            {
                const REPORTED: Self = {
                    #[wdk_sys::abi]
                    unsafe fn call<S, R, G, $($type),*>(globals: G, $($argument: $type),*) -> R
                    where
                        S: Slot<Function = wdk_sys::fn_ptr!(fn(G, $($type),*) -> R)>,
                        R: Shown,
                        $($type: Shown,)*
                    {
                        let observer = crate::observer::current();
                        if let Some(observer) = observer {
                            observer.call_enter(S::NAME, &[$($argument.shown()),*]);
                        }
                        $($argument.check();)*
                        // SAFETY: the driver calls the slot's function; its contract is the
                        // driver's to keep, and the arguments are passed on as they came.
                        let result = unsafe { (S::FUNCTION)(globals, $($argument),*) };
                        if let Some(observer) = observer {
                            observer.call_leave(S::NAME, result.shown());
                        }
                        result
                    }
                    call::<S, R, G, $($type),*>
                };
            }
        };
    }
    reported!();
    reported!(A a);
    reported!(A a, B b);
    reported!(A a, B b, C c);
    reported!(A a, B b, C c, D d);
    reported!(A a, B b, C c, D d, E e);
    reported!(A a, B b, C c, D d, E e, F f);
    reported!(A a, B b, C c, D d, E e, F f, H h);
    reported!(A a, B b, C c, D d, E e, F f, H h, I i);
    reported!(A a, B b, C c, D d, E e, F f, H h, I i, J j);
}
