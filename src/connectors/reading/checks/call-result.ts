import { type Call, call } from "../../../domain/call.js";
import type { Issue, MapResult } from "../../connector.js";
import { fieldIssues } from "./field-issues.js";

const CALLS_MAX = 20_000;

/** Calls of one document as its result: each once, in its latest version, held against the hub's own shape. */
export function callResult(calls: readonly Call[], faults: readonly Issue[]): MapResult {
  if (calls.length > CALLS_MAX) {
    const message = `The document holds ${calls.length} calls; at most ${CALLS_MAX} are read at once. Split it and send the parts.`;
    return { ok: false, issues: [{ code: "TOO_MANY_CALLS", message, at: null }] };
  }
  const latest = latestOf(calls);
  if (latest.length === 0)
    return faults.length > 0 ? { ok: false, issues: faults } : { ok: false, issues: [NO_CALLS] };
  const unfit = latest.flatMap((one) => {
    const checked = call.safeParse(one);
    return checked.success ? [] : fieldIssues(checked.error, one);
  });
  if (unfit.length > 0) return { ok: false, issues: unfit };
  return { ok: true, documents: latest.map((one) => ({ kind: "CALL", call: one })), warnings: faults };
}

const NO_CALLS: Issue = { code: "NO_CALLS", message: "The document holds no calls.", at: null };

/** Systems write a call down again when they learn more of it: the highest version stays, in its first place. */
function latestOf(calls: readonly Call[]): Call[] {
  const latest = new Map<string, Call>();
  for (const one of calls) {
    const known = latest.get(one.externalId);
    const isNewer = known === undefined || (one.externalVersion ?? "") >= (known.externalVersion ?? "");
    if (isNewer) latest.set(one.externalId, one);
  }
  return [...latest.values()];
}
