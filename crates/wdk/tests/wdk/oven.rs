//! A driver that uses what the samples do not.

use core::time::Duration;

use wdk::{
    ioctl::{Access, Method, device_type},
    prelude::*,
    request::{CallerRequest, Parameters},
};

/// The device interface of ovens.
pub(crate) const OVEN_INTERFACE: Guid = guid!("2B1F6B3C-54E6-4E0C-9D2B-64A1D7B3E9F8");

/// Forgets a request that it owns.
pub(crate) const FORGET: IoControlCode = code(0, Method::Buffered);
/// Completes in a system thread, with the number of such requests so far.
pub(crate) const COUNT: IoControlCode = code(1, Method::Buffered);
/// Completes with a larger number of bytes than the output buffer has.
pub(crate) const REPORT_TOO_MUCH: IoControlCode = code(2, Method::Buffered);
/// Returns what the registers held when the device entered D0.
pub(crate) const REGISTERS: IoControlCode = code(3, Method::Buffered);
/// Returns the bytes in reverse order.
pub(crate) const REVERSE: IoControlCode = code(4, Method::Buffered);
/// As `REVERSE`, with `METHOD_NEITHER`.
pub(crate) const REVERSE_IN_PLACE: IoControlCode = code(5, Method::Neither);
/// Returns how many devices the driver has had.
pub(crate) const DEVICES: IoControlCode = code(6, Method::Buffered);
/// Completes with `STATUS_PENDING`.
pub(crate) const PENDING: IoControlCode = code(7, Method::Buffered);
/// Reads both buffers, and completes with the number of bytes in the second.
pub(crate) const JOIN: IoControlCode = code(8, Method::InDirect);

const fn code(function: u16, method: Method) -> IoControlCode {
    IoControlCode::new(device_type::UNKNOWN, 0x800 + function, method, Access::Any)
}

/// What all ovens share.
#[wdk::context]
struct Kitchen {
    ovens: WaitLock<u32>,
}

#[wdk::context]
struct Oven {
    number: u32,
    counted: WaitLock<u32>,
    waiting: ManualQueue,
    counting: WorkItem,
    registers: Hardware<u32>,
    seen: SpinLock<u32>,
    parked: Parked,
    timer: Timer,
}

static OUTSIDE: Timer = Timer::new();

#[wdk::driver_entry(name = "oven")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .pool_tag(*b"Oven")
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create_with(driver, registry_path, |irql| {
            let ovens = WaitLock::new(0, irql)?;
            Ok(Kitchen { ovens })
        })
}

fn unload(driver: &Driver, irql: &mut Passive) {
    let kitchen: Result<&Kitchen> = driver.context();
    assert!(kitchen.is_ok_and(|kitchen| kitchen.ovens.with(irql, |ovens, _| *ovens > 0)));
}

fn device_add(driver: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    assert_eq!(driver.context::<Oven>().err(), Some(Error::NOT_FOUND));
    assert!(driver.registry_path(irql).chars().any(|c| c == '\\'));
    assert!(driver.version_string(irql)?.chars().any(|c| c == '1'));
    assert!(driver.is_version_available(1, 31, irql) && !driver.is_version_available(1, 99, irql));

    let kitchen: &Kitchen = driver.context()?;
    let number = kitchen.ovens.with(irql, |ovens, _| {
        *ovens += 1;
        *ovens
    });
    let counted = WaitLock::new(0, irql)?;
    init.evt_io_in_caller_context(Oven::in_caller_context);
    let oven = || Oven {
        number,
        counted,
        waiting: ManualQueue::new(),
        counting: WorkItem::new(),
        registers: Hardware::new(),
        seen: SpinLock::new(0),
        parked: Parked::new(),
        timer: Timer::new(),
    };
    let device = init.create_with_events(oven, irql)?;

    // Fields that are not bound do nothing; fields elsewhere, or bound already, are refused.
    assert!(!device.context().timer.start(Duration::ZERO));
    assert_eq!(
        device.context().waiting.get().err(),
        Some(Error::DEVICE_NOT_READY)
    );
    let timer = TimerConfig::one_shot();
    let outside = device.add_timer(timer, |_| &OUTSIDE, Oven::tick, irql);
    assert_eq!(outside, Err(Error::INVALID_PARAMETER));
    device.add_timer(timer, |oven| &oven.timer, Oven::tick, irql)?;
    let again = device.add_timer(timer, |oven| &oven.timer, Oven::tick, irql);
    assert_eq!(again, Err(Error::INVALID_PARAMETER));

    device.add_manual_queue(|oven| &oven.waiting, irql)?;
    device.add_work_item(|oven| &oven.counting, Oven::count, irql)?;
    let queue = device.add_queue(QueueConfig::parallel().default_queue(), |oven| oven, irql)?;
    assert!(queue.device::<Oven>().is_some() && queue.device::<Kitchen>().is_none());
    let kept = (queue.keep(), device.keep());
    drop(kept.clone());
    drop(kept);
    device.create_interface(&OVEN_INTERFACE, None, irql)?;
    match device.create_symbolic_link(unicode!("\\DosDevices\\Oven"), irql) {
        // There is one name, and the first oven has it.
        Err(Error::OBJECT_NAME_COLLISION) if number > 1 => Ok(()),
        result => result,
    }
}

impl Oven {
    fn tick(&self, _device: &Device<Self>, _irql: &mut Passive) {}

