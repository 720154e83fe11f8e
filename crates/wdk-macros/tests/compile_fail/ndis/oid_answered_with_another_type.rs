use wdk::ndis::{OidAnswered, OidRequest, oid};

fn answer(request: OidRequest<'_>) -> OidAnswered<'_> {
    request
        .query(oid::GEN_CURRENT_PACKET_FILTER, || Ok(0_u64))
        .finish()
}

fn main() {}
