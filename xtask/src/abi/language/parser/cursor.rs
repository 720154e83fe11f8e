//! Takes one token after the other, and says what is wrong with the next one.

use anyhow::{Result, anyhow};

use super::{Parser, Token};

impl Parser {
    pub(super) fn docs(&mut self) -> Vec<String> {
        let mut docs = Vec::new();
        while let Token::Doc(text) = self.peek() {
            docs.push(text.clone());
            self.next += 1;
        }
        docs
    }

    pub(super) fn number(&mut self, what: &str) -> Result<usize> {
        let line = self.line();
        match self.advance() {
            Token::Number(text) => {
                let text = self.number_text(text, line)?.replace('_', "");
                let number = match text.strip_prefix("0x") {
                    Some(digits) => usize::from_str_radix(digits, 16),
                    None => text.parse(),
                };
                number.map_err(|_| self.error(line, format!("`{text}` is not {what}")))
            }
            other => Err(self.error(line, format!("expected {what}, found {other}"))),
        }
    }

    /// The digits of a number, unless they are no number.
    pub(super) fn number_text(&self, text: String, line: usize) -> Result<String> {
        let digits = text.replace('_', "");
        let valid = match digits.strip_prefix("0x") {
            Some(digits) => u128::from_str_radix(digits, 16).is_ok(),
            None => digits.parse::<u128>().is_ok(),
        };
        if valid {
            Ok(text)
        } else {
            Err(self.error(line, format!("`{text}` is not a number")))
        }
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let Token::Text(text) = self.peek() else {
            return None;
        };
        let text = text.clone();
        self.next += 1;
        Some(text)
    }

    pub(super) fn word(&mut self, what: &str) -> Result<String> {
        match self.peek() {
            Token::Word(word) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.unexpected(what)),
        }
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(found) if found == word);
        self.next += usize::from(found);
        found
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Result<()> {
        if self.take_word(word) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{word}`")))
    }

    pub(super) fn take(&mut self, mark: &str) -> bool {
        let found = matches!(self.peek(), Token::Punctuation(found) if *found == mark);
        self.next += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, mark: &str) -> Result<()> {
        if self.take(mark) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{mark}`")))
    }

    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.next].1
    }

    pub(super) fn line(&self) -> usize {
        self.tokens[self.next].0
    }

    pub(super) fn advance(&mut self) -> Token {
        let token = self.peek().clone();
        if token != Token::End {
            self.next += 1;
        }
        token
    }

    pub(super) fn unexpected(&self, expected: &str) -> anyhow::Error {
        self.error(
            self.line(),
            format!("expected {expected}, found {}", self.peek()),
        )
    }

    pub(super) fn error(&self, line: usize, message: String) -> anyhow::Error {
        anyhow!("abi/{}:{line}: {message}", self.file)
    }
}
