//! Values of fields, and the conditions that filters put to them.
#![forbid(unsafe_code)]

use wdk_sys::wfp::{
    _FWP_MATCH_TYPE_::{
        FWP_MATCH_EQUAL, FWP_MATCH_FLAGS_ALL_SET, FWP_MATCH_FLAGS_ANY_SET,
        FWP_MATCH_FLAGS_NONE_SET, FWP_MATCH_GREATER, FWP_MATCH_GREATER_OR_EQUAL, FWP_MATCH_LESS,
        FWP_MATCH_LESS_OR_EQUAL, FWP_MATCH_NOT_EQUAL, FWP_MATCH_NOT_PREFIX, FWP_MATCH_PREFIX,
        FWP_MATCH_RANGE,
    },
    FWP_MATCH_TYPE,
};

/// What a field of traffic holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Empty,
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    V6([u8; 16]),
    Blob(Vec<u8>),
}

/// What a condition compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    Value(Value),
    /// An IPv4 network: address and mask.
    V4 {
        address: u32,
        mask: u32,
    },
    /// An IPv6 network: address and the length of its prefix.
    V6 {
        address: [u8; 16],
        prefix: u8,
    },
    Range(Value, Value),
}

/// A condition of a filter.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// The field's place at the filter's layer.
    pub(crate) index: u16,
    pub(crate) match_type: FWP_MATCH_TYPE,
    pub(crate) operand: Operand,
}

impl Value {
    /// The number that it is, for comparisons.
    fn number(&self) -> Option<u64> {
        Some(match self {
            Self::U8(value) => (*value).into(),
            Self::U16(value) => (*value).into(),
            Self::U32(value) => (*value).into(),
            Self::U64(value) => *value,
            _ => return None,
        })
    }

