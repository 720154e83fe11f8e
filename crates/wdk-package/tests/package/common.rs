//! A small package in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use wdk_package::checksum;

/// A driver with a file of firmware in a folder, which is spelled in another case than on disk.
pub(crate) const INF: &str = r#"[Version]
Signature = "$Windows NT$"
Class = System
ClassGuid = {4D36E97D-E325-11CE-BFC1-08002BE10318}
Provider = "Example"
DriverVer = 01/01/2026,1.0.0.0
CatalogFile = lamp.cat
PnpLockdown = 1
[DestinationDirs]
DefaultDestDir = 13
[SourceDisksNames]
1 = "Disk"
2 = "Disk",,,firmware
[SourceDisksFiles]
lamp.sys = 1
[SourceDisksFiles.amd64]
Bulb.bin = 2
[Manufacturer]
"Example" = Models, NTamd64.10.0...16299, NTamd64.10.0...22000
[Models.NTamd64.10.0...16299]
"A lamp" = Lamp, root\lamp
[Models.NTamd64.10.0...22000]
"A lamp" = Lamp, ROOT\LAMP, root\light
"A lamp on a wire" = Wire, USB\VID_1209&PID_0001
[Lamp.NTamd64]
CopyFiles = Lamp_Files
[Wire.NTamd64]
CopyFiles = Lamp_Files, Lamp_Firmware
[Lamp_Files]
lamp.sys
[Lamp_Firmware]
Bulb.bin
[Lamp.NTamd64.Services]
AddService = , 2
[Wire.NTamd64.Services]
AddService = , 2
"#;

/// A package in a temporary folder.
pub(crate) struct Package(TempDir);

impl Package {
    pub(crate) fn new() -> Self {
        let package = Self(TempDir::new().unwrap());
        fs::create_dir(package.file("firmware")).unwrap();
        fs::write(package.inf(), INF).unwrap();
        fs::write(package.file("lamp.sys"), image()).unwrap();
        fs::write(package.file("firmware/bulb.bin"), b"light").unwrap();
        package
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    pub(crate) fn inf(&self) -> PathBuf {
        self.file("lamp.inf")
    }
}

/// A 64-bit image with one section of a page and a half.
pub(crate) fn image() -> Vec<u8> {
    let mut bytes = vec![0_u8; 0x1400];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, b"MZ");
    put(0x3C, &0x80_u32.to_le_bytes());
    put(0x80, b"PE\0\0");
    put(0x84, &0x8664_u16.to_le_bytes());
    put(0x86, &1_u16.to_le_bytes());
    put(0x94, &240_u16.to_le_bytes());
    put(0x96, &0x22_u16.to_le_bytes());
    let optional = 0x98;
    put(optional, &0x20B_u16.to_le_bytes());
    put(optional + 16, &0x1000_u32.to_le_bytes());
    put(optional + 32, &0x1000_u32.to_le_bytes());
    put(optional + 36, &0x200_u32.to_le_bytes());
    put(optional + 56, &0x3000_u32.to_le_bytes());
    put(optional + 60, &0x200_u32.to_le_bytes());
    put(optional + 68, &1_u16.to_le_bytes());
    put(optional + 108, &16_u32.to_le_bytes());
    let section = optional + 240;
    put(section, b".text\0\0\0");
    put(section + 8, &0x1200_u32.to_le_bytes());
    put(section + 12, &0x1000_u32.to_le_bytes());
    put(section + 16, &0x1200_u32.to_le_bytes());
    put(section + 20, &0x200_u32.to_le_bytes());
    put(section + 36, &0x6000_0020_u32.to_le_bytes());
    for (at, byte) in bytes[0x200..].iter_mut().enumerate() {
        *byte = (at / 7) as u8;
    }
    checksum::set(&mut bytes).unwrap();
    bytes
}
