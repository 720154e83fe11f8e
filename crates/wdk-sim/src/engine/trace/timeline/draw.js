// The lanes and the overview on their canvases.
const lanesCanvas = document.getElementById("lanes");
const overview = document.getElementById("overview");
const dark = matchMedia("(prefers-color-scheme: dark)");
const [ROW, IRQL_HEIGHT, AXIS, LABEL, GAP] = [19, 7, 44, 172, 12];
const FONT = '11.5px ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace';
const LABEL_FONT = '12px system-ui, "Segoe UI", sans-serif';

// Fill in the light and in the dark scheme.
const COLOURS = {
  user: ["#f8dc94", "#6f5212"], irp: ["#d3c8fa", "#4d4196"], completion: ["#b7a5f5", "#6a5bc4"],
  callback: ["#b3d4fc", "#1d568f"], call: ["#bfe7c9", "#22633a"], means: ["#e3e6ec", "#353a45"],
  driver: ["#b5e5e1", "#155f5b"], pnp: ["#dbe7b4", "#525f27"], power: ["#dbe7b4", "#525f27"],
  dpc: ["#fbd0a8", "#86480f"], timer: ["#fbd0a8", "#86480f"], interrupt: ["#fbd0a8", "#86480f"],
  print: ["#ecdfcd", "#5b4e3c"], event: ["#ecdfcd", "#5b4e3c"], note: ["#ecdfcd", "#5b4e3c"],
  violation: ["#f3a19b", "#a32c24"], stop: ["#f3a19b", "#a32c24"], fault: ["#f8bdd4", "#8d2c56"],
};
const LEVELS = [["#cde9d6", "#215a38"], ["#e4edab", "#5f6b1d"], ["#fcc878", "#9b5d02"], ["#f18d81", "#a9352c"]];
const LEVEL_NAMES = ["PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL"];
const levelName = level => LEVEL_NAMES[level] || `DIRQL ${level}`;
let side = 0;
const scheme = pair => pair[side];
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const levelColour = level => scheme(LEVELS[Math.min(level, 3)]);

const view = { x: 0, scale: 1, y: 0, height: 0, colour: "kind", selected: null, irp: 0, hover: null, matches: null, pieces: 0 };

function colourOf(span) {
  if (view.colour === "irql" && !span.isFinding) return levelColour(span.irql);
  return scheme(span.isMeans ? COLOURS.means : COLOURS[KINDS[span.kind]] || COLOURS.note);
}

function fitCanvas(canvas) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

// Where each lane begins; called when the lanes have changed.
function place() {
  let y = 0;
  for (const lane of lanes) {
    y += lane.heading ? GAP + 18 : GAP;
    lane.y = y;
    lane.top = y + (lane.irql ? IRQL_HEIGHT + 3 : 0);
    lane.height = lane.rows.length * ROW + (lane.top - y);
    y += lane.height;
  }
  view.height = y + GAP;
}

const toScreen = x => LABEL + (x - view.x) * view.scale;
const toStep = pixel => view.x + (pixel - LABEL) / view.scale;
const seconds = time => `${+(time / 1e7).toFixed(7)} s`;
function duration(time) {
  if (time >= 1e7) return `${+(time / 1e7).toFixed(3)} s`;
  if (time >= 1e4) return `${+(time / 1e4).toFixed(3)} ms`;
  return `${time / 10} µs`;
}

// The first piece of a row that ends after `x`.
function firstAfter(row, x) {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle].x1 <= x) low = middle + 1; else high = middle;
  }
  return low;
}

// `words` shortened to `width` pixels; the font has one width for all letters.
let letter = 0;
function shortened(words, width) {
  const room = Math.floor(width / letter);
  // An IRP's own part of its name comes last.
  if (words.length > room) words = words.replace(/^IRP_MJ_(\w+\/IRP_MN_)?/, "");
  if (words.length <= room) return words;
  return room > 2 ? `${words.slice(0, room - 1)}…` : "";
}

