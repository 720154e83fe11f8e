//! A class and a miniclass driver, each natively and as its built image.

use toaster_class::interface::IOCTL_TOASTER_GET_WATTS;
use toaster_miniclass::{MAKE, NAME};
use wdk_sim::{Code, Error, Machine, NtStatus, all_in_every_world, trace::Phase};

/// The routines of drivers that the system called, in order.
fn routines(machine: &Machine) -> Vec<String> {
    let trace = machine.trace();
    let begun = trace.iter().filter(|event| event.phase == Phase::Begin);
    begun
        .map(|event| event.name.to_string())
        .filter(|name| name.starts_with("Dll") || name.starts_with("Driver"))
        .collect()
}

/// Both drivers, natively; and then both as images.
fn pair(test: impl Fn(Code, Code)) {
    all_in_every_world(
        [
            toaster_class::LIBRARY.into(),
            toaster_miniclass::DRIVER.into(),
        ],
        |[class, miniclass]| test(class, miniclass),
    );
}

fn refused<T>(result: Result<T, Error>, reason: wdk::Error) {
    match result {
        Err(Error::Status(NtStatus(status))) => assert_eq!(status, reason.status().value()),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[test]
fn the_class_driver_serves_the_miniclass_drivers_device() {
    pair(|class, miniclass| {
        let machine = Machine::new();
        machine.add_export_driver(class);
        let service = machine.load(miniclass).expect("it loads");
        assert_eq!(machine.export_drivers()[0].references, Some(1));
        let file = machine.open(NAME).expect("it has a device");
        assert_eq!(file.write(b"bread").expect("it is empty"), 5);
        refused(file.write(b"more"), wdk::Error::DEVICE_BUSY);
        let mut toast = [0; 16];
        refused(file.read(&mut toast[..3]), wdk::Error::BUFFER_TOO_SMALL);
        assert_eq!(file.read(&mut toast).expect("toast"), 5);
        assert_eq!(&toast[..5], b"BREAD");
        refused(file.write(&[b'x'; 17]), wdk::Error::INVALID_BUFFER_SIZE);
        let mut watts = [0; 4];
        file.ioctl(IOCTL_TOASTER_GET_WATTS.value(), &[], &mut watts)
            .expect("it knows");
        assert_eq!(u32::from_le_bytes(watts), MAKE.watts);
        drop(file);
        service.unload().expect("it has DriverUnload");
        assert_eq!(machine.export_drivers(), []);
        assert_eq!(
            routines(&machine),
            ["DllInitialize", "DriverEntry", "DriverUnload", "DllUnload"]
        );
        let report = machine.finish().expect("no bug check");
        assert!(report.is_clean(), "{report}");
    });
}

#[test]
fn without_the_class_driver_the_miniclass_driver_is_refused() {
    pair(|_, miniclass| {
        let machine = Machine::new();
        let error = machine
            .load(miniclass)
            .err()
            .expect("it has no class driver");
        let text = error.to_string();
        assert!(text.contains("toaster_class.sys"), "{text}");
        assert!(text.contains(r"System32\drivers"), "{text}");
        machine.finish().expect("no bug check");
    });
}
