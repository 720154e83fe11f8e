//! The function table: all 458 functions of KMDF 1.33 in their order.
//!
//! A row ends with the module of this crate that defines the function, or with `unported`: such a
//! slot reports its own name and stops the machine. No slot makes up a result. In the host world
//! `calls` stands around each function, so that the machine's trace has the driver's calls.
#![expect(unsafe_code, reason = "fills the slots of the function table")]

mod calls;
#[cfg(not(all(target_os = "windows", panic = "abort")))]
mod versions;

wdk_sys::kernel_world! {
    use wdk_sys::wdf::KmdfVersion;
}
use wdk_sys::wdf::{self, STRUCTURES, WDFFUNC};

/// Functions in the table.
pub(crate) const COUNT: usize = 458;

wdk_sys::host_world! {
    /// The address of the table of KMDF 1.`minor`, as drivers hold it.
    #[must_use]
    pub(crate) fn address(minor: u32) -> *const WDFFUNC {
        versions::address(minor)
    }

    /// The sizes of the structures of KMDF 1.`minor`.
    #[must_use]
    pub(crate) fn structure_sizes(minor: u32) -> &'static [usize; STRUCTURES] {
        versions::structure_sizes(minor)
    }
}

wdk_sys::kernel_world! {
    /// The table's address, as drivers hold it; in the kernel the framework is the newest.
    #[must_use]
    pub(crate) fn address(_minor: u32) -> *const WDFFUNC {
        FUNCTIONS.as_ptr()
    }

    /// The sizes of the structures.
    #[must_use]
    pub(crate) fn structure_sizes(_minor: u32) -> &'static [usize; STRUCTURES] {
        static SIZES: [usize; STRUCTURES] = KmdfVersion::structure_sizes(wdf::MINOR_VERSION);
        &SIZES
    }
}

macro_rules! table {
    ($($name:ident $pfn:ident = $($module:ident)::+;)*) => {
        static FUNCTIONS: [WDFFUNC; COUNT] = [$(slot!($name $pfn $($module)::+)),*];
        /// The function of each slot, in order.
        #[cfg(test)]
        static NAMES: [&str; COUNT] = [$(stringify!($name)),*];
    };
}

macro_rules! slot {
    ($name:ident $pfn:ident unported) => {{
        #[wdk_sys::abi]
        unsafe fn $name() {
            crate::violation::unported(stringify!($name));
        }
        Some($name)
    }};
    ($name:ident $pfn:ident $($module:ident)::+) => {{
        struct Slot;
        impl calls::Slot for Slot {
            type Function = <wdf::$pfn as calls::Nullable>::Function;
            const FUNCTION: Self::Function = crate::$($module)::+::$name;
            const NAME: &'static str = stringify!($name);
        }
        const FUNCTION: wdf::$pfn = Some(<<Slot as calls::Slot>::Function as calls::Reported<Slot>>::REPORTED);
        // SAFETY: nullable function pointers have one representation; drivers read the slot as
        // the type that `FUNCTION` has.
        unsafe { core::mem::transmute::<wdf::$pfn, WDFFUNC>(FUNCTION) }
    }};
}

