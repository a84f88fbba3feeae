import { z } from "zod";
import type { RefusalCode } from "../../domain/vocabulary.js";
import type { HttpAnswer, NotTaken } from "../execution-client.js";
import { excerptOf, jsonIn } from "../execution-client.js";

/** Messages of SAP by class and number, whatever language they come in. */
const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  "V1/042": "LOCKED_BY_USER",
  "V1/318": "NOT_FOUND",
  "V1/302": "NOT_FOUND",
  "V1/849": "CREDIT_HOLD",
  "/IWBEP/CM_MGW_RT/020": "NOT_FOUND",
};

/** SAP's words, where the number is not known: which messages come depends on customizing. The first that fits counts. */
const BY_WORDS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/currently being processed|is (?:currently )?locked|locked by/i, "LOCKED_BY_USER"],
  [
    /(?:less|smaller|lower) than.{0,60}deliver|(?:falls )?below.{0,60}deliver|quantity already delivered/i,
    "BELOW_SHIPPED_QUANTITY",
  ],
  [
    /already (?:been )?(?:completely )?delivered|delivery (?:already )?exists|subsequent (?:document|function)|goods issue/i,
    "ALREADY_SHIPPED",
  ],
  [/already (?:been )?(?:billed|invoiced)|billing document/i, "ALREADY_INVOICED"],
  [/price.{0,40}(?:fixed|cannot be changed)|condition.{0,60}(?:not be changed|manual)/i, "PRICE_FROZEN"],
  [/credit/i, "CREDIT_HOLD"],
  [/approv/i, "APPROVAL_REQUIRED"],
  [/authori[sz]ation|not authori[sz]ed/i, "PERMISSION"],
  [/(?:completely processed|status).{0,60}(?:no |not ).{0,20}chang/i, "ORDER_LOCKED"],
];

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: "PERMISSION",
  403: "PERMISSION",
  404: "NOT_FOUND",
  405: "UNSUPPORTED",
  409: "VERSION_CONFLICT",
  412: "VERSION_CONFLICT",
  423: "LOCKED_BY_USER",
  428: "VERSION_CONFLICT",
  501: "UNSUPPORTED",
};

const detail = z.object({ code: z.string(), message: z.string(), severity: z.string().optional() });
const failure = z.object({
  error: z.object({
    code: z.string(),
    message: z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]),
    innererror: z.object({ errordetails: z.array(detail).nullish() }).nullish(),
  }),
});

const WORDS_MAX = 500;

/** What an answer to a change means where it is no success. The reason is often only in the details. */
export function refusedBy(answer: HttpAnswer): NotTaken {
  const read = failure.safeParse(jsonIn(answer));
  const known = BY_STATUS[answer.status];
  if (!read.success) {
    // A page of HTML may come from anywhere; only these statuses have one meaning whoever says them.
    const isPlain = known === "VERSION_CONFLICT" || known === "PERMISSION";
    const nativeMessage = excerptOf(answer);
    return isPlain
      ? { outcome: "REFUSED", refusal: known, nativeMessage }
      : { outcome: "UNCERTAIN", nativeMessage };
  }
  const { code, message, innererror } = read.data.error;
  const details = (innererror?.errordetails ?? []).filter(
    ({ severity }) => severity !== "info" && severity !== "warning",
  );
  const said = [{ code, message }, ...details].filter(
    (one, at, all) => all.findIndex(({ message: other }) => other === one.message) === at,
  );
  const nativeMessage = said
    .map((one) => `${one.code}: ${one.message}`)
    .join("; ")
    .slice(0, WORDS_MAX);
  // What breaks off inside SAP may have been saved before.
  if (answer.status >= 500 && answer.status !== 501) return { outcome: "UNCERTAIN", nativeMessage };
  if (known === "VERSION_CONFLICT") return { outcome: "REFUSED", refusal: known, nativeMessage };
  const byCode = said.map((one) => BY_CODE[one.code]).find((refusal) => refusal !== undefined);
  const byWords = said
    .map((one) => BY_WORDS.find(([pattern]) => pattern.test(one.message))?.[1])
    .find((refusal) => refusal !== undefined);
  return { outcome: "REFUSED", refusal: byCode ?? byWords ?? known ?? "VALIDATION", nativeMessage };
}
