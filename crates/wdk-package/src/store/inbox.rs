//! What INF files of Windows give those that `Include` them and `Needs` their sections.
//!
//! Written from Microsoft's documentation of the drivers, not from the files. A section is here with
//! the service that it installs, and whether that is a filter; what else it writes for Windows' own
//! use is not modelled.

use wdk_inf::{Inf, InfError};

/// What a section gives a device beside the registry values that Windows has for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gives {
    /// No service.
    Nothing,
    /// The service of its function driver.
    Function(&'static str, &'static str),
    /// The service of a filter, by name and image; its `.Filters` section puts it above the function
    /// driver.
    Upper(&'static str, &'static str),
    /// The same, below it.
    Lower(&'static str, &'static str),
}
use Gives::{Function, Lower, Nothing, Upper};

/// An INF of Windows: its DDInstall sections, each with what it gives.
struct Inbox {
    name: &'static str,
    sections: &'static [(&'static str, Gives)],
}

/// What may stand behind the name of a DDInstall section.
const SUFFIXES: [&str; 7] = [
    "",
    ".HW",
    ".Services",
    ".Wdf",
    ".Filters",
    ".Interfaces",
    ".CoInstallers",
];

const REFLECTOR: (&str, &str) = ("WUDFRd", "WUDFRd.sys");
const MINIPORT: (&str, &str) = ("mshidkmdf", "mshidkmdf.sys");

