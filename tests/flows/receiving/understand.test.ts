import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type CanonicalDocument,
  type Connector,
  defineConnector,
  type MapResult,
} from "../../../src/connectors/connector.js";
import { HubError, transient } from "../../../src/domain/errors.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";
import { understand } from "../../../src/flows/receiving/understand.js";
import { HAMBURG } from "../../support/orders.js";

const order = (fields: Partial<CanonicalOrder> = {}): CanonicalDocument => ({
  kind: "ORDER",
  order: {
    ...{ externalId: "1", externalNumber: null, poNumber: null, externalVersion: null, currency: "EUR" },
    ...{
      placedAt: "2026-11-05T12:00:00Z",
      shipTo: HAMBURG,
      requestedDate: null,
      note: null,
      canceled: false,
    },
    ...{ doubts: [], provenance: [] },
    buyer: {
      ...{ code: null, otherCodes: [], kind: null, name: "Nordlicht", department: null, contactName: null },
      ...{ emails: [], phones: [], taxId: null, address: null },
    },
    lines: [{ lineNumber: "1", sku: "A", description: null, quantity: "1", unit: null, unitPrice: null }],
    ...fields,
  },
});

const connector = (map: () => MapResult): Connector =>
  defineConnector<z.ZodObject, unknown>({
    ...{ id: "stub", title: "Stub", side: "WEB", settings: z.object({}), secrets: [], mappingVersion: 1 },
    decode: async () => null,
    map,
  });
const MESSAGE = {
  ...{ id: "m", body: new Uint8Array(), contentType: "text/plain", fileName: null, headers: {} },
  ...{ deliveryId: null, receivedAt: "2026-11-05T12:00:00Z" },
};
const read = (map: () => MapResult): Promise<MapResult> => understand(connector(map), MESSAGE, {});
const documents =
  (...all: CanonicalDocument[]): (() => MapResult) =>
  () => ({ ok: true, documents: all, warnings: [] });

describe("what a connector lets through is looked at once more", () => {
  test("a good order passes as it is", async () => {
    expect(await read(documents(order()))).toMatchObject({ ok: true, documents: [order()], warnings: [] });
  });

  const BAD: readonly (readonly [string, CanonicalDocument, string, RegExp])[] = [
    ["a shape that is wrong", order({ externalId: "" }), "INVALID_VALUE", /^order\.externalId: /],
    ["a NUL", order({ note: "a\u0000b" }), "INVALID_CHARACTER", /^order\.note contains a NUL/],
    ["half a character", order({ poNumber: "\udc00" }), "INVALID_CHARACTER", /^order\.poNumber contains/],
    ["lines that make no order", order({ lines: [] }), "INVALID_VALUE", /^order\.lines: /],
    [
      "a line twice",
      order({
        lines: ["1", "1"].map((lineNumber) => ({
          lineNumber,
          sku: null,
          description: null,
          quantity: "1",
          unit: null,
          unitPrice: null,
        })),
      }),
      "INVALID_LINES",
      /two lines have the number 1/,
    ],
  ];
  test.each(BAD)("%s is an issue that names its document", async (_name, document, code, message) => {
    expect(await read(documents(order(), document))).toMatchObject({
      ok: false,
      issues: [{ code, message: expect.stringMatching(message), at: "document 2" }],
    });
  });

  test("issues are made fit to be kept: no NUL, no half characters, not without end", async () => {
    const issue = { code: "X", message: `\u0000\ud800${"x".repeat(5_000)}`, at: "row\u0000" };
    const result = await read(() => ({ ok: false, issues: Array.from({ length: 1_000 }, () => issue) }));
    if (result.ok) throw new Error("it was read");
    expect(result.issues).toHaveLength(50);
    expect(result.issues[0]?.message).toMatch(/^\uFFFD\uFFFDx{1998}$/);
    expect(result.issues[0]?.at).toBe("row\uFFFD");
  });
});

describe("what a connector throws", () => {
  const failing = (error: unknown) =>
    read(() => {
      throw error;
    });

  test("is an issue if it is about the message", async () => {
    expect(await failing(new HubError("NO_PDF", "this is no PDF"))).toMatchObject({
      ok: false,
      issues: [{ code: "NO_PDF", message: "this is no PDF", at: null }],
    });
  });

  test("is thrown on if it may pass, or if it is our own fault", async () => {
    await expect(failing(transient("OCR_BUSY", "later"))).rejects.toThrow("later");
    await expect(failing(new TypeError("a bug"))).rejects.toThrow("a bug");
  });
});
