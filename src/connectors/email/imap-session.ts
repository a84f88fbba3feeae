import { ImapFlow, type ImapFlowOptions } from "imapflow";
import { sourceError } from "../source-error.js";
import { imapFailure } from "./imap-error.js";
import type { EmailSettings } from "./settings.js";

const CONNECT_TIMEOUT_MS = 20_000;
const GREETING_TIMEOUT_MS = 15_000;
/** A connection on which nothing has moved for so long is dead, whatever TCP thinks of it. */
const SILENCE_TIMEOUT_MS = 45_000;
/** Long enough for the largest mail over a slow line. */
const EXCHANGE_TIMEOUT_MS = 300_000;
const LINE_BYTES_MAX = 8 * 1024 * 1024;
/** What a response has beside the mail in it. */
const RESPONSE_EXTRA_BYTES = 1024 * 1024;

export interface OpenMailbox {
  readonly client: ImapFlow;
  readonly uidValidity: string;
  readonly count: number;
  /** The keyword can be put on mail here. */
  readonly takesKeyword: boolean;
}

/**
 * Signs in, opens the mailbox and hands it over for as long as `use` runs. Without a keyword to set, it is
 * opened for reading only. Every failure comes out as one of the classes of `source-error.ts`.
 */
export async function* inMailbox<T>(
  settings: EmailSettings,
  use: (mailbox: OpenMailbox) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const client = clientFor(settings);
  // Without a listener a lost connection would end the process; whoever waits for an answer hears of it anyway.
  client.on("error", () => undefined);
  try {
    await inTime(client, client.connect());
    const readOnly = settings.imapKeyword === null;
    const { uidValidity, exists, permanentFlags, flags } = await inTime(
      client,
      client.mailboxOpen(settings.imapMailbox, { readOnly }),
    );
    const known = permanentFlags ?? flags ?? new Set<string>();
    const takesKeyword =
      settings.imapKeyword !== null && (known.has("\\*") || known.has(settings.imapKeyword));
    yield* use({ client, uidValidity: String(uidValidity), count: exists, takesKeyword });
    await inTime(client, client.logout());
  } catch (error) {
    throw imapFailure(settings.imapHost ?? "the mail server", error);
  } finally {
    client.close();
  }
}

/** One exchange with the server. One that trickles on for ever is cut off, and fails like a lost connection. */
export async function inTime<T>(client: ImapFlow, exchange: Promise<T>): Promise<T> {
  const timer = setTimeout(() => client.close(), EXCHANGE_TIMEOUT_MS);
  try {
    return await exchange;
  } finally {
    clearTimeout(timer);
  }
}

export function clientFor(
  settings: EmailSettings,
  patience: Pick<ImapFlowOptions, "maxIdleTime" | "socketTimeout"> = { socketTimeout: SILENCE_TIMEOUT_MS },
): ImapFlow {
  const { imapHost, imapPort, imapSecurity, imapUser, imapPassword, sizeBytesMax } = settings;
  if (imapHost === null) throw sourceError("SOURCE_REFUSED", "no mailbox is named in `imapHost`");
  if (imapUser === null || imapPassword === null)
    throw sourceError("SOURCE_AUTH", "`imapUser` and `imapPassword` are needed to sign in");
  return new ImapFlow({
    host: imapHost,
    port: imapPort ?? (imapSecurity === "tls" ? 993 : 143),
    secure: imapSecurity === "tls",
    ...(imapSecurity === "tls" ? {} : { doSTARTTLS: imapSecurity === "starttls" }),
    auth: { user: imapUser, pass: imapPassword },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: GREETING_TIMEOUT_MS,
    ...patience,
    maxLineLength: LINE_BYTES_MAX,
    maxLiteralSize: sizeBytesMax + RESPONSE_EXTRA_BYTES,
    maxResponseSize: sizeBytesMax + 2 * RESPONSE_EXTRA_BYTES,
  });
}
