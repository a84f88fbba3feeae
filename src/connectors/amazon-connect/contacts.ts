import type { Issue, StoredMessage } from "../connector.js";
import { endOfString } from "../reading/json/fault.js";
import { readJson } from "../reading/json/read-json.js";
import { isGroup, valuesAt } from "../reading/json/tree-path.js";
import { decodeText } from "../reading/values/encoding.js";

/** What Amazon Connect told of contacts, taken out of whatever carried it here. */
export type Contacts =
  | { readonly ok: true; readonly contacts: readonly unknown[] }
  | { readonly ok: false; readonly issue: Issue };

const BYTES_MAX = 20 * 1024 * 1024;
const CONTACTS_MAX = 20_000;

/**
 * Opens one contact or many: a record, a list, records one after the other as a delivery stream writes them (on
 * lines of their own or not), or the envelopes of Kinesis and EventBridge around them.
 */
export async function decodeContacts({ body }: StoredMessage): Promise<Contacts> {
  if (body.byteLength > BYTES_MAX)
    return refused("FILE_TOO_LARGE", `The message is over ${BYTES_MAX} bytes.`);
  const whole = readJson(body);
  if (whole.ok) return unwrapped([whole.value]);
  const parts = oneAfterTheOther(decodeText(body).text);
  if (parts === null) return { ok: false, issue: whole.issue };
  return unwrapped(parts);
}

function unwrapped(values: readonly unknown[]): Contacts {
  const contacts: unknown[] = [];
  for (const value of values.flat(3)) {
    const records = valuesAt(value, "Records").flatMap((record) => dataOf(record));
    if (records.length === 0) contacts.push(...asPassedOn(value));
    for (const data of records) {
      const inner = readJson(Uint8Array.from(Buffer.from(data, "base64")));
      if (!inner.ok) return refused("NOT_JSON", "A record of the stream does not hold JSON.");
      contacts.push(...[inner.value].flat(3));
    }
    if (contacts.length > CONTACTS_MAX)
      return refused("TOO_MANY_CALLS", `The message holds more than ${CONTACTS_MAX} contacts.`);
  }
  return { ok: true, contacts };
}

/** A function that passes on what it was called with may put it beside its own context. */
function asPassedOn(value: unknown): readonly unknown[] {
  const inner = valuesAt(value, "event").filter((event) =>
    valuesAt(event, "Details.ContactData").some(isGroup),
  );
  return inner.length > 0 ? inner : [value];
}

/** The base64 of a Kinesis record, as a function and as a client of the stream get it. */
function dataOf(record: unknown): string[] {
  return [
    ...valuesAt(record, "kinesis.data"),
    ...valuesAt(record, "Data"),
    ...valuesAt(record, "data"),
  ].filter((data) => typeof data === "string");
}

/** Splits `{…}{…}` and `{…}\n{…}`; null if that is not what the text is. */
function oneAfterTheOther(text: string): unknown[] | null {
  const values: unknown[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') {
      const end = endOfString(text, at);
      if (end < 0) return null;
      at = end - 1;
    } else if (char === "{" || char === "[") {
      if (depth === 0) start = at;
      depth += 1;
    } else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth < 0) return null;
      if (depth === 0) {
        const value = readJson(new TextEncoder().encode(text.slice(start, at + 1)));
        if (!value.ok || !isGroup(value.value)) return null;
        values.push(value.value);
        if (values.length > CONTACTS_MAX) return null;
      }
    } else if (depth === 0 && !/[\s,]/.test(char ?? "")) {
      return null;
    }
  }
  return depth === 0 && values.length > 1 ? values : null;
}

const refused = (code: string, message: string): Contacts => ({
  ok: false,
  issue: { code, message, at: null },
});
