//! A page of text: indented lines of a bounded width.

/// Columns that text is wrapped at.
const WIDTH: usize = 100;
/// Columns of a line that is cut.
const LONGEST: usize = 140;

/// A page that is being written.
pub(crate) struct Page(Vec<String>);

impl Page {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    /// A line as it is: what a reader copies is not broken.
    pub(crate) fn line(&mut self, indent: usize, line: impl AsRef<str>) {
        match line.as_ref() {
            "" => self.0.push(String::new()),
            line => self.0.push(format!("{:indent$}{line}", "")),
        }
    }

    /// A line of which the end may be left out.
    pub(crate) fn cut(&mut self, indent: usize, line: &str) {
        match line.char_indices().nth(LONGEST) {
            Some((end, _)) => self.line(indent, format!("{}..", &line[..end])),
            None => self.line(indent, line),
        }
    }

    /// Text, wrapped between words; what follows the first line is indented by two more columns.
    pub(crate) fn text(&mut self, indent: usize, text: &str) {
        for paragraph in text.lines() {
            let mut indents = indent;
            let mut line = String::new();
            for word in paragraph.split(' ') {
                let columns = indents + line.chars().count() + 1 + word.chars().count();
                if columns > WIDTH && !line.trim().is_empty() {
                    self.line(indents, &line);
                    line.clear();
                    indents = indent + 2;
                } else if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            self.line(indents, &line);
        }
    }

    /// An empty line, unless the page begins or there is one.
    pub(crate) fn gap(&mut self) {
        if self.0.last().is_some_and(|it| !it.is_empty()) {
            self.0.push(String::new());
        }
    }

    /// The page without empty lines at its end.
    pub(crate) fn finish(mut self) -> String {
        while self.0.pop_if(|it| it.is_empty()).is_some() {}
        self.0.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_between_words_and_hangs() {
        let mut page = Page::new();
        page.text(2, &"toast ".repeat(40));
        let text = page.finish();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() > 1, "{text}");
        assert!(
            lines.iter().all(|line| line.chars().count() <= WIDTH),
            "{text}"
        );
        assert!(lines[0].starts_with("  toast"), "{text}");
        assert!(lines[1].starts_with("    toast"), "{text}");
    }

    #[test]
    fn a_word_that_is_wider_than_the_page_is_not_broken() {
        let mut page = Page::new();
        let path = "/toast".repeat(40);
        page.text(0, &format!("at {path}"));
        assert!(page.finish().ends_with(&path));
    }
}
