import type { Issue } from "../../connector.js";
import { leadsSomewhere, valuesAt } from "./tree-path.js";

/** A document that is no order: the fields by which it is known, and what it is. */
export type OtherDocuments = readonly (readonly [fields: string, what: string])[];

/**
 * Says what a document is that holds no order, by the first row whose fields (separated by blanks) are all there;
 * null if none fits.
 */
export function notAnOrder(document: unknown, others: OtherDocuments): Issue | null {
  const [first] = valuesAt(document, "");
  const what = others.find(([fields]) =>
    fields.split(" ").every((field) => leadsSomewhere(first, field)),
  )?.[1];
  return what === undefined
    ? null
    : { code: "NOT_AN_ORDER", message: `This is ${what}, and no order.`, at: null };
}
