//! OID requests: what NDIS answers from the attributes, and what it asks the miniport.
#![expect(unsafe_code, reason = "calls what drivers register")]

use std::ptr;

use wdk_sys::{
    _NDIS_OID_REQUEST__bindgen_ty_1__bindgen_ty_1, _NDIS_OID_REQUEST__bindgen_ty_1__bindgen_ty_2,
    _NDIS_REQUEST_TYPE, NDIS_HANDLE, NDIS_OBJECT_HEADER, NDIS_OBJECT_TYPE_OID_REQUEST, NDIS_OID,
    NDIS_OID_REQUEST, NDIS_REQUEST_TYPE, NDIS_SIZEOF_OID_REQUEST_REVISION_1, NDIS_STATUS,
    NDIS_STATUS_BUFFER_TOO_SHORT, NDIS_STATUS_INVALID_LENGTH, NDIS_STATUS_INVALID_STATE,
    NDIS_STATUS_NOT_SUPPORTED, NDIS_STATUS_SUCCESS, OID_802_3_CURRENT_ADDRESS,
    OID_802_3_MAXIMUM_LIST_SIZE, OID_802_3_PERMANENT_ADDRESS, OID_GEN_CURRENT_PACKET_FILTER,
    OID_GEN_MAC_OPTIONS, OID_GEN_MAXIMUM_FRAME_SIZE, OID_GEN_MAXIMUM_LOOKAHEAD,
    OID_GEN_MEDIA_IN_USE, OID_GEN_MEDIA_SUPPORTED, OID_GEN_PHYSICAL_MEDIUM, OID_GEN_SUPPORTED_LIST,
    PNDIS_OID_REQUEST, abi,
};

use super::state;
use super::{
    adapter::{Miniport, Pending, State},
    state::handle,
};
use crate::{
    engine::export::{Export, export_table},
    ndis::rules,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisMOidRequestComplete: full,
);

/// Size of the buffer for a query that does not say how much it takes.
const ROOM: usize = 256;

impl Miniport {
    /// Asks the adapter: NDIS answers what the attributes say, the miniport the rest.
    pub(super) fn query(&self, kernel: &Kernel, oid: NDIS_OID) -> Result<Vec<u8>, NDIS_STATUS> {
        if let Some(answer) = self.known(oid) {
            return Ok(answer);
        }
        let mut room = vec![0; ROOM];
        match self.query_into(kernel, oid, &mut room) {
            (NDIS_STATUS_SUCCESS, count) => {
                room.truncate(count as usize);
                Ok(room)
            }
            (NDIS_STATUS_INVALID_LENGTH | NDIS_STATUS_BUFFER_TOO_SHORT, needed)
                if needed as usize > ROOM =>
            {
                room.resize(needed as usize, 0);
                match self.query_into(kernel, oid, &mut room) {
                    (NDIS_STATUS_SUCCESS, count) => {
                        room.truncate(count as usize);
                        Ok(room)
                    }
                    (status, _) => Err(status),
                }
            }
            (status, _) => Err(status),
        }
    }

    /// Asks the miniport: the status, and the bytes written or needed.
    pub(super) fn query_into(
        &self,
        kernel: &Kernel,
        oid: NDIS_OID,
        room: &mut [u8],
    ) -> (NDIS_STATUS, u32) {
        let mut request = request(_NDIS_REQUEST_TYPE::NdisRequestQueryInformation);
        request.DATA.QUERY_INFORMATION = _NDIS_OID_REQUEST__bindgen_ty_1__bindgen_ty_1 {
            Oid: oid,
            InformationBuffer: room.as_mut_ptr().cast(),
            InformationBufferLength: room.len() as u32,
            BytesWritten: 0,
            BytesNeeded: 0,
        };
        let status = self.request(kernel, &mut request);
        // SAFETY: a query's data.
        let answer = unsafe { request.DATA.QUERY_INFORMATION };
        if status != NDIS_STATUS_SUCCESS {
            return (status, answer.BytesNeeded);
        }
        let fits = answer.BytesWritten as usize <= room.len();
        state::check_miniport(
            kernel,
            &self.driver,
            fits,
            &rules::NDIS_OID_BUFFER,
            [0; 3],
            || {
                format!(
                    "the query of OID {oid:#010X} was completed with {} bytes written; its buffer has \
                 {}",
                    answer.BytesWritten,
                    room.len()
                )
            },
        );
        (status, answer.BytesWritten.min(room.len() as u32))
    }

