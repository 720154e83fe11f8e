//! Catalogs from bytes.

use der::{Decode as _, asn1::UtcTime};

use super::{
    Attribute, Catalog, Format, Member, NameValue, TRUST_LIST,
    encode::{CATALOG_LIST, MEMBERS_V1, MEMBERS_V2, NAME_VALUE, SUBJECT_V1, SUBJECT_V2},
};
use crate::{
    asn1::{
        INTEGER, Items, Malformed, OCTET_STRING, OID, ObjectIdentifier, SEQUENCE, SET, UTC_TIME,
        Value, context,
    },
    authenticode::{INDIRECT_DATA, IndirectData},
};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// Reads a catalog file, signed or not; the signature is another matter.
///
/// # Errors
///
/// [`Malformed`] when `bytes` are no catalog, or not in strict DER: Windows refuses those too.
pub fn parse(bytes: &[u8]) -> Result<Catalog, Malformed> {
    const WHAT: &str = "a signed catalog";
    let mut outer = Value::read(bytes, SEQUENCE, WHAT)?.items();
    let kind = outer.next(OID, WHAT)?.oid(WHAT)?;
    if kind != SIGNED_DATA {
        return Err(Malformed(WHAT));
    }
    let signed = outer.next(context(0, true), WHAT)?;
    outer.end(WHAT)?;
    let mut signed = Value::read(signed.content, SEQUENCE, WHAT)?.items();
    signed.next(INTEGER, WHAT)?;
    signed.next(SET, WHAT)?;
    let mut content = signed.next(SEQUENCE, WHAT)?.items();
    if content.next(OID, WHAT)?.oid(WHAT)? != TRUST_LIST {
        return Err(Malformed("a catalog, not another signed file,"));
    }
    let list = content.next(context(0, true), WHAT)?;
    Catalog::from_der(list.content)
}

impl Catalog {
    /// Reads what [`to_der`](Self::to_der) writes.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when `der` is no such list, or not in strict DER.
    pub fn from_der(der: &[u8]) -> Result<Self, Malformed> {
        const WHAT: &str = "a catalog's list of members";
        let mut items = Value::read(der, SEQUENCE, WHAT)?.items();
        let usage = items.next(SEQUENCE, WHAT)?;
        if Value::read(usage.content, OID, WHAT)?.oid(WHAT)? != CATALOG_LIST {
            return Err(Malformed(WHAT));
        }
        let id = items.next(OCTET_STRING, WHAT)?.content.to_vec();
        let time = items.next(UTC_TIME, WHAT)?;
        let time = UtcTime::from_der(time.whole).map_err(|_| Malformed("a time"))?;
        let time = i64::try_from(time.to_unix_duration().as_secs());
        let mut format = items.next(SEQUENCE, WHAT)?.items();
        let format = match format.next(OID, WHAT)?.oid(WHAT)? {
            MEMBERS_V1 => Format::V1,
            MEMBERS_V2 => Format::V2,
            _ => return Err(Malformed("the catalog's version")),
        };
        // A list without members may be left out.
        let mut members = Vec::new();
        if items.0.first() == Some(&SEQUENCE) {
            let mut list = items.next(SEQUENCE, WHAT)?.items();
            while !list.is_empty() {
                members.push(member(&mut list)?);
            }
        }
        let mut attributes = Vec::new();
        if !items.is_empty() {
            let list = items.next(context(0, true), WHAT)?;
            let mut list = Value::read(list.content, SEQUENCE, WHAT)?.items();
            while !list.is_empty() {
                attributes.push(extension(&mut list)?);
            }
        }
        items.end(WHAT)?;
        let catalog = Self {
            format,
            id,
            time: time.map_err(|_| Malformed("a time"))?,
            members,
            attributes,
        };
        // Whatever is not as we would write it is not strict, and its signature may be at stake.
        if catalog.to_der().as_deref() != Some(der) {
            return Err(Malformed("the one way to write this catalog"));
        }
        Ok(catalog)
    }
}

fn extension(list: &mut Items<'_>) -> Result<NameValue, Malformed> {
    const WHAT: &str = "an attribute of the package";
    let mut items = list.next(SEQUENCE, WHAT)?.items();
    if items.next(OID, WHAT)?.oid(WHAT)? != NAME_VALUE {
        return Err(Malformed(WHAT));
    }
    let pair = items.next(OCTET_STRING, WHAT)?;
    items.end(WHAT)?;
    name_value(&Value::read(pair.content, SEQUENCE, WHAT)?)
}

fn name_value(pair: &Value<'_>) -> Result<NameValue, Malformed> {
    const WHAT: &str = "a name and a value";
    let mut items = pair.items();
    let name = items
        .next(crate::asn1::BMP_STRING, WHAT)?
        .bmp_string(WHAT)?;
    let flags = items.next(INTEGER, WHAT)?.integer(WHAT)?;
    let value = items.next(OCTET_STRING, WHAT)?.content.to_vec();
    items.end(WHAT)?;
    Ok(NameValue { name, flags, value })
}

fn member(list: &mut Items<'_>) -> Result<Member, Malformed> {
    const WHAT: &str = "a member";
    let mut items = list.next(SEQUENCE, WHAT)?.items();
    let tag = items.next(OCTET_STRING, WHAT)?.content.to_vec();
    let mut set = items.next(SET, WHAT)?.items();
    items.end(WHAT)?;
    let mut attributes = Vec::new();
    while !set.is_empty() {
        attributes.push(attribute(&set.next(SEQUENCE, WHAT)?)?);
    }
    Ok(Member { tag, attributes })
}

fn attribute(item: &Value<'_>) -> Result<Attribute, Malformed> {
    const WHAT: &str = "an attribute of a member";
    let mut items = item.items();
    let id = items.next(OID, WHAT)?.oid(WHAT)?;
    let set = items.next(SET, WHAT)?;
    items.end(WHAT)?;
    let mut values = set.items();
    let value = values.any(WHAT)?;
    let single = values.is_empty();
    Ok(match id {
        NAME_VALUE if single => Attribute::NameValue(name_value(&value)?),
        INDIRECT_DATA if single => Attribute::Indirect(IndirectData::from_der(value.whole)?),
        SUBJECT_V1 if single => {
            let mut parts = Value::read(value.whole, SEQUENCE, WHAT)?.items();
            let guid = parts
                .next(crate::asn1::BMP_STRING, WHAT)?
                .bmp_string(WHAT)?;
            let version = parts.next(INTEGER, WHAT)?.integer(WHAT)?;
            parts.end(WHAT)?;
            Attribute::SubjectV1 { guid, version }
        }
        SUBJECT_V2 if single && value.content.is_empty() && value.tag & 0xE0 == 0x80 => {
            Attribute::SubjectV2(value.tag & 0x1F)
        }
        _ => Attribute::Other(item.whole.to_vec()),
    })
}
