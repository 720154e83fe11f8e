//! Which filters stand above and below a device's function driver.
//!
//! See [Device filter driver ordering](https://learn.microsoft.com/windows-hardware/drivers/develop/device-filter-driver-ordering).

use super::{
    declared::Place,
    values::{Values, append},
};

/// The filters of a device, in the order in which Windows lists and loads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Above the function driver, the one next to it first.
    pub upper: Vec<String>,
    /// Below the function driver, the lowest first.
    pub lower: Vec<String>,
}

/// The filters that the values of the hardware key and the `AddFilter` directives make; and those
/// directives that name a level which the base package does not define.
pub(super) fn filters(values: &Values, added: &[(String, Place)]) -> (Filters, Vec<String>) {
    let (upper, lower) = (Levels::of(values, "Upper"), Levels::of(values, "Lower"));
    let mut dropped = Vec::new();
    let (mut up, mut down) = (upper.start(values), lower.start(values));
    for (service, place) in added {
        let service = std::slice::from_ref(service);
        match place {
            Place::Upper => append(&mut up[upper.default], service),
            Place::Lower => append(&mut down[lower.default], service),
            Place::Level(level) => match (upper.find(level), lower.find(level)) {
                (Some(at), _) => append(&mut up[at], service),
                (None, Some(at)) => append(&mut down[at], service),
                (None, None) => dropped.push(format!(
                    "AddFilter {}: the base package defines no level {level}, so the filter is not \
                     in the stack",
                    service[0]
                )),
            },
        }
    }
    let filters = Filters {
        upper: up.concat(),
        lower: down.concat(),
    };
    (filters, dropped)
}

/// The levels of one side of the stack. Without any there is one, which has no name.
struct Levels {
    side: &'static str,
    names: Vec<String>,
    /// Where filters come in that name no level.
    default: usize,
}

impl Levels {
    fn of(values: &Values, side: &'static str) -> Self {
        let names = values.strings(&format!("{side}FilterLevels"));
        let default = values.strings(&format!("{side}FilterDefaultLevel"));
        let position = |name: &String| names.iter().position(|it| it.eq_ignore_ascii_case(name));
        let default = default.first().and_then(position);
        let default = default.unwrap_or(names.len().saturating_sub(1));
        Self {
            side,
            names,
            default,
        }
    }

    fn find(&self, level: &str) -> Option<usize> {
        let same = |it: &String| it.eq_ignore_ascii_case(level);
        self.names.iter().position(same)
    }

    /// The levels with what the registry value lists, which comes before what is declared.
    fn start(&self, values: &Values) -> Vec<Vec<String>> {
        let mut levels = vec![Vec::new(); self.names.len().max(1)];
        append(
            &mut levels[self.default],
            &values.strings(&format!("{}Filters", self.side)),
        );
        levels
    }
}
