//! The kernel: all managers of NT, and the subsystems beside them.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use wdk_sys::{PDISPATCHER_HEADER, PVOID};

use super::{
    cm::manager::Cm,
    ex::layer::Ex,
    io::{
        manager::{Io, IoManager},
        raw::Driver,
        trace::open_requests,
    },
    ke::layer::Ke,
    loader::{driver::Ldr, frames, upcalls::LoaderUpcalls},
    mm::layer::Mm,
    ob::manager::Ob,
    pnp::{manager::Pnp, reinitialize, remove::PendingRemovals},
    subsystem::{Subsystem, Subsystems},
    verifier::report::{OnViolation, Verifier, Vf},
};
use crate::engine::{
    current::{self, layer},
    driver::DriverId,
    error::Frame,
    scheduler::{dpc::QueuedDpc, thread::Thread},
    state::{self, Engine},
    trace::Category,
    upcalls::Upcalls,
};

layer! {
    /// The topmost layer, on which exports and subsystems work.
    Kernel over Pnp {
        subsystems: Subsystems,
        /// Functions that were called although they do nothing, and why they do not.
        ignored: RefCell<BTreeMap<&'static str, &'static str>>,
        /// The minor version of the machine's KMDF.
        framework_minor: u32,
        /// Whether rules are checked that working drivers break.
        all_rules: bool,
    }
}

/// The kernel of the machine that runs.
pub(crate) type Current = current::Current<Kernel>;

/// Options of a kernel.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) engine: state::Options,
    pub(crate) verifier: bool,
    pub(crate) on_violation: OnViolation,
    pub(crate) framework_minor: u32,
    pub(crate) all_rules: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            engine: state::Options::default(),
            verifier: true,
            on_violation: OnViolation::default(),
            framework_minor: wdk_sys::wdf::MINOR_VERSION,
            all_rules: false,
        }
    }
}

impl Kernel {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current {
        current::current()
    }

    pub(crate) fn new(options: &Options, subsystems: &'static [&'static Subsystem]) -> Rc<Self> {
        let verifier = Verifier::new(options.verifier, options.on_violation);
        let vf = Vf::new(Engine::new(&options.engine, &Managers), verifier);
        let cm = Cm::new(Mm::new(Ex::new(Ke::new(Ob::new(vf)))));
        let addresses = Rc::clone(&cm.addresses);
        let manager = IoManager::new(options.verifier, addresses, &PendingRemovals);
        let io = Io::new(cm, manager);
        let kernel = Rc::new(Self {
            below: Pnp::new(Ldr::new(io, &Managers)),
            subsystems: Subsystems::new(subsystems),
            ignored: RefCell::default(),
            framework_minor: options.framework_minor,
            all_rules: options.all_rules,
        });
        kernel.settle(Rc::as_ptr(&kernel).cast());
        kernel
    }

    /// The kernel of the machine that runs, if any.
    pub(crate) fn try_current() -> Option<Current> {
        current::try_current()
    }

    /// The minor version of the machine's KMDF.
    pub(crate) fn framework_minor(&self) -> u32 {
        self.framework_minor
    }

    /// Whether rules are checked that working drivers break.
    pub(crate) fn checks_all_rules(&self) -> bool {
        self.all_rules
    }

    /// The address of `name` in a module that the machine itself stands in for.
    pub(crate) fn export(&self, module: &str, name: &str) -> Option<*const ()> {
        self.subsystems.export(module, name)
    }

    /// A driver calls a function that does nothing: the first call of a run is noted.
    #[cold]
    pub(crate) fn note_ignored(&self, name: &'static str, why: &'static str) {
        if self.ignored.borrow_mut().insert(name, why).is_none() {
            self.trace_instant(Category::Note, || {
                (
                    format!("{name} does nothing on this machine"),
                    why.to_owned(),
                )
            });
        }
    }

    /// A driver, or the framework for it, calls an export that some drivers may not call.
    pub(crate) fn restricted_call(&self, name: &'static str) {
        if self.verifier.enabled() {
            for subsystem in self.subsystems.registered() {
                (subsystem.restricted_call)(self, name);
            }
        }
    }

    /// The functions that were called although they do nothing, and why they do not.
    pub(crate) fn ignored_calls(&self) -> BTreeMap<&'static str, &'static str> {
        self.ignored.borrow().clone()
    }

    /// The state of the subsystem that keeps it in this type.
    #[inline]
    pub(crate) fn part<T: 'static>(&self) -> &T {
        self.subsystems.state()
    }
}

/// Forwards the upcalls of lower floors to the managers of the machine that runs.
struct Managers;

impl Upcalls for Managers {
    fn run_dpc(&self, dpc: QueuedDpc) {
        Ke::current().run_dpc(dpc);
    }

    fn thread_ended(&self, thread: &Thread) {
        Ke::current().end_thread_object(thread);
    }

    fn wait_timed_out(&self, thread: &Rc<Thread>) {
        Ke::current().time_out(thread);
    }

    fn timer_expired(&self, timer: PVOID) {
        Ke::current().expire(timer);
    }

    fn describe_object(&self, object: PDISPATCHER_HEADER) -> String {
        Ke::current().describe_object(object)
    }

    fn open_requests(&self) -> Vec<String> {
        open_requests(&Io::current())
    }

    fn is_in_image(&self, address: usize) -> bool {
        frames::is_in_image(&Ldr::current(), address)
    }

    fn is_export(&self, name: &str) -> bool {
        Kernel::current().subsystems.has_export(name)
    }

    fn frames_at(&self, address: usize) -> Option<Vec<Frame>> {
        frames::frames_at(&Ldr::current(), address)
    }
}

impl LoaderUpcalls for Managers {
    fn export(&self, module: &str, name: &str) -> Option<*const ()> {
        Kernel::current().export(module, name)
    }

    fn is_module(&self, module: &str) -> bool {
        Kernel::current().subsystems.is_module(module)
    }

    fn driver_started(&self, driver: Driver) {
        let kernel = Kernel::current();
        for subsystem in kernel.subsystems.registered() {
            (subsystem.driver_started)(&kernel, driver);
        }
        reinitialize::start(&Pnp::current(), driver);
    }

    fn driver_stopped(&self, driver: Driver) {
        let kernel = Kernel::current();
        for subsystem in kernel.subsystems.registered() {
            (subsystem.driver_stopped)(&kernel, driver);
        }
    }

    fn check_unload(&self, driver: DriverId) {
        let kernel = Kernel::current();
        kernel.check_unload(driver, || {
            for subsystem in kernel.subsystems.registered() {
                (subsystem.check_unload)(&kernel, driver);
            }
        });
    }
}
