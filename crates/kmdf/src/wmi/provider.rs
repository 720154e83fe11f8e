//! `WDFWMIPROVIDER`: a block of a device.
#![expect(unsafe_code, reason = "a list of objects whose body has the link")]

use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use wdk_sys::{
    BOOLEAN, GUID, NTSTATUS, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, STATUS_PENDING,
    STATUS_SUCCESS, STATUS_UNSUCCESSFUL, ULONG, WMIREG_FLAG_EVENT_ONLY_GUID, WMIREG_FLAG_EXPENSIVE,
    WMIREG_FLAG_INSTANCE_PDO, WMIREG_FLAG_REMOVE_GUID, WMIREG_FLAG_TRACE_CONTROL_GUID,
    WMIREG_FLAG_TRACED_GUID,
    wdf::{
        _WDF_WMI_PROVIDER_CONTROL::{WdfWmiEventControl, WdfWmiInstanceControl},
        _WDF_WMI_PROVIDER_FLAGS::{
            WdfWmiProviderEventOnly, WdfWmiProviderExpensive, WdfWmiProviderTracing,
            WdfWmiProviderValidFlags,
        },
        PFN_WDF_WMI_PROVIDER_FUNCTION_CONTROL, WDF_WMI_PROVIDER_CONFIG, WDF_WMI_PROVIDER_CONTROL,
        WDFWMIPROVIDER,
    },
};

use super::instance::{Instance, InstanceLink};
use crate::{
    Fx,
    callback::callback,
    device::{Device, same_guid},
    list::{Link, List, link_field},
    object::{Attributes, Body, Class, Cleanup, Obj, numbers},
    sync::SpinLock,
};

const ZERO: GUID = GUID {
    Data1: 0,
    Data2: 0,
    Data3: 0,
    Data4: [0; 8],
};

/// The framework's part of a `WDFWMIPROVIDER`.
pub(crate) struct Provider {
    pub(super) device: Obj<Device>,
    /// In the device's list.
    pub(super) link: Link,
    pub(super) guid: GUID,
    flags: u32,
    pub(super) smallest: u32,
    function_control: PFN_WDF_WMI_PROVIDER_FUNCTION_CONTROL,
    /// Its lock is taken under that of the device's blocks, too.
    pub(super) instances: SpinLock<Instances>,
    events: AtomicBool,
    collection: AtomicBool,
    pub(super) tracing_handle: AtomicU64,
}

link_field! {
    /// The list of a device's blocks. A provider is taken out when it is disposed. The lock of the device's blocks guards it.
    pub(super) ProviderLink: Provider, link
}

/// The instances that are registered.
pub(super) struct Instances {
    list: List<InstanceLink>,
    pub(super) count: u32,
    /// The last one has gone, which the system has not been told.
    removed: bool,
}

impl Instances {
    pub(super) fn push_back(&mut self, instance: Obj<Instance>) {
        self.list.push_back(instance);
        self.count += 1;
        self.removed = false;
    }

    pub(super) fn push_front(&mut self, instance: Obj<Instance>) {
        self.list.push_front(instance);
        self.count += 1;
        self.removed = false;
    }

    /// Takes out an instance that is in the list; `tell` is whether the system hears of the last one's end.
    pub(super) fn remove(&mut self, instance: Obj<Instance>, tell: bool) {
        instance.link.unlink();
        self.count -= 1;
        if self.count == 0 && tell {
            self.removed = true;
        }
    }

    /// The instance with this index.
    pub(super) fn get(&self, index: u32) -> Option<Obj<Instance>> {
        let mut at = 0;
        self.list.find(|_| {
            at += 1;
            at == u64::from(index) + 1
        })
    }

    /// The index of an instance, or how many there are when it is none of them.
    pub(super) fn index(&self, instance: Obj<Instance>) -> u32 {
        let mut at = 0;
        let found = self.list.find(|it| {
            let found = it.as_ptr() == instance.as_ptr();
            at += u32::from(!found);
            found
        });
        found.map_or(self.count, |_| at)
    }
}

impl Body for Provider {
    const CLASS: &'static Class =
        &Class::of::<Self>("WDFWMIPROVIDER", numbers::WMI_PROVIDER).framework_deletes();

    fn dispose(provider: Obj<Self>) -> Cleanup {
        provider.device.remove_provider(provider);
        Cleanup::Call
    }
}

// SAFETY: what changes is atomic or locked; the link belongs to the lock of the device's blocks.
unsafe impl Sync for Provider {}

