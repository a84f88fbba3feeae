import type { RefusalCode } from "../../domain/vocabulary.js";
import { retryAfterMs } from "../source-error.js";
import { refused, TrytonFault } from "./fault.js";

/** An HTTP answer of trytond. */
export interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** Answers that come before Tryton looks at a request: it is safe to come again. */
const NOT_TAKEN: readonly number[] = [408, 425, 429, 503];
const WAIT_DEFAULT_MS = 1_000;
const WORDS_MAX = 500;

/**
 * The result in an answer. Tryton answers 200 to nearly everything and puts its errors into the body; it
 * has then taken back all that the call did. Throws a TrytonFault for everything but a result.
 */
export function resultOf({ status, retryAfter, text }: Reply, at: Date): unknown {
  if (status === 401) throw new TrytonFault({ kind: "DENIED" }, "it does not let this user in (401)");
  // A method that no module offers is forbidden, whoever asks.
  if (status === 403)
    throw refused("UNSUPPORTED", `it has no such method, or no such right: ${wordsOf(text)}`);
  if (NOT_TAKEN.includes(status)) {
    const afterMs = retryAfterMs(retryAfter ?? undefined, at) ?? WAIT_DEFAULT_MS;
    throw new TrytonFault({ kind: "BUSY", afterMs }, `it is busy (${status}): ${wordsOf(text)}`);
  }
  const body = jsonOf(text);
  if (status !== 200 || body === null || !("result" in body || "error" in body)) {
    throw new TrytonFault({ kind: "CUT" }, `its answer cannot be read (${status}): ${wordsOf(text)}`);
  }
  if ("error" in body) throw faultIn(body.error);
  return body.result;
}

function jsonOf(text: string): { readonly result?: unknown; readonly error?: unknown } | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : null;
  } catch {
    return null;
  }
}

/** Errors are lists: the class, then what it says; or what it says, then a traceback. */
function faultIn(error: unknown): TrytonFault {
  const [name, said] = Array.isArray(error) ? (error as unknown[]) : [String(error)];
  const words = (Array.isArray(said) ? said : [said]).filter(
    (part) => typeof part === "string" && part !== "",
  );
  if (name === "UserError") {
    const text = words.slice(0, 2).join(" ");
    return refused(codeOf(text, USER_ERRORS) ?? "VALIDATION", wordsOf(text));
  }
  // A question that a person at Tryton would have to answer first; the first word is only its key.
  if (name === "UserWarning") return refused("APPROVAL_REQUIRED", wordsOf(words.slice(1).join(" ")));
  if (name === "ConcurrencyException") return refused("VERSION_CONFLICT", wordsOf(words.join(" ")));
  if (name === "LoginException") return new TrytonFault({ kind: "DENIED" }, wordsOf(words.join(" ")));
  const text = String(name);
  const refusal = codeOf(text, OTHER_ERRORS) ?? "VALIDATION";
  return refused(
    refusal,
    refusal === "UNSUPPORTED" ? `Tryton has no ${text}: is its module active?` : wordsOf(text),
  );
}

/** What users are told, in English: the hub asks for that language. */
const USER_ERRORS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^You are (?:not allowed to (?:read|write|delete)|trying to) .*records? /s, "NOT_FOUND"],
  [/^You are not allowed to |^Calling button .* is not allowed/, "PERMISSION"],
  [/\binvoices?\b.*\bposted\b/i, "ALREADY_INVOICED"],
];

/** Errors of PostgreSQL and of Python that come through as they are. */
const OTHER_ERRORS: readonly (readonly [RegExp, RefusalCode])[] = [
  [
    /could not serialize|deadlock detected|could not obtain lock|connection .*(?:closed|refused)|terminating connection/i,
    "TEMPORARY",
  ],
  [/^'(?:sale|stock|party|product|country|currency|company|account)\.[\w.-]+'$/, "UNSUPPORTED"],
];

const codeOf = (text: string, table: readonly (readonly [RegExp, RefusalCode])[]): RefusalCode | null =>
  table.find(([words]) => words.test(text))?.[1] ?? null;

const wordsOf = (text: string): string =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, WORDS_MAX);
