import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { faxClock, pageClock } from "../../../src/connectors/fax/budget.js";
import { fax } from "../../../src/connectors/fax/index.js";
import { closeOcr } from "../../../src/connectors/fax/ocr-pool.js";
import { writeTextPdf } from "../../support/fax/pdf-writer.js";
import { writeFaxTiff } from "../../support/fax/tiff-writer.js";

const FOLDER = new URL("../../../examples/demo/fax/", import.meta.url);
const fileOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const settings = fax.settings.parse({});

const messageWith = (body: Uint8Array) => ({
  id: "any",
  receivedAt: "2026-11-12T09:00:00Z",
  body,
  contentType: "application/octet-stream",
  fileName: null,
  headers: {},
  deliveryId: null,
});

afterAll(closeOcr);

describe("a fax that is cut off", () => {
  test("in its second page keeps what arrived, and says what did not", { timeout: 60_000 }, async () => {
    const { pages, issues } = await fax.decode(messageWith(secondPageCut()), settings);
    expect(pages.map(({ number }) => number)).toEqual([1, 2]);
    expect(issues).toEqual([
      {
        code: "PAGE_DAMAGED",
        at: "page 2",
        message: expect.stringMatching(/^Page 2 of 2 is damaged: only the first \d+ of 1146 rows arrived\.$/),
      },
    ]);
    const result = fax.map(
      { format: "tiff", sha256: "ab".repeat(32), pageCount: 2, pages, sender: null, issues },
      messageWith(new Uint8Array()),
      settings,
    );
    const order = result.ok && result.documents[0]?.kind === "ORDER" ? result.documents[0].order : null;
    expect(order?.doubts).toContain(issues[0]?.message);
  });

  test("with one page that is unreadable names that page and reads the other", {
    timeout: 60_000,
  }, async () => {
    const file = fileOf("f2-c6.tif");
    const view = new DataView(file.buffer);
    const second = nextDirectory(view, view.getUint32(4, true));
    setTag(view, second, 256, 65_535);
    setTag(view, second, 257, 65_535);
    const { pages, issues } = await fax.decode(messageWith(file), settings);
    expect(pages.map(({ number }) => number)).toEqual([1]);
    expect(issues).toEqual([
      {
        code: "PAGE_UNREADABLE",
        at: "page 2",
        message: "Page 2 of 2 cannot be read: it states 65535 x 65535 pixels, more than any fax has.",
      },
    ]);
  });

  test.each<[what: string, body: Uint8Array, words: RegExp]>([
    ["is empty", new Uint8Array(0), /neither a TIFF nor a PDF/],
    ["is a letter", new TextEncoder().encode("Dear Sirs"), /neither a TIFF nor a PDF/],
    ["is a TIFF's first kilobyte", fileOf("f1-c1-pinyin.tif").slice(0, 1_000), /cannot be read/],
    ["is a PDF's first kilobyte", fileOf("f3-c9.pdf").slice(0, 1_000), /PDF cannot be opened|cannot be read/],
    ["calls itself PDF", new TextEncoder().encode("%PDF-1.7\nnothing else"), /PDF cannot be opened/],
  ])("and %s is refused in words", async (_, body, words) => {
    await expect(fax.decode(messageWith(body), settings)).rejects.toMatchObject({
      name: "HubError",
      message: expect.stringMatching(words),
    });
  });
});

/** The fax of two pages, of whose second only the first part of the image data is left. */
function secondPageCut(): Uint8Array {
  const file = fileOf("f2-c6.tif");
  const view = new DataView(file.buffer);
  const second = nextDirectory(view, view.getUint32(4, true));
  setTag(view, second, 279, Math.floor(tagOf(view, second, 279) * 0.4));
  return file;
}

function nextDirectory(view: DataView, directory: number): number {
  return view.getUint32(directory + 2 + view.getUint16(directory, true) * 12, true);
}

function entryOf(view: DataView, directory: number, tag: number): number {
  for (let entry = 0; entry < view.getUint16(directory, true); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (view.getUint16(at, true) === tag) return at + 8;
  }
  throw new Error(`no tag ${tag}`);
}

const tagOf = (view: DataView, directory: number, tag: number): number =>
  view.getUint32(entryOf(view, directory, tag), true);

const setTag = (view: DataView, directory: number, tag: number, value: number): void =>
  view.setUint32(entryOf(view, directory, tag), value, true);

