const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const CODES_MAX = 4096;
const NARROWEST = 9;
const WIDEST = 12;

/**
 * Unpacks LZW as TIFF 6.0 has it in its section 13, and as files from before it have it: there the low bits come
 * first and codes grow one later. Writes no more than `out` holds, answers how many bytes it wrote, and stops at the
 * first code that cannot be: what came before it is kept.
 */
export function unpackLzw(packed: Uint8Array, out: Uint8Array): number {
  // The first code is CLEAR: 256 in nine bits begins with a byte of zeros only where the low bits come first.
  const isOld = packed[0] === 0 && ((packed[1] ?? 0) & 1) === 1;
  const growsEarly = isOld ? 0 : 1;
  const codeAt = isOld ? lowBitsFirst : highBitsFirst;
  // An entry is a stretch of what is written already, so nothing that a file says can make a circle of them.
  const starts = new Uint32Array(CODES_MAX);
  const lengths = new Uint32Array(CODES_MAX);
  let [next, width, written, bit] = [FIRST_FREE, NARROWEST, 0, 0];
  let [startBefore, lengthBefore] = [0, 0];
  while (written < out.length && bit + width <= packed.length * 8) {
    const code = codeAt(packed, bit, width);
    bit += width;
    if (code === END) break;
    if (code === CLEAR) {
      next = FIRST_FREE;
      width = NARROWEST;
      lengthBefore = 0;
      continue;
    }
    if (code > (lengthBefore > 0 ? next : CLEAR)) break;
    if (lengthBefore > 0 && next < CODES_MAX) {
      // Each entry is the one before with the first byte of this one, which stands right behind it.
      starts[next] = startBefore;
      lengths[next] = lengthBefore + 1;
      next += 1;
      if (next + growsEarly >= 1 << width && width < WIDEST) width += 1;
    }
    startBefore = written;
    if (code < CLEAR) out[written++] = code;
    else written = copiedWithin(out, starts[code] ?? 0, lengths[code] ?? 0, written);
    lengthBefore = written - startBefore;
  }
  return written;
}

/** Byte by byte: an entry that is used as soon as it is made overlaps what it writes. */
function copiedWithin(out: Uint8Array, from: number, length: number, to: number): number {
  const until = Math.min(to + length, out.length);
  for (let at = to; at < until; at += 1) out[at] = out[from + at - to] ?? 0;
  return until;
}

function highBitsFirst(bytes: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return (three >> (24 - (bit & 7) - width)) & ((1 << width) - 1);
}

function lowBitsFirst(bytes: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  const three = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  return (three >> (bit & 7)) & ((1 << width) - 1);
}
