import { z } from "zod";
import type { RefusalCode } from "../../domain/vocabulary.js";
import { textFromHtml } from "../reading/prose/html-text.js";
import { cleanText } from "../reading/values/clean-text.js";

/** What ERPNext says, and what it means; the first that fits counts. */
const BY_WORDS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/has been modified|document has been changed|please refresh/i, "VERSION_CONFLICT"],
  [/less than delivered quantity/i, "BELOW_SHIPPED_QUANTITY"],
  [/already been delivered|linked with .{0,80}Delivery Note/i, "ALREADY_SHIPPED"],
  [/already been billed|linked with .{0,80}Sales Invoice/i, "ALREADY_INVOICED"],
  [/linked with .{0,80}(?:Pick List|Stock Entry)|already (?:been )?picked/i, "ALREADY_PICKED"],
  [/cannot delete item/i, "LINE_NOT_DELETABLE"],
  [/cannot set rate|amount is greater than billed/i, "PRICE_FROZEN"],
  [/conditions set in .{0,80}workflow|workflow state/i, "APPROVAL_REQUIRED"],
  [/credit limit/i, "CREDIT_HOLD"],
  [
    /after submission|after submit|closed order|cannot (?:edit|update) cancelled|is cancelled/i,
    "ORDER_LOCKED",
  ],
  [/currently locked|locked by|being (?:edited|processed) by/i, "LOCKED_BY_USER"],
  [/do not have (?:enough )?permission|not permitted|insufficient permission/i, "PERMISSION"],
];

/** Frappe's exceptions, where the words say nothing. */
const BY_EXCEPTION: Readonly<Record<string, RefusalCode>> = {
  TimestampMismatchError: "VERSION_CONFLICT",
  UpdateAfterSubmitError: "ORDER_LOCKED",
  DocumentLockedError: "LOCKED_BY_USER",
  LinkExistsError: "ORDER_LOCKED",
  DoesNotExistError: "NOT_FOUND",
  PermissionError: "PERMISSION",
  AuthenticationError: "PERMISSION",
  CSRFTokenError: "PERMISSION",
  WorkflowPermissionError: "APPROVAL_REQUIRED",
  WorkflowTransitionError: "APPROVAL_REQUIRED",
  RateLimitExceededError: "RATE_LIMITED",
  TooManyRequestsError: "RATE_LIMITED",
  QueryDeadlockError: "TEMPORARY",
  QueryTimeoutError: "TEMPORARY",
  InReadOnlyMode: "TEMPORARY",
  SessionStopped: "TEMPORARY",
};

/** Exceptions of the program itself: whether anything was kept before they were raised, nobody can tell. */
const BUGS = /^(?:[A-Z]\w*Error: )?(?:TypeError|KeyError|AttributeError|ValueError|ImportError|NameError)\b/;

/** A refusal as ERPNext states it, whatever the status it comes with. */
export interface ErpnextRefusal {
  readonly refusal: RefusalCode;
  readonly nativeMessage: string;
}

const failure = z.object({
  exc_type: z.string().nullish(),
  exception: z.string().nullish(),
  _server_messages: z.union([z.string(), z.array(z.unknown())]).nullish(),
});

/** The refusal in an answer, be it inside a 200; null if it states none. */
export function refusalIn(body: unknown): ErpnextRefusal | null {
  const read = failure.safeParse(body);
  if (!read.success) return null;
  const { exc_type: type, exception } = read.data;
  const messages = messagesIn(read.data._server_messages);
  const raised = messages.filter(({ isRaised }) => isRaised);
  if (!type && !exception && raised.length === 0) return null;
  const name = type ?? exceptionName(exception ?? "");
  if (BUGS.test(name)) return null;
  const words = (raised.length > 0 ? raised : messages).map(({ text }) => text).join(" ");
  const said = words === "" ? afterName(exception ?? "") : words;
  const nativeMessage = [name, said]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, WORDS_MAX);
  const byWords = BY_WORDS.find(([pattern]) => pattern.test(said))?.[1];
  return { refusal: byWords ?? BY_EXCEPTION[name] ?? "VALIDATION", nativeMessage };
}

const WORDS_MAX = 500;

/** `frappe.exceptions.ValidationError: words` without the way there and the words. */
const exceptionName = (exception: string): string => /^(?:[\w.]*\.)?(\w+)/.exec(exception)?.[1] ?? "";
const afterName = (exception: string): string => plain(exception.replace(/^[\w.]+:?\s*/, ""));

/** Frappe's messages are JSON in JSON, at times twice over. */
function messagesIn(
  stated: string | readonly unknown[] | null | undefined,
): { text: string; isRaised: boolean }[] {
  const list = typeof stated === "string" ? parsed(stated) : stated;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    const one = typeof entry === "string" ? (parsed(entry) ?? entry) : entry;
    const read = z.object({ message: z.string(), raise_exception: z.unknown().optional() }).safeParse(one);
    if (read.success)
      return [{ text: plain(read.data.message), isRaised: Boolean(read.data.raise_exception) }];
    return typeof one === "string" ? [{ text: plain(one), isRaised: false }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const plain = (html: string): string => cleanText(textFromHtml(html).replace(/\s+/g, " ")) ?? "";
