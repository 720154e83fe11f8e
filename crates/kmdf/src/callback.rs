//! The only calls of the driver.
#![expect(unsafe_code, reason = "calls the driver's functions")]

use wdk_sys::{KeAreApcsDisabled, KeGetCurrentIrql, NTSTATUS, PVOID};

use crate::{
    Fx,
    observer::{self, Value},
    violation::{self, Code},
};

/// Calls a callback of the driver, if it is set: `callback!(fx, handle, "EvtX", function, (a, b))`
/// is `Option<result>`.
///
/// The driver's globals are current while it runs; the observer sees it begin and end; coming
/// back at another IRQL is a violation and is repaired.
macro_rules! callback {
    ($fx:expr, $object:expr, $name:expr, $function:expr, ($($argument:expr),* $(,)?)) => {
        $crate::callback::callback!(
            @call $fx, $object, $name, $function, [a b c d e f g] [] ($($argument,)*)
        )
    };
    // Each argument gets a name, so that the observer and the driver see the same value.
    (
        @call $fx:expr, $object:expr, $name:expr, $function:expr,
        [$next:ident $($more:ident)*] [$($named:ident = $value:expr,)*] ($first:expr, $($rest:expr,)*)
    ) => {
        $crate::callback::callback!(
            @call $fx, $object, $name, $function,
            [$($more)*] [$($named = $value,)* $next = $first,] ($($rest,)*)
        )
    };
    (
        @call $fx:expr, $object:expr, $name:expr, $function:expr,
        [$($more:ident)*] [$($named:ident = $value:expr,)*] ()
    ) => {
        match $function {
            Some(function) => {
                $(let $named = $value;)*
                let arguments = [$($crate::observer::Shown::shown(&$named)),*];
                let call =
                    $crate::callback::Call::enter($fx, $name, $object.cast(), &arguments);
                // SAFETY: the driver registered this function for this callback, so it has the
                // type that the table's structure gives it.
                let result = unsafe { function($($named),*) };
                call.leave($crate::callback::Outcome::status(&result));
                Some(result)
            }
            None => None,
        }
    };
}
pub(crate) use callback;

/// What a callback returns, as the observer wants it.
pub(crate) trait Outcome {
    /// The status, if the callback returns one.
    fn status(&self) -> Option<NTSTATUS>;
}

impl Outcome for () {
    fn status(&self) -> Option<NTSTATUS> {
        None
    }
}

impl Outcome for NTSTATUS {
    fn status(&self) -> Option<NTSTATUS> {
        Some(*self)
    }
}

impl Outcome for u8 {
    fn status(&self) -> Option<NTSTATUS> {
        None
    }
}

/// A callback that runs.
pub(crate) struct Call<'a> {
    fx: Fx,
    call: observer::Call<'a>,
    object: PVOID,
    irql: u8,
    /// Whether normal APCs were disabled, if the registry wants to know of critical regions.
    in_region: Option<bool>,
    globals: CurrentGlobals,
}

impl<'a> Call<'a> {
    pub(crate) fn enter(fx: Fx, name: &'static str, object: PVOID, arguments: &'a [Value]) -> Self {
        let call = observer::Call {
            name,
            driver: fx.public().cast(),
            arguments,
        };
        if let Some(observer) = observer::current() {
            observer.callback_enter(&call, object);
        }
        Self {
            fx,
            call,
            object,
            irql: KeGetCurrentIrql(),
            in_region: fx.settings.checks_regions.then(are_apcs_disabled),
            globals: CurrentGlobals::replace(fx),
        }
    }

    pub(crate) fn leave(self, status: Option<NTSTATUS>) {
        let Self {
            fx,
            call,
            object,
            irql,
            in_region,
            globals,
        } = self;
        drop(globals);
        let now = KeGetCurrentIrql();
        let name = call.name;
        if in_region.is_some_and(|before| before != are_apcs_disabled()) {
            violation::wdf(
                fx,
                "CallbackCriticalRegion",
                Code::CriticalRegionMismatch,
                [object as u64, 0, 0],
                format_args!(
                    "{name} returned in another critical region than the one that it was called in"
                ),
            );
        }
        if now != irql {
            violation::wdf(
                fx,
                "CallbackIrql",
                Code::IrqlMismatch,
                [object as u64, u64::from(irql), u64::from(now)],
                format_args!("{name} was called at IRQL {irql} and returned at IRQL {now}"),
            );
            restore_irql(now, irql);
        }
        if let Some(observer) = observer::current() {
            observer.callback_leave(&call, status);
        }
    }
}

fn are_apcs_disabled() -> bool {
    // SAFETY: callable up to `DISPATCH_LEVEL`; above it the answer is that they are.
    unsafe { KeAreApcsDisabled() != 0 }
}

fn restore_irql(now: u8, before: u8) {
    if now > before {
        // SAFETY: lowers to what this thread was at before the callback.
        unsafe { wdk_sys::KeLowerIrql(before) };
    } else {
        // SAFETY: raises to what this thread was at before the callback.
        unsafe { wdk_sys::KfRaiseIrql(before) };
    }
}

/// While it lives, the driver's globals are the current ones of this thread; afterwards those of
/// before are, also when the driver panics.
struct CurrentGlobals {
    #[cfg(not(all(target_os = "windows", panic = "abort")))]
    before: PVOID,
}

impl CurrentGlobals {
    wdk_sys::host_world! {
        fn replace(fx: Fx) -> Self {
            Self { before: wdk_sys::host::replace_current_globals(fx.public().cast()) }
        }
    }
    wdk_sys::kernel_world! {
        fn replace(_: Fx) -> Self {
            Self {}
        }
    }
}

impl Drop for CurrentGlobals {
    fn drop(&mut self) {
        wdk_sys::host_world! {
            wdk_sys::host::replace_current_globals(self.before);
        }
    }
}
