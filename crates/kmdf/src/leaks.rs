//! Objects that outlive their driver.
#![expect(unsafe_code, reason = "reads objects that nobody ends any more")]

use core::{fmt, ptr::NonNull, sync::atomic::Ordering};

use crate::{
    Fx,
    object::Header,
    violation::{self, Code},
};

/// Objects that are alive after the driver's object is deleted have leaked references.
pub(crate) fn report(fx: Fx) {
    let left = fx.objects.load(Ordering::Acquire);
    if left == 0 {
        return;
    }
    let found = fx.live.with(|live| {
        let mut found = Found::default();
        for (place, object) in found.0.iter_mut().zip(live.iter()) {
            *place = Some(object);
        }
        found
    });
    let [first, ..] = found.0;
    let parameters = [
        first.map_or(0, |object| object.as_ptr() as u64),
        left.unsigned_abs() as u64,
        0,
    ];
    violation::wdf(
        fx,
        "ObjectLeak",
        Code::ObjectError,
        parameters,
        format_args!(
            "{left} objects are left after the driver's unloading{found}: references were taken and not given \
             back. A context that holds a reference to its own object, or to a child of it, keeps both"
        ),
    );
}

/// Some of the objects that are left.
#[derive(Default)]
struct Found([Option<NonNull<Header>>; 4]);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = ", among them";
        for object in self.0.iter().flatten() {
            // SAFETY: the live set holds live objects, and the driver, which is unloaded, ends none.
            let object = unsafe { object.as_ref() };
            write!(f, "{before} a {}", object.class().name)?;
            if let Some(context) = object.context_name() {
                write!(
                    f,
                    " with the context `{}`",
                    context.to_bytes().escape_ascii()
                )?;
            }
            object
                .fx()
                .references
                .with(|references| write!(f, "{}", references.of(object)))?;
            before = ",";
        }
        Ok(())
    }
}
