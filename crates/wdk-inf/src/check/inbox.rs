//! The sections of Windows' own INFs that packages need most, from Microsoft's documentation and
//! samples. Others are taken on trust.

use super::grammar::suffix;
use crate::strings::fold;

/// INF file, and the names of its sections without the suffixes of DDInstall sections.
const SECTIONS: [(&str, &[&str]); 19] = [
    (
        "wudfrd.inf",
        &[
            "wudfrd.nt",
            "wudfrd_upperfilter.nt",
            "wudfrd_lowerfilter.nt",
        ],
    ),
    ("mshidkmdf.inf", &["mshidkmdf.nt"]),
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
    ("pci.inf", &["pcid3coldsupported"]),
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
        ],
    ),
    ("storfwupdate.inf", &["storfwupdate.nt"]),
    ("hidcfu.inf", &["hidcfu.nt"]),
];

/// The INF of Windows that has `section`, in lower case, when that is known.
pub(super) fn owner(section: &str) -> Option<&'static str> {
    let name = fold(section);
    let base = suffix(&name).map_or(name.len(), |it| name.len() - it.len() - 1);
    let known = |it: &&'static str| *it == name || *it == &name[..base];
    let found = SECTIONS
        .iter()
        .find(|(_, sections)| sections.iter().any(known));
    found.map(|(inf, _)| *inf)
}
