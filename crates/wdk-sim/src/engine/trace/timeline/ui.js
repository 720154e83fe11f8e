// What the mouse, the keyboard and the controls do.
const byId = id => document.getElementById(id);
const element = (name, properties, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};
let pending = false;
function redraw() {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => { pending = false; draw(); });
}

const room = () => Math.max(lanesCanvas.clientWidth - LABEL, 50);
function clampView() {
  const smallest = room() / Math.max(steps * 1.04, 10);
  view.scale = Math.min(Math.max(view.scale, smallest), 260);
  const shown = room() / view.scale;
  view.x = Math.min(Math.max(view.x, -.02 * shown), Math.max(steps - .9 * shown, -.02 * shown));
  view.y = Math.min(Math.max(view.y, 0), Math.max(view.height - (lanesCanvas.clientHeight - AXIS), 0));
}
function fit() { view.scale = 0; view.x = -1e9; clampView(); redraw(); }
function zoom(factor, pixel = LABEL + room() / 2) {
  const step = toStep(pixel);
  view.scale *= factor;
  clampView();
  view.x = step - (pixel - LABEL) / view.scale;
  clampView();
  redraw();
}
function pan(pixels) { view.x += pixels / view.scale; clampView(); redraw(); }

// Brings a span into sight.
function reveal(span) {
  const shown = room() / view.scale;
  if (span.x0 < view.x || span.x0 > view.x + shown * .95) view.x = span.x0 - shown / 3;
  const lane = lanes.find(it => it.rows.some(row => has(row, span)));
  if (lane) {
    const y = lane.top + lane.rows.findIndex(row => has(row, span)) * ROW;
    const height = lanesCanvas.clientHeight - AXIS;
    if (y < view.y || y + ROW > view.y + height) view.y = y - height / 2;
  }
  clampView();
}
const has = (row, span) => {
  const piece = row[firstAfter(row, span.x0)];
  return piece !== undefined && piece.span === span;
};

function select(span, moves = true) {
  if (span && span.folded) { byId("framework").checked = true; rearrange(); }
  view.selected = span;
  view.irp = span ? irpOf(span) : 0;
  if (span && moves) reveal(span);
  describe(span);
  redraw();
}
// The IRP that an event is for: its own, or that of the routine around it.
function irpOf(span) {
  for (let at = span; at; at = at.parent) if (at.irp) return at.irp;
  return 0;
}

const CALLERS = { 1: "the driver", 2: "the framework", 3: "the system" };
function factsOf(span) {
  const facts = [];
  const add = (name, value) => { if (value) facts.push([name, value]); };
  add("Kind", KINDS[span.kind]);
  add(span.kind === CALL ? "Arguments" : "Details", text(span.detail));
  add("Returns", text(span.status));
  add("Result", text(span.result) !== text(span.status) && !text(span.status) ? text(span.result) : "");
  add("Line", text(span.line));
  add("Called by", CALLERS[span.caller]);
  add("Driver", data.drivers[span.driver]);
  const device = data.devices[span.device - 1];
  add("Device", device && `${device[0]} (${device[2]})`);
  add("IRP", span.irp ? `#${span.irp}` : "");
  add("IRQL", `${levelName(span.irql)} (${span.irql})`);
  add("Thread", `${threadNames.get(span.thread) || "none"}${span.thread ? ` (${span.thread})` : ""}`);
  add("Processor", String(span.processor));
  add("Time", seconds(span.time));
  add("Takes", span.end < 0 ? "did not end" : span.endTime > span.time ? duration(span.endTime - span.time) : "");
  add("Step", span.x0.toLocaleString("en"));
  return facts;
}

function describe(span) {
  const box = byId("selected");
  const path = byId("path");
  box.replaceChildren();
  path.replaceChildren();
  if (!span) {
    box.append(element("h2", { textContent: "Selected" }), element("span", { textContent: "Click an event, or press an arrow key." }));
    return;
  }
  const list = element("dl", {});
  for (const [name, value] of factsOf(span)) list.append(element("dt", { textContent: name }), element("dd", { textContent: value }));
  box.append(element("h2", { textContent: "Selected" }), element("h3", { textContent: span.label }), list);
  if (!view.irp) return;
  path.append(element("h2", { textContent: `Way of IRP #${view.irp}` }));
  for (const step of irps.get(view.irp).slice(0, 200)) {
    const device = data.devices[step.device - 1];
    const status = text(step.status);
    const small = step.kind === DONE ? text(step.detail)
      : `${device ? device[2] : data.drivers[step.driver]}${status ? ` → ${status}` : ""}`;
    const button = stepButton(step, step.label, small);
    path.append(button);
  }
}
function stepButton(span, name, small) {
  const button = element("button", { className: "step mono", type: "button" }, element("b", { textContent: name }), element("small", { textContent: small }));
  button.setAttribute("aria-current", span === view.selected);
  button.onclick = () => { select(span); lanesCanvas.focus(); };
  return button;
}

