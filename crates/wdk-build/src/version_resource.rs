//! The version resource of an image: what Explorer and `lmv` in WinDbg show.
//!
//! It is written as a resource file (`.res`), which every linker takes; no resource compiler is
//! needed. See [VS_VERSIONINFO](https://learn.microsoft.com/windows/win32/menurc/vs-versioninfo)
//! and [Resource File Formats](https://learn.microsoft.com/windows/win32/menurc/resource-file-formats).

/// `RT_VERSION`
const VERSION_TYPE: u16 = 16;
/// English, United States; and the same with the UTF-16 code page as the key of the strings.
const LANGUAGE: u16 = 0x0409;
const LANGUAGE_AND_CODE_PAGE: &str = "040904b0";
const CODE_PAGE: u16 = 0x04B0;
/// `VS_FFI_SIGNATURE`, `VS_FFI_STRUCVERSION`
const SIGNATURE: u32 = 0xFEEF_04BD;
const STRUCTURE_VERSION: u32 = 0x0001_0000;
/// `VOS_NT_WINDOWS32`
const FILE_OS: u32 = 0x0004_0004;
/// `VFT_DRV`, `VFT2_DRV_SYSTEM`
const DRIVER: u32 = 3;
const SYSTEM_DRIVER: u32 = 7;

/// What the resource says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionResource {
    /// `FILEVERSION` and `PRODUCTVERSION`.
    pub version: [u16; 4],
    /// The image's name, with extension.
    pub file: String,
    /// `FileDescription`.
    pub description: String,
    /// `CompanyName`; left out when empty.
    pub company: String,
    /// `LegalCopyright`: the licence; left out when empty.
    pub licence: String,
}

impl VersionResource {
    /// The resource file.
    #[must_use]
    pub fn to_res(&self) -> Vec<u8> {
        let data = self.version_info();
        // A file begins with an empty entry, by which it differs from those of 16-bit Windows.
        let mut file = entry(0, 0, 0, &[]);
        file.extend(entry(VERSION_TYPE, 1, LANGUAGE, &data));
        file
    }

    fn version_info(&self) -> Vec<u8> {
        let text = self.version.map(|it| it.to_string()).join(".");
        let strings = [
            ("CompanyName", self.company.as_str()),
            ("FileDescription", &self.description),
            ("FileVersion", &text),
            ("InternalName", &self.file),
            ("LegalCopyright", &self.licence),
            ("OriginalFilename", &self.file),
            ("ProductName", &self.description),
            ("ProductVersion", &text),
        ];
        let strings = strings
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| string(key, value));
        let table = block(LANGUAGE_AND_CODE_PAGE, TEXT, &[], 0, strings);
        let translation = [LANGUAGE, CODE_PAGE].map(u16::to_le_bytes).concat();
        let children = [
            block("StringFileInfo", TEXT, &[], 0, [table]),
            block(
                "VarFileInfo",
                TEXT,
                &[],
                0,
                [block("Translation", BINARY, &translation, 4, [])],
            ),
        ];
        block("VS_VERSION_INFO", BINARY, &self.fixed(), 52, children)
    }

    /// `VS_FIXEDFILEINFO`
    fn fixed(&self) -> Vec<u8> {
        let [major, minor, build, revision] = self.version.map(u32::from);
        let (high, low) = (major << 16 | minor, build << 16 | revision);
        let fields = [
            SIGNATURE,
            STRUCTURE_VERSION,
            high,
            low,
            high,
            low,
            0x3F, // which of the flags count: all
            0,    // the flags: a release
            FILE_OS,
            DRIVER,
            SYSTEM_DRIVER,
            0, // no date
            0,
        ];
        fields.map(u32::to_le_bytes).concat()
    }
}

const BINARY: u16 = 0;
const TEXT: u16 = 1;

fn string(key: &str, value: &str) -> Vec<u8> {
    let units = utf16(value);
    // The length of a string counts its characters.
    let length = (units.len() / 2) as u16;
    block(key, TEXT, &units, length, [])
}

/// A block of the tree: its length, that of its value, kind, key, value and children, each at a
/// multiple of four bytes.
fn block(
    key: &str,
    kind: u16,
    value: &[u8],
    value_length: u16,
    children: impl IntoIterator<Item = Vec<u8>>,
) -> Vec<u8> {
    let mut bytes = vec![0; 2];
    bytes.extend(value_length.to_le_bytes());
    bytes.extend(kind.to_le_bytes());
    bytes.extend(utf16(key));
    align(&mut bytes);
    bytes.extend(value);
    for child in children {
        align(&mut bytes);
        bytes.extend(child);
    }
    let length = (bytes.len() as u16).to_le_bytes();
    bytes[..2].copy_from_slice(&length);
    bytes
}

/// A resource: its header, whose type and name are numbers, and its data.
fn entry(kind: u16, name: u16, language: u16, data: &[u8]) -> Vec<u8> {
    const HEADER: u32 = 32;
    let mut bytes = (data.len() as u32).to_le_bytes().to_vec();
    bytes.extend(HEADER.to_le_bytes());
    for number in [kind, name] {
        bytes.extend([0xFF, 0xFF]);
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([0; 6]); // data version, memory flags
    bytes.extend(language.to_le_bytes());
    bytes.extend([0; 8]); // version, characteristics
    bytes.extend(data);
    align(&mut bytes);
    bytes
}

fn align(bytes: &mut Vec<u8>) {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// The four numbers of a file version from `1.2.3`, `1.2.3-beta.1` or `1.2.3.4`; what is missing or
/// too large is zero.
#[must_use]
pub fn file_version(text: &str) -> [u16; 4] {
    let numbers = text.split(['-', '+']).next().unwrap_or_default();
    let mut version = [0; 4];
    for (slot, number) in version.iter_mut().zip(numbers.split('.')) {
        *slot = number.trim().parse().unwrap_or(0);
    }
    version
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_four_numbers() {
        assert_eq!(file_version("1.2.3"), [1, 2, 3, 0]);
        assert_eq!(file_version("10.0.22621.3880"), [10, 0, 22621, 3880]);
        assert_eq!(file_version("0.3.0-beta.2+x"), [0, 3, 0, 0]);
    }

    #[test]
    fn a_resource_file_has_an_empty_entry_and_the_version() {
        let file = VersionResource {
            version: [1, 2, 3, 4],
            file: "lamp.sys".to_owned(),
            description: "A lamp".to_owned(),
            company: String::new(),
            licence: String::new(),
        }
        .to_res();
        assert_eq!(file.len() % 4, 0);
        assert_eq!(file[..8], [0, 0, 0, 0, 32, 0, 0, 0]);
        assert_eq!(file[40..44], [0xFF, 0xFF, 16, 0], "RT_VERSION");
        let size = u32::from_le_bytes(file[32..36].try_into().unwrap()) as usize;
        let data = &file[64..64 + size];
        let length = u16::from_le_bytes([data[0], data[1]]);
        assert_eq!(usize::from(length), size);
        // The fixed part comes after a header of six bytes and the key.
        assert_eq!(data[40..44], 0xFEEF_04BD_u32.to_le_bytes());
        assert_eq!(data[48..56], [2, 0, 1, 0, 4, 0, 3, 0]);
        let wide = |text: &str| utf16(text);
        let holds = |needle: &[u8]| data.windows(needle.len()).any(|it| it == needle);
        assert!(holds(&wide("OriginalFilename")) && holds(&wide("lamp.sys")));
        assert!(!holds(&wide("CompanyName")), "an empty string is left out");
    }
}
