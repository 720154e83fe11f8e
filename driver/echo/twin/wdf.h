// What the C twins of the sample drivers need of NT and of KMDF 1.33 on x86-64.
//
// Written for this purpose from the published ABI: names are Microsoft's, everything that no twin
// uses is left out. Sizes and offsets are asserted.
#pragma once

typedef signed int NTSTATUS;
typedef unsigned char BOOLEAN, UCHAR;
typedef unsigned short USHORT, WCHAR;
typedef unsigned int ULONG;
typedef signed long long LONGLONG;
typedef unsigned long long ULONG_PTR, SIZE_T, size_t;
typedef void *PVOID;

#define NULL ((void *)0)
#define FALSE ((BOOLEAN)0)
#define TRUE ((BOOLEAN)1)

#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#define STATUS_SUCCESS ((NTSTATUS)0x00000000)
#define STATUS_BUFFER_OVERFLOW ((NTSTATUS)0x80000005)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define STATUS_CANCELLED ((NTSTATUS)0xC0000120)

#define OFFSET(type, field, offset) \
    _Static_assert(__builtin_offsetof(type, field) == (offset), #type "." #field)
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)

typedef struct {
    USHORT Length;
    USHORT MaximumLength;
    WCHAR *Buffer;
} UNICODE_STRING;
SIZE(UNICODE_STRING, 16);

typedef struct {
    ULONG Data1;
    USHORT Data2;
    USHORT Data3;
    UCHAR Data4[8];
} GUID;
SIZE(GUID, 16);

typedef struct _DRIVER_OBJECT DRIVER_OBJECT;
typedef void (*PDRIVER_UNLOAD)(DRIVER_OBJECT *DriverObject);

// Only the routine that the entry stub replaces; the rest is the system's.
struct _DRIVER_OBJECT {
    UCHAR Opaque[104];
    PDRIVER_UNLOAD DriverUnload;
};
OFFSET(DRIVER_OBJECT, DriverUnload, 104);

#define POOL_FLAG_NON_PAGED 0x40ull

__declspec(dllimport) PVOID ExAllocatePool2(ULONG_PTR Flags, SIZE_T Bytes, ULONG Tag);
__declspec(dllimport) void ExFreePool(PVOID Block);

// Handles are pointers to nothing that a driver can see, each kind with a type of its own.
typedef PVOID WDFOBJECT;
typedef struct WDFDRIVER__ *WDFDRIVER;
typedef struct WDFDEVICE__ *WDFDEVICE;
typedef struct WDFDEVICE_INIT WDFDEVICE_INIT;
typedef struct WDFQUEUE__ *WDFQUEUE;
typedef struct WDFREQUEST__ *WDFREQUEST;
typedef struct WDFMEMORY__ *WDFMEMORY;
typedef struct WDFTIMER__ *WDFTIMER;
typedef struct WDFSPINLOCK__ *WDFSPINLOCK;

typedef struct {
    WDFDRIVER Driver;
    ULONG DriverFlags;
    ULONG DriverTag;
    char DriverName[32];
    BOOLEAN DisplaceDriverUnload;
} WDF_DRIVER_GLOBALS;
SIZE(WDF_DRIVER_GLOBALS, 56);
OFFSET(WDF_DRIVER_GLOBALS, DisplaceDriverUnload, 48);

typedef void (*WDFFUNC)(void);

typedef struct {
    ULONG Size;
    const WCHAR *Component;
    ULONG Major, Minor, Build;
    ULONG FuncCount;
    const WDFFUNC **FuncTable;
    PVOID Module;
    const ULONG *MinimumVersionRequired;
    BOOLEAN *ClientVersionHigherThanFramework;
    ULONG *FuncCountPtr;
    ULONG *StructCountPtr;
    const size_t **StructTable;
} WDF_BIND_INFO;
SIZE(WDF_BIND_INFO, 88);