    /// Sets what an OID names.
    pub(super) fn set(&self, kernel: &Kernel, oid: NDIS_OID, value: &[u8]) -> NDIS_STATUS {
        let mut value = value.to_vec();
        let mut request = request(_NDIS_REQUEST_TYPE::NdisRequestSetInformation);
        request.DATA.SET_INFORMATION = _NDIS_OID_REQUEST__bindgen_ty_1__bindgen_ty_2 {
            Oid: oid,
            InformationBuffer: value.as_mut_ptr().cast(),
            InformationBufferLength: value.len() as u32,
            BytesRead: 0,
            BytesNeeded: 0,
        };
        let status = self.request(kernel, &mut request);
        if status == NDIS_STATUS_SUCCESS && oid == OID_GEN_CURRENT_PACKET_FILTER {
            let filter = value.first_chunk().map_or(0, |it| u32::from_le_bytes(*it));
            self.filter.set(filter);
        }
        status
    }

    /// One request at a time, as NDIS does.
    fn request(&self, kernel: &Kernel, request: &mut NDIS_OID_REQUEST) -> NDIS_STATUS {
        let Some(routine) = self.driver.handlers.OidRequestHandler else {
            return NDIS_STATUS_NOT_SUPPORTED;
        };
        if matches!(self.state.get(), State::Halted | State::Initializing) {
            return NDIS_STATUS_INVALID_STATE;
        }
        request.RequestId = handle(request);
        let address = ptr::from_mut(request);
        self.oid.set(address);
        let status = self.oid_request.run(kernel, self, Pending::Oid, || {
            self.call(kernel, "MiniportOidRequest", || {
                // SAFETY: the driver registered it for this purpose; the request stays until it
                // is complete.
                unsafe { routine(self.context.get(), address) }
            })
        });
        self.oid.set(ptr::null_mut());
        status
    }

    /// What NDIS knows itself.
    fn known(&self, oid: NDIS_OID) -> Option<Vec<u8>> {
        let attributes = self.attributes.borrow();
        let general = attributes.general.as_ref()?;
        let raw = &general.raw;
        let number = |value: u32| Some(value.to_le_bytes().to_vec());
        let address = |it: &[u8; 32]| Some(it[..usize::from(raw.MacAddressLength)].to_vec());
        match oid {
            OID_GEN_SUPPORTED_LIST => Some(
                general
                    .oids
                    .iter()
                    .flat_map(|it| it.to_le_bytes())
                    .collect(),
            ),
            OID_GEN_MEDIA_SUPPORTED | OID_GEN_MEDIA_IN_USE => number(raw.MediaType.cast_unsigned()),
            OID_GEN_PHYSICAL_MEDIUM => number(raw.PhysicalMediumType.cast_unsigned()),
            OID_GEN_MAXIMUM_FRAME_SIZE => number(raw.MtuSize),
            OID_GEN_MAXIMUM_LOOKAHEAD => number(raw.LookaheadSize),
            OID_GEN_MAC_OPTIONS => number(raw.MacOptions),
            OID_802_3_MAXIMUM_LIST_SIZE => number(raw.MaxMulticastListSize),
            OID_802_3_PERMANENT_ADDRESS => address(&raw.PermanentMacAddress),
            OID_802_3_CURRENT_ADDRESS => address(&raw.CurrentMacAddress),
            _ => None,
        }
    }
}

fn request(kind: NDIS_REQUEST_TYPE) -> NDIS_OID_REQUEST {
    NDIS_OID_REQUEST {
        Header: NDIS_OBJECT_HEADER {
            Type: NDIS_OBJECT_TYPE_OID_REQUEST as u8,
            Revision: 1,
            Size: NDIS_SIZEOF_OID_REQUEST_REVISION_1 as u16,
        },
        RequestType: kind,
        ..NDIS_OID_REQUEST::default()
    }
}

#[abi(enter, no_mangle)]
fn NdisMOidRequestComplete(
    MiniportAdapterHandle: NDIS_HANDLE,
    OidRequest: PNDIS_OID_REQUEST,
    Status: NDIS_STATUS,
) {
    let kernel = Kernel::current();
    let adapter = state::miniport(&kernel, MiniportAdapterHandle, "NdisMOidRequestComplete");
    let pending = adapter.oid_request.is_pending(Pending::Oid) && adapter.oid.get() == OidRequest;
    kernel.check(pending, &rules::NDIS_OID_COMPLETION, || {
        format!(
            "NdisMOidRequestComplete: the request at {OidRequest:p} is not pending at {}; it was \
             completed already, by this function or by a status other than NDIS_STATUS_PENDING",
            adapter.instance
        )
    });
    if pending {
        adapter.oid_request.complete(Status);
    }
}
