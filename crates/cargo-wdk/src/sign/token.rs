//! A signer whose key is in a token, behind the token's PKCS #11 library.
//!
//! The library is loaded when a token is asked for, and only then; without the feature `token` this
//! program loads none. What the token cannot do without being asked for its PIN each time
//! (`CKA_ALWAYS_AUTHENTICATE`) is not done here.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, bail};
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Pkcs11},
    mechanism::Mechanism,
    object::{Attribute, AttributeType, ObjectClass, ObjectHandle},
    session::{Session, UserType},
    slot::Slot,
    types::AuthPin,
};
use wdk_package::{
    Identity,
    certificate::{KeyAlgorithm, RemoteKey},
};

/// The variable with the PIN: an argument could be seen by others.
const PIN: &str = "WDK_TOKEN_PIN";
/// `DigestInfo` of SHA-256 up to the digest, which a token's RSA pads without knowing of digests.
const SHA256: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// A key in a token where the user is logged in.
struct Key {
    session: Mutex<Session>,
    key: ObjectHandle,
}

impl RemoteKey for Key {
    fn sign(&self, digest: &[u8; 32], algorithm: KeyAlgorithm) -> Result<Vec<u8>, String> {
        let (mechanism, data) = match algorithm {
            KeyAlgorithm::Rsa => (Mechanism::RsaPkcs, [&SHA256[..], digest].concat()),
            KeyAlgorithm::P256 | KeyAlgorithm::P384 => (Mechanism::Ecdsa, digest.to_vec()),
            _ => return Err("the key is of a kind that is not known here".to_owned()),
        };
        // A thread that panicked has left no call of the library unfinished.
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let signed = session.sign(&mechanism, self.key, &data);
        signed.map_err(|error| format!("the token does not sign: {error}"))
    }
}

/// The identity in the token called `label`, or in the only one, that the library `module` reaches:
/// the key called `key`, or the only one. `certificate` is its certificate, when the token has none.
pub(super) fn identity(
    module: &Path,
    label: Option<&str>,
    key: Option<&str>,
    certificate: Option<&[u8]>,
) -> anyhow::Result<Identity> {
    let what = || format!("{} cannot be used as a PKCS #11 library", module.display());
    let library = Pkcs11::new(module).with_context(what)?;
    let arguments = CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK);
    library.initialize(arguments).with_context(what)?;
    let slot = slot(&library, label)?;
    let session = library.open_ro_session(slot)?;
    log_in(&library, slot, &session)?;
    let (handle, id) = private_key(&session, key)?;
    let certificates = certificates(&session)?;
    let own = match (certificate, id) {
        (Some(file), _) => Some(file.to_vec()),
        (None, Some(id)) => certificates
            .iter()
            .find(|it| it.id.as_ref() == Some(&id))
            .map(|it| it.der.clone()),
        (None, None) => None,
    };
    let own = own.context(
        "the token has no certificate with the id of the key; give its file with --certificate",
    )?;
    let others: Vec<_> = certificates.into_iter().map(|it| it.der).collect();
    let key = Key {
        session: Mutex::new(session),
        key: handle,
    };
    Ok(Identity::elsewhere(
        &own,
        &others,
        std::sync::Arc::new(key),
    )?)
}

fn slot(library: &Pkcs11, label: Option<&str>) -> anyhow::Result<Slot> {
    let mut tokens = Vec::new();
    for slot in library.get_slots_with_initialized_token()? {
        let name = library.get_token_info(slot)?.label().trim().to_owned();
        tokens.push((name, slot));
    }
    let names: Vec<_> = tokens.iter().map(|it| it.0.clone()).collect();
    let names = names.join(", ");
    if let Some(label) = label {
        tokens.retain(|it| it.0 == label);
    }
    match tokens[..] {
        [(_, slot)] => Ok(slot),
        [] if names.is_empty() => bail!("the library sees no token; is it plugged in?"),
        [] => bail!(
            "no token is called {}; there are: {names}",
            label.unwrap_or_default()
        ),
        _ => bail!("there are several tokens: {names}; say which with --token-label"),
    }
}

fn log_in(library: &Pkcs11, slot: Slot, session: &Session) -> anyhow::Result<()> {
    let facts = library.get_token_info(slot)?;
    let pin = std::env::var(PIN).ok();
    if pin.is_none() && !facts.login_required() {
        return Ok(());
    }
    if pin.is_none() && !facts.protected_authentication_path() {
        bail!("the token wants its PIN: set {PIN}");
    }
    let pin = pin.map(|it| AuthPin::new(it.into()));
    let entered = session.login(UserType::User, pin.as_ref());
    entered.with_context(|| format!("the token refuses the PIN of {PIN}"))
}

/// The key that signs, and its id.
fn private_key(
    session: &Session,
    label: Option<&str>,
) -> anyhow::Result<(ObjectHandle, Option<Vec<u8>>)> {
    let mut wanted = vec![Attribute::Class(ObjectClass::PRIVATE_KEY)];
    wanted.extend(label.map(|it| Attribute::Label(it.as_bytes().to_vec())));
    let found = session.find_objects(&wanted)?;
    match found[..] {
        [key] => Ok((key, attribute(session, key, AttributeType::Id)?)),
        [] => bail!("the token has no such private key"),
        _ => {
            let mut names = Vec::new();
            for key in found {
                let name = attribute(session, key, AttributeType::Label)?;
                names.push(String::from_utf8_lossy(&name.unwrap_or_default()).into_owned());
            }
            let names = names.join(", ");
            bail!("the token has several keys: {names}; say which with --token-key")
        }
    }
}

/// A certificate in the token.
struct Stored {
    id: Option<Vec<u8>>,
    der: Vec<u8>,
}

/// The certificates in the token.
fn certificates(session: &Session) -> anyhow::Result<Vec<Stored>> {
    let mut certificates = Vec::new();
    for it in session.find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)])? {
        let id = attribute(session, it, AttributeType::Id)?;
        let value = attribute(session, it, AttributeType::Value)?;
        certificates.extend(value.map(|der| Stored { id, der }));
    }
    Ok(certificates)
}

fn attribute(
    session: &Session,
    object: ObjectHandle,
    which: AttributeType,
) -> anyhow::Result<Option<Vec<u8>>> {
    let found = session.get_attributes(object, &[which])?;
    Ok(found.into_iter().find_map(|it| match it {
        Attribute::Id(bytes) | Attribute::Label(bytes) | Attribute::Value(bytes) => Some(bytes),
        _ => None,
    }))
}
