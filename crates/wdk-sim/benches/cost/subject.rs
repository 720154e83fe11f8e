//! The drivers that are measured, and what they do meanwhile.
#![expect(unsafe_code, reason = "has an image stepped through")]

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use wdk_sim::{
    Device, File, Image, Machine,
    trace::{Caller, Category, Detail, Phase},
};

use super::{
    imports::{self, Imports},
    record::{Cost, OperationCost},
    step::{self, Steps},
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

    /// Steps through the operations of the driver in `image`. With each comes where the functions are
    /// that the image imports.
    fn step(&self, image: &Path) -> Vec<(Steps, Imports)> {
        let mut found = Vec::new();
        let others = executable_mappings();
        self.operate(Detail::Off, image, |_, run| {
            let code = executable_mappings();
            let mut code = code.into_iter().filter(|it| !others.contains(it));
            let pages = code.next().expect("the image is mapped");
            assert_eq!(code.next(), None, "the image has one section of code");
            // SAFETY: the only mapping that came with the machine, which lives until the operations
            // end and runs on this thread.
            let imports = unsafe { imports::of(image, pages.start) };
            // SAFETY: as above.
            let steps = unsafe { step::count(pages, run) };
            found.push((steps, imports));
        });
        found
    }

    /// What the driver in `image` costs.
    pub(crate) fn measure(&self, image: &Path) -> Cost {
        let steps = self.step(image).into_iter().zip(self.operations);
        let operations = steps.map(|((steps, _), operation)| OperationCost {
            name: operation.name.to_owned(),
            instructions: steps.instructions,
            calls: steps.calls.len() as u64,
        });
        Cost {
            operations: operations.collect(),
            text: imports::size_of_code(image),
        }
    }

    /// The names of the functions that the driver in `image` calls in each operation.
    ///
    /// The machine's trace has those of the framework, which are not imported, and the import table
    /// the few that are not traced.
    ///
    /// # Panics
    /// When the trace and the steps do not tell of the same calls.
    pub(crate) fn calls(&self, image: &Path) -> Vec<(&'static str, Vec<String>)> {
        let steps = self.step(image).into_iter().zip(self.traced_calls(image));
        let calls = steps.map(|((steps, imports), traced)| {
            let mut traced = traced.into_iter().peekable();
            let calls = steps.calls.iter();
            let names: Vec<String> = calls
                .map(|to| match imports.get(to) {
                    Some(name) => traced.next_if_eq(name).unwrap_or_else(|| name.clone()),
                    None => traced
                        .next()
                        .expect("every call of the framework is traced"),
                })
                .collect();
            assert_eq!(traced.next(), None, "every traced call was stepped through");
            names
        });
        let operations = self.operations.iter().map(|it| it.name);
        operations.zip(calls).collect()
    }

    /// The calls of the driver in `image` in each operation, as the machine's trace has them.
    fn traced_calls(&self, image: &Path) -> Vec<Vec<String>> {
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
            found.push(calls.map(|event| event.name.to_string()).collect());
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
