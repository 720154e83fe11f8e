//! Power references and lists of children where they are misused.

use core::time::Duration;

use wdk::{
    Guid, IoControlCode,
    bus::{ChildInit, ChildList},
    ioctl::{Access, Method},
    power::{IdleSettings, PowerHold},
    prelude::*,
};
use wdk_sim::{Device as Plugged, Error as SimError, File, Machine};

const fn code(function: u16) -> IoControlCode {
    IoControlCode::new(0x22, function, Method::Buffered, Access::Any)
}

const CLASS: Guid = wdk::guid!("0F1C2B7E-6B3C-4D5A-9C9C-7B0B2A0E5D61");
/// Takes the device's reference; says whether it did.
const TAKE: IoControlCode = code(0x800);
/// Gives it back; says whether it was there.
const RELEASE: IoControlCode = code(0x801);
/// Has the device of the one context release the reference that the other device took.
const RELEASE_OF_ANOTHER: IoControlCode = code(0x802);
/// Takes a reference for as long as the request lasts, and waits for D0.
const SCOPED: IoControlCode = code(0x803);

/// `PowerDeviceD0` and `PowerDeviceD3` of `DEVICE_POWER_STATE`.
const D0: i32 = 1;
const D3: i32 = 4;
const IDLE: Duration = Duration::from_secs(2);

#[wdk::context]
struct Sleeper {
    hold: PowerHold,
    unbound: ChildList<u32>,
    early: NtStatus,
}

#[wdk::driver_entry(name = "sleeper")]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let children = ChildList::new();
    let early = children.report(&1).into();
    let sleeper = || Sleeper {
        hold: PowerHold::new(),
        unbound: children,
        early,
    };
    let device = init.create(sleeper, irql)?;
    let elsewhere = ChildList::<u32>::new();
    let bound = device.add_child_list(|_| stray(), make, irql);
    assert_eq!(bound, Err(Error::INVALID_PARAMETER), "not of the context");
    assert_eq!(elsewhere.report(&1), Err(Error::INVALID_DEVICE_STATE));
    device.add_queue(
        QueueConfig::parallel().default_queue().power_managed(false),
        |it| it,
        irql,
    )?;
    device.create_interface(&CLASS, None, irql)?;
    let idle = IdleSettings::cannot_wake().timeout(Duration::from_secs(1));
    device.assign_idle_settings(&idle, irql)
}

/// A list that is no device's.
fn stray() -> &'static ChildList<u32> {
    static STRAY: ChildList<u32> = ChildList::new();
    &STRAY
}

fn make(
    _: &Sleeper,
    _: &Device<Sleeper>,
    _: &u32,
    _: ChildInit<'_>,
    _: &mut Passive,
) -> Result<()> {
    Err(Error::NOT_SUPPORTED)
}

#[wdk::handlers]
impl QueueHandler for Sleeper {
    type Irql = Passive;

    fn device_control(&self, request: Request, control: IoControl, irql: &mut Passive) -> Disposed {
        let Some(device) = request.device::<Self>() else {
            return request.complete(Error::INVALID_DEVICE_STATE, irql);
        };
        let done = match control.code {
            TAKE => self.hold.take(device),
            RELEASE => Ok(self.hold.release(device)),
            RELEASE_OF_ANOTHER => Ok(PowerHold::new().release(device)),
            SCOPED => device.stop_idle_and_wait(irql).map(|_scoped| true),
            _ => Err(Error::INVALID_DEVICE_REQUEST),
        };
        assert_eq!(self.unbound.report(&2), Err(Error::INVALID_DEVICE_STATE));
        assert_eq!(self.early, Error::INVALID_DEVICE_STATE.into());
        match done {
            Ok(done) => request.reply_with(&u32::from(done), irql),
            Err(error) => request.complete(error, irql),
        }
    }
}

fn sleepers(machine: &Machine) -> [(Plugged, File); 2] {
    let inf = crate::inf("sleeper");
    machine.add_package(&*inf, DRIVER).expect("a good package");
    [(); 2].map(|()| {
        let device = machine.plug("root\\sleeper").expect("it starts");
        let link = device.interface(&wdk_sys::GUID::from(CLASS));
        let file = machine.open(&link.expect("it is enabled"));
        (device, file.expect("it opens"))
    })
}

fn says(file: &File, code: IoControlCode) -> Result<bool, SimError> {
    let mut answer = [0; 4];
    file.ioctl(code.value(), &[], &mut answer)?;
    Ok(u32::from_le_bytes(answer) != 0)
}

#[test]
fn a_power_reference_is_given_back_once_and_to_its_own_device() {
    let machine = Machine::new();
    let [(first, one), (second, two)] = sleepers(&machine);
    assert!(!says(&one, RELEASE).unwrap(), "none is taken");
    assert!(says(&one, TAKE).unwrap());
    assert!(!says(&one, TAKE).unwrap(), "it is there");
    assert!(!says(&two, RELEASE).unwrap(), "the other device has none");
    assert!(!says(&one, RELEASE_OF_ANOTHER).unwrap());
    machine.run_for(IDLE).unwrap();
    assert_eq!((first.power_state(), second.power_state()), (D0, D3));
    assert!(says(&one, RELEASE).unwrap());
    assert!(!says(&one, RELEASE).unwrap(), "once");
    machine.run_for(IDLE).unwrap();
    assert_eq!(first.power_state(), D3);
    drop((one, two));
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_reference_ends_with_its_scope() {
    let machine = Machine::new();
    let [(first, one), (_second, two)] = sleepers(&machine);
    machine.run_for(IDLE).unwrap();
    assert_eq!(first.power_state(), D3);
    assert!(says(&one, SCOPED).unwrap(), "the device is in D0");
    machine.run_until_idle().unwrap();
    assert_eq!(first.power_state(), D0);
    machine.run_for(IDLE).unwrap();
    assert_eq!(first.power_state(), D3);
    drop((one, two));
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

/// Its context asserts it, in each request and as it is added.
#[test]
fn a_list_is_of_no_use_before_it_is_bound() {
    let machine = Machine::new();
    let [(_first, one), (_second, two)] = sleepers(&machine);
    assert!(says(&one, TAKE).unwrap());
    drop((one, two));
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
