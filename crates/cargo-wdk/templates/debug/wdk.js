// WinDbg's commands for drivers written in Rust with the crate `wdk`.
//
//   .scriptload wdk.js
//   !rustpanic                 the message and the place of the panic that stopped the system
//   !rustobjects "lamp"        the driver's framework objects, their contexts as Rust types, and the
//                              requests that are parked in them
//
// https://learn.microsoft.com/windows-hardware/drivers/debugger/javascript-debugger-scripting
"use strict";

// The bug check code of a panic, the letters RPNC, and the GUID of its message in a dump: `wdk-panic`.
const RUST_PANIC = 0x52504e43;
const PANIC_MESSAGE = "8e6b2b625c0a4e7b9d0c6f3c1f7c52a4";
// Fields of a context in which a driver keeps a request.
const KEEPS_REQUESTS = /^wdk::request::parked::/;

function initializeScript() {
    return [
        new host.apiVersionSupport(1, 7),
        new host.functionAlias(rustpanic, "rustpanic"),
        new host.functionAlias(rustobjects, "rustobjects"),
    ];
}

// The lines that a command prints.
function execute(command) {
    return Array.from(host.namespace.Debugger.Utility.Control.ExecuteCommand(command), String);
}

function print(text) {
    host.diagnostics.debugLog(text + "\n");
}

// The code of the bug check, and its parameters as 16 hexadecimal digits each.
function bugCheck() {
    const text = execute(".bugcheck").join("\n");
    const code = /Bugcheck code\s+([0-9a-f]+)/i.exec(text);
    const list = /Arguments\s+(.*)/i.exec(text);
    if (!code || !list) {
        return null;
    }
    const parameters = list[1].trim().split(/\s+/);
    return {
        code: parseInt(code[1], 16),
        parameters: parameters.map(it => it.replace(/`/g, "").padStart(16, "0")),
    };
}

// The text at an address, or null where the dump lacks the memory.
function textAt(address, length) {
    try {
        const place = host.parseInt64(address, 16);
        return length === undefined
            ? host.memory.readString(place)
            : host.memory.readString(place, length);
    } catch (missing) {
        return null;
    }
}

// The message among the secondary data of a dump. Microsoft's documentation shows GUIDs with fewer
// hyphens than usual, so the digits alone are compared.
function taggedMessage() {
    let found = false;
    let text = "";
    for (const line of execute(".enumtag")) {
        const tag = /^\s*\{([0-9a-f-]+)\}/i.exec(line);
        if (tag) {
            found = tag[1].replace(/-/g, "").toLowerCase() === PANIC_MESSAGE;
            continue;
        }
        const bytes = /^\s*((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2})(?:\s|$)/i.exec(line);
        if (found && bytes) {
            text += bytes[1].split(" ").map(it => String.fromCharCode(parseInt(it, 16))).join("");
        }
    }
    const end = text.indexOf("\0");
    return text === "" ? null : text.slice(0, end < 0 ? text.length : end);
}

function rustpanic() {
    const stop = bugCheck();
    if (!stop) {
        print("The system has not stopped with a bug check.");
        return;
    }
    if (stop.code !== RUST_PANIC) {
        print("The system stopped with " + stop.code.toString(16) + ", not with a panic in Rust code.");
        return;
    }
    const [message, file, length, place] = stop.parameters;
    const text = textAt(message) || taggedMessage();
    print(text || "The dump has no message.");
    // Line and column are in the parameters themselves, so that even a dump without memory has them.
    const line = parseInt(place.slice(8), 16);
    const column = parseInt(place.slice(0, 8), 16);
    const name = textAt(file, parseInt(length, 16));
    print("at " + (name || "a file whose name the dump lacks") + ":" + line + ":" + column);
}

// The full names of the Rust types called `name` in a module.
function typesCalled(module, name) {
    const lines = execute("dt " + module + "!*::" + name);
    const full = lines.map(it => /^\s*(?:[^!\s]+!)(\S.*::\S+)\s*$/.exec(it));
    return full.filter(it => it).map(it => it[1]).filter(it => it.endsWith("::" + name));
}

function show(module, type, address) {
    execute("dx -r2 (*((" + module + "!" + type + " *)" + address + "))").forEach(it => print("    " + it));
}

// A context: its fields, and those in which requests are parked with what is in them.
function showContext(module, name, address) {
    const types = typesCalled(module, name);
    if (types.length !== 1) {
        print("    " + name + " at " + address + (types.length ? " is one of " + types.join(", ") : ""));
        return;
    }
    show(module, types[0], address);
    const object = host.createTypedObject(host.parseInt64(address.replace("0x", ""), 16), module, types[0]);
    for (const field of object.targetType.fields) {
        if (KEEPS_REQUESTS.test(field.type.name)) {
            print("    requests in " + field.name + ":");
            execute("dx -r5 (*((" + module + "!" + types[0] + " *)" + address + "))." + field.name)
                .forEach(it => print("      " + it));
        }
    }
}

function rustobjects(driver) {
    if (typeof driver !== "string" || driver === "") {
        print('Name the driver: !rustobjects "lamp"');
        return;
    }
    const lines = execute("!wdfkd.wdfdriverinfo " + driver + " 0x30");
    let objects = 0;
    for (const line of lines) {
        const context = /\bdt\s+(0x[0-9a-f`]+)\s+(\w+)/i.exec(line);
        if (/\bWDF[A-Z]+\s+0x/.test(line)) {
            objects += 1;
            print(line.trim());
        } else if (context) {
            showContext(driver, context[2], context[1].replace(/`/g, ""));
        }
    }
    if (objects === 0) {
        print("!wdfkd.wdfdriverinfo shows no objects of " + driver + ":");
        lines.forEach(it => print("  " + it));
    }
}
