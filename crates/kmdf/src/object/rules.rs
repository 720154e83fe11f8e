//! What each creating function allows in its `WDF_OBJECT_ATTRIBUTES`: one table.
//!
//! No level and `InheritFromParent` are the same everywhere, and so are no scope, `None` and
//! `InheritFromParent`.
#![forbid(unsafe_code)]

/// Whether the driver names the parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent {
    /// It may.
    Optional,
    /// It must.
    Required,
    /// The framework chooses it.
    Forbidden,
}

/// What a creating function allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// Attributes must be given.
    pub(crate) required: bool,
    pub(crate) parent: Parent,
    /// The level of the object's callbacks can be chosen.
    pub(crate) level: bool,
    /// The object's callbacks can be synchronised.
    pub(crate) scope: bool,
}

impl Rules {
    const fn new(parent: Parent, level: bool, scope: bool) -> Self {
        Self {
            required: matches!(parent, Parent::Required),
            parent,
            level,
            scope,
        }
    }

    /// Collections, keys, memory, remote targets, requests, strings and whatever else has neither
    /// callbacks of its own nor a parent that it needs.
    pub(crate) const PLAIN: Self = Self::new(Parent::Optional, false, false);
    /// `WdfChildListCreate` and the default child list: the parent is the device.
    pub(crate) const CHILD_LIST: Self = Self::new(Parent::Forbidden, false, false);
    /// `WdfObjectAllocateContext`.
    pub(crate) const CONTEXT: Self = Self {
        required: true,
        ..Self::new(Parent::Forbidden, false, false)
    };
    /// `WdfDeviceOpenRegistryKey`.
    pub(crate) const DEVICE_KEY: Self = Self::new(Parent::Forbidden, false, false);
    /// `WdfDeviceCreate`.
    pub(crate) const DEVICE: Self = Self::new(Parent::Forbidden, true, true);
    /// `WdfDpcCreate`: at `DISPATCH_LEVEL`, synchronised by its configuration.
    pub(crate) const DPC: Self = Self::new(Parent::Required, false, false);
    /// `WdfDriverCreate`.
    pub(crate) const DRIVER: Self = Self::new(Parent::Forbidden, true, true);
    /// The file objects of `WdfDeviceInitSetFileObjectConfig`.
    pub(crate) const FILE: Self = Self::new(Parent::Forbidden, true, true);
    /// `WdfInterruptCreate`: the parent is the device.
    pub(crate) const INTERRUPT: Self = Self::new(Parent::Forbidden, false, false);
    /// `WdfInterruptCreate` with `AutomaticSerialization`, which looks for the lock of a parent.
    pub(crate) const INTERRUPT_SERIALISED: Self = Self::PLAIN;
    /// `WdfIoResourceListCreate`: the parent is the requirements list.
    pub(crate) const IO_RESOURCE_LIST: Self = Self::new(Parent::Forbidden, false, false);
    /// `WdfObjectCreate`.
    pub(crate) const OBJECT: Self = Self::new(Parent::Optional, true, false);
    /// `WdfIoQueueCreate`: a parent must belong to the device.
    pub(crate) const QUEUE: Self = Self::new(Parent::Optional, true, true);
    /// The requests of `WdfDeviceInitSetRequestAttributes`.
    pub(crate) const REQUESTS: Self = Self::new(Parent::Forbidden, false, false);
    /// `WdfTimerCreate`: synchronised by its configuration.
    pub(crate) const TIMER: Self = Self::new(Parent::Required, true, false);
    /// Providers and instances of WMI: the parents are the device and the provider.
    pub(crate) const WMI: Self = Self::new(Parent::Forbidden, false, false);
    /// `WdfWorkItemCreate`: at `PASSIVE_LEVEL`, synchronised by its configuration.
    pub(crate) const WORK_ITEM: Self = Self::new(Parent::Required, false, false);
}
