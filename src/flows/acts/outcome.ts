/** Why something that was asked for could not be done, in words for the caller's user. */
export interface UserError {
  /** Path of the input field that is to blame, e.g. `lines.0.quantity`; null if none is. */
  readonly field: string | null;
  /** UPPER_SNAKE and stable: NOT_FOUND, CONFLICT, INVALID, FORBIDDEN, IDEMPOTENCY_MISMATCH … */
  readonly code: string;
  readonly message: string;
  /** CONFLICT over a version: the one that was seen, and the one that stands. */
  readonly expectedVersion?: number;
  readonly currentVersion?: number;
}

/** What a caller should expect is a value: either it was done, or it is said why not. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly userErrors: readonly UserError[] };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (code: string, message: string, field: string | null = null): Outcome<never> => ({
  ok: false,
  userErrors: [{ field, code, message }],
});

/** Somebody has changed it since the caller looked. Both versions are said, so that a program can look again. */
export const outdated = (
  thing: string,
  expectedVersion: number,
  currentVersion: number,
  field = "expectedVersion",
): Outcome<never> => {
  const message = `${thing} is at version ${currentVersion}, you have seen ${expectedVersion}: look at it again`;
  return { ok: false, userErrors: [{ field, code: "CONFLICT", message, expectedVersion, currentVersion }] };
};

const inWords = (word: string): string => word.toLowerCase().replaceAll("_", " ");

/** A state machine does not allow it now: what was asked for, where `thing` stands, and what can be done instead. */
export function impossible(
  thing: string,
  status: string,
  act: string,
  possible: readonly string[],
): Outcome<never> {
  const but = possible.length === 0 ? "" : `, but ${possible.map(inWords).join(", ")}`;
  return refused("INVALID_STATE", `${thing} is ${inWords(status)}: ${inWords(act)} is not possible${but}`);
}
