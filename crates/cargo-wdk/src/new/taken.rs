//! Names that drivers cannot have, since Rust, Cargo or Windows has given them to something else.
//!
//! They are written with small letters and `_`, as a driver's image is named.

/// Rust's words that no crate can be named for; those of all editions up to 2024.
/// <https://doc.rust-lang.org/reference/keywords.html>
pub(super) const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Crates that come with the compiler.
pub(super) const COMPILER: [&str; 12] = [
    "alloc",
    "build_script_build",
    "compiler_builtins",
    "core",
    "panic_abort",
    "panic_unwind",
    "proc_macro",
    "profiler_builtins",
    "rustc_std_workspace_core",
    "std",
    "test",
    "unwind",
];

/// Crates of this repository, and modules of `wdk` that a driver's source names.
pub(super) const OURS: [&str; 26] = [
    "cargo_wdk",
    "device",
    "export",
    "fuzz",
    "importer", // the driver in the test of an export driver
    "irql",
    "kmdf",
    "kmdf_states",
    "ntoswine",
    "wdfldr",
    "wdk",
    "wdk_alloc",
    "wdk_build",
    "wdk_client",
    "wdk_devices",
    "wdk_dump",
    "wdk_inf",
    "wdk_macros",
    "wdk_package",
    "wdk_panic",
    "wdk_scenario",
    "wdk_sim",
    "wdk_sys",
    "wdm",
    "wfp",
    "xtask",
];

/// Crates that a project depends on by way of ours: `--package` would not say which one is meant.
/// A test holds the list against `cargo metadata`.
#[rustfmt::skip]
pub(super) const DEPENDENCIES: &[&str] = &[
    "addr2line", "adler2", "aes", "annotate_snippets", "anstyle", "arrayvec", "asn1_rs",
    "asn1_rs_derive", "asn1_rs_impl", "autocfg", "backtrace", "base16ct", "base64", "base64ct",
    "binary_merge", "bitflags", "block_buffer", "block_padding", "bumpalo", "byteorder", "bytes",
    "cab", "cbc", "cfg_if", "chacha20", "cipher", "cms", "const_oid", "core_detect", "corosensei",
    "cpufeatures", "crc32fast", "crypto_bigint", "crypto_common", "data_encoding", "der",
    "der_derive", "der_parser", "deranged", "des", "digest", "displaydoc", "ecdsa",
    "elliptic_curve", "elsa", "encoding_rs", "equivalent", "errno", "etherparse",
    "fallible_iterator", "ff", "flagset", "flate2", "fnv", "foldhash", "futures_core",
    "futures_task", "futures_util", "generic_array", "getrandom", "gimli", "group", "hashbrown",
    "hex", "hmac", "http", "httparse", "iced_x86", "indexmap", "inout", "inplace_vec_builder",
    "itoa", "js_sys", "lazy_static", "libc", "libm", "linux_raw_sys", "log", "lzxd", "mach2",
    "maybe_owned", "md_5", "memchr", "minimal_lexical", "miniz_oxide", "multiversion_no_op",
    "nom", "num_bigint", "num_bigint_dig", "num_conv", "num_integer", "num_iter", "num_threads",
    "num_traits",
    "object", "oid_registry", "p12_keystore", "p256", "p384", "pbkdf2", "pdb2", "pdb_addr2line",
    "pem_rfc7468", "percent_encoding", "pin_project_lite", "pkcs1", "pkcs12", "pkcs5", "pkcs8",
    "powerfmt", "ppv_lite86", "primeorder", "proc_macro2", "quote", "r_efi", "rand",
    "rand_chacha", "rand_core", "range_collections", "rc2", "ref_cast", "ref_cast_impl", "region",
    "rfc6979", "rsa", "rustc_demangle", "rusticata_macros", "rustix", "rustversion", "salsa20",
    "scopeguard", "scroll", "scrypt", "sec1", "semver", "serde", "serde_core", "serde_derive",
    "serde_json", "serde_spanned", "sha1", "sha2", "signature", "simd_adler32", "simdutf8",
    "similar", "slab", "smallvec", "spin", "spki", "stable_deref_trait", "strsim", "subtle",
    "syn", "synstructure", "thiserror", "thiserror_impl", "time", "time_core", "time_macros",
    "tls_codec", "tls_codec_derive", "toml", "toml_datetime", "toml_parser", "toml_writer",
    "typenum", "unicode_ident", "unicode_width", "ureq", "ureq_proto", "utf8_zero", "uuid",
    "version_check", "wasi", "wasm_bindgen", "wasm_bindgen_macro", "wasm_bindgen_macro_support",
    "wasm_bindgen_shared", "windows_aarch64_gnullvm", "windows_aarch64_msvc", "windows_i686_gnu",
    "windows_i686_gnullvm", "windows_i686_msvc", "windows_link", "windows_sys", "windows_targets",
    "windows_x86_64_gnu", "windows_x86_64_gnullvm", "windows_x86_64_msvc", "winnow", "x509_cert",
    "x509_parser", "zerocopy", "zerocopy_derive", "zeroize", "zeroize_derive", "zmij",
];

