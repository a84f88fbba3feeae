import type { FetchMessageObject, FetchQueryObject, ImapFlow } from "imapflow";
import type { RawMessage } from "../connector.js";
import type { Page, PullWindow, Stream } from "../source.js";
import { sourceError } from "../source-error.js";
import { LEFT_OUT_HEADER } from "./decode.js";
import { mailboxDeliveryId } from "./delivery-id.js";
import { cursorAt, uidBehind } from "./imap-cursor.js";
import { inMailbox, inTime, type OpenMailbox } from "./imap-session.js";
import type { EmailSettings } from "./settings.js";

const PAGE_MAILS_MAX = 20;
const PAGE_BYTES_MAX = 4 * 1024 * 1024;
/** What is left comes with the next pass. */
const PASS_MAILS_MAX = 2_000;
const DAY_MS = 86_400_000;

/**
 * The mail of one mailbox, in the order of its UIDs. The cursor stands behind the last mail that was handed
 * over with its bytes and moves for nothing else: not for a search that finds nothing, not for a connection
 * that breaks. Where it means nothing (the first pass, a new UIDVALIDITY, another mailbox) the mail of the
 * last days is read, and what is known already is known by its delivery id.
 */
export const mailStream: Stream<EmailSettings> = {
  name: "mail",
  cursor: "OPAQUE",
  overlapMs: 0,
  settleMs: 0,
  pull: (settings, window) => inMailbox(settings, (mailbox) => pagesOf(mailbox, settings, window)),
};

async function* pagesOf(
  mailbox: OpenMailbox,
  settings: EmailSettings,
  window: PullWindow,
): AsyncIterable<Page> {
  const { client, uidValidity, takesKeyword } = mailbox;
  const { imapMailbox, imapKeyword } = settings;
  const behind = uidBehind(window.cursor, imapMailbox, uidValidity);
  const wanted = await uidsToRead(client, behind, settings, window);
  for (let at = 0; at < wanted.length; ) {
    const taken = await takePage(client, wanted.slice(at, at + PAGE_MAILS_MAX), settings);
    at += taken.tried;
    const last = taken.mails.at(-1);
    if (last === undefined) continue;
    yield {
      messages: taken.mails.map(({ message }) => message),
      cursor: cursorAt({ mailbox: imapMailbox, uidValidity, uid: last.uid }),
      newestAt: newestOf(taken.mails),
    };
    // Whoever asks for the next page has kept this one.
    if (takesKeyword && imapKeyword !== null) {
      const uids = taken.mails.map(({ uid }) => uid).join(",");
      await inTime(client, client.messageFlagsAdd(uids, [imapKeyword], { uid: true, silent: true }));
    }
  }
}

/** Upward from the cursor. "No answer" is never taken for "nothing there". */
async function uidsToRead(
  client: ImapFlow,
  behind: number | null,
  { imapDays }: EmailSettings,
  { until }: PullWindow,
): Promise<number[]> {
  // Servers round SINCE to their own days: a day more costs nothing.
  const since = new Date(Date.parse(until) - (imapDays + 1) * DAY_MS);
  const query = behind === null ? { since } : { uid: `${behind + 1}:*` };
  const found = await inTime(client, client.search(query, { uid: true }));
  if (!Array.isArray(found)) throw sourceError("SOURCE_TRANSIENT", "the mailbox could not be searched");
  // "8:*" finds the last mail even if that is number 7.
  const fresh = behind === null ? found : found.filter((uid) => uid > behind);
  return [...new Set(fresh)].sort((a, b) => a - b).slice(0, PASS_MAILS_MAX);
}

interface TakenMail {
  readonly uid: number;
  readonly at: string | null;
  readonly message: RawMessage;
}

/** Mail until the page is full. One that was removed in between is passed over, and noticed by nobody. */
async function takePage(client: ImapFlow, uids: readonly number[], settings: EmailSettings) {
  const mails: TakenMail[] = [];
  let bytes = 0;
  let tried = 0;
  const listed = await inTime(
    client,
    client.fetchAll(uids.join(","), { size: true, internalDate: true }, { uid: true }),
  );
  const known = new Map(listed.map((mail) => [mail.uid, mail]));
  for (const uid of uids) {
    const mail = await takeMail(client, known.get(uid), settings);
    tried += 1;
    if (mail === null) continue;
    mails.push(mail);
    bytes += mail.message.body.length;
    if (bytes >= PAGE_BYTES_MAX) break;
  }
  return { mails, tried };
}

/** A mail that is larger than we take is handed over without its content, and a person gets to know. */
async function takeMail(
  client: ImapFlow,
  known: FetchMessageObject | undefined,
  { imapMailbox, sizeBytesMax }: EmailSettings,
): Promise<TakenMail | null> {
  if (known?.size === undefined) return assertUsable(client);
  const { uid, size } = known;
  // Some servers state a size that is not the real one: what is longer than it may be shows itself.
  const whole =
    size > sizeBytesMax ? null : await fetchPart(client, uid, { source: { maxLength: sizeBytesMax + 1 } });
  const isTooLarge = whole === null || (whole !== undefined && whole.length > sizeBytesMax);
  const body = isTooLarge ? await fetchPart(client, uid, { headers: true }) : whole;
  if (body === undefined) return assertUsable(client);
  const bytes = new Uint8Array(body);
  return {
    uid,
    at: dateOf(known),
    message: {
      body: bytes,
      contentType: "message/rfc822",
      fileName: null,
      headers: {
        "imap-mailbox": imapMailbox,
        "imap-uid": String(uid),
        ...(isTooLarge ? { [LEFT_OUT_HEADER]: String(size) } : {}),
      },
      deliveryId: mailboxDeliveryId(bytes),
    },
  };
}

/** Fetched with PEEK, so that nothing is marked as seen; undefined if the mail is not there. */
async function fetchPart(
  client: ImapFlow,
  uid: number,
  query: FetchQueryObject,
): Promise<Buffer | undefined> {
  const fetched = await inTime(client, client.fetchOne(String(uid), query, { uid: true }));
  return fetched === false ? undefined : (fetched.source ?? fetched.headers);
}

/** A mail that is not there was removed, unless it is the connection that is gone. */
function assertUsable(client: ImapFlow): null {
  if (!client.usable) throw sourceError("SOURCE_TRANSIENT", "the connection to the mail server was lost");
  return null;
}

function dateOf({ internalDate }: FetchMessageObject): string | null {
  const date = internalDate === undefined ? null : new Date(internalDate);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const newestOf = (mails: readonly TakenMail[]): string | null =>
  mails
    .flatMap(({ at }) => at ?? [])
    .sort()
    .at(-1) ?? null;
