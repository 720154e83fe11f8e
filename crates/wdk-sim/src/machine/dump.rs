//! A machine that a bug check has stopped, as a crash dump.
#![forbid(unsafe_code)]

use std::{fs, ops::Range};

use wdk_dump::{
    Block, Exception, Mapped, Module, RSP, Registers, Snapshot, Unloaded, WriteError, image,
};

use super::Machine;
use crate::{
    engine::{
        addresses::{Addresses, HOST_CODE, host_code},
        bugcheck::Stopped,
        error::{BugCheck, Error},
    },
    exports::rtl::misc::BUILD,
};

/// The name under which the host's code, which stands in for the kernel and the framework, is in a
/// dump's list of modules.
const HOST: &str = "wdk-sim";
/// Bytes of the message that the dump has, with its NUL.
const MESSAGE: usize = 0x1000;
/// `STATUS_ACCESS_VIOLATION`.
const ACCESS_VIOLATION: u32 = 0xC000_0005;

/// Why there is no crash dump.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoDump {
    /// No bug check has stopped the machine.
    #[error("the machine did not end in a bug check, so there is no crash dump")]
    NoBugCheck,
    /// The machine's memory does not fit into one.
    #[error("there is no crash dump: {0}")]
    Write(#[from] WriteError),
}

/// How much of the machine's memory a dump has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All that is known of the kernel's.
    Kernel,
    /// What a small dump keeps.
    Small,
}

impl Machine {
    /// The bytes of a kernel memory dump of a machine that a bug check has stopped, as `cargo wdk
    /// analyze` and debuggers read it: the bug check, the registers and the stack of the driver
    /// that was running, the loaded images, and the pool.
    ///
    /// A driver that is linked into the program has no image: its dump has no module and no stack
    /// of it.
    ///
    /// # Errors
    /// [`NoDump`], when the machine has not ended in a bug check.
    pub fn crash_dump(&self) -> Result<Vec<u8>, NoDump> {
        Ok(self.snapshot(Extent::Kernel)?.to_bytes()?)
    }

    /// The bytes of a small memory dump of a machine that a bug check has stopped. Of the memory it
    /// has what one of Windows has: the stack, and what the driver's own callbacks have added with
    /// `KeAddTriageDumpDataBlock`. It also says which PDB belongs to each image, and has the
    /// machine's message. There is no code, no data of a driver and no pool in it.
    ///
    /// # Errors
    /// As for [`Machine::crash_dump`].
    pub fn small_crash_dump(&self) -> Result<Vec<u8>, NoDump> {
        Ok(self.snapshot(Extent::Small)?.to_small_bytes()?)
    }

    fn snapshot(&self, extent: Extent) -> Result<Snapshot, NoDump> {
        let Some(Error::BugCheck(bug_check)) = self.ended() else {
            return Err(NoDump::NoBugCheck);
        };
        let kernel = &self.kernel;
        let words = Words::new(&kernel.addresses);
        let mut modules = vec![host_module()];
        let mut memory = vec![host_memory(&bug_check.message)];
        for image in kernel.loader.images() {
            let bytes = image.memory();
            let base = kernel.addresses.shown(image.base() as u64);
            let entry = image.entry().map_or(0, |it| it - image.base());
            let (time_stamp, checksum) = image.marks();
            modules.push(Module {
                name: image.name().to_owned(),
                path: image.name().to_owned(),
                base,
                size: bytes.len() as u32,
                entry: base + entry as u64,
                checksum,
                time_stamp,
            });
            match extent {
                Extent::Kernel => memory.push(words.block(image.base(), bytes)),
                Extent::Small => memory.extend(identity(base, bytes)),
            }
        }
        match extent {
            Extent::Kernel => {
                let blocks = kernel.pool.contents().into_iter();
                memory.extend(blocks.map(|(address, bytes)| words.block(address, bytes)));
            }
            Extent::Small => {
                // What has a tag is no memory: a debugger finds it under the tag.
                let added = bug_check.dump_data.iter().filter(|it| it.tag.is_none());
                memory.extend(added.map(|it| Block {
                    address: it.address,
                    bytes: words.translated(it.address, it.bytes.clone()),
                }));
            }
        }
        let mut processors = vec![Registers::default(); kernel.sched.processors()];
        let mut exception = None;
        if let Some(stopped) = &*kernel.stopped.borrow() {
            let stack = stopped.stack.iter();
            memory.extend(stack.map(|(at, bytes)| words.block(*at, bytes.clone())));
            processors[0] = words.registers(stopped);
            exception = exception_of(&bug_check, stopped, processors[0].rip);
        }
        let unloaded = kernel.loader.unloaded().into_iter();
        Ok(Snapshot {
            code: bug_check.code,
            parameters: bug_check.parameters,
            build: BUILD,
            processors,
            exception,
            comment: bug_check.message.clone(),
            up_time: kernel.clock.since_start(),
            modules,
            unloaded: unloaded
                .map(|it| Unloaded {
                    name: it.name,
                    range: it.range,
                })
                .collect(),
            memory,
        })
    }
}

