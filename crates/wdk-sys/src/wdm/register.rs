//! `wdm.h`: registers and ports of devices.

use crate::{KeMemoryBarrier, UCHAR, ULONG, ULONG64, USHORT};

/// Accesses to a device's registers in memory: one volatile access, then a barrier.
macro_rules! registers {
    ($($type:ident $read:ident $write:ident $read_buffer:ident $write_buffer:ident;)*) => { $(
        /// Reads a register.
        #[inline]
        pub unsafe fn $read(Register: *mut $type) -> $type {
            KeMemoryBarrier();
            // SAFETY: the caller passes a mapped register.
            unsafe { Register.read_volatile() }
        }

        /// Writes a register.
        #[inline]
        pub unsafe fn $write(Register: *mut $type, Value: $type) {
            // SAFETY: the caller passes a mapped register.
            unsafe { Register.write_volatile(Value) };
            KeMemoryBarrier();
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

/// Accesses to I/O ports: instructions on x86-64, registers in memory elsewhere.
macro_rules! ports {
    ($($type:ident $register:tt $read:ident $write:ident;)*) => { $(
        /// Reads a port.
        #[inline]
        pub unsafe fn $read(Port: *mut $type) -> $type {
            #[cfg(target_arch = "x86_64")]
            {
                let value: $type;
                // SAFETY: the caller passes a port that is assigned to its device.
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
            #[cfg(not(target_arch = "x86_64"))]
            // SAFETY: the caller passes a port that is assigned to its device.
            unsafe {
                Port.read_volatile()
            }
        }

        /// Writes a port.
        #[inline]
        pub unsafe fn $write(Port: *mut $type, Value: $type) {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the caller passes a port that is assigned to its device.
            unsafe {
                core::arch::asm!(
                    concat!("out dx, ", $register),
                    in("dx") Port.addr() as u16,
                    in($register) Value,
                    options(nostack, preserves_flags)
                );
            }
            #[cfg(not(target_arch = "x86_64"))]
            // SAFETY: the caller passes a port that is assigned to its device.
            unsafe {
                Port.write_volatile(Value);
            }
        }
    )* };
}

ports! {
    UCHAR "al" READ_PORT_UCHAR WRITE_PORT_UCHAR;
    USHORT "ax" READ_PORT_USHORT WRITE_PORT_USHORT;
    ULONG "eax" READ_PORT_ULONG WRITE_PORT_ULONG;
}
