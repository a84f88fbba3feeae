import { deflateSync } from "node:zlib";
import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { openTiff, type ReceivedPage } from "../../../src/connectors/fax/tiff.js";
import { packLzw, type Scan, writeScan } from "../../support/fax/scan-writer.js";

const WIDTH = 61;
const HEIGHT = 40;
const ROWS = 16;

/** A slope with a stroke across: no two rows are alike. */
const inkAt = (x: number, y: number): number => (x === y ? 255 : (x * 3 + y * 2) % 200);

const GRAY = Uint8Array.from(
  { length: WIDTH * HEIGHT },
  (_, at) => 255 - inkAt(at % WIDTH, Math.floor(at / WIDTH)),
);
const INK = GRAY.map((light) => 255 - light);

async function pageIn(file: Uint8Array): Promise<ReceivedPage> {
  const [page] = openTiff(file).pages;
  if (page === undefined) throw new Error("no page");
  return page();
}

const stripsOf = (
  rows: Uint8Array,
  rowBytes: number,
  pack: (strip: Uint8Array) => Uint8Array,
): Uint8Array[] =>
  Array.from({ length: Math.ceil(HEIGHT / ROWS) }, (_, at) =>
    pack(rows.subarray(at * ROWS * rowBytes, (at + 1) * ROWS * rowBytes)),
  );

const gray = (compression: number, pack: (strip: Uint8Array) => Uint8Array): Scan => ({
  ...{ width: WIDTH, height: HEIGHT, rowsPerStrip: ROWS, samples: 1, bits: 8, photometric: 1, compression },
  strips: stripsOf(GRAY, WIDTH, pack),
});

/** Literals only; runs have a test of their own. */
const packBits = (strip: Uint8Array): Uint8Array =>
  Buffer.concat(
    Array.from({ length: Math.ceil(strip.length / 128) }, (_, at) => {
      const part = strip.subarray(at * 128, (at + 1) * 128);
      return Buffer.concat([Buffer.from([part.length - 1]), part]);
    }),
  );

