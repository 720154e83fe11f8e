//! The trace as a page for the browser: what happened on each processor and at each device, over
//! the steps of the run.

mod names;
mod select;

use std::collections::HashMap;

use serde_json::json;

use super::{Caller, Category, Event, Phase, Trace};
pub(super) use names::Names;
pub(super) use select::Selection;

/// Bytes that the events of a page may take.
const LARGEST: usize = 32 << 20;

const PAGE: &str = include_str!("timeline/page.html");
const STYLE: &str = include_str!("timeline/page.css");
const SCRIPT: &str = concat!(
    include_str!("timeline/model.js"),
    include_str!("timeline/draw.js"),
    include_str!("timeline/ui.js"),
);

/// In the order of their numbers in the page.
const CATEGORIES: [Category; 17] = [
    Category::Callback,
    Category::Call,
    Category::Irp,
    Category::Driver,
    Category::Pnp,
    Category::Power,
    Category::User,
    Category::Dpc,
    Category::Timer,
    Category::Interrupt,
    Category::Completion,
    Category::Print,
    Category::Violation,
    Category::Fault,
    Category::Note,
    Category::Stop,
    Category::Event,
];

impl Trace {
    /// A page that shows the trace as a timeline, under a title. It loads nothing.
    ///
    /// It is made for a trace with [`Detail::Callers`](super::Detail::Callers): the calls of the
    /// framework are folded then. Addresses are replaced by numbers, so that equal runs give equal
    /// pages. A page has 32 MB of events at most; its first line says what it leaves out.
    #[must_use]
    pub fn to_html(&self, title: &str) -> String {
        self.to_html_within(title, LARGEST)
    }

    fn to_html_within(&self, title: &str, bytes: usize) -> String {
        let selection = Selection::of(self, bytes);
        let mut table = Table::default();
        let mut rows = Vec::with_capacity(selection.events.len() * 13);
        let mut time = 0;
        for event in &selection.events {
            // An event from before the selection that is still open keeps its place in front.
            let now = event.time.max(time);
            table.row(&mut rows, now - time, event);
            time = now;
        }
        let devices = self.devices.iter();
        let devices: Vec<_> = devices
            .map(|it| json!([it.stack, it.height, it.driver]))
            .collect();
        let mut drivers = vec![""];
        drivers.extend(self.drivers.iter().map(String::as_str));
        let data = json!({
            "title": title,
            "notes": selection.notes,
            "categories": CATEGORIES,
            "threads": self.threads,
            "drivers": drivers,
            "devices": devices,
            "strings": table.strings,
            "events": rows,
        });
        // `</` would end the script in which the data stands, `<!--` change how it is read.
        let data = data.to_string().replace('<', "\\u003c");
        PAGE.replacen("/*STYLE*/", STYLE, 1)
            .replacen("/*SCRIPT*/", SCRIPT, 1)
            .replacen("DATA", &data, 1)
    }
}

/// Each text stands once in a page.
struct Table {
    strings: Vec<String>,
    numbers: HashMap<String, u64>,
    names: Names,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            strings: vec![String::new()],
            numbers: HashMap::from([(String::new(), 0)]),
            names: Names::default(),
        }
    }
}

impl Table {
    fn number(&mut self, text: String) -> u64 {
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let number = self.strings.len() as u64;
        self.strings.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    /// The columns that `model.js` reads.
    fn row(&mut self, rows: &mut Vec<u64>, time: u64, event: &Event) {
        let category = CATEGORIES.iter().position(|it| *it == event.category);
        let phase = match event.phase {
            Phase::Begin => 0,
            Phase::End => 1,
            Phase::Instant => 2,
        };
        let about = &event.about;
        let caller = match about.caller {
            None => 0,
            Some(Caller::Driver) => 1,
            Some(Caller::Framework) => 2,
            Some(Caller::System) => 3,
        };
        let name = self.names.replace(event.name.trim_end());
        let detail = self.names.replace(event.detail.trim_end());
        let status = about.status.map_or_else(String::new, status);
        rows.extend([
            time,
            event.processor.into(),
            event.thread,
            event.irql.into(),
            phase | (category.unwrap_or_default() as u64) << 2,
            self.number(name),
            self.number(detail),
            about.driver.into(),
            about.device.into(),
            about.irp,
            self.number(status),
            caller,
            self.number(about.line.as_deref().unwrap_or_default().to_owned()),
        ]);
    }
}

/// A status by its name.
pub(super) fn status(status: i32) -> String {
    match wdk_sys::status_name(status) {
        Some(name) => name.to_owned(),
        None => format!("{status:#010X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trace::export::tests::{event, trace};

    fn data(page: &str) -> serde_json::Value {
        let start = page.find("id=\"data\">").unwrap() + 10;
        let end = page[start..].find("</script>").unwrap();
        serde_json::from_str(&page[start..start + end]).unwrap()
    }

    #[test]
    fn data_cannot_end_the_pages_script() {
        let page = trace().to_html("</script>");
        assert_eq!(page.matches("</script>").count(), 2);
        assert_eq!(data(&page)["title"], "</script>");
    }

    #[test]
    fn every_category_has_a_number() {
        let mut all = trace();
        for category in CATEGORIES {
            let mut one = event(Phase::Instant, "One", "");
            one.category = category;
            all.events.push(one);
        }
        let page = data(&all.to_html(""));
        let rows = page["events"].as_array().unwrap();
        let numbers = rows
            .chunks(13)
            .skip(trace().len())
            .map(|row| row[4].as_u64());
        let expected = (0..CATEGORIES.len() as u64).map(|number| Some(number << 2 | 2));
        assert_eq!(numbers.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }

    #[test]
    fn a_page_that_would_be_too_large_keeps_the_latest_events_and_says_so() {
        let mut long = Trace {
            threads: vec![(3, "test".to_owned())],
            ..Trace::default()
        };
        long.events.push(event(Phase::Begin, "Outer", ""));
        for number in 0..2000 {
            let mut call = event(Phase::Begin, "KeSetEvent", &format!("number {number}"));
            call.category = Category::Call;
            call.about.caller = Some(Caller::Driver);
            let mut end = call.clone();
            (end.phase, end.detail) = (Phase::End, String::new());
            long.events.extend([call, end]);
        }
        let found = data(&long.to_html_within("", 20_000));
        assert!(found["events"].to_string().len() < 20_000);
        let note = found["notes"][0].as_str().unwrap();
        assert!(note.contains("earlier events are left out"), "{note}");
        let strings: Vec<_> = found["strings"].as_array().unwrap().iter().collect();
        assert!(strings.contains(&&json!("number 1999")));
        assert!(!strings.contains(&&json!("number 0")));
        // What was open when the selection begins is still open.
        assert_eq!(found["strings"][1], "Outer");
    }
}
