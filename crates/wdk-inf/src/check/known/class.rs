//! The setup class of the package.

use crate::{model::Inf, strings::fold};

/// Windows' own classes.
///
/// See [System-defined device setup classes available to vendors](https://learn.microsoft.com/windows-hardware/drivers/install/system-defined-device-setup-classes-available-to-vendors).
pub(crate) const CLASSES: [(&str, &str); 61] = [
    (
        "AudioProcessingObject",
        "{5989FCE8-9CD0-467D-8A6A-5419E31529D4}",
    ),
    ("Battery", "{72631E54-78A4-11D0-BCF7-00AA00B7B32A}"),
    ("Biometric", "{53D29EF7-377C-4D14-864B-EB3A85769359}"),
    ("Bluetooth", "{E0CBF06C-CD8B-4647-BB8A-263B43F0F974}"),
    ("Camera", "{CA3E7AB9-B4C3-4AE6-8251-579EF933890F}"),
    ("CDROM", "{4D36E965-E325-11CE-BFC1-08002BE10318}"),
    (
        "ComputeAccelerator",
        "{F01A9D53-3FF6-48D2-9F97-C8A7004BE10C}",
    ),
    ("Computer", "{4D36E966-E325-11CE-BFC1-08002BE10318}"),
    ("DiskDrive", "{4D36E967-E325-11CE-BFC1-08002BE10318}"),
    ("Display", "{4D36E968-E325-11CE-BFC1-08002BE10318}"),
    ("Extension", "{E2F84CE7-8EFA-411C-AA69-97454CA4CB57}"),
    ("FDC", "{4D36E969-E325-11CE-BFC1-08002BE10318}"),
    ("Firmware", "{F2E7DD72-6468-4E36-B6F1-6488F42C1B52}"),
    ("FloppyDisk", "{4D36E980-E325-11CE-BFC1-08002BE10318}"),
    ("GPS", "{6BDD1FC3-810F-11D0-BEC7-08002BE2092F}"),
    ("HDC", "{4D36E96A-E325-11CE-BFC1-08002BE10318}"),
    ("HIDClass", "{745A17A0-74D3-11D0-B6FE-00A0C90F57DA}"),
    ("Dot4", "{48721B56-6795-11D2-B1A8-0080C72E74A2}"),
    ("Dot4Print", "{49CE6AC8-6F86-11D2-B1E5-0080C72E74A2}"),
    ("61883", "{7EBEFBC0-3200-11D2-B4C2-00A0C9697D07}"),
    ("AVC", "{C06FF265-AE09-48F0-812C-16753D7CBA83}"),
    ("SBP2", "{D48179BE-EC20-11D1-B6B8-00C04FA372A7}"),
    ("1394", "{6BDD1FC1-810F-11D0-BEC7-08002BE2092F}"),
    ("Image", "{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}"),
    ("Infrared", "{6BDD1FC5-810F-11D0-BEC7-08002BE2092F}"),
    ("Keyboard", "{4D36E96B-E325-11CE-BFC1-08002BE10318}"),
    ("MediumChanger", "{CE5939AE-EBDE-11D0-B181-0000F8753EC4}"),
    ("MTD", "{4D36E970-E325-11CE-BFC1-08002BE10318}"),
    ("Modem", "{4D36E96D-E325-11CE-BFC1-08002BE10318}"),
    ("Monitor", "{4D36E96E-E325-11CE-BFC1-08002BE10318}"),
    ("Mouse", "{4D36E96F-E325-11CE-BFC1-08002BE10318}"),
    ("Multifunction", "{4D36E971-E325-11CE-BFC1-08002BE10318}"),
    ("Media", "{4D36E96C-E325-11CE-BFC1-08002BE10318}"),
    ("MultiportSerial", "{50906CB8-BA12-11D1-BF5D-0000F805F530}"),
    ("Net", "{4D36E972-E325-11CE-BFC1-08002BE10318}"),
    ("NetClient", "{4D36E973-E325-11CE-BFC1-08002BE10318}"),
    ("NetService", "{4D36E974-E325-11CE-BFC1-08002BE10318}"),
    ("NetTrans", "{4D36E975-E325-11CE-BFC1-08002BE10318}"),
    (
        "SecurityAccelerator",
        "{268C95A1-EDFE-11D3-95C3-0010DC4050A5}",
    ),
    ("PCMCIA", "{4D36E977-E325-11CE-BFC1-08002BE10318}"),
    ("Ports", "{4D36E978-E325-11CE-BFC1-08002BE10318}"),
    ("Printer", "{4D36E979-E325-11CE-BFC1-08002BE10318}"),
    ("PNPPrinters", "{4658EE7E-F050-11D1-B6BD-00C04FA372A7}"),
    ("Processor", "{50127DC3-0F36-415E-A6CC-4CB3BE910B65}"),
    ("SCSIAdapter", "{4D36E97B-E325-11CE-BFC1-08002BE10318}"),
    ("SecurityDevices", "{D94EE5D8-D189-4994-83D2-F68D7D41B0E6}"),
    ("Sensor", "{5175D334-C371-4806-B3BA-71FD53C9258D}"),
    ("SmartCardReader", "{50DD5230-BA8A-11D1-BF5D-0000F805F530}"),
    (
        "SoftwareComponent",
        "{5C4C3332-344D-483C-8739-259E934C9CC8}",
    ),
    ("SoftwareDevice", "{62F9C741-B25A-46CE-B54C-9BCCCE08B6F2}"),
    ("Volume", "{71A27CDD-812A-11D0-BEC7-08002BE2092F}"),
    ("System", "{4D36E97D-E325-11CE-BFC1-08002BE10318}"),
    ("TapeDrive", "{6D807884-7D21-11CF-801C-08002BE10318}"),
    ("UCM", "{E6F1AA1C-7F3B-4473-B2E8-C97D8AC71D53}"),
    ("USBDevice", "{88BAE032-5A81-49F0-BC3D-A4FF138216D6}"),
    ("WCEUSBS", "{25DBCE51-6C8F-4A72-8A6D-B54C2B4FC835}"),
    ("WPD", "{EEC5AD98-8080-425F-922A-DABF3DE3F69A}"),
    ("USB", "{36FC9E60-C465-11CF-8056-444553540000}"),
    (
        "PerceptionSimulation",
        "{DA3AD58C-9BCE-4DC4-B2C1-B6EC8AB3A4CE}",
    ),
    ("LegacyDriver", "{8ECC055D-047F-11D1-A537-0000F8753ED1}"),
    ("Unknown", "{4D36E97E-E325-11CE-BFC1-08002BE10318}"),
];

