import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import MailComposer from "nodemailer/lib/mail-composer/index.js";

const FIXTURES = new URL("../fixtures/", import.meta.url);

/** The bytes of another connector's fixture, to be attached. */
export const fixture = (path: string): Buffer => readFileSync(new URL(path, FIXTURES));

/** A mail as a mail program would write it. */
export async function composed(mail: ConstructorParameters<typeof MailComposer>[0]): Promise<Uint8Array> {
  const defaults = {
    from: "Dana Kowalski <dana@bakery.example>",
    to: "orders@hub.example",
    date: new Date("2026-11-20T09:00:00Z"),
    messageId: "<m1@bakery.example>",
    subject: "Order",
    text: "Hello,\n\nplease see the attachment.\n\nDana Kowalski",
  };
  return new Uint8Array(await new MailComposer({ ...defaults, ...mail }).compile().build());
}

const u16 = (...values: number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.from(Uint16Array.of(value).buffer)));
const u32 = (...values: number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.from(Uint32Array.of(value).buffer)));

/** An archive; no reader here checks its checksums, so they are zero. `flags` 1 says that it is encrypted. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>, flags = 0): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const known = [u16(20, flags, 8, 0, 0), u32(0, packed.length, content.length), u16(name.length, 0)];
    const local = Buffer.concat([u32(0x04034b50), ...known, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([u32(0x02014b50), u16(20), ...known, u16(0, 0, 0), u32(0, at), Buffer.from(name)]),
    );
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const count = directory.length;
  return Buffer.concat([
    ...locals,
    central,
    u32(0x06054b50),
    u16(0, 0, count, count),
    u32(central.length, at),
    u16(0),
  ]);
}
