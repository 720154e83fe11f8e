//! Arguments at the ends of their ranges, and calls where nobody makes them: a safe driver gets an error, or what it
//! asked for.

use core::time::Duration;

use wdk::{
    Guid, IoControlCode, PoolString,
    ioctl::{Access, Method},
    prelude::*,
};
use wdk_sim::{Error as SimError, File, Machine};

const CLASS: Guid = wdk::guid!("5F5D3C5E-9B39-4B58-8E0B-6C7C1B3B0C11");

const fn code(function: u16) -> IoControlCode {
    IoControlCode::new(0x22, function, Method::Buffered, Access::Any)
}

/// Offsets and lengths that do not fit.
const MEMORY: IoControlCode = code(0x800);
/// More than there is.
const SIZES: IoControlCode = code(0x801);
/// Timers that are set for ever.
const TIMES: IoControlCode = code(0x802);
/// A queue of another device, and fields of another device.
const OTHERS: IoControlCode = code(0x803);
/// A request is parked in a lock of another place, whose data it changes.
const NESTED: IoControlCode = code(0x804);
/// Keeps the device and its queue.
const KEEP: IoControlCode = code(0x805);
/// Uses what was kept, in a spin lock where that can be, and drops it there.
const USE: IoControlCode = code(0x806);

static DEVICE: SpinLock<Option<ObjRef<Device<Extreme>>>> = SpinLock::new(None);
static QUEUE: SpinLock<Option<ObjRef<Queue>>> = SpinLock::new(None);

#[wdk::context]
struct Extreme {
    requests: BoundQueue,
    other: BoundQueue,
    waiting: ManualQueue,
    parked: [Parked<u32>; 2],
    timer: Timer,
    periodic: Timer,
    late: Timer,
}

#[wdk::driver_entry(name = "extreme")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .evt_unload(unload)
        .create(driver, registry_path)
}

fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let extreme = || Extreme {
        requests: BoundQueue::new(),
        other: BoundQueue::new(),
        waiting: ManualQueue::new(),
        parked: [Parked::with_data(0), Parked::with_data(0)],
        timer: Timer::new(),
        periodic: Timer::new(),
        late: Timer::new(),
    };
    let device = init.create(extreme, irql)?;
    device.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)?;
    let longest = TimerConfig::periodic(Duration::MAX).tolerance(Duration::MAX);
    device.add_timer(longest, |it| &it.periodic, beat, irql)?;
    device.add_manual_queue(|it| &it.waiting, irql)?;
    let config = QueueConfig::parallel_up_to(u32::MAX).default_queue();
    let queue = device.add_queue(config, |it| it, irql)?;
    device.bind_queue(|it| &it.requests, queue, irql)?;
    device.create_interface(&CLASS, None, irql)
}

fn unload(_: &Driver, irql: &mut Passive) {
    drop(DEVICE.with(irql, |kept, _| kept.take()));
    drop(QUEUE.with(irql, |kept, _| kept.take()));
}

fn tick(_: &Extreme, _: &Device<Extreme>, _: &mut Passive) {}

fn beat(_: &Extreme, _: &Device<Extreme>, _: &mut Dispatch) {}

/// Error unless all of `refused` are errors.
fn all_refused(refused: impl IntoIterator<Item = bool>) -> Result<()> {
    let all = refused.into_iter().all(|refused| refused);
    if all {
        Ok(())
    } else {
        Err(Error::UNSUCCESSFUL)
    }
}

fn memory(request: &Request) -> Result<()> {
    let (input, output) = (request.input_memory()?, request.output_memory()?);
    let ends = [
        usize::MAX,
        usize::MAX - 3,
        usize::MAX / 2,
        input.len(),
        isize::MAX as usize,
    ];
    let refused = ends.into_iter().flat_map(|offset| {
        [
            input.read_at::<u64>(offset).is_err(),
            input.copy_to(offset, &mut [0; 8]).is_err(),
            output.write_at(offset, &1_u64).is_err(),
            output.copy_from(offset, &[1; 8]).is_err(),
        ]
    });
    all_refused(refused)?;
    request.set_information(usize::MAX);
    Ok(())
}

fn sizes() -> Result<()> {
    all_refused([
        Memory::new(usize::MAX, None).is_err(),
        Memory::new(isize::MAX as usize, None).is_err(),
        PoolString::with_capacity(usize::MAX).is_err(),
    ])?;
    // Empty ones may be there or not.
    drop(Memory::new(0, None));
    drop(PoolString::with_capacity(0));
    Ok(())
}

impl Extreme {
    fn times(&self, irql: &mut Passive) -> Result<()> {
        let waited = [Duration::MAX, Duration::from_secs(u64::MAX / 10_000_000)];
        for after in waited {
            self.timer.start(after);
            self.periodic.start(after);
        }
        // It is set, so it has not fired.
        let set = self.timer.stop_and_wait(irql) & self.periodic.stop_and_wait(irql);
        if set {
            Ok(())
        } else {
            Err(Error::UNSUCCESSFUL)
        }
    }