    /// Whether it lies before or behind `other`; nothing when they are of different types.
    fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        if std::mem::discriminant(self) != std::mem::discriminant(other) {
            return None;
        }
        match (self, other) {
            (Self::V6(one), Self::V6(other)) => Some(one.cmp(other)),
            (Self::Blob(one), Self::Blob(other)) => Some(one.cmp(other)),
            _ => Some(self.number()?.cmp(&other.number()?)),
        }
    }

    fn equals(&self, operand: &Operand) -> bool {
        match (self, operand) {
            (_, Operand::Value(value)) => self == value,
            (Self::U32(value), Operand::V4 { address, mask }) => value & mask == address & mask,
            (Self::V6(value), Operand::V6 { address, prefix }) => {
                let bits = u32::from(*prefix).min(128);
                let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
                let number = u128::from_be_bytes;
                number(*value) & mask == number(*address) & mask
            }
            (_, Operand::Range(low, high)) => {
                self.order(low).is_some_and(std::cmp::Ordering::is_ge)
                    && self.order(high).is_some_and(std::cmp::Ordering::is_le)
            }
            _ => false,
        }
    }

    /// Whether the value matches. A field without a value matches nothing.
    pub(crate) fn matches(&self, match_type: FWP_MATCH_TYPE, operand: &Operand) -> bool {
        if *self == Self::Empty {
            return false;
        }
        let plain = match operand {
            Operand::Value(value) => Some(value),
            _ => None,
        };
        let order = plain.and_then(|value| self.order(value));
        let bits = plain.and_then(|value| Some((self.number()?, value.number()?)));
        match match_type {
            FWP_MATCH_EQUAL | FWP_MATCH_RANGE => self.equals(operand),
            FWP_MATCH_NOT_EQUAL => !self.equals(operand),
            FWP_MATCH_GREATER => order.is_some_and(std::cmp::Ordering::is_gt),
            FWP_MATCH_LESS => order.is_some_and(std::cmp::Ordering::is_lt),
            FWP_MATCH_GREATER_OR_EQUAL => order.is_some_and(std::cmp::Ordering::is_ge),
            FWP_MATCH_LESS_OR_EQUAL => order.is_some_and(std::cmp::Ordering::is_le),
            FWP_MATCH_FLAGS_ALL_SET => bits.is_some_and(|(value, flags)| value & flags == flags),
            FWP_MATCH_FLAGS_ANY_SET => bits.is_some_and(|(value, flags)| value & flags != 0),
            FWP_MATCH_FLAGS_NONE_SET => bits.is_some_and(|(value, flags)| value & flags == 0),
            FWP_MATCH_PREFIX | FWP_MATCH_NOT_PREFIX => match (self, plain) {
                (Self::Blob(value), Some(Self::Blob(prefix))) => {
                    value.starts_with(prefix) == (match_type == FWP_MATCH_PREFIX)
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// Whether traffic with these values meets the conditions: those on one field are alternatives,
/// and of every field that is named one must hold.
pub(crate) fn all_hold(conditions: &[Condition], values: &[Value]) -> bool {
    conditions.iter().all(|condition| {
        conditions
            .iter()
            .filter(|other| other.index == condition.index)
            .any(|other| {
                values
                    .get(usize::from(other.index))
                    .is_some_and(|value| value.matches(other.match_type, &other.operand))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wdk_sys::wfp::_FWP_MATCH_TYPE_::FWP_MATCH_TYPE_MAX;

    fn condition(index: u16, match_type: FWP_MATCH_TYPE, operand: Operand) -> Condition {
        Condition {
            index,
            match_type,
            operand,
        }
    }

    fn port(index: u16, port: u16) -> Condition {
        condition(index, FWP_MATCH_EQUAL, Operand::Value(Value::U16(port)))
    }

    #[test]
    fn conditions_on_one_field_are_alternatives() {
        let conditions = [port(0, 80), port(0, 443), port(1, 7)];
        let holds = |first, second| all_hold(&conditions, &[Value::U16(first), Value::U16(second)]);
        assert!(holds(80, 7));
        assert!(holds(443, 7));
        assert!(!holds(81, 7));
        assert!(!holds(80, 8));
    }

    #[test]
    fn a_filter_without_conditions_matches_everything() {
        assert!(all_hold(&[], &[]));
    }

    #[test]
    fn networks_match_their_addresses() {
        let network = Operand::V4 {
            address: 0xC0A8_0100,
            mask: 0xFFFF_FF00,
        };
        assert!(Value::U32(0xC0A8_0117).matches(FWP_MATCH_EQUAL, &network));
        assert!(!Value::U32(0xC0A8_0217).matches(FWP_MATCH_EQUAL, &network));
        assert!(Value::U32(0xC0A8_0217).matches(FWP_MATCH_NOT_EQUAL, &network));
        let mut address = [0; 16];
        address[0] = 0xFE;
        let network = Operand::V6 { address, prefix: 8 };
        address[15] = 1;
        assert!(Value::V6(address).matches(FWP_MATCH_EQUAL, &network));
        address[0] = 0xFD;
        assert!(!Value::V6(address).matches(FWP_MATCH_EQUAL, &network));
        let all = Operand::V6 { address, prefix: 0 };
        assert!(Value::V6([9; 16]).matches(FWP_MATCH_EQUAL, &all));
    }

    #[test]
    fn ranges_contain_their_ends() {
        let range = Operand::Range(Value::U16(10), Value::U16(20));
        for (port, inside) in [(9, false), (10, true), (20, true), (21, false)] {
            assert_eq!(Value::U16(port).matches(FWP_MATCH_RANGE, &range), inside);
        }
        assert!(!Value::U32(15).matches(FWP_MATCH_RANGE, &range), "types");
    }

    #[test]
    fn flags_are_compared_bit_by_bit() {
        let flags = Operand::Value(Value::U32(0b110));
        assert!(Value::U32(0b111).matches(FWP_MATCH_FLAGS_ALL_SET, &flags));
        assert!(!Value::U32(0b101).matches(FWP_MATCH_FLAGS_ALL_SET, &flags));
        assert!(Value::U32(0b100).matches(FWP_MATCH_FLAGS_ANY_SET, &flags));
        assert!(Value::U32(0b001).matches(FWP_MATCH_FLAGS_NONE_SET, &flags));
    }

    #[test]
    fn a_field_without_a_value_matches_nothing() {
        let value = Operand::Value(Value::Empty);
        for match_type in 0..FWP_MATCH_TYPE_MAX {
            assert!(!Value::Empty.matches(match_type, &value));
        }
    }
}
