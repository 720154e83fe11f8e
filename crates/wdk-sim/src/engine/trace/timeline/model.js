// The events of the trace as spans, and the spans as rows of lanes.
const data = JSON.parse(document.getElementById("data").textContent);
const [BEGIN, END] = [0, 1];
const COLUMNS = 13;
const KINDS = data.categories;
const kindOf = name => KINDS.indexOf(name);
const [CALL, IRP, DONE] = [kindOf("call"), kindOf("irp"), kindOf("completion")];
const FINDINGS = new Set(["violation", "stop"].map(kindOf));
const FAULT = kindOf("fault");
// What a device does, apart from what it calls.
const WORK = new Set(["irp", "callback", "dpc", "interrupt", "completion"].map(kindOf));
const threadNames = new Map(data.threads);
const text = index => data.strings[index];

class Span {
  constructor(event, at, time, parent) {
    this.begin = event;
    this.end = -1;
    this.time = time;
    this.parent = parent;
    [, this.processor, this.thread, this.irql, this.phase, this.name, this.detail, this.driver,
      this.device, this.irp, this.status, this.caller, this.line] = data.events.slice(at, at + COLUMNS);
    this.kind = this.phase >> 2;
    this.result = 0;
    this.endTime = time;
    this.x0 = this.x1 = 0;
    this.folded = false;
    // What the framework and the system do within a device's routine is done for that device.
    const inherits = parent && (parent.driver === this.driver || this.kind === CALL);
    if (!this.device && inherits) this.device = parent.device;
  }
  get label() { return text(this.name); }
  // Only the calls of the driver are its story; all others are its means.
  get isMeans() { return this.kind === CALL && this.caller >= 2; }
  get isFinding() { return FINDINGS.has(this.kind); }
  get words() {
    return `${this.label} ${text(this.detail)} ${text(this.status)} ${text(this.line)} ${data.drivers[this.driver]} irp:${this.irp} `.toLowerCase();
  }
}

const spans = [];
// For each event the span that it begins, ends or is.
const spanOf = [];
const isEnd = [];
const threadOf = [];
const processorOf = [];
const irqlOf = [];
const timeOf = [];
const irps = new Map();
(function read() {
  const open = new Map();
  let time = 0;
  for (let at = 0, event = 0; at < data.events.length; at += COLUMNS, event++) {
    time += data.events[at];
    const thread = data.events[at + 2];
    const phase = data.events[at + 4] & 3;
    threadOf.push(thread); processorOf.push(data.events[at + 1]);
    irqlOf.push(data.events[at + 3]); timeOf.push(time);
    if (!open.has(thread)) open.set(thread, []);
    const stack = open.get(thread);
    isEnd.push(phase === END);
    if (phase === END) {
      const name = data.events[at + 5];
      let depth = stack.length - 1;
      while (depth >= 0 && stack[depth].name !== name) depth--;
      if (depth < 0) { spanOf.push(null); continue; }
      const span = stack[depth];
      // What a panic or the end of a thread left open ends with what encloses it.
      for (const inner of stack.splice(depth)) { inner.end = event; inner.endTime = time; }
      span.status = data.events[at + 10];
      span.result = data.events[at + 6];
      spanOf.push(span);
      continue;
    }
    const span = new Span(event, at, time, stack[stack.length - 1] || null);
    spans.push(span);
    spanOf.push(span);
    if (phase === BEGIN) stack.push(span); else span.end = event;
    if (span.irp) {
      if (!irps.has(span.irp)) irps.set(span.irp, []);
      irps.get(span.irp).push(span);
    }
  }
})();
const findings = spans.filter(span => span.isFinding);
const marks = spans.filter(span => span.isFinding || span.kind === FAULT);

// An IRP's end is drawn where it came in, and its name is that of its first request.
const requests = new Map();
for (const [irp, path] of irps) {
  requests.set(irp, path[0].label);
  for (const span of path) if (span.kind === DONE) span.device = path[0].device;
}

let lanes = [];
let steps = 0;
let timeAt = [];

