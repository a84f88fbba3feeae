import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Door, RawMessage, Receipt } from "../../../../src/connectors/connector.js";
import { watchFolder } from "../../../../src/connectors/reading/sources/watched-folder.js";

const POLL_MS = 20;

let folder: string;
let doors: Door[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-"));
  doors = [];
});

afterEach(async () => {
  await Promise.all(doors.map((door) => door.close()));
  await rm(folder, { recursive: true, force: true });
});

async function watch(receive: (message: RawMessage) => Promise<Receipt>, pollMs = POLL_MS) {
  const log = vi.fn();
  doors.push(await watchFolder({ folder, extensions: [".tif", ".pdf"], receive, log, pollMs }));
  return log;
}

const keep = () => vi.fn(async (_: RawMessage): Promise<Receipt> => ({ messageId: "m1", duplicate: false }));
const taken = (): Promise<string[]> => readdir(join(folder, "taken"));
const someTimeLater = (polls: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, POLL_MS * polls));

describe("a watched folder", () => {
  test("hands a file in as it is and moves it away once it is kept", async () => {
    const receive = keep();
    await watch(receive);
    await writeFile(join(folder, "fax00001.TIF"), "II*");
    await vi.waitFor(async () => expect(await taken()).toEqual(["fax00001.TIF"]));
    expect(receive).toHaveBeenCalledExactlyOnceWith({
      body: Uint8Array.from(Buffer.from("II*")),
      contentType: "image/tiff",
      fileName: "fax00001.TIF",
      headers: {},
      deliveryId: null,
    });
    expect(await readdir(folder)).toEqual(["taken"]);
  });

  test("waits for a file that is still growing", async () => {
    const receive = keep();
    await watch(receive, POLL_MS * 10);
    const path = join(folder, "slow.tif");
    await writeFile(path, "0");
    for (let part = 1; part <= 40; part += 1) {
      await appendFile(path, ",1");
      await someTimeLater(1);
    }
    expect(receive).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(receive).toHaveBeenCalled(), { timeout: 5_000 });
    expect(receive.mock.calls[0]?.[0].body).toHaveLength(81);
  });

  test("leaves a file that could not be kept, says so once, and tries again", async () => {
    let isDown = true;
    const receive = vi.fn(async (): Promise<Receipt> => {
      if (isDown) throw new Error("the database is away");
      return { messageId: "m1", duplicate: true };
    });
    const log = await watch(receive);
    await writeFile(join(folder, "a.pdf"), "%PDF-");
    await vi.waitFor(() => expect(receive.mock.calls.length).toBeGreaterThan(2));
    expect(await readdir(folder)).toContain("a.pdf");
    expect(log.mock.calls.filter(([level]) => level === "warn")).toHaveLength(1);
    isDown = false;
    await vi.waitFor(async () => expect(await taken()).toEqual(["a.pdf"]));
  });

  test("touches nothing that is not for it", async () => {
    const receive = keep();
    const log = await watch(receive);
    await writeFile(join(folder, "notes.txt"), "x");
    await writeFile(join(folder, ".fax00002.tif"), "half");
    await writeFile(join(folder, "empty.tif"), "");
    await mkdir(join(folder, "folder.tif"));
    await someTimeLater(8);
    expect(receive).not.toHaveBeenCalled();
    expect((await readdir(folder)).sort()).toEqual([
      ".fax00002.tif",
      "empty.tif",
      "folder.tif",
      "notes.txt",
      "taken",
    ]);
    expect(log.mock.calls.map(([, message]) => message as string).sort()).toEqual([
      expect.stringContaining("empty.tif was left in the folder: it is empty"),
      expect.stringContaining("folder.tif was left in the folder: it is not a plain file"),
    ]);
  });

  test("overwrites nothing when a fax server starts to count anew", async () => {
    await mkdir(join(folder, "taken"));
    await writeFile(join(folder, "taken", "fax1.tif"), "old");
    await watch(keep());
    await writeFile(join(folder, "fax1.tif"), "new");
    await vi.waitFor(async () => expect(await taken()).toHaveLength(2));
  });

  test("is quiet once closed", async () => {
    const receive = keep();
    await watch(receive);
    await doors[0]?.close();
    await writeFile(join(folder, "late.tif"), "II*");
    await someTimeLater(5);
    expect(receive).not.toHaveBeenCalled();
  });

  test("that cannot be made is refused in words", async () => {
    await writeFile(join(folder, "file"), "x");
    const opening = watchFolder({
      folder: join(folder, "file"),
      extensions: [".tif"],
      receive: keep(),
      log: vi.fn(),
    });
    await expect(opening).rejects.toMatchObject({ code: "FOLDER_UNUSABLE" });
  });
});
