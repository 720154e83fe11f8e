//! Structures as those `X_INIT` functions leave them that do more than set members.

mod usb;

use super::structure_size;
use crate::{
    _DEVICE_POWER_STATE, _SYSTEM_POWER_STATE, _WDF_IO_FORWARD_PROGRESS_RESERVED_POLICY,
    _WDF_IO_FORWARD_PROGRESS_RESERVED_POLICY_SETTINGS__bindgen_ty_1__bindgen_ty_1,
    _WDF_IO_QUEUE_CONFIG__bindgen_ty_1__bindgen_ty_1, _WDF_IO_QUEUE_DISPATCH_TYPE,
    _WDF_IO_TARGET_OPEN_TYPE, _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1,
    _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_1,
    _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_2,
    _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3, _WDF_MEMORY_DESCRIPTOR_TYPE,
    _WDF_POWER_POLICY_IDLE_TIMEOUT_CONSTANTS, _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE,
    _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES, _WDF_POWER_POLICY_S0_IDLE_USER_CONTROL, _WDF_TRI_STATE,
    _WDFSTRUCTENUM, ACCESS_MASK, GUID, PFN_WDF_IO_WDM_IRP_FOR_FORWARD_PROGRESS, PMDL, PVOID,
    PWDFMEMORY_OFFSET, TRUE, ULONG, UNICODE_STRING, WDF_DEVICE_POWER_CAPABILITIES,
    WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS, WDF_IO_QUEUE_CONFIG, WDF_IO_QUEUE_DISPATCH_TYPE,
    WDF_IO_QUEUE_FORWARD_PROGRESS_POLICY, WDF_IO_TARGET_OPEN_PARAMS, WDF_MEMORY_DESCRIPTOR,
    WDF_POWER_POLICY_S0_IDLE_CAPABILITIES, WDF_WMI_PROVIDER_CONFIG, WDFMEMORY,
};

impl WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS {
    /// Settings as `WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS_INIT` makes them: user control, the
    /// default time-out, the deepest state from which the device can wake, else D3.
    #[must_use]
    pub fn init(IdleCaps: WDF_POWER_POLICY_S0_IDLE_CAPABILITIES) -> Self {
        use _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::{
            IdleCanWakeFromS0, IdleCannotWakeFromS0, IdleUsbSelectiveSuspend,
        };
        let mut settings = Self {
            Size: structure_size::<Self>(
                _WDFSTRUCTENUM::INDEX_WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS,
            ),
            IdleCaps,
            IdleTimeout: _WDF_POWER_POLICY_IDLE_TIMEOUT_CONSTANTS::IdleTimeoutDefaultConstant
                as ULONG,
            UserControlOfIdleSettings: _WDF_POWER_POLICY_S0_IDLE_USER_CONTROL::IdleAllowUserControl,
            Enabled: _WDF_TRI_STATE::WdfUseDefault,
            PowerUpIdleDeviceOnSystemWake: _WDF_TRI_STATE::WdfUseDefault,
            IdleTimeoutType: _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::DriverManagedIdleTimeout,
            ExcludeD3Cold: _WDF_TRI_STATE::WdfUseDefault,
            ..Self::default()
        };
        match IdleCaps {
            IdleUsbSelectiveSuspend | IdleCanWakeFromS0 => {
                settings.DxState = _DEVICE_POWER_STATE::PowerDeviceMaximum;
            }
            IdleCannotWakeFromS0 => settings.DxState = _DEVICE_POWER_STATE::PowerDeviceD3,
            _ => {}
        }
        settings
    }
}

impl WDF_DEVICE_POWER_CAPABILITIES {
    /// Capabilities as `WDF_DEVICE_POWER_CAPABILITIES_INIT` makes them: what the bus reports.
    #[must_use]
    pub fn init() -> Self {
        let mut capabilities = Self {
            Size: structure_size::<Self>(_WDFSTRUCTENUM::INDEX_WDF_DEVICE_POWER_CAPABILITIES),
            DeviceD1: _WDF_TRI_STATE::WdfUseDefault,
            DeviceD2: _WDF_TRI_STATE::WdfUseDefault,
            WakeFromD0: _WDF_TRI_STATE::WdfUseDefault,
            WakeFromD1: _WDF_TRI_STATE::WdfUseDefault,
            WakeFromD2: _WDF_TRI_STATE::WdfUseDefault,
            WakeFromD3: _WDF_TRI_STATE::WdfUseDefault,
            DeviceWake: _DEVICE_POWER_STATE::PowerDeviceMaximum,
            SystemWake: _SYSTEM_POWER_STATE::PowerSystemMaximum,
            D1Latency: ULONG::MAX,
            D2Latency: ULONG::MAX,
            D3Latency: ULONG::MAX,
            IdealDxStateForSx: _DEVICE_POWER_STATE::PowerDeviceMaximum,
            ..Self::default()
        };
        capabilities
            .DeviceState
            .fill(_DEVICE_POWER_STATE::PowerDeviceMaximum);
        capabilities
    }
}

