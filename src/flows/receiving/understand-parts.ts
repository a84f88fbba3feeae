import type { Connector, FilePart, Issue, StoredMessage } from "../../connectors/connector.js";
import type { Understood } from "./understand.js";

/** A document of a file that could not be read although others could. */
export interface UnreadPart extends FilePart {
  /** Its place among the documents of the file, from 1. */
  readonly number: number;
}

/** Headers of a message that was one document of another message. */
export const PART_OF = "part-of";
export const PART = "part";

/** A file with more documents than this that cannot be read as a whole waits for a person. */
const PARTS_MAX = 5_000;

type Read = (
  connector: Connector,
  message: StoredMessage,
  settings: Readonly<Record<string, unknown>>,
) => Promise<Understood>;

/**
 * A file that cannot be read as a whole, read one document after the other: what can be read is, and what
 * cannot is set aside alone. Null if nothing is won by it: there is one document only, or none can be read.
 * What speaks of the same order as a document that was set aside waits behind it.
 */
export async function understandParts(
  whole: Understood,
  read: Read,
  connector: Connector,
  message: StoredMessage,
  settings: Readonly<Record<string, unknown>>,
): Promise<Understood | null> {
  if (connector.split === undefined || whole.document === undefined || PART_OF in message.headers)
    return null;
  const parts = connector.split(whole.document, settings);
  if (parts.length < 2 || parts.length > PARTS_MAX) return null;
  const documents: Extract<Understood, { ok: true }>["documents"][number][] = [];
  const warnings = new Map<string, Issue>();
  const unread: UnreadPart[] = [];
  const stopped = new Set<string>();
  for (const [at, part] of parts.entries()) {
    const { name, body, headers, orderNumber } = part;
    const reading = await read(
      connector,
      { ...message, body, headers: { ...message.headers, ...headers } },
      settings,
    );
    const isBehind = orderNumber !== null && stopped.has(orderNumber);
    if (reading.ok && !isBehind) {
      documents.push(...reading.documents);
      for (const warning of reading.warnings) warnings.set(JSON.stringify(warning), warning);
      continue;
    }
    if (orderNumber !== null) stopped.add(orderNumber);
    unread.push({ ...part, number: at + 1 });
    const issues = reading.ok ? [BEHIND] : reading.issues;
    for (const issue of issues.map(asSetAside))
      warnings.set(JSON.stringify([name, issue]), within(name, issue));
  }
  if (unread.length === parts.length) return null;
  const { document } = whole;
  return {
    ok: true,
    documents,
    warnings: [...warnings.values()].slice(0, WARNINGS_MAX),
    orderKey: null,
    document,
    unread,
  };
}

const WARNINGS_MAX = 50;

const BEHIND: Issue = {
  code: "BEHIND_UNREAD",
  message: "It speaks of the same order as another document of the file that cannot be read.",
  at: null,
};

const asSetAside = ({ code, message, at }: Issue): Issue => ({
  ...{ code, at },
  message: `This document of the file was set aside and waits in quarantine by itself: ${message}`,
});

/** The same issue, with the name of the document it was found in. */
export const within = (name: string, { code, message, at }: Issue): Issue => ({
  ...{ code, message },
  at: at === null ? name : `${name}, ${at}`,
});
