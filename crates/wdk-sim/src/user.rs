//! What programs and people do to the machine: add packages, plug devices in, open files, read and
//! write, pull devices out, shut down.

mod config;
mod control;
mod device;
mod file;
mod pending;
mod power;
mod process;
mod report;
mod service;
mod store;
mod wmi;

pub use config::{InterfaceWatch, RegistryKey, RegistryValue};
pub use control::{BadAddress, Control};
pub use device::{Device, DeviceState, Hardware};
pub use file::File;
pub use pending::{Completion, Pending};
pub use process::{Process, ProcessHandle, UserApc};
pub use report::Report;
pub use store::DriverStore;
pub use wmi::{WmiBlock, WmiEvent, WmiEvents, WmiInstance, WmiProvider, WmiRegistration};

pub use crate::nt::se::token::Account;

use std::rc::Rc;

use wdk_sys::{
    _MODE::UserMode,
    _SYSTEM_POWER_STATE::{PowerSystemHibernate, PowerSystemSleeping3},
    ACCESS_MASK, FILE_OPEN, FILE_READ_ATTRIBUTES, FILE_SHARE_DELETE, FILE_SHARE_READ,
    FILE_SHARE_WRITE, GENERIC_READ, GENERIC_WRITE, SYNCHRONIZE, SYSTEM_POWER_STATE,
};

pub use crate::nt::pnp::{
    resources::Resource,
    store::{InfSource, Package},
};
use crate::{
    engine::{
        error::{Error, NtStatus, Result},
        trace::Category,
    },
    machine::Machine,
    nt::{
        io::file::{self as io_file, Open},
        kernel::Kernel,
        loader::{
            code::Code,
            library::{ExportDriver, SYSTEM_FOLDER},
        },
        ob::{handle::Access, name::wide},
        pnp::{children, stack},
        po,
    },
};

/// A driver that was loaded as a service, without a device.
pub struct LoadedDriver {
    kernel: Rc<Kernel>,
    service: String,
}

impl LoadedDriver {
    /// The name of the service.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Stops the service: calls `DriverUnload`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the driver has no `DriverUnload` or is unloaded already, and when
    /// the machine ended.
    pub fn unload(&self) -> Result {
        self.kernel.call("service control manager", || {
            let loader = &self.kernel.loader;
            match loader.find(&self.service) {
                None => Err(Error::NotFound(format!("{} is not loaded", self.service))),
                Some(driver) if loader.unload(&self.kernel, driver) => Ok(()),
                Some(_) => Err(Error::NotFound(format!(
                    "{} has no DriverUnload routine, so it cannot be unloaded",
                    self.service
                ))),
            }
        })?
    }
}

impl Machine {
    /// Adds a driver package to the driver store: an INF and the code of its function driver.
    ///
    /// Devices that wait for a driver get it now. A package with further files, and one that is
    /// to take devices over from another version, goes to [`driver_store`](Self::driver_store).
    ///
    /// # Errors
    /// [`Error::Inf`] when the INF cannot be read.
    pub fn add_package(&self, inf: impl Into<InfSource>, code: impl Into<Code>) -> Result {
        self.driver_store().add_driver(Package::new(inf, code)?)?;
        let waiting = !self.kernel.pnp.nodes().is_empty();
        if waiting {
            self.kernel.call("PnP manager", || {
                self.kernel
                    .with_device_tree(|| children::install_waiting(&self.kernel));
            })?;
        }
        Ok(())
    }

    /// Says which code the service `service` runs: a filter driver that an INF names, or a driver
    /// that another one loads.
    pub fn add_driver(&self, service: &str, code: impl Into<Code>) {
        self.kernel.loader.add_code(service, code.into());
    }

    /// Puts an export driver into `System32\drivers`, where drivers that import from it find it.
    ///
    /// It is loaded and `DllInitialize` called when the first of them is loaded; `DllUnload` is
    /// called and it is unloaded with the last of them, when it has both routines.
    pub fn add_export_driver(&self, code: impl Into<Code>) {
        self.kernel.loader.add_file(SYSTEM_FOLDER, code.into());
    }

    /// The export drivers that are loaded, oldest first.
    #[must_use]
    pub fn export_drivers(&self) -> Vec<ExportDriver> {
        self.kernel.loader.export_drivers()
    }

