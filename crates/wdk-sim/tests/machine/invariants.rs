//! What must hold for all bytes: tests feed changed seeds, the fuzz targets any.

use std::time::Duration;

use wdk_sim::{
    Image,
    ndis::{End as _, PcapFile},
    scenario::Scenario,
};

/// An image of others is read or refused; nothing of it is mapped or run.
pub(crate) fn driver_image(bytes: &[u8]) {
    if let Err(error) = Image::from_bytes("x.sys", bytes) {
        assert!(!error.to_string().is_empty());
    }
}

/// The text of a scenario is read, or each line that cannot be is named.
pub(crate) fn scenario(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Scenario::parse("x.scenario", text) {
        Ok(scenario) => assert!(scenario.steps.len() <= text.lines().count()),
        Err(error) => assert!(error.to_string().contains("x.scenario:")),
    }
}

/// The frames of a capture file come in their order, and no more of them than the file has bytes.
pub(crate) fn capture(bytes: &[u8]) {
    let Ok(mut file) = PcapFile::from_bytes(bytes) else {
        return;
    };
    let mut length = 0;
    let _ = file.receive(Duration::ZERO);
    while let Ok(Some(frame)) = file.receive(Duration::MAX) {
        length += frame.len();
    }
    assert!(length <= bytes.len());
}