// Where the mouse is.
function spanAt(x, y) {
  if (x < LABEL || y < AXIS) return null;
  const [step, height] = [toStep(x), y - AXIS + view.y];
  for (const lane of lanes) {
    const row = lane.rows[Math.floor((height - lane.top) / ROW)];
    if (height < lane.top || !row) continue;
    const slack = 2 / view.scale;
    const piece = row[firstAfter(row, step - slack)];
    return piece && piece.x0 <= step + slack ? piece.span : null;
  }
  return null;
}

const tip = byId("tip");
function hover(event) {
  const span = event && spanAt(event.offsetX, event.offsetY);
  if (span !== view.hover) { view.hover = span; redraw(); }
  tip.hidden = !span;
  if (!span) return;
  tip.replaceChildren(element("b", { textContent: span.label }));
  for (const [name, value] of factsOf(span).filter(([name]) => !["Kind", "Step", "Processor"].includes(name))) {
    tip.append(element("span", { textContent: `${name}: ` }), `${value.length > 240 ? `${value.slice(0, 240)}…` : value}\n`);
  }
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 8))}px`;
  tip.style.top = `${event.clientY + 18 + height < innerHeight ? event.clientY + 18 : Math.max(4, event.clientY - height - 10)}px`;
}

let drag = null;
lanesCanvas.onpointerdown = event => {
  if (event.button) return;
  drag = { x: event.clientX, y: event.clientY, moved: false };
  lanesCanvas.setPointerCapture(event.pointerId);
};
lanesCanvas.onpointermove = event => {
  if (!drag) return hover(event);
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.abs(dx) + Math.abs(dy) < 4) return;
  Object.assign(drag, { x: event.clientX, y: event.clientY, moved: true });
  lanesCanvas.classList.add("dragging");
  tip.hidden = true;
  view.y -= dy;
  pan(-dx);
};
lanesCanvas.onpointerup = event => {
  const clicked = drag && !drag.moved;
  drag = null;
  lanesCanvas.classList.remove("dragging");
  if (clicked) select(spanAt(event.offsetX, event.offsetY), false);
};
lanesCanvas.onpointerleave = () => hover(null);
lanesCanvas.onwheel = event => {
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) return zoom(Math.exp(-event.deltaY / 260), event.offsetX);
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return pan(event.deltaX || event.deltaY);
  // With nothing to scroll, the wheel zooms.
  if (view.height <= lanesCanvas.clientHeight - AXIS) return zoom(Math.exp(-event.deltaY / 400), event.offsetX);
  view.y += event.deltaY;
  clampView();
  redraw();
};
lanesCanvas.ondblclick = event => {
  const span = spanAt(event.offsetX, event.offsetY);
  if (span) show(span);
};
// Lets a span fill the screen.
function show(span) {
  view.scale = room() / (span.x1 - span.x0) / 1.15;
  clampView();
  view.x = (span.x0 + span.x1) / 2 - room() / view.scale / 2;
  clampView();
  redraw();
}
function overviewTo(event) {
  if (!(event.buttons & 1)) return;
  view.x = event.offsetX / overview.clientWidth * steps - room() / view.scale / 2;
  clampView();
  redraw();
}
overview.onpointerdown = event => { overview.setPointerCapture(event.pointerId); overviewTo(event); };
overview.onpointermove = overviewTo;

// From event to event.
function next(list, direction) {
  const shown = list.filter(span => !span.folded);
  if (!shown.length) return;
  const at = view.selected ? view.selected.x0 : toStep(LABEL) - 1;
  const found = direction > 0 ? shown.find(span => span.x0 > at) : shown.findLast(span => span.x0 < at);
  select(found || shown[direction > 0 ? 0 : shown.length - 1]);
}
const visibleParent = span => { let at = span.parent; while (at && at.folded) at = at.parent; return at; };
const KEYS = [
  [["ArrowRight"], "→", "next event", () => next(spans, 1)],
  [["ArrowLeft"], "←", "event before", () => next(spans, -1)],
  [["ArrowUp"], "↑", "what the event happened in", () => view.selected && visibleParent(view.selected) && select(visibleParent(view.selected))],
  [["ArrowDown"], "↓", "first event inside", () => view.selected && descend()],
  [["n"], "N", "next finding, or next match of the filter", () => next(matched() || marks, 1)],
  [["p"], "P", "finding or match before", () => next(matched() || marks, -1)],
  [["]"], "]", "next step of the selected IRP", () => view.irp && next(irps.get(view.irp), 1)],
  [["["], "[", "step of the IRP before", () => view.irp && next(irps.get(view.irp), -1)],
  [["w", "+", "="], "W +", "zoom in (Ctrl and the wheel)", () => zoom(1.5, focusPixel())],
  [["s", "-"], "S −", "zoom out", () => zoom(1 / 1.5, focusPixel())],
  [["a", "PageUp"], "A", "to the left (Shift and the wheel, or drag)", () => pan(-room() / 4)],
  [["d", "PageDown"], "D", "to the right", () => pan(room() / 4)],
  [["Enter"], "Enter", "let the selected event fill the screen (double click)", () => view.selected && show(view.selected)],
  [["f", "Home"], "F", "show everything", fit],
  [["c"], "C", "colour by kind or by IRQL", () => { byId("colour").value = view.colour === "kind" ? "irql" : "kind"; byId("colour").onchange(); }],
  [["e"], "E", "show or fold the framework's calls", () => byId("framework").click()],
  [["/"], "/", "filter", () => byId("filter").focus()],
  [["Escape"], "Esc", "select nothing", () => select(null)],
  [["?"], "?", "this list", () => byId("help").showModal()],
];
const focusPixel = () => view.selected && toScreen(view.selected.x0) > LABEL && toScreen(view.selected.x0) < lanesCanvas.clientWidth ? toScreen(view.selected.x0) : undefined;
const matched = () => view.matches && view.matches.size ? [...view.matches] : null;
function descend() {
  const inner = spans.find(span => !span.folded && span.begin > view.selected.begin && visibleParent(span) === view.selected);
  if (inner) select(inner);
}
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const typing = event.target.matches("input[type=search], select");
  if (typing && event.key !== "Escape") return;
  if (event.target.matches("button, input") && ["Enter", " "].includes(event.key)) return;
  const key = KEYS.find(([names]) => names.includes(event.key));
  if (!key) return;
  event.preventDefault();
  if (typing) { byId("filter").value = ""; filter(); lanesCanvas.focus(); return; }
  key[3]();
});

function filter() {
  const wanted = byId("filter").value.trim().toLowerCase();
  view.matches = wanted ? new Set(spans.filter(span => !span.folded && span.words.includes(/^irp:\d+$/.test(wanted) ? `${wanted} ` : wanted))) : null;
  byId("found").textContent = view.matches ? `${view.matches.size.toLocaleString("en")} found` : "";
  redraw();
}
byId("filter").oninput = filter;
byId("filter").onkeydown = event => {
  if (event.key !== "Enter" || !matched()) return;
  event.preventDefault();
  next(matched(), event.shiftKey ? -1 : 1);
};
byId("framework").onchange = rearrange;
byId("colour").onchange = () => { view.colour = byId("colour").value; legend(); redraw(); };
byId("in").onclick = () => zoom(1.5, focusPixel());
byId("out").onclick = () => zoom(1 / 1.5, focusPixel());
byId("fit").onclick = fit;
byId("keys").onclick = () => byId("help").showModal();

// The same events in view, whatever is folded.
function rearrange() {
  const middle = toStep(LABEL + room() / 2);
  const anchor = view.selected || spans.find(span => !span.folded && span.x0 >= middle);
  const offset = anchor ? anchor.x0 - view.x : 0;
  arrange(byId("framework").checked);
  findBorders();
  place();
  if (anchor) view.x = anchor.x0 - offset;
  clampView();
  filter();
}

function legend() {
  side = dark.matches ? 1 : 0;
  const chip = (colour, name) => {
    const swatch = element("i", {});
    swatch.style.background = colour;
    return element("span", {}, swatch, name);
  };
  const kinds = { user: "program", irp: "IRP at a driver", callback: "callback", call: "driver's call", means: "framework's call", dpc: "DPC, timer, interrupt", driver: "load, unload", pnp: "PnP, power", print: "print, event, note", fault: "injected fault", violation: "finding" };
  const box = byId("legend");
  box.replaceChildren(element("h2", { textContent: "Colours" }));
  if (view.colour === "kind") for (const [kind, name] of Object.entries(kinds)) box.append(chip(scheme(COLOURS[kind]), name));
  box.append(element("div", {}, ...LEVELS.map((pair, level) => chip(scheme(pair), level > 2 ? "DIRQL" : LEVEL_NAMES[level]))));
}

byId("title").textContent = document.title = data.title;
if (data.notes.length) {
  byId("notes").textContent = data.notes.join(" ");
  byId("notes").hidden = false;
}
for (const [, name, meaning] of KEYS) {
  byId("keylist").append(element("kbd", { textContent: name }), element("span", { textContent: meaning }));
}
if (findings.length) {
  byId("findings").append(element("h2", { textContent: `Findings (${findings.length})` }));
  for (const span of findings.slice(0, 100)) {
    const button = stepButton(span, span.label, text(span.detail));
    button.classList.add("finding");
    byId("findings").append(button);
  }
}
dark.addEventListener("change", () => { legend(); redraw(); });
new ResizeObserver(() => { clampView(); redraw(); }).observe(lanesCanvas);
arrange(false);
findBorders();
place();
legend();
describe(null);
fit();
// A stopped machine is looked at from its end.
const stop = findings.find(span => KINDS[span.kind] === "stop") || findings[0];
if (stop) { view.scale = 14; view.x = stop.x0 - room() / 14 * .8; clampView(); select(stop); }
draw();
// For the test of this page: what was read and drawn.
Object.assign(document.body.dataset, {
  spans: spans.length, steps, flows: irps.size,
  lanes: lanes.map(it => `${it.heading || ""} ${it.label}`.trim()).join(", "),
  pieces: view.pieces,
});
