import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import type { RawMessage } from "../../../src/connectors/connector.js";
import { fax } from "../../../src/connectors/fax/index.js";

const FAX = fileURLToPath(new URL("../../../examples/demo/fax/f5-c11.pdf", import.meta.url));

const contextWith = (spoolFolder: string | null) => ({
  connectionId: "fax",
  settings: fax.settings.parse({ spoolFolder }),
  receive: vi.fn(async (_: RawMessage) => ({ messageId: "m1", duplicate: false })),
  log: vi.fn(),
});

test("without a spool folder the fax connector has no door", async () => {
  expect(await fax.listen?.(contextWith(null))).toBeNull();
});

test("a fax left in the spool folder is handed in and moved to taken/", async () => {
  const spoolFolder = await mkdtemp(join(tmpdir(), "recvq-"));
  const context = contextWith(spoolFolder);
  const door = await fax.listen?.(context);
  try {
    expect(door?.address).toBe(spoolFolder);
    await copyFile(FAX, join(spoolFolder, "fax00001.pdf"));
    await vi.waitFor(
      async () => expect(await readdir(join(spoolFolder, "taken"))).toEqual(["fax00001.pdf"]),
      {
        timeout: 10_000,
      },
    );
    expect(context.receive).toHaveBeenCalledOnce();
    expect(context.receive.mock.calls[0]?.[0]).toMatchObject({
      contentType: "application/pdf",
      fileName: "fax00001.pdf",
    });
  } finally {
    await door?.close();
    await rm(spoolFolder, { recursive: true, force: true });
  }
});
