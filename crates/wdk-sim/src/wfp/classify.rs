//! Classification: which filters traffic meets, and what they decide together.
//!
//! See [Filter arbitration](https://learn.microsoft.com/windows/win32/fwp/filter-arbitration).
#![forbid(unsafe_code)]

use std::{ffi::c_void, rc::Rc};

use wdk_sys::wfp::{
    FWP_ACTION_BLOCK, FWP_ACTION_CALLOUT_INSPECTION, FWP_ACTION_CALLOUT_TERMINATING,
    FWP_ACTION_CONTINUE, FWP_ACTION_PERMIT, FWP_ACTION_TYPE, FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT,
    FWPM_FILTER_FLAG_DISABLED, FWPM_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED,
    FWPS_CLASSIFY_OUT_FLAG_ABSORB, FWPS_CLASSIFY_OUT0_, FWPS_INCOMING_METADATA_VALUES0,
    FWPS_RIGHT_ACTION_WRITE,
};

use super::callout;
use super::flow;
use super::{
    condition::{Value, all_hold},
    layers::Layer,
    objects::{Action, Filter},
    raw::{RawFilter, RawValues},
    state::{FilterEngine, Key},
};
use crate::{
    engine::{scheduler::DISPATCH_LEVEL, trace::Category},
    nt::kernel::Kernel,
    wfp::rules,
};

/// What is classified.
pub(crate) struct Incoming<'a> {
    pub(crate) layer: &'static Layer,
    pub(crate) values: &'a [Value],
    pub(crate) raw: RawValues,
    pub(crate) metadata: FWPS_INCOMING_METADATA_VALUES0,
    pub(crate) layer_data: *mut c_void,
    pub(crate) classify_context: *const c_void,
    pub(crate) flow: Option<u64>,
    /// Whether the layer is entered at `DISPATCH_LEVEL`.
    pub(crate) at_dispatch: bool,
}

/// Permit or block, and whether a lighter sublayer may override it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) permit: bool,
    overridable: bool,
}

impl Verdict {
    pub(crate) const HARD_BLOCK: Self = Self {
        permit: false,
        overridable: false,
    };
    const SOFT_BLOCK: Self = Self {
        permit: false,
        overridable: true,
    };
    const SOFT_PERMIT: Self = Self {
        permit: true,
        overridable: true,
    };
    const HARD_PERMIT: Self = Self {
        permit: true,
        overridable: false,
    };
}

/// What the layer decided.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) permit: bool,
    /// The filter that decided; none when no filter matched.
    pub(crate) filter: Option<Rc<Filter>>,
    /// A callout blocked what a hard permit had permitted.
    pub(crate) veto: bool,
    /// The sender gets no error although the data was blocked.
    pub(crate) absorbed: bool,
}

/// What one sublayer decided.
struct Answer {
    verdict: Verdict,
    filter: Rc<Filter>,
    absorbed: bool,
}

/// Puts a lighter sublayer's verdict to the one so far; returns whether it replaces it, and
/// whether that is a veto.
pub(crate) fn overrides(so_far: Option<Verdict>, next: Verdict, by_callout: bool) -> (bool, bool) {
    match so_far {
        None => (true, false),
        Some(current) if current.overridable => (true, false),
        // Only a callout that blocks overrides a hard permit.
        Some(current) if current.permit && !next.permit && by_callout => (true, true),
        Some(_) => (false, false),
    }
}

impl FilterEngine {
    pub(crate) fn sublayer_weight(&self, sublayer: Key) -> u16 {
        let objects = self.objects.borrow();
        objects.sublayers.get(&sublayer).map_or(0, |it| it.weight)
    }
}

/// Asks the filters of the layer.
pub(crate) fn classify(kernel: &Kernel, incoming: &mut Incoming<'_>) -> Decision {
    let layer = incoming.layer;
    kernel.trace_begin(Category::Call, || ("classify", layer.name.to_owned()));
    let old = incoming
        .at_dispatch
        .then(|| kernel.sched.raise_irql(DISPATCH_LEVEL));
    let decision = arbitrate(kernel, incoming);
    if let Some(old) = old {
        kernel.sched.lower_irql(old);
    }
    kernel.trace_end(Category::Call, || {
        let verdict = if decision.permit { "permit" } else { "block" };
        let by = decision.filter.as_ref().map_or("no filter", |it| &it.name);
        ("classify", format!("{verdict}: {by}"))
    });
    decision
}

pub(super) fn arbitrate(kernel: &Kernel, incoming: &mut Incoming<'_>) -> Decision {
    let sublayers = FilterEngine::of(kernel)
        .objects
        .borrow()
        .at_layer(incoming.layer.id);
    let mut so_far = None;
    let mut decision = Decision {
        permit: true,
        filter: None,
        veto: false,
        absorbed: false,
    };
    for filters in &sublayers {
        // Callouts of lighter sublayers see all traffic, whatever was decided.
        let Some(answer) = evaluate_sublayer(kernel, filters, incoming, so_far) else {
            continue;
        };
        let by_callout = matches!(answer.filter.action, Action::Callout { .. });
        let (replaces, veto) = overrides(so_far, answer.verdict, by_callout);
        if replaces {
            so_far = Some(answer.verdict);
            decision = Decision {
                permit: answer.verdict.permit,
                filter: Some(answer.filter),
                veto,
                absorbed: answer.absorbed,
            };
        }
    }
    decision
}

