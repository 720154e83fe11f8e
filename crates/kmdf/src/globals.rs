//! The framework's state of one driver, from which everything else is reached.
#![expect(
    unsafe_code,
    reason = "follows the pointer that drivers hold to their globals"
)]

use core::{
    cell::UnsafeCell,
    ops::Deref,
    ptr::{self, NonNull},
    sync::atomic::{AtomicIsize, AtomicPtr, AtomicU32, Ordering},
};

use wdk_sys::{
    NTSTATUS, PDRIVER_OBJECT, PWDF_DRIVER_GLOBALS, STATUS_INSUFFICIENT_RESOURCES,
    WDF_DRIVER_GLOBALS,
};

use crate::{
    config::Settings,
    driver::Driver,
    object::{Counted, Disposals, Header, Live, Obj, TrackedReferences, Tree},
    pool::{self, PoolVec},
    sync::SpinLock,
};

/// The framework's state for one driver; its public part comes first.
#[repr(C)]
pub(crate) struct Globals {
    public: UnsafeCell<WDF_DRIVER_GLOBALS>,
    signature: u32,
    tag: AtomicU32,
    /// The tag of these globals themselves, from before the driver could choose one.
    pub(crate) bind_tag: u32,
    /// The minor version that this framework plays for the driver.
    pub(crate) framework: u32,
    /// What the registry says of the driver.
    pub(crate) settings: Settings,
    /// The minor version that the driver is built for.
    pub(crate) built_for: u32,
    /// The I/O manager's object.
    pub(crate) driver_object: PDRIVER_OBJECT,
    /// Path of the service's registry key, NUL-terminated.
    pub(crate) registry_path: PoolVec<u16>,
    name: [u8; 32],
    driver: AtomicPtr<core::ffi::c_void>,
    /// Objects that exist.
    pub(crate) objects: AtomicIsize,
    /// Those that count towards the limit of `ObjectLeakDetectionLimit`.
    pub(crate) counted: Counted,
    /// References that the driver took, of types that it has tracked.
    pub(crate) references: SpinLock<TrackedReferences>,
    /// Guards parents, children and states of all of this driver's objects.
    pub(crate) tree: SpinLock<Tree>,
    pub(crate) live: SpinLock<Live>,
    pub(crate) disposals: Disposals,
    /// Handles of requests that were completed last.
    pub(crate) completed: crate::request::Completed,
    /// Numbers for names that the framework makes up.
    pub(crate) next_number: AtomicU32,
}

// SAFETY: the raw pointers are the I/O manager's; the public part is written before the driver
// sees it.
unsafe impl Sync for Globals {}

const SIGNATURE: u32 = u32::from_le_bytes(*b"KmFx");

/// The globals of a bound driver.
///
/// # Invariants
/// Points to live [`Globals`]: they are freed by unbinding, after the last object.
#[derive(Clone, Copy)]
pub(crate) struct Fx(NonNull<Globals>);

// SAFETY: a pointer to globals, which are `Sync`.
unsafe impl Send for Fx {}
// SAFETY: a shared pointer gives no more than a copy of it, which may be sent.
unsafe impl Sync for Fx {}

impl Deref for Fx {
    type Target = Globals;
    fn deref(&self) -> &Globals {
        // SAFETY: globals live as long as pointers to them, by the invariant.
        unsafe { self.0.as_ref() }
    }
}

impl Fx {
    /// The globals behind a driver's pointer to its public part.
    ///
    /// # Safety
    /// `public` is what `WdfVersionBind` gave the driver, which is still bound.
    pub(crate) unsafe fn from_public(public: PWDF_DRIVER_GLOBALS) -> Self {
        // SAFETY: the public part is the first field, and not null by contract.
        let fx = Self(unsafe { NonNull::new_unchecked(public.cast()) });
        if fx.signature != SIGNATURE {
            foreign_globals(public);
        }
        fx
    }

    pub(crate) fn from_raw(globals: NonNull<Globals>) -> Self {
        Self(globals)
    }

    pub(crate) fn into_raw(self) -> NonNull<Globals> {
        self.0
    }

    /// The driver's object as the parent of others.
    pub(crate) fn driver_header<'a>(self) -> Option<&'a Header> {
        // SAFETY: stored by `set_driver`, and alive as long as the driver is bound.
        unsafe {
            self.driver
                .load(Ordering::Acquire)
                .cast::<Header>()
                .as_ref()
        }
    }

