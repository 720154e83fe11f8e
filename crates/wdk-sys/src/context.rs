//! The registers of a thread: the one structure whose members differ between the processors.
//!
//! See [CONTEXT](https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-context).

use crate::{LONGLONG, ULONGLONG, layout::layout};

/// Pointer to a [`_CONTEXT`].
pub type PCONTEXT = *mut _CONTEXT;
/// The registers of a thread.
pub type CONTEXT = _CONTEXT;

/// 128 bits of a vector register.
#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct _M128A {
    pub Low: ULONGLONG,
    pub High: LONGLONG,
}
/// 128 bits of a vector register.
pub type M128A = _M128A;
/// Pointer to a [`_M128A`].
pub type PM128A = *mut _M128A;

#[cfg(target_arch = "x86_64")]
pub use amd64::*;
#[cfg(not(target_arch = "x86_64"))]
pub use arm64::*;

layout! {
    _M128A: 16, 16 { Low: 0, High: 8 }
}

#[cfg(target_arch = "x86_64")]
mod amd64 {
    use super::{M128A, layout};
    use crate::{CCHAR, UCHAR, ULONG, ULONGLONG, USHORT};

    /// What `ContextFlags` say is there.
    pub const CONTEXT_AMD64: ULONG = 0x10_0000;
    pub const CONTEXT_CONTROL: ULONG = CONTEXT_AMD64 | 1;
    pub const CONTEXT_INTEGER: ULONG = CONTEXT_AMD64 | 2;
    pub const CONTEXT_SEGMENTS: ULONG = CONTEXT_AMD64 | 4;
    pub const CONTEXT_FLOATING_POINT: ULONG = CONTEXT_AMD64 | 8;
    pub const CONTEXT_DEBUG_REGISTERS: ULONG = CONTEXT_AMD64 | 0x10;
    pub const CONTEXT_FULL: ULONG = CONTEXT_CONTROL | CONTEXT_INTEGER | CONTEXT_FLOATING_POINT;
    pub const CONTEXT_ALL: ULONG = CONTEXT_FULL | CONTEXT_SEGMENTS | CONTEXT_DEBUG_REGISTERS;

    /// The state of floating point, as `FXSAVE` writes it.
    #[repr(C, align(16))]
    #[derive(Clone, Copy)]
    pub struct _XSAVE_FORMAT {
        pub ControlWord: USHORT,
        pub StatusWord: USHORT,
        pub TagWord: UCHAR,
        pub Reserved1: UCHAR,
        pub ErrorOpcode: USHORT,
        pub ErrorOffset: ULONG,
        pub ErrorSelector: USHORT,
        pub Reserved2: USHORT,
        pub DataOffset: ULONG,
        pub DataSelector: USHORT,
        pub Reserved3: USHORT,
        pub MxCsr: ULONG,
        pub MxCsr_Mask: ULONG,
        pub FloatRegisters: [M128A; 8],
        pub XmmRegisters: [M128A; 16],
        pub Reserved4: [UCHAR; 96],
    }
    /// The state of floating point.
    pub type XSAVE_FORMAT = _XSAVE_FORMAT;
    /// The state of floating point.
    pub type XMM_SAVE_AREA32 = _XSAVE_FORMAT;

