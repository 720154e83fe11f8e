//! Hardware resources, as buses give them to devices and as the Device Manager shows them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A hardware resource of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Resource {
    /// Device memory, from the first to the last address.
    Memory(u64, u64),
    /// I/O ports, from the first to the last.
    Io(u64, u64),
    /// An interrupt line.
    Irq(u32),
    /// A DMA channel.
    Dma(u32),
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(first, last) => write!(f, "Memory Range: {first:#018X}-{last:#018X}"),
            Self::Io(first, last) => write!(f, "I/O Range: {first:#06X}-{last:#06X}"),
            Self::Irq(number) => write!(f, "IRQ: {number:#010X} ({number:02})"),
            Self::Dma(number) => write!(f, "DMA: {number:02}"),
        }
    }
}

/// A text is no resource.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no resource; write mem:FIRST-LAST, io:FIRST-LAST, irq:NUMBER or dma:NUMBER, with 0x \
     before hexadecimal numbers"
)]
pub struct NoResource(String);

impl FromStr for Resource {
    type Err = NoResource;

    fn from_str(text: &str) -> Result<Self, NoResource> {
        let number = |text: &str| match text.to_ascii_lowercase().strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok(),
            None => text.parse().ok(),
        };
        let range = |text: &str| {
            let (first, last) = text.split_once('-')?;
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some((first, last))
        };
        let small = |text: &str| number(text).and_then(|it| u32::try_from(it).ok());
        let (kind, value) = text.split_once(':').unwrap_or_default();
        let found = match kind.to_ascii_lowercase().as_str() {
            "mem" => range(value).map(|(first, last)| Self::Memory(first, last)),
            "io" => range(value).map(|(first, last)| Self::Io(first, last)),
            "irq" => small(value).map(Self::Irq),
            "dma" => small(value).map(Self::Dma),
            _ => None,
        };
        found.ok_or_else(|| NoResource(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_read_and_shown_as_the_device_manager_shows_them() {
        let shown = |text: &str| text.parse::<Resource>().map(|it| it.to_string());
        let memory = "Memory Range: 0x00000000FEBC0000-0x00000000FEBDFFFF";
        assert_eq!(shown("mem:0xfebc0000-0xFEBDFFFF").unwrap(), memory);
        assert_eq!(shown("io:0x3f8-1023").unwrap(), "I/O Range: 0x03F8-0x03FF");
        assert_eq!(shown("irq:4").unwrap(), "IRQ: 0x00000004 (04)");
        assert_eq!(shown("dma:2").unwrap(), "DMA: 02");
        for wrong in ["", "mem:1", "io:9-1", "irq:x", "irq:0x1FFFFFFFF", "pin:1"] {
            let error = shown(wrong).unwrap_err().to_string();
            assert!(error.contains("irq:NUMBER"), "{error}");
        }
    }
}
