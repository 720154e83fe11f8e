//! Catalogs as Microsoft writes them, rebuilt bit for bit from what is in them.

use wdk_package::{
    authenticode::IndirectData,
    catalog::{Attribute, Catalog, Format, Member, NameValue},
    digest::{Algorithm, Digest},
};

fn digest(digits: &str) -> Digest {
    Digest::from_bytes(&hex::decode(digits).unwrap()).unwrap()
}

/// The members of one file of a version 2 catalog.
fn v2(file: &str, image: bool, sha1: &str, sha256: &str) -> [Member; 2] {
    let facts = [
        Attribute::SubjectV2(if image { 0 } else { 2 }),
        Attribute::NameValue(NameValue::text("OSAttr", "2:10.0")),
        Attribute::NameValue(NameValue::text("File", file)),
    ];
    let indirect = if image {
        IndirectData::image(digest(sha256), None)
    } else {
        IndirectData::flat(digest(sha256))
    };
    let second = facts.iter().cloned().chain([Attribute::Indirect(indirect)]);
    [
        Member {
            tag: digest(sha1).as_bytes().to_vec(),
            attributes: facts.to_vec(),
        },
        Member {
            tag: digest(sha256).as_bytes().to_vec(),
            attributes: second.collect(),
        },
    ]
}

/// The catalog of VirtualBox's USB driver that usbipd-win ships, made by Microsoft in 2026.
fn virtualbox() -> Catalog {
    let image = v2(
        "vboxusb.sys",
        true,
        "0aba376f6d56c638b77cdedefd72bc0ca7e2b9ba",
        "8f1c1e221a941085844e9f20df62204eab757e7d5cb9e56f81bd0d68de13414b",
    );
    let inf = v2(
        "vboxusb.inf",
        false,
        "b13b3e9837bbcf7ea05039412580e4c068bce242",
        "bfe5aea59ac22f88b36e0c71d58613742dd8297daf75f86291feeabfc40b9adc",
    );
    let os = "_v100_X64,_v100_X64_RS1,_v100_X64_RS2,_v100_X64_RS3,_v100_X64_RS4,_v100_X64_RS5,\
        _v100_X64_19H1,_v100_X64_Vb,_v100_X64_21H2,_v100_X64_22H2";
    let submission = "30041490_13875120109679985_1152921505701654996";
    let attributes = [
        ("Submission ID", submission),
        ("BundleID", "VBoxUSB"),
        ("Universal", "True"),
        ("Declarative", "True"),
        ("OS", os),
        ("HWID1", r"usb\vid_80ee&pid_cafe"),
    ];
    let attributes = attributes.map(|(name, value)| NameValue::text(name, value));
    Catalog {
        format: Format::V2,
        id: hex::decode("806ddca39eca144e82a8749b4405e1ba").unwrap(),
        time: 1_786_658_917,
        members: image.into_iter().chain(inf).collect(),
        attributes: attributes.into(),
    }
}

/// The hardware ids of Arduino's boards in 2015, the last of its INF first.
const ARDUINO: &str = "\
    vid_2341&pid_e001 vid_2341&pid_e002&mi_00 vid_2341&pid_004d vid_2341&pid_804d&mi_00 \
    vid_03eb&pid_2157&mi_01 vid_2341&pid_8041&mi_00 vid_2341&pid_0041 vid_2341&pid_003b \
    vid_2341&pid_0043 vid_2341&pid_0001 vid_2341&pid_8039&mi_00 vid_2341&pid_0039 \
    vid_2341&pid_8038&mi_00 vid_2341&pid_0038 vid_2341&pid_004e vid_2341&pid_804e&mi_00 \
    vid_2341&pid_8037&mi_00 vid_2341&pid_0037 vid_2341&pid_0044 vid_2341&pid_003f \
    vid_2341&pid_0010 vid_2341&pid_0042 vid_1b4f&pid_9208&mi_00 vid_1b4f&pid_9207 \
    vid_2341&pid_8036&mi_00 vid_2341&pid_0036 vid_2341&pid_803c&mi_00 vid_2341&pid_003c \
    vid_2341&pid_003e&mi_00 vid_2341&pid_003d vid_03eb&pid_6124";

