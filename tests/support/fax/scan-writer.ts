/** One image as a scanner leaves it; its strips are packed already. */
export interface Scan {
  readonly width: number;
  readonly height: number;
  readonly rowsPerStrip: number;
  readonly samples: number;
  readonly bits: number;
  readonly compression: number;
  readonly photometric: number;
  readonly strips: readonly Uint8Array[];
  /** Further tags with their numbers, and how many bytes each of those has. */
  readonly more?: readonly (readonly [tag: number, bytes: 1 | 2, values: readonly number[]])[];
  /** Where the strips are said to be, whatever is true. */
  readonly offsets?: readonly number[];
  readonly counts?: readonly number[];
}

const LONG = 4;
const TYPE_OF = { 1: 7, 2: 3 } as const;

/** Writes one image as a little-endian TIFF file. */
export function writeScan(scan: Scan): Uint8Array {
  const chunks: Uint8Array[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  const sizeOf = (): number => chunks.reduce((sum, { length }) => sum + length, 0);
  const add = (chunk: Uint8Array): number => {
    const at = sizeOf();
    chunks.push(chunk, new Uint8Array(chunk.length % 2));
    return at;
  };
  const offsets = scan.offsets ?? scan.strips.map((strip) => add(strip));
  const counts = scan.counts ?? scan.strips.map(({ length }) => length);
  const entry = (tag: number, type: number, bytes: 1 | 2 | 4, values: readonly number[]): Buffer => {
    const packed = Buffer.alloc(Math.max(4, values.length * bytes));
    for (const [at, value] of values.entries()) packed.writeUIntLE(value, at * bytes, bytes);
    const head = Buffer.alloc(12);
    head.writeUInt16LE(tag, 0);
    head.writeUInt16LE(type, 2);
    head.writeUInt32LE(values.length, 4);
    if (packed.length === 4) packed.copy(head, 8);
    else head.writeUInt32LE(add(packed), 8);
    return head;
  };
  const entries = [
    ...(
      [
        [256, [scan.width]],
        [257, [scan.height]],
        [258, Array.from({ length: scan.samples }, () => scan.bits)],
        [259, [scan.compression]],
        [262, [scan.photometric]],
        [273, offsets],
        [277, [scan.samples]],
        [278, [scan.rowsPerStrip]],
        [279, counts],
      ] as const
    ).map(([tag, values]) => entry(tag, LONG, 4, values)),
    ...(scan.more ?? []).map(([tag, bytes, values]) => entry(tag, TYPE_OF[bytes], bytes, values)),
  ];
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  for (const [at, one] of entries.entries()) one.copy(directory, 2 + at * 12);
  const file = Buffer.concat([...chunks, directory]);
  file.writeUInt32LE(file.length - directory.length, 4);
  return new Uint8Array(file);
}

const CLEAR = 256;
const END = 257;

/** Packs bytes as LZW: as TIFF 6.0 has it, or with the low bits first as files from before it. */
export function packLzw(bytes: Uint8Array, isOld: boolean): Uint8Array {
  const out: number[] = [];
  let [width, bit] = [9, 0];
  const put = (code: number): void => {
    for (let at = 0; at < width; at += 1, bit += 1) {
      const isSet = (isOld ? code >> at : code >> (width - 1 - at)) & 1;
      out[bit >> 3] = (out[bit >> 3] ?? 0) | (isSet << (isOld ? bit & 7 : 7 - (bit & 7)));
    }
  };
  let codes = new Map<string, number>();
  const codeOf = (text: string): number => (text.length === 1 ? text.charCodeAt(0) : (codes.get(text) ?? -1));
  put(CLEAR);
  let text = "";
  for (const byte of bytes) {
    const longer = text + String.fromCharCode(byte);
    if (codeOf(longer) >= 0) {
      text = longer;
      continue;
    }
    put(codeOf(text));
    codes.set(longer, END + 1 + codes.size);
    // Whoever reads is one entry behind whoever writes.
    const known = END + codes.size;
    if (known === 4094) {
      put(CLEAR);
      [codes, width] = [new Map(), 9];
    } else if (known + (isOld ? 0 : 1) >= 1 << width) width += 1;
    text = String.fromCharCode(byte);
  }
  if (text !== "") put(codeOf(text));
  put(END);
  return Uint8Array.from(out);
}
