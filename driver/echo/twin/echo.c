// The sample driver `echo` in C, to measure what the one in safe Rust costs beside it.
//
// One request at a time, each waiting for a timer that completes it, and cancelable while it
// waits: what Microsoft's echo sample does in its variant with a lock of its own. Call by call it
// does what `driver/raw-echo` does. As in `echo`, a request stays while the device sleeps.
#include "wdf.h"

// The longest write.
#define MAX_LENGTH (40 * 1024)
// How long a request waits: ten seconds from now, in units of 100 nanoseconds.
#define DELAY (-10LL * 10 * 1000 * 1000)
#define POOL_TAG 0x6F686345 // Echo

typedef struct {
    // What was written last; only the request that is in a handler touches it.
    PVOID Buffer;
    size_t Length;
    // The request that waits for the timer; under the lock. Who takes it out of here completes it.
    WDFREQUEST CurrentRequest;
    WDFTIMER Timer;
    WDFSPINLOCK Lock;
} QUEUE_CONTEXT;

static const WDF_OBJECT_CONTEXT_TYPE_INFO QueueContextType = {
    .Size = sizeof(WDF_OBJECT_CONTEXT_TYPE_INFO),
    .ContextName = "QUEUE_CONTEXT",
    .ContextSize = sizeof(QUEUE_CONTEXT),
    .UniqueType = &QueueContextType,
};

typedef struct {
    // What the request transferred, until the timer completes it.
    size_t Transferred;
} REQUEST_CONTEXT;

static const WDF_OBJECT_CONTEXT_TYPE_INFO RequestContextType = {
    .Size = sizeof(WDF_OBJECT_CONTEXT_TYPE_INFO),
    .ContextName = "REQUEST_CONTEXT",
    .ContextSize = sizeof(REQUEST_CONTEXT),
    .UniqueType = &RequestContextType,
};

static const GUID EchoInterface = {
    0x5D1A2F0E, 0x3C67, 0x4C4B, {0x8A, 0x35, 0x0E, 0x9C, 0x1B, 0x7F, 0x6A, 0x21}};

static QUEUE_CONTEXT *QueueGetContext(WDFOBJECT queue)
{
    return WdfObjectGetTypedContextWorker(queue, &QueueContextType);
}

static REQUEST_CONTEXT *RequestGetContext(WDFREQUEST request)
{
    return WdfObjectGetTypedContextWorker(request, &RequestContextType);
}

static void EvtRequestCancel(WDFREQUEST request)
{
    QUEUE_CONTEXT *context = QueueGetContext(WdfRequestGetIoQueue(request));

    WdfSpinLockAcquire(context->Lock);
    context->CurrentRequest = NULL;
    WdfSpinLockRelease(context->Lock);

    WdfRequestCompleteWithInformation(request, STATUS_CANCELLED, 0);
}

// Lets a request wait for the timer.
static void SetCurrentRequest(WDFQUEUE queue, WDFREQUEST request, size_t transferred)
{
    NTSTATUS status;
    QUEUE_CONTEXT *context;

    RequestGetContext(request)->Transferred = transferred;
    context = QueueGetContext(queue);

    // The lock is held over both steps, so that the timer finds no request that is not marked.
    WdfSpinLockAcquire(context->Lock);
    status = WdfRequestMarkCancelableEx(request, EvtRequestCancel);
    if (NT_SUCCESS(status))
        context->CurrentRequest = request;
    WdfSpinLockRelease(context->Lock);

    if (NT_SUCCESS(status))
        WdfTimerStart(context->Timer, DELAY);
    else
        WdfRequestCompleteWithInformation(request, status, 0);
}

// Takes the waiting request out, unless its cancellation comes first.
static WDFREQUEST TakeCurrentRequest(QUEUE_CONTEXT *context)
{
    WDFREQUEST request;

    WdfSpinLockAcquire(context->Lock);
    request = context->CurrentRequest;
    if (request != NULL) {
        // The cancel routine waits for the lock before it completes the request, so it is there.
        if (WdfRequestUnmarkCancelable(request) == STATUS_CANCELLED)
            request = NULL;
        else
            context->CurrentRequest = NULL;
    }
    WdfSpinLockRelease(context->Lock);
    return request;
}

static void EvtTimer(WDFTIMER timer)
{
    QUEUE_CONTEXT *context = QueueGetContext(WdfTimerGetParentObject(timer));
    WDFREQUEST request = TakeCurrentRequest(context);

    if (request != NULL) {
        WdfRequestSetInformation(request, RequestGetContext(request)->Transferred);
        WdfRequestComplete(request, STATUS_SUCCESS);
    }
}

static void ForgetBuffer(QUEUE_CONTEXT *context)
{
    if (context->Buffer != NULL) {
        ExFreePool(context->Buffer);
        context->Buffer = NULL;
        context->Length = 0;
    }
}

