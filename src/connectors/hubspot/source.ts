import { messageOf } from "../../domain/errors.js";
import type { RawMessage } from "../connector.js";
import { firstText, valuesAt } from "../reading/json/tree-path.js";
import { type Changed, type ChangeList, changedSince } from "../reading/sources/changed-since.js";
import { objectMessage } from "../reading/sources/source-answer.js";
import { sortableInstant } from "../reading/values/clean-text.js";
import type { CheckResult, Page, PullWindow, Source, SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import { ask } from "./ask.js";
import { associationsOf } from "./associations.js";
import { LINE_ITEM } from "./change-event.js";
import { BATCH, composedOrders } from "./compose.js";
import type { HubspotSettings } from "./settings.js";

const SEARCH = "/crm/v3/objects/orders/search";
const EARLIEST = "1970-01-01T00:00:00.000Z";

/**
 * Reads orders by the moment of their last change. Only searching finds them by that, and the index behind it lags
 * behind what was written, at times by minutes: hence the long look back, and nothing but ids is taken from it.
 */
export const hubspotSource: Source<HubspotSettings> = {
  streams: [{ name: "orders", cursor: "TIMESTAMP", overlapMs: 900_000, settleMs: 30_000, pull: pullOrders }],
  limits: { requests: 4, seconds: 1 },
  isPulled: ({ accessToken }) => accessToken !== null,
  check,
  fetchLatest,
};

async function check(settings: HubspotSettings, client: SourceClient): Promise<CheckResult> {
  if (settings.accessToken === null)
    return { ok: true, findings: ["It reads files and webhooks only: no token is set."] };
  try {
    const found = await ask(settings, client, SEARCH, { limit: 1 });
    const ids = valuesAt(found, "results").flatMap((order) => firstText(order, ["id"]) ?? []);
    await composedOrders(settings, client, ids);
    return { ok: true, findings: ["HubSpot answers, and orders with what belongs to them may be read."] };
  } catch (error) {
    return { ok: false, findings: [messageOf(error)] };
  }
}

async function* pullOrders(
  settings: HubspotSettings,
  window: PullWindow,
  client: SourceClient,
): AsyncGenerator<Page> {
  let cursor = window.cursor;
  const list = changeList(settings, window.until, client);
  for await (const changed of changedSince(list, window.since ?? EARLIEST)) {
    const orders = await composedOrders(
      settings,
      client,
      changed.map(({ id }) => id),
    );
    const newestAt = changed.at(-1)?.at ?? null;
    // The index may show less than the object has become, so the cursor goes by the index.
    if (newestAt !== null && newestAt > (cursor ?? "")) cursor = newestAt;
    yield { messages: orders.map(messageOfOrder), cursor, newestAt };
  }
}

const messageOfOrder = ({ id, version, document }: Awaited<ReturnType<typeof composedOrders>>[number]) =>
  objectMessage("orders", id, version, document);

/** The order as it is now; of a line item, the order that it belongs to. Null if there is none any more. */
async function fetchLatest(
  settings: HubspotSettings,
  stream: string,
  externalId: string,
  client: SourceClient,
): Promise<RawMessage | null> {
  if (settings.accessToken === null)
    throw sourceError("SOURCE_REFUSED", "an order has changed, and no token is set to read it with");
  const [, item, id = externalId] = /^(line_item:)?(\d+)$/.exec(externalId) ?? [];
  if (stream !== "orders" || !/^\d+$/.test(id)) return null;
  const orderId = item === LINE_ITEM ? await orderOfLineItem(settings, client, id) : id;
  const [order] = orderId === null ? [] : await composedOrders(settings, client, [orderId]);
  return order === undefined ? null : messageOfOrder(order);
}

async function orderOfLineItem(
  settings: HubspotSettings,
  client: SourceClient,
  id: string,
): Promise<string | null> {
  const orders = await associationsOf(settings, client, ["line_items", "orders"], [id]);
  return orders.get(id)?.[0]?.id ?? null;
}

interface Filter {
  readonly propertyName: string;
  readonly operator: "GTE" | "LT" | "EQ" | "GT";
  readonly value: string;
}

const changedAt = (operator: Filter["operator"], moment: string): Filter => ({
  propertyName: "hs_lastmodifieddate",
  operator,
  value: String(Date.parse(moment)),
});

/** Searches never turn a page: beyond 10,000 results there are none, and pages move while orders change. */
function changeList(settings: HubspotSettings, until: string, client: SourceClient): ChangeList {
  const search = async (sortedBy: string, filters: readonly Filter[]): Promise<Changed[]> => {
    const answer = await ask(settings, client, SEARCH, {
      limit: BATCH,
      properties: ["hs_lastmodifieddate"],
      sorts: [{ propertyName: sortedBy, direction: "ASCENDING" }],
      filterGroups: [{ filters }],
    });
    return valuesAt(answer, "results").map(changedIn);
  };
  return {
    pageSize: BATCH,
    from: (moment) => search("hs_lastmodifieddate", [changedAt("GTE", moment), changedAt("LT", until)]),
    sharing: (moment, afterId) =>
      search("hs_object_id", [
        changedAt("EQ", moment),
        { propertyName: "hs_object_id", operator: "GT", value: afterId },
      ]),
    after: (moment) => new Date(Date.parse(moment) + 1).toISOString(),
  };
}

function changedIn(result: unknown): Changed {
  const id = firstText(result, ["id"]);
  const at = sortableInstant(firstText(result, ["properties.hs_lastmodifieddate", "updatedAt"]));
  if (id === null || at === null)
    throw sourceError("SOURCE_DATA", "it lists an order without an id or the moment of its change");
  return { id, at };
}
