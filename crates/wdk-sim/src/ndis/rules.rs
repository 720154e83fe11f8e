//! The rules of NDIS.
#![forbid(unsafe_code)]

use crate::nt::verifier::rules::rule_table;

rule_table! {
    NDIS_RULES;
    NDIS_HANDLE: "NdisHandle", 0x7C, 0x1E,
        "Handles that a driver passes to NDIS are those that it got, and are still open.";
    NDIS_CHARACTERISTICS: "NdisCharacteristics", 0x7C, 0x21,
        "A miniport driver registers complete characteristics of a version that NDIS knows.";
    NDIS_DEREGISTER: "NdisDeregister", 0x7C, 0xA,
        "A miniport driver is deregistered before it leaves the machine, after its adapters.";
    NDIS_OBJECT_HEADER: "NdisObjectHeader", 0x7C, 0x21,
        "Structures carry the header of their type, revision and size.";
    NDIS_ATTRIBUTES: "NdisAttributes", 0x7C, 0x1F,
        "MiniportInitializeEx sets its registration attributes, and then its general ones.";
    NDIS_STATE_TRANSITION: "NdisStateTransition", 0x7C, 0x1F,
        "A miniport completes a pause or a restart that is pending.";
    NDIS_RESET_COMPLETE: "NdisResetComplete", 0x7C, 0xF,
        "A miniport completes a reset that is pending.";
    NDIS_WATCHDOG: "NdisWatchdog", 0x7C, 0x25,
        "A miniport completes what it left pending.";
    NDIS_LEAKED_NBL: "NdisLeakedNetBufferList", 0x7C, 0x27,
        "Every NET_BUFFER_LIST is back with its owner when an adapter is paused or halted.";
    NDIS_SEND_COMPLETED_TWICE: "NdisSendCompletedTwice", 0x7C, 0x1E,
        "A NET_BUFFER_LIST is completed once, by the miniport that has it.";
    NDIS_SEND_PAUSED: "NdisSendWhilePaused", 0x7C, 0x1F,
        "A pausing miniport sends no list that it got after MiniportPause.";
    NDIS_INDICATE_PAUSED: "NdisIndicateWhilePaused", 0x7C, 0x1F,
        "A miniport that is not running indicates nothing.";
    NDIS_RECEIVE_IN_USE: "NdisReceiveInUse", 0x7C, 0x6,
        "A miniport indicates or frees a NET_BUFFER_LIST only while it has it.";
    NDIS_RECEIVE_COUNT: "NdisReceiveCount", 0x7C, 0x1E,
        "NumberOfNetBufferLists is the number of lists in the chain.";
    NDIS_POOL_IN_USE: "NdisPoolInUse", 0x7C, 0x27,
        "A pool is freed after all that was allocated from it.";
    NDIS_DISPATCH_FLAG: "NdisDispatchFlag", 0xC4, 0x30,
        "A flag that says DISPATCH_LEVEL is passed at that level only.";
    NDIS_WAIT_EVENT: "NdisWaitEvent", 0x7C, 0x14,
        "NdisWaitEvent is called at PASSIVE_LEVEL.";
    NDIS_OID_BUFFER: "NdisOidBuffer", 0x7C, 0x1D,
        "A query of an OID writes no more than its buffer takes.";
    NDIS_OID_COMPLETION: "NdisOidCompletion", 0x7C, 0x26,
        "An OID request is completed once, and only if it is pending.";
    NDIS_STATUS_INDICATION: "NdisStatusIndication", 0x7C, 0x20,
        "A status indication has a header, the adapter's handle and a buffer of its size.";
}
