//! Sample KMDF driver: the port of the WDM driver `legacy-sioctl`.
//!
//! It does what that driver does: control codes of all four methods are answered, a write leaves a
//! message, a read takes it or waits. The framework's queues have taken the place of dispatch routines, cancel-safe
//! queue and cleanup; the device is a Plug and Play device now. `cargo wdk compare` holds the two
//! against each other.
#![no_std]
#![forbid(unsafe_code)]

pub mod interface;

use wdk::{
    UnicodeString,
    prelude::*,
    registry::{Access, Key},
    request::{CallerRequest, InputMemory, Parameters},
};
use wdk_panic as _;

use interface::{
    IOCTL_SIOCTL_METHOD_BUFFERED, IOCTL_SIOCTL_METHOD_IN_DIRECT, IOCTL_SIOCTL_METHOD_NEITHER,
    IOCTL_SIOCTL_METHOD_OUT_DIRECT, SIOCTL_TYPE,
};

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
    init.evt_io_in_caller_context(Sioctl::in_caller_context);
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
    /// In the program's own thread: the buffers of `METHOD_NEITHER` are locked here, as its addresses
    /// mean nothing elsewhere. The handler finds them with the request.
    fn in_caller_context(&self, request: CallerRequest<'_>, irql: &mut UpToDispatch) -> Disposed {
        let locked = match request.parameters() {
            Parameters::DeviceControl(control)
                if control.code == IOCTL_SIOCTL_METHOD_NEITHER && has_buffers(control) =>
            {
                lock(&request, irql)
            }
            _ => Ok(()),
        };
        match locked {
            Ok(()) => request
                .enqueue(irql)
                .unwrap_or_else(|rejected| rejected.complete(irql)),
            Err(error) => request.into_request().complete(error, irql),
        }
    }

    /// Keeps a message: how many there were.
    fn keep(&self, message: &InputMemory<'_>, irql: &mut Passive) -> Result<u32> {
        let length = message.len();
        if length > self.longest {
            return Err(Error::INVALID_BUFFER_SIZE);
        }
        self.message.with(irql, |kept, _| {
            message.copy_to(0, kept.bytes.get_mut(..length).unwrap_or_default())?;
            kept.length = length;
            kept.count += 1;
            Ok(kept.count)
        })
    }

    /// Keeps a message and ends the read that has waited longest: the message's length.
    fn leave(&self, message: &InputMemory<'_>, irql: &mut Passive) -> Result<usize> {
        let messages = self.keep(message, irql)?;
        // A program is not told that the registry or a read failed.
        let _ = self.note(messages, irql);
        let _ = self.end_a_read(irql);
        Ok(message.len())
    }

    /// Ends the read that has waited longest.
    fn end_a_read(&self, irql: &mut Passive) -> Result<()> {
        if let Some(read) = self.reads.retrieve_next()? {
            let delivered = self.message.with(irql, |message, _| message.deliver(&read));
            read.finish(delivered, irql);
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
                .forward(request, irql)
                .unwrap_or_else(|rejected| rejected.complete(irql)),
            delivered => request.finish(delivered, irql),
        }
    }

    fn write(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        let left = request
            .input_memory()
            .and_then(|message| self.leave(&message, irql));
        request.finish(left, irql)
    }

    fn device_control(&self, request: Request, control: IoControl, irql: &mut Passive) -> Disposed {
        let done = match control.code {
            IOCTL_SIOCTL_METHOD_IN_DIRECT
            | IOCTL_SIOCTL_METHOD_OUT_DIRECT
            | IOCTL_SIOCTL_METHOD_BUFFERED
            | IOCTL_SIOCTL_METHOD_NEITHER
                if !has_buffers(control) =>
            {
                Err(Error::INVALID_PARAMETER)
            }
            IOCTL_SIOCTL_METHOD_BUFFERED | IOCTL_SIOCTL_METHOD_OUT_DIRECT => {
                request.write_output(REPLY)
            }
            IOCTL_SIOCTL_METHOD_IN_DIRECT => request
                .direct_input_memory()
                .and_then(|message| self.leave(&message, irql)),
            IOCTL_SIOCTL_METHOD_NEITHER => self.neither(&request, irql),
            _ => Err(Error::INVALID_DEVICE_REQUEST),
        };
        request.finish(done, irql)
    }
}

impl Sioctl {
    /// `METHOD_NEITHER`, with the buffers that were locked in the program's context.
    fn neither(&self, request: &Request, irql: &mut Passive) -> Result<usize> {
        self.leave(&request.locked_input()?, irql)?;
        let output = request.locked_output()?;
        let reply = REPLY.get(..output.len()).unwrap_or(REPLY);
        output.copy_from(0, reply)?;
        Ok(reply.len())
    }
}

/// Whether a program passes both buffers.
fn has_buffers(control: IoControl) -> bool {
    control.input_length > 0 && control.output_length > 0
}

/// Locks the buffers of a `METHOD_NEITHER` request.
fn lock(request: &CallerRequest<'_>, irql: &mut UpToDispatch) -> Result<()> {
    let irql = irql.as_passive().ok_or(Error::INVALID_DEVICE_REQUEST)?;
    request.user_input(irql)?.probe_and_lock(irql)?;
    request.user_output(irql)?.probe_and_lock(irql)?;
    Ok(())
}
