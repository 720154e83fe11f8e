//! The objects of the base filtering engine: what filters there are, in which order they count.
#![forbid(unsafe_code)]

use std::{collections::BTreeMap, rc::Rc};

use wdk_sys::{
    NTSTATUS, STATUS_FWP_ALREADY_EXISTS, STATUS_FWP_CALLOUT_NOT_FOUND,
    STATUS_FWP_INCOMPATIBLE_LAYER, STATUS_FWP_SUBLAYER_NOT_FOUND,
    wfp::{FWP_ACTION_TYPE, FWPM_SUBLAYER_UNIVERSAL},
};

use super::{condition::Condition, layers::Layer, state::Key};

/// A sublayer.
#[derive(Clone, Debug)]
pub(crate) struct Sublayer {
    pub(crate) weight: u16,
    pub(crate) session: Option<usize>,
}

/// A callout that filters may name, whether or not a driver has registered it.
#[derive(Clone, Debug)]
pub(crate) struct CalloutObject {
    pub(crate) id: u32,
    pub(crate) layer: u16,
    pub(crate) session: Option<usize>,
}

/// What a filter does with what it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Permit,
    Block,
    /// Calls a callout. The type says which actions the callout may return.
    Callout {
        kind: FWP_ACTION_TYPE,
        key: Key,
    },
}

/// A filter.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) id: u64,
    pub(crate) key: Key,
    pub(crate) name: String,
    pub(crate) layer: &'static Layer,
    pub(crate) sublayer: Key,
    pub(crate) weight: u64,
    pub(crate) flags: u32,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) action: Action,
    /// `rawContext`, which callouts get.
    pub(crate) context: u64,
    pub(crate) session: Option<usize>,
}

/// All objects; a copy of them is what a transaction goes back to.
#[derive(Clone, Debug)]
pub(crate) struct Objects {
    pub(crate) providers: BTreeMap<Key, Option<usize>>,
    pub(crate) sublayers: BTreeMap<Key, Sublayer>,
    pub(crate) callouts: BTreeMap<Key, CalloutObject>,
    pub(crate) filters: BTreeMap<u64, Rc<Filter>>,
}

impl Default for Objects {
    /// What every Windows has: the sublayer for filters that name none.
    fn default() -> Self {
        let universal = Sublayer {
            weight: UNIVERSAL_WEIGHT,
            session: None,
        };
        Self {
            providers: BTreeMap::new(),
            sublayers: [(super::state::key(&FWPM_SUBLAYER_UNIVERSAL), universal)].into(),
            callouts: BTreeMap::new(),
            filters: BTreeMap::new(),
        }
    }
}

/// Between the lightest and the heaviest sublayer, so that a driver's own can lie on either side.
const UNIVERSAL_WEIGHT: u16 = 0x8000;

impl Objects {
    /// The filters of a layer by sublayers: the heaviest sublayer first, and in each the heaviest
    /// filter. Of equal filters the older one counts more.
    pub(crate) fn at_layer(&self, layer: u16) -> Vec<Vec<Rc<Filter>>> {
        let mut sublayers: Vec<(&Key, &Sublayer)> = self.sublayers.iter().collect();
        sublayers.sort_by_key(|(_, sublayer)| std::cmp::Reverse(sublayer.weight));
        let in_order = |key: &Key| {
            let mut filters: Vec<Rc<Filter>> = self
                .filters
                .values()
                .filter(|filter| filter.layer.id == layer && filter.sublayer == *key)
                .cloned()
                .collect();
            filters.sort_by_key(|filter| std::cmp::Reverse(filter.weight));
            filters
        };
        sublayers
            .into_iter()
            .map(|(key, _)| in_order(key))
            .collect()
    }

    /// The callout object that a driver's callout stands for.
    pub(crate) fn callout_by_id(&self, id: u32) -> Option<(Key, &CalloutObject)> {
        let mut all = self.callouts.iter();
        all.find(|(_, callout)| callout.id == id)
            .map(|(key, callout)| (*key, callout))
    }

