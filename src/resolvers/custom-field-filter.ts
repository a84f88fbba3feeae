import { type CustomFieldSubject, filterKeyOfText } from "../domain/custom-field.js";
import { HubError } from "../domain/errors.js";
import { showingOfDeclared } from "../domain/personal-fields.js";
import type { CustomFieldFilterInput } from "../schema/custom-field.js";
import type { CustomFieldMatch } from "../store/reads/order-filter.js";
import type { ApiContext } from "./context.js";

/** What no row holds. */
const NOTHING = "\u{10ffff}";

/**
 * The field that a list is filtered by, and the key of the value. A field that the viewer may not see, or whose
 * values are masked to them, is one that cannot be filtered by: a filter that finds says what it was given.
 */
export async function customFieldMatch(
  { reads, viewer }: Pick<ApiContext, "reads" | "viewer">,
  subject: CustomFieldSubject,
  filter: CustomFieldFilterInput | null | undefined,
): Promise<CustomFieldMatch | null> {
  if (filter === null || filter === undefined) return null;
  const field = await reads.customFieldNamed(subject, filter.namespace, filter.key);
  const isOpen = field !== null && (!field.isPersonal || showingOfDeclared(viewer) === "PLAIN");
  if (field === null || !isOpen || !field.isFilterable) {
    const name = `${filter.namespace}.${filter.key}`;
    throw new HubError("INVALID", `no custom field ${name} of ${subject} can be filtered by`);
  }
  return { fieldId: field.id, key: filterKeyOfText(field, filter.value) ?? NOTHING };
}
