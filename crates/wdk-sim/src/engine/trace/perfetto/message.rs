//! Protocol buffers as they are written: <https://protobuf.dev/programming-guides/encoding/>.

/// The bytes of a message.
#[derive(Default)]
pub(super) struct Message(Vec<u8>);

/// Wire types.
const VARINT: u32 = 0;
const FIXED: u32 = 1;
const BYTES: u32 = 2;

/// Fields of `DebugAnnotation`.
mod annotation {
    pub(super) const UINT_VALUE: u32 = 3;
    pub(super) const STRING_VALUE: u32 = 6;
    pub(super) const NAME: u32 = 10;
}

/// Fields of `SourceLocation`.
mod source {
    pub(super) const FILE_NAME: u32 = 2;
    pub(super) const LINE_NUMBER: u32 = 4;
}

impl Message {
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn tag(&mut self, field: u32, wire: u32) {
        self.varint(u64::from(field << 3 | wire));
    }

    /// An integer or Boolean field.
    pub(super) fn number(&mut self, field: u32, value: u64) {
        self.tag(field, VARINT);
        self.varint(value);
    }

    /// A field of type `fixed64`.
    pub(super) fn fixed(&mut self, field: u32, value: u64) {
        self.tag(field, FIXED);
        self.0.extend(value.to_le_bytes());
    }

    /// A string.
    pub(super) fn text(&mut self, field: u32, value: &str) {
        self.bytes(field, value.as_bytes());
    }

    /// A message within this one.
    pub(super) fn message(&mut self, field: u32, value: &Self) {
        self.bytes(field, &value.0);
    }

    fn bytes(&mut self, field: u32, value: &[u8]) {
        self.tag(field, BYTES);
        self.varint(value.len() as u64);
        self.0.extend(value);
    }

    /// An argument of a `TrackEvent`.
    pub(super) fn annotation(&mut self, name: &str, value: &str) {
        let mut inner = Self::default();
        inner.text(annotation::NAME, name);
        inner.text(annotation::STRING_VALUE, value);
        self.message(super::event::DEBUG_ANNOTATIONS, &inner);
    }

    /// An argument of a `TrackEvent` that is a number.
    pub(super) fn annotation_number(&mut self, name: &str, value: u64) {
        let mut inner = Self::default();
        inner.text(annotation::NAME, name);
        inner.number(annotation::UINT_VALUE, value);
        self.message(super::event::DEBUG_ANNOTATIONS, &inner);
    }

    /// A source line.
    pub(super) fn source(&mut self, field: u32, file: &str, line: u64) {
        let mut inner = Self::default();
        inner.text(source::FILE_NAME, file);
        inner.number(source::LINE_NUMBER, line);
        self.message(field, &inner);
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_written_as_the_standard_shows() {
        let mut message = Message::default();
        message.number(1, 150);
        message.text(2, "testing");
        assert_eq!(message.into_bytes(), b"\x08\x96\x01\x12\x07testing");
    }
}