    /// Checks what a new filter refers to.
    pub(crate) fn check_filter(&self, filter: &Filter) -> Result<(), NTSTATUS> {
        if !self.sublayers.contains_key(&filter.sublayer) {
            return Err(STATUS_FWP_SUBLAYER_NOT_FOUND);
        }
        if self.filters.values().any(|other| other.key == filter.key) {
            return Err(STATUS_FWP_ALREADY_EXISTS);
        }
        if let Action::Callout { key, .. } = filter.action {
            let callout = self.callouts.get(&key);
            let callout = callout.ok_or(STATUS_FWP_CALLOUT_NOT_FOUND)?;
            if callout.layer != filter.layer.id {
                return Err(STATUS_FWP_INCOMPATIBLE_LAYER);
            }
        }
        Ok(())
    }

    /// Whether filters still name the callout.
    pub(crate) fn callout_in_use(&self, key: Key) -> bool {
        self.filters.values().any(
            |filter| matches!(filter.action, Action::Callout { key: named, .. } if named == key),
        )
    }

    /// Whether filters still lie in the sublayer.
    pub(crate) fn sublayer_in_use(&self, key: Key) -> bool {
        self.filters.values().any(|filter| filter.sublayer == key)
    }

    /// Takes out what a dynamic session has added; returns its filters.
    pub(crate) fn end_session(&mut self, session: usize) -> Vec<Rc<Filter>> {
        let mine = |owner: &Option<usize>| *owner == Some(session);
        let filters = self
            .filters
            .extract_if(.., |_, filter| mine(&filter.session))
            .map(|(_, filter)| filter)
            .collect();
        self.callouts.retain(|_, callout| !mine(&callout.session));
        self.sublayers
            .retain(|_, sublayer| !mine(&sublayer.session));
        self.providers.retain(|_, owner| !mine(owner));
        filters
    }
}

/// The weight of a filter: as given, or made from how much the conditions say. `range` is the upper
/// four bits when only those were given.
pub(crate) fn automatic_weight(range: u8, conditions: &[Condition]) -> u64 {
    u64::from(range & 0xF) << 60 | (conditions.len() as u64) << 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wfp::layers;

    fn filter(id: u64, sublayer: Key, weight: u64) -> Rc<Filter> {
        Rc::new(Filter {
            id,
            key: id.into(),
            name: String::new(),
            layer: layers::by_id(layers::id::AleAuthConnectV4).expect("it exists"),
            sublayer,
            weight,
            flags: 0,
            conditions: Vec::new(),
            action: Action::Permit,
            context: 0,
            session: id.is_multiple_of(2).then_some(1),
        })
    }

    #[test]
    fn heavier_sublayers_and_filters_come_first() {
        let mut objects = Objects::default();
        for (key, weight) in [(1, 10), (2, 20)] {
            let session = None;
            objects.sublayers.insert(key, Sublayer { weight, session });
        }
        for (id, sublayer, weight) in [(1, 1, 5), (2, 2, 1), (3, 2, 9), (4, 2, 9)] {
            objects.filters.insert(id, filter(id, sublayer, weight));
        }
        let order: Vec<Vec<u64>> = objects
            .at_layer(layers::id::AleAuthConnectV4)
            .iter()
            .map(|sublayer| sublayer.iter().map(|filter| filter.id).collect())
            .collect();
        assert_eq!(order, [vec![], vec![3, 4, 2], vec![1]]);
        assert!(
            objects
                .at_layer(layers::id::StreamV4)
                .iter()
                .all(Vec::is_empty)
        );
    }

    #[test]
    fn a_session_takes_its_objects_with_it() {
        let mut objects = Objects::default();
        for id in 1..=4 {
            objects.filters.insert(id, filter(id, 1, 0));
        }
        let gone: Vec<u64> = objects.end_session(1).iter().map(|it| it.id).collect();
        assert_eq!(gone, [2, 4]);
        assert_eq!(objects.filters.len(), 2);
    }

    #[test]
    fn a_weight_range_outweighs_conditions() {
        let light = automatic_weight(1, &[]);
        assert!(automatic_weight(2, &[]) > light + (1 << 59));
    }
}