/// Modules of the Windows kernel and drivers that come with Windows, by the name of the image or of
/// the service: a second one of the name would take its place, or is never loaded.
#[rustfmt::skip]
pub(super) const DRIVERS: &[&str] = &[
    "1394ohci", "3ware", "acpi", "acpidev", "acpiex", "acpipagr", "acpipmi", "acpitime",
    "adp80xx", "afd", "afunix", "agilevpn", "ahcache", "amdgpio2", "amdi2c", "amdk8", "amdppm",
    "amdsata", "amdsbs", "amdxata", "appid", "applockerfltr", "appvstrm", "appvvemgr",
    "appvvfs", "arcsas", "asyncmac", "atapi", "ataport", "bam", "basicdisplay", "basicrender",
    "battc", "bcmfn2", "beep", "bfs", "bindflt", "bootvid", "bowser", "bridge", "bthavrcptg",
    "bthenum", "bthhfenum", "bthleenum", "bthmini", "bthmodem", "bthpan", "bthport", "bthusb",
    "bttflt", "buttonconverter", "capimg", "cdd", "cdfs", "cdrom", "cht4iscsi", "cht4vbd", "ci",
    "cimfs", "circlass", "classpnp", "cldflt", "clfs", "clipsp", "cmbatt", "cmimcext", "cng",
    "cnghwassist", "compbatt", "compositebus", "condrv", "crashdmp", "csc", "dam", "devauthe",
    "dfsc", "disk", "diskdump", "dmvsc", "drmk", "drmkaud", "dumpata", "dumpfve", "dumpsd",
    "dumpstorport", "dxgkrnl", "dxgmms1", "dxgmms2", "e1i65x64", "ebdrv", "ehstorclass",
    "ehstortcgdrv", "errdev", "evbda", "exfat", "fastfat", "fcvsc", "fdc", "filecrypt",
    "fileinfo", "filetrace", "flpydisk", "fltmgr", "fs_rec", "fsdepends", "fvevol", "fwpkclnt",
    "gameport", "gencounter", "genericusbfn", "gpioclx0101", "gpuenergydrv", "hal", "hdaudbus",
    "hdaudio", "hdaudioservice", "hidbatt", "hidbth", "hidclass", "hidi2c", "hidinterrupt",
    "hidir", "hidparse", "hidspi", "hidusb", "hpsamd", "http", "hvcrash", "hvhostsvc",
    "hvservice", "hvsocket", "hvsocketcontrol", "hwpolicy", "hyperkbd", "hypervideo",
    "i8042prt", "iagpio", "iai2c", "iastorav", "iastorv", "ibbus", "iddcx", "indirectkmd",
    "intelide", "intelpep", "intelpmt", "intelppm", "invdimm", "iorate", "ipfilterdriver",
    "ipmidrv", "ipnat", "ipt", "irda", "irenum", "isapnp", "iscsiprt", "itsas35i", "kbdclass",
    "kbdhid", "kd", "kdcom", "kdnic", "ks", "ksecdd", "ksecpkg", "ksthunk", "lltdio", "lsi_sas",
    "lsi_sas2i", "lsi_sas3i", "lsi_sss", "luafv", "mausbhost", "mausbip", "mbbcx", "mcd",
    "megasas", "megasas2i", "megasas35i", "megasr", "microsoft_bluetooth_avrcptransport",
    "mlx4_bus", "mmcss", "modem", "monitor", "mouclass", "mouhid", "mountmgr", "mpsdrv",
    "mrxdav", "mrxsmb", "mrxsmb10", "mrxsmb20", "msbridge", "mscsi", "msdsm", "msfs",
    "msgpioclx", "msgpiowin32", "mshidkmdf", "mshidumdf", "msisadrv", "msiscsi", "mskssrv",
    "mslbfoprovider", "mslldp", "mspclock", "mspqm", "msquic", "msrpc", "mssecflt", "mssmbios",
    "mstee", "mtconfig", "mup", "mvumis", "ndfltr", "ndis", "ndiscap", "ndisimplatform",
    "ndistapi", "ndisuio", "ndisvirtualbus", "ndiswan", "ndiswanlegacy", "ndproxy", "ndu",
    "netadaptercx", "netbios", "netbt", "netio", "netvsc", "npfs", "npsvctrig", "nsiproxy",
    "ntdll", "ntfs", "ntkrnlmp", "ntosext", "ntoskrnl", "null", "nvdimm", "nvraid", "nvstor",
    "parport", "partmgr", "pci", "pciide", "pciidex", "pcmcia", "pcw", "pdc", "peauth",
    "percsas2i", "percsas3i", "pktmon", "pmem", "pnpmem", "portcfg", "portcls", "pptpminiport",
    "prjflt", "prm", "processor", "psched", "pshed", "pvhdparser", "pvscsi", "qwave",
    "qwavedrv", "ramdisk", "rasacd", "rasagilevpn", "rasl2tp", "rasppp", "raspppoe", "raspptp",
    "rassstp", "rdbss", "rdpbus", "rdpdr", "rdpvideominiport", "rdyboost", "refs", "refsv1",
    "rfcomm", "rfxvmt", "rhproxy", "rmcast", "rndismp", "rootmdm", "rspndr", "sbp2port",
    "scfilter", "scmbus", "scmdisk0101", "scsiport", "sdbus", "sdfrd", "sdstor", "secdrv",
    "sercx", "sercx2", "serdr", "serenum", "serial", "sermouse", "sfloppy", "sgrmagent",
    "sisraid2", "sisraid4", "sleepstudyhelper", "smartsamd", "smbdirect", "spaceparser",
    "spaceport", "spatialgraphfilter", "spbcx", "srv", "srv2", "srvnet", "stexstor", "storahci",
    "storflt", "stornvme", "storport", "storqosflt", "storufs", "storvsc", "stream", "swenum",
    "synth3dvsc", "tape", "tbs", "tcpip", "tcpip6", "tcpipreg", "tdi", "tdx", "termdd",
    "terminpt", "tm", "tpm", "tsddd", "tsusbflt", "tsusbgd", "tsusbhub", "tunnel", "uaspstor",
    "ucmcx", "ucmtcpcicx0101", "ucmucsiacpiclient", "ucmucsicx0101", "ucx01000", "udecx",
    "udfs", "uefi", "uevagentdriver", "ufx01000", "ufxchipidea", "ufxsynopsys", "umbus",
    "umpass", "urschipidea", "urscx01000", "urssynopsys", "usb8023", "usbaudio", "usbaudio2",
    "usbccgp", "usbcir", "usbd", "usbehci", "usbhub", "usbhub3", "usbohci", "usbport",
    "usbprint", "usbscan", "usbser", "usbstor", "usbuhci", "usbvideo", "usbxhci", "vdrvroot",
    "verifierext", "vfpext", "vga", "vgapnp", "vhdmp", "vhf", "videoport", "videoprt",
    "virtualrender", "vkrnlintvsc", "vkrnlintvsp", "vmbkmcl", "vmbus", "vmbushid",
    "vmgencounter", "vmgid", "vms3cap", "vmstorfl", "volmgr", "volmgrx", "volsnap", "volume",
    "vpci", "vsmraid", "vsp", "vstxraid", "vwifibus", "vwififlt", "vwifimp", "wacompen",
    "wanarp", "wanarpv6", "watchdog", "wcifs", "wcnfs", "wdboot", "wdf01000", "wdfilter",
    "wdfldr", "wdiwifi", "wdmcompanionfilter", "wdnisdrv", "werkernel", "wfplwfs", "wimmount",
    "win32k", "win32kbase", "win32kfull", "windowstrustedrt", "windowstrustedrtproxy", "winhv",
    "winhvr", "winmad", "winnat", "winquic", "winsock", "winusb", "winverbs", "wmiacpi",
    "wmilib", "wof", "wpdupfltr", "ws2ifsl", "wtlmdrv", "wudfpf", "wudfrd", "wudfusbcciddriver",
    "xboxgip", "xinputhid",
];