function draw() {
  const { context, width, height } = fitCanvas(lanesCanvas);
  view.pieces = 0;
  side = dark.matches ? 1 : 0;
  const colours = { text: css("--text"), faint: css("--faint"), line: css("--line"), panel: css("--panel"), finding: css("--finding"), accent: css("--accent") };
  context.font = FONT;
  letter = context.measureText("MMMMMMMMMM").width / 10;
  const [from, to] = [Math.max(0, toStep(LABEL)), Math.min(steps, toStep(width))];
  context.save();
  context.beginPath();
  context.rect(LABEL, AXIS, width - LABEL, height - AXIS);
  context.clip();
  drawTimes(context, from, to, height, colours);
  for (const lane of lanes) {
    const y = AXIS + lane.top - view.y;
    if (y > height || y + lane.height < AXIS) continue;
    if (lane.irql) drawLevels(context, lane.irql, AXIS + lane.y - view.y, from, to);
    lane.rows.forEach((row, index) => drawRow(context, row, y + index * ROW, from, to, width, colours));
  }
  drawFlows(context, from, to, colours);
  drawMarks(context, height, colours);
  context.restore();
  drawLabels(context, width, height, colours);
  drawAxis(context, from, to, width, colours);
  drawOverview(colours);
}

function drawLevels(context, irql, y, from, to) {
  for (let index = firstAfter(irql, from); index < irql.length && irql[index].x0 < to; index++) {
    const { x0, x1, level } = irql[index];
    context.fillStyle = levelColour(level);
    context.fillRect(toScreen(x0), y, Math.max((x1 - x0) * view.scale, .5), IRQL_HEIGHT);
  }
}

function drawRow(context, row, y, from, to, width, colours) {
  let chosen = null;
  for (let index = firstAfter(row, from); index < row.length && row[index].x0 < to;) {
    const piece = row[index];
    if (piece.span && piece.span === view.selected) chosen = piece;
    const right = drawPiece(context, piece, y, width, colours);
    // What falls into a pixel that is drawn already adds nothing.
    index++;
    if (index < row.length && toScreen(row[index].x1) < right + .5) index = firstAfter(row, toStep(right + .5));
  }
  if (chosen) drawPiece(context, chosen, y, width, colours);
  context.globalAlpha = 1;
}

// Draws a piece of a row and gives its right end.
function drawPiece(context, piece, y, width, colours) {
  view.pieces++;
  const { span } = piece;
  const left = Math.max(toScreen(piece.x0), LABEL - 2);
  const right = Math.min(toScreen(piece.x1), width + 2);
  const size = Math.max(right - left - (view.scale > 5 ? 1 : 0), .7);
  const of = span && view.irp && span.irp === view.irp;
  const dimmed = view.matches ? !(span && view.matches.has(span)) : view.irp && span && !of && !isWithin(span);
  context.globalAlpha = dimmed ? .28 : 1;
  context.fillStyle = span ? colourOf(span) : colours.line;
  const isFramed = of || (span && (span === view.selected || span === view.hover));
  if (size < 7 && !isFramed) {
    context.fillRect(left, y + 1, size, ROW - 2);
    return Math.max(left + .7, right);
  }
  context.beginPath();
  context.roundRect(left, y + 1, size, ROW - 2, Math.min(3, size / 3));
  context.fill();
  if (isFramed) {
    context.strokeStyle = of && span !== view.selected ? scheme(COLOURS.completion) : colours.accent;
    context.lineWidth = span === view.selected ? 2 : 1.5;
    context.stroke();
  }
  if (size > 24) {
    context.fillStyle = span ? colours.text : colours.faint;
    const words = span ? wordsOf(span) : threadNames.get(piece.thread) || (piece.thread ? `thread ${piece.thread}` : "no thread");
    context.fillText(shortened(words, size - 8), left + 5, y + 13.5);
  }
  return Math.max(left + .7, right);
}

// Inside a routine that has the highlighted IRP.
function isWithin(span) {
  for (let outer = span.parent; outer; outer = outer.parent) if (outer.irp === view.irp) return true;
  return false;
}

