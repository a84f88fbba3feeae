import { describe, expect, test } from "vitest";
import { openTiff } from "../../../src/connectors/fax/tiff.js";
import { type TiffOptions, writeFaxTiff } from "../../support/fax/tiff-writer.js";

const WIDTH = 40;
const HEIGHT = 24;

/** A letter F: no turn or mirror of it looks like another. */
const isInk = (x: number, y: number): boolean =>
  x === 8 || (y === 4 && x > 8 && x < 30) || (y === 12 && x > 8 && x < 20);

/** The F as rows of a page of this size, drawn by asking for each pixel. */
function drawn(width: number, height: number, at: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, index) =>
    Number(at(index % width, Math.floor(index / width))),
  );
}

const upright = drawn(WIDTH, HEIGHT, isInk);

function tiffOf(
  pixels: Uint8Array,
  width: number,
  height: number,
  options: Partial<TiffOptions> = {},
): Uint8Array {
  return writeFaxTiff([{ pixels, width, height }], { coding: "G4", dpi: [204, 98], ...options });
}

async function firstPage(file: Uint8Array) {
  const read = openTiff(file).pages[0];
  if (read === undefined) throw new Error("no page");
  return read();
}

const asPixels = (ink: Uint8Array): Uint8Array => ink.map((value) => Number(value > 127));

describe("a fax page", () => {
  test.each(["G3_1D", "G3_2D", "G4"] as const)("packed as %s is read in either bit order", async (coding) => {
    for (const fillOrder of [1, 2] as const) {
      const file = tiffOf(upright, WIDTH, HEIGHT, { coding, fillOrder });
      const { raster, dpiX, dpiY, damage } = await firstPage(file);
      expect(asPixels(raster.ink)).toEqual(upright);
      expect([dpiX, dpiY, damage]).toEqual([204, 98, null]);
    }
  });

  // Where the pixel of the stored page is found that belongs at (x, y) of the upright one.
  test.each<[orientation: number, stored: (x: number, y: number) => boolean]>([
    [1, (x, y) => isInk(x, y)],
    [2, (x, y) => isInk(WIDTH - 1 - x, y)],
    [3, (x, y) => isInk(WIDTH - 1 - x, HEIGHT - 1 - y)],
    [4, (x, y) => isInk(x, HEIGHT - 1 - y)],
    [5, (x, y) => isInk(y, x)],
    [6, (x, y) => isInk(WIDTH - 1 - y, x)],
    [7, (x, y) => isInk(WIDTH - 1 - y, HEIGHT - 1 - x)],
    [8, (x, y) => isInk(y, HEIGHT - 1 - x)],
  ])("stored with orientation %i is turned upright", async (orientation, stored) => {
    const [width, height] = orientation >= 5 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
    const file = tiffOf(drawn(width, height, stored), width, height, { orientation });
    const { raster, dpiX } = await firstPage(file);
    expect([raster.width, raster.height]).toEqual([WIDTH, HEIGHT]);
    expect(asPixels(raster.ink)).toEqual(upright);
    expect(dpiX).toBe(orientation >= 5 ? 98 : 204);
  });

  test("brings the number that the fax server has kept of its sender", () => {
    expect(openTiff(tiffOf(upright, WIDTH, HEIGHT, { sender: "+49 821 550321" })).sender).toBe(
      "+49 821 550321",
    );
    expect(openTiff(tiffOf(upright, WIDTH, HEIGHT, { sender: "Scanned by Office" })).sender).toBeNull();
  });
});

/** The position of a tag's value in a file with one page. */
function valueAt(file: Uint8Array, tag: number): number {
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  for (let entry = 0; entry < view.getUint16(directory, true); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (view.getUint16(at, true) === tag) return at + 8;
  }
  throw new Error(`no tag ${tag}`);
}

function broken(change: (view: DataView, file: Uint8Array) => void): Uint8Array {
  const file = tiffOf(upright, WIDTH, HEIGHT);
  change(new DataView(file.buffer), file);
  return file;
}

describe("a broken file", () => {
  test.each<[what: string, file: Uint8Array, words: RegExp]>([
    [
      "that states a page larger than any",
      broken((view, file) => {
        view.setUint32(valueAt(file, 256), 65_535, true);
        view.setUint32(valueAt(file, 257), 65_535, true);
      }),
      /65535 x 65535 pixels, more than any fax/,
    ],
    [
      "without a width",
      broken((view, file) => view.setUint32(valueAt(file, 256), 0, true)),
      /size is not stated/,
    ],
    [
      "with a strange compression",
      broken((view, file) => view.setUint16(valueAt(file, 259), 99, true)),
      /number 99/,
    ],
    [
      "whose strip lies outside",
      broken((view, file) => view.setUint32(valueAt(file, 273), 9_999_999, true)),
      /missing or garbled/,
    ],
    [
      "that is stored in tiles",
      broken((view, file) => view.setUint16(valueAt(file, 254) - 8, 322, true)),
      /tiles/,
    ],
  ])("%s says so", async (_, file, words) => {
    await expect(firstPage(file)).rejects.toThrow(words);
  });

  test("whose list of pages runs in a circle keeps the pages it has", () => {
    const file = tiffOf(upright, WIDTH, HEIGHT);
    const view = new DataView(file.buffer);
    const directory = view.getUint32(4, true);
    view.setUint32(directory + 2 + view.getUint16(directory, true) * 12, directory, true);
    const { pages, broken: reason } = openTiff(file);
    expect(pages).toHaveLength(1);
    expect(reason).toMatch(/circle/);
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["text", new TextEncoder().encode("This is a letter, not a picture.")],
    ["half a header", Uint8Array.from([0x49, 0x49, 42])],
  ])("that is %s is refused as no TIFF", (_, file) => {
    expect(() => openTiff(file)).toThrow(/TIFF/);
  });

  test("never throws anything but its own refusal, wherever one byte is wrong", async () => {
    const whole = tiffOf(upright, WIDTH, HEIGHT);
    for (let at = 0; at < whole.length; at += 1) {
      for (const value of [0, 0x7f, 0xff]) {
        const file = whole.slice();
        file[at] = value;
        try {
          for (const page of openTiff(file).pages) await page();
        } catch (error) {
          expect(error, `byte ${at} = ${value}`).toHaveProperty("name", "HubError");
        }
      }
    }
  });
});
