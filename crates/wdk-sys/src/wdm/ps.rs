//! `wdm.h`, `ntddk.h`, `ntifs.h`: processes and threads.

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// A process.
#[repr(C)]
pub struct _EPROCESS {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_EPROCESS`].
pub type PEPROCESS = *mut _EPROCESS;

/// A thread.
#[repr(C)]
pub struct _ETHREAD {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_ETHREAD`].
pub type PETHREAD = *mut _ETHREAD;

/// A process, for the scheduler.
#[repr(C)]
pub struct _KPROCESS {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_KPROCESS`].
pub type PKPROCESS = *mut _KPROCESS;

/// A thread, for the scheduler.
#[repr(C)]
pub struct _KTHREAD {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_KTHREAD`].
pub type PKTHREAD = *mut _KTHREAD;
/// Pointer to a [`_KTHREAD`].
pub type PRKTHREAD = *mut _KTHREAD;

/// The part of a process that user mode sees.
#[repr(C)]
pub struct _PEB {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_PEB`].
pub type PPEB = *mut _PEB;

/// A value of [`_MODE`], in a byte.
pub type KPROCESSOR_MODE = CCHAR;
/// Facts about a process.
pub mod _PROCESSINFOCLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const ProcessBasicInformation: Type = 0;
    pub const ProcessQuotaLimits: Type = 1;
    pub const ProcessIoCounters: Type = 2;
    pub const ProcessVmCounters: Type = 3;
    pub const ProcessTimes: Type = 4;
    pub const ProcessBasePriority: Type = 5;
    pub const ProcessRaisePriority: Type = 6;
    pub const ProcessDebugPort: Type = 7;
    pub const ProcessExceptionPort: Type = 8;
    pub const ProcessAccessToken: Type = 9;
    pub const ProcessLdtInformation: Type = 10;
    pub const ProcessLdtSize: Type = 11;
    pub const ProcessDefaultHardErrorMode: Type = 12;
    pub const ProcessIoPortHandlers: Type = 13;
    pub const ProcessPooledUsageAndLimits: Type = 14;
    pub const ProcessWorkingSetWatch: Type = 15;
    pub const ProcessUserModeIOPL: Type = 16;
    pub const ProcessEnableAlignmentFaultFixup: Type = 17;
    pub const ProcessPriorityClass: Type = 18;
    pub const ProcessWx86Information: Type = 19;
    pub const ProcessHandleCount: Type = 20;
    pub const ProcessAffinityMask: Type = 21;
    pub const ProcessPriorityBoost: Type = 22;
    pub const ProcessDeviceMap: Type = 23;
    pub const ProcessSessionInformation: Type = 24;
    pub const ProcessForegroundInformation: Type = 25;
    pub const ProcessWow64Information: Type = 26;
    pub const ProcessImageFileName: Type = 27;
    pub const ProcessLUIDDeviceMapsEnabled: Type = 28;
    pub const ProcessBreakOnTermination: Type = 29;
    pub const ProcessDebugObjectHandle: Type = 30;
    pub const ProcessDebugFlags: Type = 31;
    pub const ProcessHandleTracing: Type = 32;
    pub const ProcessIoPriority: Type = 33;
    pub const ProcessExecuteFlags: Type = 34;
    pub const ProcessTlsInformation: Type = 35;
    pub const ProcessCookie: Type = 36;
    pub const ProcessImageInformation: Type = 37;
    pub const ProcessCycleTime: Type = 38;
    pub const ProcessPagePriority: Type = 39;
    pub const ProcessInstrumentationCallback: Type = 40;
    pub const ProcessThreadStackAllocation: Type = 41;
    pub const ProcessWorkingSetWatchEx: Type = 42;
    pub const ProcessImageFileNameWin32: Type = 43;
    pub const ProcessImageFileMapping: Type = 44;
    pub const ProcessAffinityUpdateMode: Type = 45;
    pub const ProcessMemoryAllocationMode: Type = 46;
    pub const ProcessGroupInformation: Type = 47;
    pub const ProcessTokenVirtualizationEnabled: Type = 48;
    pub const ProcessConsoleHostProcess: Type = 49;
    pub const ProcessWindowInformation: Type = 50;
    pub const MaxProcessInfoClass: Type = 51;
}
/// A value of [`_PROCESSINFOCLASS`].
pub type PROCESSINFOCLASS = _PROCESSINFOCLASS::Type;

/// What a cache holds.
pub mod _PROCESSOR_CACHE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const CacheUnified: Type = 0;
    pub const CacheInstruction: Type = 1;
    pub const CacheData: Type = 2;
    pub const CacheTrace: Type = 3;
}
/// A value of [`_PROCESSOR_CACHE_TYPE`].
pub type PROCESSOR_CACHE_TYPE = _PROCESSOR_CACHE_TYPE::Type;

/// Facts about a thread.
pub mod _THREADINFOCLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const ThreadBasicInformation: Type = 0;
    pub const ThreadTimes: Type = 1;
    pub const ThreadPriority: Type = 2;
    pub const ThreadBasePriority: Type = 3;
    pub const ThreadAffinityMask: Type = 4;
    pub const ThreadImpersonationToken: Type = 5;
    pub const ThreadDescriptorTableEntry: Type = 6;
    pub const ThreadEnableAlignmentFaultFixup: Type = 7;
    pub const ThreadEventPair_Reusable: Type = 8;
    pub const ThreadQuerySetWin32StartAddress: Type = 9;
    pub const ThreadZeroTlsCell: Type = 10;
    pub const ThreadPerformanceCount: Type = 11;
    pub const ThreadAmILastThread: Type = 12;
    pub const ThreadIdealProcessor: Type = 13;
    pub const ThreadPriorityBoost: Type = 14;
    pub const ThreadSetTlsArrayAddress: Type = 15;
    pub const ThreadIsIoPending: Type = 16;
    pub const ThreadHideFromDebugger: Type = 17;
    pub const ThreadBreakOnTermination: Type = 18;
    pub const ThreadSwitchLegacyState: Type = 19;
    pub const ThreadIsTerminated: Type = 20;
    pub const ThreadLastSystemCall: Type = 21;
    pub const ThreadIoPriority: Type = 22;
    pub const ThreadCycleTime: Type = 23;
    pub const ThreadPagePriority: Type = 24;
    pub const ThreadActualBasePriority: Type = 25;
    pub const ThreadTebInformation: Type = 26;
    pub const ThreadCSwitchMon: Type = 27;
    pub const ThreadCSwitchPmu: Type = 28;
    pub const ThreadWow64Context: Type = 29;
    pub const ThreadGroupInformation: Type = 30;
    pub const ThreadUmsInformation: Type = 31;
    pub const ThreadCounterProfiling: Type = 32;
    pub const ThreadIdealProcessorEx: Type = 33;
    pub const MaxThreadInfoClass: Type = 34;
}
/// A value of [`_THREADINFOCLASS`].
pub type THREADINFOCLASS = _THREADINFOCLASS::Type;

/// A process that is created.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PS_CREATE_NOTIFY_INFO {
    pub Size: SIZE_T,
    pub Anonymous: _PS_CREATE_NOTIFY_INFO_Anonymous,
    pub ParentProcessId: HANDLE,
    pub CreatingThreadId: CLIENT_ID,
    pub FileObject: *mut _FILE_OBJECT,
    pub ImageFileName: PCUNICODE_STRING,
    pub CommandLine: PCUNICODE_STRING,
    pub CreationStatus: NTSTATUS,
}
/// A [`_PS_CREATE_NOTIFY_INFO`].
pub type PS_CREATE_NOTIFY_INFO = _PS_CREATE_NOTIFY_INFO;
/// Pointer to a [`_PS_CREATE_NOTIFY_INFO`].
pub type PPS_CREATE_NOTIFY_INFO = *mut _PS_CREATE_NOTIFY_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _PS_CREATE_NOTIFY_INFO_Anonymous {
    pub Flags: ULONG,
    pub BitFields: ULONG,
}

/// An image that is mapped.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IMAGE_INFO {
    pub Anonymous: _IMAGE_INFO_Anonymous,
    pub ImageBase: PVOID,
    pub ImageSelector: ULONG,
    pub ImageSize: SIZE_T,
    pub ImageSectionNumber: ULONG,
}
/// A [`_IMAGE_INFO`].
pub type IMAGE_INFO = _IMAGE_INFO;
/// Pointer to a [`_IMAGE_INFO`].
pub type PIMAGE_INFO = *mut _IMAGE_INFO;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IMAGE_INFO_Anonymous {
    pub Properties: ULONG,
    pub BitFields: ULONG,
}

/// Basic facts about a process.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PROCESS_BASIC_INFORMATION {
    pub ExitStatus: NTSTATUS,
    pub PebBaseAddress: *mut _PEB,
    pub AffinityMask: ULONG_PTR,
    pub BasePriority: KPRIORITY,
    pub UniqueProcessId: ULONG_PTR,
    pub InheritedFromUniqueProcessId: ULONG_PTR,
}
/// A [`_PROCESS_BASIC_INFORMATION`].
pub type PROCESS_BASIC_INFORMATION = _PROCESS_BASIC_INFORMATION;
/// Pointer to a [`_PROCESS_BASIC_INFORMATION`].
pub type PPROCESS_BASIC_INFORMATION = *mut _PROCESS_BASIC_INFORMATION;

/// Processors that share a core or package.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PROCESSOR_RELATIONSHIP {
    pub Flags: UCHAR,
    pub EfficiencyClass: UCHAR,
    pub Reserved: [UCHAR; 20],
    pub GroupCount: USHORT,
    pub GroupMask: [GROUP_AFFINITY; 1],
}
/// A [`_PROCESSOR_RELATIONSHIP`].
pub type PROCESSOR_RELATIONSHIP = _PROCESSOR_RELATIONSHIP;
/// Pointer to a [`_PROCESSOR_RELATIONSHIP`].
pub type PPROCESSOR_RELATIONSHIP = *mut _PROCESSOR_RELATIONSHIP;

/// Processors of a group.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PROCESSOR_GROUP_INFO {
    pub MaximumProcessorCount: UCHAR,
    pub ActiveProcessorCount: UCHAR,
    pub Reserved: [UCHAR; 38],
    pub ActiveProcessorMask: KAFFINITY,
}
/// A [`_PROCESSOR_GROUP_INFO`].
pub type PROCESSOR_GROUP_INFO = _PROCESSOR_GROUP_INFO;
/// Pointer to a [`_PROCESSOR_GROUP_INFO`].
pub type PPROCESSOR_GROUP_INFO = *mut _PROCESSOR_GROUP_INFO;

crate::fn_types! {
    /// Called when a process comes or goes.
    pub type PCREATE_PROCESS_NOTIFY_ROUTINE = fn(
        ParentId: HANDLE,
        ProcessId: HANDLE,
        Create: BOOLEAN,
    );
    /// Called when a process comes or goes; may refuse it.
    pub type PCREATE_PROCESS_NOTIFY_ROUTINE_EX = fn(
        Process: PEPROCESS,
        ProcessId: HANDLE,
        CreateInfo: PPS_CREATE_NOTIFY_INFO,
    );
    /// Called when a thread comes or goes.
    pub type PCREATE_THREAD_NOTIFY_ROUTINE = fn(
        ProcessId: HANDLE,
        ThreadId: HANDLE,
        Create: BOOLEAN,
    );
    /// The body of a kernel thread.
    pub type PKSTART_ROUTINE = fn(StartContext: PVOID);
    /// Called when an image is mapped.
    pub type PLOAD_IMAGE_NOTIFY_ROUTINE = fn(
        FullImageName: PUNICODE_STRING,
        ProcessId: HANDLE,
        ImageInfo: PIMAGE_INFO,
    );
    /// Called when a processor is added.
    pub type PPROCESSOR_CALLBACK_FUNCTION = fn(
        CallbackContext: PVOID,
        ChangeContext: PKE_PROCESSOR_CHANGE_NOTIFY_CONTEXT,
        OperationStatus: PNTSTATUS,
    );
}

layout! {
    _PS_CREATE_NOTIFY_INFO_Anonymous: 4, 4 { Flags: 0, BitFields: 0 }
    _PS_CREATE_NOTIFY_INFO: 72, 8 {
        Size: 0, Anonymous: 8, ParentProcessId: 16, CreatingThreadId: 24, FileObject: 40,
        ImageFileName: 48, CommandLine: 56, CreationStatus: 64
    }
    _IMAGE_INFO_Anonymous: 4, 4 { Properties: 0, BitFields: 0 }
    _IMAGE_INFO: 40, 8 {
        Anonymous: 0, ImageBase: 8, ImageSelector: 16, ImageSize: 24, ImageSectionNumber: 32
    }
    _PROCESS_BASIC_INFORMATION: 48, 8 {
        ExitStatus: 0, PebBaseAddress: 8, AffinityMask: 16, BasePriority: 24,
        UniqueProcessId: 32, InheritedFromUniqueProcessId: 40
    }
    _PROCESSOR_RELATIONSHIP: 40, 8 {
        Flags: 0, EfficiencyClass: 1, Reserved: 2, GroupCount: 22, GroupMask: 24
    }
    _PROCESSOR_GROUP_INFO: 48, 8 {
        MaximumProcessorCount: 0, ActiveProcessorCount: 1, Reserved: 2, ActiveProcessorMask:
        40
    }
}

bit_fields! {
    _PS_CREATE_NOTIFY_INFO_Anonymous.BitFields: ULONG {
        FileOpenNameAvailable set_FileOpenNameAvailable: 0, 1;
    }
    _IMAGE_INFO_Anonymous.BitFields: ULONG {
        ImageAddressingMode set_ImageAddressingMode: 0, 8;
        SystemModeImage set_SystemModeImage: 8, 1;
        ImageMappedToAllPids set_ImageMappedToAllPids: 9, 1;
        ExtendedInfoPresent set_ExtendedInfoPresent: 10, 1;
    }
}

imports! { "ntoskrnl.exe";
    /// Creates a thread of the kernel, and a handle to it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-pscreatesystemthread>
    pub fn PsCreateSystemThread(
        ThreadHandle: PHANDLE,
        DesiredAccess: ULONG,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        ProcessHandle: HANDLE,
        ClientId: PCLIENT_ID,
        StartRoutine: PKSTART_ROUTINE,
        StartContext: PVOID,
    ) -> NTSTATUS;
    /// Ends the current thread of the kernel. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-psterminatesystemthread>
    pub fn PsTerminateSystemThread(ExitStatus: NTSTATUS) -> NTSTATUS;
    /// Opens a process by its identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwopenprocess>
    pub fn ZwOpenProcess(
        ProcessHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        ClientId: PCLIENT_ID,
    ) -> NTSTATUS;
    /// Ends a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwterminateprocess>
    pub fn ZwTerminateProcess(ProcessHandle: HANDLE, ExitStatus: NTSTATUS) -> NTSTATUS;
    /// Changes facts about a thread. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwsetinformationthread>
    pub fn ZwSetInformationThread(
        ThreadHandle: HANDLE,
        ThreadInformationClass: THREADINFOCLASS,
        ThreadInformation: PVOID,
        ThreadInformationLength: ULONG,
    ) -> NTSTATUS;
    /// Facts about a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwQueryInformationProcess(
        ProcessHandle: HANDLE,
        ProcessInformationClass: PROCESSINFOCLASS,
        ProcessInformation: PVOID,
        ProcessInformationLength: ULONG,
        ReturnLength: PULONG,
    ) -> NTSTATUS;
    /// The process of an identifier, referenced. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-pslookupprocessbyprocessid>
    pub fn PsLookupProcessByProcessId(ProcessId: HANDLE, Process: *mut PEPROCESS) -> NTSTATUS;
    /// The thread of an identifier, referenced. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-pslookupthreadbythreadid>
    pub fn PsLookupThreadByThreadId(UniqueThreadId: HANDLE, Thread: *mut PETHREAD) -> NTSTATUS;
    /// A thread is the system's. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psissystemthread>
    pub fn PsIsSystemThread(Thread: PETHREAD) -> BOOLEAN;
    /// A thread is ending. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psisthreadterminating>
    pub fn PsIsThreadTerminating(Thread: PETHREAD) -> BOOLEAN;
    /// The current process's identifier. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetcurrentprocessid>
    pub fn PsGetCurrentProcessId() -> HANDLE;
    /// The current thread's identifier. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetcurrentthreadid>
    pub fn PsGetCurrentThreadId() -> HANDLE;
    /// A process's identifier. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetprocessid>
    pub fn PsGetProcessId(Process: PEPROCESS) -> HANDLE;
    /// A thread's identifier. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetthreadid>
    pub fn PsGetThreadId(Thread: PETHREAD) -> HANDLE;
    /// The identifier of a thread's process. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetthreadprocessid>
    pub fn PsGetThreadProcessId(Thread: PETHREAD) -> HANDLE;
    /// When a process was created. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetprocesscreatetimequadpart>
    pub fn PsGetProcessCreateTimeQuadPart(Process: PEPROCESS) -> LONGLONG;
    /// The version of the system; `RtlGetVersion` replaces it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-psgetversion>
    pub fn PsGetVersion(
        MajorVersion: PULONG,
        MinorVersion: PULONG,
        BuildNumber: PULONG,
        CSDVersion: PUNICODE_STRING,
    ) -> BOOLEAN;
    /// Asks to be told when processes come and go. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-pssetcreateprocessnotifyroutine>
    pub fn PsSetCreateProcessNotifyRoutine(
        NotifyRoutine: PCREATE_PROCESS_NOTIFY_ROUTINE,
        Remove: BOOLEAN,
    ) -> NTSTATUS;
    /// As `PsSetCreateProcessNotifyRoutine`, with a say in it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-pssetcreateprocessnotifyroutineex>
    pub fn PsSetCreateProcessNotifyRoutineEx(
        NotifyRoutine: PCREATE_PROCESS_NOTIFY_ROUTINE_EX,
        Remove: BOOLEAN,
    ) -> NTSTATUS;
    /// Asks to be told when threads come and go. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-pssetcreatethreadnotifyroutine>
    pub fn PsSetCreateThreadNotifyRoutine(NotifyRoutine: PCREATE_THREAD_NOTIFY_ROUTINE) -> NTSTATUS;
    /// Ends what `PsSetCreateThreadNotifyRoutine` began. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psremovecreatethreadnotifyroutine>
    pub fn PsRemoveCreateThreadNotifyRoutine(
        NotifyRoutine: PCREATE_THREAD_NOTIFY_ROUTINE,
    ) -> NTSTATUS;
    /// Asks to be told when images are mapped. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-pssetloadimagenotifyroutine>
    pub fn PsSetLoadImageNotifyRoutine(NotifyRoutine: PLOAD_IMAGE_NOTIFY_ROUTINE) -> NTSTATUS;
    /// Ends what `PsSetLoadImageNotifyRoutine` began. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psremoveloadimagenotifyroutine>
    pub fn PsRemoveLoadImageNotifyRoutine(NotifyRoutine: PLOAD_IMAGE_NOTIFY_ROUTINE) -> NTSTATUS;
    /// Whether the current thread's page faults are prefetched. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn PsSetCurrentThreadPrefetching(Prefetching: BOOLEAN) -> BOOLEAN;
    /// The current thread's page faults are prefetched. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn PsIsCurrentThreadPrefetching() -> BOOLEAN;
    /// The token of a process, referenced. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psreferenceprimarytoken>
    pub fn PsReferencePrimaryToken(Process: PEPROCESS) -> HANDLE;
    /// Releases a process's token. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psdereferenceprimarytoken>
    pub fn PsDereferencePrimaryToken(PrimaryToken: PACCESS_TOKEN);
    /// The token that a thread impersonates with, referenced, or null. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psreferenceimpersonationtoken>
    pub fn PsReferenceImpersonationToken(
        Thread: PETHREAD,
        CopyOnOpen: PBOOLEAN,
        EffectiveOnly: PBOOLEAN,
        ImpersonationLevel: PSECURITY_IMPERSONATION_LEVEL,
    ) -> PACCESS_TOKEN;
    /// Releases a token that a thread impersonates with. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psdereferenceimpersonationtoken>
    pub fn PsDereferenceImpersonationToken(ImpersonationToken: PACCESS_TOKEN);
    /// When the current process ended. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psgetprocessexittime>
    pub fn PsGetProcessExitTime() -> LARGE_INTEGER;
}

pub const THREAD_TERMINATE: ULONG = 1;
pub const THREAD_SUSPEND_RESUME: ULONG = 2;
pub const THREAD_ALERT: ULONG = 4;
pub const THREAD_GET_CONTEXT: ULONG = 8;
pub const THREAD_SET_CONTEXT: ULONG = 0x10;
pub const THREAD_SET_INFORMATION: ULONG = 0x20;
pub const THREAD_SET_LIMITED_INFORMATION: ULONG = 0x400;
pub const THREAD_QUERY_LIMITED_INFORMATION: ULONG = 0x800;
pub const PROCESS_DUP_HANDLE: ULONG = 0x40;
pub const PROCESS_ALL_ACCESS: ULONG = 0x001F_FFFF;
pub const THREAD_ALL_ACCESS: ULONG = 0x001F_FFFF;
pub const IMAGE_ADDRESSING_MODE_32BIT: ULONG = 3;

imports! { "ntoskrnl.exe";
    /// The current thread. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetcurrentthread>
    pub fn PsGetCurrentThread() -> PETHREAD;
    /// The process of a thread. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn PsGetThreadProcess(Thread: PETHREAD) -> PEPROCESS;
    /// The status that a process ended with, `STATUS_PENDING` while it runs. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-psgetprocessexitstatus>
    pub fn PsGetProcessExitStatus(Process: PEPROCESS) -> NTSTATUS;
    /// The disk counters of processes are wanted. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psisdiskcountersenabled>
    pub fn PsIsDiskCountersEnabled() -> BOOLEAN;
    /// Adds to a process's disk counters. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-psupdatediskcounters>
    pub fn PsUpdateDiskCounters(
        Process: PEPROCESS,
        BytesRead: ULONG64,
        BytesWritten: ULONG64,
        ReadOperationCount: ULONG,
        WriteOperationCount: ULONG,
        FlushOperationCount: ULONG,
    );

    /// The object type of threads.
    pub static PsThreadType: KernelVariable<POBJECT_TYPE>;
    /// The object type of processes.
    pub static PsProcessType: KernelVariable<POBJECT_TYPE>;
    /// The system process.
    pub static PsInitialSystemProcess: KernelVariable<PEPROCESS>;
}

/// The process of the current thread's address space. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
#[must_use]
pub unsafe fn PsGetCurrentProcess() -> PEPROCESS {
    // SAFETY: no precondition.
    unsafe { IoGetCurrentProcess() }
}
