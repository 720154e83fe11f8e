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

// Control Flow Guard, as in crates/wdk-sys/src/guard.rs: what the compiler's checks call until a
// kernel that has the guard sets the two variables, and the load configuration that names them.
__asm__(
    ".section .00cfg,\"dr\"\n"
    ".globl __guard_check_icall_fptr\n"
    ".globl __guard_dispatch_icall_fptr\n"
    ".p2align 3\n"
    "__guard_check_icall_fptr: .quad GuardCheck\n"
    "__guard_dispatch_icall_fptr: .quad GuardDispatch\n"
    ".text\n"
    ".p2align 4\n"
    "GuardCheck: ret\n"
    ".p2align 4\n"
    "GuardDispatch: jmp *%rax\n"
    ".section .rdata$_load_config_used,\"dr\",discard,_load_config_used\n"
    ".globl _load_config_used\n"
    ".p2align 3\n"
    "_load_config_used: .long 0xC0\n"
    ".zero 0x6C\n"
    ".quad __guard_check_icall_fptr\n"
    ".quad __guard_dispatch_icall_fptr\n"
    ".quad __guard_fids_table\n"
    ".quad __guard_fids_count\n"
    ".long __guard_flags\n"
    ".zero 12\n"
    ".quad __guard_iat_table\n"
    ".quad __guard_iat_count\n"
    ".quad __guard_longjmp_table\n"
    ".quad __guard_longjmp_count\n"
    ".text\n");
