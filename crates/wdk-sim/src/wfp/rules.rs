//! The rules of the filter engine.
#![forbid(unsafe_code)]

use crate::nt::verifier::rules::rule_table;

rule_table! {
    WFP_RULES;
    CALLOUT_LEFT: "CalloutRegistered", 0xCE, 0x0,
        "A driver unregisters its callouts before it is unloaded.";
    FLOW_CONTEXT_LEFT: "FlowContextLeft", 0xCE, 0x0,
        "A driver removes its contexts from flows before it is unloaded.";
    INJECTION_HANDLE_LEFT: "InjectionHandleLeft", 0xCE, 0x0,
        "A driver destroys its injection handles before it is unloaded.";
    ENGINE_SESSION_LEFT: "FilterEngineSessionLeft", 0xC4, 0x0,
        "A driver closes its sessions to the filter engine before it is unloaded.";
    CLONE_LEFT: "PacketCloneLeft", 0xC4, 0x0,
        "A driver frees the packets that it cloned before it is unloaded.";
    CLONE_FREED: "PacketCloneFreedTwice", 0xC4, 0x0,
        "A packet that was cloned is freed once.";
    REFERENCE: "PacketReference", 0xC4, 0x0,
        "A driver references packets that are there, and gives back the references that it has.";
    REFERENCE_LEFT: "PacketReferenceLeft", 0xC4, 0x0,
        "A driver gives its references to packets back before it is unloaded.";
    ACTION_RIGHT: "ClassifyActionRight", 0xC4, 0x0,
        "A callout permits only when FWPS_RIGHT_ACTION_WRITE is set.";
    INSPECTION_DECIDES: "ClassifyInspection", 0xC4, 0x0,
        "The callout of an inspection filter neither permits nor blocks.";
    TERMINATING_CONTINUES: "ClassifyTerminating", 0xC4, 0x0,
        "The callout of a terminating filter permits or blocks.";
}
