//! Catalogs as bytes.

use der::{DateTime, Encode as _, asn1::UtcTime};
use std::time::Duration;

use super::{Attribute, Catalog, Format, Member, NameValue};
use crate::{
    asn1::{self, ObjectIdentifier, SEQUENCE, SET, context},
    authenticode::INDIRECT_DATA,
};

pub(super) const CATALOG_LIST: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.12.1.1");
pub(super) const MEMBERS_V1: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.12.1.2");
pub(super) const MEMBERS_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.12.1.3");
pub(super) const NAME_VALUE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.12.2.1");
pub(super) const SUBJECT_V1: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.12.2.2");
pub(super) const SUBJECT_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.12.2.3");

/// The subject type of images in version 1.
pub(super) const IMAGE: &str = "{C689AAB8-8E78-11D0-8C47-00C04FC295EE}";
/// The subject type of all other files in version 1.
pub(super) const FLAT: &str = "{DE351A42-8E59-11D0-8C47-00C04FC295EE}";

impl Catalog {
    /// The list of certificate trust, `CertificateTrustList`, that a signature covers, in DER.
    ///
    /// `None` when the time is none that a catalog can have: it must be from 1970 to 2049.
    #[must_use]
    pub fn to_der(&self) -> Option<Vec<u8>> {
        let seconds = u64::try_from(self.time).ok()?;
        let time = DateTime::from_unix_duration(Duration::from_secs(seconds)).ok()?;
        let time = UtcTime::from_date_time(time).ok()?.to_der().ok()?;
        let kind = match self.format {
            Format::V1 => MEMBERS_V1,
            Format::V2 => MEMBERS_V2,
        };
        let members: Vec<_> = self.members.iter().map(Member::to_der).collect();
        let extensions = self.attributes.iter().map(|it| {
            let pair = asn1::octets(&it.to_der());
            asn1::sequence(&[&asn1::oid(NAME_VALUE), &pair])
        });
        let extensions: Vec<_> = extensions.collect();
        let mut parts = vec![
            asn1::sequence(&[&asn1::oid(CATALOG_LIST)]),
            asn1::octets(&self.id),
            time,
            asn1::algorithm(kind),
            asn1::sequence(&[&members.concat()]),
        ];
        if !extensions.is_empty() {
            let list = asn1::sequence(&[&extensions.concat()]);
            parts.push(asn1::value(context(0, true), &[&list]));
        }
        Some(asn1::sequence(&[&parts.concat()]))
    }
}

impl Member {
    fn to_der(&self) -> Vec<u8> {
        let attributes = self.attributes.iter().map(Attribute::to_der).collect();
        asn1::sequence(&[&asn1::octets(&self.tag), &asn1::set_of(attributes)])
    }
}

impl NameValue {
    fn to_der(&self) -> Vec<u8> {
        asn1::sequence(&[
            &asn1::bmp_string(&self.name),
            &asn1::integer(self.flags),
            &asn1::octets(&self.value),
        ])
    }
}

impl Attribute {
    pub(super) fn to_der(&self) -> Vec<u8> {
        let (id, value) = match self {
            Self::NameValue(pair) => (NAME_VALUE, pair.to_der()),
            Self::SubjectV1 { guid, version } => {
                let parts = [asn1::bmp_string(guid), asn1::integer(*version)];
                (SUBJECT_V1, asn1::value(SEQUENCE, &[&parts.concat()]))
            }
            Self::SubjectV2(kind) => (SUBJECT_V2, asn1::value(context(*kind, false), &[])),
            Self::Indirect(data) => (INDIRECT_DATA, data.to_der()),
            Self::Other(der) => return der.clone(),
        };
        asn1::sequence(&[&asn1::oid(id), &asn1::value(SET, &[&value])])
    }
}
