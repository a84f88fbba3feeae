import type { Outcome, UserError } from "../flows/acts/outcome.js";

export const KEY_LENGTH_MAX = 255;

/** A key of the caller's own is what makes sending a request twice harmless. */
export function keyFault(key: string): UserError[] {
  return key.trim() !== "" && key.length <= KEY_LENGTH_MAX
    ? []
    : [
        {
          field: "idempotencyKey",
          code: "INVALID",
          message: `give 1 to ${KEY_LENGTH_MAX} characters of your own`,
        },
      ];
}

/** The same words for what does not exist and for what the caller may not see. */
export const notFound = (field: string, thing: string): UserError[] => [
  { field, code: "NOT_FOUND", message: `there is no such ${thing}` },
];

/** A flow's outcome as the payload of its mutation. */
export function answered<Value, Answer extends object>(
  outcome: Outcome<Value>,
  shown: (value: Value) => Answer,
  otherwise: Answer,
): Answer & { readonly userErrors: readonly UserError[] } {
  return outcome.ok
    ? { ...shown(outcome.value), userErrors: [] }
    : { ...otherwise, userErrors: outcome.userErrors };
}

/** How something is to be done; what was not said is left out, so that a request without it stays the same. */
export const manner = ({
  expectedVersion,
  dryRun,
}: {
  readonly expectedVersion?: number | null | undefined;
  readonly dryRun?: boolean | null | undefined;
}) => ({
  ...(expectedVersion == null ? {} : { expectedVersion }),
  ...(dryRun === true ? { dryRun } : {}),
});
