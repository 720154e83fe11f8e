//! The report at the end of a machine.
#![forbid(unsafe_code)]

use std::{collections::BTreeMap, fmt, time::Duration};

use super::Machine;
use crate::{
    engine::{
        bugcheck,
        error::Result,
        pool::Allocation,
        repeat::{BACKTRACE, Run},
        scheduler::choices::Schedule,
    },
    failure::{Page, frames, write_run},
    nt::{
        io::{driver::display_name, names},
        kernel::Kernel,
        pnp::{node::State, remove},
        po,
        verifier::{report::Violation, rules, stack_depth::DeepestStack},
    },
};

/// What a machine's drivers have left behind, and which rules they broke.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Report {
    /// Broken rules, in order.
    pub violations: Vec<Violation>,
    /// Pool that drivers did not free.
    pub leaks: Vec<Allocation>,
    /// Objects that are left, by type.
    pub objects_left: BTreeMap<&'static str, usize>,
    /// Requests that nobody completed or freed.
    pub requests_left: usize,
    /// What each driver's calls used of a kernel stack, where it was half of one or more.
    pub stacks: Vec<DeepestStack>,
    /// Functions that drivers called and that do nothing on this machine, and why they do not.
    pub ignored_calls: BTreeMap<&'static str, &'static str>,
    /// Virtual time since the machine was built.
    pub virtual_time: Duration,
    /// Every choice of the run.
    pub schedule: Schedule,
    /// How else the run came about, and what its drivers printed.
    pub run: Run,
}

impl Report {
    /// Bytes of pool that drivers did not free.
    #[must_use]
    pub fn leaked_bytes(&self) -> usize {
        self.leaks.iter().map(|leak| leak.bytes).sum()
    }

    /// Objects that are left.
    #[must_use]
    pub fn objects(&self) -> usize {
        self.objects_left.values().sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
            && self.leaks.is_empty()
            && self.objects_left.is_empty()
            && self.requests_left == 0
    }
}

/// Violations whose stacks are shown.
const STACKS: usize = 2;
/// Further lines of one kind that are shown.
const LINES: usize = 8;

impl Report {
    /// What was found, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut found = Vec::new();
        let mut add = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => found.push(format!("1 {one}")),
            count => found.push(format!("{count} {many}")),
        };
        add(
            self.violations.len(),
            "rule was broken",
            "rules were broken",
        );
        let bytes = format!("({} bytes)", self.leaked_bytes());
        add(
            self.leaks.len(),
            &format!("block of pool is left {bytes}"),
            &format!("blocks of pool are left {bytes}"),
        );
        add(self.objects(), "object is left", "objects are left");
        add(self.requests_left, "request is left", "requests are left");
        match found.is_empty() {
            true => "nothing is left and no rule was broken".to_owned(),
            false => found.join(", "),
        }
    }

    fn write(&self, page: &mut Page) {
        page.line(0, self.summary());
        page.gap();
        // Leaks are told one by one.
        let is_told = |it: &&Violation| it.rule != rules::POOL_LEAK.name || self.leaks.is_empty();
        let told: Vec<&Violation> = self.violations.iter().filter(is_told).collect();
        for violation in told.iter().take(STACKS) {
            violation.write(page, 2);
            page.gap();
        }
        let others = told.iter().skip(STACKS).map(ToString::to_string);
        write_some(page, others.collect());
        write_leaks(page, &self.leaks);
        let objects = self.objects_left.iter();
        let objects = objects.map(|(kind, count)| format!("left: {count} of the type {kind}"));
        write_some(page, objects.collect());
        write_some(page, self.stacks.iter().map(ToString::to_string).collect());
        let ignored = self.ignored_calls.iter();
        let ignored =
            ignored.map(|(name, why)| format!("{name} does nothing on this machine: {why}"));
        write_some(page, ignored.collect());
        if !self.is_clean() {
            write_run(page, &self.schedule, &self.run);
        }
    }
}