/// The first filter that permits or blocks.
fn evaluate_sublayer(
    kernel: &Kernel,
    filters: &[Rc<Filter>],
    incoming: &mut Incoming<'_>,
    so_far: Option<Verdict>,
) -> Option<Answer> {
    filters
        .iter()
        .filter(|filter| filter.flags & FWPM_FILTER_FLAG_DISABLED == 0)
        .find_map(|filter| {
            if !all_hold(&filter.conditions, incoming.values) {
                return None;
            }
            let clear = filter.flags & FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT != 0;
            let (verdict, absorbed) = match filter.action {
                Action::Permit if clear => (Verdict::HARD_PERMIT, false),
                Action::Permit => (Verdict::SOFT_PERMIT, false),
                Action::Block => (Verdict::HARD_BLOCK, false),
                Action::Callout { kind, key } => {
                    evaluate_callout(kernel, filter, kind, key, incoming, so_far)?
                }
            };
            Some(Answer {
                verdict,
                filter: Rc::clone(filter),
                absorbed,
            })
        })
}

/// The action of the filter's callout; none when it lets the next filter decide.
pub(super) fn evaluate_callout(
    kernel: &Kernel,
    filter: &Rc<Filter>,
    kind: FWP_ACTION_TYPE,
    key: Key,
    incoming: &mut Incoming<'_>,
    so_far: Option<Verdict>,
) -> Option<(Verdict, bool)> {
    let inspection = kind == FWP_ACTION_CALLOUT_INSPECTION;
    let Some(callout) = FilterEngine::of(kernel).callout_of(key) else {
        let permit = filter.flags & FWPM_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED != 0;
        let verdict = if permit {
            Verdict::SOFT_PERMIT
        } else {
            Verdict::HARD_BLOCK
        };
        return (!inspection).then_some((verdict, false));
    };
    if callout.needs_context() {
        let context = incoming
            .flow
            .and_then(|flow| flow::flow_context(kernel, flow, incoming.layer.id, callout.id));
        context?;
    }
    let may_decide = so_far.is_none_or(|verdict| verdict.overridable);
    let mut out = FWPS_CLASSIFY_OUT0_ {
        actionType: FWP_ACTION_CONTINUE,
        outContext: 0,
        filterId: filter.id,
        rights: if may_decide {
            FWPS_RIGHT_ACTION_WRITE
        } else {
            0
        },
        flags: 0,
        reserved: 0,
    };
    let mut raw = RawFilter::new(
        filter,
        FilterEngine::of(kernel).sublayer_weight(filter.sublayer),
        callout.id,
    );
    callout::call_classify(kernel, &callout, incoming, raw.as_ptr(), &mut out);
    let action = out.actionType;
    check_action(kernel, filter, kind, action, may_decide);
    let overridable = out.rights & FWPS_RIGHT_ACTION_WRITE != 0;
    let absorbed = out.flags & FWPS_CLASSIFY_OUT_FLAG_ABSORB != 0;
    let verdict = match action {
        _ if inspection => return None,
        FWP_ACTION_PERMIT if overridable => Verdict::SOFT_PERMIT,
        FWP_ACTION_PERMIT => Verdict::HARD_PERMIT,
        FWP_ACTION_BLOCK if overridable && may_decide => Verdict::SOFT_BLOCK,
        FWP_ACTION_BLOCK => Verdict::HARD_BLOCK,
        _ => return None,
    };
    Some((verdict, absorbed))
}

/// Whether a callout may return the action that it returned.
pub(super) fn check_action(
    kernel: &Kernel,
    filter: &Filter,
    kind: FWP_ACTION_TYPE,
    action: FWP_ACTION_TYPE,
    may_decide: bool,
) {
    let decides = matches!(action, FWP_ACTION_PERMIT | FWP_ACTION_BLOCK);
    let name = &filter.name;
    kernel.check(
        kind != FWP_ACTION_CALLOUT_INSPECTION || !decides,
        &rules::INSPECTION_DECIDES,
        || {
            format!(
                "the callout of the filter \"{name}\" permits or blocks, but the filter's \
                 action is FWP_ACTION_CALLOUT_INSPECTION"
            )
        },
    );
    kernel.check(
        kind != FWP_ACTION_CALLOUT_TERMINATING || decides || !may_decide,
        &rules::TERMINATING_CONTINUES,
        || {
            format!(
                "the callout of the filter \"{name}\" neither permits nor blocks (action \
                 {action:#x}), but the filter's action is FWP_ACTION_CALLOUT_TERMINATING"
            )
        },
    );
    kernel.check(
        may_decide || action != FWP_ACTION_PERMIT,
        &rules::ACTION_RIGHT,
        || {
            format!(
                "the callout of the filter \"{name}\" permits although FWPS_RIGHT_ACTION_WRITE \
                 is not set; it may only block then"
            )
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arbitration_follows_the_table_of_overrides() {
        let cases = [
            // so far, next, by a callout: replaced, veto
            (
                Verdict::SOFT_PERMIT,
                Verdict::HARD_BLOCK,
                false,
                true,
                false,
            ),
            (
                Verdict::HARD_PERMIT,
                Verdict::HARD_BLOCK,
                false,
                false,
                false,
            ),
            (Verdict::HARD_PERMIT, Verdict::HARD_BLOCK, true, true, true),
            (
                Verdict::SOFT_BLOCK,
                Verdict::SOFT_PERMIT,
                false,
                true,
                false,
            ),
            (
                Verdict::HARD_BLOCK,
                Verdict::HARD_PERMIT,
                true,
                false,
                false,
            ),
        ];
        for (so_far, next, by_callout, replaced, veto) in cases {
            assert_eq!(
                overrides(Some(so_far), next, by_callout),
                (replaced, veto),
                "{so_far:?} then {next:?}"
            );
        }
        assert_eq!(overrides(None, Verdict::SOFT_PERMIT, false), (true, false));
    }
}
