import { messageOf } from "../../domain/errors.js";
import type { RawMessage } from "../connector.js";
import { firstText, isGroup, textsAt, valuesAt } from "../reading/json/tree-path.js";
import { sameOrigin } from "../reading/sources/same-origin.js";
import { objectMessage } from "../reading/sources/source-answer.js";
import { sortableInstant } from "../reading/values/clean-text.js";
import type { CheckResult, Page, PullWindow, Source, SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import { changedOrders, isRecordId, orderOfItem, orderWithId } from "./query.js";
import { ask } from "./session.js";
import type { SalesforceSettings } from "./settings.js";

const PAGES_MAX = 100_000;
const ITEM_PREFIX = "802";
/** The longest that a transaction may take there: what it writes shows only when it ends. */
const OVERLAP_MS = 600_000;

/** Reads orders by the moment of their last change, whoever or whatever changed them. */
export const salesforceSource: Source<SalesforceSettings> = {
  streams: [
    { name: "orders", cursor: "TIMESTAMP", overlapMs: OVERLAP_MS, settleMs: 5_000, pull: pullOrders },
  ],
  limits: { requests: 50, seconds: 10 },
  isPulled: ({ instanceUrl }) => instanceUrl !== null,
  check,
  fetchLatest,
};

async function check(settings: SalesforceSettings, client: SourceClient): Promise<CheckResult> {
  if (settings.instanceUrl === null)
    return { ok: true, findings: ["It reads files and events only: no address is set."] };
  try {
    const now = new Date().toISOString();
    await ask(settings, client, queryUrl(settings, "query", changedOrders(settings, now, now)));
    return { ok: true, findings: ["The org answers, and its orders may be read."] };
  } catch (error) {
    return { ok: false, findings: [messageOf(error)] };
  }
}

async function* pullOrders(
  settings: SalesforceSettings,
  window: PullWindow,
  client: SourceClient,
): AsyncGenerator<Page> {
  const query = changedOrders(settings, window.since, window.until);
  let cursor = window.cursor;
  for await (const records of pagesOf(settings, client, queryUrl(settings, "query", query))) {
    const messages: RawMessage[] = [];
    for (const record of records) messages.push(await messageOfOrder(settings, client, record));
    const newest = newestOf(records);
    const newestAt = sortableInstant(newest);
    // What the overlap reads again must not move the cursor back.
    if (newestAt !== null && newestAt > (sortableInstant(cursor) ?? "")) cursor = newest;
    yield { messages, cursor, newestAt };
  }
}

/** The order as it is now; of an item, the order that it belongs to. Null if there is none any more. */
async function fetchLatest(
  settings: SalesforceSettings,
  stream: string,
  externalId: string,
  client: SourceClient,
): Promise<RawMessage | null> {
  if (settings.instanceUrl === null)
    throw sourceError("SOURCE_REFUSED", "an order has changed, and no address is set to read it from");
  if (stream !== "orders" || !isRecordId(externalId)) return null;
  const id = externalId.startsWith(ITEM_PREFIX) ? await idOfOrder(settings, client, externalId) : externalId;
  if (id === null) return null;
  const answer = await ask(settings, client, queryUrl(settings, "query", orderWithId(settings, id)));
  const [record] = valuesAt(answer, "records");
  return record === undefined ? null : messageOfOrder(settings, client, record);
}

/** Deleted items are found, too: their order has changed no less. */
async function idOfOrder(
  settings: SalesforceSettings,
  client: SourceClient,
  itemId: string,
): Promise<string | null> {
  const answer = await ask(settings, client, queryUrl(settings, "queryAll", orderOfItem(itemId)));
  const id = firstText(answer, ["records.OrderId"]);
  return id !== null && isRecordId(id) ? id : null;
}

function queryUrl(
  { instanceUrl, apiVersion }: SalesforceSettings,
  kind: "query" | "queryAll",
  query: string,
): string {
  const url = new URL(`/services/data/${apiVersion}/${kind}`, instanceUrl ?? "");
  url.searchParams.set("q", query);
  return url.href;
}

async function* pagesOf(
  settings: SalesforceSettings,
  client: SourceClient,
  first: string | null,
): AsyncGenerator<readonly unknown[]> {
  let url = first;
  for (let page = 0; url !== null; page += 1) {
    if (page > PAGES_MAX)
      throw sourceError("SOURCE_DATA", `it gives page after page: more than ${PAGES_MAX}`);
    const answer = await ask(settings, client, url);
    if (!isGroup(answer) || !Array.isArray(answer.records))
      throw sourceError("SOURCE_DATA", "its answer holds no list of records");
    yield answer.records;
    url = sameOrigin(answer.nextRecordsUrl, settings.instanceUrl ?? "");
  }
}

/** An order with all of its items: a long list of them goes on at an address of its own. */
async function messageOfOrder(
  settings: SalesforceSettings,
  client: SourceClient,
  record: unknown,
): Promise<RawMessage> {
  const id = firstText(record, ["Id"]);
  if (!isGroup(record) || id === null) throw sourceError("SOURCE_DATA", "it lists an order without an id");
  const items = [...valuesAt(record, "OrderItems.records")];
  const [further] = textsAt(record, "OrderItems.nextRecordsUrl");
  const next = sameOrigin(further, settings.instanceUrl ?? "");
  for await (const more of pagesOf(settings, client, next)) items.push(...more);
  const whole = { ...record, OrderItems: { totalSize: items.length, done: true, records: items } };
  return objectMessage("orders", id, firstText(record, ["SystemModstamp"]), whole);
}

/** The source's own text of the newest change. */
function newestOf(records: readonly unknown[]): string | null {
  const moments = records.flatMap((record) => textsAt(record, "SystemModstamp"));
  return moments.reduce<string | null>(
    (newest, moment) => ((sortableInstant(moment) ?? "") > (sortableInstant(newest) ?? "") ? moment : newest),
    null,
  );
}