/// The parts of an image that say which PDB belongs to it, where the image is at `base`.
fn identity(base: u64, bytes: Vec<u8>) -> Vec<Block> {
    let image = Mapped { base, bytes };
    let parts = image::Image::at(&image, base).map_or_else(Vec::new, |it| it.identity());
    let block = |part: Range<u64>| {
        let bytes = image
            .bytes
            .get(part.start as usize..part.end as usize)?
            .to_vec();
        let address = base + part.start;
        Some(Block { address, bytes })
    };
    parts.into_iter().filter_map(block).collect()
}

/// The host's program as a module. Its memory is not in the dump: it is no driver's business.
fn host_module() -> Module {
    let code = host_code().map_or(0, |it| it.len());
    Module {
        name: HOST.to_owned(),
        path: HOST.to_owned(),
        base: HOST_CODE,
        size: u32::try_from(code).unwrap_or(u32::MAX).max(MESSAGE as u32),
        ..Module::default()
    }
}

/// In the place of the host's program: what happened, which the header has no space for.
fn host_memory(message: &str) -> Block {
    let mut bytes = message.as_bytes().to_vec();
    bytes.truncate(MESSAGE - 1);
    bytes.push(0);
    Block {
        address: HOST_CODE,
        bytes,
    }
}

/// The exception that an interrupted instruction has raised.
fn exception_of(bug_check: &BugCheck, stopped: &Stopped, address: u64) -> Option<Exception> {
    if !stopped.interrupted {
        return None;
    }
    let [first, second, third, _] = bug_check.parameters;
    let (code, information) = match bug_check.code {
        wdk_sys::KMODE_EXCEPTION_NOT_HANDLED => (first as u32, Vec::new()),
        // Which parameter says that it was a write.
        0x0A | 0xD1 => (ACCESS_VIOLATION, vec![third, first]),
        0x50 | 0xCC | 0xCD | 0xD5 | 0xD6 => (ACCESS_VIOLATION, vec![second, first]),
        _ => return None,
    };
    Some(Exception {
        code,
        address,
        information,
    })
}

/// What the host has mapped, in order; nothing where no image can be mapped anyway.
fn host_mappings() -> Vec<Range<usize>> {
    let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let address = |digits: &str| usize::from_str_radix(digits, 16).ok();
    let mapping = |line: &str| {
        let (start, end) = line.split_once(' ')?.0.split_once('-')?;
        Some(address(start)?..address(end)?)
    };
    maps.lines().filter_map(mapping).collect()
}

/// Replaces addresses of the host in memory by what they are in the dump.
struct Words<'a> {
    addresses: &'a Addresses,
    /// What else the host has mapped, in order.
    host: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    fn new(addresses: &'a Addresses) -> Self {
        Self {
            addresses,
            host: host_mappings(),
        }
    }

    fn word(&self, word: u64) -> u64 {
        let Ok(host) = usize::try_from(word) else {
            return word;
        };
        if let Some(address) = self.addresses.kernel_address(host) {
            return address;
        }
        let behind = self.host.partition_point(|it| it.start <= host);
        // What bounds a mapping is an address as well.
        let is_host = behind > 0 && host <= self.host[behind - 1].end;
        // It says nothing outside of this process.
        if is_host { 0 } else { word }
    }

    /// The memory at an address of the host.
    fn block(&self, host: usize, bytes: Vec<u8>) -> Block {
        Block {
            address: self.addresses.shown(host as u64),
            bytes: self.translated(host as u64, bytes),
        }
    }

    /// Bytes that are at an address, the machine's or the host's, with the words translated that lie
    /// where words do.
    fn translated(&self, address: u64, mut bytes: Vec<u8>) -> Vec<u8> {
        let start = (address.wrapping_neg() % 8) as usize;
        let words = bytes.get_mut(start..).unwrap_or_default();
        for word in words.chunks_exact_mut(8) {
            let mut value = [0; 8];
            value.copy_from_slice(word);
            let value = u64::from_le_bytes(value);
            word.copy_from_slice(&self.word(value).to_le_bytes());
        }
        bytes
    }

    fn registers(&self, stopped: &Stopped) -> Registers {
        let mut registers = stopped.registers;
        registers.rip = self.word(registers.rip);
        registers.general = registers.general.map(|it| self.word(it));
        debug_assert_ne!(registers.general[RSP], 0, "the stack is the machine's");
        registers
    }
}
