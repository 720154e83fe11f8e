//! `cargo wdk store`: pnputil's commands on a driver store that is kept in a folder.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use serde::Serialize;
use wdk_package::{
    package::inf_of,
    store::{Added, Catalogs, Contents, Delete, Device, Driver, Folder, Store},
};

use crate::{outcome::Outcome, output::Output};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder that is the store's file system; made when it is not there.
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        default_value = "target/wdk/store"
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
}

/// A package with the devices that it is installed on.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    driver: &'a Driver,
    devices: Vec<&'a str>,
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
            store.install(device)?;
            output.status("Installed", format_args!("{published_name} on {device}"));
        }
        reports.push(Report {
            published_name,
            existed,
            installed_on,
        });
    }
    output.json(&reports)
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
    let listed = store.enum_drivers().iter().map(|driver| {
        let name = Some(driver.published_name.as_str());
        let users = store.enum_devices().iter();
        let users = users.filter(|it| it.driver_name.as_deref() == name);
        Listed {
            driver,
            devices: users.map(|it| it.instance_id.as_str()).collect(),
        }
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
