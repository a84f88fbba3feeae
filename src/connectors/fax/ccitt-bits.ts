import { BLACK_RUNS, MODES, WHITE_RUNS } from "./ccitt-codes.js";

/** The longest code word has 13 bits: one look-up of that many finds any word. */
const PEEK_BITS = 13;
/** An end-of-line word is this many zeros, or more as fill, and a one. */
const EOL_ZEROS_MIN = 11;

/** What a 13-bit window starts with: index of the meaning and length of the word; length 0 is no word. */
interface Lookup {
  readonly value: Int16Array;
  readonly length: Uint8Array;
}

export const PASS = 100;
export const HORIZONTAL = 101;

const white = lookupOf(WHITE_RUNS);
const black = lookupOf(BLACK_RUNS);
const modes = lookupOf(
  new Map(
    [...MODES].map(([mode, word]) => [
      mode === "pass" ? PASS : mode === "horizontal" ? HORIZONTAL : mode,
      word,
    ]),
  ),
);

function lookupOf(words: ReadonlyMap<number, string>): Lookup {
  const value = new Int16Array(1 << PEEK_BITS);
  const length = new Uint8Array(1 << PEEK_BITS);
  for (const [meaning, word] of words) {
    const spare = PEEK_BITS - word.length;
    const first = Number.parseInt(word, 2) << spare;
    value.fill(meaning, first, first + (1 << spare));
    length.fill(word.length, first, first + (1 << spare));
  }
  return { value, length };
}

/** Reads code words from bytes. Past the end it sees zeros, which are no word, and `atEnd` is true. */
export class CodeReader {
  #position = 0;
  readonly #end: number;

  constructor(readonly bytes: Uint8Array) {
    this.#end = bytes.length * 8;
  }

  get atEnd(): boolean {
    return this.#position >= this.#end;
  }

  peek(count: number): number {
    const at = this.#position >>> 3;
    const { bytes } = this;
    const window = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    return (window >>> (24 - (this.#position & 7) - count)) & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#position += count;
  }

  toByteBoundary(): void {
    this.#position = (this.#position + 7) & ~7;
  }

  /** Length of the next run, make-up words included; null where no word of that color stands. */
  run(isBlack: boolean): number | null {
    const { value, length } = isBlack ? black : white;
    let total = 0;
    for (;;) {
      const window = this.peek(PEEK_BITS);
      const bits = length[window] ?? 0;
      if (bits === 0 || this.atEnd) return null;
      this.skip(bits);
      const part = value[window] ?? 0;
      total += part;
      if (part < 64) return total;
    }
  }

  /** The next two-dimensional mode: `PASS`, `HORIZONTAL` or a shift of -3 to 3; null if there is none. */
  mode(): number | null {
    const window = this.peek(PEEK_BITS);
    const bits = modes.length[window] ?? 0;
    if (bits === 0 || this.atEnd) return null;
    this.skip(bits);
    return modes.value[window] ?? null;
  }

  /** Steps over an end-of-line word and the fill before it, if that is what comes next. */
  endOfLine(): boolean {
    const start = this.#position;
    let zeros = 0;
    while (!this.atEnd && this.peek(1) === 0) {
      zeros += 1;
      this.skip(1);
    }
    if (zeros < EOL_ZEROS_MIN) {
      this.#position = start;
      return false;
    }
    // Zeros up to the end are fill: staying there keeps a file of nothing but zeros linear.
    if (this.atEnd) return false;
    this.skip(1);
    return true;
  }

  /** Moves to the next end-of-line word or its fill, however much damage lies before it. */
  findEndOfLine(): boolean {
    while (!this.atEnd) {
      if (this.peek(EOL_ZEROS_MIN) === 0) return true;
      this.skip(1);
    }
    return false;
  }
}
