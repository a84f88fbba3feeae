import { z } from "zod";
import type { Tryton } from "./client.js";
import { lineNumberIn } from "./line-number.js";
import type { ReturnState } from "./payload.js";
import { found } from "./records.js";
import { links, number, reference, stamp, text } from "./values.js";

const FIELDS = ["number", "state", "incoming_moves", "_timestamp"];
const returnRecord = z.object({
  ...{ id: z.int(), number: text, incoming_moves: links, _timestamp: stamp },
  state: z.enum(["draft", "received", "done", "cancelled"]),
});
const moveRecord = z.object({ id: z.int(), state: z.string(), quantity: number, origin: reference });
const lineRecord = z.object({
  ...{ id: z.int(), note: text },
  "sale.": z.object({ reference: text }),
});

/** Our order ids. Tryton copies them to the sale that a return makes. */
const ORDER_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Returns with the orders they come from, as the lines of their sales tell. Those of other orders are left out. */
export async function readReturns(tryton: Tryton, ids: readonly number[]): Promise<ReturnState[]> {
  const records = await found(tryton, "stock.shipment.out.return", returnRecord, FIELDS, ids);
  const moveFields = ["state", "quantity", "origin"];
  const moveIds = records.flatMap((record) => record.incoming_moves);
  const moves = (await found(tryton, "stock.move", moveRecord, moveFields, moveIds)).filter(
    ({ state, origin }) => state !== "cancelled" && origin?.model === "sale.line",
  );
  const lineIds = moves.flatMap(({ origin }) => origin?.id ?? []);
  const lines = await found(tryton, "sale.line", lineRecord, ["note", "sale.reference"], lineIds);
  const lineById = new Map(lines.map((line) => [line.id, line]));
  return records.flatMap((record) => {
    const parts = moves
      .filter(({ id }) => record.incoming_moves.includes(id))
      .flatMap(({ origin, quantity }) => {
        const line = lineById.get(origin?.id ?? 0);
        return line === undefined ? [] : [{ line, quantity: quantity ?? "0" }];
      });
    const orderId = parts[0]?.line["sale."].reference ?? "";
    if (!ORDER_ID.test(orderId)) return [];
    return [
      {
        ...{ id: record.id, number: record.number ?? String(record.id), state: record.state },
        ...{ reference: orderId, stamp: record._timestamp },
        lines: parts.map(({ line, quantity }) => ({
          ...{ lineNumber: lineNumberIn(line.note) ?? `tryton:${line.id}`, quantity },
        })),
      },
    ];
  });
}
