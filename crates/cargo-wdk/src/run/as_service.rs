//! A driver that is started as a service: no INF installs it, or it serves no device.

use std::path::Path;

use anyhow::Context as _;
use wdk_inf::Inf;
use wdk_scenario::{Verdict, host_arch};

/// What the loader of the simulated machine says of a driver without `AddDevice`.
const NO_DEVICE: &str = "has no AddDevice routine";

/// Whether the driver was asked to serve a device, and serves none.
pub(super) fn serves_no_device(verdict: &Verdict) -> bool {
    let end = verdict.end.as_ref().map(ToString::to_string);
    end.is_some_and(|it| it.contains(NO_DEVICE))
}

/// An INF that does what `sc.exe create NAME type= kernel binPath= IMAGE` does.
pub(super) fn inf(image: &Path) -> anyhow::Result<Inf> {
    let name = image.file_stem().and_then(|it| it.to_str());
    let name = name.with_context(|| format!("{} has no name", image.display()))?;
    let arch = host_arch();
    let text = format!(
        "[Version]\nSignature = \"$Windows NT$\"\nClass = System\n\
         ClassGuid = {{4D36E97D-E325-11CE-BFC1-08002BE10318}}\nProvider = %Provider%\n\
         DriverVer = 01/01/2026,1.0.0.0\nPnpLockdown = 1\n\
         [DestinationDirs]\nDefaultDestDir = 13\n\
         [SourceDisksNames]\n1 = %Provider%\n[SourceDisksFiles]\n\"{name}.sys\" = 1\n\
         [DefaultInstall.NT{arch}]\nCopyFiles = Files\n[Files]\n\"{name}.sys\"\n\
         [DefaultInstall.NT{arch}.Services]\nAddService = \"{name}\", , Service\n\
         [Service]\nServiceType = 1\nStartType = 3\nErrorControl = 1\n\
         ServiceBinary = \"%13%\\{name}.sys\"\n\
         [Strings]\nProvider = \"sc\"\n"
    );
    Inf::parse_named(&format!("{name}.inf"), text.as_bytes()).context("a name that no INF can have")
}