describe("a page's time", () => {
  test("is limited: a page that takes longer is given up, and the next one is read again", {
    timeout: 60_000,
  }, async () => {
    const hasty = fax.settings.parse({ pageSeconds: 0.01 });
    const message = messageWith(fileOf("f5-c11.pdf"));
    await expect(fax.decode(message, hasty)).rejects.toMatchObject({
      name: "HubError",
      message: expect.stringMatching(/Page 1 of 1 cannot be read: reading it takes longer than 0.01 s/),
    });
    expect((await fax.decode(message, settings)).pages).toHaveLength(1);
  });
});

describe("a fax's time", () => {
  test("is limited: the pages that are left then are named", { timeout: 60_000 }, async () => {
    const blank = { pixels: new Uint8Array(1728 * 1100), width: 1728, height: 1100 };
    const message = messageWith(writeFaxTiff([blank, blank, blank], { coding: "G4", dpi: [204, 98] }));
    const hasty = fax.settings.parse({ faxSeconds: 0.000_001 });
    await expect(fax.decode(message, hasty)).rejects.toMatchObject({
      ...{ name: "HubError", code: "FAX_UNREADABLE", next: { kind: "park" } },
      message: expect.stringMatching(/Page 3 of 3 cannot be read: all pages of the fax together take longer/),
    });
    expect((await fax.decode(message, settings)).pages).toHaveLength(3);
  });

  test("is spent by all its pages, and each has a time of its own", () => {
    const whole = faxClock(10);
    const [first, second] = [pageClock(4, whole), pageClock(4, whole)];
    first.spend(3_000);
    expect([first.leftMs(), second.leftMs(), whole.leftMs()]).toEqual([1_000, 4_000, 7_000]);
    second.spend(5_000);
    expect([first.leftMs(), second.leftMs(), whole.leftMs()]).toEqual([1_000, -1_000, 2_000]);
    expect(second.late().code).toBe("OCR_TIMEOUT");
    whole.spend(2_000);
    expect(pageClock(4, whole).late().code).toBe("FAX_TOO_LONG");
  });
});

describe("a fax that holds no order", () => {
  test("is put aside with the reason", { timeout: 60_000 }, async () => {
    const blank = writeFaxTiff([{ pixels: new Uint8Array(1728 * 1100), width: 1728, height: 1100 }], {
      coding: "G4",
      dpi: [204, 98],
    });
    const document = await fax.decode(messageWith(blank), settings);
    expect(fax.map(document, messageWith(blank), settings)).toMatchObject({
      ok: false,
      issues: [{ code: "NO_ORDER_LINES", message: expect.stringContaining("No text was found on it.") }],
    });
  });
});

describe("a PDF with a text layer", () => {
  const rows: readonly (readonly [x: number, y: number, text: string])[] = [
    [60, 780, "Purchase order"],
    [60, 750, "PO No.:"],
    [180, 750, "TX-2044"],
    [60, 735, "Customer:"],
    [180, 735, "Nordlicht Elektronik AG"],
    [60, 720, "Ship to:"],
    [180, 720, "Am Sandtorkai 30, 20457 Hamburg, Germany"],
    [60, 680, "Item"],
    [160, 680, "Description"],
    [330, 680, "Qty"],
    [430, 680, "Unit price"],
    [60, 660, "TL-6001"],
    [160, 660, "LED panel 60x60"],
    [330, 660, "14"],
    [430, 660, "46.00"],
  ];
  const body = writeTextPdf(rows.map(([x, y, text]) => ({ x, y, text })));

  test("is read from that, not by OCR", async () => {
    const document = await fax.decode(messageWith(body), settings);
    expect(document.pages.map(({ source }) => source)).toEqual(["text-layer"]);
    const result = fax.map(document, messageWith(body), settings);
    const order = result.ok && result.documents[0]?.kind === "ORDER" ? result.documents[0].order : null;
    expect(order).toMatchObject({
      poNumber: "TX-2044",
      buyer: { name: "Nordlicht Elektronik AG" },
      lines: [{ sku: "TL-6001", description: "LED panel 60x60", quantity: "14", unitPrice: "46" }],
    });
    expect(order?.doubts[0]).toMatch(/a person confirms it/);
    // 60 points from the left at 200 dpi are 167 pixels; the foot of the line is at (842 - 660) points.
    expect(order?.provenance.find(({ path }) => path === "lines.0.sku")?.box).toMatchObject({
      0: 167,
      3: 506,
    });
  });
});