/// What is wrong with a configuration.
fn check(config: &WDF_WMI_PROVIDER_CONFIG) -> Result<(), NTSTATUS> {
    if config.Size as usize != size_of::<WDF_WMI_PROVIDER_CONFIG>() {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    let has = |flag: i32| config.Flags & flag.cast_unsigned() != 0;
    let only_tracing = config.Flags == WdfWmiProviderTracing.cast_unsigned();
    let controls = has(WdfWmiProviderTracing) || has(WdfWmiProviderExpensive);
    let is_good = config.Flags & !WdfWmiProviderValidFlags.cast_unsigned() == 0
        && (only_tracing || !has(WdfWmiProviderTracing))
        && (controls || config.EvtWmiProviderFunctionControl.is_none())
        && !same_guid(&config.Guid, &ZERO);
    match is_good {
        true => Ok(()),
        false => Err(STATUS_INVALID_PARAMETER),
    }
}

impl Obj<Provider> {
    /// Creates a provider and adds it to its device.
    pub(super) fn create_provider(
        fx: Fx,
        device: Obj<Device>,
        config: &WDF_WMI_PROVIDER_CONFIG,
        attributes: &Attributes,
    ) -> Result<Self, NTSTATUS> {
        check(config)?;
        let body = Provider {
            device,
            link: Link::new(),
            guid: config.Guid,
            flags: config.Flags,
            smallest: config.MinInstanceBufferSize,
            function_control: config.EvtWmiProviderFunctionControl,
            instances: SpinLock::new(Instances {
                list: List::new(),
                count: 0,
                removed: false,
            }),
            events: AtomicBool::new(false),
            collection: AtomicBool::new(false),
            tracing_handle: AtomicU64::new(0),
        };
        let provider = Self::create(fx, Some(device.header()), attributes, body)?;
        match device.add_provider(provider) {
            Ok(update) => {
                device.follow(update);
                Ok(provider)
            }
            Err(status) => {
                provider.abandon();
                Err(status)
            }
        }
    }

    /// The flags that the system is told, under the lock of the device's blocks.
    pub(super) fn registration_flags(self) -> ULONG {
        let mut flags = if self.is_tracing() {
            WMIREG_FLAG_TRACED_GUID | WMIREG_FLAG_TRACE_CONTROL_GUID
        } else {
            WMIREG_FLAG_INSTANCE_PDO
        };
        if self.is_expensive() {
            flags |= WMIREG_FLAG_EXPENSIVE;
        }
        if self.is_event_only() {
            flags |= WMIREG_FLAG_EVENT_ONLY_GUID;
        }
        let removed = self
            .instances
            .with(|instances| core::mem::take(&mut instances.removed));
        match removed {
            true => flags | WMIREG_FLAG_REMOVE_GUID,
            false => flags,
        }
    }

    /// The system has enabled or disabled something.
    pub(super) fn control(self, control: WDF_WMI_PROVIDER_CONTROL, enable: bool) -> NTSTATUS {
        let enabled = match control {
            WdfWmiEventControl => &self.events,
            _ => &self.collection,
        };
        enabled.store(enable, Ordering::Release);
        let handle: WDFWMIPROVIDER = self.handle().cast();
        let status = callback!(
            self.fx(),
            handle,
            "EvtWmiProviderFunctionControl",
            self.function_control,
            (handle, control, BOOLEAN::from(enable))
        );
        let status = match status.unwrap_or(STATUS_SUCCESS) {
            STATUS_PENDING => STATUS_UNSUCCESSFUL,
            status => status,
        };
        if status < 0 {
            enabled.store(false, Ordering::Release);
        }
        status
    }
}

impl Provider {
    fn has(&self, flag: i32) -> bool {
        self.flags & flag.cast_unsigned() != 0
    }

    pub(super) fn is_tracing(&self) -> bool {
        self.has(WdfWmiProviderTracing)
    }

    pub(super) fn is_expensive(&self) -> bool {
        self.has(WdfWmiProviderExpensive)
    }

    pub(super) fn is_event_only(&self) -> bool {
        self.has(WdfWmiProviderEventOnly)
    }

    /// Whether events or the collection of data are enabled.
    pub(super) fn is_enabled(&self, control: WDF_WMI_PROVIDER_CONTROL) -> bool {
        match control {
            WdfWmiEventControl => self.events.load(Ordering::Acquire),
            WdfWmiInstanceControl => self.collection.load(Ordering::Acquire),
            _ => false,
        }
    }
}
