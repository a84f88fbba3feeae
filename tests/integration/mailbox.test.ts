import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { email } from "../../src/connectors/email/index.js";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { clientOf } from "../../src/flows/receiving/source-clients.js";
import { startPulling } from "../../src/jobs/pulling.js";
import { streamStates } from "../../src/store/writes/stream.js";
import { type CuttingProxy, startCuttingProxy } from "../support/cutting-proxy.js";
import { available, type DovecotForTests, startDovecot } from "../support/dovecot.js";
import { READING, startTestHub } from "../support/hub.js";

const DAY_MS = 86_400_000;
const HINT_MS = 60_000;

const mail = (id: string | null, sku: string, padding = 0): string =>
  [
    "From: Ines Brandt <ines@harborside-bakery.example>",
    "To: orders@hub.example",
    `Subject: Order ${sku}`,
    ...(id === null ? [] : [`Message-ID: <${id}@harborside-bakery.example>`]),
    "Date: Thu, 19 Nov 2026 09:00:00 +0000",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Hello,",
    "",
    `please send us 5 x ${sku}`,
    "",
    "Ines Brandt",
    ...Array.from({ length: padding }, (_, at) => `-- line ${at} of a very long signature --`),
  ].join("\n");

describe.skipIf(!available)("a mailbox on a real server", () => {
  let dovecot: DovecotForTests;
  let proxy: CuttingProxy;
  let world: Awaited<ReturnType<typeof startTestHub>>;
  let settings: Record<string, unknown>;

  beforeAll(async () => {
    dovecot = await startDovecot();
    proxy = await startCuttingProxy(dovecot.port);
    settings = {
      ...{ imapHost: "127.0.0.1", imapPort: proxy.port, imapSecurity: "none", imapKeyword: "Throughline" },
      ...{ imapUser: dovecot.user, imapPassword: dovecot.password, sizeBytesMax: 200_000 },
    };
    world = await startTestHub("mailbox", {
      warehouse: false,
      connections: {
        box: ["email", settings],
        stranger: ["email", { ...settings, imapPassword: "guessed" }],
        lost: ["email", { ...settings, imapMailbox: "Orders" }],
      },
    });
    await enterAllStreams(world.hub);
  });
  afterAll(async () => {
    await world.close();
    await proxy.close();
    await dovecot.stop();
  });
  beforeEach(async () => {
    await world.rows("TRUNCATE inbound_messages, orders, facts, source_records, documents CASCADE");
    await world.rows(`UPDATE streams SET cursor = NULL, leased_until = NULL, next_at = now(), succeeded_at = NULL,
      newest_at = NULL, messages = 0, repeats = 0, failures = 0, expirations = 0, is_stopped = false, error = NULL`);
    for (let uid = 1; uid <= highest; uid += 1) await dovecot.remove(uid);
  });

  /** The highest UID that was given out; what stands below belongs to an earlier test. */
  let highest = 0;
  const deliver = async (text: string, at?: Date): Promise<number> => {
    highest = Math.max(highest, await dovecot.deliver(text, at));
    return highest;
  };
  const pass = async (id = "box"): Promise<number> => {
    await world.rows("UPDATE streams SET next_at = now()");
    return pullConnection(world.hub, world.hub.connection(id) ?? expect.fail("no such connection"));
  };
  const state = async (id = "box") =>
    (await streamStates(world.hub.store.pool)).find(({ connectionId }) => connectionId === id) ??
    expect.fail("no stream");
  const cursor = async (): Promise<{ uid: number; uidValidity: string } | null> => {
    const { cursor: text } = await state();
    return text === null ? null : JSON.parse(text);
  };
  const kept = async (): Promise<string[]> => {
    const rows = await world.rows<{ body: Buffer }>("SELECT body FROM inbound_messages ORDER BY id");
    return rows.map(({ body }) => /^Subject: Order (.*)$/m.exec(body.toString())?.[1]?.trim() ?? "?");
  };

  test("comes in once, byte for byte, and is read into orders", async () => {
    await deliver(mail("a1", "HB-100"));
    const uid = await deliver(mail("a2", "HB-200"));
    expect(await pass()).toBe(2);
    expect(await pass()).toBe(0);
    expect(await state()).toMatchObject({ messages: "2", repeats: "0", failures: 0, error: null });
    expect((await cursor())?.uid).toBe(uid);
    const [first] = await world.rows<{ body: Buffer; deliveryId: string }>(
      "SELECT body, delivery_id FROM inbound_messages ORDER BY id",
    );
    expect(first?.body.toString()).toBe(mail("a1", "HB-100").replace(/\n/g, "\r\n"));
    expect(first?.deliveryId).toMatch(/^<a1@harborside-bakery\.example> [0-9a-f]{16}$/);
    await world.work(READING);
    expect(await world.rows("SELECT sku FROM order_lines ORDER BY sku")).toEqual([
      { sku: "HB-100" },
      { sku: "HB-200" },
    ]);
  });

  test("is marked with the keyword and never as seen, answered or deleted", async () => {
    const uid = await deliver(mail("b1", "HB-100"));
    await pass();
    expect(await dovecot.flagsOf(uid)).toEqual(["Throughline"]);
  });

  test("goes on where it was after a restart, also past mail that was removed", async () => {
    await deliver(mail("c1", "HB-1"));
    await pass();
    const removed = await deliver(mail("c2", "HB-2"));
    await dovecot.remove(removed);
    expect(await pass()).toBe(0);
    const uid = await deliver(mail("c3", "HB-3"));
    expect(await pass()).toBe(1);
    expect((await cursor())?.uid).toBe(uid);
    expect(await kept()).toEqual(["HB-1", "HB-3"]);
  });

  test("that is empty leaves the cursor where it is", async () => {
    expect(await pass()).toBe(0);
    expect(await cursor()).toBeNull();
    const uid = await deliver(mail("d1", "HB-1"));
    await pass();
    await dovecot.remove(uid);
    expect(await pass()).toBe(0);
    expect((await cursor())?.uid).toBe(uid);
    expect(await state()).toMatchObject({ failures: 0, error: null });
  });

  test("that was renumbered is read again, and nothing in it becomes two", async () => {
    await deliver(mail("e1", "HB-1"));
    await deliver(mail(null, "HB-2"));
    await pass();
    const before = await cursor();
    await dovecot.renumber();
    await deliver(mail("e3", "HB-3"));
    expect(await pass()).toBe(1);
    expect((await cursor())?.uidValidity).not.toBe(before?.uidValidity);
    expect(await kept()).toEqual(["HB-1", "HB-2", "HB-3"]);
    expect((await state()).repeats).toBe("2");
  });

  test("gives older mail only as far back as the settings say", async () => {
    await deliver(mail("f1", "HB-1"), new Date(Date.now() - 40 * DAY_MS));
    await deliver(mail("f2", "HB-2"), new Date(Date.now() - 3 * DAY_MS));
    expect(await pass()).toBe(1);
    expect(await kept()).toEqual(["HB-2"]);
  });

  test("holds a mail twice under one Message-ID: the same is one, another is two", async () => {
    await deliver(mail("g1", "HB-1"));
    await deliver(`Received: from the other way\n${mail("g1", "HB-1")}`);
    await deliver(mail("g1", "HB-2"));
    expect(await pass()).toBe(2);
    expect(await kept()).toEqual(["HB-1", "HB-2"]);
  });

  test.each([200, 900, 1_500, 3_000, 20_000, 60_000])(
    "loses nothing when the connection breaks after %i bytes",
    async (bytes) => {
      const skus = ["HB-1", "HB-2", "HB-3"];
      for (const sku of skus) await deliver(mail(`h-${sku}-${bytes}`, sku, 500));
      proxy.cutAfter(bytes);
      expect(await pass()).toBeLessThan(3);
      expect(await state()).toMatchObject({ errorCode: "SOURCE_TRANSIENT", isStopped: false, failures: 1 });
      await pass();
      expect(await kept()).toEqual(skus);
      const whole = mail(`h-HB-1-${bytes}`, "HB-1", 500).replace(/\n/g, "\r\n").length;
      const lengths = await world.rows<{ length: number }>("SELECT length(body) FROM inbound_messages");
      expect(lengths.map(({ length }) => length)).toEqual([whole, whole, whole]);
      expect(await pass()).toBe(0);
    },
  );

  test("with a wrong password stops and says so", async () => {
    await pass("stranger");
    expect(await state("stranger")).toMatchObject({ isStopped: true, errorCode: "SOURCE_AUTH" });
  });

  test("that is not there stops and says so", async () => {
    await pass("lost");
    expect(await state("lost")).toMatchObject({ isStopped: true, errorCode: "SOURCE_REFUSED" });
  });

  test("gives a mail that is too large as its headers, and a person is told", async () => {
    await deliver(mail("i1", "HB-1", 8_000));
    await deliver(mail("i2", "HB-2"));
    expect(await pass()).toBe(2);
    await world.work(READING);
    const rows = await world.rows<{ status: string; issues: { code: string }[] }>(
      "SELECT status, issues FROM inbound_messages ORDER BY id",
    );
    expect(rows.map(({ status, issues }) => [status, issues[0]?.code])).toEqual([
      ["QUARANTINED", "MAIL_TOO_LARGE"],
      ["APPLIED", undefined],
    ]);
  });

  test("can be tried before it is read", async () => {
    const { source } = email;
    const box = world.hub.connection("box") ?? expect.fail("no connection");
    const check = (extra: Record<string, unknown> = {}) =>
      source?.check(email.settings.parse({ ...settings, ...extra }), clientOf(box, source));
    await deliver(mail("j1", "HB-1"));
    expect(await check()).toEqual({
      ok: true,
      findings: ["signed in to 127.0.0.1 as orders: 1 mails in INBOX"],
    });
    expect(await check({ imapPassword: "guessed" })).toMatchObject({ ok: false });
  });
});

