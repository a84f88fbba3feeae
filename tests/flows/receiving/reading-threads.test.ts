import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { connectorById } from "../../../src/connectors/index.js";
import { ReadingThreads, type ReadRequest } from "../../../src/flows/receiving/reading-threads.js";
import { interchangeOf } from "../../connectors/x12/x12-text.js";

const FOLDER = new URL("../../../examples/demo/fax/", import.meta.url);
/** A thread that runs from the sources translates all connectors first. */
const TIMEOUT_MS = 120_000;
const ONE_THREAD = { threads: 1, atOnce: 2, yields: true, pauseMs: TIMEOUT_MS };

let threads: ReadingThreads;
afterEach(() => threads.close());

const reading = (connectorId: string, fileName: string, body: Uint8Array): ReadRequest => ({
  connectorId,
  message: {
    ...{ id: fileName, receivedAt: "2026-11-12T09:00:00Z", contentType: "" },
    ...{ fileName, headers: {}, deliveryId: null, body },
  },
  settings: connectorById(connectorId)?.settings.parse({}) as Record<string, unknown>,
  withDocument: false,
});

const scan = (name: string): ReadRequest =>
  reading("fax", name, new Uint8Array(readFileSync(new URL(name, FOLDER))));

/** Orders by X12, which are read in one go: some seconds for tens of thousands. */
const interchange = (name: string, orders: number): ReadRequest => {
  const segments = ["BEG*00*SA*4500**20261103", "N1*ST*Nordlys AS", "PO1*1*12*EA*4.5**VP*TL-3002"];
  const sets = Array.from({ length: orders }, () => ({ id: "850", segments }));
  return reading("x12", name, new TextEncoder().encode(interchangeOf(sets)));
};

const PASSES = { next: { kind: "retry" } };

describe("threads that read messages", () => {
  test("read two scans at once, each answered with what is its own", { timeout: TIMEOUT_MS }, async () => {
    threads = new ReadingThreads({ ...ONE_THREAD, budgetMs: TIMEOUT_MS });
    const answers = await Promise.all(["f2-c6.tif", "f4-c12.tif"].map((name) => threads.ask(scan(name))));
    expect(answers).toMatchObject([
      { understood: { ok: true, documents: [{ order: { poNumber: "HSB-7718" } }] } },
      {
        understood: { ok: true, documents: [{ order: { poNumber: "GPS-0331" } }] },
      },
    ]);
  });

  test("one that takes too long is given up, each for itself", { timeout: TIMEOUT_MS }, async () => {
    threads = new ReadingThreads({ ...ONE_THREAD, budgetMs: 1 });
    const both = await Promise.allSettled([threads.ask(scan("f2-c6.tif")), threads.ask(scan("f4-c12.tif"))]);
    const late = { status: "rejected", reason: { code: "TOO_MUCH_WORK" } };
    expect(both).toMatchObject([late, late]);
    // There is room for the next at once, with a thread of its own.
    await expect(threads.ask(scan("f2-c6.tif"))).rejects.toMatchObject({ code: "TOO_MUCH_WORK" });
  });

  test("one that never pauses is given up; what was read beside it is read again, alone", {
    timeout: TIMEOUT_MS,
  }, async () => {
    threads = new ReadingThreads({ ...ONE_THREAD, yields: false, budgetMs: TIMEOUT_MS, pauseMs: 2_000 });
    const both = await Promise.all(
      [interchange("endless.x12", 50_000), interchange("one.x12", 1)].map((request) =>
        threads.ask(request).catch(({ code }) => code),
      ),
    );
    expect(both).toMatchObject(["TOO_MUCH_WORK", { understood: { ok: true } }]);
  });

  test("what is being read, or waits for it, when they are closed is read again", {
    timeout: TIMEOUT_MS,
  }, async () => {
    threads = new ReadingThreads({ ...ONE_THREAD, atOnce: 1, budgetMs: TIMEOUT_MS });
    const [read, inLine] = ["f2-c6.tif", "f4-c12.tif"].map((name) => threads.ask(scan(name)));
    const closed = { code: "READERS_CLOSED", ...PASSES };
    const failed = [expect(read).rejects.toMatchObject(closed), expect(inLine).rejects.toMatchObject(closed)];
    await threads.close();
    await Promise.all(failed);
  });
});
