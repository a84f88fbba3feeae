import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { faxSettings } from "../../src/connectors/fax/settings.js";
import { ReadingThreads, type ReadRequest } from "../../src/flows/reading-threads.js";

const FOLDER = new URL("../../examples/demo/fax/", import.meta.url);
/** A thread that runs from the sources translates all connectors first. */
const TIMEOUT_MS = 120_000;
const ONE_THREAD = { threads: 1, atOnce: 2, yields: true };

let threads: ReadingThreads;
afterEach(() => threads.close());

const scan = (name: string): ReadRequest => ({
  connectorId: "fax",
  message: {
    ...{ id: name, receivedAt: "2026-11-12T09:00:00Z", contentType: "image/tiff" },
    ...{
      fileName: name,
      headers: {},
      deliveryId: null,
      body: new Uint8Array(readFileSync(new URL(name, FOLDER))),
    },
  },
  settings: faxSettings.parse({}),
  withDocument: false,
});

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

  test("one that takes too long is given up; what was read beside it is read again", {
    timeout: TIMEOUT_MS,
  }, async () => {
    threads = new ReadingThreads({ ...ONE_THREAD, budgetMs: 1 });
    const [late, beside] = await Promise.allSettled([
      threads.ask(scan("f2-c6.tif")),
      threads.ask(scan("f4-c12.tif")),
    ]);
    expect(late).toMatchObject({ status: "rejected", reason: { code: "TOO_MUCH_WORK" } });
    expect(beside).toMatchObject({ status: "rejected", reason: { code: "READER_ENDED", ...PASSES } });
    // There is room for the next at once, with a thread of its own.
    await expect(threads.ask(scan("f2-c6.tif"))).rejects.toMatchObject({ code: "TOO_MUCH_WORK" });
  });

  test("what is being read when they are closed is read again", { timeout: TIMEOUT_MS }, async () => {
    threads = new ReadingThreads({ ...ONE_THREAD, budgetMs: TIMEOUT_MS });
    const failed = expect(threads.ask(scan("f2-c6.tif"))).rejects.toMatchObject({
      ...{ code: "READERS_CLOSED", ...PASSES },
    });
    await threads.close();
    await failed;
  });
});
