import type { RefusalCode } from "../../domain/vocabulary.js";
import { firstText } from "../reading/json/tree-path.js";

/** What Odoo says to a user, and what it means; the first that fits counts. */
const BY_WORDS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/decreased below the amount already delivered/i, "BELOW_SHIPPED_QUANTITY"],
  [/locked order|order is locked|unlock it first/i, "ORDER_LOCKED"],
  [/remove one of its lines|cannot (?:be )?(?:delete|remove)d? .{0,40}line/i, "LINE_NOT_DELETABLE"],
  [/already (?:been )?(?:delivered|shipped)|picking .{0,40}done|set to .?done/i, "ALREADY_SHIPPED"],
  [/already (?:been )?invoiced|posted invoice/i, "ALREADY_INVOICED"],
  [/credit limit/i, "CREDIT_HOLD"],
  [/approv/i, "APPROVAL_REQUIRED"],
  [/not allowed to (?:access|modify|create|delete)|access rights/i, "PERMISSION"],
];

/** Odoo's exceptions by the end of their names, where the words say nothing. */
const BY_EXCEPTION: readonly (readonly [RegExp, RefusalCode])[] = [
  [/\.(?:Unauthorized|AccessDenied|SessionExpiredException|AccessError|Forbidden)$/, "PERMISSION"],
  [/\.MissingError$/, "NOT_FOUND"],
  [/\.TooManyRequests$/, "RATE_LIMITED"],
  [/\.LockNotAvailable$/, "LOCKED_BY_USER"],
  [/\.(?:SerializationFailure|DeadlockDetected|QueryCanceled|PoolError|OperationalError)$/, "TEMPORARY"],
  [/\.(?:UserError|ValidationError|RedirectWarning|UnprocessableEntity|IntegrityError)$/, "VALIDATION"],
  // A method, a model or a field that this Odoo does not have. All of a request is undone when it raises.
  [/\.(?:NotFound|ValueError|TypeError|KeyError|AttributeError)$/, "UNSUPPORTED"],
];

export interface OdooRefusal {
  readonly refusal: RefusalCode;
  readonly nativeMessage: string;
}

const WORDS_MAX = 500;

/** The exception in an answer, be it inside a success; null if it holds none that says what became of the request. */
export function refusalIn(body: unknown): OdooRefusal | null {
  const name = firstText(body, ["name", "error.name", "error.data.name"]) ?? "";
  const known = BY_EXCEPTION.find(([pattern]) => pattern.test(`.${name}`))?.[1];
  if (known === undefined) return null;
  const words = (firstText(body, ["message", "error.data.message", "error.message"]) ?? "").replace(
    /\s+/g,
    " ",
  );
  const nativeMessage = `${name.split(".").at(-1)}: ${words}`.slice(0, WORDS_MAX);
  const byWords = known === "VALIDATION" ? BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] : undefined;
  return { refusal: byWords ?? known, nativeMessage };
}