/// The class of the package.
#[derive(Clone, Debug, Default)]
pub(crate) struct Class {
    /// Lower case.
    name: String,
    /// Lower case.
    guid: String,
}

impl Class {
    pub(crate) fn of(inf: &Inf) -> Self {
        let version = inf.version();
        Self {
            name: fold(&version.class.unwrap_or_default()),
            guid: fold(&version.class_guid.unwrap_or_default()),
        }
    }

    /// Whether the GUID is that of one of Windows' own classes.
    pub(crate) fn is_of_windows(&self) -> bool {
        CLASSES
            .iter()
            .any(|(_, it)| it.eq_ignore_ascii_case(&self.guid))
    }

    fn is(&self, name: &str) -> bool {
        let own = CLASSES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        let guid = own.is_some_and(|(_, guid)| guid.eq_ignore_ascii_case(&self.guid));
        guid || self.name.eq_ignore_ascii_case(name)
    }

    pub(crate) fn is_extension(&self) -> bool {
        self.is("Extension")
    }

    /// Whether a device of this class has a function driver of its own. Extensions add to one,
    /// network services, protocols and clients are bound to adapters, and modems are driven by their port's.
    pub(crate) fn has_function_drivers(&self) -> bool {
        let without = ["Extension", "Modem"].iter().any(|it| self.is(it));
        !without && !self.is_bound_to_adapters()
    }

    /// Whether the network configuration installs packages of this class: services with filters, protocols and
    /// clients.
    pub(crate) fn is_bound_to_adapters(&self) -> bool {
        let classes = ["NetService", "NetTrans", "NetClient"];
        classes.iter().any(|it| self.is(it))
    }

    pub(crate) fn is_camera(&self) -> bool {
        self.is("Camera")
    }

    pub(crate) fn is_display(&self) -> bool {
        self.is("Display")
    }

    pub(crate) fn is_audio_effect(&self) -> bool {
        self.is("AudioProcessingObject")
    }

    pub(crate) fn is_firmware(&self) -> bool {
        self.is("Firmware")
    }

    /// Whether devices of the class are network components, which have a key `Ndi`.
    pub(crate) fn is_network(&self) -> bool {
        let classes = ["Net", "NetService", "NetTrans", "NetClient"];
        classes.iter().any(|it| self.is(it))
    }

    /// Whether the services below `Ndi` are those that the INF adds. Protocols are exempt: Microsoft's
    /// samples of them name another one, and their builds accept it.
    pub(crate) fn names_its_services(&self) -> bool {
        self.is_network() && !self.is("NetTrans")
    }

    pub(crate) fn is_net_driver(&self) -> bool {
        self.name == "netdriver"
    }
}