impl WDF_IO_QUEUE_CONFIG {
    /// A queue as `WDF_IO_QUEUE_CONFIG_INIT` makes it; a parallel one presents any number of
    /// requests at once.
    #[must_use]
    pub fn init(DispatchType: WDF_IO_QUEUE_DISPATCH_TYPE) -> Self {
        let mut config = Self {
            Size: structure_size::<Self>(_WDFSTRUCTENUM::INDEX_WDF_IO_QUEUE_CONFIG),
            DispatchType,
            PowerManaged: _WDF_TRI_STATE::WdfUseDefault,
            ..Self::default()
        };
        if DispatchType == _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel {
            config.Settings.Parallel = _WDF_IO_QUEUE_CONFIG__bindgen_ty_1__bindgen_ty_1 {
                NumberOfPresentedRequests: ULONG::MAX,
            };
        }
        config
    }

    /// A device's default queue, as `WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE` makes it.
    #[must_use]
    pub fn init_default_queue(DispatchType: WDF_IO_QUEUE_DISPATCH_TYPE) -> Self {
        Self {
            DefaultQueue: TRUE,
            ..Self::init(DispatchType)
        }
    }
}

impl WDF_IO_QUEUE_FORWARD_PROGRESS_POLICY {
    /// The policy as `WDF_IO_QUEUE_FORWARD_PROGRESS_POLICY_EXAMINE_INIT` makes it: the driver
    /// looks at each IRP.
    #[must_use]
    pub fn init_examine(
        TotalForwardProgressRequests: ULONG,
        EvtIoWdmIrpForForwardProgress: PFN_WDF_IO_WDM_IRP_FOR_FORWARD_PROGRESS,
    ) -> Self {
        let mut policy = Self::init_default(TotalForwardProgressRequests);
        policy.ForwardProgressReservedPolicy =
            _WDF_IO_FORWARD_PROGRESS_RESERVED_POLICY::WdfIoForwardProgressReservedPolicyUseExamine;
        policy
            .ForwardProgressReservePolicySettings
            .Policy
            .ExaminePolicy =
            _WDF_IO_FORWARD_PROGRESS_RESERVED_POLICY_SETTINGS__bindgen_ty_1__bindgen_ty_1 {
                EvtIoWdmIrpForForwardProgress,
            };
        policy
    }
}

impl WDF_IO_TARGET_OPEN_PARAMS {
    /// A target that is created by name, as `WDF_IO_TARGET_OPEN_PARAMS_INIT_CREATE_BY_NAME` makes
    /// it: anything but a directory.
    #[must_use]
    pub fn init_create_by_name(
        TargetDeviceName: &UNICODE_STRING,
        DesiredAccess: ACCESS_MASK,
    ) -> Self {
        const FILE_NON_DIRECTORY_FILE: ULONG = 0x40;
        Self {
            Size: structure_size::<Self>(_WDFSTRUCTENUM::INDEX_WDF_IO_TARGET_OPEN_PARAMS),
            Type: _WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenByName,
            TargetDeviceName: *TargetDeviceName,
            DesiredAccess,
            CreateOptions: FILE_NON_DIRECTORY_FILE,
            ..Self::default()
        }
    }

    /// A target that exists and is opened by name, as
    /// `WDF_IO_TARGET_OPEN_PARAMS_INIT_OPEN_BY_NAME` makes it.
    #[must_use]
    pub fn init_open_by_name(
        TargetDeviceName: &UNICODE_STRING,
        DesiredAccess: ACCESS_MASK,
    ) -> Self {
        const FILE_OPEN: ULONG = 1;
        Self {
            CreateDisposition: FILE_OPEN,
            ..Self::init_create_by_name(TargetDeviceName, DesiredAccess)
        }
    }
}

impl WDF_MEMORY_DESCRIPTOR {
    /// A descriptor of a buffer in system space, as `WDF_MEMORY_DESCRIPTOR_INIT_BUFFER` makes it.
    #[must_use]
    pub fn init_buffer(Buffer: PVOID, Length: ULONG) -> Self {
        Self {
            Type: _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeBuffer,
            u: _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1 {
                BufferType: _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_1 { Buffer, Length },
            },
        }
    }

    /// A descriptor of a memory object, as `WDF_MEMORY_DESCRIPTOR_INIT_HANDLE` makes it.
    #[must_use]
    pub fn init_handle(Memory: WDFMEMORY, Offsets: PWDFMEMORY_OFFSET) -> Self {
        Self {
            Type: _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeHandle,
            u: _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1 {
                HandleType: _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3 { Memory, Offsets },
            },
        }
    }

    /// A descriptor of a memory descriptor list, as `WDF_MEMORY_DESCRIPTOR_INIT_MDL` makes it.
    #[must_use]
    pub fn init_mdl(Mdl: PMDL, BufferLength: ULONG) -> Self {
        Self {
            Type: _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeMdl,
            u: _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1 {
                MdlType: _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_2 { Mdl, BufferLength },
            },
        }
    }
}