function wordsOf(span) {
  if (span.kind === DONE) return `◆ ${text(span.detail)}`;
  if (span.kind === IRP && span.irp) return `${span.label} #${span.irp}`;
  const detail = text(span.detail);
  // A callback's object says little without its neighbours.
  if (/^#\d+$/.test(detail)) return span.label;
  return detail && span.kind !== CALL ? `${span.label}  ${detail}` : span.label;
}

// Virtual time stands still while code runs: a border wherever it has moved.
function drawTimes(context, from, to, height, colours) {
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.setLineDash([3, 4]);
  let last = -9;
  context.beginPath();
  for (let index = firstBorder(from); index < borders.length && borders[index] <= to; index++) {
    const x = Math.round(toScreen(borders[index])) + .5;
    if (x - last < 8) continue;
    last = x;
    context.moveTo(x, AXIS);
    context.lineTo(x, height);
  }
  context.stroke();
  context.setLineDash([]);
}

// Steps before which virtual time has moved.
let borders = [];
function findBorders() {
  borders = [0];
  for (let step = 1; step < steps; step++) if (timeAt[step] !== timeAt[step - 1]) borders.push(step);
}
function firstBorder(x) {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (borders[middle] < x) low = middle + 1; else high = middle;
  }
  return low;
}

function drawAxis(context, from, to, width, colours) {
  context.fillStyle = colours.panel;
  context.fillRect(0, 0, width, AXIS);
  context.save();
  context.beginPath();
  context.rect(LABEL, 0, width - LABEL, AXIS);
  context.clip();
  context.font = FONT;
  // The upper half: intervals of one virtual time.
  let last = -1;
  for (let index = Math.max(0, firstBorder(from) - 1); index < borders.length && borders[index] <= to; index++) {
    const left = Math.max(toScreen(borders[index]), LABEL);
    const right = Math.min(index + 1 < borders.length ? toScreen(borders[index + 1]) : toScreen(steps), width);
    if (right < last + 1) continue;
    last = right;
    context.fillStyle = colours.line;
    context.globalAlpha = index % 2 ? .45 : 1;
    context.fillRect(left, 3, right - left, 18);
    context.globalAlpha = 1;
    context.fillStyle = colours.text;
    context.fillText(shortened(seconds(timeAt[borders[index]]), right - left - 8), left + 5, 16);
  }
  // The lower half: steps.
  const rough = 90 / view.scale;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const every = Math.max(1, unit * [1, 2, 5, 10].find(factor => factor * unit >= rough));
  context.fillStyle = colours.faint;
  for (let step = Math.ceil(from / every) * every; step <= to; step += every) {
    const x = toScreen(step);
    context.fillRect(Math.round(x), AXIS - 8, 1, 8);
    context.fillText(step.toLocaleString("en"), x + 4, AXIS - 8);
  }
  for (const span of marks) {
    const x = toScreen(span.x0);
    if (x < LABEL - 6 || x > width) continue;
    context.fillStyle = span.isFinding ? colours.finding : scheme(COLOURS.fault);
    context.beginPath();
    context.moveTo(x - 6, AXIS - 12); context.lineTo(x + 6, AXIS - 12); context.lineTo(x, AXIS - 2);
    context.fill();
  }
  context.restore();
  context.font = LABEL_FONT;
  context.fillStyle = colours.faint;
  context.fillText("Virtual time", 12, 16);
  context.fillText("Step", 12, AXIS - 8);
  context.fillStyle = colours.line;
  context.fillRect(0, AXIS - 1, width, 1);
}

function drawMarks(context, height, colours) {
  for (const span of marks) {
    context.fillStyle = span.isFinding ? colours.finding : scheme(COLOURS.fault);
    context.globalAlpha = .75;
    context.fillRect(Math.round(toScreen(span.x0)), AXIS, 1.5, height);
  }
  context.globalAlpha = 1;
}

function drawLabels(context, width, height, colours) {
  context.save();
  context.beginPath();
  context.rect(0, AXIS, width, height - AXIS);
  context.clip();
  context.fillStyle = colours.panel;
  context.fillRect(0, AXIS, LABEL - 1, height);
  context.fillStyle = colours.line;
  context.fillRect(LABEL - 1, AXIS, 1, height);
  context.font = LABEL_FONT;
  for (const lane of lanes) {
    const y = AXIS + lane.top - view.y;
    if (lane.heading) {
      context.fillStyle = colours.line;
      context.fillRect(0, y - 24, LABEL, 1);
      context.fillStyle = colours.faint;
      context.fillText(cut(context, lane.heading, LABEL - 20), 12, y - 8);
    }
    context.fillStyle = colours.text;
    context.fillText(cut(context, lane.label, LABEL - 32), lane.heading === undefined ? 12 : 22, y + 13.5);
  }
  context.restore();
}

