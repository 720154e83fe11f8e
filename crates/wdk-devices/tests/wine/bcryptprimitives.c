/* Wine before version 9 has no bcryptprimitives.dll, from which Rust's standard library takes its
   random numbers. This stands in for it, beside the program. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
