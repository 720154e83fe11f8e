//! A signer whose key a command reaches: a cloud's key service, or any program that signs digests.

use std::{
    io::Write as _,
    process::{Command, Stdio},
    sync::Arc,
};

use anyhow::Context as _;
use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use wdk_package::{
    Identity,
    certificate::{KeyAlgorithm, RemoteKey},
};

/// A program with arguments, in which the digest has a place.
struct Remote {
    words: Vec<String>,
}

impl RemoteKey for Remote {
    fn sign(&self, digest: &[u8; 32], algorithm: KeyAlgorithm) -> Result<Vec<u8>, String> {
        let algorithm = match algorithm {
            KeyAlgorithm::Rsa => "rsa",
            KeyAlgorithm::P256 => "p256",
            KeyAlgorithm::P384 => "p384",
            _ => return Err("the key is of a kind that is not known here".to_owned()),
        };
        let filled = self.words.iter().map(|word| {
            word.replace("{digest}", &hex::encode(digest))
                .replace("{digest-base64}", &Base64::encode_string(digest))
                .replace("{algorithm}", algorithm)
        });
        let filled: Vec<_> = filled.collect();
        let (program, arguments) = filled.split_first().ok_or("no command is given")?;
        let mut running = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{program} cannot be run: {error}"))?;
        if let Some(mut input) = running.stdin.take() {
            // A command that takes the digest from its arguments reads nothing.
            let _ = input.write_all(digest);
        }
        let output = running.wait_with_output();
        let output = output.map_err(|error| format!("{program}: {error}"))?;
        match output.status.success() {
            true => Ok(decoded(&output.stdout)),
            false => Err(format!("{program} failed ({})", output.status)),
        }
    }
}

/// The signature in what the command wrote: hexadecimal, base64, or the bytes themselves.
fn decoded(output: &[u8]) -> Vec<u8> {
    let Ok(text) = str::from_utf8(output) else {
        return output.to_vec();
    };
    let text: String = text.split_whitespace().collect();
    let text = text.trim_matches('"');
    let url = || Base64UrlUnpadded::decode_vec(text.trim_end_matches('=')).ok();
    let known = hex::decode(text).ok();
    let known = known.or_else(|| Base64::decode_vec(text).ok()).or_else(url);
    known.unwrap_or_else(|| output.to_vec())
}

/// The identity whose certificates are in `certificate` and for whose key `command` signs.
pub(super) fn identity(command: &str, certificate: &[u8]) -> anyhow::Result<Identity> {
    let words = shlex::split(command).filter(|it| !it.is_empty());
    let words = words.context("--sign-command is no command; are its quotes closed?")?;
    let key = Arc::new(Remote { words });
    Ok(Identity::elsewhere(certificate, &[], key)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_read_in_every_form_that_services_give() {
        let signature: Vec<u8> = (130..194).collect();
        let base64 = Base64::encode_string(&signature);
        let wrapped = format!("{}\n{}\n", &base64[..40], &base64[40..]);
        for output in [
            hex::encode(&signature),
            base64.clone(),
            wrapped,
            format!("\"{base64}\"\n"),
            Base64UrlUnpadded::encode_string(&signature),
        ] {
            assert_eq!(decoded(output.as_bytes()), signature, "{output}");
        }
        assert_eq!(decoded(&[0xFF, 0xFE, 0x20]), [0xFF, 0xFE, 0x20]);
    }
}
