// From the modules of a QR code to its data: ISO/IEC 18004, versions 1 to 10.

const MASKS = [
  (r, c) => (r + c) % 2, (r) => r % 2, (_, c) => c % 3, (r, c) => (r + c) % 3,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2, (r, c) => ((r * c) % 2) + ((r * c) % 3),
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2, (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2,
];
const ALIGNMENT = [[], [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
// Data bytes of each block, by version and level (L, M, Q, H): [blocks, bytes, blocks, bytes].
const BLOCKS = [
  [], [[1, 19], [1, 16], [1, 13], [1, 9]], [[1, 34], [1, 28], [1, 22], [1, 16]], [[1, 55], [1, 44], [2, 17], [2, 13]],
  [[1, 80], [2, 32], [2, 24], [4, 9]], [[1, 108], [2, 43], [2, 15, 2, 16], [2, 11, 2, 12]],
  [[2, 68], [4, 27], [4, 19], [4, 15]], [[2, 78], [4, 31], [2, 14, 4, 15], [4, 13, 1, 14]],
  [[2, 97], [2, 38, 2, 39], [4, 18, 2, 19], [4, 14, 2, 15]], [[2, 116], [3, 36, 2, 37], [4, 16, 4, 17], [4, 12, 4, 13]],
  [[2, 68, 2, 69], [4, 43, 1, 44], [6, 19, 2, 20], [6, 15, 2, 16]],
];
const LEVELS = { 1: 0, 0: 1, 3: 2, 2: 3 }; // as the format bits write L, M, Q, H

// The data bytes of a grid of modules, or null when it is none.
export function dataOf(grid) {
  const version = (grid.length - 17) / 4;
  const format = formatOf(grid);
  const bytes = codewords(grid, version, MASKS[format & 7]);
  return inOrder(bytes, BLOCKS[version][LEVELS[format >> 3]]);
}

function formatOf(grid) {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => grid[8][column]);
  const bits = [...places, ...[7, 5, 4, 3, 2, 1, 0].map((row) => grid[row][8])];
  const value = bits.reduce((total, bit) => total * 2 + Number(bit), 0) ^ 0x5412;
  return value >> 10;
}

function codewords(grid, version, mask) {
  const bits = [];
  let isUp = true;
  for (let right = grid.length - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1; // the timing column
    for (let step = 0; step < grid.length; step += 1) {
      const row = isUp ? grid.length - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isFunction(row, column, grid.length, version)) bits.push(Number(grid[row][column]) ^ Number(mask(row, column) === 0));
      }
    }
    isUp = !isUp;
  }
  const bytes = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) bytes.push(bits.slice(at, at + 8).reduce((total, bit) => total * 2 + bit, 0));
  return bytes;
}

function isFunction(row, column, size, version) {
  if (row === 6 || column === 6) return true;
  if ((row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9)) return true;
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true;
  const last = ALIGNMENT[version].at(-1);
  const near = (at) => ALIGNMENT[version].find((centre) => Math.abs(centre - at) <= 2);
  const [r, c] = [near(row), near(column)];
  if (r === undefined || c === undefined) return false;
  return !((r === 6 && c === 6) || (r === 6 && c === last) || (r === last && c === 6));
}

// Blocks are interleaved byte by byte; put one behind the other, without what repairs them.
function inOrder(bytes, layout) {
  const blocks = [];
  for (let at = 0; at < layout.length; at += 2) {
    for (let count = 0; count < layout[at]; count += 1) blocks.push({ length: layout[at + 1], bytes: [] });
  }
  const longest = Math.max(...blocks.map((block) => block.length));
  let next = 0;
  for (let at = 0; at < longest; at += 1) {
    for (const block of blocks) if (at < block.length) block.bytes.push(bytes[next++]);
  }
  return blocks.flatMap((block) => block.bytes);
}

// Reads so many bits at a time; nothing but zeros behind the end.
export function bitsOf(bytes) {
  let at = 0;
  const read = (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, at += 1) value = value * 2 + (((bytes[at >> 3] || 0) >> (7 - (at % 8))) & 1);
    return value;
  };
  read.left = () => bytes.length * 8 - at;
  return read;
}
