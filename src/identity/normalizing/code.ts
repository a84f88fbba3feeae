import type { PartyStatement } from "../../domain/party.js";
import { memoized } from "./memo.js";

/** A code that a system uses for a party, in one notation. */
export interface PartyCode {
  readonly system: string;
  readonly value: string;
}

const DISTINCTIVE_LENGTH_MIN = 5;

/** `yf 0071`, `YF-0071` and `ＹＦ－0071` are one code; leading zeros count, they are part of it. */
export function normalizeCode(value: string): string {
  return value
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** All codes of a statement: the sender's own under the sender's name, then those it quotes. */
export function codesOf(system: string, party: Pick<PartyStatement, "code" | "otherCodes">): PartyCode[] {
  const own = party.code === null ? [] : [{ system, value: party.code }];
  const codes = [...own, ...party.otherCodes]
    .map((code) => ({ system: code.system.trim().toLowerCase(), value: normalizeCode(code.value) }))
    .filter(({ value }) => value !== "");
  return [...new Map(codes.map((code) => [`${code.system}|${code.value}`, code])).values()];
}

/** Letters and digits together, or many digits: two systems do not use it by chance for two parties. */
export function isDistinctive(value: string): boolean {
  return value.length >= DISTINCTIVE_LENGTH_MIN && /\p{L}/u.test(value) && /\p{N}/u.test(value);
}

/** The form of a code, letters kept and digits counted: codes of one form come from one numbering. */
export const codeForm = memoized((value) => value.replace(/\p{N}/gu, "9"));
