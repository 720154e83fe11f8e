//! Where headers and descriptions differ, and why.

/// Where the headers are wrong, with what decides.
pub(super) const WRONG_IN_HEADERS: &[(&str, &str)] = &[
    (
        "_DEVICE_OBJECT",
        "wdm.h aligns it to MEMORY_ALLOCATION_ALIGNMENT, 16; `dt nt!_DEVICE_OBJECT` shows 336 bytes",
    ),
    ("_DEVICE_DESCRIPTION", EARLIER_REVISION),
    ("_IO_DRIVER_CREATE_CONTEXT", EARLIER_REVISION),
    ("_KWAIT_BLOCK", EARLIER_REVISION),
    ("_PROCESSOR_RELATIONSHIP", EARLIER_REVISION),
    ("_NDIS_OFFLOAD", EARLIER_REVISION),
    ("_NDIS_OFFLOAD_PARAMETERS", EARLIER_REVISION),
    ("_NDIS_RECEIVE_SCALE_CAPABILITIES", EARLIER_REVISION),
    ("_NDIS_RECEIVE_SCALE_PARAMETERS", EARLIER_REVISION),
    ("_DRIVE_LAYOUT_INFORMATION_MBR", EARLIER_REVISION),
    ("_HW_INITIALIZATION_DATA", EARLIER_REVISION),
    ("_PORT_CONFIGURATION_INFORMATION", EARLIER_REVISION),
    ("_SCSI_WMI_REQUEST_BLOCK", EARLIER_REVISION),
    ("_CLASS_DRIVER_EXTENSION", EARLIER_REVISION),
    ("_STORAGE_MINIPORT_DESCRIPTOR", EARLIER_REVISION),
    ("_EVENT_DATA_DESCRIPTOR", EARLIER_REVISION),
    (
        "_MEMORY_BASIC_INFORMATION",
        "ntifs.h of mingw-w64 names it and leaves it to winnt.h",
    ),
    (
        "_KBUGCHECK_REMOVE_PAGES",
        "wdm.h of mingw-w64 has _KBUGCHECK_ADD_PAGES, and not this one",
    ),
    (
        "_RTL_BALANCED_NODE",
        "C has no offset of a bit field, as which the header declares two members",
    ),
];

/// These headers end with NDIS 6.30 and Windows 7; the structure's documentation lists what it gained.
const EARLIER_REVISION: &str = "an earlier revision";

/// Where this crate and a WDK's headers differ on purpose.
pub(super) const UNLIKE_WDK: &[(&str, &str)] = &[
    (
        "_IRP",
        "drivers only have pointers to IRPs, and the alignment of 16 is that of the pool",
    ),
    (
        "_DEVOBJ_EXTENSION",
        "what follows the documented fields belongs to the system",
    ),
    (
        "_DISPATCHER_HEADER",
        "the first four bytes are named as they were before bit fields",
    ),
    (
        "_DMA_OPERATIONS",
        "the functions of version 3 are _DMA_OPERATIONS_V3",
    ),
    ("_DMA_TRANSFER_INFO", "version 2 is newer than some kits"),
    (
        "_IO_STACK_LOCATION",
        "Read.Flags and Write.Flags are newer than some kits",
    ),
    ("_KAPC", "the routines are reserved fields since Windows 8"),
    (
        "_KAPC_STATE",
        "KernelApcInProgress shares its byte with bit fields since Windows 10",
    ),
    ("_KGUARDED_MUTEX", "a fast mutex since Windows 8"),
    (
        "_SCATTER_GATHER_LIST",
        "an array without length has one element here",
    ),
    ("_SLIST_HEADER", "the unions have other names"),
    (
        "tagWNODE_ALL_DATA",
        "an array without length has one element here",
    ),
    ("_DMA_OPERATIONS_V3", NEWER),
    ("_DMA_TRANSFER_INFO_V2", NEWER),
    ("_POOL_EXTENDED_PARAMETER", NEWER),
    ("_PO_FX_DEVICE_V3", NEWER),
];

const NEWER: &str = "newer than some kits, or under another name";

/// What came after these headers, with where it is documented.
pub(super) const NOT_IN_HEADERS: &[(&str, &str)] = &[
    (
        "_D3COLD_SUPPORT_INTERFACE",
        "wdm/ns-wdm-_d3cold_support_interface",
    ),
    (
        "_KEY_NAME_INFORMATION",
        "ntddk/ns-ntddk-_key_name_information",
    ),
    (
        "_BDCB_IMAGE_INFORMATION",
        "ntddk/ns-ntddk-_bdcb_image_information",
    ),
    ("_KADDRESS_RANGE", "wdm/ns-wdm-_kaddress_range"),
    (
        "_KTRIAGE_DUMP_DATA_ARRAY",
        "wdm/ns-wdm-_ktriage_dump_data_array",
    ),
    (
        "_KBUGCHECK_TRIAGE_DUMP_DATA",
        "wdm/ns-wdm-_kbugcheck_triage_dump_data",
    ),
    ("_DMA_ADAPTER_INFO", "wdm/ns-wdm-_dma_adapter_info"),
    ("_DMA_ADAPTER_INFO_V1", "wdm/ns-wdm-_dma_adapter_info_v1"),
    ("_DMA_OPERATIONS_V3", "wdm/ns-wdm-_dma_operations"),
    ("_DMA_TRANSFER_INFO", "wdm/ns-wdm-_dma_transfer_info"),
    ("_DMA_TRANSFER_INFO_V1", "wdm/ns-wdm-_dma_transfer_info_v1"),
    ("_DMA_TRANSFER_INFO_V2", "wdm/ns-wdm-_dma_transfer_info_v2"),
    (
        "_POOL_EXTENDED_PARAMETER",
        "wdm/ns-wdm-_pool_extended_parameter",
    ),
    ("_MM_COPY_ADDRESS", "ntddk/ns-ntddk-_mm_copy_address"),
    (
        "_MM_PHYSICAL_ADDRESS_LIST",
        "wdm/ns-wdm-_mm_physical_address_list",
    ),
    (
        "_PO_FX_COMPONENT_IDLE_STATE",
        "wdm/ns-wdm-_po_fx_component_idle_state",
    ),
    ("_PO_FX_COMPONENT_V1", "wdm/ns-wdm-_po_fx_component_v1"),
    ("_PO_FX_COMPONENT_V2", "wdm/ns-wdm-_po_fx_component_v2"),
    ("_PO_FX_DEVICE_V1", "wdm/ns-wdm-_po_fx_device_v1"),
    ("_PO_FX_DEVICE_V3", "wdm/ns-wdm-_po_fx_device_v3"),
];
