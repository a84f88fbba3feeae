import { z } from "zod";
import type {
  CanonicalDocument,
  Connector,
  Issue,
  MapResult,
  StoredMessage,
} from "../../connectors/connector.js";
import { acknowledgment } from "../../domain/acknowledgment.js";
import { call } from "../../domain/call.js";
import { HubError } from "../../domain/errors.js";
import { executionEvent } from "../../domain/execution.js";
import { invoice } from "../../domain/invoice.js";
import { canonicalOrder, faultOfLines } from "../../domain/order.js";
import { canonicalOrderChange } from "../../domain/order-change.js";
import { statedParty } from "../../domain/party.js";
import { shipNotice } from "../../domain/ship-notice.js";
import { unstorableText } from "../../domain/storable.js";
import { PART, type UnreadPart, understandParts, within } from "./understand-parts.js";

/** The shape of each kind of canonical document. */
export const DOCUMENT_SHAPES = {
  ORDER: z.object({ kind: z.literal("ORDER"), order: canonicalOrder }),
  ORDER_CHANGE: z.object({ kind: z.literal("ORDER_CHANGE"), change: canonicalOrderChange }),
  EXECUTION: z.object({ kind: z.literal("EXECUTION"), event: executionEvent }),
  ACKNOWLEDGMENT: z.object({ kind: z.literal("ACKNOWLEDGMENT"), acknowledgment }),
  SHIP_NOTICE: z.object({ kind: z.literal("SHIP_NOTICE"), notice: shipNotice }),
  INVOICE: z.object({ kind: z.literal("INVOICE"), invoice }),
  CALL: z.object({ kind: z.literal("CALL"), call }),
  ATTACHMENT: z.object({
    kind: z.literal("ATTACHMENT"),
    attachment: z.object({
      part: z.string().min(1).max(100),
      fileName: z.string().max(300),
      contentType: z.string().max(300),
      connector: z.string().max(100),
      connectionId: z.string().max(100).nullable(),
      headers: z.record(z.string(), z.string().max(300)),
    }),
  }),
  PARTY: z.object({ kind: z.literal("PARTY"), party: statedParty }),
  SOURCE_CHANGED: z.object({
    kind: z.literal("SOURCE_CHANGED"),
    stream: z.string().max(50),
    externalId: z.string().min(1).max(200),
  }),
} as const;

/**
 * Bytes to documents in the hub's words, or the issues that stand in the way. Whatever a sender
 * writes, it ends as one of the two; only what is wrong with us, not with the message, is thrown.
 * Of a file with several documents, those that can be read are, and the others are named (`unread`).
 */
export async function understand(...reading: Parameters<typeof understandWhole>): Promise<Understood> {
  const whole = await understandWhole(...reading);
  return whole.ok
    ? whole
    : ((await understandParts(whole, understandWhole, ...reading)) ?? placed(whole, reading[1]));
}

/** What was one document among others says which one it is. */
function placed(understood: Understood, { headers }: StoredMessage): Understood {
  const part = headers[PART];
  if (understood.ok || part === undefined) return understood;
  const issues = understood.issues.map((issue) => within(part, issue));
  return { ...understood, issues };
}

async function understandWhole(
  connector: Connector,
  message: StoredMessage,
  settings: Readonly<Record<string, unknown>>,
): Promise<Understood> {
  let result: MapResult;
  let orderKey: string | null = null;
  let document: unknown;
  try {
    const { body: _body, ...envelope } = message;
    document = await connector.decode(message, settings);
    orderKey = connector.orderKey?.(document, settings) ?? null;
    result = connector.map(document, envelope, settings);
  } catch (error) {
    if (!(error instanceof HubError) || error.next.kind === "retry") throw error;
    return { ...unreadable({ code: error.code, message: error.message, at: null }), orderKey };
  }
  if (!result.ok) return { ...unreadable(...result.issues), orderKey, document };
  const issues = result.documents.flatMap(issuesOf);
  if (issues.length > 0) return { ...unreadable(...issues), orderKey, document };
  orderKey ??= orderOf(result.documents);
  return { ...result, warnings: presentable(result.warnings), orderKey, document };
}

/** What a message says, and the order that it speaks of, by the source's id. */
export type Understood = MapResult & {
  readonly orderKey: string | null;
  /** What `decode` made of the bytes; left out if it could not. */
  readonly document?: unknown;
  /** Documents of the file that could not be read, each as a file of its own. */
  readonly unread?: readonly UnreadPart[];
};

/** One order in a message of several is no key: nothing waits behind a file. */
function orderOf([only, ...others]: readonly CanonicalDocument[]): string | null {
  if (only === undefined || others.length > 0) return null;
  if (only.kind === "ORDER") return only.order.externalId;
  return only.kind === "ORDER_CHANGE" ? only.change.order.externalId : null;
}

const ISSUES_MAX = 50;
const ISSUE_CHARS_MAX = 2_000;

const unreadable = (...issues: Issue[]): MapResult => ({ ok: false, issues: presentable(issues) });

/** Issues quote what a sender wrote, and that may be anything: they are made fit to be kept and read. */
const presentable = (issues: readonly Issue[]): Issue[] =>
  issues.slice(0, ISSUES_MAX).map(({ code, message, at }) => ({
    code: plain(code),
    message: plain(message),
    at: at === null ? null : plain(at),
  }));

const plain = (text: string): string =>
  text.slice(0, ISSUE_CHARS_MAX).replaceAll("\u0000", "\uFFFD").toWellFormed();

/** What is wrong with a document, although its connector let it through. */
function issuesOf(document: CanonicalDocument, index: number): Issue[] {
  const at = `document ${index + 1}`;
  const parsed = DOCUMENT_SHAPES[document.kind].safeParse(document);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      ...{ code: "INVALID_VALUE", message: `${path.join(".")}: ${message}`, at },
    }));
  }
  const path = unstorableText(document);
  if (path !== null) {
    return [{ code: "INVALID_CHARACTER", message: `${path} contains a NUL or half a character`, at }];
  }
  const fault = document.kind === "ORDER" ? faultOfLines(document.order.lines) : null;
  return fault === null ? [] : [{ code: "INVALID_LINES", message: fault, at }];
}