__declspec(dllimport) NTSTATUS WdfVersionBind(DRIVER_OBJECT *DriverObject,
    UNICODE_STRING *RegistryPath, WDF_BIND_INFO *BindInfo, WDF_DRIVER_GLOBALS **Globals);
__declspec(dllimport) NTSTATUS WdfVersionUnbind(
    UNICODE_STRING *RegistryPath, WDF_BIND_INFO *BindInfo, WDF_DRIVER_GLOBALS *Globals);

typedef NTSTATUS EVT_DEVICE_ADD(WDFDRIVER Driver, WDFDEVICE_INIT *DeviceInit);

typedef struct {
    ULONG Size;
    EVT_DEVICE_ADD *EvtDriverDeviceAdd;
    void (*EvtDriverUnload)(WDFDRIVER Driver);
    ULONG DriverInitFlags;
    ULONG DriverPoolTag;
} WDF_DRIVER_CONFIG;
SIZE(WDF_DRIVER_CONFIG, 32);

typedef struct _WDF_OBJECT_CONTEXT_TYPE_INFO {
    ULONG Size;
    const char *ContextName;
    size_t ContextSize;
    const struct _WDF_OBJECT_CONTEXT_TYPE_INFO *UniqueType;
    PVOID EvtDriverGetUniqueContextType;
} WDF_OBJECT_CONTEXT_TYPE_INFO;
SIZE(WDF_OBJECT_CONTEXT_TYPE_INFO, 40);

enum { WdfExecutionLevelInheritFromParent = 1 };
enum { WdfSynchronizationScopeInheritFromParent = 1 };

typedef struct {
    ULONG Size;
    void (*EvtCleanupCallback)(WDFOBJECT Object);
    void (*EvtDestroyCallback)(WDFOBJECT Object);
    ULONG ExecutionLevel;
    ULONG SynchronizationScope;
    WDFOBJECT ParentObject;
    size_t ContextSizeOverride;
    const WDF_OBJECT_CONTEXT_TYPE_INFO *ContextTypeInfo;
} WDF_OBJECT_ATTRIBUTES;
SIZE(WDF_OBJECT_ATTRIBUTES, 56);

// Attributes that ask for nothing.
#define OBJECT_ATTRIBUTES                                                   \
    ((WDF_OBJECT_ATTRIBUTES){                                               \
        .Size = sizeof(WDF_OBJECT_ATTRIBUTES),                              \
        .ExecutionLevel = WdfExecutionLevelInheritFromParent,               \
        .SynchronizationScope = WdfSynchronizationScopeInheritFromParent})

enum { WdfFalse, WdfTrue, WdfUseDefault };
enum { WdfIoQueueDispatchSequential = 1 };
enum { WdfRequestStopActionSuspend = 1, WdfRequestStopActionPurge = 2 };

typedef struct {
    ULONG Size;
    ULONG DispatchType;
    ULONG PowerManaged;
    BOOLEAN AllowZeroLengthRequests;
    BOOLEAN DefaultQueue;
    PVOID EvtIoDefault;
    void (*EvtIoRead)(WDFQUEUE Queue, WDFREQUEST Request, size_t Length);
    void (*EvtIoWrite)(WDFQUEUE Queue, WDFREQUEST Request, size_t Length);
    PVOID EvtIoDeviceControl;
    PVOID EvtIoInternalDeviceControl;
    void (*EvtIoStop)(WDFQUEUE Queue, WDFREQUEST Request, ULONG ActionFlags);
    PVOID EvtIoResume;
    PVOID EvtIoCanceledOnQueue;
    ULONG NumberOfPresentedRequests;
    WDFDRIVER Driver;
} WDF_IO_QUEUE_CONFIG;
SIZE(WDF_IO_QUEUE_CONFIG, 96);
OFFSET(WDF_IO_QUEUE_CONFIG, EvtIoStop, 56);

typedef struct {
    ULONG Size;
    void (*EvtTimerFunc)(WDFTIMER Timer);
    ULONG Period;
    BOOLEAN AutomaticSerialization;
    _Alignas(8) ULONG TolerableDelay;
    _Alignas(8) BOOLEAN UseHighResolutionTimer;
} WDF_TIMER_CONFIG;
SIZE(WDF_TIMER_CONFIG, 40);

