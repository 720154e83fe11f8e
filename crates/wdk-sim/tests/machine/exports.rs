//! How far each export is supported: the README's list is made of the rows, and a function that
//! does nothing says so.
#![expect(unsafe_code, reason = "calls kernel functions")]

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path, ptr};

use wdk_sim::{
    Machine,
    support::{self, Support},
    trace::Category,
};

const BEGIN: &str = "<!-- exports: written by `cargo xtask support` -->\n";
const END: &str = "<!-- end of exports -->\n";

/// The list, by module and by kind.
fn list() -> String {
    let mut modules: BTreeMap<&str, Vec<support::Row>> = BTreeMap::new();
    for row in support::rows() {
        modules.entry(row.module).or_default().push(row);
    }
    let mut text = String::new();
    text.push_str("| module | exports | full | partial | does nothing | refused |\n");
    text.push_str("|---|---|---|---|---|---|\n");
    for (module, rows) in &modules {
        let count = |is: fn(&Support) -> bool| rows.iter().filter(|row| is(&row.support)).count();
        let full = count(|it| matches!(it, Support::Full));
        let partial = count(|it| matches!(it, Support::Partial(_)));
        let ignored = count(|it| matches!(it, Support::Ignored(_)));
        let refused = count(|it| matches!(it, Support::Refused(_)));
        writeln!(
            text,
            "| `{module}` | {} | {full} | {partial} | {ignored} | {refused} |",
            rows.len()
        )
        .unwrap();
    }
    type Missing = fn(&Support) -> Option<&'static str>;
    let kinds: [(&str, Missing); 3] = [
        ("Always fail, or stop the machine", |it| match it {
            Support::Refused(text) => Some(text),
            _ => None,
        }),
        ("Succeed and do nothing", |it| match it {
            Support::Ignored(text) => Some(text),
            _ => None,
        }),
        ("Lack something", |it| match it {
            Support::Partial(text) => Some(text),
            _ => None,
        }),
    ];
    for (title, missing) in kinds {
        write!(text, "\n#### {title}\n\n").unwrap();
        // Functions that lack the same stand on one line.
        let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
        for row in modules.values().flatten() {
            let Some(missing) = missing(&row.support) else {
                continue;
            };
            match lines.iter_mut().find(|(text, _)| *text == missing) {
                Some((_, names)) => names.push(row.name),
                None => lines.push((missing, vec![row.name])),
            }
        }
        for (missing, names) in lines {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            writeln!(text, "- {}: {missing}.", names.join(", ")).unwrap();
        }
    }
    text.push('\n');
    text
}

#[test]
fn the_readme_lists_what_the_rows_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let begin = readme.find(BEGIN).expect("the beginning of the list") + BEGIN.len();
    let end = readme.find(END).expect("the end of the list");
    let expected = format!("{}\n{}{}", &readme[..begin], list(), &readme[end..]);
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &expected).unwrap();
        return;
    }
    assert!(
        readme == expected,
        "the list of exports in README.md is old; run `cargo xtask support`"
    );
}

#[test]
fn a_function_that_does_nothing_says_so_once_in_the_trace_and_in_the_report() {
    let machine = Machine::new();
    machine
        .call("test", || {
            for _ in 0..2 {
                // SAFETY: the function looks at no counter.
                unsafe { wdk_sys::PoSetDeviceBusyEx(ptr::null_mut()) };
            }
        })
        .unwrap();
    let trace = machine.trace();
    let notes = trace.of(Category::Note);
    let notes: Vec<&str> = notes.map(|event| &*event.name).collect();
    assert_eq!(notes, ["PoSetDeviceBusyEx does nothing on this machine"]);
    let report = machine.finish().unwrap();
    assert_eq!(
        report.ignored_calls["PoSetDeviceBusyEx"],
        "there is no idle detection"
    );
    let text = report.to_string();
    assert!(text.contains("PoSetDeviceBusyEx does nothing"), "{text}");
    assert!(report.is_clean());
}

#[test]
fn a_function_that_works_is_not_among_those_that_do_nothing() {
    let machine = Machine::new();
    // SAFETY: has no precondition.
    machine
        .call("test", || unsafe { wdk_sys::KeQueryTimeIncrement() })
        .unwrap();
    assert!(machine.finish().unwrap().ignored_calls.is_empty());
}

#[test]
fn a_row_that_lacks_something_says_what() {
    for row in support::rows() {
        match row.support {
            Support::Partial(text) | Support::Ignored(text) | Support::Refused(text) => {
                assert!(text.len() > 10, "{}: {text}", row.name);
            }
            _ => {}
        }
    }
}
