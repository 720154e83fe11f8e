//! `wdm.h`: registers and ports of devices.

#[cfg(not(target_arch = "x86_64"))]
use core::ptr::{read_volatile, write_volatile};

use crate::{KeMemoryBarrier, UCHAR, ULONG, ULONG64, USHORT};

/// Reads a register: a barrier, then one access.
///
/// # Safety
/// The register is mapped, has the alignment of its type, and its device allows the access.
#[inline]
unsafe fn read_register<T: Copy>(register: *mut T) -> T {
    KeMemoryBarrier();
    // SAFETY: the register is mapped for reading, and each of its values is one of the number.
    unsafe { register.read_volatile() }
}

/// Writes a register: one access, then a barrier.
///
/// # Safety
/// As for [`read_register`].
#[inline]
unsafe fn write_register<T: Copy>(register: *mut T, value: T) {
    // SAFETY: the register is mapped for writing, and no reference is ever made to it.
    unsafe { register.write_volatile(value) };
    KeMemoryBarrier();
}

/// Accesses to a device's registers in memory, by their width.
macro_rules! registers {
    ($($type:ident $read:ident $write:ident $read_buffer:ident $write_buffer:ident;)*) => { $(
        forward! {
            /// Reads a register.
            pub unsafe fn $read(Register: *mut $type) -> $type = read_register(Register);

            /// Writes a register.
            pub unsafe fn $write(Register: *mut $type, Value: $type)
                = write_register(Register, Value);
        }

        /// Reads consecutive registers into a buffer.
        #[inline]
        pub unsafe fn $read_buffer(Register: *mut $type, Buffer: *mut $type, Count: ULONG) {
            for index in 0..Count as usize {
                // SAFETY: the caller passes so many registers and a buffer for them.
                unsafe { Buffer.add(index).write($read(Register.add(index))) };
            }
        }

        /// Writes a buffer to consecutive registers.
        #[inline]
        pub unsafe fn $write_buffer(Register: *mut $type, Buffer: *const $type, Count: ULONG) {
            for index in 0..Count as usize {
                // SAFETY: the caller passes so many registers and a buffer of them.
                unsafe { $write(Register.add(index), Buffer.add(index).read()) };
            }
        }
    )* };
}

registers! {
    UCHAR READ_REGISTER_UCHAR WRITE_REGISTER_UCHAR
        READ_REGISTER_BUFFER_UCHAR WRITE_REGISTER_BUFFER_UCHAR;
    USHORT READ_REGISTER_USHORT WRITE_REGISTER_USHORT
        READ_REGISTER_BUFFER_USHORT WRITE_REGISTER_BUFFER_USHORT;
    ULONG READ_REGISTER_ULONG WRITE_REGISTER_ULONG
        READ_REGISTER_BUFFER_ULONG WRITE_REGISTER_BUFFER_ULONG;
    ULONG64 READ_REGISTER_ULONG64 WRITE_REGISTER_ULONG64
        READ_REGISTER_BUFFER_ULONG64 WRITE_REGISTER_BUFFER_ULONG64;
}

/// Accesses to I/O ports, which are instructions on x86-64.
#[cfg(target_arch = "x86_64")]
macro_rules! ports {
    ($($type:ident $register:tt $read:ident $write:ident;)*) => { $(
        /// Reads a port.
        #[inline]
        pub unsafe fn $read(Port: *mut $type) -> $type {
            let value: $type;
            // SAFETY: the port is the caller's device's; the instruction writes one register.
            unsafe {
                core::arch::asm!(
                    concat!("in ", $register, ", dx"),
                    out($register) value,
                    in("dx") Port.addr() as u16,
                    options(nostack, preserves_flags)
                );
            }
            value
        }

        /// Writes a port.
        #[inline]
        pub unsafe fn $write(Port: *mut $type, Value: $type) {
            // SAFETY: the caller may write its device's port; without `nomem` the compiler expects
            // that the device changes memory.
            unsafe {
                core::arch::asm!(
                    concat!("out dx, ", $register),
                    in("dx") Port.addr() as u16,
                    in($register) Value,
                    options(nostack, preserves_flags)
                );
            }
        }
    )* };
}

/// Accesses to I/O ports, which are registers in memory but on x86-64.
#[cfg(not(target_arch = "x86_64"))]
macro_rules! ports {
    ($($type:ident $register:tt $read:ident $write:ident;)*) => { $(
        forward! {
            /// Reads a port.
            pub unsafe fn $read(Port: *mut $type) -> $type = read_volatile(Port);

            /// Writes a port.
            pub unsafe fn $write(Port: *mut $type, Value: $type) = write_volatile(Port, Value);
        }
    )* };
}

ports! {
    UCHAR "al" READ_PORT_UCHAR WRITE_PORT_UCHAR;
    USHORT "ax" READ_PORT_USHORT WRITE_PORT_USHORT;
    ULONG "eax" READ_PORT_ULONG WRITE_PORT_ULONG;
}
