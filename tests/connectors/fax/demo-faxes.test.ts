import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MapResult, StoredMessage } from "../../../src/connectors/connector.js";
import type { FaxDocument } from "../../../src/connectors/fax/document.js";
import { fax } from "../../../src/connectors/fax/index.js";
import { closeOcr } from "../../../src/connectors/fax/ocr-pool.js";
import { type CanonicalOrder, canonicalOrder } from "../../../src/domain/order.js";

interface Expected {
  readonly pages: number;
  readonly poNumber: string;
  readonly name: string;
  readonly customerCode: string | null;
  readonly contactName: string;
  readonly phones: readonly string[];
  readonly currency: string | null;
  readonly requestedDate: string | null;
  readonly shipTo: {
    readonly lines: string[];
    readonly city: string;
    readonly postalCode: string;
    readonly country: string;
  };
  readonly lines: readonly Record<string, string | null>[];
}

const FOLDER = new URL("../../../examples/demo/fax/", import.meta.url);
const expected = JSON.parse(readFileSync(new URL("expected.json", FOLDER), "utf8")) as Record<
  string,
  Expected
>;

/** All five together, on whatever machine; an idle one with four cores needs 5 s. */
const ALL_MS_MAX = 120_000;

function messageOf(name: string): StoredMessage {
  return {
    id: name,
    receivedAt: "2026-11-12T09:00:00Z",
    body: new Uint8Array(readFileSync(new URL(name, FOLDER))),
    contentType: name.endsWith(".pdf") ? "application/pdf" : "image/tiff",
    fileName: name,
    headers: {},
    deliveryId: null,
  };
}

const settings = fax.settings.parse({});
const digits = (phone: string): string => phone.replace(/\D/g, "");

function orderIn(result: MapResult): CanonicalOrder {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const [document] = result.documents;
  if (document?.kind !== "ORDER") throw new Error("no order");
  return document.order;
}

const readings = new Map<string, { document: FaxDocument; result: MapResult }>();

beforeAll(async () => {
  await Promise.all(
    Object.keys(expected).map(async (name) => {
      const document = await fax.decode(messageOf(name), settings);
      readings.set(name, { document, result: fax.map(document, messageOf(name), settings) });
    }),
  );
}, ALL_MS_MAX);

afterAll(closeOcr);

function readingOf(name: string) {
  const reading = readings.get(name);
  if (reading === undefined) throw new Error(`${name} was not read`);
  return { ...reading, order: orderIn(reading.result) };
}

describe.each(Object.entries(expected))("%s", (name, truth) => {
  test("is read to the order that was faxed", () => {
    const { document, order } = readingOf(name);
    expect(document.pages).toHaveLength(truth.pages);
    expect(document.issues).toEqual([]);

    expect(canonicalOrder.parse(order)).toEqual(order);
    const { buyer, shipTo } = order;
    // The content names the order: a second fax under the same number is not the first one's next version.
    expect(order.externalId).toBe(`fax:${document.sha256.slice(0, 16)}`);
    expect({
      poNumber: order.poNumber,
      currency: order.currency,
      requestedDate: order.requestedDate,
      name: buyer.name,
      contactName: buyer.contactName,
      codes: buyer.otherCodes,
      phones: buyer.phones.map(digits),
    }).toEqual({
      poNumber: truth.poNumber,
      currency: truth.currency,
      requestedDate: truth.requestedDate,
      name: truth.name,
      contactName: truth.contactName,
      codes: truth.customerCode === null ? [] : [{ system: "erp", value: truth.customerCode }],
      phones: truth.phones.map(digits),
    });
    expect(shipTo).toMatchObject(truth.shipTo);
    expect(order.lines.map(({ lineNumber: _, ...line }) => withoutSpaces(line))).toEqual(
      truth.lines.map(withoutSpaces),
    );
  });

  test("tells of each value on which page and where it stands", () => {
    const { document, order } = readingOf(name);
    const wanted = [
      "poNumber",
      "buyer.name",
      "shipTo",
      ...order.lines.flatMap((_, at) =>
        ["sku", "quantity", "unitPrice"].map((field) => `lines.${at}.${field}`),
      ),
    ];
    for (const path of wanted) {
      const found = order.provenance.find((entry) => entry.path === path);
      const page = document.pages.find(({ number }) => number === found?.page);
      expect(page, path).toBeDefined();
      const [left = -1, top = -1, right = -1, bottom = -1] = found?.box ?? [];
      expect(left >= 0 && top >= 0 && left < right && top < bottom, `${path} ${found?.box}`).toBe(true);
      expect(right <= (page?.width ?? 0) && bottom <= (page?.height ?? 0), path).toBe(true);
      expect(found?.confidence, path).toBeGreaterThan(0);
      expect(found?.confidence, path).toBeLessThanOrEqual(1);
      expect(found?.text, path).not.toBe("");
    }
  });

  test("is for a person to confirm", () => {
    expect(readingOf(name).order.doubts[0]).toMatch(/Read by OCR from a fax: a person confirms it/);
  });

  test("is mapped alike however often", () => {
    const { document, result } = readingOf(name);
    expect(fax.map(document, messageOf(name), settings)).toEqual(result);
  });
});

/** Chinese writes no spaces, so none that stand between Chinese and Latin letters are of the value. */
function withoutSpaces(line: object): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(line).map(([field, value]) => [
      field,
      typeof value === "string" ? value.replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "") : null,
    ]),
  );
}

describe("the machine's line on top of a page", () => {
  test("is read for the sender's number and kept away from the order", () => {
    const { document, order } = readingOf("f4-c12.tif");
    const [page] = document.pages;
    expect(page?.headerStrip).toMatchObject({ sender: "+44 113 496 0922", page: 1, pages: 1 });
    expect(page?.words.some(({ text }) => text.includes("11:05"))).toBe(false);
    const source = order.provenance.find(({ path }) => path === "buyer.phones.1");
    expect(source).toMatchObject({ page: 1, rule: "header line of the sending machine" });
  });

  test("stands at the place it has on the page in standard resolution, whose pixels are not square", () => {
    const { document } = readingOf("f2-c6.tif");
    expect(document.pages.map(({ dpi, height }) => [...dpi, height])).toEqual([
      [204, 98, 1146],
      [204, 98, 1146],
    ]);
    const [, top = 0, , bottom = 0] = document.pages[0]?.headerStrip?.box ?? [];
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThan(30);
  });
});
