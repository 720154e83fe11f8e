//! The rules of Microsoft's Static Driver Verifier for KMDF drivers, as far as neither the kernel's verifier nor
//! the framework has them under names of their own. `crates/kmdf/compliance.tsv` lists all of them.
//!
//! Static Driver Verifier checks sources, so a broken rule stops no real machine by itself. The first bug check
//! parameter is 3, with which the framework's own verifier stops.

use crate::nt::verifier::rules::{Rule, rule_table};

/// Whether a rule is checked only when all rules are asked for: working drivers break it.
pub(super) fn is_strict(rule: &Rule) -> bool {
    STRICT_RULES.iter().any(|strict| strict.name == rule.name)
}

macro_rules! compliance_rules {
    (
        always { $($always:ident: $always_name:literal, $always_text:literal;)* }
        strict { $($strict:ident: $strict_name:literal, $strict_text:literal;)* }
    ) => {
        rule_table! {
            COMPLIANCE_RULES;
            $($always: $always_name, 0x10D, 0x3, $always_text;)*
            $($strict: $strict_name, 0x10D, 0x3, $strict_text;)*
        }
        const STRICT_RULES: &[&Rule] = &[$(&$strict),*];
    };
}

compliance_rules! {
    always {
        COMPLETE_CANCELED_REQ: "CompleteCanceledReq",
            "A request whose unmarking returned STATUS_CANCELLED is left to EvtRequestCancel.";
        CONTROL_DEVICE_DELETED: "ControlDeviceDeleted",
            "A Plug and Play driver deletes its control device before it is unloaded.";
        ACCESS_HARDWARE_KEY: "AccessHardwareKey",
            "EvtChildListCreateDevice does not open the hardware key of the child that it makes.";
        ADD_PDO_TO_STATIC_CHILD_LIST: "AddPdotoStaticChildlist",
            "A child that is created with WdfPdoInitAllocate's settings is added to its bus, or deleted.";
        CHILD_DEVICE_INIT_API: "ChildDeviceInitApi",
            "A child's settings are made before it is created.";
        CHILD_LIST_CONFIGURATION: "ChildListConfiguration",
            "A device whose default child list is used was made with one.";
        CONTROL_DEVICE_INIT_API: "ControlDeviceInitAPI",
            "A control device's settings are made before it is created.";
        CTL_DEVICE_FINISH_INIT_DEVICE_ADD: "CtlDeviceFinishInitDeviceAdd",
            "A control device that EvtDriverDeviceAdd creates is finished before it returns.";
        CTL_DEVICE_FINISH_INIT_DR_ENTRY: "CtlDeviceFinishInitDrEntry",
            "A control device that DriverEntry creates is finished before it returns.";
        DEVICE_CREATE_FAIL: "DeviceCreateFail",
            "EvtDriverDeviceAdd fails when WdfDeviceCreate has failed.";
        DEVICE_INIT_ALLOCATE: "DeviceInitAllocate",
            "WdfDeviceCreate gets settings that the framework has allocated.";
        DEVICE_INIT_API: "DeviceInitAPI",
            "A device's settings are made before it is created.";
        DOUBLE_DEVICE_INIT_FREE: "DoubleDeviceInitFree",
            "A WDFDEVICE_INIT is freed once.";
        DRIVER_CREATE: "DriverCreate",
            "DriverEntry of a driver that is bound to the framework calls WdfDriverCreate.";
        FWD_IRP_TO_IO_QUEUE_VALID: "FwdIrpToIoQueueValid",
            "WdfDeviceWdmDispatchIrpToIoQueue is called from EvtDeviceWdmIrpDispatch or EvtDeviceWdmIrpPreprocess.";
        INIT_FREE_DEVICE_CALLBACK: "InitFreeDeviceCallback",
            "The settings of a control device are freed when making them has failed.";
        INIT_FREE_DEVICE_CREATE: "InitFreeDeviceCreate",
            "No control device is created when making its settings has failed.";
        INIT_FREE_DEVICE_CREATE_TYPE_2: "InitFreeDeviceCreateType2",
            "No device is created of settings that were freed.";
        INIT_FREE_DEVICE_CREATE_TYPE_4: "InitFreeDeviceCreateType4",
            "The settings of a control device are freed when creating it has failed.";
        MINIPORT_ONLY_WDM_DEVICE: "MiniportOnlyWdmDevice",
            "A driver whose dispatch routines are the framework's creates no WDM device.";
        NON_PNP_DRV_POWER_POLICY_OWNER_API: "NonPnPDrvPowerPolicyOwnerAPI",
            "A driver without EvtDriverDeviceAdd calls no function of Plug and Play and power.";
        PDO_DEVICE_INIT_API: "PdoDeviceInitAPI",
            "What only a child has is set before it is created.";
        PDO_INIT_FREE_DEVICE_CALLBACK: "PdoInitFreeDeviceCallback",
            "The settings of a child are freed when making them has failed.";
        PDO_INIT_FREE_DEVICE_CREATE: "PdoInitFreeDeviceCreate",
            "No child is created when making its settings has failed.";
        PDO_INIT_FREE_DEVICE_CREATE_TYPE_2: "PdoInitFreeDeviceCreateType2",
            "No child is created of settings that were freed.";
        PDO_INIT_FREE_DEVICE_CREATE_TYPE_4: "PdoInitFreeDeviceCreateType4",
            "The settings of a child are freed when creating it has failed.";
        REQ_DELETE: "ReqDelete",
            "A request that the driver has created is deleted, not completed.";
        REQ_IS_CANC_ON_CANC_REQ: "ReqIsCancOnCancReq",
            "WdfRequestIsCanceled is called for requests that are not marked cancelable.";
        REQ_SEND_WHILE_SPINLOCK: "ReqSendWhileSpinlock",
            "No request is sent while a spin lock is held.";
        REQUEST_FORMATTED_VALID: "RequestFormattedValid",
            "A request is formatted before it is sent, unless it is sent and forgotten.";
        REQUEST_SEND_AND_FORGET_NO_FORMATTING_2: "RequestSendAndForgetNoFormatting2",
            "A request of the driver's own that is formatted is not sent and forgotten.";
        SET_COMPLETION_ROUTINE_FROM_DISPATCH: "SetCompletionRoutineFromDispatch",
            "EvtDeviceWdmIrpDispatch sets no completion routine.";
        WDF_INTERRUPT_LOCK: "WdfInterruptLock",
            "An interrupt lock is acquired and released in turn.";
        WDF_INTERRUPT_LOCK_RELEASE: "WdfInterruptLockRelease",
            "A callback returns without an interrupt lock that it acquired.";
        WDF_IO_QUEUE_FIND_REQUEST_FAILED: "WdfIoQueueFindRequestFailed",
            "No request is retrieved of a search that has failed.";
        WDF_IO_QUEUE_RETRIEVE_FOUND_REQUEST: "WdfIoQueueRetrieveFoundRequest",
            "A found request is retrieved before its reference is given back.";
        WDF_SPINLOCK_RELEASE: "WdfSpinlockRelease",
            "A callback returns without a framework spin lock that it acquired.";
        WDF_WAITLOCK_RELEASE: "WdfWaitlockRelease",
            "A callback returns without a framework wait lock that it acquired.";
    }
    strict {
        CHANGE_QUEUE_STATE: "ChangeQueueState",
            "A queue that is stopped, drained or purged is started before it is stopped, drained or purged again.";
        CLEANUP_4_CTL_DEVICE_REGISTERED: "Cleanup4CtlDeviceRegistered",
            "A Plug and Play driver with a control device has a callback in which it is deleted.";
        DRIVER_ATTRIBUTE_CHANGED: "DriverAttributeChanged",
            "The driver object has no execution level and synchronization scope of its own.";
        EVT_IO_RESUME_GET_PARAM: "EvtIoResumeGetParam",
            "EvtIoResume does not call WdfRequestGetParameters.";
        EVT_IO_STOP_CANCEL: "EvtIoStopCancel",
            "EvtIoStop completes, cancels or acknowledges a request that is not cancelable.";
        EVT_IO_STOP_COMPLETE_OR_STOP_ACK: "EvtIoStopCompleteOrStopAck",
            "EvtIoStop completes, cancels or acknowledges each request.";
        EVT_IO_STOP_GET_PARAM: "EvtIoStopGetParam",
            "EvtIoStop does not call WdfRequestGetParameters.";
        EVT_IO_STOP_RESUME: "EvtIoStopResume",
            "A queue whose driver keeps stopped requests has EvtIoResume.";
        EVT_SURPRISE_REMOVE_NO_REQUEST_COMPLETE: "EvtSurpriseRemoveNoRequestComplete",
            "EvtDeviceSurpriseRemoval completes no request.";
        EVT_SURPRISE_REMOVE_NO_SUSPEND_QUEUE: "EvtSurpriseRemoveNoSuspendQueue",
            "EvtDeviceSurpriseRemoval stops, drains and purges no queue.";
        FDO_POWER_POLICY_OWNER_API: "FDOPowerPolicyOwnerAPI",
            "A function driver that gives power policy ownership up calls none of its functions.";
        FILE_OBJECT_CONFIGURED: "FileObjectConfigured",
            "WdfRequestGetFileObject is called by drivers that have configured file objects.";
        INPUT_BUFFER_API: "InputBufferAPI",
            "EvtIoRead does not ask for an input buffer.";
        INTERNAL_IOCTL_REQS: "InternalIoctlReqs",
            "An internal device control request is sent by the functions for such requests.";
        IOCTL_REQS: "IoctlReqs",
            "A device control request is sent by the functions for such requests.";
        NO_CANCEL_FROM_EVT_SURPRISE_REMOVE: "NoCancelFromEvtSurpriseRemove",
            "EvtDeviceSurpriseRemoval cancels no request.";
        NON_FDO_NOT_POWER_POLICY_OWNER_API: "NonFDONotPowerPolicyOwnerAPI",
            "A filter driver that does not own the power policy calls none of its functions.";
        OUTPUT_BUFFER_API: "OutputBufferAPI",
            "EvtIoWrite does not ask for an output buffer.";
        PARENT_OBJECT_CHECK: "ParentObjectCheck",
            "A memory object has a parent that the driver has chosen.";
        PARENT_OBJECT_CHECK_LOCK: "ParentObjectCheckLock",
            "A lock has a parent that the driver has chosen.";
        READ_REQS: "ReadReqs",
            "A read request is sent by the functions for such requests.";
        REQ_SEND_FAIL: "ReqSendFail",
            "A request that could not be sent is completed with an error.";
        REQUEST_COMPLETED_LOCAL: "RequestCompletedLocal",
            "A queue's callback completes, hands on or marks cancelable each request.";
        REQUEST_GET_STATUS_VALID: "RequestGetStatusValid",
            "WdfRequestGetStatus is called after a send that failed or was synchronous.";
        STOP_ACK_WITHIN_EVT_IO_STOP: "StopAckWithinEvtIoStop",
            "WdfRequestStopAcknowledge is called within EvtIoStop.";
        SYNC_REQ_SEND: "SyncReqSend",
            "The functions that send synchronously get a time-out.";
        SYNC_REQ_SEND_2: "SyncReqSend2",
            "WdfRequestSend gets a time-out when it sends synchronously.";
        UNSAFE_ALLOCATE_POOL: "UnSafeAllocatePool",
            "No pool function is called that leaves memory uninitialised.";
        WDF_IO_QUEUE_RETRIEVE_NEXT_REQUEST: "WdfIoQueueRetrieveNextRequest",
            "A search in a queue ends with the retrieval of what it found.";
        WRITE_REQS: "WriteReqs",
            "A write request is sent by the functions for such requests.";
    }
}
