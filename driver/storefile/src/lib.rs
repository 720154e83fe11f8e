//! Sample KMDF driver: loads a file of its own package from the driver store.
//!
//! The folder of a package in the store has another name with every version. So the driver
//! writes no path down: `palette.txt` is opened relative to the folder that the driver runs from,
//! `legend.txt` by the path that the INF wrote with `%13%` into the device's hardware key. That
//! path it also publishes on its interface, where programs find it.
//!
//! Reading gives the palette. The driver also watches the interfaces of its class, as a driver
//! of another package would, and opens the palette that each one names.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use core::{
    ops::Deref,
    sync::atomic::{AtomicU32, Ordering},
};

use wdk::{File, UnicodeString, interface::InterfaceChange, prelude::*, registry::Access};
use wdk_panic as _;

use interface::{
    CAPACITY, IOCTL_STOREFILE_COUNT_PALETTES, IOCTL_STOREFILE_READ_LEGEND, STOREFILE_INTERFACE,
};

/// Long enough for any path into the driver store.
type Path = UnicodeString<260>;

/// The context of a device.
#[wdk::context]
struct StoreFile {
    palette: Text,
    legend: SpinLock<Text>,
    /// Interfaces seen whose palette could be opened.
    palettes: AtomicU32,
}

/// The beginning of a file; `len` is at most [`CAPACITY`].
#[derive(Clone, Copy)]
struct Text {
    bytes: [u8; CAPACITY],
    len: usize,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn device_add(driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let folder = driver.image_folder(irql)?;
    let palette = Text::read(&folder.open(unicode!("storefile\\palette.txt"))?)?;
    drop(folder);
    let device = init.create(|| StoreFile::new(palette), irql)?;
    let legend = Text::read(&File::open(&legend_path(device, irql)?, irql)?)?;
    device.context().legend.with(irql, |text, _| *text = legend);
    device.add_queue(
        QueueConfig::parallel().default_queue(),
        |device| device,
        irql,
    )?;
    device.create_interface(&STOREFILE_INTERFACE, None, irql)?;
    publish_legend(device, irql)?;
    device.watch_interfaces(driver, &STOREFILE_INTERFACE, StoreFile::palette_seen, irql)
}

fn unload(_driver: &Driver, _irql: &mut Passive) {}

/// The path of the legend, which the INF wrote, in the form of the kernel.
fn legend_path(device: &Device<StoreFile>, irql: &Passive) -> Result<Path> {
    let key = device.hardware_key(Access::Read, irql)?;
    key.path(unicode!("Legend"))
}

/// Tells those who find the interface where the legend is, as programs open it.
fn publish_legend(device: &Device<StoreFile>, irql: &Passive) -> Result<()> {
    let path: Path = device
        .hardware_key(Access::Read, irql)?
        .string(unicode!("Legend"))?;
    device
        .interface_key(&STOREFILE_INTERFACE, Access::Write, irql)?
        .set_string(unicode!("Legend"), &path)
}

impl StoreFile {
    fn new(palette: Text) -> Self {
        Self {
            palette,
            legend: SpinLock::new(Text::EMPTY),
            palettes: AtomicU32::new(0),
        }
    }

    /// An interface of the class was enabled or disabled, of this device or another.
    fn palette_seen(&self, change: InterfaceChange<'_>, irql: &mut Passive) {
        if change.arrived && open_palette(change.link, irql).is_ok() {
            self.palettes.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Opens the palette that an interface's key names.
fn open_palette<'irql>(link: &UnicodeStr, irql: &'irql Passive) -> Result<File<'irql>> {
    let key = wdk::interface::key(link, Access::Read, irql)?;
    let path: Path = key.path(unicode!("Palette"))?;
    File::open(&path, irql)
}

impl Text {
    const EMPTY: Self = Self {
        bytes: [0; CAPACITY],
        len: 0,
    };

    fn read(file: &File<'_>) -> Result<Self> {
        let mut text = Self::EMPTY;
        text.len = file.read_at(0, &mut text.bytes)?;
        Ok(text)
    }
}

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

#[wdk::handlers]
impl QueueHandler for StoreFile {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        request.reply(&self.palette, irql)
    }

    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut UpToDispatch,
    ) -> Disposed {
        match control.code {
            IOCTL_STOREFILE_READ_LEGEND => {
                let legend = self.legend.with(irql, |text, _| *text);
                request.reply(&legend, irql)
            }
            IOCTL_STOREFILE_COUNT_PALETTES => {
                request.reply_with(&self.palettes.load(Ordering::Relaxed), irql)
            }
            _ => request.complete(Error::INVALID_DEVICE_REQUEST, irql),
        }
    }
}
