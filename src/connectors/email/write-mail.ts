import { encodeWords, foldLines } from "nodemailer/lib/mime-funcs";

const LINE_CHARS = 76;

/** A mail of one plain text, as RFC 5322 wants it. Nothing in it depends on anything but its arguments. */
export function writeMail(headers: Readonly<Record<string, string>>, text: string): Uint8Array {
  const written = Object.entries(headers).map(([name, value]) => headerLine(name, value));
  const body = Buffer.from(text.replace(/\r?\n/g, "\r\n")).toString("base64");
  const lines = [
    ...written,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    ...(body.match(new RegExp(`.{1,${LINE_CHARS}}`, "g")) ?? []),
    "",
  ];
  return new Uint8Array(Buffer.from(lines.join("\r\n")));
}

/** On one line whatever stands in it, so that no value can begin a header of its own. */
function headerLine(name: string, value: string): string {
  const plain = value.replace(/\s+/g, " ").trim();
  return foldLines(`${name}: ${encodeWords(plain, "B", LINE_CHARS - name.length - 2)}`, LINE_CHARS);
}
