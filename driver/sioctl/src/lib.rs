//! Sample KMDF driver: the port of the WDM driver `legacy-sioctl`.
//!
//! It does what that driver does: control codes are answered, a write leaves a message, a read
//! takes it or waits. The framework's queues have taken the place of dispatch routines, cancel-safe
//! queue and cleanup; the device is a Plug and Play device now. `cargo wdk compare` holds the two
//! against each other.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use wdk::{
    UnicodeString,
    prelude::*,
    registry::{Access, Key},
};
use wdk_panic as _;

use interface::{IOCTL_SIOCTL_METHOD_BUFFERED, IOCTL_SIOCTL_METHOD_OUT_DIRECT, SIOCTL_TYPE};

/// What control codes are answered with; the programs expect the zero.
const REPLY: &[u8] = b"This String is from Device Driver !!!!\0";
/// The longest message that can be configured.
const MOST: usize = 256;
/// The longest message, unless the registry has another length.
const LONGEST: u32 = 64;

/// The context of the device.
#[wdk::context]
struct Sioctl {
    message: SpinLock<Message>,
    /// The reads that wait for a message.
    reads: ManualQueue,
    longest: usize,
    registry_path: UnicodeString<300>,
}

/// The last message that was written; nothing when `length` is 0.
struct Message {
    bytes: [u8; MOST],
    length: usize,
    /// How many messages were written.
    count: u32,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(|_, _| ())
        .create(driver, registry_path)
}

fn device_add(driver: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    init.set_device_type(SIOCTL_TYPE);
    init.assign_name(unicode!(r"\Device\SIOCTL"), irql)?;
    let mut registry_path = UnicodeString::new();
    registry_path.push(driver.registry_path(irql))?;
    let longest = Key::parameters(&registry_path, Access::Read, irql)
        .and_then(|key| key.u32(unicode!("Longest")))
        .unwrap_or(LONGEST);
    let sioctl = || Sioctl {
        message: SpinLock::new(Message {
            bytes: [0; MOST],
            length: 0,
            count: 0,
        }),
        reads: ManualQueue::new(),
        longest: MOST.min(longest as usize),
        registry_path,
    };
    let device = init.create(sioctl, irql)?;
    device.add_manual_queue(|sioctl| &sioctl.reads, irql)?;
    // One request at a time: no message comes between a read's look for one and its waiting.
    device.add_queue(QueueConfig::sequential().default_queue(), |it| it, irql)?;
    device.create_symbolic_link(unicode!(r"\DosDevices\IoctlTest"), irql)
}

impl Message {
    /// Answers a read with the message, which is gone then.
    fn deliver(&mut self, request: &Request) -> Result<usize> {
        let message = self.bytes.get(..self.length).unwrap_or_default();
        let delivered = request.write_output(message)?;
        self.length = 0;
        Ok(delivered)
    }
}

impl Sioctl {
    /// Keeps what a program writes: how many messages there were.
    fn keep(&self, request: &Request, length: usize, irql: &mut Passive) -> Result<u32> {
        if length > self.longest {
            return Err(Error::INVALID_BUFFER_SIZE);
        }
        self.message.with(irql, |message, _| {
            let room = message.bytes.get_mut(..length).unwrap_or_default();
            request.read_input(room)?;
            message.length = length;
            message.count += 1;
            Ok(message.count)
        })
    }

    /// Ends the read that has waited longest.
    fn end_a_read(&self, irql: &mut Passive) -> Result<()> {
        if let Some(read) = self.reads.retrieve_next()? {
            let delivered = self.message.with(irql, |message, _| message.deliver(&read));
            read.finish(delivered);
        }
        Ok(())
    }

    fn note(&self, messages: u32, irql: &Passive) -> Result<()> {
        Key::parameters(&self.registry_path, Access::Write, irql)?
            .set_u32(unicode!("Messages"), messages)
    }
}

#[wdk::handlers]
impl QueueHandler for Sioctl {
    type Irql = Passive;

    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        let delivered = self.message.with(irql, |message, _| match message.length {
            0 => Ok(0),
            _ => message.deliver(&request),
        });
        match delivered {
            Ok(0) => self
                .reads
                .forward(request)
                .unwrap_or_else(Rejected::complete),
            delivered => request.finish(delivered),
        }
    }

    fn write(&self, request: Request, length: usize, irql: &mut Passive) -> Disposed {
        let kept = self.keep(&request, length, irql);
        if let Ok(messages) = kept {
            // A program is not told that the registry or a read failed.
            let _ = self.note(messages, irql);
            let _ = self.end_a_read(irql);
        }
        request.finish(kept.map(|_| length))
    }

    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        _irql: &mut Passive,
    ) -> Disposed {
        match control.code {
            IOCTL_SIOCTL_METHOD_BUFFERED | IOCTL_SIOCTL_METHOD_OUT_DIRECT => {
                if control.input_length == 0 || control.output_length == 0 {
                    return request.complete(Error::INVALID_PARAMETER);
                }
                request.reply(REPLY)
            }
            _ => request.complete(Error::INVALID_DEVICE_REQUEST),
        }
    }
}
