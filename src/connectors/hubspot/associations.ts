import { firstText, textsAt, valuesAt } from "../reading/json/tree-path.js";
import type { SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import { ask } from "./ask.js";
import type { ObjectKind } from "./properties.js";
import type { HubspotSettings } from "./settings.js";

/** An object that another one is associated with. */
export interface Associated {
  readonly id: string;
  /** Labels such as `Primary`; most have none. */
  readonly labels: readonly string[];
}

const PAGES_MAX = 1000;

/** What each of these objects is associated with, by its id; a long list is followed to its end. */
export async function associationsOf(
  settings: HubspotSettings,
  client: SourceClient,
  [from, to]: readonly [ObjectKind, ObjectKind],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Associated[]>> {
  const found = new Map<string, Map<string, Associated>>(ids.map((id) => [id, new Map()]));
  let inputs: { id: string; after?: string }[] = ids.map((id) => ({ id }));
  for (let page = 0; inputs.length > 0; page += 1) {
    if (page > PAGES_MAX) throw sourceError("SOURCE_DATA", "its lists of associations do not end");
    const answer = await ask(settings, client, `/crm/v4/associations/${from}/${to}/batch/read`, { inputs });
    inputs = [];
    for (const result of valuesAt(answer, "results")) {
      const id = firstText(result, ["from.id"]);
      const known = id === null ? undefined : found.get(id);
      if (id === null || known === undefined) continue;
      for (const one of associatedIn(result)) known.set(one.id, one);
      const after = firstText(result, ["paging.next.after"]);
      if (after !== null) inputs.push({ id, after });
    }
  }
  return new Map([...found].map(([id, known]) => [id, [...known.values()]]));
}

const associatedIn = (result: unknown): Associated[] =>
  valuesAt(result, "to").flatMap((to) => {
    const id = firstText(to, ["toObjectId"]);
    return id === null ? [] : [{ id, labels: textsAt(to, "associationTypes.label") }];
  });