#define WDF_FUNCTION_COUNT 458

extern const WDFFUNC *WdfFunctions;
extern WDF_DRIVER_GLOBALS *WdfDriverGlobals;

// The function with this number in the framework's table.
#define WDF(index, result, ...) \
    ((result (*)(WDF_DRIVER_GLOBALS *, __VA_ARGS__))WdfFunctions[index])

typedef void EVT_REQUEST_CANCEL(WDFREQUEST Request);

static inline NTSTATUS WdfDriverCreate(DRIVER_OBJECT *DriverObject,
    const UNICODE_STRING *RegistryPath, WDF_OBJECT_ATTRIBUTES *Attributes,
    WDF_DRIVER_CONFIG *Config, WDFDRIVER *Driver)
{
    return WDF(116, NTSTATUS, DRIVER_OBJECT *, const UNICODE_STRING *, WDF_OBJECT_ATTRIBUTES *,
        WDF_DRIVER_CONFIG *, WDFDRIVER *)(
        WdfDriverGlobals, DriverObject, RegistryPath, Attributes, Config, Driver);
}

static inline void WdfDeviceInitSetRequestAttributes(
    WDFDEVICE_INIT *DeviceInit, WDF_OBJECT_ATTRIBUTES *Attributes)
{
    WDF(72, void, WDFDEVICE_INIT *, WDF_OBJECT_ATTRIBUTES *)(
        WdfDriverGlobals, DeviceInit, Attributes);
}

static inline NTSTATUS WdfDeviceCreate(
    WDFDEVICE_INIT **DeviceInit, WDF_OBJECT_ATTRIBUTES *Attributes, WDFDEVICE *Device)
{
    return WDF(75, NTSTATUS, WDFDEVICE_INIT **, WDF_OBJECT_ATTRIBUTES *, WDFDEVICE *)(
        WdfDriverGlobals, DeviceInit, Attributes, Device);
}

static inline NTSTATUS WdfDeviceCreateDeviceInterface(
    WDFDEVICE Device, const GUID *InterfaceClass, const UNICODE_STRING *ReferenceString)
{
    return WDF(77, NTSTATUS, WDFDEVICE, const GUID *, const UNICODE_STRING *)(
        WdfDriverGlobals, Device, InterfaceClass, ReferenceString);
}

static inline NTSTATUS WdfIoQueueCreate(WDFDEVICE Device, WDF_IO_QUEUE_CONFIG *Config,
    WDF_OBJECT_ATTRIBUTES *Attributes, WDFQUEUE *Queue)
{
    return WDF(152, NTSTATUS, WDFDEVICE, WDF_IO_QUEUE_CONFIG *, WDF_OBJECT_ATTRIBUTES *,
        WDFQUEUE *)(WdfDriverGlobals, Device, Config, Attributes, Queue);
}

static inline NTSTATUS WdfMemoryCopyToBuffer(
    WDFMEMORY Source, size_t Offset, PVOID Buffer, size_t Bytes)
{
    return WDF(196, NTSTATUS, WDFMEMORY, size_t, PVOID, size_t)(
        WdfDriverGlobals, Source, Offset, Buffer, Bytes);
}

static inline NTSTATUS WdfMemoryCopyFromBuffer(
    WDFMEMORY Destination, size_t Offset, PVOID Buffer, size_t Bytes)
{
    return WDF(197, NTSTATUS, WDFMEMORY, size_t, PVOID, size_t)(
        WdfDriverGlobals, Destination, Offset, Buffer, Bytes);
}

static inline PVOID WdfObjectGetTypedContextWorker(
    WDFOBJECT Object, const WDF_OBJECT_CONTEXT_TYPE_INFO *Type)
{
    return WDF(202, PVOID, WDFOBJECT, const WDF_OBJECT_CONTEXT_TYPE_INFO *)(
        WdfDriverGlobals, Object, Type);
}