function cut(context, words, width) {
  while (words.length > 3 && context.measureText(words).width > width) words = `${words.slice(0, -2)}…`;
  return words;
}

// Where a step of an IRP is drawn.
function spot(span) {
  const lane = lanes.find(it => it.kind === "device" && it.device === span.device);
  if (!lane || span.row === undefined) return null;
  return { x0: span.x0, x1: span.x1, y: AXIS + lane.top - view.y + span.row * ROW + ROW / 2 };
}

function drawFlows(context, from, to, colours) {
  const shown = [...irps.entries()].filter(([irp, path]) =>
    irp === view.irp || (path[0].x0 < to && path[path.length - 1].x0 > from));
  // Many threads of an IRP at once are a grey cloud.
  const all = shown.length < 160;
  for (const [irp, path] of shown) {
    const chosen = irp === view.irp;
    if (!chosen && !all) continue;
    context.strokeStyle = context.fillStyle = chosen ? colours.accent : scheme(COLOURS.completion);
    context.globalAlpha = chosen ? 1 : view.irp || view.matches ? .15 : .5;
    context.lineWidth = chosen ? 2 : 1;
    let before = null;
    for (const span of path) {
      const place = spot(span);
      if (place && before) {
        // From the end of a visit, or from where the next one begins inside it.
        const within = before.x1 > place.x0;
        const from = within ? Math.max(toScreen(place.x0) - 9, toScreen(before.x0)) : toScreen(before.x1);
        arrow(context, { x: from, y: before.y }, { x: toScreen(place.x0), y: place.y }, chosen || view.scale > 6);
      }
      before = place || before;
    }
  }
  context.globalAlpha = 1;
}

function arrow(context, a, b, hasHead) {
  const bend = Math.min(40, Math.abs(b.x - a.x) / 2);
  // Below the words of what happens between.
  const dip = a.y === b.y && bend > 15 ? ROW * .7 : 0;
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.bezierCurveTo(a.x + bend, a.y + dip, b.x - bend, b.y + dip, b.x, b.y);
  context.stroke();
  if (!hasHead) return;
  context.beginPath();
  context.moveTo(b.x + 1, b.y); context.lineTo(b.x - 6, b.y - 4); context.lineTo(b.x - 6, b.y + 4);
  context.fill();
}

function drawOverview(colours) {
  const { context, width, height } = fitCanvas(overview);
  const columns = Math.max(1, Math.min(Math.floor(width / 2), steps));
  const broad = width / columns;
  if (!drawOverview.counts || drawOverview.counts.length !== columns || drawOverview.steps !== steps) {
    drawOverview.steps = steps;
    drawOverview.counts = Array.from({ length: columns }, () => [0, 0, 0]);
    for (const span of spans) {
      if (span.folded || !steps) continue;
      const column = drawOverview.counts[Math.min(columns - 1, Math.floor(span.x0 / steps * columns))];
      column[span.irql >= 2 ? 2 : span.kind === CALL ? 1 : 0]++;
    }
  }
  const parts = [COLOURS.irp, COLOURS.call, LEVELS[2]].map(scheme);
  drawOverview.counts.forEach((counts, column) => {
    const sum = counts[0] + counts[1] + counts[2];
    let y = height;
    counts.forEach((count, part) => {
      const size = sum ? count / sum * (height - 8) : 0;
      context.fillStyle = parts[part];
      context.fillRect(column * broad, y - size, broad + .3, size);
      y -= size;
    });
  });
  context.fillStyle = colours.finding;
  for (const span of findings) context.fillRect(span.x0 / steps * width - 1, 0, 2.5, height);
  const [left, right] = [toStep(LABEL), toStep(lanesCanvas.clientWidth)].map(x => Math.min(Math.max(x / steps, 0), 1) * width);
  context.fillStyle = colours.panel;
  context.globalAlpha = .6;
  context.fillRect(0, 0, left, height);
  context.fillRect(right, 0, width - right, height);
  context.globalAlpha = 1;
  context.strokeStyle = colours.accent;
  context.lineWidth = 1.5;
  context.strokeRect(left + .75, .75, Math.max(right - left - 1.5, 2), height - 1.5);
}
