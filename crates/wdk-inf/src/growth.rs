//! What reading a file costs grows with its length, and no faster: tests count the steps.

/// Counts a line that is looked at, a name that is compared, or a value that is put together; only in
/// tests.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    tests::STEPS.with(|it| it.set(it.get() + 1));
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, ops::Range};

    use crate::{
        Arch, Date, Dirs, DriverVersion, Inf, OsVersion, Stamp,
        check::{Options, check},
    };

    thread_local! {
        pub(super) static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    const HEAD: &str = "[Version]\nSignature=\"$Windows NT$\"\nClass=System\n\
        ClassGuid={4D36E97D-E325-11CE-BFC1-08002BE10318}\nProvider=%P%\nCatalogFile=x.cat\n\
        DriverVer=01/01/2026,1.0.0.0\nPnpLockdown=1\n[Manufacturer]\n%P%=Models,NTamd64.10.0...16299\n\
        [Models.NTamd64.10.0...16299]\n\"x\"=Install,root\\x\n[Install.NTamd64]\nCopyFiles=Files\n\
        AddReg=Values\n[Values]\nHKR,,A,,b\n[Files]\nx.sys\n[DestinationDirs]\nDefaultDestDir=13\n\
        [SourceDisksNames]\n1=Disk\n[SourceDisksFiles]\nx.sys=1\n[Install.NTamd64.Services]\n\
        AddService=x,2,Service\n[Service]\nServiceType=1\nStartType=3\nErrorControl=1\n\
        ServiceBinary=%13%\\x.sys\n[Strings]\nP=\"p\"\n";

    /// A form of a line, and what stands before the lines.
    struct Shape {
        before: &'static str,
        /// `#` stands for the line's number.
        line: &'static str,
        /// The same again, for what the lines name.
        and: (&'static str, &'static str),
    }

    const fn shape(before: &'static str, line: &'static str) -> Shape {
        Shape {
            before,
            line,
            and: ("", ""),
        }
    }

    const fn both(
        before: &'static str,
        line: &'static str,
        and: (&'static str, &'static str),
    ) -> Shape {
        Shape { before, line, and }
    }

    const SHAPES: [Shape; 26] = [
        shape("[A]\n", "a\n"),
        shape("[A]\n", "a#=b\n"),
        shape("[A]\na=", "b,"),
        shape("", "[A#]\n"),
        shape("", "[A]\n"),
        shape("", "[SourceDisksFiles]\nx.sys=1\n"),
        both(
            "[Files]\n",
            "f#.sys\n",
            ("", "[SourceDisksFiles]\nf#.sys=1\n"),
        ),
        both("[Files]\n", "f#.sys\n", ("", "[DestinationDirs]\n")),
        both(
            "[Manufacturer]\n",
            "\"m#\"=Models,NTamd64.10.0...16299\n",
            (
                "[Models.NTamd64.10.0...16299]\n",
                "\"d#\"=Install,root\\d#\n",
            ),
        ),
        both(
            "[Manufacturer]\nm=Many",
            ",NTamd64.10.0...#",
            ("\n", "[Many.NTamd64.10.0...#]\n"),
        ),
        shape("", "[Strings]\n"),
        shape("", "[Strings.#]\na=b\n"),
        shape("[Strings]\n", "s#=t\n"),
        shape("[Install.NTamd64]\n", "AddReg=None#\n"),
        both(
            "[Install.NTamd64]\n",
            "AddReg=Values\n",
            ("[Values]\n", "HKR,,V#,,x\n"),
        ),
        both(
            "[Install.NTamd64]\nAddReg=x",
            ",Values",
            ("\n[Values]\n", "HKR,,V#,,x\n"),
        ),
        both(
            "[Install.NTamd64]\n",
            "CopyFiles=@x.sys\n",
            ("[SourceDisksFiles.amd64]\n", "x#.sys=1\n"),
        ),
        shape("", "[Install.Services]\n"),
        shape("", "[Install#.Services]\n[Install#.NTamd64]\n"),
        both(
            "[Install.NTamd64]\n",
            "Needs=N#\n",
            ("", "[N#]\nInclude=ks.inf\n"),
        ),
        both(
            "[Install.NTamd64]\n",
            "Needs=N#\n",
            ("[Install.NTamd64]\n", "Include=ks#.inf\n"),
        ),
        shape("", "[DefaultInstall.NTamd64.10.0...#]\n"),
        shape("[Install.NTamd64.Services]\n", "AddService=s#,,Service\n"),
        shape("[Install.NTamd64.Services]\n", "AddService=x,,Service\n"),
        shape("[DestinationDirs]\n", "L#=12\n"),
        both(
            "[Install.NTamd64]\n",
            "CopyFiles=L#\n",
            ("", "[L#]\nfile#.sys\n"),
        ),
    ];

    /// What is done with a file, and what it is called.
    type Reading = (&'static str, fn(&Inf));

    fn file(shape: &Shape, lines: Range<usize>) -> String {
        let many = |line: &str| -> String {
            lines
                .clone()
                .map(|at| line.replace('#', &(at + 16_300).to_string()))
                .collect()
        };
        let (before, line) = shape.and;
        [
            HEAD,
            shape.before,
            &many(shape.line),
            before,
            &many(line),
            "\n",
        ]
        .concat()
    }

    fn steps(text: &str, read: fn(&Inf)) -> usize {
        STEPS.set(0);
        if let Ok(inf) = Inf::parse(text.as_bytes()) {
            read(&inf);
        }
        STEPS.get()
    }

    fn install(inf: &Inf) {
        let os = OsVersion::WINDOWS_11_24H2;
        if let Ok(found) = inf.find_hardware_id(Arch::Amd64, os, r"root\x") {
            let _ = inf.install(&found, &Dirs::default());
        }
        let _ = inf.find_hardware_id(Arch::Amd64, os, r"root\none");
        let sections = (0..1).map(|_| ("Install".to_owned(), 0..0));
        let _ = inf.copied_files(sections, Arch::Amd64);
    }

    fn stamp(inf: &Inf) {
        let version = DriverVersion([1, 2, 3, 4]);
        let stamp = Stamp::new().driver_ver(Date::from_unix(0), version);
        let _ = inf.stamp(&stamp.catalog("x.cat").arch(Arch::Amd64));
    }

    #[test]
    fn no_form_of_line_costs_more_than_its_number() {
        let all: [Reading; 5] = [
            ("check", |inf| {
                let _ = check("x.inf", inf.text().as_bytes(), &Options::default());
            }),
            ("install", install),
            ("port", |inf| drop(inf.port())),
            ("stamp", stamp),
            ("format", |inf| drop(inf.formatted())),
        ];
        let mut wrong = Vec::new();
        for shape in &SHAPES {
            for (name, read) in all {
                let [few, many] = [300, 1_200].map(|it| steps(&file(shape, 0..it), read));
                if many > few * 5 + 2_000 {
                    wrong.push(format!("{name} of {:?}: {few}, then {many}", shape.line));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_list_that_is_named_everywhere_is_not_written_without_end() {
        let mut text = HEAD.to_owned() + "[Install.NTamd64.Interfaces]\n";
        text += &"AddInterface={A5DCBF10-6530-11D2-901F-00C04FB951ED},,Interface\n".repeat(1_000);
        text += "[Interface]\nAddReg=Many\n[Many]\n";
        text += &"HKR,,V,,x\n".repeat(1_000);
        let inf = Inf::parse(text.as_bytes()).unwrap();
        let os = OsVersion::WINDOWS_11_24H2;
        let found = inf.find_hardware_id(Arch::Amd64, os, r"root\x").unwrap();
        let error = inf.install(&found, &Dirs::default()).unwrap_err();
        assert!(
            error.diagnostics[0]
                .message
                .contains("262144 registry values"),
            "{error}"
        );
    }

    #[test]
    fn a_file_of_more_values_than_any_inf_is_refused() {
        for (line, values) in [("a\n", 2), ("a,", 1), ("[a]\n", 4)] {
            let text = HEAD.to_owned() + "[A]\n" + &line.repeat((2 << 20) / values);
            let error = Inf::parse(text.as_bytes()).unwrap_err();
            let message = &error.diagnostics[0].message;
            assert!(message.contains("2097152 lines and values"), "{message}");
            if values == 1 {
                let report = check("x.inf", text.as_bytes(), &Options::default());
                assert_eq!(report.findings[0].code, 1000, "{report}");
            }
        }
    }
}
