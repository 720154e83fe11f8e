//! Subsystems: what stands beside the managers and brings its own exports, rules and state.
#![forbid(unsafe_code)]

use std::any::{Any, TypeId};

use super::{io::raw::Driver, kernel::Kernel, verifier::rules::Rule};
use crate::engine::{driver::DriverId, export::Export};

/// What a subsystem brings. One static of it is the subsystem's registration.
pub(crate) struct Subsystem {
    /// What drivers import.
    pub(crate) exports: &'static [&'static [Export]],
    /// The rules that its checks report under.
    pub(crate) rules: &'static [&'static Rule],
    /// Makes the state of one machine.
    pub(crate) state: fn() -> Box<dyn Any>,
    /// `DriverEntry` has succeeded.
    pub(crate) driver_started: fn(&Kernel, Driver),
    /// A driver has returned from `DriverUnload`, or its `DriverEntry` has failed.
    pub(crate) driver_stopped: fn(&Kernel, Driver),
    /// A driver calls an export that some drivers may not call.
    pub(crate) restricted_call: fn(&Kernel, &'static str),
    /// A driver's code is about to leave a machine with a verifier: reports what it has left.
    pub(crate) check_unload: fn(&Kernel, DriverId),
}

impl Subsystem {
    /// A subsystem that brings nothing.
    pub(crate) const EMPTY: Self = Self {
        exports: &[],
        rules: &[],
        state: || Box::new(()),
        driver_started: |_, _| {},
        driver_stopped: |_, _| {},
        restricted_call: |_, _| {},
        check_unload: |_, _| {},
    };
}

/// The subsystems of one machine.
pub(crate) struct Subsystems {
    registered: &'static [&'static Subsystem],
    states: Box<[(TypeId, Box<dyn Any>)]>,
}

impl Subsystems {
    pub(crate) fn new(registered: &'static [&'static Subsystem]) -> Self {
        let states = registered.iter().map(|subsystem| {
            let state = (subsystem.state)();
            ((*state).type_id(), state)
        });
        Self {
            registered,
            states: states.collect(),
        }
    }

    /// The registrations.
    pub(super) fn registered(&self) -> &'static [&'static Subsystem] {
        self.registered
    }

    /// The state of the subsystem that keeps it in this type.
    ///
    /// # Panics
    /// When no such subsystem is registered.
    #[inline]
    pub(super) fn state<T: 'static>(&self) -> &T {
        let wanted = TypeId::of::<T>();
        self.states
            .iter()
            .find(|(kind, _)| *kind == wanted)
            .and_then(|(_, state)| state.downcast_ref())
            .expect("the subsystem is registered")
    }

    /// The export `name` of `module`.
    pub(crate) fn export(&self, module: &str, name: &str) -> Option<*const ()> {
        let module = canonical(module);
        self.exports()
            .find(|export| export.name == name && export.module.eq_ignore_ascii_case(module))
            .map(|export| export.address.0)
    }

    /// Whether any module exports `name`.
    pub(super) fn has_export(&self, name: &str) -> bool {
        self.exports().any(|export| export.name == name)
    }

    /// Whether the machine itself stands in for `module`.
    pub(super) fn is_module(&self, module: &str) -> bool {
        let module = canonical(module);
        self.exports()
            .any(|export| export.module.eq_ignore_ascii_case(module))
    }

    fn exports(&self) -> impl Iterator<Item = &'static Export> {
        let tables = self.registered.iter().flat_map(|it| it.exports);
        tables.copied().flatten()
    }
}

/// The module that has the exports of `module`: the HAL is part of `ntoskrnl.exe`, as on today's
/// Windows.
fn canonical(module: &str) -> &str {
    if module.eq_ignore_ascii_case("HAL.dll") {
        "ntoskrnl.exe"
    } else {
        module
    }
}