static inline NTSTATUS WdfRequestUnmarkCancelable(WDFREQUEST Request)
{
    return WDF(256, NTSTATUS, WDFREQUEST)(WdfDriverGlobals, Request);
}

static inline void WdfRequestComplete(WDFREQUEST Request, NTSTATUS Status)
{
    WDF(263, void, WDFREQUEST, NTSTATUS)(WdfDriverGlobals, Request, Status);
}

static inline void WdfRequestCompleteWithInformation(
    WDFREQUEST Request, NTSTATUS Status, ULONG_PTR Information)
{
    WDF(265, void, WDFREQUEST, NTSTATUS, ULONG_PTR)(WdfDriverGlobals, Request, Status, Information);
}

static inline NTSTATUS WdfRequestRetrieveInputMemory(WDFREQUEST Request, WDFMEMORY *Memory)
{
    return WDF(267, NTSTATUS, WDFREQUEST, WDFMEMORY *)(WdfDriverGlobals, Request, Memory);
}

static inline NTSTATUS WdfRequestRetrieveOutputMemory(WDFREQUEST Request, WDFMEMORY *Memory)
{
    return WDF(268, NTSTATUS, WDFREQUEST, WDFMEMORY *)(WdfDriverGlobals, Request, Memory);
}

static inline void WdfRequestSetInformation(WDFREQUEST Request, ULONG_PTR Information)
{
    WDF(275, void, WDFREQUEST, ULONG_PTR)(WdfDriverGlobals, Request, Information);
}

static inline WDFQUEUE WdfRequestGetIoQueue(WDFREQUEST Request)
{
    return WDF(282, WDFQUEUE, WDFREQUEST)(WdfDriverGlobals, Request);
}

static inline void WdfRequestStopAcknowledge(WDFREQUEST Request, BOOLEAN Requeue)
{
    WDF(284, void, WDFREQUEST, BOOLEAN)(WdfDriverGlobals, Request, Requeue);
}

static inline NTSTATUS WdfSpinLockCreate(WDF_OBJECT_ATTRIBUTES *Attributes, WDFSPINLOCK *SpinLock)
{
    return WDF(315, NTSTATUS, WDF_OBJECT_ATTRIBUTES *, WDFSPINLOCK *)(
        WdfDriverGlobals, Attributes, SpinLock);
}

static inline void WdfSpinLockAcquire(WDFSPINLOCK SpinLock)
{
    WDF(316, void, WDFSPINLOCK)(WdfDriverGlobals, SpinLock);
}

static inline void WdfSpinLockRelease(WDFSPINLOCK SpinLock)
{
    WDF(317, void, WDFSPINLOCK)(WdfDriverGlobals, SpinLock);
}

static inline NTSTATUS WdfTimerCreate(
    WDF_TIMER_CONFIG *Config, WDF_OBJECT_ATTRIBUTES *Attributes, WDFTIMER *Timer)
{
    return WDF(318, NTSTATUS, WDF_TIMER_CONFIG *, WDF_OBJECT_ATTRIBUTES *, WDFTIMER *)(
        WdfDriverGlobals, Config, Attributes, Timer);
}

static inline BOOLEAN WdfTimerStart(WDFTIMER Timer, LONGLONG DueTime)
{
    return WDF(319, BOOLEAN, WDFTIMER, LONGLONG)(WdfDriverGlobals, Timer, DueTime);
}

static inline WDFOBJECT WdfTimerGetParentObject(WDFTIMER Timer)
{
    return WDF(321, WDFOBJECT, WDFTIMER)(WdfDriverGlobals, Timer);
}

static inline NTSTATUS WdfRequestMarkCancelableEx(
    WDFREQUEST Request, EVT_REQUEST_CANCEL *EvtRequestCancel)
{
    return WDF(393, NTSTATUS, WDFREQUEST, EVT_REQUEST_CANCEL *)(
        WdfDriverGlobals, Request, EvtRequestCancel);
}
