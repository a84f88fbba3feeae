import { createHash } from "node:crypto";

const HEADER_BYTES_MAX = 256 * 1024;
const MESSAGE_ID_CHARS_MAX = 500;
const DELIVERY_ID_CHARS_MAX = 200;
const DIGEST_CHARS = 16;

/** The Message-ID header, read from the bytes so that it is known of a mail that cannot be parsed, too. */
export function messageIdOf(body: Uint8Array): string | null {
  const id = /^message-id:[ \t]*(?:\r?\n[ \t]+)?(\S+)/im.exec(headOf(body))?.[1];
  return id === undefined || id.length > MESSAGE_ID_CHARS_MAX ? null : id;
}

/**
 * What a mail in a mailbox is known by: its Message-ID and a digest of what follows the headers. The same
 * mail that came by two ways differs in its transport headers only, so it is one delivery; a program that
 * writes the same Message-ID on every mail loses none of them. Without a Message-ID it is the whole content.
 */
export function mailboxDeliveryId(body: Uint8Array): string {
  const messageId = messageIdOf(body);
  if (messageId === null) return `sha256:${sha256(body)}`;
  const digest = sha256(body.subarray(headOf(body).length)).slice(0, DIGEST_CHARS);
  const id = `${messageId} ${digest}`;
  return id.length <= DELIVERY_ID_CHARS_MAX ? id : `${sha256(Buffer.from(messageId))} ${digest}`;
}

/** One character for each byte, so that its length is the place where the headers end. */
function headOf(body: Uint8Array): string {
  const head = Buffer.from(body.subarray(0, HEADER_BYTES_MAX)).toString("latin1");
  const end = head.search(/\r?\n\r?\n/);
  return end < 0 ? head : head.slice(0, end);
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
