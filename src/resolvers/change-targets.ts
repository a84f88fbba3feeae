import type { CanonicalOrderLine } from "../domain/order.js";
import { type OrderChangeTarget, orderChangeTarget } from "../domain/order-change.js";
import { done, type Outcome, type UserError } from "../flows/acts/outcome.js";
import { addressFrom } from "../schema/address.js";
import type { OrderChangeTargetInput, OrderLineInput } from "../schema/order-change.js";

/** Wanted states as the domain knows them, or every field that is wrong. */
export function changeTargets(inputs: readonly OrderChangeTargetInput[]): Outcome<OrderChangeTarget[]> {
  if (inputs.length === 0) {
    return {
      ok: false,
      userErrors: [{ field: "targets", code: "INVALID", message: "say what is to change" }],
    };
  }
  const read = inputs.map(readTarget);
  const userErrors = read.flatMap((one) => (one.ok ? [] : one.userErrors));
  return userErrors.length > 0
    ? { ok: false, userErrors }
    : done(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

function readTarget(input: OrderChangeTargetInput, index: number): Outcome<OrderChangeTarget> {
  const given = withoutNothing({
    ...input,
    shipTo: input.shipTo ? addressFrom(input.shipTo) : null,
    line: input.line ? lineFrom(input.line, "") : null,
  });
  const parsed = orderChangeTarget.safeParse(input.kind === "CONTACT" ? { ...NO_CONTACT, ...given } : given);
  const fault = (path: string, message: string): UserError => ({
    field: `targets.${index}${path === "" ? "" : `.${path}`}`,
    code: "INVALID",
    message,
  });
  if (!parsed.success) {
    return {
      ok: false,
      userErrors: parsed.error.issues.map(({ path, message }) => fault(path.join("."), message)),
    };
  }
  const strays = Object.keys(given).filter((field) => !(field in parsed.data));
  return strays.length === 0
    ? done(parsed.data)
    : {
        ok: false,
        userErrors: strays.map((field) => fault(field, `does not belong to a change of ${input.kind}`)),
      };
}

const NO_CONTACT = { contactName: null, emails: [], phones: [] };

/** What GraphQL leaves undefined or null was not given. */
function withoutNothing(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** What was left out is null; a line without a number gets the one its place suggests. */
export function lineFrom(line: OrderLineInput, lineNumber: string): CanonicalOrderLine {
  return {
    lineNumber: line.lineNumber ?? lineNumber,
    sku: line.sku ?? null,
    description: line.description ?? null,
    quantity: line.quantity,
    unit: line.unit ?? null,
    unitPrice: line.unitPrice ?? null,
  };
}
