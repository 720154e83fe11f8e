//! Where the machine's memory would be on Windows, for all that a reader sees.
//!
//! The machine's memory lies where the host has space for it, which is somewhere else in each run.
//! So each part that is mapped gets a kernel address as well, by the order in which parts are
//! mapped, and reports, traces and dumps have that one: two runs of one seed then say the same.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::BTreeMap,
    fmt::Write as _,
    ops::Range,
};

/// What a part of the machine's memory is for: the range of addresses that it is in says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pool,
    Stack,
    Image,
    /// Objects and packets, which lie between other things on the host's heap.
    Object,
    /// The program's buffers.
    User,
}

/// The first addresses of the kinds, in their order.
const FIRST: [u64; 5] = [
    0xFFFF_BD00_0000_0000,
    0xFFFF_FC00_0000_0000,
    0xFFFF_F801_0000_0000,
    0xFFFF_AD80_0000_0000,
    0x01C0_0000_0000,
];
/// Where the host's own code is shown: it stands in for the kernel and the framework.
pub(crate) const HOST_CODE: u64 = 0xFFFF_F800_0000_0000;
/// Parts begin at multiples of it, with at least so much between them.
const ALIGNMENT: u64 = 0x1_0000;
/// The same of objects and of the program's buffers: what the host's heap gives.
const SMALL_ALIGNMENT: u64 = 16;
const PAGE: u64 = 0x1000;
/// Digits of the shortest address that is looked for in a text: the host has none below 4 GiB.
const SHORTEST: usize = 9;

#[derive(Clone, Copy)]
struct Part {
    length: usize,
    kernel: u64,
    is_user: bool,
    /// The host has it back: it may be anybody's, until it becomes a part again.
    is_gone: bool,
}

/// The parts of a machine's memory.
pub(crate) struct Addresses {
    /// By where they begin on the host.
    parts: RefCell<BTreeMap<usize, Part>>,
    next: [Cell<u64>; 5],
}

impl Addresses {
    pub(crate) fn new() -> Self {
        Self {
            parts: RefCell::default(),
            next: FIRST.map(Cell::new),
        }
    }

    /// Memory of the host has become a part of the machine. What was there before is gone.
    pub(crate) fn add(&self, kind: Kind, host: Range<usize>) {
        let length = host.len();
        let next = &self.next[kind as usize];
        // A page stays a page; what is above that is the host's choice. In which page of its heap
        // something small lies is its choice too.
        let (alignment, within) = match kind {
            Kind::Pool | Kind::Stack | Kind::Image => (ALIGNMENT, PAGE),
            Kind::Object | Kind::User => (SMALL_ALIGNMENT, SMALL_ALIGNMENT),
        };
        let kernel = next.get() + host.start as u64 % within;
        next.set((kernel + length as u64).next_multiple_of(alignment) + alignment);
        let mut parts = self.parts.borrow_mut();
        let gone = parts
            .range(..host.end)
            .rev()
            .take_while(|(start, part)| *start + part.length > host.start);
        let gone: Vec<usize> = gone.map(|(start, _)| *start).collect();
        for start in gone {
            parts.remove(&start);
        }
        let part = Part {
            length,
            kernel,
            is_user: kind == Kind::User,
            is_gone: false,
        };
        parts.insert(host.start, part);
    }

    /// The part that begins at `start` is given back to the host. A report may still name it.
    pub(crate) fn give_back(&self, start: usize) {
        if let Some(part) = self.parts.borrow_mut().get_mut(&start) {
            part.is_gone = true;
        }
    }

    /// The kernel address of one of the host; none when the machine has nothing there.
    pub(crate) fn kernel_address(&self, host: usize) -> Option<u64> {
        if let Some((part, offset)) = self.part_of(host) {
            return Some(part.kernel + offset);
        }
        let code = host_code()?;
        (code.start..code.end)
            .contains(&host)
            .then(|| HOST_CODE + (host - code.start) as u64)
    }

    /// Whether an address of the host is the simulated kernel's.
    pub(crate) fn is_kernels(&self, host: usize) -> bool {
        self.part_of(host)
            .is_some_and(|(part, _)| !part.is_gone && !part.is_user)
    }

    /// The part that an address of the host is in, or was, and where in it.
    fn part_of(&self, host: usize) -> Option<(Part, u64)> {
        // A fault can come while the parts are being changed.
        let parts = self.parts.try_borrow().ok()?;
        let (start, part) = parts.range(..=host).next_back()?;
        (host - start < part.length).then(|| (*part, (host - start) as u64))
    }

    /// The kernel address of a number that may be an address of the host; else the number.
    pub(crate) fn shown(&self, number: u64) -> u64 {
        let host = usize::try_from(number).ok();
        host.and_then(|host| self.kernel_address(host))
            .unwrap_or(number)
    }

    /// A text with kernel addresses in the place of the host's. It is done to whole texts, and not
    /// where each is written, since a driver prints addresses too, and no place can be forgotten.
    pub(crate) fn in_text<'a>(&self, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        let text = text.into();
        let mut shown: Option<String> = None;
        let mut copied = 0;
        for digits in numbers(&text) {
            let Ok(number) = u64::from_str_radix(&text[digits.clone()], 16) else {
                continue;
            };
            let kernel = self.shown(number);
            if kernel == number {
                continue;
            }
            let shown = shown.get_or_insert_default();
            shown.push_str(&text[copied..digits.start]);
            let is_upper = text[digits.clone()].contains(|it: char| it.is_ascii_uppercase());
            // Kernel addresses have all sixteen digits.
            let _ = match is_upper {
                true => write!(shown, "{kernel:X}"),
                false => write!(shown, "{kernel:x}"),
            };
            copied = digits.end;
        }
        match shown {
            Some(mut shown) => {
                shown.push_str(&text[copied..]);
                Cow::Owned(shown)
            }
            None => text,
        }
    }
}

