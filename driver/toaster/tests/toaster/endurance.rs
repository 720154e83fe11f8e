//! Ten thousand toasters, one after the other, on one machine.

use toaster::interface::TOASTER_INTERFACE;
use wdk_sim::{Error, Machine, trace::Detail};

const INF: &str = include_str!("../../../../inf/toaster.inx");
const DEVICES: usize = 10_000;

#[test]
fn ten_thousand_devices_leak_nothing() -> Result<(), Error> {
    let machine = Machine::builder().trace(Detail::Off).build();
    machine.add_package(INF, toaster::DRIVER)?;
    let pool = machine.pool();
    for _ in 0..DEVICES {
        let device = machine.plug("root\\toaster")?;
        let file = machine.open(&device.interface(&TOASTER_INTERFACE.into())?)?;
        file.write(b"bread")?;
        let mut toast = [0; 16];
        let length = file.read(&mut toast)?;
        assert_eq!(&toast[..length], b"BREAD");
        drop(file);
        device.remove()?;
        assert_eq!(machine.allocations().len(), 0);
    }
    println!("pool before: {pool:?}\npool after: {:?}", machine.pool());
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.leaked_bytes(), 0);
    assert_eq!(report.objects(), 0);
    Ok(())
}