    /// What the processor and the kernel keep of a thread that entered the kernel.
    #[repr(C, align(16))]
    #[derive(Clone, Copy)]
    pub struct _KTRAP_FRAME {
        pub P1Home: ULONGLONG,
        pub P2Home: ULONGLONG,
        pub P3Home: ULONGLONG,
        pub P4Home: ULONGLONG,
        pub P5: ULONGLONG,
        pub PreviousMode: CCHAR,
        pub PreviousIrql: UCHAR,
        pub FaultIndicator: UCHAR,
        pub ExceptionActive: UCHAR,
        pub MxCsr: ULONG,
        pub Rax: ULONGLONG,
        pub Rcx: ULONGLONG,
        pub Rdx: ULONGLONG,
        pub R8: ULONGLONG,
        pub R9: ULONGLONG,
        pub R10: ULONGLONG,
        pub R11: ULONGLONG,
        pub __bindgen_anon_1: _KTRAP_FRAME__bindgen_ty_1,
        pub Xmm0: M128A,
        pub Xmm1: M128A,
        pub Xmm2: M128A,
        pub Xmm3: M128A,
        pub Xmm4: M128A,
        pub Xmm5: M128A,
        pub __bindgen_anon_2: _KTRAP_FRAME__bindgen_ty_2,
        pub __bindgen_anon_3: _KTRAP_FRAME__bindgen_ty_3,
        pub DebugControl: ULONGLONG,
        pub LastBranchToRip: ULONGLONG,
        pub LastBranchFromRip: ULONGLONG,
        pub LastExceptionToRip: ULONGLONG,
        pub LastExceptionFromRip: ULONGLONG,
        pub SegDs: USHORT,
        pub SegEs: USHORT,
        pub SegFs: USHORT,
        pub SegGs: USHORT,
        pub TrapFrame: ULONGLONG,
        pub Rbx: ULONGLONG,
        pub Rdi: ULONGLONG,
        pub Rsi: ULONGLONG,
        pub Rbp: ULONGLONG,
        pub __bindgen_anon_4: _KTRAP_FRAME__bindgen_ty_4,
        pub Rip: ULONGLONG,
        pub SegCs: USHORT,
        pub Fill0: UCHAR,
        pub Logging: UCHAR,
        pub Fill1: [USHORT; 2],
        pub EFlags: ULONG,
        pub Fill2: ULONG,
        pub Rsp: ULONGLONG,
        pub SegSs: USHORT,
        pub Fill3: USHORT,
        pub Fill4: ULONG,
    }
    /// A [`_KTRAP_FRAME`].
    pub type KTRAP_FRAME = _KTRAP_FRAME;
    /// Pointer to a [`_KTRAP_FRAME`].
    pub type PKTRAP_FRAME = *mut _KTRAP_FRAME;

    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union _KTRAP_FRAME__bindgen_ty_1 {
        pub GsBase: ULONGLONG,
        pub GsSwap: ULONGLONG,
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union _KTRAP_FRAME__bindgen_ty_2 {
        pub FaultAddress: ULONGLONG,
        pub ContextRecord: ULONGLONG,
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union _KTRAP_FRAME__bindgen_ty_3 {
        pub __bindgen_anon_1: _KTRAP_FRAME__bindgen_ty_3__bindgen_ty_1,
        pub __bindgen_anon_2: _KTRAP_FRAME__bindgen_ty_3__bindgen_ty_2,
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct _KTRAP_FRAME__bindgen_ty_3__bindgen_ty_1 {
        pub Dr0: ULONGLONG,
        pub Dr1: ULONGLONG,
        pub Dr2: ULONGLONG,
        pub Dr3: ULONGLONG,
        pub Dr6: ULONGLONG,
        pub Dr7: ULONGLONG,
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct _KTRAP_FRAME__bindgen_ty_3__bindgen_ty_2 {
        pub ShadowStackFrame: ULONGLONG,
        pub Spare: [ULONGLONG; 5],
    }
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union _KTRAP_FRAME__bindgen_ty_4 {
        pub ErrorCode: ULONGLONG,
        pub ExceptionFrame: ULONGLONG,
    }

    layout! {
        _KTRAP_FRAME: 400, 16 {
            PreviousMode: 40, MxCsr: 44, Rax: 48, R11: 96, Xmm0: 112, __bindgen_anon_2: 208,
            __bindgen_anon_3: 216, DebugControl: 264, SegDs: 304, TrapFrame: 312, Rbp: 344,
            Rip: 360, EFlags: 376, Rsp: 384, Fill4: 396
        }
    }

    /// The registers of a thread.
    #[repr(C, align(16))]
    #[derive(Clone, Copy)]
    pub struct _CONTEXT {
        pub P1Home: ULONGLONG,
        pub P2Home: ULONGLONG,
        pub P3Home: ULONGLONG,
        pub P4Home: ULONGLONG,
        pub P5Home: ULONGLONG,
        pub P6Home: ULONGLONG,
        pub ContextFlags: ULONG,
        pub MxCsr: ULONG,
        pub SegCs: USHORT,
        pub SegDs: USHORT,
        pub SegEs: USHORT,
        pub SegFs: USHORT,
        pub SegGs: USHORT,
        pub SegSs: USHORT,
        pub EFlags: ULONG,
        pub Dr0: ULONGLONG,
        pub Dr1: ULONGLONG,
        pub Dr2: ULONGLONG,
        pub Dr3: ULONGLONG,
        pub Dr6: ULONGLONG,
        pub Dr7: ULONGLONG,
        pub Rax: ULONGLONG,
        pub Rcx: ULONGLONG,
        pub Rdx: ULONGLONG,
        pub Rbx: ULONGLONG,
        pub Rsp: ULONGLONG,
        pub Rbp: ULONGLONG,
        pub Rsi: ULONGLONG,
        pub Rdi: ULONGLONG,
        pub R8: ULONGLONG,
        pub R9: ULONGLONG,
        pub R10: ULONGLONG,
        pub R11: ULONGLONG,
        pub R12: ULONGLONG,
        pub R13: ULONGLONG,
        pub R14: ULONGLONG,
        pub R15: ULONGLONG,
        pub Rip: ULONGLONG,
        pub __bindgen_anon_1: _CONTEXT__bindgen_ty_1,
        pub VectorRegister: [M128A; 26],
        pub VectorControl: ULONGLONG,
        pub DebugControl: ULONGLONG,
        pub LastBranchToRip: ULONGLONG,
        pub LastBranchFromRip: ULONGLONG,
        pub LastExceptionToRip: ULONGLONG,
        pub LastExceptionFromRip: ULONGLONG,
    }

    /// The floating point registers of a [`_CONTEXT`].
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union _CONTEXT__bindgen_ty_1 {
        pub FltSave: XMM_SAVE_AREA32,
        pub __bindgen_anon_1: _CONTEXT__bindgen_ty_1__bindgen_ty_1,
    }

    /// The same, by register.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct _CONTEXT__bindgen_ty_1__bindgen_ty_1 {
        pub Header: [M128A; 2],
        pub Legacy: [M128A; 8],
        pub Xmm0: M128A,
        pub Xmm1: M128A,
        pub Xmm2: M128A,
        pub Xmm3: M128A,
        pub Xmm4: M128A,
        pub Xmm5: M128A,
        pub Xmm6: M128A,
        pub Xmm7: M128A,
        pub Xmm8: M128A,
        pub Xmm9: M128A,
        pub Xmm10: M128A,
        pub Xmm11: M128A,
        pub Xmm12: M128A,
        pub Xmm13: M128A,
        pub Xmm14: M128A,
        pub Xmm15: M128A,
    }

    layout! {
        _XSAVE_FORMAT: 512, 16 { MxCsr: 24, FloatRegisters: 32, XmmRegisters: 160 }
        _CONTEXT: 1232, 16 {
            ContextFlags: 48, SegCs: 56, EFlags: 68, Dr0: 72, Rax: 120, Rsp: 152, Rip: 248,
            __bindgen_anon_1: 256, VectorRegister: 768, VectorControl: 1184,
            LastExceptionFromRip: 1224,
        }
        _CONTEXT__bindgen_ty_1: 512, 16 {}
        _CONTEXT__bindgen_ty_1__bindgen_ty_1: 416, 16 { Xmm0: 160 }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod arm64 {
    use super::layout;
    use crate::{LONGLONG, UCHAR, ULONG, ULONGLONG, USHORT};

    /// What `ContextFlags` say is there.
    pub const CONTEXT_ARM64: ULONG = 0x40_0000;
    pub const CONTEXT_CONTROL: ULONG = CONTEXT_ARM64 | 1;
    pub const CONTEXT_INTEGER: ULONG = CONTEXT_ARM64 | 2;
    pub const CONTEXT_FLOATING_POINT: ULONG = CONTEXT_ARM64 | 4;
    pub const CONTEXT_DEBUG_REGISTERS: ULONG = CONTEXT_ARM64 | 8;
    pub const CONTEXT_FULL: ULONG = CONTEXT_CONTROL | CONTEXT_INTEGER | CONTEXT_FLOATING_POINT;
    pub const CONTEXT_ALL: ULONG = CONTEXT_FULL | CONTEXT_DEBUG_REGISTERS;

    /// A vector register.
    #[repr(C, align(16))]
    #[derive(Clone, Copy)]
    pub union _ARM64_NT_NEON128 {
        pub __bindgen_anon_1: _ARM64_NT_NEON128__bindgen_ty_1,
        pub D: [f64; 2],
        pub S: [f32; 4],
        pub H: [USHORT; 8],
        pub B: [UCHAR; 16],
    }
    /// A vector register.
    pub type ARM64_NT_NEON128 = _ARM64_NT_NEON128;

    /// The halves of a vector register.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct _ARM64_NT_NEON128__bindgen_ty_1 {
        pub Low: ULONGLONG,
        pub High: LONGLONG,
    }

    /// The registers of a thread.
    #[repr(C, align(16))]
    #[derive(Clone, Copy)]
    pub struct _CONTEXT {
        pub ContextFlags: ULONG,
        pub Cpsr: ULONG,
        pub __bindgen_anon_1: _CONTEXT__bindgen_ty_1,
        pub Sp: ULONGLONG,
        pub Pc: ULONGLONG,
        pub V: [ARM64_NT_NEON128; 32],
        pub Fpcr: ULONG,
        pub Fpsr: ULONG,
        pub Bcr: [ULONG; 8],
        pub Bvr: [ULONGLONG; 8],
        pub Wcr: [ULONG; 2],
        pub Wvr: [ULONGLONG; 2],
    }

    /// The general registers of a [`_CONTEXT`].
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union _CONTEXT__bindgen_ty_1 {
        pub __bindgen_anon_1: _CONTEXT__bindgen_ty_1__bindgen_ty_1,
        pub X: [ULONGLONG; 31],
    }

    /// The same, by register.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct _CONTEXT__bindgen_ty_1__bindgen_ty_1 {
        pub X0: ULONGLONG,
        pub X1: ULONGLONG,
        pub X2: ULONGLONG,
        pub X3: ULONGLONG,
        pub X4: ULONGLONG,
        pub X5: ULONGLONG,
        pub X6: ULONGLONG,
        pub X7: ULONGLONG,
        pub X8: ULONGLONG,
        pub X9: ULONGLONG,
        pub X10: ULONGLONG,
        pub X11: ULONGLONG,
        pub X12: ULONGLONG,
        pub X13: ULONGLONG,
        pub X14: ULONGLONG,
        pub X15: ULONGLONG,
        pub X16: ULONGLONG,
        pub X17: ULONGLONG,
        pub X18: ULONGLONG,
        pub X19: ULONGLONG,
        pub X20: ULONGLONG,
        pub X21: ULONGLONG,
        pub X22: ULONGLONG,
        pub X23: ULONGLONG,
        pub X24: ULONGLONG,
        pub X25: ULONGLONG,
        pub X26: ULONGLONG,
        pub X27: ULONGLONG,
        pub X28: ULONGLONG,
        pub Fp: ULONGLONG,
        pub Lr: ULONGLONG,
    }

    layout! {
        _ARM64_NT_NEON128: 16, 16 {}
        _ARM64_NT_NEON128__bindgen_ty_1: 16, 8 { High: 8 }
        _CONTEXT: 912, 16 {
            Cpsr: 4, __bindgen_anon_1: 8, Sp: 256, Pc: 264, V: 272, Fpcr: 784, Bcr: 792, Bvr: 824,
            Wcr: 888, Wvr: 896,
        }
        _CONTEXT__bindgen_ty_1: 248, 8 {}
        _CONTEXT__bindgen_ty_1__bindgen_ty_1: 248, 8 { Fp: 232, Lr: 240 }
    }
}
