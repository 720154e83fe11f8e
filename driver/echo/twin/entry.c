// The entry of a KMDF driver: binds it to the framework and calls its DriverEntry. What
// Microsoft's WdfDriverEntry.lib does for C drivers, and crates/wdk-sys/src/wdf/stub.rs for ours.
#include "wdf.h"

// Longest registry path that is kept, in code units.
#define PATH_UNITS 260

extern NTSTATUS DriverEntry(DRIVER_OBJECT *DriverObject, const UNICODE_STRING *RegistryPath);

const WDFFUNC *WdfFunctions;
WDF_DRIVER_GLOBALS *WdfDriverGlobals;

static BOOLEAN ClientVersionHigherThanFramework;
static ULONG FunctionCount, StructureCount;
static const size_t *Structures;
static const ULONG MinimumVersion = 33;
static const WCHAR Component[] = {'K', 'm', 'd', 'f', 'L', 'i', 'b', 'r', 'a', 'r', 'y', 0};

static WDF_BIND_INFO BindInfo = {
    .Size = sizeof(WDF_BIND_INFO),
    .Component = Component,
    .Major = 1,
    .Minor = 33,
    .FuncCount = WDF_FUNCTION_COUNT,
    .FuncTable = &WdfFunctions,
    .MinimumVersionRequired = &MinimumVersion,
    .ClientVersionHigherThanFramework = &ClientVersionHigherThanFramework,
    .FuncCountPtr = &FunctionCount,
    .StructCountPtr = &StructureCount,
    .StructTable = &Structures,
};

static WCHAR PathUnits[PATH_UNITS];
static UNICODE_STRING Path = {0, sizeof(PathUnits), PathUnits};
static PDRIVER_UNLOAD DriverUnload;

static void Unbind(void)
{
    WdfVersionUnbind(&Path, &BindInfo, WdfDriverGlobals);
    WdfDriverGlobals = NULL;
}

static void FxDriverUnload(DRIVER_OBJECT *DriverObject)
{
    if (DriverUnload != NULL)
        DriverUnload(DriverObject);
    Unbind();
}

NTSTATUS FxDriverEntry(DRIVER_OBJECT *DriverObject, const UNICODE_STRING *RegistryPath)
{
    NTSTATUS status;

    if (DriverObject == NULL)
        return DriverEntry(DriverObject, RegistryPath);
    // The caller's string ends with DriverEntry, and unbinding needs it again.
    if (RegistryPath != NULL) {
        USHORT units = RegistryPath->Length / sizeof(WCHAR);
        if (units > PATH_UNITS)
            units = PATH_UNITS;
        __builtin_memcpy(PathUnits, RegistryPath->Buffer, units * sizeof(WCHAR));
        Path.Length = (USHORT)(units * sizeof(WCHAR));
    }
    status = WdfVersionBind(DriverObject, &Path, &BindInfo, &WdfDriverGlobals);
    if (!NT_SUCCESS(status))
        return status;
    status = DriverEntry(DriverObject, RegistryPath);
    if (!NT_SUCCESS(status)) {
        Unbind();
        return status;
    }
    if (WdfDriverGlobals->DisplaceDriverUnload) {
        DriverUnload = DriverObject->DriverUnload;
        DriverObject->DriverUnload = FxDriverUnload;
    }
    return status;
}
