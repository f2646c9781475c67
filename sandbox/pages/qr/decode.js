// Reads the QR code in a picture: upright and undamaged, as computers draw them. Damage is not repaired.

import { bitsOf, dataOf } from "./symbol.js";

// The text of the code in an ImageData, or null.
export function decode({ data, width, height }) {
  const isDark = (x, y) => {
    const at = (Math.floor(y) * width + Math.floor(x)) * 4;
    return data[at] * 0.3 + data[at + 1] * 0.59 + data[at + 2] * 0.11 < 128;
  };
  const corners = finders(isDark, width, height);
  for (const corner of corners) {
    for (const right of corners) {
      const grid = gridBetween(isDark, corner, right, width, height);
      const text = grid && textOf(dataOf(grid), (grid.length - 17) / 4);
      if (text) return text;
    }
  }
  return null;
}

// Centres of what looks like 1:1:3:1:1 both across and down.
function finders(isDark, width, height) {
  const found = [];
  for (let y = 0; y < height; y += 1) {
    for (const run of runsOf((x) => isDark(x, y), width)) {
      const down = crossing((at) => isDark(run.centre, at), y, height);
      if (!down || Math.abs(down.module - run.module) > run.module * 0.4) continue;
      const isKnown = found.some((one) => Math.hypot(one.x - run.centre, one.y - down.centre) < run.module * 3);
      if (!isKnown) found.push({ x: run.centre, y: down.centre, module: (run.module + down.module) / 2 });
    }
  }
  return found.slice(0, 12);
}

function runsOf(isDark, length) {
  const edges = [0];
  for (let at = 1; at < length; at += 1) if (isDark(at) !== isDark(at - 1)) edges.push(at);
  edges.push(length);
  const found = [];
  for (let at = 0; at + 5 < edges.length; at += 1) {
    if (!isDark(edges[at])) continue;
    const run = ratio(edges.slice(at, at + 6));
    if (run) found.push(run);
  }
  return found;
}

function crossing(isDark, through, length) {
  const edges = [];
  const walk = (step) => {
    let at = through;
    for (let change = 0; change < 3; change += 1) {
      const colour = isDark(at);
      while (at >= 0 && at < length && isDark(at) === colour) at += step;
      edges.push(step < 0 ? at + 1 : at);
      if (at < 0 || at >= length) return change === 2;
    }
    return true;
  };
  if (!isDark(through) || !walk(-1)) return null;
  edges.reverse();
  return walk(1) ? ratio(edges) : null;
}

function ratio(edges) {
  const widths = edges.slice(1).map((edge, at) => edge - edges[at]);
  const module = (edges[5] - edges[0]) / 7;
  const fits = [1, 1, 3, 1, 1].every((wanted, at) => Math.abs(widths[at] - wanted * module) <= module * 0.6);
  return fits && module >= 1 ? { centre: (edges[0] + edges[5]) / 2, module } : null;
}

// The modules between a top left and a top right corner on the same line.
function gridBetween(isDark, left, right, width, height) {
  const module = (left.module + right.module) / 2;
  const across = right.x - left.x;
  if (across < module * 10 || Math.abs(right.y - left.y) > module) return null;
  const version = Math.round((across / module + 7 - 17) / 4);
  if (version < 1 || version > 10) return null;
  const size = version * 4 + 17;
  const step = across / (size - 7);
  const start = { x: left.x - step * 3, y: left.y - step * 3 };
  if (start.y + step * (size - 1) >= height || start.x + step * (size - 1) >= width) return null;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_unused, column) => isDark(start.x + column * step, start.y + row * step)));
}

// Byte mode and the plain letters and digits, which is what links are written in.
function textOf(bytes, version) {
  if (!bytes) return null;
  const read = bitsOf(bytes);
  const said = [];
  for (let mode = read(4); mode; mode = read(4)) {
    if (mode === 4) {
      const count = read(version < 10 ? 8 : 16);
      said.push(...Array.from({ length: count }, () => read(8)));
    } else if (mode === 7) {
      read(8); // which characters follow; UTF-8 is understood
    } else {
      return null;
    }
    if (read.left() < 4) break;
  }
  try {
    return said.length ? new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(said)) : null;
  } catch {
    return null;
  }
}