    /// Loads a driver that serves no PnP device.
    ///
    /// # Errors
    /// [`Error::Image`] when the image cannot be loaded, [`Error::Status`] when `DriverEntry`
    /// fails.
    pub fn load(&self, code: impl Into<Code>) -> Result<LoadedDriver> {
        let code = code.into();
        let service = code.default_service();
        self.kernel.loader.add_code(&service, code);
        self.start_service(&service)
    }

    /// Plugs a device in, and wakes up a system that sleeps: finds the package for its hardware id, installs and loads
    /// the driver,
    /// and starts the device.
    ///
    /// # Errors
    /// [`Error::Inf`] or [`Error::NotFound`] when no package fits, [`Error::Status`] when the
    /// driver fails; the device is removed then.
    pub fn plug(&self, hardware: impl Into<Hardware>) -> Result<Device> {
        let hardware = hardware.into();
        self.kernel.trace_instant(Category::User, || {
            ("plug", hardware.ids.first().cloned().unwrap_or_default())
        });
        let node = self.kernel.call("PnP manager", || {
            po::wake_if_asleep(&self.kernel);
            stack::plug(
                &self.kernel,
                &hardware.ids,
                &hardware.compatible,
                crate::nt::pnp::resources::Resources(hardware.resources.clone()),
                hardware.wake,
                hardware.reenumerates,
            )
        })??;
        Ok(Device::new(&self.kernel, node))
    }

    /// Opens a device or a file on one, for reading and writing: `\\.\Name`, the link of a device
    /// interface, or `\Device\Name`.
    ///
    /// # Errors
    /// [`Error::Status`] with what the I/O manager or the driver says.
    pub fn open(&self, path: &str) -> Result<File> {
        self.open_with(path, GENERIC_READ | GENERIC_WRITE)
    }

    /// Opens a device or a file on one with this access, such as `GENERIC_READ`, `FILE_READ_DATA` or
    /// `MAXIMUM_ALLOWED`; as with `CreateFile`, the file's attributes may always be read, and `SYNCHRONIZE` is asked for.
    ///
    /// # Errors
    /// As for [`Machine::open`]: `STATUS_ACCESS_DENIED` when the device's security descriptor does not allow it to the
    /// program.
    pub fn open_with(&self, path: &str, access: ACCESS_MASK) -> Result<File> {
        self.kernel
            .trace_begin(Category::User, || ("open", path.to_owned()));
        let how = Open {
            access: access | SYNCHRONIZE | FILE_READ_ATTRIBUTES,
            share: FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
            disposition: FILE_OPEN,
            options: 0,
            attributes: 0,
            mode: UserMode as i8,
            check: true,
        };
        let opened = as_program(&self.kernel, || {
            let opened = io_file::open(&self.kernel, &native_path(path), how)?;
            let access = Access {
                granted: opened.granted,
                attributes: 0,
            };
            let objects = &self.kernel.objects;
            let object = opened.file.object();
            let handle = objects.open_handle(object, access, false);
            objects.dereference(object);
            Ok((opened, handle))
        });
        self.kernel
            .trace_end(Category::User, || ("open", String::new()));
        let (opened, handle) = opened?.map_err(|status| Error::Status(NtStatus(status)))?;
        let (file, granted) = (opened.file, opened.granted);
        Ok(File::new(&self.kernel, file, handle, granted))
    }