describe("a page that is not packed as a fax", () => {
  test.each<[what: string, compression: number, pack: (strip: Uint8Array) => Uint8Array]>([
    ["not packed at all", 1, (strip) => strip],
    ["packed as LZW", 5, (strip) => packLzw(strip, false)],
    ["packed as the LZW of old files, low bits first", 5, (strip) => packLzw(strip, true)],
    ["deflated", 8, (strip) => deflateSync(strip)],
    ["deflated, by its older number", 32946, (strip) => deflateSync(strip)],
    ["packed as PackBits", 32773, packBits],
  ])("%s is read", async (_, compression, pack) => {
    const { raster, damage } = await pageIn(writeScan(gray(compression, pack)));
    expect(raster.ink).toEqual(INK);
    expect(damage).toBeNull();
  });

  test("of noise fills every code of LZW, and is read", async () => {
    // A generator with a fixed seed: each byte depends on all before it.
    let state = 7;
    const noise = Uint8Array.from({ length: 300 * 200 }, () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state >> 16;
    });
    for (const isOld of [false, true]) {
      const { raster } = await pageIn(
        writeScan({
          ...gray(5, (strip) => strip),
          ...{ width: 300, height: 200, rowsPerStrip: 200, strips: [packLzw(noise, isOld)] },
        }),
      );
      expect(raster.ink).toEqual(noise.map((light) => 255 - light));
    }
  });

  test("of runs is read", async () => {
    // One white row, one black, in turns: 61 bytes each, as a run of its byte.
    const strip = Uint8Array.from({ length: HEIGHT * 2 }, (_, at) =>
      at % 2 === 0 ? 257 - WIDTH : (at >> 1) % 2 === 0 ? 255 : 0,
    );
    const { raster } = await pageIn(
      writeScan({ ...gray(32773, (one) => one), rowsPerStrip: HEIGHT, strips: [strip] }),
    );
    expect([0, 1, 2, 3].map((row) => raster.ink[row * WIDTH + 5])).toEqual([0, 255, 0, 255]);
  });

  test("whose pixels are kept as differences is read", async () => {
    const differences = GRAY.map((light, at) => (at % WIDTH === 0 ? light : light - (GRAY[at - 1] ?? 0)));
    const scan = {
      ...gray(5, (strip) => strip),
      strips: stripsOf(differences, WIDTH, (strip) => packLzw(strip, false)),
      more: [[317, 2, [2]]] as const,
    };
    expect((await pageIn(writeScan(scan))).raster.ink).toEqual(INK);
  });

  test("in colors is read by how light they are", async () => {
    const colors = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => [255, 255, 0][at % 3] ?? 0);
    const rgb = {
      ...gray(1, (strip) => strip),
      ...{ samples: 3, photometric: 2 },
      strips: stripsOf(colors, WIDTH * 3, (strip) => strip),
    };
    const yellow = (await pageIn(writeScan(rgb))).raster.ink[0] ?? 0;
    expect(yellow).toBeGreaterThan(20);
    expect(yellow).toBeLessThan(40);
    // Four colors in two bits each; the second of them is black.
    const palette = [65535, 0, 65535, 0, 65535, 0, 0, 0, 65535, 0, 0, 65535];
    const indexed = {
      ...gray(1, (strip) => strip),
      ...{ bits: 2, photometric: 3, rowsPerStrip: HEIGHT },
      strips: [new Uint8Array(Math.ceil(WIDTH / 4) * HEIGHT).fill(0b00_01_00_01)],
      more: [[320, 2, palette]] as const,
    };
    expect([...(await pageIn(writeScan(indexed))).raster.ink.slice(0, 4)]).toEqual([0, 255, 0, 255]);
    const two = { ...indexed, photometric: 0, more: [], strips: indexed.strips };
    expect([...(await pageIn(writeScan(two))).raster.ink.slice(0, 4)]).toEqual([0, 85, 0, 85]);
  });

  test("whose strips are JPEG pictures is read", async () => {
    const jpegs = stripsOf(GRAY, WIDTH, (rows) => {
      const canvas = createCanvas(WIDTH, rows.length / WIDTH);
      const context = canvas.getContext("2d");
      for (let at = 0; at < rows.length; at += 1) {
        context.fillStyle = `rgb(${rows[at]}, ${rows[at]}, ${rows[at]})`;
        context.fillRect(at % WIDTH, Math.floor(at / WIDTH), 1, 1);
      }
      return new Uint8Array(canvas.encodeSync("jpeg", 100));
    });
    const { raster, damage } = await pageIn(
      writeScan({ ...gray(7, (strip) => strip), samples: 3, photometric: 6, strips: jpegs }),
    );
    const worst = Math.max(...raster.ink.map((ink, at) => Math.abs(ink - (INK[at] ?? 0))));
    expect(worst).toBeLessThan(40);
    expect(damage).toBeNull();
  });

  test("that breaks off says how far it came", async () => {
    const cut = gray(8, (strip) => deflateSync(strip));
    const { raster, damage } = await pageIn(writeScan({ ...cut, strips: cut.strips.slice(0, 2) }));
    expect(damage).toBe(`only the first ${2 * ROWS} of ${HEIGHT} rows arrived`);
    expect(raster.ink.slice(0, 2 * ROWS * WIDTH)).toEqual(INK.slice(0, 2 * ROWS * WIDTH));
  });
});

describe("a scan that is made to hurt", () => {
  test("costs no more than the page it states", async () => {
    const bomb = deflateSync(new Uint8Array(64 * 1024 * 1024));
    await expect(pageIn(writeScan({ ...gray(8, () => bomb) }))).rejects.toThrow(/missing or garbled/);
    // Each of twenty thousand strips claims the whole file.
    const many = Array.from({ length: 20_000 }, () => 8);
    const file = writeScan({
      ...gray(1, (strip) => strip),
      ...{ height: 20_000, rowsPerStrip: 1, strips: [new Uint8Array(8_000_000)], offsets: many },
      counts: many.map(() => 8_000_000),
    });
    expect((await pageIn(file)).raster.height).toBe(20_000);
  });

  test("ends, whatever codes it holds", async () => {
    let state = 11;
    for (let nth = 0; nth < 200; nth += 1) {
      const codes = Uint8Array.from({ length: 400 }, (_, at) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        // Half of them begin as each of the two kinds does.
        return at === 0 ? (nth % 2) * 0x80 : at === 1 ? 1 : state >> 16;
      });
      await pageIn(writeScan({ ...gray(5, () => codes) })).catch((error: unknown) =>
        expect(error).toHaveProperty("name", "HubError"),
      );
    }
  });

  test("with pictures of another size than its own is not opened", async () => {
    const large = new Uint8Array(createCanvas(2_000, 2_000).encodeSync("jpeg", 50));
    const scan = { ...gray(7, () => large), samples: 3, photometric: 6 };
    await expect(pageIn(writeScan(scan))).rejects.toThrow(/missing or garbled/);
  });
});