    /// The work item: completes every request in the queue.
    fn count(&self, _device: &Device<Self>, irql: &mut Passive) {
        while let Ok(Some(request)) = self.waiting.retrieve_next() {
            let count = self.counted.with(irql, |counted, _| {
                *counted += 1;
                *counted
            });
            request.reply_with(&count, irql);
        }
    }

    fn in_caller_context(&self, request: CallerRequest<'_>, irql: &mut UpToDispatch) -> Disposed {
        let Some(irql) = irql.as_passive() else {
            return request
                .enqueue(irql)
                .unwrap_or_else(|rejected| rejected.complete(irql));
        };
        // Only METHOD_NEITHER requests have such buffers.
        let Ok(input) = request.user_input(irql) else {
            return request
                .enqueue(irql)
                .unwrap_or_else(|rejected| rejected.complete(irql));
        };
        let mut bytes = [0; 16];
        let result = (|| {
            let length = input.len().min(bytes.len());
            let bytes = bytes.get_mut(..length).unwrap_or_default();
            input.probe_and_lock(irql)?.copy_to(0, bytes)?;
            bytes.reverse();
            let output = request.user_output(irql)?.probe_and_lock(irql)?;
            output.copy_from(0, bytes)?;
            Ok(length)
        })();
        request.into_request().finish(result, irql)
    }

    fn join(request: &Request, control: IoControl) -> Result<usize> {
        assert_eq!(request.parameters(), Parameters::DeviceControl(control));
        let refused = Err(Error::INVALID_DEVICE_REQUEST);
        assert_eq!(request.write_output(b"x"), refused);
        assert_eq!(request.output(&0_u8), refused);
        assert!(request.output_memory().is_err());
        assert!(request.locked_input().is_err(), "nothing was locked");
        let mut header = [0; 4];
        assert_eq!(request.read_input(&mut header)?, 4);
        assert_eq!(&header, b"head");
        let data = request.direct_input_memory()?;
        assert_eq!(data.read_at::<[u8; 2]>(1)?, *b"at");
        assert_eq!(data.read_at::<u8>(data.len()), Err(Error::BUFFER_TOO_SMALL));
        Ok(data.len())
    }

    fn reverse(request: &Request, length: usize) -> Result<usize> {
        let mut bytes = Memory::new(length, None)?;
        assert!(bytes.iter().all(|&byte| byte == 0));
        request.input_memory()?.copy_to(0, &mut bytes)?;
        assert!(request.input_memory()?.copy_to(1, &mut bytes).is_err());
        bytes.reverse();
        request.output_memory()?.copy_from(0, &bytes)?;
        Ok(length)
    }
}

#[wdk::handlers]
impl DeviceEvents for Oven {
    fn prepare_hardware(
        &self,
        device: &Device<Self, Prepared>,
        resources: Resources<'_>,
        _irql: &mut Passive,
    ) -> Result<()> {
        let registers = resources.iter().find_map(|resource| match resource {
            Resource::Memory { length, .. } => Some(length),
            _ => None,
        });
        let Some(registers) = registers else {
            return Ok(());
        };
        self.registers.set(device, registers)?;
        assert_eq!(self.registers.set(device, 0), Err(Error::INVALID_PARAMETER));
        Ok(())
    }

    fn release_hardware(
        &self,
        device: &mut Device<Self, Releasing>,
        _irql: &mut Passive,
    ) -> Result<()> {
        self.registers.take(device);
        assert_eq!(self.registers.get(device), Err(Error::INVALID_DEVICE_STATE));
        Ok(())
    }

    fn d0_entry(
        &self,
        device: &Device<Self, InD0>,
        previous: PowerState,
        irql: &mut Passive,
    ) -> Result<()> {
        assert_eq!(previous, PowerState::D3Final);
        let registers = self.registers.get(device).copied().unwrap_or_default();
        self.seen.with(irql, |seen, _| *seen = registers);
        Ok(())
    }
}

#[wdk::handlers]
impl QueueHandler for Oven {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        request
            .park(|oven: &Self| &oven.parked, irql)
            .unwrap_or_else(|rejected| rejected.complete(irql))
    }

    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut UpToDispatch,
    ) -> Disposed {
        match control.code {
            // The proof that another request gives lets this one slip: that is what the drop is
            // watched for.
            FORGET => match self.parked.take(irql) {
                Some(other) => other.complete(NtStatus::SUCCESS, irql),
                None => request.complete(Error::NOT_FOUND, irql),
            },
            COUNT => {
                let waiting = self.waiting.forward(request, irql);
                self.counting.enqueue();
                waiting.unwrap_or_else(|rejected| rejected.complete(irql))
            }
            REPORT_TOO_MUCH => {
                request.complete_with_information(NtStatus::SUCCESS, 1_000_000, irql)
            }
            REGISTERS => request.reply_with(&self.seen.with(irql, |seen, _| *seen), irql),
            REVERSE => {
                let result = Self::reverse(&request, control.input_length);
                request.finish(result, irql)
            }
            PENDING => request.complete(NtStatus::PENDING, irql),
            JOIN => {
                let joined = Self::join(&request, control);
                request.finish(joined, irql)
            }
            DEVICES => request.reply_with(&self.number, irql),
            _ => request.complete(Error::INVALID_DEVICE_REQUEST, irql),
        }
    }
}