static void EvtIoWrite(WDFQUEUE queue, WDFREQUEST request, size_t length)
{
    NTSTATUS status;
    WDFMEMORY memory;
    QUEUE_CONTEXT *context = QueueGetContext(queue);

    if (length > MAX_LENGTH) {
        WdfRequestCompleteWithInformation(request, STATUS_BUFFER_OVERFLOW, 0);
        return;
    }
    status = WdfRequestRetrieveInputMemory(request, &memory);
    if (!NT_SUCCESS(status)) {
        WdfRequestComplete(request, status);
        return;
    }
    ForgetBuffer(context);
    context->Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, length, POOL_TAG);
    if (context->Buffer == NULL) {
        WdfRequestComplete(request, STATUS_INSUFFICIENT_RESOURCES);
        return;
    }
    status = WdfMemoryCopyToBuffer(memory, 0, context->Buffer, length);
    if (!NT_SUCCESS(status)) {
        ForgetBuffer(context);
        WdfRequestComplete(request, status);
        return;
    }
    context->Length = length;
    SetCurrentRequest(queue, request, length);
}

static void EvtIoRead(WDFQUEUE queue, WDFREQUEST request, size_t length)
{
    NTSTATUS status;
    WDFMEMORY memory;
    QUEUE_CONTEXT *context = QueueGetContext(queue);

    if (context->Buffer == NULL) {
        WdfRequestCompleteWithInformation(request, STATUS_SUCCESS, 0);
        return;
    }
    if (length > context->Length)
        length = context->Length;
    status = WdfRequestRetrieveOutputMemory(request, &memory);
    if (!NT_SUCCESS(status)) {
        WdfRequestComplete(request, status);
        return;
    }
    status = WdfMemoryCopyFromBuffer(memory, 0, context->Buffer, length);
    if (!NT_SUCCESS(status)) {
        WdfRequestComplete(request, status);
        return;
    }
    SetCurrentRequest(queue, request, length);
}

static void EvtIoStop(WDFQUEUE queue, WDFREQUEST request, ULONG action)
{
    QUEUE_CONTEXT *context = QueueGetContext(queue);

    if (action & WdfRequestStopActionPurge) {
        request = TakeCurrentRequest(context);
        if (request != NULL)
            WdfRequestCompleteWithInformation(request, STATUS_CANCELLED, 0);
    } else if (action & WdfRequestStopActionSuspend) {
        // It stays while the device sleeps: the timer does not touch the hardware.
        WdfSpinLockAcquire(context->Lock);
        if (context->CurrentRequest == request)
            WdfRequestStopAcknowledge(request, FALSE);
        WdfSpinLockRelease(context->Lock);
    }
}

static void EvtQueueDestroy(WDFOBJECT queue)
{
    ForgetBuffer(QueueGetContext(queue));
}

static NTSTATUS QueueInitialize(WDFDEVICE device)
{
    NTSTATUS status;
    WDFQUEUE queue;
    QUEUE_CONTEXT *context;
    WDF_IO_QUEUE_CONFIG config = {
        .Size = sizeof(config),
        .DispatchType = WdfIoQueueDispatchSequential,
        .PowerManaged = WdfUseDefault,
        .DefaultQueue = TRUE,
        .EvtIoRead = EvtIoRead,
        .EvtIoWrite = EvtIoWrite,
        .EvtIoStop = EvtIoStop,
    };
    WDF_TIMER_CONFIG timer = {
        .Size = sizeof(timer),
        .EvtTimerFunc = EvtTimer,
    };
    WDF_OBJECT_ATTRIBUTES attributes = OBJECT_ATTRIBUTES;

    attributes.EvtDestroyCallback = EvtQueueDestroy;
    attributes.ContextTypeInfo = &QueueContextType;
    status = WdfIoQueueCreate(device, &config, &attributes, &queue);
    if (!NT_SUCCESS(status))
        return status;

    context = QueueGetContext(queue);
    attributes = OBJECT_ATTRIBUTES;
    attributes.ParentObject = queue;
    status = WdfSpinLockCreate(&attributes, &context->Lock);
    if (!NT_SUCCESS(status))
        return status;
    return WdfTimerCreate(&timer, &attributes, &context->Timer);
}

static NTSTATUS EvtDeviceAdd(WDFDRIVER driver, WDFDEVICE_INIT *init)
{
    NTSTATUS status;
    WDFDEVICE device;
    WDF_OBJECT_ATTRIBUTES attributes = OBJECT_ATTRIBUTES;

    (void)driver;
    attributes.ContextTypeInfo = &RequestContextType;
    WdfDeviceInitSetRequestAttributes(init, &attributes);
    status = WdfDeviceCreate(&init, NULL, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = QueueInitialize(device);
    if (!NT_SUCCESS(status))
        return status;
    return WdfDeviceCreateDeviceInterface(device, &EchoInterface, NULL);
}

NTSTATUS DriverEntry(DRIVER_OBJECT *driver, const UNICODE_STRING *registry_path)
{
    WDF_DRIVER_CONFIG config = {
        .Size = sizeof(config),
        .EvtDriverDeviceAdd = EvtDeviceAdd,
    };

    return WdfDriverCreate(driver, registry_path, NULL, &config, NULL);
}
