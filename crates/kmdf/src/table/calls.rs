//! Each call of a table function, as the observer hears of it: its name, its arguments in short, its
//! result.

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
                G: crate::observer::Shown,
                S: Slot<Function = Self>,
                R: crate::observer::Shown,
                $($type: crate::observer::Shown,)*
            {
                const REPORTED: Self = {
                    #[wdk_sys::abi]
                    unsafe fn call<S, R, G, $($type),*>(globals: G, $($argument: $type),*) -> R
                    where
                        G: crate::observer::Shown,
                        S: Slot<Function = wdk_sys::fn_ptr!(fn(G, $($type),*) -> R)>,
                        R: crate::observer::Shown,
                        $($type: crate::observer::Shown,)*
                    {
                        let Some(observer) = crate::observer::current() else {
                            $($argument.check();)*
                            // SAFETY: as below.
                            return unsafe { (S::FUNCTION)(globals, $($argument),*) };
                        };
                        let call = crate::observer::Call {
                            name: S::NAME,
                            driver: core::ptr::with_exposed_provenance_mut(
                                globals.shown().address() as usize,
                            ),
                            arguments: &[$($argument.shown()),*],
                        };
                        observer.call_enter(&call);
                        $($argument.check();)*
                        // SAFETY: the driver calls the slot's function; its contract is the
                        // driver's to keep, and the arguments are passed on as they came.
                        let result = unsafe { (S::FUNCTION)(globals, $($argument),*) };
                        observer.call_leave(&call, result.shown());
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
