import { z } from "zod";
import { messageOf } from "../../domain/errors.js";
import type { RawMessage } from "../connector.js";
import { type Changed, type ChangeList, changedSince } from "../reading/sources/changed-since.js";
import { objectMessage } from "../reading/sources/source-answer.js";
import type { CheckResult, Page, PullWindow, Source, SourceClient, Stream } from "../source.js";
import { shaped, type Tryton, trytonOfSource } from "./client.js";
import { sourceFaultOf, TrytonFault } from "./fault.js";
import { OWN_SALES } from "./list.js";
import { readReturns } from "./read-return.js";
import { readSales } from "./read-sale.js";
import { firstId, idsOf } from "./records.js";
import { versionOf } from "./sale.js";
import type { TrytonSettings } from "./settings.js";
import { moment, momentThere } from "./values.js";

const PAGE = 100;
/** The moment of a change is when its transaction began, and it shows when that ends. */
const OVERLAP_MS = 600_000;
const SETTLE_MS = 1_000;
const EARLIEST = "1970-01-01T00:00:00.000000Z";

/** Which records' changes are followed, and how the messages are found that they lead to. */
const FOLLOWED: readonly {
  readonly name: Stream<TrytonSettings>["name"];
  readonly model: string;
  read(tryton: Tryton, ids: readonly number[]): Promise<RawMessage[]>;
}[] = [
  { name: "orders", model: "sale.sale", read: (tryton, ids) => salesWhere(tryton, ["id", "in", ids]) },
  {
    name: "shipments",
    model: "stock.shipment.out",
    read: (tryton, ids) => salesWhere(tryton, ["shipments", "in", ids]),
  },
  // An address that is written over takes every sale that goes there along.
  {
    name: "parties",
    model: "party.address",
    read: (tryton, ids) => salesWhere(tryton, ["shipment_address", "in", ids]),
  },
  { name: "returns", model: "stock.shipment.out.return", read: returnsOf },
];

/** What is changed inside Tryton, by the moment of the change. The same state of a sale is one message, whatever led to it. */
export const trytonSource: Source<TrytonSettings> = {
  streams: FOLLOWED.map(({ name, model, read }) => ({
    ...{ name, cursor: "TIMESTAMP", overlapMs: OVERLAP_MS, settleMs: SETTLE_MS },
    pull: (settings, window, client) => pull(trytonOfSource(settings, client), model, read, window),
  })),
  limits: { requests: 120, seconds: 60 },
  isPulled: ({ follow }) => follow,
  check,
};

async function* pull(
  tryton: Tryton,
  model: string,
  read: (typeof FOLLOWED)[number]["read"],
  { since, until }: PullWindow,
): AsyncGenerator<Page> {
  try {
    for await (const changed of changedSince(listOf(tryton, model, until), since ?? EARLIEST)) {
      const messages = await read(
        tryton,
        changed.map(({ id }) => Number(id)),
      );
      const cursor = changed.at(-1)?.at ?? null;
      yield { messages, cursor, newestAt: cursor };
    }
  } catch (error) {
    throw error instanceof TrytonFault ? sourceFaultOf(error) : error;
  }
}

async function salesWhere(tryton: Tryton, condition: readonly unknown[]): Promise<RawMessage[]> {
  const ids = await idsOf(tryton, "sale.sale", [...OWN_SALES, condition]);
  const sales = await readSales(tryton, ids);
  return sales.map((sale) =>
    objectMessage("sales", String(sale.id), versionOf(sale), { kind: "sale", sale }),
  );
}

async function returnsOf(tryton: Tryton, ids: readonly number[]): Promise<RawMessage[]> {
  const returns = await readReturns(tryton, ids);
  return returns.map((found) =>
    objectMessage("returns", String(found.id), found.stamp, { kind: "return", return: found }),
  );
}

const changedRecords = z.array(z.object({ id: z.int(), write_date: moment }));

/** Lists the records of a model that were written before `until`. What was never written again is news to nobody. */
function listOf(tryton: Tryton, model: string, until: string): ChangeList {
  const search = async (
    domain: readonly unknown[],
    order: readonly (readonly string[])[],
  ): Promise<Changed[]> => {
    const answer = await tryton.call(`model.${model}.search_read`, [domain, 0, PAGE, order, ["write_date"]]);
    return shaped(changedRecords, answer).map(({ id, write_date }) => ({ id: String(id), at: write_date }));
  };
  const before = ["write_date", "<", momentThere(until)];
  return {
    pageSize: PAGE,
    from: (at) =>
      search(
        [["write_date", ">=", momentThere(at)], before],
        [
          ["write_date", "ASC"],
          ["id", "ASC"],
        ],
      ),
    sharing: (at, afterId) =>
      search(
        [
          ["write_date", "=", momentThere(at)],
          ["id", ">", Number(afterId)],
        ],
        [["id", "ASC"]],
      ),
    after: (at) => nextMicrosecond(at),
  };
}

/** The text's own digits are counted on: a number has no room for microseconds since 1970 and more. */
function nextMicrosecond(at: string): string {
  const [seconds = "", fraction = ""] = at.replace(/Z$/, "").split(".");
  const next = Number(fraction.padEnd(6, "0")) + 1;
  if (next < 1_000_000) return `${seconds}.${String(next).padStart(6, "0")}Z`;
  return `${new Date(Date.parse(`${seconds}Z`) + 1000).toISOString().slice(0, 19)}.000000Z`;
}

/** What has to be readable for orders to be carried out; each is asked for one record. */
const NEEDED: readonly (readonly [model: string, why: string])[] = [
  ["sale.amendment", "changes are made by amendments"],
  ["stock.shipment.out", "shipments are read back and stopped"],
  ["account.invoice.line", "a price that was invoiced stands"],
  ["product.product", "articles are found by their code"],
  ["country.country", "addresses name their country"],
];

async function check(settings: TrytonSettings, client: SourceClient): Promise<CheckResult> {
  const tryton = trytonOfSource(settings, client);
  const findings: string[] = [];
  let isOk = true;
  const ask = async (model: string, why: string, domain: readonly unknown[] = []): Promise<number | null> => {
    try {
      return await firstId(tryton, model, domain);
    } catch (error) {
      isOk = false;
      findings.push(`${model} cannot be read (${why}): ${messageOf(error)}`);
      return null;
    }
  };
  await ask("sale.sale", "orders are sales");
  if (isOk) for (const [model, why] of NEEDED) await ask(model, why);
  if (!isOk) return { ok: false, findings };
  findings.push(`Tryton lets ${settings.user} in and shows sales, shipments and amendments.`);
  const type = await ask("sale.complaint.type", "returns are complaints", [
    ["name", "=", settings.complaintType],
  ]);
  if (type === null && isOk)
    findings.push(`There is no complaint type "${settings.complaintType}": returns cannot be entered.`);
  return { ok: isOk, findings };
}
