import { appendFile, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import type { RawMessage } from "../../../src/connectors/connector.js";
import { decodeFax } from "../../../src/connectors/fax/decode.js";
import { fax } from "../../../src/connectors/fax/index.js";
import { type Reception, receptionOf } from "../../../src/connectors/fax/reception-log.js";

const FAX = fileURLToPath(new URL("../../../examples/demo/fax/f5-c11.pdf", import.meta.url));
const WRITTEN_AT = new Date("2026-11-20T08:15:00Z");

interface Said {
  readonly date?: string;
  readonly kind?: string;
  readonly file?: string;
  readonly station?: string;
  readonly fault?: string;
  readonly callers?: readonly string[];
}

/** A line as HylaFAX writes it, of a call that our desk has received. */
const line = ({
  date = "11/20/26 09:14",
  kind = "RECV",
  file,
  station = "",
  fault = "",
  callers = [],
}: Said) =>
  `${[
    ...[date, kind, "000000123", "ttyS0", file ?? "recvq/fax000000007.tif", "", "fax", '"+49 40 900"'],
    ...[`"${station}"`, "4259840", "2", "1:04", "0:55", `"${fault}"`],
    ...[...callers, "", ""].slice(0, 2).map((caller) => `"${caller}"`),
    ...['""', '""', '"14400 bit/s"'],
  ].join("\t")}\n`;

const CASES: readonly (readonly [string, string, Reception | null])[] = [
  ["the sender's own number", line({ station: "+49 40 1234" }), heard({ station: "+49 40 1234" })],
  [
    "the caller, number first",
    line({ callers: ["0405550123", "NORDLICHT"] }),
    heard({ caller: "0405550123" }),
  ],
  [
    "the caller, name first",
    line({ callers: ["NORDLICHT 24", "0405550123"] }),
    heard({ caller: "0405550123" }),
  ],
  ["what went wrong", line({ fault: "RSPREC error/got EOP" }), heard({ fault: "RSPREC error/got EOP" })],
  ["nothing of a fax that was sent", line({ kind: "SEND", station: "1" }), null],
  ["nothing of another file", line({ file: "recvq/fax000000070.tif" }), null],
  ["nothing of an old fax of the name", line({ date: "11/20/24 09:14" }), null],
  ["nothing of a line without a date", line({ date: "" }), null],
  ["nothing of a line that is still being written", line({ station: "1" }).slice(0, -1), null],
  [
    "the last of two",
    line({ station: "1" }) + line({ station: "2" }) + line({ file: "x.tif" }),
    heard({ station: "2" }),
  ],
];

function heard(said: Partial<Reception>): Reception {
  return { caller: null, station: null, fault: null, ...said };
}

test.each(CASES)("a log tells %s", (_, text, reception) => {
  expect(receptionOf(text, "fax000000007.tif", WRITTEN_AT)).toEqual(reception);
});

describe("a fax that a server has noted", () => {
  /** Leaves a fax in a folder beside a log, and gives back the headers it was handed in with. */
  async function taken(log: string | null, later: string | null = null) {
    const folder = await mkdtemp(join(tmpdir(), "recvq-"));
    const receptionLog = join(folder, "xferfaxlog");
    if (log !== null) await writeFile(receptionLog, log);
    const receive = vi.fn(async (_: RawMessage) => ({ messageId: "m1", duplicate: false }));
    const settings = fax.settings.parse({ spoolFolder: folder, receptionLog });
    const context = { connectionId: "fax", settings, receive, log: vi.fn() };
    const door = await fax.listen?.(context);
    try {
      await copyFile(FAX, join(folder, "fax1.pdf"));
      if (later !== null) {
        await sleep(3_500);
        expect(receive).not.toHaveBeenCalled();
        await appendFile(receptionLog, later);
      }
      await vi.waitFor(async () => expect(await readdir(join(folder, "taken"))).toEqual(["fax1.pdf"]), {
        timeout: 10_000,
      });
      return { headers: receive.mock.calls[0]?.[0].headers, warnings: context.log.mock.calls };
    } finally {
      await door?.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Today, as the server's clock has it. */
  const today = (): string => {
    const [year = "", month, day] = new Date().toISOString().slice(0, 10).split("-");
    return `${month}/${day}/${year.slice(2)} ${new Date().toISOString().slice(11, 16)}`;
  };
  const said = (): Said => ({
    date: today(),
    file: "recvq/fax1.pdf",
    station: "49401234",
    fault: "No carrier.",
  });

  test("is handed in with what the log says of it, and waits for its line", async () => {
    const headers = { "fax-station": "49401234", "fax-fault": "No carrier." };
    expect((await taken(line(said()))).headers).toEqual(headers);
    expect((await taken("", line({ ...said(), callers: ["0405550123"] }))).headers).toEqual({
      ...headers,
      "fax-sender": "0405550123",
    });
  }, 30_000);

  test("is handed in without it where the log cannot be read", async () => {
    const { headers, warnings } = await taken(null);
    expect(headers).toEqual({});
    expect(warnings[0]).toEqual([
      "warn",
      expect.stringMatching(/fax1.pdf is taken without what .*xferfaxlog/),
    ]);
  });

  test("has the sender that the log names, the caller before the number that was typed in", async () => {
    const body = new Uint8Array(await readFile(FAX));
    const read = async (headers: Record<string, string>) =>
      decodeFax({ body, headers }, { pageSeconds: 60, faxSeconds: 60 });
    expect((await read({ "fax-station": "1" })).sender).toBe("1");
    expect((await read({ "fax-station": "1", "fax-sender": "2" })).sender).toBe("2");
    const { issues } = await read({ "fax-fault": "No carrier." });
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      [
        "FAX_RECEIVED_BADLY",
        "The fax server says that something went wrong while it was received: No carrier.",
      ],
    ]);
  });
});