    /// What the driver holds: the public part.
    #[must_use]
    pub(crate) fn public(self) -> PWDF_DRIVER_GLOBALS {
        self.public.get()
    }
}

#[cold]
fn foreign_globals(public: PWDF_DRIVER_GLOBALS) -> ! {
    crate::violation::report(
        None,
        "InvalidDriverGlobals",
        crate::violation::WDF_VIOLATION,
        [
            crate::violation::Code::InvalidHandle as u64,
            public as u64,
            0,
            0,
        ],
        format_args!("{public:p} is not the driver globals that WdfVersionBind returned"),
    );
    crate::violation::unported("a call with foreign driver globals")
}

impl Globals {
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn new(
        public: WDF_DRIVER_GLOBALS,
        (framework, built_for): (u32, u32),
        driver_object: PDRIVER_OBJECT,
        registry_path: PoolVec<u16>,
        service: &str,
        settings: Settings,
    ) -> Result<Self, NTSTATUS> {
        let tag = public.DriverTag;
        let mut name = [0; 32];
        let len = service.len().min(name.len() - 1);
        name[..len].copy_from_slice(&service.as_bytes()[..len]);
        Ok(Self {
            public: UnsafeCell::new(public),
            signature: SIGNATURE,
            tag: AtomicU32::new(tag),
            bind_tag: tag,
            framework,
            settings,
            built_for,
            driver_object,
            registry_path,
            name,
            driver: AtomicPtr::new(ptr::null_mut()),
            objects: AtomicIsize::new(0),
            counted: Counted::default(),
            references: SpinLock::new(TrackedReferences::new(tag)),
            tree: SpinLock::new(Tree),
            live: SpinLock::new(Live::new(tag)?),
            disposals: Disposals::new(),
            completed: crate::request::Completed::new(),
            next_number: AtomicU32::new(0),
        })
    }

    /// The pool tag of all that belongs to this driver.
    pub(crate) fn tag(&self) -> u32 {
        self.tag.load(Ordering::Relaxed)
    }

    /// The driver chooses its tag, before it has objects.
    pub(crate) fn set_tag(&self, tag: u32) {
        self.tag.store(tag, Ordering::Relaxed);
        self.update_public(|public| public.DriverTag = tag);
    }

    /// Changes what the driver sees. Only in `WdfDriverCreate` and while unbinding.
    pub(crate) fn update_public(&self, change: impl FnOnce(&mut WDF_DRIVER_GLOBALS)) {
        // SAFETY: the driver is in one of the two calls and reads nothing meanwhile.
        change(unsafe { &mut *self.public.get() });
    }

    /// Name of the driver's service.
    pub(crate) fn name(&self) -> &str {
        let len = self.name.iter().position(|byte| *byte == 0).unwrap_or(0);
        str::from_utf8(&self.name[..len]).unwrap_or("")
    }

    /// Whether the framework's verifier is on.
    pub(crate) fn verifier_on(&self) -> bool {
        self.settings.verifier
    }

    /// Zeroed nonpaged memory for an object of the driver.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`, also when the registry says so.
    pub(crate) fn allocate(&self, bytes: usize) -> Result<NonNull<u8>, NTSTATUS> {
        self.may_allocate()?;
        pool::allocate(self.tag(), bytes)
    }

    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES` when the registry says so.
    pub(crate) fn may_allocate(&self) -> Result<(), NTSTATUS> {
        match self.settings.may_allocate() {
            true => Ok(()),
            false => Err(STATUS_INSUFFICIENT_RESOURCES),
        }
    }

    /// The driver's object, from `WdfDriverCreate` on.
    pub(crate) fn driver(&self) -> Option<Obj<Driver>> {
        // SAFETY: stored by `set_driver`; unbinding deletes the object last.
        NonNull::new(self.driver.load(Ordering::Acquire))
            .map(|driver| unsafe { Obj::from_raw(driver.cast()) })
    }

    pub(crate) fn set_driver(&self, driver: Option<Obj<Driver>>) {
        let raw = driver.map_or(ptr::null_mut(), |driver| driver.as_ptr().cast().as_ptr());
        self.driver.store(raw, Ordering::Release);
        self.update_public(|public| public.Driver = raw.cast());
    }
}
