//! The arguments of a call, by the types that their values name.

use kmdf::observer::{Call, Value};

/// The name of a type without its path, and without the underscores that C has around it.
fn last(of: &str) -> &str {
    let name = of.rsplit("::").next().unwrap_or(of);
    name.trim_matches('_')
}

/// The first argument that is a handle, or a pointer, to this type; 0 if there is none.
pub(super) fn handle(call: &Call<'_>, of: &str) -> u64 {
    find(call, |name| !name.starts_with('*') && last(name) == of)
}

/// The first argument that is a pointer to a variable for a handle of this type; 0 if there is none.
pub(super) fn variable(call: &Call<'_>, of: &str) -> u64 {
    find(call, |name| name.starts_with('*') && last(name) == of)
}

fn find(call: &Call<'_>, matches: impl Fn(&str) -> bool) -> u64 {
    let found = call.arguments.iter().find_map(|value| match value {
        Value::Pointer(name, address) if matches(name) => Some(*address),
        _ => None,
    });
    found.unwrap_or(0)
}

/// An argument that is a number.
pub(super) fn number(call: &Call<'_>, index: usize) -> i64 {
    match call.arguments.get(index) {
        Some(Value::Signed(number)) => *number,
        Some(Value::Unsigned(number)) => number.cast_signed(),
        _ => 0,
    }
}

/// A result that is a status, when it is a failure.
pub(super) fn failure(result: Value) -> Option<i32> {
    match result {
        Value::Signed(status) if status < 0 => i32::try_from(status).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_found_by_type() {
        let call = Call {
            name: "WdfRequestCreate",
            driver: std::ptr::null_mut(),
            arguments: &[
                Value::Pointer("a::_WDF_OBJECT_ATTRIBUTES", 1),
                Value::Pointer("a::WDFIOTARGET__", 2),
                Value::Pointer("*mut a::WDFREQUEST__", 3),
                Value::Unsigned(4),
            ],
        };
        assert_eq!(handle(&call, "WDFIOTARGET"), 2);
        assert_eq!(handle(&call, "WDFREQUEST"), 0);
        assert_eq!(variable(&call, "WDFREQUEST"), 3);
        assert_eq!(number(&call, 3), 4);
        assert_eq!(failure(Value::Signed(-1)), Some(-1));
        assert_eq!(failure(Value::Signed(0)), None);
    }
}
