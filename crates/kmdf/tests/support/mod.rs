//! What the test programs of this crate share.

/// The INF of a driver whose image is the service's, for one hardware identifier; the framework's verifier is on.
pub(crate) fn inf(service: &str, hardware: &str) -> String {
    format!(
        r#"
[Version]
Signature = "$WINDOWS NT$"
Class = Sample
ClassGuid = {{78A1C341-4539-11d3-B88D-00C04FAD5171}}
Provider = "Tests"
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"Device" = Install, {hardware}
[Models.NTarm64.10.0...16299]
"Device" = Install, {hardware}
[Install.NT]
[Install.NT.Services]
AddService = {service}, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{service}.sys
AddReg = Verifier
[Verifier]
HKR,Parameters\Wdf,VerifierOn,0x00010001,1
"#
    )
}
