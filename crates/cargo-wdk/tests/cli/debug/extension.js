// Tests of wdk.js with a debugger host that answers as WinDbg is documented to.
//   node extension.js path/to/wdk.js
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const vm = require("node:vm");

const source = fs.readFileSync(process.argv[2], "utf8");

// What the extension prints in a debugger whose commands print `commands`, and whose memory has
// `strings` by address.
function run(call, { commands = {}, strings = {}, types = {} }) {
    const printed = [];
    const asked = [];
    class Alias {
        constructor(target, name) {
            Object.assign(this, { target, name });
        }
    }
    const host = {
        apiVersionSupport: class {},
        functionAlias: Alias,
        parseInt64: (text, radix) => BigInt((radix === 16 ? "0x" : "") + text),
        diagnostics: { debugLog: text => printed.push(text) },
        memory: {
            readString(address, length) {
                const text = strings[address.toString(16)];
                if (text === undefined) {
                    throw new Error("Unable to read memory at Address 0x" + address.toString(16));
                }
                return length === undefined ? text : text.slice(0, length);
            },
        },
        createTypedObject(address, module, name) {
            assert.ok(types[name], "no type " + name);
            return { targetType: { fields: types[name] } };
        },
        namespace: {
            Debugger: {
                Utility: {
                    Control: {
                        ExecuteCommand(command) {
                            asked.push(command);
                            assert.ok(command in commands, "unexpected command: " + command);
                            return commands[command];
                        },
                    },
                },
            },
        },
    };
    const context = vm.createContext({ host });
    vm.runInContext(source, context);
    const aliases = vm.runInContext("initializeScript()", context).filter(it => it instanceof Alias);
    const [name, ...rest] = call;
    const alias = aliases.find(it => it.name === name);
    assert.ok(alias, "no command " + name);
    alias.target(...rest);
    return { text: printed.join(""), asked };
}

const PANIC = [
    "Bugcheck code 52504E43",
    "Arguments fffff805`1ab03010 fffff805`1ab02000 00000000`0000000a 00000009`00000038",
];
const ENUMTAG = [
    "{12345678-0000-0000-0000000000000000} - 0x4 bytes",
    "  6e 6f 00 00                                      no..",
    "",
    "{8E6B2B62-5C0A-4E7B-9D0C6F3C1F7C52A4} - 0x200 bytes",
    "  74 6F 6F 20 6C 61 74 65 3A 20 6F 66 20 72 61 6E  too late: of ran",
    "  67 65 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ge..............",
    "",
    "{87654321-0000-0000-0000000000000000} - 0x4 bytes",
    "  21 21 00 00                                      !!..",
];

const tests = {
    "a panic's message and place"() {
        const strings = { fffff8051ab03010: "too late", fffff8051ab02000: "src/lib.rs[rodata]" };
        const { text } = run(["rustpanic"], { commands: { ".bugcheck": PANIC }, strings });
        assert.strictEqual(text, "too late\nat src/lib.rs:56:9\n");
    },
    "a small dump has the message as secondary data alone"() {
        const commands = { ".bugcheck": PANIC, ".enumtag": ENUMTAG };
        const { text } = run(["rustpanic"], { commands });
        assert.match(text, /^too late: of range\nat a file whose name the dump lacks:56:9\n$/);
    },
    "a dump without the message says so"() {
        const commands = { ".bugcheck": PANIC, ".enumtag": [] };
        const { text } = run(["rustpanic"], { commands });
        assert.match(text, /^The dump has no message\.\n/);
    },
    "another bug check is no panic"() {
        const commands = {
            ".bugcheck": ["Bugcheck code 000000D1", "Arguments 00000000`00000000 0 0 0"],
        };
        assert.match(run(["rustpanic"], { commands }).text, /stopped with d1, not with a panic/);
    },
    "a running system has not stopped"() {
        const commands = { ".bugcheck": ["Debuggee is running"] };
        assert.match(run(["rustpanic"], { commands }).text, /has not stopped/);
    },
    "objects with their contexts and parked requests"() {
        const commands = {
            "!wdfkd.wdfdriverinfo lamp 0x30": [
                "Driver Handle Hierarchy:",
                "  WDFDRIVER 0x0000123400001000",
                "    WDFDEVICE 0x0000123400002000",
                "      context:  dt 0xffffdead00003000 Lamp (size is 0x30 bytes)",
                "        WDFQUEUE 0x0000123400004000",
            ],
            "dt lamp!*::Lamp": ["          lamp!lamp::Lamp"],
            "dx -r2 (*((lamp!lamp::Lamp *)0xffffdead00003000))": ["[+0x000] reader : ..."],
            "dx -r5 (*((lamp!lamp::Lamp *)0xffffdead00003000)).reader": ["Waiting WDFREQUEST 0x5"],
        };
        const field = (name, type) => ({ name, type: { name: type } });
        const types = {
            "lamp::Lamp": [
                field("reader", "wdk::request::parked::Parked<tuple$<> >"),
                field("count", "u32"),
            ],
        };
        const { text } = run(["rustobjects", "lamp"], { commands, types });
        const lines = text.trimEnd().split("\n");
        assert.deepStrictEqual(lines, [
            "WDFDRIVER 0x0000123400001000",
            "WDFDEVICE 0x0000123400002000",
            "    [+0x000] reader : ...",
            "    requests in reader:",
            "      Waiting WDFREQUEST 0x5",
            "WDFQUEUE 0x0000123400004000",
        ]);
    },
    "a context of which no type is known keeps its address"() {
        const commands = {
            "!wdfkd.wdfdriverinfo lamp 0x30": [
                "    WDFDEVICE 0x0000123400002000",
                "      context:  dt 0xffffdead00003000 PRESENCE (size is 0x30 bytes)",
            ],
            "dt lamp!*::PRESENCE": ["Symbol not found."],
        };
        const { text } = run(["rustobjects", "lamp"], { commands });
        assert.match(text, /PRESENCE at 0xffffdead00003000\n$/);
    },
    "what the framework's extension says when it shows no objects is passed on"() {
        const commands = { "!wdfkd.wdfdriverinfo lamp 0x30": ["Unable to find lamp"] };
        assert.match(run(["rustobjects", "lamp"], { commands }).text, /Unable to find lamp/);
    },
    "a driver has to be named"() {
        assert.match(run(["rustobjects"], {}).text, /Name the driver/);
    },
};

for (const [name, test] of Object.entries(tests)) {
    try {
        test();
    } catch (error) {
        console.error(name + ": " + error.message);
        process.exitCode = 1;
    }
}
