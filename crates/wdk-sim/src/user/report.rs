//! The report at the end of a machine.
#![forbid(unsafe_code)]

use std::{collections::BTreeMap, fmt, time::Duration};

use super::Machine;
use crate::{
    engine::{error::Result, pool::Allocation},
    nt::{
        io::{driver::display_name, names},
        kernel::Kernel,
        pnp::{node::State, remove},
        verifier::{report::Violation, rules},
    },
};

/// What a machine's drivers have left behind, and which rules they broke.
#[derive(Clone, Debug, Default)]
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
    /// Functions that drivers called and that do nothing on this machine, and why they do not.
    pub ignored_calls: BTreeMap<&'static str, &'static str>,
    /// Virtual time since the machine was built.
    pub virtual_time: Duration,
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

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} violations", self.violations.len())?;
        for violation in &self.violations {
            writeln!(f, "  {violation}")?;
        }
        writeln!(
            f,
            "{} bytes of pool leaked in {} blocks",
            self.leaked_bytes(),
            self.leaks.len()
        )?;
        for leak in &self.leaks {
            writeln!(f, "  {leak}")?;
        }
        writeln!(f, "{} objects left", self.objects())?;
        for (kind, count) in &self.objects_left {
            writeln!(f, "  {count} {kind}")?;
        }
        if self.requests_left > 0 {
            writeln!(f, "{} requests left", self.requests_left)?;
        }
        for (name, why) in &self.ignored_calls {
            writeln!(f, "{name} does nothing on this machine: {why}")?;
        }
        write!(f, "virtual time {:?}", self.virtual_time)
    }
}

impl Machine {
    /// Shuts the machine down: ends the process, removes all devices, unloads all drivers, and
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
            ignored_calls: kernel.ignored_calls(),
            virtual_time: self.now(),
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