#[rustfmt::skip]
const INBOX: &[Inbox] = &[
    // https://learn.microsoft.com/windows-hardware/drivers/usbcon/winusb-installation
    Inbox { name: "winusb.inf", sections: &[("WINUSB.NT", Function("WinUSB", "WinUSB.sys"))] },
    // https://learn.microsoft.com/windows-hardware/drivers/wdf/adding-the-reflector
    Inbox { name: "wudfrd.inf", sections: &[
        ("WUDFRD.NT", Function(REFLECTOR.0, REFLECTOR.1)),
        ("WUDFRD_UpperFilter.NT", Upper(REFLECTOR.0, REFLECTOR.1)),
        ("WUDFRD_LowerFilter.NT", Lower(REFLECTOR.0, REFLECTOR.1)),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/usbcon/usb-common-class-generic-parent-driver
    Inbox { name: "usb.inf", sections: &[("Composite.Dev.NT", Function("usbccgp", "usbccgp.sys"))] },
    Inbox { name: "usbvideo.inf", sections: &[("USBVideo.NT", Function("usbvideo", "usbvideo.sys"))] },
    // https://learn.microsoft.com/windows-hardware/drivers/hid/selective-suspend-for-hid-over-usb-devices
    Inbox { name: "input.inf", sections: &[
        ("HID_Inst.NT", Function("HidUsb", "hidusb.sys")),
        ("HID_SelSus_Inst.NT", Function("HidUsb", "hidusb.sys")),
        ("HID_Raw_Inst.NT", Nothing),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/devtest/inf-verif-error-2084
    Inbox { name: "mshidkmdf.inf", sections: &[
        ("MsHidKmdf.NT", Function(MINIPORT.0, MINIPORT.1)),
        ("MsHidKmdf_UpperFilter.NT", Upper(MINIPORT.0, MINIPORT.1)),
        ("MsHidKmdf_LowerFilter.NT", Lower(MINIPORT.0, MINIPORT.1)),
    ] },
    Inbox { name: "mshidumdf.inf", sections: &[("MsHidUmdf.NT", Function("mshidumdf", "mshidumdf.sys"))] },
    Inbox { name: "keyboard.inf", sections: &[
        ("HID_Keyboard_Inst.NT", Function("kbdhid", "kbdhid.sys")),
        ("STANDARD_Inst", Function("i8042prt", "i8042prt.sys")),
    ] },
    Inbox { name: "msmouse.inf", sections: &[
        ("HID_Mouse_Inst.NT", Function("mouhid", "mouhid.sys")),
        ("PS2_Inst", Function("i8042prt", "i8042prt.sys")),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/kernel/enabling-d3cold-transitions-in-a-driver
    Inbox { name: "pci.inf", sections: PCI },
    Inbox { name: "machine.inf", sections: PCI },
    // https://learn.microsoft.com/windows-hardware/drivers/audio/installing-core-system-components-for-an-audio-adapter
    Inbox { name: "ks.inf", sections: &[("KS.Registration", Nothing)] },
    Inbox { name: "kscaptur.inf", sections: &[
        ("KSCAPTUR.Registration", Nothing),
        ("KSCAPTUR.Registration.NT", Nothing),
    ] },
    Inbox { name: "ksfilter.inf", sections: &[("MSPCLOCK.Installation", Nothing)] },
    Inbox { name: "wdmaudio.inf", sections: &[
        ("WDMAUDIO.Registration", Nothing),
        ("WDMAUDIO.Registration.NT", Nothing),
        ("WDMPORTCLS.CopyFilesOnly", Nothing),
        ("MSSysFx.CopyFilesAndRegister", Nothing),
        ("MSSysFx.CopyFilesAndRegisterCapX", Nothing),
        ("MsApoFxProxy.Registration", Nothing),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/audio/implementing-audio-processing-objects
    Inbox { name: "btampm.inf", sections: &[("BtaMPM.CopyFilesOnly", Nothing)] },
    // https://learn.microsoft.com/windows-hardware/drivers/audio/pkey-audioengine-oemperiod
    Inbox { name: "wdma_usb.inf", sections: &[
        ("USBAudio.CopyList", Nothing),
        ("USBAudioOEM.AddReg", Nothing),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/audio/customizing-default-audio-volume-settings
    Inbox { name: "hdaudio.inf", sections: &[("HDAudModel", Function("HdAudAddService", "HdAudio.sys"))] },
    // https://learn.microsoft.com/windows-hardware/drivers/image/inf-files-for-still-image-devices
    Inbox { name: "sti.inf", sections: &[
        ("STI.USBSection", Function("usbscan", "usbscan.sys")),
        ("STI.PTPUSBSection", Function("usbscan", "usbscan.sys")),
        ("STI.SCSISection", Function("scsiscan", "scsiscan.sys")),
        ("STI.SerialSection", Function("serscan", "serscan.sys")),
        ("STI.WSDSection", Function("WSDScan", "WSDScan.sys")),
        ("STI.MicroDriverSection", Nothing),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/multifunction/
    Inbox { name: "mf.inf", sections: &[("MFINSTALL.mf", Function("mf", "mf.sys"))] },
    Inbox { name: "netvwifibus.inf", sections: &[
        ("VWiFiBus", Nothing),
        ("VWiFiBus.CopyFiles", Nothing),
        ("VWiFiBus.PnPFilterRegistration", Nothing),
    ] },
    Inbox { name: "netcxrd.inf", sections: &[("NetCxRd_Filter.NT", Nothing)] },
    // https://learn.microsoft.com/windows-hardware/drivers/print/printer-inf-file-install-sections
    Inbox { name: "ntprint.inf", sections: &[
        ("UNIDRV.OEM", Nothing),
        ("UNIDRV_BIDI.OEM", Nothing),
        ("PSCRIPT.OEM", Nothing),
        ("PCLXL.OEM", Nothing),
        ("TTFSUB.OEM", Nothing),
        ("XPSDRV.OEM", Nothing),
        ("XPSGPD.OEM", Nothing),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/cfu/cfu-inf-configuration
    Inbox { name: "hidcfu.inf", sections: &[("HidCfu.NT", Function(REFLECTOR.0, REFLECTOR.1))] },
    Inbox { name: "battery.inf", sections: &[("Battery_Inst", Nothing)] },
    Inbox { name: "mdmcpq.inf", sections: &[("FakeModemCopyFileSection", Nothing)] },
    Inbox { name: "umpass.inf", sections: &[("UmPass", Function("umpass", "umpass.sys"))] },
    Inbox { name: "storfwupdate.inf", sections: &[("StorFwUpdate.NT", Nothing)] },
];

/// What devices on PCI take, which both files have.
const PCI: &[(&str, Gives)] = &[
    ("PciD3ColdSupported", Nothing),
    ("PciSriovSupported", Nothing),
    ("PciASPMOptIn", Nothing),
    ("PciASPMOptOut", Nothing),
    ("PciIoSpaceNotRequired", Nothing),
];

/// The name of a section and what stands in it, when one of the included files has it.
fn offered(included: &[String], need: &str) -> Option<(String, Option<Line>)> {
    let known = INBOX.iter().filter(|it| {
        included
            .iter()
            .any(|name| name.eq_ignore_ascii_case(it.name))
    });
    let mut sections = known.flat_map(|it| it.sections);
    sections.find_map(|(base, gives)| {
        SUFFIXES.iter().find_map(|suffix| {
            let name = format!("{base}{suffix}");
            let line = gives.line(suffix);
            name.eq_ignore_ascii_case(need).then_some((name, line))
        })
    })
}

/// A directive with the section that it names.
struct Line {
    text: String,
    /// The service that it adds.
    service: Option<&'static str>,
}

impl Gives {
    fn line(self, suffix: &str) -> Option<Line> {
        let (name, image, flags, place) = match self {
            Nothing => return None,
            // SPSVCINST_ASSOCSERVICE
            Function(name, image) => (name, image, 2, None),
            Upper(name, image) => (name, image, 0, Some("Upper")),
            Lower(name, image) => (name, image, 0, Some("Lower")),
        };
        // Names that no package gives a section.
        match (suffix, place) {
            (".Services", _) => {
                let details = format!("{name} of Windows");
                let text = format!(
                    "AddService = {name}, {flags}, \"{details}\"\r\n[{details}]\r\nServiceType = 1\r\n\
                     StartType = 3\r\nErrorControl = 1\r\nServiceBinary = %12%\\{image}\r\n"
                );
                let service = Some(name);
                Some(Line { text, service })
            }
            (".Filters", Some(place)) => {
                let details = format!("{place} filter of Windows");
                let text = format!(
                    "AddFilter = {name},, \"{details}\"\r\n[{details}]\r\nFilterPosition = {place}\r\n"
                );
                let service = None;
                Some(Line { text, service })
            }
            _ => None,
        }
    }
}

/// An INF with what it needs of Windows.
#[derive(Clone, Debug)]
pub(super) struct Completed {
    /// The INF with the sections appended.
    pub(super) inf: Inf,
    /// The services that those install.
    pub(super) services: Vec<String>,
    /// What is needed and not known here.
    pub(super) unknown: Vec<String>,
}

/// `inf` with the sections of Windows' INF files that it needs.
///
/// # Errors
/// When the result is no INF; what is appended is one.
pub(super) fn complete(inf: &Inf) -> Result<Completed, InfError> {
    let lists = |key: &str| {
        let sections = inf.document().sections.iter();
        let lines = sections.flat_map(|it| &it.lines).filter(move |line| {
            let own = line.key.as_ref();
            own.is_some_and(|it| it.value.eq_ignore_ascii_case(key))
        });
        let names = lines.flat_map(|line| (0..line.fields.len()).map(|at| inf.expand(line, at)));
        let mut names: Vec<_> = names.filter(|it| !it.is_empty()).collect();
        names.sort_by_key(|it| it.to_lowercase());
        names.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
        names
    };
    let included = lists("Include");
    if included.is_empty() {
        let inf = inf.clone();
        return Ok(Completed {
            inf,
            services: Vec::new(),
            unknown: Vec::new(),
        });
    }
    let (mut text, mut services, mut unknown) = (String::new(), Vec::new(), Vec::new());
    for need in lists("Needs").iter().filter(|it| !inf.has_section(it)) {
        let Some((name, line)) = offered(&included, need) else {
            unknown.push(need.clone());
            continue;
        };
        text.push_str(&format!("\r\n[{name}]\r\n"));
        if let Some(line) = line {
            text.push_str(&line.text);
            services.extend(line.service.map(str::to_owned));
        }
    }
    let all = format!("{}\r\n{text}", inf.text());
    Ok(Completed {
        inf: Inf::parse_named(inf.name(), all.as_bytes())?,
        services,
        unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: &str = "[Version]\nSignature=\"$Windows NT$\"\n[Lamp.NT]\nInclude=WinUSB.inf,machine.inf\n\
        Needs=winusb.nt,Own\n[Own]\n[Lamp.NT.Services]\nInclude=winusb.inf\nNeeds=WINUSB.NT.Services\n\
        [Lamp.NT.HW]\nInclude=machine.inf,other.inf\nNeeds=PciD3ColdSupported.HW,Other.HW\n";

    #[test]
    fn what_an_inf_needs_of_windows_is_appended_to_it() {
        let inf = Inf::parse(INF.as_bytes()).unwrap();
        let completed = complete(&inf).unwrap();
        assert_eq!(completed.services, ["WinUSB"]);
        assert_eq!(completed.unknown, ["Other.HW"]);
        for section in ["WINUSB.NT", "WINUSB.NT.Services", "PciD3ColdSupported.HW"] {
            assert!(!inf.has_section(section));
            assert!(completed.inf.has_section(section), "{section}");
        }
        assert!(!completed.inf.has_section("NO_DRV"), "only what is needed");
    }

    #[test]
    fn all_of_what_is_known_can_be_needed() {
        for inbox in INBOX {
            for (name, gives) in inbox.sections {
                let text = format!(
                    "[Version]\nSignature=\"$Windows NT$\"\n[X]\nInclude={}\n\
                     Needs={name}, {name}.Services\n",
                    inbox.name
                );
                let completed = complete(&Inf::parse(text.as_bytes()).unwrap()).unwrap();
                assert!(completed.inf.has_section(name));
                let service = *gives != Nothing;
                assert_eq!(completed.services.len(), usize::from(service), "{name}");
            }
        }
    }
}
