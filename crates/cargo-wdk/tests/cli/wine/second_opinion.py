"""Runs the entry of a driver image in Speakeasy, and prints what it called of the framework and what it returned.

Speakeasy emulates Windows' kernel, and has its own WDFLDR.SYS. `pip install speakeasy-emulator`.
"""

import json
import sys

import speakeasy

emulator = speakeasy.Speakeasy()
emulator.run_module(emulator.load_module(sys.argv[1]))
entry = emulator.get_report()["entry_points"][0]
calls = [call["api_name"].split(".")[-1] for call in entry.get("apis", [])]
result = {
    "calls": [name for name in calls if name.startswith("Wdf")],
    "returned": entry.get("ret_val"),
    "error": (entry.get("error") or {}).get("type"),
}
print(json.dumps(result))