impl WDF_WMI_PROVIDER_CONFIG {
    /// A WMI data block as `WDF_WMI_PROVIDER_CONFIG_INIT` makes it.
    #[must_use]
    pub fn init(Guid: &GUID) -> Self {
        Self {
            Size: structure_size::<Self>(_WDFSTRUCTENUM::INDEX_WDF_WMI_PROVIDER_CONFIG),
            Guid: *Guid,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        _WDF_EXECUTION_LEVEL, _WDF_FILEOBJECT_CLASS, _WDF_SYNCHRONIZATION_SCOPE,
        _WDF_USB_BMREQUEST_DIRECTION, _WDF_USB_BMREQUEST_RECIPIENT, FALSE, USHORT,
        WDF_DEVICE_PNP_CAPABILITIES, WDF_FILEOBJECT_CONFIG, WDF_OBJECT_ATTRIBUTES,
        WDF_REQUEST_PARAMETERS, WDF_TIMER_CONFIG, WDF_USB_CONTROL_SETUP_PACKET,
    };

    #[test]
    fn plain_constructors_set_the_size_and_the_documented_defaults() {
        let attributes = WDF_OBJECT_ATTRIBUTES::init();
        assert_eq!(attributes.Size, 56);
        assert_eq!(
            attributes.ExecutionLevel,
            _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent
        );
        assert_eq!(
            attributes.SynchronizationScope,
            _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent
        );
        let timer = WDF_TIMER_CONFIG::init_periodic(None, 250);
        assert_eq!((timer.Size, timer.Period), (40, 250));
        assert_eq!(
            (timer.AutomaticSerialization, timer.TolerableDelay),
            (TRUE, 0)
        );
        let parameters = WDF_REQUEST_PARAMETERS::init();
        assert_eq!(
            parameters.Size,
            size_of::<WDF_REQUEST_PARAMETERS>() as USHORT
        );
        let capabilities = WDF_DEVICE_PNP_CAPABILITIES::init();
        assert_eq!(
            capabilities.SurpriseRemovalOK,
            _WDF_TRI_STATE::WdfUseDefault
        );
        assert_eq!(capabilities.UINumber, ULONG::MAX);
        let files = WDF_FILEOBJECT_CONFIG::init(None, None, None);
        assert_eq!(
            files.FileObjectClass,
            _WDF_FILEOBJECT_CLASS::WdfFileObjectWdfCannotUseFsContexts
        );
    }

    #[test]
    fn a_parallel_queue_presents_any_number_of_requests() {
        use _WDF_IO_QUEUE_DISPATCH_TYPE::{
            WdfIoQueueDispatchParallel, WdfIoQueueDispatchSequential,
        };
        let presented = |config: &WDF_IO_QUEUE_CONFIG| {
            // SAFETY: the union is zeroed or has this member.
            unsafe { config.Settings.Parallel.NumberOfPresentedRequests }
        };
        let parallel = WDF_IO_QUEUE_CONFIG::init_default_queue(WdfIoQueueDispatchParallel);
        assert_eq!(
            (parallel.DefaultQueue, presented(&parallel)),
            (TRUE, ULONG::MAX)
        );
        assert_eq!(parallel.PowerManaged, _WDF_TRI_STATE::WdfUseDefault);
        let sequential = WDF_IO_QUEUE_CONFIG::init(WdfIoQueueDispatchSequential);
        assert_eq!(
            (sequential.DefaultQueue, presented(&sequential)),
            (FALSE, 0)
        );
    }

    #[test]
    fn an_idle_device_sleeps_as_deep_as_it_can_wake_from() {
        use _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::{IdleCanWakeFromS0, IdleCannotWakeFromS0};
        let settings = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init;
        assert_eq!(
            settings(IdleCanWakeFromS0).DxState,
            _DEVICE_POWER_STATE::PowerDeviceMaximum
        );
        assert_eq!(
            settings(IdleCannotWakeFromS0).DxState,
            _DEVICE_POWER_STATE::PowerDeviceD3
        );
        let capabilities = WDF_DEVICE_POWER_CAPABILITIES::init();
        assert!(
            capabilities
                .DeviceState
                .iter()
                .all(|&state| { state == _DEVICE_POWER_STATE::PowerDeviceMaximum })
        );
    }

    #[test]
    fn a_setup_packet_has_its_bits_where_usb_wants_them() {
        let packet = WDF_USB_CONTROL_SETUP_PACKET::init_vendor(
            _WDF_USB_BMREQUEST_DIRECTION::BmRequestDeviceToHost,
            _WDF_USB_BMREQUEST_RECIPIENT::BmRequestToEndpoint,
            0x51,
            0x1234,
            0x5678,
        );
        // SAFETY: all bytes of the packet are initialised.
        let bytes = unsafe { packet.Generic.Bytes };
        assert_eq!(bytes, [0xC2, 0x51, 0x34, 0x12, 0x78, 0x56, 0, 0]);
    }
}
