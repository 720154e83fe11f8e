//! Event providers, their channels, and trace sessions.
//!
//! See [INF AddEventProvider directive](https://learn.microsoft.com/windows-hardware/drivers/install/inf-addeventprovider-directive).

use std::collections::HashMap;

use super::{agenda::Visit, context::Check};
use crate::{strings::fold, syntax::Line, target::number};

/// Channel types for events in great number.
const ANALYTIC: i64 = 3;
/// `LoggingRetention`: nothing is overwritten.
const SEQUENTIAL: i64 = 2;
/// `Isolation`: the channel has its own descriptor.
const CUSTOM: i64 = 3;

/// The channels of a provider.
pub(super) fn event_provider(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let mut values: HashMap<i64, String> = HashMap::new();
    for line in inf.directives(&visit.section, "AddChannel") {
        let (name, section) = (inf.expand(line, 0), inf.expand(line, 2));
        let kind = number(&inf.expand(line, 1)).unwrap_or(0);
        let setting = |key: &str| {
            let line = inf.line(&section, key)?;
            Some((line, number(&inf.expand(line, 0))?))
        };
        if let Some((line, value)) = setting("Value")
            && let Some(other) = values.insert(value, name.clone())
        {
            let message = format!("{name} and {other} both have the value {value}");
            check.out.add(1180, line.span.clone(), message);
        }
        let retention = setting("LoggingRetention").map(|(_, it)| it);
        let by_default = if kind >= ANALYTIC { SEQUENTIAL } else { 1 };
        if let Some((line, 1)) = setting("LoggingAutoBackup")
            && retention.unwrap_or(by_default) != SEQUENTIAL
        {
            let message = format!("{name} is backed up, which needs LoggingRetention = 2");
            check.out.add(1182, line.span.clone(), message);
        }
        if let Some((line, CUSTOM)) = setting("Isolation")
            && inf.line(&section, "Access").is_none()
        {
            let message = format!("{name} has Isolation = 3, which needs Access");
            check.out.add(1182, line.span.clone(), message);
        }
        if let Some((line, 1)) = setting("LoggingRetention").filter(|_| kind >= ANALYTIC) {
            let message = format!("{name} is of type {kind}, whose events are never overwritten");
            check.out.add(1181, line.span.clone(), message);
        }
    }
}

/// Rule 1326: the log file of a trace session.
pub(super) fn data_file(check: &mut Check<'_>, visit: &Visit, line: &Line, values: &[String]) {
    let path = fold(&values[0]);
    if !path.starts_with("%driverdata%\\") && !visit.reach.legacy {
        let message = format!("the log file {:?} is not below %%DriverData%%", values[0]);
        check.out.add(1326, line.fields[0].span.clone(), message);
    }
}
