import { connect } from "node:net";
import nodemailer from "nodemailer";
import { afterEach, describe, expect, test } from "vitest";
import type { Door, RawMessage } from "../../../src/connectors/connector.js";
import { isListed } from "../../../src/connectors/email/address-list.js";
import { messageIdOf } from "../../../src/connectors/email/delivery-id.js";
import { email } from "../../../src/connectors/email/index.js";

const open: { door: Door | null } = { door: null };
afterEach(async () => {
  await open.door?.close();
  open.door = null;
});

/** A door on a free port, and what has come through it. */
async function doorWith(
  receive: (message: RawMessage) => Promise<void> = async () => undefined,
  settings: Record<string, unknown> = {},
): Promise<{ received: RawMessage[]; port: number }> {
  const received: RawMessage[] = [];
  open.door =
    (await email.listen?.({
      connectionId: "mailbox",
      settings: email.settings.parse({
        port: 0,
        recipients: ["orders@hub.example", "@sales.example"],
        ...settings,
      }),
      async receive(message) {
        await receive(message);
        received.push(message);
        return { messageId: `m-${received.length}`, duplicate: false };
      },
      log: () => undefined,
    })) ?? null;
  return { received, port: Number(new URL(open.door?.address ?? "").port) };
}

const send = (port: number, mail: Record<string, unknown> = {}): Promise<{ response: string }> =>
  nodemailer.createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true }).sendMail({
    from: "Dana <dana@bakery.example>",
    to: "orders@hub.example",
    subject: "Bestellung für Müller",
    text: "Please send 3 x TL-1001.",
    ...mail,
  });

describe("the mail door", () => {
  test("hands in a mail as it came, and says 250 only then", async () => {
    let isKept = false;
    const { received, port } = await doorWith(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      isKept = true;
    });
    const { response } = await send(port, { messageId: "<m1@bakery.example>" });
    expect(isKept).toBe(true);
    expect(response).toMatch(/^250 .*m-1/);
    expect(received).toMatchObject([
      {
        contentType: "message/rfc822",
        deliveryId: "<m1@bakery.example>",
        headers: { "envelope-from": "dana@bakery.example", "envelope-to": "orders@hub.example" },
      },
    ]);
    expect(Buffer.from(received[0]?.body ?? []).toString()).toMatch(
      /Subject: =\?UTF-8.*\r\n[\s\S]*3 x TL-1001/,
    );
  });

  test.each(["someone@elsewhere.example", "orders@hub.example.evil.example", "other@hub.example"])(
    "does not relay to %s",
    async (to) => {
      const { received, port } = await doorWith();
      await expect(send(port, { to })).rejects.toMatchObject({ responseCode: 550 });
      expect(received).toEqual([]);
    },
  );

  test("takes any address of a domain that is its own", async () => {
    const { received, port } = await doorWith();
    await send(port, { to: "Anybody@SALES.example" });
    expect(received).toHaveLength(1);
  });

  test("says 451 when a mail could not be kept, so that the sender comes again", async () => {
    let attempts = 0;
    const { received, port } = await doorWith(async () => {
      if (++attempts === 1) throw new Error("the database is away");
    });
    await expect(send(port)).rejects.toMatchObject({ responseCode: 451 });
    expect(received).toEqual([]);
    await send(port);
    expect(received).toHaveLength(1);
  });

  test("says 552 to a mail that is too large, announced or not", async () => {
    const { received, port } = await doorWith(undefined, { sizeBytesMax: 4096 });
    await expect(send(port, { text: "x".repeat(20_000) })).rejects.toMatchObject({ responseCode: 552 });
    await expect(
      speak(port, [
        "EHLO x",
        "MAIL FROM:<a@b.example>",
        "RCPT TO:<orders@hub.example>",
        "DATA",
        `${"y".repeat(900)}\r\n`.repeat(20).concat("."),
      ]),
    ).resolves.toMatch(/552/);
    expect(received).toEqual([]);
  });

  test("keeps a mail that nobody can parse", async () => {
    const { received, port } = await doorWith();
    const answer = await speak(port, [
      "EHLO x",
      "MAIL FROM:<>",
      "RCPT TO:<orders@hub.example>",
      "DATA",
      "\u0001\u0002 no headers at all\r\n.",
    ]);
    expect(answer).toMatch(/250 .*m-1/);
    expect(received).toMatchObject([{ deliveryId: null, headers: { "envelope-from": "" } }]);
  });

  test("does not open without addresses, nor on a port that is taken, nor unasked", async () => {
    await expect(doorWith(undefined, { recipients: [] })).rejects.toMatchObject({ code: "NO_RECIPIENTS" });
    const { port } = await doorWith();
    const first = open.door;
    await expect(doorWith(undefined, { port })).rejects.toMatchObject({ code: "DOOR_NOT_OPENED" });
    open.door = first;
    const unasked = {
      connectionId: "m",
      settings: email.settings.parse({}),
      receive: async () => ({ messageId: "", duplicate: false }),
      log: () => undefined,
    };
    expect(await email.listen?.(unasked)).toBeNull();
  });
});

/** A client without manners: lines as they are, one per answer. Resolves with the last answer. */
function speak(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const waiting = [...lines];
    socket.setEncoding("utf8");
    socket.on("error", reject);
    socket.on("data", (answer: string) => {
      if (/^\d{3}-[^\n]*\r\n$/.test(answer)) return;
      const next = waiting.shift();
      if (next !== undefined) {
        socket.write(`${next}\r\n`);
        return;
      }
      socket.end();
      resolve(answer);
    });
  });
}

test.each<[string, boolean]>([
  ["orders@hub.example", true],
  ["ORDERS@Hub.Example", true],
  ["x@sales.example", true],
  ["x@subsales.example", false],
  ["x@sub.sales.example", false],
  ["orders@hub.example@evil.example", false],
])("%s is one of ours: %s", (address, expected) => {
  expect(isListed(address, ["orders@hub.example", "@sales.example"])).toBe(expected);
});

test.each<[string, string | null]>([
  ["Subject: x\r\nMessage-ID: <a@b>\r\n\r\nbody", "<a@b>"],
  ["message-id:\r\n <a@b>\r\n\r\n", "<a@b>"],
  ["Subject: x\r\n\r\nMessage-ID: <not@a.header>", null],
  ["", null],
])("the delivery id of %j is %s", (raw, expected) => {
  expect(messageIdOf(new TextEncoder().encode(raw))).toBe(expected);
});
