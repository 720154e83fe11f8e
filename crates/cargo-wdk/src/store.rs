//! `cargo wdk store`: pnputil's commands on a driver store that is kept in a folder.

mod devcon;
mod devices;
pub(crate) mod explain;
mod lists;
mod packages;
pub(crate) mod pnputil;
mod words;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use serde::Serialize;
use wdk_package::{
    package::inf_of,
    store::{
        Added, Catalogs, Code, Contents, Delete, Device, Driver, Folder, Installation, Resource,
        Store, StoreError,
    },
};

use crate::{outcome::Outcome, output::Output};

/// Where the store is when nothing else is said.
const STORE: &str = "target/wdk/store";

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder that is the store's file system; made when it is not there.
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        default_value = STORE
    )]
    store: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Stage packages in the store (pnputil /add-driver).
    Add {
        /// Package folders, or their INF files.
        #[arg(required = true, value_name = "PACKAGE|FILE.inf")]
        packages: Vec<PathBuf>,
        /// Install them on the devices that they fit better than what those have.
        #[arg(long)]
        install: bool,
        /// Refuse packages without a catalog; without this they come in as unsigned.
        #[arg(long)]
        signed: bool,
    },
    /// Make a device with this hardware id and install the best package on it (devcon install).
    Install {
        /// The device's hardware ids, the most specific first.
        #[arg(required = true, value_name = "HARDWARE-ID")]
        hardware_ids: Vec<String>,
        /// The device's compatible ids.
        #[arg(long, value_name = "ID")]
        compatible: Vec<String>,
    },
    /// List the packages in the store and the devices that use them (pnputil /enum-drivers).
    Enum {
        /// List devices instead (pnputil /enum-devices).
        #[arg(long)]
        devices: bool,
    },
    /// Delete a package from the store (pnputil /delete-driver).
    Delete {
        /// The name it is published under.
        #[arg(value_name = "oemN.inf")]
        published: String,
        /// Take it off the devices that use it first.
        #[arg(long)]
        uninstall: bool,
        /// Although devices use it; refused when its files run from the store.
        #[arg(long)]
        force: bool,
    },
    /// Write a package of the store into a folder (pnputil /export-driver).
    Export {
        /// The name it is published under.
        #[arg(value_name = "oemN.inf")]
        published: String,
        /// The folder.
        folder: PathBuf,
    },
    /// Make a device known as its bus would, and install the best package on it, if there is one.
    Plug {
        /// The device's hardware ids, the most specific first.
        #[arg(required = true, value_name = "HARDWARE-ID")]
        hardware_ids: Vec<String>,
        /// The device's compatible ids.
        #[arg(long, value_name = "ID")]
        compatible: Vec<String>,
        /// The instance id that the bus gives it; by default one is made of the first id.
        #[arg(long, value_name = "INSTANCE-ID")]
        instance: Option<String>,
        /// The device that it is a child of.
        #[arg(long, value_name = "INSTANCE-ID")]
        parent: Option<String>,
        /// The container that it is a part of.
        #[arg(long, value_name = "{GUID}")]
        container: Option<String>,
        /// A resource that the bus gives it: mem:FIRST-LAST, io:FIRST-LAST, irq:NUMBER, dma:NUMBER;
        /// may be given several times.
        #[arg(long = "resource", value_name = "RESOURCE")]
        resources: Vec<Resource>,
    },
    /// A device goes away, as when its cable is pulled.
    Unplug {
        /// The device.
        #[arg(value_name = "INSTANCE-ID")]
        instance: String,
    },
    /// Somebody has a device open, so that changes to it wait for a restart of the system.
    Hold {
        /// The device.
        #[arg(value_name = "INSTANCE-ID")]
        instance: String,
        /// Nobody has it open any more.
        #[arg(long)]
        release: bool,
    },
    /// Restart the system that the store belongs to: what waited for that is done.
    Reboot,
    /// Give a device the package that it had before (Roll Back Driver of the Device Manager).
    Rollback {
        /// The device.
        #[arg(value_name = "INSTANCE-ID")]
        instance: String,
    },
    /// Install a package on devices although another may fit better (devcon update).
    Update {
        /// The name it is published under.
        #[arg(value_name = "oemN.inf")]
        published: String,
        /// An id of the devices.
        #[arg(value_name = "HARDWARE-ID")]
        id: String,
    },
    /// Show devices' hardware and compatible ids (devcon hwids).
    Hwids {
        /// An instance id, or an id of the devices.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Show the packages that fit devices, the best first (devcon drivernodes).
    Drivernodes {
        /// An instance id, or an id of the devices.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Show the drivers that devices' stacks are made of (devcon stack).
    Stack {
        /// An instance id, or an id of the devices.
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// A package with the devices that it is installed on.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    driver: &'a Driver,
    devices: Vec<String>,
}

/// What a command did, for programs.
#[derive(Serialize)]
struct Report {
    published_name: String,
    existed: bool,
    installed_on: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> anyhow::Result<Outcome> {
    let volume = Folder::new(&arguments.store);
    let mut store = Store::open(volume)
        .with_context(|| format!("in the store {}", arguments.store.display()))?
        .trust(match arguments.command {
            Command::Add { signed: true, .. } => Catalogs::required(),
            _ => Catalogs::if_present(),
        });
    let result = perform(&mut store, &arguments.command, output);
    // What failed is in the log too.
    store.save()?;
    result?;
    Ok(Outcome::Success)
}

fn perform(store: &mut Store, command: &Command, output: &Output) -> anyhow::Result<()> {
    match command {
        Command::Add {
            packages, install, ..
        } => add(store, packages, *install, output),
        Command::Install {
            hardware_ids,
            compatible,
        } => install(store, hardware_ids, compatible, output),
        Command::Enum { devices: true } => {
            store
                .enum_devices()
                .iter()
                .for_each(|it| show_device(it, output));
            output.json(&store.enum_devices())
        }
        Command::Enum { devices: false } => enum_drivers(store, output),
        Command::Delete {
            published,
            uninstall,
            force,
        } => delete(store, published, (*uninstall, *force), output),
        Command::Export { published, folder } => {
            if folder.exists() && folder.read_dir()?.next().is_some() {
                bail!("{} is not empty", folder.display());
            }
            store.export_to(published, folder)?;
            output.status(
                "Exported",
                format_args!("{published} to {}", folder.display()),
            );
            output.json(&serde_json::json!({ "published_name": published, "folder": folder }))
        }
        Command::Plug {
            hardware_ids,
            compatible,
            instance,
            parent,
            container,
            resources,
        } => {
            let instance = match instance {
                Some(instance) => {
                    store.know_device(instance, hardware_ids, compatible);
                    instance.clone()
                }
                None => store.add_device(hardware_ids, compatible),
            };
            if let Some(parent) = parent {
                store.set_parent(&instance, parent)?;
            }
            if let Some(container) = container {
                store.set_container(&instance, container)?;
            }
            store.set_resources(&instance, resources.clone())?;
            store.connect(&instance)?;
            plug(store, &instance, output)
        }
        Command::Unplug { instance } => {
            store.disconnect(instance)?;
            output.status("Unplugged", instance);
            output.json(store.device(instance)?)
        }
        Command::Hold { instance, release } => {
            store.set_in_use(instance, !release)?;
            let word = if *release { "Released" } else { "Held" };
            output.status(word, instance);
            output.json(store.device(instance)?)
        }
        Command::Reboot => {
            store.reboot();
            output.status("Restarted", "the system of the store");
            output.json(&store.enum_devices())
        }
        Command::Rollback { instance } => {
            let name = store.rollback(instance)?.driver.published_name;
            output.status("Rolled back", format_args!("{instance} to {name}"));
            output.json(store.device(instance)?)
        }
        Command::Update { published, id } => devcon::update(store, published, id, output),
        Command::Hwids { id } => devcon::hwids(store, id, output),
        Command::Drivernodes { id } => devcon::nodes(store, id, output),
        Command::Stack { id } => devcon::stack(store, id, output),
    }
}

/// Installs a package on a device that has come; it may be that there is none.
fn plug(store: &mut Store, instance: &str, output: &Output) -> anyhow::Result<()> {
    match store.install(instance) {
        Ok(installed) => {
            let name = &installed.driver.published_name;
            output.status("Installed", format_args!("{name} on {instance}"));
            extensions(&installed, output);
        }
        Err(StoreError::Refused {
            code: Code::NoCompatDrivers,
            ..
        }) => output.warning("Plugged", format_args!("{instance}; no package drives it")),
        Err(error) => return Err(error.into()),
    }
    output.json(store.device(instance)?)
}

/// What extension packages added.
fn extensions(installed: &Installation, output: &Output) {
    for it in &installed.extensions {
        output.detail(format_args!("extended by {}", it.driver.published_name));
    }
    let lists = [
        ("above", &installed.filters.upper),
        ("below", &installed.filters.lower),
    ];
    for (where_, filters) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        output.detail(format_args!("filters {where_}: {}", filters.join(", ")));
    }
    for component in &installed.components {
        output.detail(format_args!("component {component}"));
    }
    if installed.needs_reboot {
        output.detail("the system must restart to complete it");
    }
}

fn add(
    store: &mut Store,
    packages: &[PathBuf],
    install: bool,
    output: &Output,
) -> anyhow::Result<()> {
    let mut reports = Vec::new();
    for package in packages {
        let contents = Contents::read(&inf(package)?)?;
        let Added {
            published_name,
            existed,
        } = store.add_driver(&contents)?;
        let before = if existed { ", as before" } else { "" };
        output.status(
            "Added",
            format_args!("{} as {published_name}{before}", contents.name()),
        );
        let mut installed_on = Vec::new();
        if install {
            installed_on = store.improvable(&published_name)?;
        }
        for device in &installed_on {
            let installed = store.install(device)?;
            output.status("Installed", format_args!("{published_name} on {device}"));
            extensions(&installed, output);
        }
        let primitive = install && store.driver(&published_name)?.primitive;
        if primitive {
            let services = store.install_primitive(&published_name)?.join(", ");
            output.status(
                "Installed",
                format_args!("{published_name}: service {services}"),
            );
        }
        if install
            && !primitive
            && installed_on.is_empty()
            && store.users(&published_name).is_empty()
        {
            why_nowhere(store, &published_name, output)?;
        }
        reports.push(Report {
            published_name,
            existed,
            installed_on,
        });
    }
    output.json(&reports)
}

/// Says why a package was installed on no device.
fn why_nowhere(store: &Store, published: &str, output: &Output) -> anyhow::Result<()> {
    let driver = store.driver(published)?;
    let why = match driver.class_name.as_str() {
        _ if driver.is_extension() => {
            "no device that it extends has a base package; the extension waits in the store"
        }
        "SoftwareComponent" => {
            "there is no device of its component (SWC\\...); a base or extension package makes it by \
             AddComponent"
        }
        _ => "no device has one of its ids, or what they have fits better",
    };
    output.note("Nowhere", format_args!("{published}: {why}"));
    Ok(())
}

/// The INF of a package: the file itself, or the only one in the folder.
fn inf(package: &Path) -> anyhow::Result<PathBuf> {
    if package.is_dir() {
        Ok(inf_of(package)?)
    } else {
        Ok(package.to_owned())
    }
}

fn install(
    store: &mut Store,
    hardware: &[String],
    compatible: &[String],
    output: &Output,
) -> anyhow::Result<()> {
    let device = store.add_device(hardware, compatible);
    let installed = match store.install(&device) {
        Ok(installed) => installed,
        Err(error) => {
            store.forget_device(&device);
            return Err(error.into());
        }
    };
    let name = &installed.driver.published_name;
    output.status("Installed", format_args!("{name} on {device}"));
    output.detail(format_args!("rank    {}", installed.rank));
    extensions(&installed, output);
    if let Some(service) = installed.install.function_driver() {
        output.detail(format_args!(
            "service {} from {}",
            service.name, service.binary
        ));
    }
    let found = store
        .enum_devices()
        .iter()
        .find(|it| it.instance_id == device);
    output.json(&found)
}

fn enum_drivers(store: &Store, output: &Output) -> anyhow::Result<()> {
    let listed = store.enum_drivers().iter().map(|driver| Listed {
        driver,
        devices: store.users(&driver.published_name),
    });
    let listed: Vec<_> = listed.collect();
    for Listed { driver, devices } in &listed {
        output.status("Driver", &driver.published_name);
        let signer = driver.signature.signer().unwrap_or("(unsigned)");
        let lines = [
            ("original name", driver.original_name.as_str()),
            ("provider", driver.provider_name.as_str()),
            ("class", driver.class_name.as_str()),
            ("version", &driver.driver_version.to_string()),
            ("signed by", signer),
            ("extends", driver.extension_id.as_deref().unwrap_or("")),
            ("location", driver.location.as_str()),
            ("devices", &devices.join(", ")),
        ];
        for (what, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            output.detail(format_args!("{what:<14}{value}"));
        }
    }
    output.json(&listed)
}

fn show_device(device: &Device, output: &Output) {
    output.status("Device", &device.instance_id);
    let driver = device.driver_name.as_deref().unwrap_or("none");
    let rank = device.rank.map(|it| it.to_string()).unwrap_or_default();
    let lines = [
        ("description", device.device_description.as_str()),
        ("driver", driver),
        ("matching id", device.matching_id.as_deref().unwrap_or("")),
        ("rank", &rank),
        ("extended by", &device.extensions.join(", ")),
        ("above", &device.upper_filters.join(", ")),
        ("below", &device.lower_filters.join(", ")),
        ("child of", device.parent.as_deref().unwrap_or("")),
    ];
    for (what, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        output.detail(format_args!("{what:<14}{value}"));
    }
}

fn delete(
    store: &mut Store,
    published: &str,
    (uninstall, force): (bool, bool),
    output: &Output,
) -> anyhow::Result<()> {
    let mut how = Delete::new();
    if uninstall {
        how = how.uninstall();
    }
    if force {
        how = how.force();
    }
    let changed = store.delete_driver(published, how)?;
    output.status("Deleted", published);
    let of = |it: &&Device| changed.contains(&it.instance_id);
    let devices: Vec<_> = store.enum_devices().iter().filter(of).collect();
    devices.iter().for_each(|it| show_device(it, output));
    output.json(&serde_json::json!({ "published_name": published, "devices": devices }))
}