/// The catalog of Arduino's INF, version 1, made by Microsoft in 2015.
fn arduino() -> Catalog {
    let sha1 = "8b585560b248755a6c5a24d5c0f50fa998310883";
    let tag = sha1
        .to_uppercase()
        .encode_utf16()
        .chain([0])
        .collect::<Vec<_>>();
    let versions = "2:5.1,2:5.2,2:6.0,2:6.1,2:6.2,2:6.3,2:6.4";
    let member = Member {
        tag: tag.into_iter().flat_map(u16::to_le_bytes).collect(),
        attributes: vec![
            Attribute::SubjectV1 {
                guid: "{DE351A42-8E59-11D0-8C47-00C04FC295EE}".to_owned(),
                version: 0x200,
            },
            Attribute::NameValue(NameValue::text("File", "arduino.inf")),
            Attribute::NameValue(NameValue::text("OSAttr", versions)),
            Attribute::Indirect(IndirectData::flat(digest(sha1))),
        ],
    };
    let os = "XPX86,XPX64,VistaX86,VistaX64,7X86,7X64,8X86,8X64,_v63,_v63_X64,10X86,10X64";
    let mut attributes = vec![NameValue::text("OS", os)];
    let ids: Vec<_> = ARDUINO.split_whitespace().collect();
    for (at, id) in ids.iter().enumerate() {
        let name = format!("HWID{}", ids.len() - at);
        attributes.push(NameValue::text(&name, &format!("usb\\{id}")));
    }
    Catalog {
        format: Format::V1,
        id: hex::decode("1170fe056410e847835f0d09e4c6ae34").unwrap(),
        time: 1_448_396_902,
        members: vec![member],
        attributes,
    }
}

#[test]
fn microsofts_catalogs_are_rebuilt_bit_for_bit() {
    let vectors = [
        (
            virtualbox(),
            1652,
            "49f27f60b784374e094b8243439ceeace197075c07fac0e713dccc8f93bd6460",
        ),
        (
            arduino(),
            3444,
            "3a268ecb9d5d447f9eb4cc00838367eb2423096c5562a0a7d2f4b56811c02d6c",
        ),
    ];
    for (catalog, length, expected) in vectors {
        let der = catalog.to_der().unwrap();
        assert_eq!(der.len(), length);
        assert_eq!(Algorithm::Sha256.of([&*der]), digest(expected));
        assert_eq!(Catalog::from_der(&der).unwrap().to_der().unwrap(), der);
    }
}

#[test]
fn what_is_in_a_catalog_can_be_read() {
    let catalog = Catalog::from_der(&virtualbox().to_der().unwrap()).unwrap();
    assert_eq!(catalog.attribute("BundleID").as_deref(), Some("VBoxUSB"));
    let image = digest("8f1c1e221a941085844e9f20df62204eab757e7d5cb9e56f81bd0d68de13414b");
    let image = catalog.find(&image).unwrap();
    assert_eq!(image.file().as_deref(), Some("vboxusb.sys"));
    assert_eq!(image.os().as_deref(), Some("2:10.0"));
    assert_eq!(image.is_image(), Some(true));
    let inf = arduino();
    assert_eq!(
        inf.members[0].digest(),
        inf.members[0].indirect().map(|it| it.digest().clone())
    );
    assert_eq!(inf.members[0].is_image(), Some(false));
}

#[test]
fn a_list_that_is_cut_or_changed_is_refused_or_another() {
    for right in [virtualbox(), arduino()] {
        let der = right.to_der().unwrap();
        for at in 0..der.len() {
            assert!(Catalog::from_der(&der[..at]).is_err(), "cut at {at}");
            let mut changed = der.clone();
            changed[at] ^= 0x01;
            if let Ok(read) = Catalog::from_der(&changed) {
                assert!(read != right, "changed at {at}");
            }
        }
    }
}