table! {
    WdfChildListCreate PFN_WDFCHILDLISTCREATE = bus;
    WdfChildListGetDevice PFN_WDFCHILDLISTGETDEVICE = bus;
    WdfChildListRetrievePdo PFN_WDFCHILDLISTRETRIEVEPDO = bus;
    WdfChildListRetrieveAddressDescription PFN_WDFCHILDLISTRETRIEVEADDRESSDESCRIPTION = bus;
    WdfChildListBeginScan PFN_WDFCHILDLISTBEGINSCAN = bus;
    WdfChildListEndScan PFN_WDFCHILDLISTENDSCAN = bus;
    WdfChildListBeginIteration PFN_WDFCHILDLISTBEGINITERATION = bus;
    WdfChildListRetrieveNextDevice PFN_WDFCHILDLISTRETRIEVENEXTDEVICE = bus;
    WdfChildListEndIteration PFN_WDFCHILDLISTENDITERATION = bus;
    WdfChildListAddOrUpdateChildDescriptionAsPresent PFN_WDFCHILDLISTADDORUPDATECHILDDESCRIPTIONASPRESENT = bus;
    WdfChildListUpdateChildDescriptionAsMissing PFN_WDFCHILDLISTUPDATECHILDDESCRIPTIONASMISSING = bus;
    WdfChildListUpdateAllChildDescriptionsAsPresent PFN_WDFCHILDLISTUPDATEALLCHILDDESCRIPTIONSASPRESENT = bus;
    WdfChildListRequestChildEject PFN_WDFCHILDLISTREQUESTCHILDEJECT = bus;
    WdfCollectionCreate PFN_WDFCOLLECTIONCREATE = collection;
    WdfCollectionGetCount PFN_WDFCOLLECTIONGETCOUNT = collection;
    WdfCollectionAdd PFN_WDFCOLLECTIONADD = collection;
    WdfCollectionRemove PFN_WDFCOLLECTIONREMOVE = collection;
    WdfCollectionRemoveItem PFN_WDFCOLLECTIONREMOVEITEM = collection;
    WdfCollectionGetItem PFN_WDFCOLLECTIONGETITEM = collection;
    WdfCollectionGetFirstItem PFN_WDFCOLLECTIONGETFIRSTITEM = collection;
    WdfCollectionGetLastItem PFN_WDFCOLLECTIONGETLASTITEM = collection;
    WdfCommonBufferCreate PFN_WDFCOMMONBUFFERCREATE = unported;
    WdfCommonBufferGetAlignedVirtualAddress PFN_WDFCOMMONBUFFERGETALIGNEDVIRTUALADDRESS = unported;
    WdfCommonBufferGetAlignedLogicalAddress PFN_WDFCOMMONBUFFERGETALIGNEDLOGICALADDRESS = unported;
    WdfCommonBufferGetLength PFN_WDFCOMMONBUFFERGETLENGTH = unported;
    WdfControlDeviceInitAllocate PFN_WDFCONTROLDEVICEINITALLOCATE = device;
    WdfControlDeviceInitSetShutdownNotification PFN_WDFCONTROLDEVICEINITSETSHUTDOWNNOTIFICATION = device;
    WdfControlFinishInitializing PFN_WDFCONTROLFINISHINITIALIZING = device;
    WdfDeviceGetDeviceState PFN_WDFDEVICEGETDEVICESTATE = device;
    WdfDeviceSetDeviceState PFN_WDFDEVICESETDEVICESTATE = device;
    WdfWdmDeviceGetWdfDeviceHandle PFN_WDFWDMDEVICEGETWDFDEVICEHANDLE = device;
    WdfDeviceWdmGetDeviceObject PFN_WDFDEVICEWDMGETDEVICEOBJECT = device;
    WdfDeviceWdmGetAttachedDevice PFN_WDFDEVICEWDMGETATTACHEDDEVICE = device;
    WdfDeviceWdmGetPhysicalDevice PFN_WDFDEVICEWDMGETPHYSICALDEVICE = device;
    WdfDeviceWdmDispatchPreprocessedIrp PFN_WDFDEVICEWDMDISPATCHPREPROCESSEDIRP = device;
    WdfDeviceAddDependentUsageDeviceObject PFN_WDFDEVICEADDDEPENDENTUSAGEDEVICEOBJECT = unported;
    WdfDeviceAddRemovalRelationsPhysicalDevice PFN_WDFDEVICEADDREMOVALRELATIONSPHYSICALDEVICE = bus;
    WdfDeviceRemoveRemovalRelationsPhysicalDevice PFN_WDFDEVICEREMOVEREMOVALRELATIONSPHYSICALDEVICE = bus;
    WdfDeviceClearRemovalRelationsDevices PFN_WDFDEVICECLEARREMOVALRELATIONSDEVICES = bus;
    WdfDeviceGetDriver PFN_WDFDEVICEGETDRIVER = device;
    WdfDeviceRetrieveDeviceName PFN_WDFDEVICERETRIEVEDEVICENAME = device;
    WdfDeviceAssignMofResourceName PFN_WDFDEVICEASSIGNMOFRESOURCENAME = wmi;
    WdfDeviceGetIoTarget PFN_WDFDEVICEGETIOTARGET = io_target;
    WdfDeviceGetDevicePnpState PFN_WDFDEVICEGETDEVICEPNPSTATE = device;
    WdfDeviceGetDevicePowerState PFN_WDFDEVICEGETDEVICEPOWERSTATE = device;
    WdfDeviceGetDevicePowerPolicyState PFN_WDFDEVICEGETDEVICEPOWERPOLICYSTATE = pnp::policy;
    WdfDeviceAssignS0IdleSettings PFN_WDFDEVICEASSIGNS0IDLESETTINGS = pnp::policy;
    WdfDeviceAssignSxWakeSettings PFN_WDFDEVICEASSIGNSXWAKESETTINGS = pnp::policy;
    WdfDeviceOpenRegistryKey PFN_WDFDEVICEOPENREGISTRYKEY = registry;
    WdfDeviceSetSpecialFileSupport PFN_WDFDEVICESETSPECIALFILESUPPORT = pnp::usage;
    WdfDeviceSetCharacteristics PFN_WDFDEVICESETCHARACTERISTICS = device;
    WdfDeviceGetCharacteristics PFN_WDFDEVICEGETCHARACTERISTICS = device;
    WdfDeviceGetAlignmentRequirement PFN_WDFDEVICEGETALIGNMENTREQUIREMENT = device;
    WdfDeviceSetAlignmentRequirement PFN_WDFDEVICESETALIGNMENTREQUIREMENT = device;
    WdfDeviceInitFree PFN_WDFDEVICEINITFREE = device;
    WdfDeviceInitSetPnpPowerEventCallbacks PFN_WDFDEVICEINITSETPNPPOWEREVENTCALLBACKS = device;
    WdfDeviceInitSetPowerPolicyEventCallbacks PFN_WDFDEVICEINITSETPOWERPOLICYEVENTCALLBACKS = device;
    WdfDeviceInitSetPowerPolicyOwnership PFN_WDFDEVICEINITSETPOWERPOLICYOWNERSHIP = device;
    WdfDeviceInitRegisterPnpStateChangeCallback PFN_WDFDEVICEINITREGISTERPNPSTATECHANGECALLBACK = device;
    WdfDeviceInitRegisterPowerStateChangeCallback PFN_WDFDEVICEINITREGISTERPOWERSTATECHANGECALLBACK = device;
    WdfDeviceInitRegisterPowerPolicyStateChangeCallback PFN_WDFDEVICEINITREGISTERPOWERPOLICYSTATECHANGECALLBACK = device;
    WdfDeviceInitSetIoType PFN_WDFDEVICEINITSETIOTYPE = device;
    WdfDeviceInitSetExclusive PFN_WDFDEVICEINITSETEXCLUSIVE = device;
    WdfDeviceInitSetPowerNotPageable PFN_WDFDEVICEINITSETPOWERNOTPAGEABLE = device;
    WdfDeviceInitSetPowerPageable PFN_WDFDEVICEINITSETPOWERPAGEABLE = device;
    WdfDeviceInitSetPowerInrush PFN_WDFDEVICEINITSETPOWERINRUSH = device;
    WdfDeviceInitSetDeviceType PFN_WDFDEVICEINITSETDEVICETYPE = device;
    WdfDeviceInitAssignName PFN_WDFDEVICEINITASSIGNNAME = device;
    WdfDeviceInitAssignSDDLString PFN_WDFDEVICEINITASSIGNSDDLSTRING = device;
    WdfDeviceInitSetDeviceClass PFN_WDFDEVICEINITSETDEVICECLASS = device;
    WdfDeviceInitSetCharacteristics PFN_WDFDEVICEINITSETCHARACTERISTICS = device;
    WdfDeviceInitSetFileObjectConfig PFN_WDFDEVICEINITSETFILEOBJECTCONFIG = device;
    WdfDeviceInitSetRequestAttributes PFN_WDFDEVICEINITSETREQUESTATTRIBUTES = device;
    WdfDeviceInitAssignWdmIrpPreprocessCallback PFN_WDFDEVICEINITASSIGNWDMIRPPREPROCESSCALLBACK = device;
    WdfDeviceInitSetIoInCallerContextCallback PFN_WDFDEVICEINITSETIOINCALLERCONTEXTCALLBACK = device;
    WdfDeviceCreate PFN_WDFDEVICECREATE = device;
    WdfDeviceSetStaticStopRemove PFN_WDFDEVICESETSTATICSTOPREMOVE = device;
    WdfDeviceCreateDeviceInterface PFN_WDFDEVICECREATEDEVICEINTERFACE = device;
    WdfDeviceSetDeviceInterfaceState PFN_WDFDEVICESETDEVICEINTERFACESTATE = device;
    WdfDeviceRetrieveDeviceInterfaceString PFN_WDFDEVICERETRIEVEDEVICEINTERFACESTRING = device;
    WdfDeviceCreateSymbolicLink PFN_WDFDEVICECREATESYMBOLICLINK = device;
    WdfDeviceQueryProperty PFN_WDFDEVICEQUERYPROPERTY = device;
    WdfDeviceAllocAndQueryProperty PFN_WDFDEVICEALLOCANDQUERYPROPERTY = device;
    WdfDeviceSetPnpCapabilities PFN_WDFDEVICESETPNPCAPABILITIES = device;
    WdfDeviceSetPowerCapabilities PFN_WDFDEVICESETPOWERCAPABILITIES = device;
    WdfDeviceSetBusInformationForChildren PFN_WDFDEVICESETBUSINFORMATIONFORCHILDREN = bus;
    WdfDeviceIndicateWakeStatus PFN_WDFDEVICEINDICATEWAKESTATUS = pnp::policy;
    WdfDeviceSetFailed PFN_WDFDEVICESETFAILED = device;
    WdfDeviceStopIdleNoTrack PFN_WDFDEVICESTOPIDLENOTRACK = pnp::policy;
    WdfDeviceResumeIdleNoTrack PFN_WDFDEVICERESUMEIDLENOTRACK = pnp::policy;
    WdfDeviceGetFileObject PFN_WDFDEVICEGETFILEOBJECT = unported;
    WdfDeviceEnqueueRequest PFN_WDFDEVICEENQUEUEREQUEST = routing;
    WdfDeviceGetDefaultQueue PFN_WDFDEVICEGETDEFAULTQUEUE = routing;
    WdfDeviceConfigureRequestDispatching PFN_WDFDEVICECONFIGUREREQUESTDISPATCHING = routing;
    WdfDmaEnablerCreate PFN_WDFDMAENABLERCREATE = unported;
    WdfDmaEnablerGetMaximumLength PFN_WDFDMAENABLERGETMAXIMUMLENGTH = unported;
    WdfDmaEnablerGetMaximumScatterGatherElements PFN_WDFDMAENABLERGETMAXIMUMSCATTERGATHERELEMENTS = unported;
    WdfDmaEnablerSetMaximumScatterGatherElements PFN_WDFDMAENABLERSETMAXIMUMSCATTERGATHERELEMENTS = unported;
    WdfDmaTransactionCreate PFN_WDFDMATRANSACTIONCREATE = unported;
    WdfDmaTransactionInitialize PFN_WDFDMATRANSACTIONINITIALIZE = unported;
    WdfDmaTransactionInitializeUsingRequest PFN_WDFDMATRANSACTIONINITIALIZEUSINGREQUEST = unported;
    WdfDmaTransactionExecute PFN_WDFDMATRANSACTIONEXECUTE = unported;
    WdfDmaTransactionRelease PFN_WDFDMATRANSACTIONRELEASE = unported;
    WdfDmaTransactionDmaCompleted PFN_WDFDMATRANSACTIONDMACOMPLETED = unported;
    WdfDmaTransactionDmaCompletedWithLength PFN_WDFDMATRANSACTIONDMACOMPLETEDWITHLENGTH = unported;
    WdfDmaTransactionDmaCompletedFinal PFN_WDFDMATRANSACTIONDMACOMPLETEDFINAL = unported;
    WdfDmaTransactionGetBytesTransferred PFN_WDFDMATRANSACTIONGETBYTESTRANSFERRED = unported;
    WdfDmaTransactionSetMaximumLength PFN_WDFDMATRANSACTIONSETMAXIMUMLENGTH = unported;
    WdfDmaTransactionGetRequest PFN_WDFDMATRANSACTIONGETREQUEST = unported;
    WdfDmaTransactionGetCurrentDmaTransferLength PFN_WDFDMATRANSACTIONGETCURRENTDMATRANSFERLENGTH = unported;
    WdfDmaTransactionGetDevice PFN_WDFDMATRANSACTIONGETDEVICE = unported;
    WdfDpcCreate PFN_WDFDPCCREATE = dpc;
    WdfDpcEnqueue PFN_WDFDPCENQUEUE = dpc;
    WdfDpcCancel PFN_WDFDPCCANCEL = dpc;
    WdfDpcGetParentObject PFN_WDFDPCGETPARENTOBJECT = dpc;
    WdfDpcWdmGetDpc PFN_WDFDPCWDMGETDPC = dpc;
    WdfDriverCreate PFN_WDFDRIVERCREATE = driver;
    WdfDriverGetRegistryPath PFN_WDFDRIVERGETREGISTRYPATH = driver;
    WdfDriverWdmGetDriverObject PFN_WDFDRIVERWDMGETDRIVEROBJECT = driver;
    WdfDriverOpenParametersRegistryKey PFN_WDFDRIVEROPENPARAMETERSREGISTRYKEY = registry;
    WdfWdmDriverGetWdfDriverHandle PFN_WDFWDMDRIVERGETWDFDRIVERHANDLE = driver;
    WdfDriverRegisterTraceInfo PFN_WDFDRIVERREGISTERTRACEINFO = driver;
    WdfDriverRetrieveVersionString PFN_WDFDRIVERRETRIEVEVERSIONSTRING = driver;
    WdfDriverIsVersionAvailable PFN_WDFDRIVERISVERSIONAVAILABLE = driver;
    WdfFdoInitWdmGetPhysicalDevice PFN_WDFFDOINITWDMGETPHYSICALDEVICE = device;
    WdfFdoInitOpenRegistryKey PFN_WDFFDOINITOPENREGISTRYKEY = registry;
    WdfFdoInitQueryProperty PFN_WDFFDOINITQUERYPROPERTY = device;
    WdfFdoInitAllocAndQueryProperty PFN_WDFFDOINITALLOCANDQUERYPROPERTY = device;
    WdfFdoInitSetEventCallbacks PFN_WDFFDOINITSETEVENTCALLBACKS = device;
    WdfFdoInitSetFilter PFN_WDFFDOINITSETFILTER = device;
    WdfFdoInitSetDefaultChildListConfig PFN_WDFFDOINITSETDEFAULTCHILDLISTCONFIG = bus;
    WdfFdoQueryForInterface PFN_WDFFDOQUERYFORINTERFACE = device;
    WdfFdoGetDefaultChildList PFN_WDFFDOGETDEFAULTCHILDLIST = bus;
    WdfFdoAddStaticChild PFN_WDFFDOADDSTATICCHILD = bus;
    WdfFdoLockStaticChildListForIteration PFN_WDFFDOLOCKSTATICCHILDLISTFORITERATION = bus;
    WdfFdoRetrieveNextStaticChild PFN_WDFFDORETRIEVENEXTSTATICCHILD = bus;
    WdfFdoUnlockStaticChildListFromIteration PFN_WDFFDOUNLOCKSTATICCHILDLISTFROMITERATION = bus;
    WdfFileObjectGetFileName PFN_WDFFILEOBJECTGETFILENAME = file;
    WdfFileObjectGetFlags PFN_WDFFILEOBJECTGETFLAGS = file;
    WdfFileObjectGetDevice PFN_WDFFILEOBJECTGETDEVICE = file;
    WdfFileObjectWdmGetFileObject PFN_WDFFILEOBJECTWDMGETFILEOBJECT = file;
    WdfInterruptCreate PFN_WDFINTERRUPTCREATE = interrupt;
    WdfInterruptQueueDpcForIsr PFN_WDFINTERRUPTQUEUEDPCFORISR = interrupt;
    WdfInterruptSynchronize PFN_WDFINTERRUPTSYNCHRONIZE = interrupt;
    WdfInterruptAcquireLock PFN_WDFINTERRUPTACQUIRELOCK = interrupt;
    WdfInterruptReleaseLock PFN_WDFINTERRUPTRELEASELOCK = interrupt;
    WdfInterruptEnable PFN_WDFINTERRUPTENABLE = interrupt;
    WdfInterruptDisable PFN_WDFINTERRUPTDISABLE = interrupt;
    WdfInterruptWdmGetInterrupt PFN_WDFINTERRUPTWDMGETINTERRUPT = interrupt;
    WdfInterruptGetInfo PFN_WDFINTERRUPTGETINFO = interrupt;
    WdfInterruptSetPolicy PFN_WDFINTERRUPTSETPOLICY = unported;
    WdfInterruptGetDevice PFN_WDFINTERRUPTGETDEVICE = interrupt;
    WdfIoQueueCreate PFN_WDFIOQUEUECREATE = queue;
    WdfIoQueueGetState PFN_WDFIOQUEUEGETSTATE = queue;
    WdfIoQueueStart PFN_WDFIOQUEUESTART = queue;
    WdfIoQueueStop PFN_WDFIOQUEUESTOP = queue;
    WdfIoQueueStopSynchronously PFN_WDFIOQUEUESTOPSYNCHRONOUSLY = queue;
    WdfIoQueueGetDevice PFN_WDFIOQUEUEGETDEVICE = queue;
    WdfIoQueueRetrieveNextRequest PFN_WDFIOQUEUERETRIEVENEXTREQUEST = queue;
    WdfIoQueueRetrieveRequestByFileObject PFN_WDFIOQUEUERETRIEVEREQUESTBYFILEOBJECT = queue;
    WdfIoQueueFindRequest PFN_WDFIOQUEUEFINDREQUEST = queue;
    WdfIoQueueRetrieveFoundRequest PFN_WDFIOQUEUERETRIEVEFOUNDREQUEST = queue;
    WdfIoQueueDrainSynchronously PFN_WDFIOQUEUEDRAINSYNCHRONOUSLY = queue;
    WdfIoQueueDrain PFN_WDFIOQUEUEDRAIN = queue;
    WdfIoQueuePurgeSynchronously PFN_WDFIOQUEUEPURGESYNCHRONOUSLY = queue;
    WdfIoQueuePurge PFN_WDFIOQUEUEPURGE = queue;
    WdfIoQueueReadyNotify PFN_WDFIOQUEUEREADYNOTIFY = queue;
    WdfIoTargetCreate PFN_WDFIOTARGETCREATE = io_target;
    WdfIoTargetOpen PFN_WDFIOTARGETOPEN = io_target;
    WdfIoTargetCloseForQueryRemove PFN_WDFIOTARGETCLOSEFORQUERYREMOVE = io_target;
    WdfIoTargetClose PFN_WDFIOTARGETCLOSE = io_target;
    WdfIoTargetStart PFN_WDFIOTARGETSTART = io_target;
    WdfIoTargetStop PFN_WDFIOTARGETSTOP = io_target;
    WdfIoTargetGetState PFN_WDFIOTARGETGETSTATE = io_target;
    WdfIoTargetGetDevice PFN_WDFIOTARGETGETDEVICE = io_target;
    WdfIoTargetQueryTargetProperty PFN_WDFIOTARGETQUERYTARGETPROPERTY = unported;
    WdfIoTargetAllocAndQueryTargetProperty PFN_WDFIOTARGETALLOCANDQUERYTARGETPROPERTY = unported;
    WdfIoTargetQueryForInterface PFN_WDFIOTARGETQUERYFORINTERFACE = unported;
    WdfIoTargetWdmGetTargetDeviceObject PFN_WDFIOTARGETWDMGETTARGETDEVICEOBJECT = io_target;
    WdfIoTargetWdmGetTargetPhysicalDevice PFN_WDFIOTARGETWDMGETTARGETPHYSICALDEVICE = io_target;
    WdfIoTargetWdmGetTargetFileObject PFN_WDFIOTARGETWDMGETTARGETFILEOBJECT = io_target;
    WdfIoTargetWdmGetTargetFileHandle PFN_WDFIOTARGETWDMGETTARGETFILEHANDLE = io_target;
    WdfIoTargetSendReadSynchronously PFN_WDFIOTARGETSENDREADSYNCHRONOUSLY = io_target;
    WdfIoTargetFormatRequestForRead PFN_WDFIOTARGETFORMATREQUESTFORREAD = io_target;
    WdfIoTargetSendWriteSynchronously PFN_WDFIOTARGETSENDWRITESYNCHRONOUSLY = io_target;
    WdfIoTargetFormatRequestForWrite PFN_WDFIOTARGETFORMATREQUESTFORWRITE = io_target;
    WdfIoTargetSendIoctlSynchronously PFN_WDFIOTARGETSENDIOCTLSYNCHRONOUSLY = io_target;
    WdfIoTargetFormatRequestForIoctl PFN_WDFIOTARGETFORMATREQUESTFORIOCTL = io_target;
    WdfIoTargetSendInternalIoctlSynchronously PFN_WDFIOTARGETSENDINTERNALIOCTLSYNCHRONOUSLY = io_target;
    WdfIoTargetFormatRequestForInternalIoctl PFN_WDFIOTARGETFORMATREQUESTFORINTERNALIOCTL = io_target;
    WdfIoTargetSendInternalIoctlOthersSynchronously PFN_WDFIOTARGETSENDINTERNALIOCTLOTHERSSYNCHRONOUSLY = io_target;
    WdfIoTargetFormatRequestForInternalIoctlOthers PFN_WDFIOTARGETFORMATREQUESTFORINTERNALIOCTLOTHERS = io_target;
    WdfMemoryCreate PFN_WDFMEMORYCREATE = memory;
    WdfMemoryCreatePreallocated PFN_WDFMEMORYCREATEPREALLOCATED = memory;
    WdfMemoryGetBuffer PFN_WDFMEMORYGETBUFFER = memory;
    WdfMemoryAssignBuffer PFN_WDFMEMORYASSIGNBUFFER = memory;
    WdfMemoryCopyToBuffer PFN_WDFMEMORYCOPYTOBUFFER = memory;
    WdfMemoryCopyFromBuffer PFN_WDFMEMORYCOPYFROMBUFFER = memory;
    WdfLookasideListCreate PFN_WDFLOOKASIDELISTCREATE = memory;
    WdfMemoryCreateFromLookaside PFN_WDFMEMORYCREATEFROMLOOKASIDE = memory;
    WdfDeviceMiniportCreate PFN_WDFDEVICEMINIPORTCREATE = unported;
    WdfDriverMiniportUnload PFN_WDFDRIVERMINIPORTUNLOAD = unported;
    WdfObjectGetTypedContextWorker PFN_WDFOBJECTGETTYPEDCONTEXTWORKER = object;
    WdfObjectAllocateContext PFN_WDFOBJECTALLOCATECONTEXT = object;
    WdfObjectContextGetObject PFN_WDFOBJECTCONTEXTGETOBJECT = object;
    WdfObjectReferenceActual PFN_WDFOBJECTREFERENCEACTUAL = object;
    WdfObjectDereferenceActual PFN_WDFOBJECTDEREFERENCEACTUAL = object;
    WdfObjectCreate PFN_WDFOBJECTCREATE = object;
    WdfObjectDelete PFN_WDFOBJECTDELETE = object;
    WdfObjectQuery PFN_WDFOBJECTQUERY = object;
    WdfPdoInitAllocate PFN_WDFPDOINITALLOCATE = bus;
    WdfPdoInitSetEventCallbacks PFN_WDFPDOINITSETEVENTCALLBACKS = bus;
    WdfPdoInitAssignDeviceID PFN_WDFPDOINITASSIGNDEVICEID = bus;
    WdfPdoInitAssignInstanceID PFN_WDFPDOINITASSIGNINSTANCEID = bus;
    WdfPdoInitAddHardwareID PFN_WDFPDOINITADDHARDWAREID = bus;
    WdfPdoInitAddCompatibleID PFN_WDFPDOINITADDCOMPATIBLEID = bus;
    WdfPdoInitAddDeviceText PFN_WDFPDOINITADDDEVICETEXT = bus;
    WdfPdoInitSetDefaultLocale PFN_WDFPDOINITSETDEFAULTLOCALE = bus;
    WdfPdoInitAssignRawDevice PFN_WDFPDOINITASSIGNRAWDEVICE = bus;
    WdfPdoMarkMissing PFN_WDFPDOMARKMISSING = bus;
    WdfPdoRequestEject PFN_WDFPDOREQUESTEJECT = bus;
    WdfPdoGetParent PFN_WDFPDOGETPARENT = bus;
    WdfPdoRetrieveIdentificationDescription PFN_WDFPDORETRIEVEIDENTIFICATIONDESCRIPTION = bus;
    WdfPdoRetrieveAddressDescription PFN_WDFPDORETRIEVEADDRESSDESCRIPTION = bus;
    WdfPdoUpdateAddressDescription PFN_WDFPDOUPDATEADDRESSDESCRIPTION = bus;
    WdfPdoAddEjectionRelationsPhysicalDevice PFN_WDFPDOADDEJECTIONRELATIONSPHYSICALDEVICE = bus;
    WdfPdoRemoveEjectionRelationsPhysicalDevice PFN_WDFPDOREMOVEEJECTIONRELATIONSPHYSICALDEVICE = bus;
    WdfPdoClearEjectionRelationsDevices PFN_WDFPDOCLEAREJECTIONRELATIONSDEVICES = bus;
    WdfDeviceAddQueryInterface PFN_WDFDEVICEADDQUERYINTERFACE = device;
    WdfRegistryOpenKey PFN_WDFREGISTRYOPENKEY = registry;
    WdfRegistryCreateKey PFN_WDFREGISTRYCREATEKEY = registry;
    WdfRegistryClose PFN_WDFREGISTRYCLOSE = registry;
    WdfRegistryWdmGetHandle PFN_WDFREGISTRYWDMGETHANDLE = registry;
    WdfRegistryRemoveKey PFN_WDFREGISTRYREMOVEKEY = registry;
    WdfRegistryRemoveValue PFN_WDFREGISTRYREMOVEVALUE = registry;
    WdfRegistryQueryValue PFN_WDFREGISTRYQUERYVALUE = registry;
    WdfRegistryQueryMemory PFN_WDFREGISTRYQUERYMEMORY = registry;
    WdfRegistryQueryMultiString PFN_WDFREGISTRYQUERYMULTISTRING = registry;
    WdfRegistryQueryUnicodeString PFN_WDFREGISTRYQUERYUNICODESTRING = registry;
    WdfRegistryQueryString PFN_WDFREGISTRYQUERYSTRING = registry;
    WdfRegistryQueryULong PFN_WDFREGISTRYQUERYULONG = registry;
    WdfRegistryAssignValue PFN_WDFREGISTRYASSIGNVALUE = registry;
    WdfRegistryAssignMemory PFN_WDFREGISTRYASSIGNMEMORY = registry;
    WdfRegistryAssignMultiString PFN_WDFREGISTRYASSIGNMULTISTRING = registry;
    WdfRegistryAssignUnicodeString PFN_WDFREGISTRYASSIGNUNICODESTRING = registry;
    WdfRegistryAssignString PFN_WDFREGISTRYASSIGNSTRING = registry;
    WdfRegistryAssignULong PFN_WDFREGISTRYASSIGNULONG = registry;
    WdfRequestCreate PFN_WDFREQUESTCREATE = request;
    WdfRequestCreateFromIrp PFN_WDFREQUESTCREATEFROMIRP = request;
    WdfRequestReuse PFN_WDFREQUESTREUSE = request;
    WdfRequestChangeTarget PFN_WDFREQUESTCHANGETARGET = io_target;
    WdfRequestFormatRequestUsingCurrentType PFN_WDFREQUESTFORMATREQUESTUSINGCURRENTTYPE = io_target;
    WdfRequestWdmFormatUsingStackLocation PFN_WDFREQUESTWDMFORMATUSINGSTACKLOCATION = io_target;
    WdfRequestSend PFN_WDFREQUESTSEND = io_target;
    WdfRequestGetStatus PFN_WDFREQUESTGETSTATUS = request;
    WdfRequestMarkCancelable PFN_WDFREQUESTMARKCANCELABLE = request;
    WdfRequestUnmarkCancelable PFN_WDFREQUESTUNMARKCANCELABLE = request;
    WdfRequestIsCanceled PFN_WDFREQUESTISCANCELED = request;
    WdfRequestCancelSentRequest PFN_WDFREQUESTCANCELSENTREQUEST = io_target;
    WdfRequestIsFrom32BitProcess PFN_WDFREQUESTISFROM32BITPROCESS = request;
    WdfRequestSetCompletionRoutine PFN_WDFREQUESTSETCOMPLETIONROUTINE = io_target;
    WdfRequestGetCompletionParams PFN_WDFREQUESTGETCOMPLETIONPARAMS = io_target;
    WdfRequestAllocateTimer PFN_WDFREQUESTALLOCATETIMER = io_target;
    WdfRequestComplete PFN_WDFREQUESTCOMPLETE = request;
    WdfRequestCompleteWithPriorityBoost PFN_WDFREQUESTCOMPLETEWITHPRIORITYBOOST = request;
    WdfRequestCompleteWithInformation PFN_WDFREQUESTCOMPLETEWITHINFORMATION = request;
    WdfRequestGetParameters PFN_WDFREQUESTGETPARAMETERS = request;
    WdfRequestRetrieveInputMemory PFN_WDFREQUESTRETRIEVEINPUTMEMORY = request;
    WdfRequestRetrieveOutputMemory PFN_WDFREQUESTRETRIEVEOUTPUTMEMORY = request;
    WdfRequestRetrieveInputBuffer PFN_WDFREQUESTRETRIEVEINPUTBUFFER = request;
    WdfRequestRetrieveOutputBuffer PFN_WDFREQUESTRETRIEVEOUTPUTBUFFER = request;
    WdfRequestRetrieveInputWdmMdl PFN_WDFREQUESTRETRIEVEINPUTWDMMDL = request;
    WdfRequestRetrieveOutputWdmMdl PFN_WDFREQUESTRETRIEVEOUTPUTWDMMDL = request;
    WdfRequestRetrieveUnsafeUserInputBuffer PFN_WDFREQUESTRETRIEVEUNSAFEUSERINPUTBUFFER = request;
    WdfRequestRetrieveUnsafeUserOutputBuffer PFN_WDFREQUESTRETRIEVEUNSAFEUSEROUTPUTBUFFER = request;
    WdfRequestSetInformation PFN_WDFREQUESTSETINFORMATION = request;
    WdfRequestGetInformation PFN_WDFREQUESTGETINFORMATION = request;
    WdfRequestGetFileObject PFN_WDFREQUESTGETFILEOBJECT = request;
    WdfRequestProbeAndLockUserBufferForRead PFN_WDFREQUESTPROBEANDLOCKUSERBUFFERFORREAD = request;
    WdfRequestProbeAndLockUserBufferForWrite PFN_WDFREQUESTPROBEANDLOCKUSERBUFFERFORWRITE = request;
    WdfRequestGetRequestorMode PFN_WDFREQUESTGETREQUESTORMODE = request;
    WdfRequestForwardToIoQueue PFN_WDFREQUESTFORWARDTOIOQUEUE = request;
    WdfRequestGetIoQueue PFN_WDFREQUESTGETIOQUEUE = request;
    WdfRequestRequeue PFN_WDFREQUESTREQUEUE = request;
    WdfRequestStopAcknowledge PFN_WDFREQUESTSTOPACKNOWLEDGE = request;
    WdfRequestWdmGetIrp PFN_WDFREQUESTWDMGETIRP = request;
    WdfIoResourceRequirementsListSetSlotNumber PFN_WDFIORESOURCEREQUIREMENTSLISTSETSLOTNUMBER = resources;
    WdfIoResourceRequirementsListSetInterfaceType PFN_WDFIORESOURCEREQUIREMENTSLISTSETINTERFACETYPE = resources;
    WdfIoResourceRequirementsListAppendIoResList PFN_WDFIORESOURCEREQUIREMENTSLISTAPPENDIORESLIST = resources;
    WdfIoResourceRequirementsListInsertIoResList PFN_WDFIORESOURCEREQUIREMENTSLISTINSERTIORESLIST = resources;
    WdfIoResourceRequirementsListGetCount PFN_WDFIORESOURCEREQUIREMENTSLISTGETCOUNT = resources;
    WdfIoResourceRequirementsListGetIoResList PFN_WDFIORESOURCEREQUIREMENTSLISTGETIORESLIST = resources;
    WdfIoResourceRequirementsListRemove PFN_WDFIORESOURCEREQUIREMENTSLISTREMOVE = resources;
    WdfIoResourceRequirementsListRemoveByIoResList PFN_WDFIORESOURCEREQUIREMENTSLISTREMOVEBYIORESLIST = resources;
    WdfIoResourceListCreate PFN_WDFIORESOURCELISTCREATE = resources;
    WdfIoResourceListAppendDescriptor PFN_WDFIORESOURCELISTAPPENDDESCRIPTOR = resources;
    WdfIoResourceListInsertDescriptor PFN_WDFIORESOURCELISTINSERTDESCRIPTOR = resources;
    WdfIoResourceListUpdateDescriptor PFN_WDFIORESOURCELISTUPDATEDESCRIPTOR = resources;
    WdfIoResourceListGetCount PFN_WDFIORESOURCELISTGETCOUNT = resources;
    WdfIoResourceListGetDescriptor PFN_WDFIORESOURCELISTGETDESCRIPTOR = resources;
    WdfIoResourceListRemove PFN_WDFIORESOURCELISTREMOVE = resources;
    WdfIoResourceListRemoveByDescriptor PFN_WDFIORESOURCELISTREMOVEBYDESCRIPTOR = resources;
    WdfCmResourceListAppendDescriptor PFN_WDFCMRESOURCELISTAPPENDDESCRIPTOR = resources;
    WdfCmResourceListInsertDescriptor PFN_WDFCMRESOURCELISTINSERTDESCRIPTOR = resources;
    WdfCmResourceListGetCount PFN_WDFCMRESOURCELISTGETCOUNT = resources;
    WdfCmResourceListGetDescriptor PFN_WDFCMRESOURCELISTGETDESCRIPTOR = resources;
    WdfCmResourceListRemove PFN_WDFCMRESOURCELISTREMOVE = resources;
    WdfCmResourceListRemoveByDescriptor PFN_WDFCMRESOURCELISTREMOVEBYDESCRIPTOR = resources;
    WdfStringCreate PFN_WDFSTRINGCREATE = strings;
    WdfStringGetUnicodeString PFN_WDFSTRINGGETUNICODESTRING = strings;
    WdfObjectAcquireLock PFN_WDFOBJECTACQUIRELOCK = object;
    WdfObjectReleaseLock PFN_WDFOBJECTRELEASELOCK = object;
    WdfWaitLockCreate PFN_WDFWAITLOCKCREATE = lock;
    WdfWaitLockAcquire PFN_WDFWAITLOCKACQUIRE = lock;
    WdfWaitLockRelease PFN_WDFWAITLOCKRELEASE = lock;
    WdfSpinLockCreate PFN_WDFSPINLOCKCREATE = lock;
    WdfSpinLockAcquire PFN_WDFSPINLOCKACQUIRE = lock;
    WdfSpinLockRelease PFN_WDFSPINLOCKRELEASE = lock;
    WdfTimerCreate PFN_WDFTIMERCREATE = timer;
    WdfTimerStart PFN_WDFTIMERSTART = timer;
    WdfTimerStop PFN_WDFTIMERSTOP = timer;
    WdfTimerGetParentObject PFN_WDFTIMERGETPARENTOBJECT = timer;
    WdfUsbTargetDeviceCreate PFN_WDFUSBTARGETDEVICECREATE = unported;
    WdfUsbTargetDeviceRetrieveInformation PFN_WDFUSBTARGETDEVICERETRIEVEINFORMATION = unported;
    WdfUsbTargetDeviceGetDeviceDescriptor PFN_WDFUSBTARGETDEVICEGETDEVICEDESCRIPTOR = unported;
    WdfUsbTargetDeviceRetrieveConfigDescriptor PFN_WDFUSBTARGETDEVICERETRIEVECONFIGDESCRIPTOR = unported;
    WdfUsbTargetDeviceQueryString PFN_WDFUSBTARGETDEVICEQUERYSTRING = unported;
    WdfUsbTargetDeviceAllocAndQueryString PFN_WDFUSBTARGETDEVICEALLOCANDQUERYSTRING = unported;
    WdfUsbTargetDeviceFormatRequestForString PFN_WDFUSBTARGETDEVICEFORMATREQUESTFORSTRING = unported;
    WdfUsbTargetDeviceGetNumInterfaces PFN_WDFUSBTARGETDEVICEGETNUMINTERFACES = unported;
    WdfUsbTargetDeviceSelectConfig PFN_WDFUSBTARGETDEVICESELECTCONFIG = unported;
    WdfUsbTargetDeviceWdmGetConfigurationHandle PFN_WDFUSBTARGETDEVICEWDMGETCONFIGURATIONHANDLE = unported;
    WdfUsbTargetDeviceRetrieveCurrentFrameNumber PFN_WDFUSBTARGETDEVICERETRIEVECURRENTFRAMENUMBER = unported;
    WdfUsbTargetDeviceSendControlTransferSynchronously PFN_WDFUSBTARGETDEVICESENDCONTROLTRANSFERSYNCHRONOUSLY = unported;
    WdfUsbTargetDeviceFormatRequestForControlTransfer PFN_WDFUSBTARGETDEVICEFORMATREQUESTFORCONTROLTRANSFER = unported;
    WdfUsbTargetDeviceIsConnectedSynchronous PFN_WDFUSBTARGETDEVICEISCONNECTEDSYNCHRONOUS = unported;
    WdfUsbTargetDeviceResetPortSynchronously PFN_WDFUSBTARGETDEVICERESETPORTSYNCHRONOUSLY = unported;
    WdfUsbTargetDeviceCyclePortSynchronously PFN_WDFUSBTARGETDEVICECYCLEPORTSYNCHRONOUSLY = unported;
    WdfUsbTargetDeviceFormatRequestForCyclePort PFN_WDFUSBTARGETDEVICEFORMATREQUESTFORCYCLEPORT = unported;
    WdfUsbTargetDeviceSendUrbSynchronously PFN_WDFUSBTARGETDEVICESENDURBSYNCHRONOUSLY = unported;
    WdfUsbTargetDeviceFormatRequestForUrb PFN_WDFUSBTARGETDEVICEFORMATREQUESTFORURB = unported;
    WdfUsbTargetPipeGetInformation PFN_WDFUSBTARGETPIPEGETINFORMATION = unported;
    WdfUsbTargetPipeIsInEndpoint PFN_WDFUSBTARGETPIPEISINENDPOINT = unported;
    WdfUsbTargetPipeIsOutEndpoint PFN_WDFUSBTARGETPIPEISOUTENDPOINT = unported;
    WdfUsbTargetPipeGetType PFN_WDFUSBTARGETPIPEGETTYPE = unported;
    WdfUsbTargetPipeSetNoMaximumPacketSizeCheck PFN_WDFUSBTARGETPIPESETNOMAXIMUMPACKETSIZECHECK = unported;
    WdfUsbTargetPipeWriteSynchronously PFN_WDFUSBTARGETPIPEWRITESYNCHRONOUSLY = unported;
    WdfUsbTargetPipeFormatRequestForWrite PFN_WDFUSBTARGETPIPEFORMATREQUESTFORWRITE = unported;
    WdfUsbTargetPipeReadSynchronously PFN_WDFUSBTARGETPIPEREADSYNCHRONOUSLY = unported;
    WdfUsbTargetPipeFormatRequestForRead PFN_WDFUSBTARGETPIPEFORMATREQUESTFORREAD = unported;
    WdfUsbTargetPipeConfigContinuousReader PFN_WDFUSBTARGETPIPECONFIGCONTINUOUSREADER = unported;
    WdfUsbTargetPipeAbortSynchronously PFN_WDFUSBTARGETPIPEABORTSYNCHRONOUSLY = unported;
    WdfUsbTargetPipeFormatRequestForAbort PFN_WDFUSBTARGETPIPEFORMATREQUESTFORABORT = unported;
    WdfUsbTargetPipeResetSynchronously PFN_WDFUSBTARGETPIPERESETSYNCHRONOUSLY = unported;
    WdfUsbTargetPipeFormatRequestForReset PFN_WDFUSBTARGETPIPEFORMATREQUESTFORRESET = unported;
    WdfUsbTargetPipeSendUrbSynchronously PFN_WDFUSBTARGETPIPESENDURBSYNCHRONOUSLY = unported;
    WdfUsbTargetPipeFormatRequestForUrb PFN_WDFUSBTARGETPIPEFORMATREQUESTFORURB = unported;
    WdfUsbInterfaceGetInterfaceNumber PFN_WDFUSBINTERFACEGETINTERFACENUMBER = unported;
    WdfUsbInterfaceGetNumEndpoints PFN_WDFUSBINTERFACEGETNUMENDPOINTS = unported;
    WdfUsbInterfaceGetDescriptor PFN_WDFUSBINTERFACEGETDESCRIPTOR = unported;
    WdfUsbInterfaceSelectSetting PFN_WDFUSBINTERFACESELECTSETTING = unported;
    WdfUsbInterfaceGetEndpointInformation PFN_WDFUSBINTERFACEGETENDPOINTINFORMATION = unported;
    WdfUsbTargetDeviceGetInterface PFN_WDFUSBTARGETDEVICEGETINTERFACE = unported;
    WdfUsbInterfaceGetConfiguredSettingIndex PFN_WDFUSBINTERFACEGETCONFIGUREDSETTINGINDEX = unported;
    WdfUsbInterfaceGetNumConfiguredPipes PFN_WDFUSBINTERFACEGETNUMCONFIGUREDPIPES = unported;
    WdfUsbInterfaceGetConfiguredPipe PFN_WDFUSBINTERFACEGETCONFIGUREDPIPE = unported;
    WdfUsbTargetPipeWdmGetPipeHandle PFN_WDFUSBTARGETPIPEWDMGETPIPEHANDLE = unported;
    WdfVerifierDbgBreakPoint PFN_WDFVERIFIERDBGBREAKPOINT = verifier;
    WdfVerifierKeBugCheck PFN_WDFVERIFIERKEBUGCHECK = verifier;
    WdfWmiProviderCreate PFN_WDFWMIPROVIDERCREATE = wmi;
    WdfWmiProviderGetDevice PFN_WDFWMIPROVIDERGETDEVICE = wmi;
    WdfWmiProviderIsEnabled PFN_WDFWMIPROVIDERISENABLED = wmi;
    WdfWmiProviderGetTracingHandle PFN_WDFWMIPROVIDERGETTRACINGHANDLE = wmi;
    WdfWmiInstanceCreate PFN_WDFWMIINSTANCECREATE = wmi;
    WdfWmiInstanceRegister PFN_WDFWMIINSTANCEREGISTER = wmi;
    WdfWmiInstanceDeregister PFN_WDFWMIINSTANCEDEREGISTER = wmi;
    WdfWmiInstanceGetDevice PFN_WDFWMIINSTANCEGETDEVICE = wmi;
    WdfWmiInstanceGetProvider PFN_WDFWMIINSTANCEGETPROVIDER = wmi;
    WdfWmiInstanceFireEvent PFN_WDFWMIINSTANCEFIREEVENT = wmi;
    WdfWorkItemCreate PFN_WDFWORKITEMCREATE = work_item;
    WdfWorkItemEnqueue PFN_WDFWORKITEMENQUEUE = work_item;
    WdfWorkItemGetParentObject PFN_WDFWORKITEMGETPARENTOBJECT = work_item;
    WdfWorkItemFlush PFN_WDFWORKITEMFLUSH = work_item;
    WdfCommonBufferCreateWithConfig PFN_WDFCOMMONBUFFERCREATEWITHCONFIG = unported;
    WdfDmaEnablerGetFragmentLength PFN_WDFDMAENABLERGETFRAGMENTLENGTH = unported;
    WdfDmaEnablerWdmGetDmaAdapter PFN_WDFDMAENABLERWDMGETDMAADAPTER = unported;
    WdfUsbInterfaceGetNumSettings PFN_WDFUSBINTERFACEGETNUMSETTINGS = unported;
    WdfDeviceRemoveDependentUsageDeviceObject PFN_WDFDEVICEREMOVEDEPENDENTUSAGEDEVICEOBJECT = unported;
    WdfDeviceGetSystemPowerAction PFN_WDFDEVICEGETSYSTEMPOWERACTION = pnp::policy;
    WdfInterruptSetExtendedPolicy PFN_WDFINTERRUPTSETEXTENDEDPOLICY = unported;
    WdfIoQueueAssignForwardProgressPolicy PFN_WDFIOQUEUEASSIGNFORWARDPROGRESSPOLICY = unported;
    WdfPdoInitAssignContainerID PFN_WDFPDOINITASSIGNCONTAINERID = bus;
    WdfPdoInitAllowForwardingRequestToParent PFN_WDFPDOINITALLOWFORWARDINGREQUESTTOPARENT = bus;
    WdfRequestMarkCancelableEx PFN_WDFREQUESTMARKCANCELABLEEX = request;
    WdfRequestIsReserved PFN_WDFREQUESTISRESERVED = request;
    WdfRequestForwardToParentDeviceIoQueue PFN_WDFREQUESTFORWARDTOPARENTDEVICEIOQUEUE = request;
    WdfCxDeviceInitAllocate PFN_WDFCXDEVICEINITALLOCATE = unported;
    WdfCxDeviceInitAssignWdmIrpPreprocessCallback PFN_WDFCXDEVICEINITASSIGNWDMIRPPREPROCESSCALLBACK = unported;
    WdfCxDeviceInitSetIoInCallerContextCallback PFN_WDFCXDEVICEINITSETIOINCALLERCONTEXTCALLBACK = unported;
    WdfCxDeviceInitSetRequestAttributes PFN_WDFCXDEVICEINITSETREQUESTATTRIBUTES = unported;
    WdfCxDeviceInitSetFileObjectConfig PFN_WDFCXDEVICEINITSETFILEOBJECTCONFIG = unported;
    WdfDeviceWdmDispatchIrp PFN_WDFDEVICEWDMDISPATCHIRP = routing;
    WdfDeviceWdmDispatchIrpToIoQueue PFN_WDFDEVICEWDMDISPATCHIRPTOIOQUEUE = routing;
    WdfDeviceInitSetRemoveLockOptions PFN_WDFDEVICEINITSETREMOVELOCKOPTIONS = device;
    WdfDeviceConfigureWdmIrpDispatchCallback PFN_WDFDEVICECONFIGUREWDMIRPDISPATCHCALLBACK = routing;
    WdfDmaEnablerConfigureSystemProfile PFN_WDFDMAENABLERCONFIGURESYSTEMPROFILE = unported;
    WdfDmaTransactionInitializeUsingOffset PFN_WDFDMATRANSACTIONINITIALIZEUSINGOFFSET = unported;
    WdfDmaTransactionGetTransferInfo PFN_WDFDMATRANSACTIONGETTRANSFERINFO = unported;
    WdfDmaTransactionSetChannelConfigurationCallback PFN_WDFDMATRANSACTIONSETCHANNELCONFIGURATIONCALLBACK = unported;
    WdfDmaTransactionSetTransferCompleteCallback PFN_WDFDMATRANSACTIONSETTRANSFERCOMPLETECALLBACK = unported;
    WdfDmaTransactionSetImmediateExecution PFN_WDFDMATRANSACTIONSETIMMEDIATEEXECUTION = unported;
    WdfDmaTransactionAllocateResources PFN_WDFDMATRANSACTIONALLOCATERESOURCES = unported;
    WdfDmaTransactionSetDeviceAddressOffset PFN_WDFDMATRANSACTIONSETDEVICEADDRESSOFFSET = unported;
    WdfDmaTransactionFreeResources PFN_WDFDMATRANSACTIONFREERESOURCES = unported;
    WdfDmaTransactionCancel PFN_WDFDMATRANSACTIONCANCEL = unported;
    WdfDmaTransactionWdmGetTransferContext PFN_WDFDMATRANSACTIONWDMGETTRANSFERCONTEXT = unported;
    WdfInterruptQueueWorkItemForIsr PFN_WDFINTERRUPTQUEUEWORKITEMFORISR = interrupt;
    WdfInterruptTryToAcquireLock PFN_WDFINTERRUPTTRYTOACQUIRELOCK = unported;
    WdfIoQueueStopAndPurge PFN_WDFIOQUEUESTOPANDPURGE = queue;
    WdfIoQueueStopAndPurgeSynchronously PFN_WDFIOQUEUESTOPANDPURGESYNCHRONOUSLY = queue;
    WdfIoTargetPurge PFN_WDFIOTARGETPURGE = io_target;
    WdfUsbTargetDeviceCreateWithParameters PFN_WDFUSBTARGETDEVICECREATEWITHPARAMETERS = unported;
    WdfUsbTargetDeviceQueryUsbCapability PFN_WDFUSBTARGETDEVICEQUERYUSBCAPABILITY = unported;
    WdfUsbTargetDeviceCreateUrb PFN_WDFUSBTARGETDEVICECREATEURB = unported;
    WdfUsbTargetDeviceCreateIsochUrb PFN_WDFUSBTARGETDEVICECREATEISOCHURB = unported;
    WdfDeviceWdmAssignPowerFrameworkSettings PFN_WDFDEVICEWDMASSIGNPOWERFRAMEWORKSETTINGS = unported;
    WdfDmaTransactionStopSystemTransfer PFN_WDFDMATRANSACTIONSTOPSYSTEMTRANSFER = unported;
    WdfCxVerifierKeBugCheck PFN_WDFCXVERIFIERKEBUGCHECK = unported;
    WdfInterruptReportActive PFN_WDFINTERRUPTREPORTACTIVE = unported;
    WdfInterruptReportInactive PFN_WDFINTERRUPTREPORTINACTIVE = unported;
    WdfDeviceInitSetReleaseHardwareOrderOnFailure PFN_WDFDEVICEINITSETRELEASEHARDWAREORDERONFAILURE = unported;
    WdfGetTriageInfo PFN_WDFGETTRIAGEINFO = unported;
    WdfDeviceInitSetIoTypeEx PFN_WDFDEVICEINITSETIOTYPEEX = device;
    WdfDeviceQueryPropertyEx PFN_WDFDEVICEQUERYPROPERTYEX = device;
    WdfDeviceAllocAndQueryPropertyEx PFN_WDFDEVICEALLOCANDQUERYPROPERTYEX = device;
    WdfDeviceAssignProperty PFN_WDFDEVICEASSIGNPROPERTY = device;
    WdfFdoInitQueryPropertyEx PFN_WDFFDOINITQUERYPROPERTYEX = device;
    WdfFdoInitAllocAndQueryPropertyEx PFN_WDFFDOINITALLOCANDQUERYPROPERTYEX = device;
    WdfDeviceStopIdleActual PFN_WDFDEVICESTOPIDLEACTUAL = pnp::policy;
    WdfDeviceResumeIdleActual PFN_WDFDEVICERESUMEIDLEACTUAL = pnp::policy;
    WdfDeviceGetSelfIoTarget PFN_WDFDEVICEGETSELFIOTARGET = unported;
    WdfDeviceInitAllowSelfIoTarget PFN_WDFDEVICEINITALLOWSELFIOTARGET = unported;
    WdfIoTargetSelfAssignDefaultIoQueue PFN_WDFIOTARGETSELFASSIGNDEFAULTIOQUEUE = unported;
    WdfDeviceOpenDevicemapKey PFN_WDFDEVICEOPENDEVICEMAPKEY = unported;
    WdfDmaTransactionSetSingleTransferRequirement PFN_WDFDMATRANSACTIONSETSINGLETRANSFERREQUIREMENT = unported;
    WdfCxDeviceInitSetPnpPowerEventCallbacks PFN_WDFCXDEVICEINITSETPNPPOWEREVENTCALLBACKS = unported;
    WdfFileObjectGetInitiatorProcessId PFN_WDFFILEOBJECTGETINITIATORPROCESSID = unported;
    WdfRequestGetRequestorProcessId PFN_WDFREQUESTGETREQUESTORPROCESSID = request;
    WdfDeviceRetrieveCompanionTarget PFN_WDFDEVICERETRIEVECOMPANIONTARGET = unported;
    WdfCompanionTargetSendTaskSynchronously PFN_WDFCOMPANIONTARGETSENDTASKSYNCHRONOUSLY = unported;
    WdfCompanionTargetWdmGetCompanionProcess PFN_WDFCOMPANIONTARGETWDMGETCOMPANIONPROCESS = unported;
    WdfDriverOpenPersistentStateRegistryKey PFN_WDFDRIVEROPENPERSISTENTSTATEREGISTRYKEY = unported;
    WdfDriverErrorReportApiMissing PFN_WDFDRIVERERRORREPORTAPIMISSING = unported;
    WdfPdoInitRemovePowerDependencyOnParent PFN_WDFPDOINITREMOVEPOWERDEPENDENCYONPARENT = bus;
    WdfCxDeviceInitAllocateContext PFN_WDFCXDEVICEINITALLOCATECONTEXT = unported;
    WdfCxDeviceInitGetTypedContextWorker PFN_WDFCXDEVICEINITGETTYPEDCONTEXTWORKER = unported;
    WdfCxDeviceInitSetPowerPolicyEventCallbacks PFN_WDFCXDEVICEINITSETPOWERPOLICYEVENTCALLBACKS = unported;
    WdfDeviceSetDeviceInterfaceStateEx PFN_WDFDEVICESETDEVICEINTERFACESTATEEX = device;
}

#[cfg(test)]
mod tests {
    use super::{COUNT, NAMES};
    use wdk_sys::wdf::{self, KmdfVersion, RELEASED_MINORS};

    #[test]
    fn slots_are_in_the_order_of_the_published_table() {
        for (name, function) in NAMES.iter().zip(&wdf::FUNCTIONS) {
            assert_eq!(*name, function.name);
        }
    }

    #[test]
    fn the_newest_version_knows_the_whole_table() {
        let newest = KmdfVersion::functions_of(wdf::MINOR_VERSION);
        assert_eq!(newest, Some(COUNT as u32));
        assert_eq!(KmdfVersion::functions_of(16), None);
    }

    #[test]
    fn each_version_has_the_number_of_functions_that_microsoft_published() {
        let counts = [444, 444, 446, 448, 451, 453, 453, 454, 458, 458];
        for (minor, count) in RELEASED_MINORS.iter().copied().zip(counts) {
            assert_eq!(KmdfVersion::functions_of(minor), Some(count), "1.{minor}");
        }
    }
}
