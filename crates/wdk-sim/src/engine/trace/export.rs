//! The trace for other tools, as JSON.

use serde_json::json;

use super::Trace;

impl Trace {
    /// The events as a JSON array of objects with the fields of [`Event`](super::Event).
    #[must_use]
    pub fn to_json(&self) -> String {
        json!(self.events).to_string()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::trace::{About, Category, Event, Phase};

    pub(in crate::engine::trace) fn event(phase: Phase, name: &'static str, detail: &str) -> Event {
        Event {
            time: 20,
            processor: 0,
            thread: 3,
            irql: 0,
            phase,
            category: Category::Callback,
            name: name.into(),
            detail: detail.to_owned(),
            about: About::default(),
        }
    }

    pub(in crate::engine::trace) fn trace() -> Trace {
        Trace {
            threads: vec![(3, "test".to_owned())],
            events: vec![
                event(Phase::Begin, "Outer", "</script>"),
                event(Phase::Instant, "Inner", ""),
                event(Phase::End, "Outer", "0x00000000"),
            ],
            ..Trace::default()
        }
    }

    #[test]
    fn the_story_is_indented() {
        let story = trace().to_string();
        let lines: Vec<&str> = story.lines().map(|line| &line[13..]).collect();
        assert_eq!(lines, ["Outer </script>", "  Inner", "Outer = 0x00000000"]);
    }

    #[test]
    fn json_has_the_fields_of_an_event() {
        let found: serde_json::Value = serde_json::from_str(&trace().to_json()).unwrap();
        assert_eq!(found[0]["name"], "Outer");
        assert_eq!(found[0]["irp"], 0);
    }
}
