import { firstText, valuesAt } from "../reading/json/tree-path.js";
import type { SourceClient } from "../source.js";
import { ask } from "./ask.js";
import { type Associated, associationsOf } from "./associations.js";
import { type ObjectKind, PROPERTIES } from "./properties.js";
import type { HubspotSettings } from "./settings.js";

/** As many as HubSpot reads at once. */
export const BATCH = 100;

/** An order with what belongs to it, as one document. */
export interface ComposedOrder {
  readonly id: string;
  readonly version: string | null;
  readonly document: unknown;
}

/**
 * Reads these orders, and what they are associated with, kind by kind. Orders that are gone are left out. Reading
 * by id shows what was written a moment ago, which searching does not.
 */
export async function composedOrders(
  settings: HubspotSettings,
  client: SourceClient,
  ids: readonly string[],
): Promise<ComposedOrder[]> {
  const orders = await objectsById(settings, client, "orders", ids);
  const present = [...orders.keys()];
  const lists = {
    line_items: await associationsOf(settings, client, ["orders", "line_items"], present),
    contacts: await associationsOf(settings, client, ["orders", "contacts"], present),
    companies: await associationsOf(settings, client, ["orders", "companies"], present),
  };
  const idsIn = (kind: keyof typeof lists): string[] => [...lists[kind].values()].flat().map(({ id }) => id);
  const lineItems = await objectsById(settings, client, "line_items", idsIn("line_items"));
  const contacts = await objectsById(settings, client, "contacts", idsIn("contacts"));
  const companies = await objectsById(settings, client, "companies", idsIn("companies"));
  return [...orders].map(([id, order]) => {
    const firms = lists.companies.get(id) ?? [];
    const people = lists.contacts.get(id) ?? [];
    const lines = (lists.line_items.get(id) ?? []).flatMap((item) => lineItems.get(item.id) ?? []);
    const document = {
      order,
      lineItems: lines,
      contact: contacts.get(foremost(people)?.id ?? "") ?? null,
      company: companies.get(foremost(firms)?.id ?? "") ?? null,
      candidates: { contacts: standing(people), companies: standing(firms) },
    };
    return { id, version: firstText(order, ["properties.hs_lastmodifieddate", "updatedAt"]), document };
  });
}

const isPrimary = ({ labels }: Associated): boolean => labels.some((label) => /^primary/i.test(label));

/** The one that is labeled as primary, or else the oldest: ids grow. */
function foremost(associated: readonly Associated[]): Associated | undefined {
  const byAge = associated.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  return byAge.find(isPrimary) ?? byAge[0];
}

/** Among how many the choice was; one that is labeled leaves none. */
const standing = (associated: readonly Associated[]): number =>
  associated.some(isPrimary) ? 1 : associated.length;

async function objectsById(
  settings: HubspotSettings,
  client: SourceClient,
  kind: ObjectKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  const wanted = [...new Set(ids)];
  for (let from = 0; from < wanted.length; from += BATCH) {
    const answer = await ask(settings, client, `/crm/v3/objects/${kind}/batch/read`, {
      properties: PROPERTIES[kind],
      inputs: wanted.slice(from, from + BATCH).map((id) => ({ id })),
    });
    for (const object of valuesAt(answer, "results")) {
      const id = firstText(object, ["id"]);
      if (id !== null) found.set(id, kind === "orders" ? object : essence(object, id, kind));
    }
  }
  return found;
}

/** What was asked for: a company that somebody has called is the same company, and its orders have not changed. */
function essence(object: unknown, id: string, kind: ObjectKind): unknown {
  const wanted = PROPERTIES[kind].map((name) => [name, firstText(object, [`properties.${name}`])]);
  return { id, properties: Object.fromEntries(wanted) };
}
