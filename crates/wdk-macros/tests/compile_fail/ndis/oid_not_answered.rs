use wdk::{
    ndis::{Adapter, Attributes, Initialize, Miniport, OidAnswered, OidRequest, SendLists},
    prelude::*,
};

struct Null;

#[wdk::handlers]
impl Miniport for Null {
    type Driver = ();

    fn initialize(_: &Initialize<'_, Self>, _: &mut Passive) -> Result<(Self, Attributes)> {
        Ok((Self, Attributes::ethernet([2, 0, 0, 0, 0, 1])))
    }

    fn send_net_buffer_lists(&self, _: &Adapter<Self>, lists: SendLists, irql: &mut UpToDispatch) {
        lists.complete(Ok(()), irql);
    }

    fn oid_request<'a>(
        &self,
        _: &Adapter<Self>,
        _request: OidRequest<'a>,
        _: &mut Passive,
    ) -> OidAnswered<'a> {
        OidAnswered { status: 0 }
    }
}

fn main() {}