/// Where in a text hexadecimal numbers are that are long enough for addresses.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let length = bytes[at..].iter().take_while(|it| is_word(it)).count();
            let (start, end) = (at, at + length);
            // Behind the word and what ends it.
            at = end + 1;
            let word = &bytes[start..end];
            let is_prefixed = word.starts_with(b"0x") || word.starts_with(b"0X");
            let prefix = if is_prefixed { 2 } else { 0 };
            let digits = &word[prefix..];
            if (SHORTEST..=16).contains(&digits.len()) && digits.iter().all(u8::is_ascii_hexdigit) {
                return Some(start + prefix..end);
            }
        }
        None
    })
}

/// Where the host's program is, which the machine, the framework and native drivers are linked
/// into.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn host_code() -> Option<Range<usize>> {
    let (start, end) = (
        &raw const linker::__executable_start,
        &raw const linker::_end,
    );
    Some(start.addr()..end.addr())
}

/// What the linker knows of the program.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod linker {
    #![expect(unsafe_code, reason = "names symbols of the linker, and reads none")]

    unsafe extern "C" {
        pub(super) static __executable_start: u8;
        pub(super) static _end: u8;
    }
}

/// Only the linkers of one host say it.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn host_code() -> Option<Range<usize>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_the_order_of_mapping_and_not_the_host() {
        let seen = |first: usize, second: usize| {
            let addresses = Addresses::new();
            addresses.add(Kind::Pool, first..first + 0x5000);
            addresses.add(Kind::Pool, second..second + 0x1000);
            addresses.add(Kind::Image, 0x7F00_0000_0000..0x7F00_0000_3000);
            [first + 0x10, second + 0x20].map(|it| addresses.kernel_address(it))
        };
        let one = seen(0x7F11_0001_0000, 0x7F22_0002_0000);
        assert_eq!(one, seen(0x7F99_0000_0000, 0x7F55_0000_0000));
        assert_eq!(one[0], Some(0xFFFF_BD00_0000_0010));
    }

    #[test]
    fn what_is_mapped_in_the_place_of_something_is_something_else() {
        let addresses = Addresses::new();
        addresses.add(Kind::Stack, 0x7F00_0000_0000..0x7F00_0000_4000);
        let before = addresses.kernel_address(0x7F00_0000_1000);
        addresses.add(Kind::Pool, 0x7F00_0000_1000..0x7F00_0000_2000);
        assert_ne!(addresses.kernel_address(0x7F00_0000_1000), before);
        assert_eq!(addresses.kernel_address(0x7F00_0000_0000), None);
        assert_eq!(addresses.kernel_address(0x7F00_0000_3000), None);
    }

    #[test]
    fn what_is_given_back_is_named_but_not_the_machine_s() {
        let addresses = Addresses::new();
        addresses.add(Kind::Pool, 0x7F00_0000_0000..0x7F00_0000_4000);
        assert!(addresses.is_kernels(0x7F00_0000_3FFF));
        assert!(!addresses.is_kernels(0x7F00_0000_4000));
        addresses.give_back(0x7F00_0000_0000);
        assert!(!addresses.is_kernels(0x7F00_0000_3FFF));
        assert!(addresses.kernel_address(0x7F00_0000_3FFF).is_some());
    }

    #[test]
    fn small_parts_follow_the_order_and_not_the_heap() {
        let seen = |object: usize, buffer: usize| {
            let addresses = Addresses::new();
            addresses.add(Kind::Object, object..object + 0x150);
            addresses.add(Kind::Object, object + 0x1000..object + 0x1008);
            addresses.add(Kind::User, buffer..buffer + 100);
            assert!(addresses.is_kernels(object + 0x14F));
            assert!(!addresses.is_kernels(buffer));
            [object + 8, object + 0x1000, buffer + 1].map(|it| addresses.kernel_address(it))
        };
        let one = seen(0x5555_0000_0010, 0x5566_0000_0120);
        assert_eq!(one, seen(0x7F00_0000_0FF0, 0x5555_0000_0000));
        let first = 0xFFFF_AD80_0000_0000;
        let user = 0x01C0_0000_0001;
        assert_eq!(one, [first + 8, first + 0x160, user].map(Some));
    }

    #[test]
    fn addresses_in_texts_are_found_however_they_are_written() {
        let addresses = Addresses::new();
        addresses.add(Kind::Pool, 0x7F10_818D_0000..0x7F10_818E_0000);
        let text = "(0x7f10818d0008): at 00007F10818D0010, no 0x7f10818d00081 and 0x7fff00000000_";
        assert_eq!(
            addresses.in_text(text),
            "(0xffffbd0000000008): at FFFFBD0000000010, no 0x7f10818d00081 and 0x7fff00000000_"
        );
        assert!(matches!(
            addresses.in_text("STATUS_SUCCESS, 0x222008, größer"),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn the_host_s_code_is_shown_where_the_kernel_is() {
        let addresses = Addresses::new();
        let code = numbers as *const () as usize;
        if let Some(shown) = addresses.kernel_address(code) {
            assert!((HOST_CODE..FIRST[2]).contains(&shown), "{shown:#x}");
        }
        assert_eq!(addresses.kernel_address(0x1000), None);
    }
}