/// Writes leaked blocks, as many in one line as have all in common but their addresses.
fn write_leaks(page: &mut Page, leaks: &[Allocation]) {
    if leaks.is_empty() {
        return;
    }
    let rule = &rules::POOL_LEAK;
    let stop = bugcheck::name(rule.code);
    page.text(2, &format!("{}: {}", rule.name, rule.description));
    page.text(
        4,
        &format!("Windows stops with bug check {:#X} {stop}", rule.code),
    );
    let mut groups: Vec<(&Allocation, usize)> = Vec::new();
    for leak in leaks {
        let same = groups.iter_mut().find(|(other, _)| {
            let alike = other.tag == leak.tag && other.bytes == leak.bytes;
            alike && other.driver == leak.driver && other.calls == leak.calls
        });
        match same {
            Some((_, count)) => *count += 1,
            None => groups.push((leak, 1)),
        }
    }
    for (leak, count) in groups.iter().take(LINES) {
        match count {
            1 => page.text(4, &leak.to_string()),
            _ => page.text(4, &format!("{count} blocks, the first: {leak}")),
        }
        frames::write(page, 6, &leak.stack);
    }
    if let Some(more) = groups.len().checked_sub(LINES + 1) {
        page.line(4, format!("and {} more", more + 1));
    }
    if leaks.iter().any(|leak| leak.stack.is_empty()) {
        page.line(
            2,
            format!("({BACKTRACE}=1 shows the calls that allocated it)"),
        );
    }
}

/// Writes the first lines, and how many more there are.
fn write_some(page: &mut Page, lines: Vec<String>) {
    for line in lines.iter().take(LINES) {
        page.text(2, line);
    }
    match lines.len().saturating_sub(LINES) {
        0 => {}
        more => page.line(2, format!("and {more} more")),
    }
}

/// The whole report, with `{}` as with `{:?}`: a test prints it where it is not clean.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut page = Page::new();
        self.write(&mut page);
        f.write_str(&page.finish())
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return write!(f, "{self}");
        }
        f.debug_struct("Report")
            .field("violations", &self.violations)
            .field("leaks", &self.leaks)
            .field("objects_left", &self.objects_left)
            .field("requests_left", &self.requests_left)
            .field("stacks", &self.stacks)
            .field("ignored_calls", &self.ignored_calls)
            .field("virtual_time", &self.virtual_time)
            .field("schedule", &self.schedule)
            .field("run", &self.run)
            .finish()
    }
}

impl Machine {
    /// Shuts the machine down: ends the process, wakes up the system, removes all devices, unloads all drivers, and
    /// looks at what is left.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn finish(&self) -> Result<Report> {
        self.exit_process()?;
        let kernel = &self.kernel;
        self.run_until_idle()?;
        kernel.call("I/O manager", || report_pending(kernel))?;
        kernel.call("PnP manager", || {
            po::wake_if_asleep(kernel);
            kernel.with_device_tree(|| remove_devices(kernel));
        })?;
        self.run_until_idle()?;
        kernel.call("service control manager", || {
            for driver in kernel.loader.loaded().into_iter().rev() {
                kernel.loader.unload(kernel, driver);
            }
        })?;
        self.run_until_idle()?;
        Ok(Report {
            violations: self.violations(),
            leaks: self.allocations(),
            objects_left: kernel.objects.count_left(),
            requests_left: kernel.io.irps.in_use().len(),
            stacks: kernel.deepest_stacks(),
            ignored_calls: kernel.ignored_calls(),
            virtual_time: self.now(),
            schedule: self.schedule(),
            run: kernel.run_so_far(),
        })
    }
}

/// Requests that a driver still has although they were cancelled and their files closed.
fn report_pending(kernel: &Kernel) {
    for irp in kernel
        .io
        .irps
        .pending()
        .into_iter()
        .filter(|irp| irp.is_of_user())
    {
        let stack = irp.current();
        let name = names::irp(stack.major(), stack.minor());
        let owner = stack.owner().map_or_else(String::new, display_name);
        kernel.violation(
            &rules::IRP_PENDING_REMOVE,
            [irp.raw().addr() as u64, 0, 0],
            format!("{owner} still has an {name} that was cancelled and whose file was closed"),
        );
    }
}

fn remove_devices(kernel: &Kernel) {
    let roots = kernel.pnp.nodes().into_iter();
    for node in roots.filter(|node| node.parent.is_none()).rev() {
        let asked = match node.state.get() {
            State::Started | State::Disabled => {
                remove::remove(kernel, &node, remove::AfterRemoval::Gone).is_ok()
            }
            _ => false,
        };
        if !asked {
            remove::surprise_remove(kernel, &node, true);
        }
    }
}
