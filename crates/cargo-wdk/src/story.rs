//! What happens on the machine, told while it happens.

use std::collections::HashMap;

use anstyle::{AnsiColor, Style};
use wdk_sim::{
    Machine,
    trace::{Category, Event, Phase},
};

use crate::output::Output;

const PROGRAM: Style = AnsiColor::BrightGreen.on_default().bold();
const DRIVER: Style = AnsiColor::BrightCyan.on_default();
const PRINT: Style = AnsiColor::Yellow.on_default();
const BROKEN: Style = AnsiColor::BrightRed.on_default().bold();
const PLAIN: Style = Style::new().dimmed();

/// How far the story is told.
pub struct Story<'a> {
    output: &'a Output,
    verbose: bool,
    told: usize,
    /// The open events of each simulated thread, and whether they were told.
    open: HashMap<u64, Vec<bool>>,
    /// The framework's last remark, which it also prints.
    remark: String,
}

impl<'a> Story<'a> {
    /// A story that has not begun; a verbose one leaves nothing out.
    pub fn new(output: &'a Output, verbose: bool) -> Self {
        Self {
            output,
            verbose,
            told: 0,
            open: HashMap::new(),
            remark: String::new(),
        }
    }

    /// Tells what has happened on `machine` since the last time.
    pub fn catch_up(&mut self, machine: &Machine) {
        let trace = machine.trace();
        for event in trace.iter().skip(self.told) {
            self.event(event);
        }
        self.told = trace.len();
    }

    /// Tells what the program that uses the device does.
    pub fn program(&mut self, machine: &Machine, what: &str) {
        self.catch_up(machine);
        let seconds = machine.now().as_secs_f64();
        self.output.event(seconds, 0, PROGRAM, what, "");
    }

    /// Tells what came out, after what led there.
    pub fn result(&mut self, machine: &Machine, what: &str) {
        self.catch_up(machine);
        let seconds = machine.now().as_secs_f64();
        self.output
            .event(seconds, 0, PLAIN, "", &format!("= {what}"));
    }

    fn event(&mut self, event: &Event) {
        let open = self.open.entry(event.thread).or_default();
        if event.phase == Phase::End {
            open.pop();
            return;
        }
        let told = self.verbose || is_told(event);
        let indent = open.iter().filter(|told| **told).count() + 1;
        if event.phase == Phase::Begin {
            open.push(told);
        }
        let style = match event.category {
            Category::Callback | Category::Driver | Category::Timer => DRIVER,
            Category::Print => PRINT,
            Category::Violation | Category::Fault => BROKEN,
            _ => PLAIN,
        };
        let (name, detail) = (event.name.trim_end(), event.detail.trim_end());
        let repeats = event.category == Category::Print && name == self.remark;
        if event.category == Category::Note {
            name.clone_into(&mut self.remark);
        }
        if !told || repeats {
            return;
        }
        // Callbacks have their object's address there, which says nothing outside a debugger.
        let detail = if self.verbose || !detail.starts_with("0x") {
            detail
        } else {
            ""
        };
        // The trace counts in units of 100 ns.
        let seconds = event.time as f64 / 1e7;
        self.output.event(seconds, indent, style, name, detail);
    }
}

/// Whether an event belongs to the story that is told by default: not what the PnP manager asks
/// every device, and not how a request goes on below the driver.
fn is_told(event: &Event) -> bool {
    // The scenario tells the program's side.
    let program = event.category == Category::User;
    let below = event.category == Category::Irp && event.detail == "PnpManager";
    let asked = event.name.contains("IRP_MN_QUERY_");
    !program && !below && !asked && event.name != "CompletionRoutine"
}
