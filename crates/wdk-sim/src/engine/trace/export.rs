//! The trace for other tools: JSON, Perfetto, and a page for the browser.

use serde_json::{Value, json};

use super::{Phase, Trace};

/// The page around the events; `STORY` is replaced by the trace as JSON.
const PAGE: &str = include_str!("page.html");

impl Trace {
    /// The events as a JSON array of objects with the fields of [`Event`](super::Event).
    #[must_use]
    pub fn to_json(&self) -> String {
        json!(self.events).to_string()
    }

    /// The trace in the Chrome format, which <https://ui.perfetto.dev> opens.
    ///
    /// Code takes no virtual time, so events that happen at one time are drawn a microsecond
    /// apart; the time itself is among each event's arguments.
    #[must_use]
    pub fn to_perfetto(&self) -> String {
        let names = self.threads.iter().map(|(number, name)| {
            json!({
                "ph": "M", "name": "thread_name", "pid": 1, "tid": number,
                "args": { "name": name },
            })
        });
        let mut drawn = 0;
        let events = self.events.iter().map(|event| {
            drawn = (event.time / 10).max(drawn + 1);
            let mut drawing = json!({
                "name": event.name, "cat": event.category, "ts": drawn, "pid": 1,
                "tid": event.thread,
                "ph": match event.phase {
                    Phase::Begin => "B",
                    Phase::End => "E",
                    Phase::Instant => "i",
                },
                "args": {
                    "detail": event.detail, "irql": event.irql, "processor": event.processor,
                    "time": event.time,
                },
            });
            if event.phase == Phase::Instant {
                // Drawn across its thread only.
                drawing["s"] = json!("t");
            }
            drawing
        });
        let events: Vec<Value> = names.chain(events).collect();
        json!({ "displayTimeUnit": "ns", "traceEvents": events }).to_string()
    }

    /// A page that shows the events in a browser, without loading anything.
    #[must_use]
    pub fn to_html(&self) -> String {
        // `</` would end the script in which the data stands.
        let data = json!({ "threads": self.threads, "events": self.events });
        PAGE.replace("STORY", &data.to_string().replace("</", "<\\/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::trace::{Category, Event};

    fn trace() -> Trace {
        let event = |phase, name: &'static str, detail: &str| Event {
            time: 20,
            processor: 0,
            thread: 3,
            irql: 0,
            phase,
            category: Category::Callback,
            name: name.into(),
            detail: detail.to_owned(),
        };
        Trace {
            threads: vec![(3, "test".to_owned())],
            events: vec![
                event(Phase::Begin, "Outer", "</script>"),
                event(Phase::Instant, "Inner", ""),
                event(Phase::End, "Outer", "0x00000000"),
            ],
        }
    }

    #[test]
    fn the_story_is_indented() {
        let story = trace().to_string();
        let lines: Vec<&str> = story.lines().map(|line| &line[13..]).collect();
        assert_eq!(lines, ["Outer </script>", "  Inner", "Outer = 0x00000000"]);
    }

    #[test]
    fn perfetto_gets_rising_times_and_the_threads_name() {
        let perfetto: Value = serde_json::from_str(&trace().to_perfetto()).unwrap();
        let events = perfetto["traceEvents"].as_array().unwrap();
        assert_eq!(events[0]["args"]["name"], "test");
        let times: Vec<_> = events[1..]
            .iter()
            .map(|event| event["ts"].as_u64())
            .collect();
        assert_eq!(times, [Some(2), Some(3), Some(4)]);
        assert_eq!(events[1]["cat"], "callback");
    }

    #[test]
    fn data_cannot_end_the_pages_script() {
        assert_eq!(trace().to_html().matches("</script>").count(), 1);
    }
}