describe.skipIf(!available)("a mailbox whose server announces its mail", () => {
  test(
    "is read when mail comes, long before its time",
    async () => {
      const dovecot = await startDovecot();
      const proxy = await startCuttingProxy(dovecot.port);
      const world = await startTestHub("mailbox_hints", {
        warehouse: false,
        connections: {
          box: [
            "email",
            {
              ...{ imapHost: "127.0.0.1", imapPort: proxy.port, imapSecurity: "none", pollSeconds: 86_400 },
              ...{ imapUser: dovecot.user, imapPassword: dovecot.password },
            },
          ],
        },
      });
      const pulling = await startPulling(world.hub);
      const arrived = async (count: number): Promise<void> => {
        const messages = () => world.rows("SELECT id FROM inbound_messages");
        await expect
          .poll(async () => (await messages()).length, { timeout: HINT_MS, interval: 100 })
          .toBe(count);
      };
      try {
        const [stream] = await streamStates(world.hub.store.pool);
        expect(stream).toMatchObject({ connectionId: "box" });
        for (const [at, id] of ["one", "two", "three"].entries()) {
          await dovecot.deliver(mail(id, "TL-1001"));
          await arrived(at + 1);
        }
      } finally {
        await pulling.close();
        await world.close();
        await proxy.close();
        await dovecot.stop();
      }
    },
    HINT_MS,
  );
});
