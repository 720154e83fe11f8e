//! Services of drivers without devices.
#![expect(unsafe_code, reason = "calls Windows")]

use alloc::format;
use core::ptr;

use windows_sys::Win32::{
    Devices::DeviceAndDriverInstallation::InstallHinfSectionW,
    System::Services::{
        CloseServiceHandle, ControlService, OpenSCManagerW, OpenServiceW, QueryServiceStatus,
        SC_HANDLE, SC_MANAGER_CONNECT, SERVICE_CONTROL_STOP, SERVICE_QUERY_STATUS, SERVICE_RUNNING,
        SERVICE_START, SERVICE_STATUS, SERVICE_STOP, StartServiceW,
    },
};

use super::{Answer, Failure, ok, wide};

const NO_STATUS: SERVICE_STATUS = SERVICE_STATUS {
    dwServiceType: 0,
    dwCurrentState: 0,
    dwControlsAccepted: 0,
    dwWin32ExitCode: 0,
    dwServiceSpecificExitCode: 0,
    dwCheckPoint: 0,
    dwWaitHint: 0,
};

/// Copies the files and adds the services of a section, as the shell's "Install" does.
pub(super) fn install(inf: &str, section: &str) -> Answer {
    // 128: no restart.
    let command = wide(&format!("{section} 128 {inf}"));
    // SAFETY: a text with NUL.
    unsafe { InstallHinfSectionW(ptr::null_mut(), ptr::null_mut(), command.as_ptr(), 0) };
    // It returns nothing; a service that is missing shows when it is started.
    ok()
}

/// An open service, or the service manager.
struct Handle(SC_HANDLE);

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: opened by `open`.
        unsafe { CloseServiceHandle(self.0) };
    }
}

fn open(service: &str, access: u32) -> Result<Handle, Failure> {
    // SAFETY: the local machine's manager.
    let manager = unsafe { OpenSCManagerW(ptr::null(), ptr::null(), SC_MANAGER_CONNECT) };
    if manager.is_null() {
        return Err(Failure::last("OpenSCManager"));
    }
    let manager = Handle(manager);
    let service = wide(service);
    // SAFETY: an open manager, and a text with NUL.
    let service = unsafe { OpenServiceW(manager.0, service.as_ptr(), access) };
    if service.is_null() {
        return Err(Failure::last("OpenService"));
    }
    Ok(Handle(service))
}

pub(super) fn start(service: &str) -> Answer {
    let service = open(service, SERVICE_START | SERVICE_QUERY_STATUS)?;
    // SAFETY: an open service, and no arguments.
    if unsafe { StartServiceW(service.0, 0, ptr::null()) } == 0 {
        return Err(Failure::last("StartService"));
    }
    ok()
}

/// Whether a service runs: a driver that is loaded is one.
pub(super) fn is_running(service: &str) -> Answer {
    let service = open(service, SERVICE_QUERY_STATUS)?;
    let mut status = NO_STATUS;
    // SAFETY: an open service, and a local.
    if unsafe { QueryServiceStatus(service.0, &raw mut status) } == 0 {
        return Err(Failure::last("QueryServiceStatus"));
    }
    match status.dwCurrentState {
        SERVICE_RUNNING => ok(),
        _ => Err(Failure {
            what: "StartService",
            code: status.dwWin32ExitCode,
        }),
    }
}

pub(super) fn stop(service: &str) -> Answer {
    let service = open(service, SERVICE_STOP)?;
    let mut status = NO_STATUS;
    // SAFETY: an open service, and a local.
    if unsafe { ControlService(service.0, SERVICE_CONTROL_STOP, &raw mut status) } == 0 {
        return Err(Failure::last("ControlService"));
    }
    ok()
}