    /// A device raises the interrupt `vector`, as a thread that can be switched to would notice it:
    /// service routines run at the interrupt's IRQL until one claims it. False when none does.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn interrupt(&self, vector: u32) -> Result<bool> {
        self.kernel.call("device", || self.kernel.interrupt(vector))
    }

    /// Puts the system to sleep (`S3`): every device is queried, and leaves its working state.
    ///
    /// # Errors
    /// [`Error::Status`] of a driver that refuses; the devices work on then.
    pub fn sleep(&self) -> Result {
        self.sleep_in("sleep", PowerSystemSleeping3)
    }

    /// Puts the system into hibernation (`S4`), as [`Machine::sleep`]; no memory is written.
    ///
    /// # Errors
    /// [`Error::Status`] of a driver that refuses; the devices work on then.
    pub fn hibernate(&self) -> Result {
        self.sleep_in("hibernate", PowerSystemHibernate)
    }

    fn sleep_in(&self, name: &'static str, state: SYSTEM_POWER_STATE) -> Result {
        self.kernel
            .trace_instant(Category::User, || (name, String::new()));
        let slept = self
            .kernel
            .call("power manager", || po::sleep(&self.kernel, state))?;
        slept.map_err(|status| Error::Status(NtStatus(status)))
    }

    /// Wakes the system up. Devices of the framework return to their working state afterwards, so
    /// that the system need not wait for them; [`Machine::run_until_idle`] does.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn wake(&self) -> Result {
        self.kernel
            .trace_instant(Category::User, || ("wake", String::new()));
        self.kernel.call("power manager", || po::wake(&self.kernel))
    }

    /// Starts a process: `image` is the path of its program, `C:\Windows\notepad.exe`.
    ///
    /// Drivers are told of the process, of its first thread and of the images of the program and of `ntdll.dll`,
    /// in this order.
    ///
    /// # Errors
    /// [`Error::Status`] with what a driver has refused it with.
    ///
    /// # Examples
    /// ```
    /// let machine = wdk_sim::Machine::new();
    /// let notepad = machine.start_process(r"C:\Windows\notepad.exe", "notepad readme.txt")?;
    /// assert_ne!(notepad.id(), 0);
    /// notepad.exit(0)?;
    /// # Ok::<(), wdk_sim::Error>(())
    /// ```
    pub fn start_process(&self, image: &str, command_line: &str) -> Result<Process> {
        process::start(&self.kernel, image, command_line, None)
    }

    /// Starts a process that runs as `account`; others run as the process that starts them, at first as an elevated
    /// administrator.
    ///
    /// # Errors
    /// As for [`Machine::start_process`].
    ///
    /// # Examples
    /// ```
    /// use wdk_sim::{Account, Machine};
    ///
    /// let machine = Machine::new();
    /// let reader = machine.start_process_as(Account::StandardUser, r"C:\reader.exe", "reader")?;
    /// assert_eq!(reader.account(), Account::StandardUser);
    /// // What is opened here, the reader opens.
    /// let opened = reader.run(|| machine.open(r"\\.\Nothing"))?;
    /// assert!(opened.is_err());
    /// # Ok::<(), wdk_sim::Error>(())
    /// ```
    pub fn start_process_as(
        &self,
        account: Account,
        image: &str,
        command_line: &str,
    ) -> Result<Process> {
        process::start(&self.kernel, image, command_line, Some(account))
    }

    /// Opens a process for the program that calls, as `OpenProcess` does.
    ///
    /// # Errors
    /// [`Error::Status`] when there is no such process.
    pub fn open_process(&self, id: u32, access: ACCESS_MASK) -> Result<ProcessHandle> {
        ProcessHandle::open(&self.kernel, id, false, access)
    }

    /// Opens a thread for the program that calls, as `OpenThread` does.
    ///
    /// # Errors
    /// [`Error::Status`] when there is no such thread.
    pub fn open_thread(&self, id: u32, access: ACCESS_MASK) -> Result<ProcessHandle> {
        ProcessHandle::open(&self.kernel, id, true, access)
    }

    /// Ends the simulated process: cancels its operations and closes its handles.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn exit_process(&self) -> Result {
        as_program(&self.kernel, || {
            pending::cancel_all(&self.kernel);
            for handle in self.kernel.objects.user_handles.open() {
                // Open a moment ago; another may be closed with the first.
                let _ = self.kernel.objects.close_handle(handle);
            }
        })
    }
}

/// Runs `body` as a program's call of the kernel.
fn as_program<R>(kernel: &Kernel, body: impl FnOnce() -> R) -> Result<R> {
    kernel.call("user", || kernel.as_program(body))
}

/// The path in the object manager's name space that a program means.
fn native_path(path: &str) -> Vec<u16> {
    let below_dos = path
        .strip_prefix(r"\\.\")
        .or_else(|| path.strip_prefix(r"\\?\"));
    match below_dos {
        Some(name) => wide(&format!(r"\??\{name}")),
        None => wide(path),
    }
}