// Gives every shown span its place. A step is what begins or happens at once: ends take no step of
// their own, and neither does what is folded.
function arrange(showMeans) {
  for (const span of spans) span.folded = span.isMeans && !showMeans;
  steps = 0;
  timeAt = [];
  const processors = new Map();
  const stacks = new Map();
  const lane = number => {
    if (!processors.has(number)) {
      processors.set(number, { thread: -1, open: [], rows: [], irql: [], level: -1, since: 0 });
    }
    return processors.get(number);
  };
  const close = (it, from, at) => {
    for (let row = from; row < it.open.length; row++) {
      const piece = it.open[row];
      if (at > piece.x0) (it.rows[row] ||= []).push({ ...piece, x1: at });
    }
    it.open.length = Math.min(it.open.length, from);
  };
  for (let event = 0; event < spanOf.length; event++) {
    const span = spanOf[event];
    const it = lane(processorOf[event]);
    const thread = threadOf[event];
    if (!stacks.has(thread)) stacks.set(thread, []);
    const stack = stacks.get(thread);
    if (it.thread !== thread) {
      close(it, 0, steps);
      it.thread = thread;
      it.open = [{ span: null, thread, x0: steps }];
      for (const open of stack) it.open.push({ span: open, x0: steps });
    }
    if (it.level !== irqlOf[event]) {
      if (it.level >= 0 && steps > it.since) it.irql.push({ level: it.level, x0: it.since, x1: steps });
      it.level = irqlOf[event];
      it.since = steps;
    }
    if (!span) continue;
    if (isEnd[event]) {
      const depth = stack.indexOf(span);
      for (const inner of depth < 0 ? [span] : stack.splice(depth)) inner.x1 = Math.max(inner.x0 + 1, steps);
      if (depth >= 0) close(it, depth + 1, steps);
      if (span.folded) span.x1 = steps;
      continue;
    }
    span.x0 = steps;
    span.x1 = steps + 1;
    if (span.folded) continue;
    timeAt.push(timeOf[event]);
    const row = stack.length + 1;
    if (span.end === span.begin) {
      (it.rows[row] ||= []).push({ span, x0: steps, x1: steps + 1 });
    } else {
      stack.push(span);
      it.open[row] = { span, x0: steps };
    }
    steps++;
  }
  for (const it of processors.values()) {
    close(it, 0, steps);
    if (steps > it.since) it.irql.push({ level: it.level, x0: it.since, x1: steps });
  }
  for (const stack of stacks.values()) for (const span of stack) span.x1 = steps;
  lanes = [];
  for (const [number, it] of [...processors].sort((a, b) => a[0] - b[0])) {
    lanes.push({ kind: "processor", label: `Processor ${number}`, rows: [...it.rows].map(row => row || []), irql: it.irql });
  }
  lanes.push(...deviceLanes());
}

// One lane for each device object; the devices of a stack from the top down.
function deviceLanes() {
  const rows = new Map();
  const ends = new Map();
  for (const span of spans) {
    if (span.folded || !span.device || !WORK.has(span.kind)) continue;
    if (!rows.has(span.device)) { rows.set(span.device, []); ends.set(span.device, []); }
    const end = ends.get(span.device);
    let outer = span.parent;
    while (outer && !(outer.device === span.device && WORK.has(outer.kind))) outer = outer.parent;
    let row = outer ? outer.row + 1 : 0;
    while ((end[row] || 0) > span.x0) row++;
    end[row] = span.x1;
    span.row = row;
    (rows.get(span.device)[row] ||= []).push({ span, x0: span.x0, x1: span.x1 });
  }
  const order = new Map();
  for (const device of rows.keys()) {
    const stack = data.devices[device - 1][0];
    if (!order.has(stack)) order.set(stack, order.size);
  }
  const devices = [...rows.keys()].sort((a, b) => {
    const [left, right] = [data.devices[a - 1], data.devices[b - 1]];
    return order.get(left[0]) - order.get(right[0]) || right[1] - left[1] || a - b;
  });
  let before = null;
  return devices.map(device => {
    const [stack, , driver] = data.devices[device - 1];
    const heading = stack === before ? null : stack;
    before = stack;
    return { kind: "device", device, heading, label: driver, rows: [...rows.get(device)].map(row => row || []) };
  });
}
