import type { RefusalCode } from "../../domain/vocabulary.js";
import { excerptOf, type HttpAnswer, jsonIn, type NotTaken } from "../execution-client.js";
import { firstText, isGroup } from "../reading/json/tree-path.js";
import { wordsIn } from "./api.js";

/** UPS's words for a refusal and ours; it documents few of its codes. The first that fits counts. */
const BY_WORDS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/delivered|out for delivery|too late|cut.?off/i, "CUTOFF_PASSED"],
  [
    /already (?:been )?(?:requested|intercepted|applied)|existing (?:request|intercept)|in progress/i,
    "ORDER_LOCKED",
  ],
  [/payment|charge/i, "APPROVAL_REQUIRED"],
  [
    /address token|not authori[sz]ed|unauthori[sz]ed|restrict|invalid (?:authentication|token)/i,
    "PERMISSION",
  ],
  [/not eligible|ineligible|not available|not allowed|not supported/i, "UNSUPPORTED"],
  [/not found|no tracking information|unknown tracking/i, "NOT_FOUND"],
  [/validation|invalid|address/i, "VALIDATION"],
];

const BY_CODE: Readonly<Record<string, RefusalCode>> = { "605": "PERMISSION", "710": "VALIDATION" };

export const refusalOf = (words: string): RefusalCode => {
  const code = /^(\d+)\b/.exec(words)?.[1] ?? "";
  return BY_CODE[code] ?? BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? "VALIDATION";
};

/** A fault of UPS's own, of which nobody knows whether it came before or after the effect. */
const SYSTEM_ERROR = /^(?:5\d\d|9\d\d)\b|system error/i;

/** What an answer to a change means; null if it says yes. A status of 200 and even "Success" may stand beside `success: false`. */
export function refusedBy(answer: HttpAnswer): NotTaken | null {
  const body = jsonIn(answer);
  const words = wordsIn(body);
  const isOk = answer.status >= 200 && answer.status < 300;
  const success = firstText(body, ["success", "response.success"]);
  if (isOk && success === "true" && words === null) return null;
  const nativeMessage = words ?? excerptOf(answer);
  const isSaid = isGroup(body) && (words !== null || success === "false");
  const isDecided = isSaid && answer.status < 500 && !SYSTEM_ERROR.test(nativeMessage);
  if (!isDecided) return { outcome: "UNCERTAIN", nativeMessage };
  if (answer.status === 401 || answer.status === 403)
    return { outcome: "REFUSED", refusal: "PERMISSION", nativeMessage };
  return { outcome: "REFUSED", refusal: refusalOf(nativeMessage), nativeMessage };
}
