import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RawMessage } from "../../src/connectors/connector.js";
import { cxml } from "../../src/connectors/cxml/index.js";
import { edifact } from "../../src/connectors/edifact/index.js";
import { ubl } from "../../src/connectors/ubl/index.js";
import { x12 } from "../../src/connectors/x12/index.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "xml-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ANSWER = {
  fileName: "OrderResponse-7.xml",
  contentType: "application/xml",
  body: new TextEncoder().encode("<a/>"),
};

/** What a gateway would call it. */
const FILE_NAMES: Readonly<Record<string, string>> = { x12: "order.edi", edifact: "order.edi" };

describe.each([
  ["ubl", ubl.settings, ubl.listen, ubl.send] as const,
  ["cxml", cxml.settings, cxml.listen, cxml.send] as const,
  ["x12", x12.settings, x12.listen, x12.send] as const,
  ["edifact", edifact.settings, edifact.listen, edifact.send] as const,
])("%s by folder", (id, settings, listen, send) => {
  const listening = (values: Record<string, unknown>, received: RawMessage[]) =>
    listen?.({
      connectionId: "partner",
      settings: settings.parse(values) as never,
      async receive(message: RawMessage) {
        received.push(message);
        return { messageId: "m-1", duplicate: false };
      },
      log: () => undefined,
    });

  test("hands in what a gateway leaves", async () => {
    const received: RawMessage[] = [];
    const name = FILE_NAMES[id] ?? "order.xml";
    const door = await listening({ folder }, received);
    try {
      await writeFile(join(folder, name), "<Order/>");
      await expect.poll(() => received.map(({ fileName }) => fileName), { timeout: 10_000 }).toEqual([name]);
    } finally {
      await door?.close();
    }
  });

  test("puts answers where the gateway fetches them, whole", async () => {
    expect(await send?.(ANSWER, settings.parse({ outFolder: join(folder, "out") }) as never)).toBe("SENT");
    expect(await readdir(join(folder, "out"))).toEqual([ANSWER.fileName]);
    expect(new Uint8Array(await readFile(join(folder, "out", ANSWER.fileName)))).toEqual(ANSWER.body);
  });

  test("is not asked for by default: answers are kept to be fetched", async () => {
    expect(await listening({}, [])).toBeNull();
    expect(await send?.(ANSWER, settings.parse({}) as never)).toBe("KEPT");
  });
});