/// Services in user mode. They share the registry key `Services` with the drivers.
#[rustfmt::skip]
pub(super) const SERVICES: &[&str] = &[
    "aarsvc", "ajrouter", "alg", "appidsvc", "appinfo", "appmgmt", "appreadiness", "appxsvc",
    "audioendpointbuilder", "audiosrv", "autotimesvc", "axinstsv", "bcastdvruserservice",
    "bdesvc", "bfe", "bits", "brokerinfrastructure", "browser", "bthavctpsvc", "bthserv",
    "camsvc", "captureservice", "cbdhsvc", "cdpsvc", "cdpusersvc", "certpropsvc", "clipsvc",
    "comsysapp", "coremessagingregistrar", "cryptsvc", "cscservice", "dcomlaunch", "dcsvc",
    "defragsvc", "deviceassociationservice", "deviceinstall", "devicepickerusersvc",
    "devquerybroker", "dhcp", "diagnosticshub", "diagsvc", "diagtrack", "dialogblockingservice",
    "dispbrokerdesktopsvc", "dmwappushservice", "dnscache", "dosvc", "dot3svc", "dps", "dsmsvc",
    "dssvc", "dusmsvc", "eaphost", "efs", "embeddedmode", "entappsvc", "eventlog",
    "eventsystem", "fax", "fdphost", "fdrespub", "fhsvc", "fontcache", "frameserver", "gpsvc",
    "graphicsperfsvc", "hidserv", "hns", "hvhost", "icssvc", "ikeext", "installservice",
    "iphlpsvc", "ipxlatcfgsvc", "keyiso", "ktmrm", "lanmanserver", "lanmanworkstation", "lfsvc",
    "licensemanager", "lltdsvc", "lmhosts", "lsm", "luacsvc", "mapsbroker", "mpssvc", "msdtc",
    "msiserver", "naturalauthentication", "ncasvc", "ncbservice", "ncdautosetup", "netlogon",
    "netman", "netprofm", "netsetupsvc", "nettcpportsharing", "ngcctnrsvc", "ngcsvc", "nlasvc",
    "nsi", "p2pimsvc", "p2psvc", "pcasvc", "perceptionsimulation", "perfhost", "phonesvc",
    "pla", "plugplay", "pnrpautoreg", "pnrpsvc", "policyagent", "power", "printnotify",
    "printworkflow", "profsvc", "pushtoinstall", "rasauto", "rasman", "remoteaccess",
    "remoteregistry", "retaildemo", "rmsvc", "rpceptmapper", "rpclocator", "rpcss", "samss",
    "scardsvr", "scdeviceenum", "schedule", "scpolicysvc", "sdrsvc", "seclogon",
    "securityhealthservice", "sense", "sensordataservice", "sensorservice", "sensrsvc",
    "sessionenv", "sgrmbroker", "sharedaccess", "sharedrealitysvc", "shellhwdetection",
    "shpamsvc", "smphost", "smsrouter", "snmptrap", "spectrum", "spooler", "sppsvc", "ssdpsrv",
    "sshd", "sstpsvc", "staterepository", "stisvc", "storsvc", "svsvc", "swprv", "sysmain",
    "systemeventsbroker", "tabletinputservice", "tapisrv", "termservice", "themes",
    "tieringengineservice", "timebrokersvc", "tokenbroker", "trkwks", "trustedinstaller",
    "tzautoupdate", "uevagentservice", "umrdpservice", "upnphost", "usermanager", "usosvc",
    "vacsvc", "vaultsvc", "vds", "vmicguestinterface", "vmicheartbeat", "vmickvpexchange",
    "vmicrdv", "vmicshutdown", "vmictimesync", "vmicvmsession", "vmicvss", "vss", "w32time",
    "w3svc", "waasmedicsvc", "walletservice", "wbengine", "wbiosrvc", "wcmsvc", "wcncsvc",
    "wdiservicehost", "wdisystemhost", "wdnissvc", "webclient", "wecsvc", "wephostsvc",
    "wercplsupport", "wersvc", "wfdsconmgrsvc", "wiarpc", "windefend", "winhttpautoproxysvc",
    "winmgmt", "winrm", "wisvc", "wlansvc", "wlidsvc", "wlms", "wmansvc", "wmiapsrv",
    "wmpnetworksvc", "wpcmonsvc", "wpdbusenum", "wpnservice", "wscsvc", "wsearch", "wuauserv",
    "wwansvc", "xblauthmanager", "xblgamesave", "xboxnetapisvc",
];

/// Whether Windows refuses `name.sys`, since DOS had a device of that name.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
pub(super) fn is_device(name: &str) -> bool {
    let numbered = |it: &str| matches!(it.as_bytes(), [b'0'..=b'9']);
    ["con", "prn", "aux", "nul"].contains(&name)
        || ["com", "lpt"]
            .iter()
            .any(|device| name.strip_prefix(device).is_some_and(numbered))
}
