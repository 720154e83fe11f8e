//! What the codes of device installation mean, and what to do.
//!
//! The codes of setupapi are in setupapi.h, those of signatures in winerror.h.

/// One code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) advice: &'static str,
}

/// What a code means, as far as it is known here.
pub(super) fn meaning(code: u32) -> Option<Meaning> {
    let found = CODES.iter().find(|(it, ..)| *it == code)?;
    let (_, name, meaning, advice) = *found;
    Some(Meaning {
        name,
        meaning,
        advice,
    })
}

const TRUST: &str = "on a test machine, switch test signing on (bcdedit /set testsigning on) and add the certificate \
    to the stores Trusted Root and Trusted Publishers of the local computer; for others, have the package signed by \
    Microsoft";
const REMAKE: &str = "make the catalog anew after the last change of any file, and sign it: `cargo wdk cat create`, \
    `cargo wdk sign`, or `cargo wdk build`, which does both";
const SYNTAX: &str = "`cargo wdk inf check FILE.inf` names the line";

#[rustfmt::skip]
const CODES: &[(u32, &str, &str, &str)] = &[
    (2, "ERROR_FILE_NOT_FOUND", "a file that the INF copies, or its catalog, is not in the package",
     "put it where [SourceDisksFiles] and [SourceDisksNames] say, or take its line out of the INF"),
    (3, "ERROR_PATH_NOT_FOUND", "a folder that the INF names is not in the package",
     "compare the subdirectories in [SourceDisksNames] and [SourceDisksFiles] with the package"),
    (5, "ERROR_ACCESS_DENIED", "the program may not install drivers", "run it as an administrator"),
    (13, "ERROR_INVALID_DATA", "the INF or what it names is not what Windows expects", SYNTAX),
    (0x103, "ERROR_NO_MORE_ITEMS", "no device wants the package, or what it has is better",
     "compare the ranks: pnputil /enum-devices /instanceid ID /drivers; a lower rank or a later DriverVer wins"),
    (0x430, "ERROR_SERVICE_MARKED_FOR_DELETE", "the service of an earlier version is still being deleted",
     "restart the system, or close what has the service open"),
    (0xBC2, "ERROR_SUCCESS_REBOOT_REQUIRED", "it is done after a restart", "restart the system"),
    (0x5B4, "ERROR_TIMEOUT", "a device or a program took too long", "look for a driver that waits in its AddDevice or start"),
    (0xE000_0000, "ERROR_EXPECTED_SECTION_NAME", "a line of the INF is no section name", SYNTAX),
    (0xE000_0001, "ERROR_BAD_SECTION_NAME_LINE", "a section name is not closed", SYNTAX),
    (0xE000_0002, "ERROR_SECTION_NAME_TOO_LONG", "a section name is longer than 255 letters", SYNTAX),
    (0xE000_0003, "ERROR_GENERAL_SYNTAX", "the INF has a line that Windows cannot read", SYNTAX),
    (0xE000_0100, "ERROR_WRONG_INF_STYLE", "the file is no INF: [Version] or its Signature is missing",
     "write Signature = \"$Windows NT$\" into [Version]; an INX has to be stamped first: `cargo wdk inf stamp`"),
    (0xE000_0101, "ERROR_SECTION_NOT_FOUND", "a section that the INF names is not there", SYNTAX),
    (0xE000_0102, "ERROR_LINE_NOT_FOUND", "a line that the INF needs is not there", SYNTAX),
    (0xE000_0200, "ERROR_NO_ASSOCIATED_CLASS", "the INF names no setup class", "write Class and ClassGuid into [Version]"),
    (0xE000_0201, "ERROR_CLASS_MISMATCH", "the INF's class is not that of the device", "compare ClassGuid in [Version]"),
    (0xE000_0203, "ERROR_NO_DRIVER_SELECTED", "no package was chosen for the device",
     "see whether one matches: `cargo wdk store drivernodes ID`"),
    (0xE000_0206, "ERROR_INVALID_CLASS", "the setup class is not known to the system",
     "an own class needs [ClassInstall32]; a class of Windows is written as Microsoft lists it"),
    (0xE000_020B, "ERROR_NO_SUCH_DEVINST", "the device is gone", "look whether it was removed or disconnected meanwhile"),
    (0xE000_0217, "ERROR_BAD_SERVICE_INSTALLSECT", "the service-install section is wrong",
     "it needs ServiceType, StartType, ErrorControl and ServiceBinary"),
    (0xE000_0219, "ERROR_NO_ASSOCIATED_SERVICE", "no AddService has the flag SPSVCINST_ASSOCSERVICE",
     "give the function driver's AddService the flags 0x2"),
    (0xE000_0228, "ERROR_NO_COMPAT_DRIVERS", "no package matches one of the device's ids on this system",
     "compare the ids with the Models section, and the decoration (NTamd64.10.0...BUILD) with the system"),
    (0xE000_022D, "ERROR_NON_WINDOWS_NT_DRIVER", "the package has nothing for this architecture",
     "name a Models section for it in [Manufacturer]: NTamd64 or NTarm64"),
    (0xE000_022E, "ERROR_NON_WINDOWS_DRIVER", "the package is for another Windows", "decorate the Models section for this one"),
    (0xE000_022F, "ERROR_NO_CATALOG_FOR_OEM_INF", "the package has no catalog",
     "write CatalogFile into [Version], make the catalog (`cargo wdk cat create`) and sign it (`cargo wdk sign`)"),
    (0xE000_0234, "ERROR_DRIVER_NONNATIVE", "a 32-bit program wants to install a driver on a 64-bit system",
     "install with pnputil, or with a 64-bit program"),
    (0xE000_023C, "ERROR_NOT_AN_INSTALLED_OEM_INF", "no package is published under that name", "pnputil /enum-drivers lists them"),
    (0xE000_023D, "ERROR_INF_IN_USE_BY_DEVICES", "devices use the package",
     "delete it with /uninstall; /force does not help where files run from the Driver Store"),
    (0xE000_0242, "ERROR_AUTHENTICODE_TRUST_NOT_ESTABLISHED", "who signed the catalog is not trusted yet", TRUST),
    (0xE000_0243, "ERROR_AUTHENTICODE_PUBLISHER_NOT_TRUSTED", "who signed the catalog is not trusted", TRUST),
    (0xE000_0244, "ERROR_SIGNATURE_OSATTRIBUTE_MISMATCH", "the catalog is not for this Windows",
     "name the system when the catalog is made: `cargo wdk cat create --os`"),
    (0xE000_0247, "ERROR_DRIVER_STORE_ADD_FAILED", "the Driver Store does not take the package; an earlier line says why",
     "look at the first line marked with ! in the section"),
    (0xE000_0248, "ERROR_DEVICE_INSTALL_BLOCKED", "a policy forbids installing the device", "ask who manages the machine"),
    (0xE000_0249, "ERROR_DRIVER_INSTALL_BLOCKED", "a policy forbids installing the driver", "ask who manages the machine"),
    (0xE000_024A, "ERROR_WRONG_INF_TYPE", "the INF is of the wrong kind for what was asked",
     "an extension or primitive INF is added to the store, not chosen for a device"),
    (0xE000_024B, "ERROR_FILE_HASH_NOT_IN_CATALOG", "a file is not the one that the catalog lists", REMAKE),
    (0xE000_024C, "ERROR_DRIVER_STORE_DELETE_FAILED", "the package could not be deleted",
     "look for what has a file of it open: a device, or a service"),
    (0x8009_6010, "TRUST_E_BAD_DIGEST", "a file was changed after it was signed", REMAKE),
    (0x800B_0003, "TRUST_E_SUBJECT_FORM_UNKNOWN", "the file is of no kind that a signature is looked for in", REMAKE),
    (0x800B_0100, "TRUST_E_NOSIGNATURE", "the file is not signed, and no catalog lists it", REMAKE),
    (0x800B_0101, "CERT_E_EXPIRED", "a certificate had expired when the file was signed, or there is no time stamp",
     "sign again with a valid certificate and with a time stamp: `cargo wdk sign --timestamp URL`"),
    (0x800B_0109, "CERT_E_UNTRUSTEDROOT", "the chain of certificates ends in a root that this machine does not trust", TRUST),
    (0x800B_010A, "CERT_E_CHAINING", "a certificate between the signer's and the root is missing",
     "sign with the whole chain, so that the intermediate certificates are in the signature"),
    (0x800B_010C, "CERT_E_REVOKED", "the certificate was revoked", "sign with another certificate"),
    (0x800B_0110, "CERT_E_WRONG_USAGE", "the certificate is not for signing code",
     "use one with the extended key usage 1.3.6.1.5.5.7.3.3"),
    (0x800B_0111, "TRUST_E_EXPLICIT_DISTRUST", "somebody put the certificate among those that are not trusted",
     "take it out of the store Untrusted Certificates, or sign with another"),
    (0xC000_0428, "STATUS_INVALID_IMAGE_HASH", "the kernel does not load the image: it or its catalog is not signed as this \
     system demands", TRUST),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_stands_once_and_in_order_of_its_kind() {
        for (at, (code, name, ..)) in CODES.iter().enumerate() {
            let same = CODES.iter().position(|(it, ..)| it == code);
            assert_eq!(same, Some(at), "{name}");
        }
        assert_eq!(meaning(0x800B_0109).unwrap().name, "CERT_E_UNTRUSTEDROOT");
        assert!(meaning(0x1234_5678).is_none());
    }
}
