//! The drivers that are measured, and what they do meanwhile.
#![expect(unsafe_code, reason = "has an image stepped through")]

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use object::{LittleEndian as LE, pe::IMAGE_SCN_MEM_EXECUTE, read::pe::PeFile64};
use wdk_sim::{
    Device, File, Image, Machine,
    trace::{Caller, Category, Detail, Phase},
};

use super::{
    record::{Cost, OperationCost},
    step,
};

/// A driver that is measured.
pub(crate) struct Subject {
    /// The crate in `driver/`, which is also the service and the image's name.
    pub(crate) name: &'static str,
    /// Its INF.
    inf: &'static str,
    /// A hardware identifier that the INF knows.
    hardware: &'static str,
    /// The sources of the same driver in C, from the root of the repository.
    pub(crate) twin: &'static [&'static str],
    /// What is measured, in this order, on one open file.
    operations: &'static [Operation],
}

/// One operation, from its request to the completion.
struct Operation {
    name: &'static str,
    run: fn(&File),
}

/// To measure another driver, add it here and write the numbers anew.
pub(crate) const SUBJECTS: &[Subject] = &[Subject {
    name: "echo",
    inf: include_str!("../../../../inf/echo.inx"),
    hardware: "root\\echo",
    twin: &["driver/echo/twin/echo.c", "driver/echo/twin/entry.c"],
    operations: &[
        Operation {
            name: "write",
            run: |file| {
                assert_eq!(file.write(&[7; LENGTH]).expect("it is stored"), LENGTH);
            },
        },
        Operation {
            name: "read",
            run: |file| {
                let mut bytes = [0; LENGTH];
                assert_eq!(file.read(&mut bytes).expect("what was written"), LENGTH);
                assert_eq!(bytes, [7; LENGTH]);
            },
        },
    ],
}];

/// Bytes of a transfer.
const LENGTH: usize = 64;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Subject {
    /// Its package on a machine, with a device.
    pub(crate) fn plug(&self, machine: &Machine, image: &Path) -> Device {
        let image = Image::from_file(image).expect("a good image");
        machine
            .add_package(self.inf, image)
            .expect("a good package");
        machine.plug(self.hardware).expect("it starts")
    }

    /// Runs each operation once to have what is allocated only once, and then with `measure`.
    fn operate(&self, detail: Detail, image: &Path, mut measure: impl FnMut(&Machine, &dyn Fn())) {
        let builder = Machine::builder().environment(false).trace(detail);
        let machine = builder.build();
        let device = self.plug(&machine, image);
        let file = open(&machine, &device);
        for operation in self.operations {
            (operation.run)(&file);
        }
        for operation in self.operations {
            measure(&machine, &|| (operation.run)(&file));
        }
        drop(file);
        let report = machine.finish().expect("it unloads");
        assert!(report.is_clean(), "{report}");
    }

    /// What the driver in `image` costs.
    pub(crate) fn measure(&self, image: &Path) -> Cost {
        let mut operations = self.operations.iter();
        let mut costs = Vec::new();
        let others = executable_mappings();
        self.operate(Detail::Off, image, |_, run| {
            let code = executable_mappings();
            let mut code = code.into_iter().filter(|it| !others.contains(it));
            let pages = code.next().expect("the image is mapped");
            assert_eq!(code.next(), None, "the image has one section of code");
            // SAFETY: the only mapping that came with the machine, which lives until the operations
            // end and runs on this thread.
            let steps = unsafe { step::count(pages, run) };
            costs.push(OperationCost {
                name: operations.next().expect("one more").name.to_owned(),
                instructions: steps.instructions,
                calls: steps.calls,
            });
        });
        Cost {
            text: size_of_code(image),
            operations: costs,
        }
    }

    /// The names of the functions that the driver in `image` calls in each operation, as the
    /// machine's trace has them.
    pub(crate) fn calls(&self, image: &Path) -> Vec<(&'static str, Vec<String>)> {
        let mut operations = self.operations.iter();
        let mut found = Vec::new();
        self.operate(Detail::Callers, image, |machine, run| {
            machine.clear_trace();
            run();
            let trace = machine.trace();
            let calls = trace.iter().filter(|event| {
                event.category == Category::Call
                    && event.phase != Phase::End
                    && event.about.caller == Some(Caller::Driver)
            });
            let names = calls.map(|event| event.name.to_string()).collect();
            found.push((operations.next().expect("one more").name, names));
        });
        found
    }
}

/// Opens the interface of a device that has one.
pub(crate) fn open(machine: &Machine, device: &Device) -> File {
    let [interface] = &device.interfaces()[..] else {
        panic!("one interface was expected: {:?}", device.interfaces());
    };
    machine.open(interface).expect("it opens")
}

/// Where this process has code that comes from no file.
fn executable_mappings() -> Vec<Range<usize>> {
    let maps = fs::read_to_string("/proc/self/maps").expect("Linux has it");
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in maps.lines() {
        let [range, access, _, _, "0", ..] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            continue;
        };
        if line.ends_with(']') || !access.contains('x') {
            continue;
        }
        let (start, end) = range.split_once('-').expect("start and end");
        let number = |text| usize::from_str_radix(text, 16).expect("an address");
        found.push(number(start)..number(end));
    }
    found
}

/// The bytes of all sections with code.
fn size_of_code(image: &Path) -> u64 {
    let bytes = fs::read(image).expect("it was read before");
    let file = PeFile64::parse(&*bytes).expect("an image");
    let sections = file.section_table();
    sections
        .iter()
        .filter(|it| it.characteristics.get(LE).contains(IMAGE_SCN_MEM_EXECUTE))
        .map(|it| u64::from(it.virtual_size.get(LE)))
        .sum()
}
