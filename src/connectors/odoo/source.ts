import { messageOf } from "../../domain/errors.js";
import type { RawMessage } from "../connector.js";
import { firstText } from "../reading/json/tree-path.js";
import { type Changed, type ChangeList, changedSince } from "../reading/sources/changed-since.js";
import { objectMessage } from "../reading/sources/source-answer.js";
import type { CheckResult, Page, PullWindow, Source, SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import { ask } from "./ask.js";
import { type ComposedOrder, composedOrders, idIn } from "./compose.js";
import type { OdooSettings } from "./settings.js";

const PAGE = 100;
/** The moment of a change is when its transaction began, and it shows when that ends. */
const OVERLAP_MS = 600_000;
const EARLIEST = "1970-01-01T00:00:00Z";

/** Reads orders by the moment of their last change, and those of which only a line has changed. */
export const odooSource: Source<OdooSettings> = {
  streams: [
    { name: "orders", cursor: "TIMESTAMP", overlapMs: OVERLAP_MS, settleMs: 5_000, pull: pullOrders },
  ],
  limits: { requests: 60, seconds: 60 },
  // What the hub makes there would come back as somebody else's order.
  isPulled: ({ url, executes }) => url !== null && !executes,
  check,
  fetchLatest,
};

async function check(settings: OdooSettings, client: SourceClient): Promise<CheckResult> {
  if (settings.url === null) return { ok: true, findings: ["It reads files only: no address is set."] };
  try {
    const [latest] = await ask(settings, client, "sale.order/search_read", {
      domain: [],
      fields: ["name"],
      limit: 1,
    });
    await composedOrders(settings, client, [String(idIn(latest, "id") ?? 0)]);
    return { ok: true, findings: ["Odoo answers, and sales orders with their partners may be read."] };
  } catch (error) {
    return { ok: false, findings: [messageOf(error)] };
  }
}

/**
 * Lines come first, and only the orders move the cursor on: a pass that is cut between the two reads the lines again.
 * The first pass reads every order, and with it every line.
 */
async function* pullOrders(
  settings: OdooSettings,
  { cursor: start, since, until }: PullWindow,
  client: SourceClient,
): AsyncGenerator<Page> {
  const read = async (changed: readonly Changed[]): Promise<RawMessage[]> => {
    const ids = [...new Set(changed.map(({ id }) => id))];
    return (await composedOrders(settings, client, ids)).map(messageOfOrder);
  };
  const from = since === null ? EARLIEST : momentOf(toOdoo(since));
  let newest = start;
  if (since !== null) {
    for await (const changed of changedSince(listOf("sale.order.line", settings, until, client), from)) {
      const orders = await ordersOf(changed, settings, client);
      yield { messages: await read(orders), cursor: start, newestAt: null };
      newest = later(newest, changed.at(-1)?.at);
    }
  }
  let cursor = start;
  for await (const changed of changedSince(listOf("sale.order", settings, until, client), from)) {
    const newestAt = changed.at(-1)?.at ?? null;
    cursor = later(cursor, newestAt);
    yield { messages: await read(changed), cursor, newestAt };
  }
  newest = later(newest, cursor);
  if (newest !== cursor) yield { messages: [], cursor: newest, newestAt: newest };
}

const later = (a: string | null, b: string | null | undefined): string | null =>
  b !== null && b !== undefined && b > (a ?? "") ? b : a;

const messageOfOrder = ({ id, version, document }: ComposedOrder): RawMessage =>
  objectMessage("orders", id, version, document);

/** The order as it is now; null if there is none any more. */
async function fetchLatest(
  settings: OdooSettings,
  stream: string,
  externalId: string,
  client: SourceClient,
): Promise<RawMessage | null> {
  if (settings.url === null)
    throw sourceError("SOURCE_REFUSED", "an order has changed, and no address is set to read it from");
  if (stream !== "orders" || !/^\d{1,15}$/.test(externalId)) return null;
  const [order] = await composedOrders(settings, client, [externalId]);
  return order === undefined ? null : messageOfOrder(order);
}

/** Odoo writes moments in UTC without saying so, to the second; it keeps them finer, so a second is a moment here. */
const momentOf = (written: string): string => `${written.replace(" ", "T")}Z`;
const toOdoo = (moment: string): string => moment.slice(0, 19).replace("T", " ");

/** Lists the records of a model that were written before `until`. */
function listOf(model: string, settings: OdooSettings, until: string, client: SourceClient): ChangeList {
  const search = async (domain: readonly unknown[], order: string): Promise<Changed[]> => {
    const fields = ["write_date"];
    const records = await ask(settings, client, `${model}/search_read`, {
      domain,
      fields,
      order,
      limit: PAGE,
    });
    return records.map(changedIn);
  };
  const after = (moment: string): string =>
    `${new Date(Date.parse(moment) + 1000).toISOString().slice(0, 19)}Z`;
  const before = ["write_date", "<", toOdoo(until)];
  return {
    pageSize: PAGE,
    from: (moment) => search([["write_date", ">=", toOdoo(moment)], before], "write_date, id"),
    sharing: (moment, afterId) =>
      search(
        [
          ["write_date", ">=", toOdoo(moment)],
          ["write_date", "<", toOdoo(after(moment))],
          ["id", ">", Number(afterId)],
        ],
        "id",
      ),
    after,
  };
}

function changedIn(record: unknown): Changed {
  const id = idIn(record, "id");
  const written = firstText(record, ["write_date"]);
  if (id === null || written === null || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written))
    throw sourceError("SOURCE_DATA", "it lists a record without an id or the moment of its change");
  return { id: String(id), at: momentOf(written) };
}

/** The orders that these lines belong to. */
async function ordersOf(
  lines: readonly Changed[],
  settings: OdooSettings,
  client: SourceClient,
): Promise<Changed[]> {
  const domain = [["id", "in", lines.map(({ id }) => Number(id))]];
  const records = await ask(settings, client, "sale.order.line/search_read", {
    domain,
    fields: ["order_id"],
  });
  return records.flatMap((record) => {
    const id = idIn(record, "order_id");
    return id === null ? [] : [{ id: String(id), at: "" }];
  });
}