    fn others(&self, own: &Device<Self>, irql: &mut Passive) -> Result<()> {
        let kept = DEVICE.with(irql, |kept, _| kept.clone());
        let kept = kept.ok_or(Error::NOT_FOUND)?;
        let other = kept.upgrade().ok_or(Error::DELETE_PENDING)?;
        let queue = other.context().requests.get()?;
        all_refused([
            own.bind_queue(|it| &it.other, queue, irql).is_err(),
            own.bind_queue(|it| &it.requests, self.requests.get()?, irql)
                .is_err(),
            own.add_timer(TimerConfig::one_shot(), |it| &it.timer, tick, irql)
                .is_err(),
            self.other.get().is_err(),
        ])?;
        // An adapter of a field that is there finds it in the right device, whoever calls.
        other.add_timer(TimerConfig::one_shot(), |it| &it.late, tick, irql)
    }

    /// Parks what waits in the queue, from within a lock.
    fn nested(&self, irql: &mut Passive) -> Result<()> {
        let parked = self.parked[0].with(irql, |first, irql| {
            let request = self.waiting.retrieve_next()?.ok_or(Error::NOT_FOUND)?;
            *first += 1;
            let parked = request.park_with(
                |it: &Self| &it.parked[1],
                irql,
                |request, second| {
                    *second += *first;
                    request.set_information(usize::MAX);
                    self.timer.start(Duration::from_secs(1));
                    let _ = self.waiting.retrieve_next();
                    Ok(())
                },
            );
            Ok::<_, Error>(parked.map(drop))
        })?;
        if let Err(rejected) = parked {
            rejected.complete(irql);
        }
        let taken = self.parked[1].take_with(irql, |request, second| {
            self.timer.stop();
            request.write_output(&second.to_ne_bytes())
        });
        let (request, written) = taken.ok_or(Error::NOT_FOUND)?;
        request.finish(written, irql);
        Ok(())
    }
}

fn use_kept(irql: &mut Passive) -> Result<()> {
    let queue = QUEUE
        .with(irql, |kept, _| kept.clone())
        .ok_or(Error::NOT_FOUND)?;
    queue.start(irql);
    let retrieved = queue.retrieve_next(irql).is_err();
    let device = DEVICE
        .with(irql, |kept, _| kept.clone())
        .ok_or(Error::NOT_FOUND)?;
    let context = device.context();
    context.timer.start(Duration::ZERO);
    context.requests.get()?.start(irql);
    let manual = matches!(context.waiting.retrieve_next(), Ok(None) | Err(_));
    let gone = device.upgrade().is_none();
    drop((queue, device));
    // The last references end at DISPATCH_LEVEL, and the context with them.
    QUEUE.with(irql, |kept, _| drop(kept.take()));
    DEVICE.with(irql, |kept, _| drop(kept.take()));
    all_refused([retrieved, manual, gone])
}

#[wdk::handlers]
impl QueueHandler for Extreme {
    type Irql = Passive;

    fn read(&self, request: Request, _: usize, irql: &mut Passive) -> Disposed {
        let forwarded = self.waiting.forward(request, irql);
        forwarded.unwrap_or_else(|rejected| rejected.complete(irql))
    }

    fn device_control(&self, request: Request, control: IoControl, irql: &mut Passive) -> Disposed {
        let done = match control.code {
            MEMORY => memory(&request),
            SIZES => sizes(),
            TIMES => self.times(irql),
            OTHERS => match request.device::<Self>() {
                Some(device) => self.others(device, irql),
                None => Err(Error::INVALID_DEVICE_STATE),
            },
            NESTED => self.nested(irql),
            KEEP => {
                let device = request.device::<Self>().map(Device::keep);
                drop(DEVICE.with(irql, |kept, _| core::mem::replace(kept, device)));
                let queue = request.queue().map(Queue::keep);
                drop(QUEUE.with(irql, |kept, _| core::mem::replace(kept, queue)));
                Ok(())
            }
            USE => use_kept(irql),
            _ => Err(Error::INVALID_DEVICE_REQUEST),
        };
        request.complete(done, irql)
    }
}

fn open(machine: &Machine, device: &wdk_sim::Device) -> File {
    let class = wdk_sys::GUID::from(CLASS);
    let interface = device.interface(&class).expect("it is enabled");
    machine.open(&interface).expect("it opens")
}

#[track_caller]
fn control(file: &File, code: IoControlCode) {
    let result = file.ioctl(code.value(), &[0; 16], &mut [0; 16]);
    assert!(!matches!(result, Err(SimError::BugCheck(_))), "{result:?}");
    result.expect("it ends as documented");
}

#[test]
fn arguments_at_the_ends_of_their_ranges_are_refused_or_done() {
    let machine = Machine::new();
    let inf = crate::inf("extreme");
    machine.add_package(&*inf, DRIVER).expect("a good package");
    let [first, second] = [(); 2].map(|()| machine.plug("root\\extreme").expect("it starts"));
    let (file, other) = (open(&machine, &first), open(&machine, &second));
    for code in [MEMORY, SIZES, TIMES] {
        control(&file, code);
    }
    control(&other, KEEP);
    control(&file, OTHERS);
    let read = file.begin_read(4).expect("it is sent");
    control(&file, NESTED);
    assert_eq!(read.wait().expect("it was answered").transferred, 4);
    drop(other);
    second.surprise_remove().expect("it goes");
    control(&file, USE);
    drop(file);
    let report = machine.finish().expect("it unloads");
    assert!(report.is_clean(), "{report}");
}
