//! What INF files of Windows give those that `Include` them and `Needs` their sections.
//!
//! Written from Microsoft's documentation of the drivers, not from the files. A section is here with
//! the service that it installs; what else it writes for Windows' own use is not modelled.

use wdk_inf::{Inf, InfError};

/// A service that a section installs: name, `SPSVCINST_` flags, image.
type Service = Option<(&'static str, u32, &'static str)>;

/// An INF of Windows: its DDInstall sections, each with the service that its `.Services` section
/// installs.
struct Inbox {
    name: &'static str,
    sections: &'static [(&'static str, Service)],
}

/// `SPSVCINST_ASSOCSERVICE`: the service is the device's function driver.
const FUNCTION: u32 = 0x2;

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

#[rustfmt::skip]
const INBOX: &[Inbox] = &[
    // https://learn.microsoft.com/windows-hardware/drivers/usbcon/winusb-installation
    Inbox { name: "winusb.inf", sections: &[("WINUSB.NT", Some(("WinUSB", FUNCTION, "WinUSB.sys")))] },
    // https://learn.microsoft.com/windows-hardware/drivers/wdf/specifying-wdf-directives-in-inf-files
    Inbox { name: "wudfrd.inf", sections: &[
        ("WUDFRD.NT", Some(("WUDFRd", FUNCTION, "WUDFRd.sys"))),
        ("WUDFRD_UpperFilter.NT", Some(("WUDFRd", 0, "WUDFRd.sys"))),
        ("WUDFRD_LowerFilter.NT", Some(("WUDFRd", 0, "WUDFRd.sys"))),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/usbcon/usb-common-class-generic-parent-driver
    Inbox { name: "usb.inf", sections: &[("Composite.Dev.NT", Some(("usbccgp", FUNCTION, "usbccgp.sys")))] },
    Inbox { name: "usbvideo.inf", sections: &[("USBVideo.NT", Some(("usbvideo", FUNCTION, "usbvideo.sys")))] },
    // https://learn.microsoft.com/windows-hardware/drivers/hid/
    Inbox { name: "input.inf", sections: &[
        ("HID_Inst.NT", Some(("HidUsb", FUNCTION, "hidusb.sys"))),
        ("HID_Raw_Inst.NT", None),
    ] },
    Inbox { name: "mshidkmdf.inf", sections: &[
        ("MsHidKmdf.NT", Some(("mshidkmdf", FUNCTION, "mshidkmdf.sys"))),
    ] },
    Inbox { name: "mshidumdf.inf", sections: &[
        ("MsHidUmdf.NT", Some(("mshidumdf", FUNCTION, "mshidumdf.sys"))),
    ] },
    Inbox { name: "keyboard.inf", sections: &[
        ("HID_Keyboard_Inst.NT", Some(("kbdhid", FUNCTION, "kbdhid.sys"))),
        ("STANDARD_Inst", Some(("i8042prt", FUNCTION, "i8042prt.sys"))),
    ] },
    Inbox { name: "msmouse.inf", sections: &[
        ("HID_Mouse_Inst.NT", Some(("mouhid", FUNCTION, "mouhid.sys"))),
        ("PS2_Inst", Some(("i8042prt", FUNCTION, "i8042prt.sys"))),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/kernel/enabling-d3cold-transitions-in-a-driver
    Inbox { name: "pci.inf", sections: PCI },
    Inbox { name: "machine.inf", sections: PCI },
    // https://learn.microsoft.com/windows-hardware/drivers/audio/installing-core-system-components-for-an-audio-adapter
    Inbox { name: "ks.inf", sections: &[("KS.Registration", None)] },
    Inbox { name: "kscaptur.inf", sections: &[
        ("KSCAPTUR.Registration", None),
        ("KSCAPTUR.Registration.NT", None),
    ] },
    Inbox { name: "wdmaudio.inf", sections: &[
        ("WDMAUDIO.Registration", None),
        ("WDMPORTCLS.CopyFilesOnly", None),
        ("MSSysFx.CopyFilesAndRegister", None),
        ("MSSysFx.CopyFilesAndRegisterCapX", None),
        ("MsApoFxProxy.Registration", None),
    ] },
    // https://learn.microsoft.com/windows-hardware/drivers/multifunction/
    Inbox { name: "mf.inf", sections: &[("MFINSTALL.mf", Some(("mf", FUNCTION, "mf.sys")))] },
    Inbox { name: "netvwifibus.inf", sections: &[
        ("VWiFiBus", None),
        ("VWiFiBus.CopyFiles", None),
        ("VWiFiBus.PnPFilterRegistration", None),
    ] },
    Inbox { name: "netcxrd.inf", sections: &[("NetCxRd_Filter.NT", None)] },
    Inbox { name: "mdmcpq.inf", sections: &[("FakeModemCopyFileSection", None)] },
    Inbox { name: "umpass.inf", sections: &[("UmPass", Some(("umpass", FUNCTION, "umpass.sys")))] },
    Inbox { name: "storfwupdate.inf", sections: &[("StorFwUpdate.NT", None)] },
];

/// What devices on PCI take, which both files have.
const PCI: &[(&str, Service)] = &[
    ("PciD3ColdSupported", None),
    ("PciSriovSupported", None),
    ("PciASPMOptIn", None),
    ("PciASPMOptOut", None),
];

/// The name of a section and its service, when one of the included files has it.
fn offered(included: &[String], need: &str) -> Option<(String, Service)> {
    let known = INBOX.iter().filter(|it| {
        included
            .iter()
            .any(|name| name.eq_ignore_ascii_case(it.name))
    });
    let mut sections = known.flat_map(|it| it.sections);
    sections.find_map(|(base, service)| {
        SUFFIXES.iter().find_map(|suffix| {
            let name = format!("{base}{suffix}");
            let installs = service.filter(|_| *suffix == ".Services");
            name.eq_ignore_ascii_case(need).then_some((name, installs))
        })
    })
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
        let Some((name, service)) = offered(&included, need) else {
            unknown.push(need.clone());
            continue;
        };
        text.push_str(&format!("\r\n[{name}]\r\n"));
        if let Some((service, flags, image)) = service {
            // A name that no package gives a section.
            let details = format!("{service} of Windows");
            text.push_str(&format!(
                "AddService = {service}, {flags:#x}, \"{details}\"\r\n[{details}]\r\n\
                 ServiceType = 1\r\nStartType = 3\r\nErrorControl = 1\r\n\
                 ServiceBinary = %12%\\{image}\r\n"
            ));
            services.push(service.to_owned());
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
            for (name, service) in inbox.sections {
                let text = format!(
                    "[Version]\nSignature=\"$Windows NT$\"\n[X]\nInclude={}\n\
                     Needs={name}, {name}.Services\n",
                    inbox.name
                );
                let completed = complete(&Inf::parse(text.as_bytes()).unwrap()).unwrap();
                assert!(completed.inf.has_section(name));
                assert_eq!(completed.services.len(), usize::from(service.is_some()));
            }
        }
    }
}
