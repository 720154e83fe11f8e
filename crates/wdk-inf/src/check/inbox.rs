//! The sections of Windows' own INFs that packages need most, from Microsoft's documentation and
//! samples. Others are taken on trust.

use std::collections::HashSet;

use super::grammar::suffix;
use crate::strings::fold;

/// What sections of PCI devices take: Windows' documentation names both files, and sections
/// with and without their suffix.
const PCI: (&str, &[&str]) = (
    "pci.inf",
    &[
        "pcid3coldsupported",
        "pcisriovsupported",
        "pciaspmoptin",
        "pciaspmoptout",
        "pciiospacenotrequired",
    ],
);
/// The second file that has the sections of [`PCI`].
const MACHINE: &str = "machine.inf";

/// INF file, and the names of its sections without the suffixes of DDInstall sections.
const SECTIONS: [(&str, &[&str]); 23] = [
    (
        "wudfrd.inf",
        &[
            "wudfrd.nt",
            "wudfrd_upperfilter.nt",
            "wudfrd_lowerfilter.nt",
        ],
    ),
    (
        "mshidkmdf.inf",
        &[
            "mshidkmdf.nt",
            "mshidkmdf_upperfilter.nt",
            "mshidkmdf_lowerfilter.nt",
        ],
    ),
    (
        "input.inf",
        &["hid_inst.nt", "hid_selsus_inst.nt", "hid_raw_inst.nt"],
    ),
    ("winusb.inf", &["winusb.nt"]),
    ("hdaudio.inf", &["hdaudmodel"]),
    ("mshidumdf.inf", &["mshidumdf.nt"]),
    ("ks.inf", &["ks.registration"]),
    ("kscaptur.inf", &["kscaptur.registration.nt"]),
    (
        "wdmaudio.inf",
        &[
            "wdmaudio.registration",
            "wdmportcls.copyfilesonly",
            "mssysfx.copyfilesandregister",
            "mssysfx.copyfilesandregistercapx",
            "msapofxproxy.registration",
        ],
    ),
    ("usbvideo.inf", &["usbvideo.nt"]),
    (
        "netvwifibus.inf",
        &[
            "vwifibus",
            "vwifibus.copyfiles",
            "vwifibus.pnpfilterregistration",
        ],
    ),
    ("umpass.inf", &["umpass"]),
    ("usb.inf", &["composite.dev.nt"]),
    PCI,
    ("battery.inf", &["battery_inst"]),
    ("keyboard.inf", &["standard_inst"]),
    ("msmouse.inf", &["ps2_inst", "hid_mouse_inst.nt"]),
    ("netcxrd.inf", &["netcxrd_filter.nt"]),
    ("mf.inf", &["mfinstall.mf"]),
    (
        "sti.inf",
        &[
            "sti.usbsection",
            "sti.serialsection",
            "sti.scsisection",
            "sti.microdriversection",
            "sti.ptpusbsection",
            "sti.wsdsection",
        ],
    ),
    ("storfwupdate.inf", &["storfwupdate.nt"]),
    ("hidcfu.inf", &["hidcfu.nt"]),
    ("mdmcpq.inf", &["fakemodemcopyfilesection"]),
];

/// The INF of Windows that has `section`, in lower case, when that is known. `included` are those
/// that may be meant.
pub(super) fn owner(section: &str, included: &HashSet<String>) -> Option<&'static str> {
    let (inf, _) = row(section)?;
    Some(match *inf == PCI.0 && included.contains(MACHINE) {
        true => MACHINE,
        false => inf,
    })
}

/// Whether Windows' own sections that need `section` have its suffix as well, so far as is known.
pub(super) fn has_suffixes(section: &str) -> bool {
    row(section).is_some_and(|(inf, _)| *inf != PCI.0)
}

fn row(section: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let name = fold(section);
    let base = suffix(&name).map_or(name.len(), |it| name.len() - it.len() - 1);
    let known = |it: &&'static str| *it == name || *it == &name[..base];
    SECTIONS
        .iter()
        .find(|(_, sections)| sections.iter().any(known))
}
