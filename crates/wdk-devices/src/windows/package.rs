//! What a program or a module of user mode knows of its own driver package: the folder that it runs from, and
//! how the package is removed.

use std::{ffi::c_void, path::Path, ptr};

use windows_sys::{
    Win32::{
        Foundation::{ERROR_INSUFFICIENT_BUFFER, GetLastError, HMODULE},
        System::LibraryLoader::{
            GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
            GetModuleFileNameW, GetModuleHandleExW, GetProcAddress, LoadLibraryW,
        },
    },
    core::{BOOL, PCWSTR},
};

use super::{Windows, wide};
use crate::{Error, NeedsRestart};

/// The longest path that Windows has.
const LONGEST_PATH: usize = 1 << 15;

/// `DiUninstallDriverW` of `newdev.dll`, of Windows 10 1703 and later.
type Uninstall = unsafe extern "system" fn(*mut c_void, PCWSTR, u32, *mut BOOL) -> BOOL;

impl Windows {
    /// The path of the module that has this code: a program, or a DLL of a driver package, which finds the other
    /// files of its package beside it. The folder's name changes with every version.
    ///
    /// See [`GetModuleFileNameW`](https://learn.microsoft.com/windows/win32/api/libloaderapi/nf-libloaderapi-getmodulefilenamew).
    ///
    /// # Errors
    ///
    /// [`Error::System`] with what Windows says.
    #[inline(never)]
    pub fn module_path(self) -> Result<String, Error> {
        let flags =
            GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
        let mut module: HMODULE = ptr::null_mut();
        // This function is part of the module that the crate was linked into.
        let here = Self::module_path as fn(Self) -> Result<String, Error>;
        // SAFETY: with the first flag the name is an address; the handle goes to a local.
        let found = unsafe { GetModuleHandleExW(flags, here as *const u16, &raw mut module) };
        if found == 0 {
            return Err(last_error("GetModuleHandleExW"));
        }
        let mut path = vec![0_u16; 260];
        loop {
            // SAFETY: the module is loaded, since its code runs; the buffer has the length that is given.
            let length =
                unsafe { GetModuleFileNameW(module, path.as_mut_ptr(), path.len() as u32) };
            let length = length as usize;
            // Windows cuts the path that does not fit, and then the length is that of the buffer.
            match length {
                0 => return Err(last_error("GetModuleFileNameW")),
                _ if length < path.len() => return Ok(String::from_utf16_lossy(&path[..length])),
                _ if path.len() >= LONGEST_PATH => {
                    return Err(Error::System {
                        function: "GetModuleFileNameW",
                        code: ERROR_INSUFFICIENT_BUFFER,
                    });
                }
                _ => path.resize(path.len() * 2, 0),
            }
        }
    }

    /// Takes the package of `inf` from all devices that are installed with it, and then out of the driver store:
    /// what `pnputil /delete-driver oemN.inf /uninstall` does. A package whose files run from the store cannot be
    /// removed by force.
    ///
    /// See [`DiUninstallDriverW`](https://learn.microsoft.com/windows/win32/api/newdev/nf-newdev-diuninstalldriverw).
    ///
    /// # Errors
    ///
    /// [`Error::Unsupported`] before Windows 10 1703, [`Error::System`] with what Windows says, for example that
    /// the caller is no administrator.
    pub fn uninstall_driver(self, inf: &Path) -> Result<NeedsRestart, Error> {
        let library = wide("newdev.dll");
        // SAFETY: the name ends with a zero; the library is Windows' own and stays loaded.
        let library = unsafe { LoadLibraryW(library.as_ptr()) };
        if library.is_null() {
            return Err(last_error("LoadLibraryW"));
        }
        // SAFETY: the library is loaded; the name ends with a zero.
        let function = unsafe { GetProcAddress(library, c"DiUninstallDriverW".as_ptr().cast()) };
        let Some(function) = function else {
            return Err(Error::Unsupported("DiUninstallDriverW"));
        };
        // SAFETY: this is the signature that the header newdev.h declares for the name.
        let uninstall: Uninstall = unsafe { std::mem::transmute(function) };
        let inf = wide(&inf.to_string_lossy());
        let mut restart = 0;
        // SAFETY: no window; the path ends with a zero; the flags are 0; the answer goes to a local.
        let done = unsafe { uninstall(ptr::null_mut(), inf.as_ptr(), 0, &raw mut restart) };
        match done {
            0 => Err(last_error("DiUninstallDriverW")),
            _ => Ok(NeedsRestart(restart != 0)),
        }
    }
}

fn last_error(function: &'static str) -> Error {
    // SAFETY: it only reads the calling thread's last error.
    let code = unsafe { GetLastError() };
    Error::System { function, code }
}
