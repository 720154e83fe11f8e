//! Packages that the tests of the store install.

use super::*;

/// A package whose INF is this text.
pub(super) fn contents(name: &str, text: &str) -> Contents {
    Contents::new(&format!("{name}.inf"), Inf::parse(text.as_bytes()).unwrap())
}

/// A package that drives `id` with the service `name`; `body` is appended to its INF, whose install
/// section is `Install.NTamd64`.
pub(super) fn driver(name: &str, id: &str, version: &str, body: &str) -> Contents {
    let text = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {{78A1C341-4539-11D3-B88D-00C04FAD5171}}
Provider = "Example"
DriverVer = 01/01/2025,{version}
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A {name}" = Install, {id}
[Install.NTamd64]
CopyFiles = @{name}.sys
[Install.NTamd64.Services]
AddService = {name}, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{name}.sys
{body}
"#
    );
    contents(name, &text).file(&format!("{name}.sys"), version)
}
