import Big from "big.js";
import { z } from "zod";
import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import { advanceSale } from "./advance.js";
import { shaped, type Tryton } from "./client.js";
import { refused, TrytonFault } from "./fault.js";
import type { SaleState } from "./payload.js";
import { saleById } from "./read-sale.js";
import { firstId } from "./records.js";
import { hasGone } from "./sale.js";
import { reference } from "./values.js";

type Return = Extract<ExecutionCommand, { kind: "RETURN" }>;

const complaints = z.array(z.object({ id: z.int(), state: z.string() }));
type Complaint = z.infer<typeof complaints>[number];

/**
 * Enters a return as a complaint about the sale, whose action makes the return sale, and leads both on until
 * the warehouse expects the goods. Finds its own complaint again by our reference, as sales are found.
 */
export async function enterReturn(tryton: Tryton, command: Return): Promise<ExecutionAnswer> {
  let known = await complaintsOf(tryton, command.reference);
  if (known.length === 0) {
    await draftComplaint(tryton, await saleById(tryton, command.externalId), command);
    known = await complaintsOf(tryton, command.reference);
  }
  const [own, ...spare] = [...known].sort(
    (a, b) => Number(a.state === "draft") - Number(b.state === "draft") || a.id - b.id,
  );
  if (own === undefined) throw new TrytonFault({ kind: "CUT" }, "the complaint that was made is not there");
  const drafts = spare.filter(({ state }) => state === "draft").map(({ id }) => id);
  if (drafts.length > 0) await tryton.call("model.sale.complaint.delete", [drafts]);
  return { outcome: "ACCEPTED", externalId: String(own.id), nativeMessage: await leadOn(tryton, own) };
}

async function complaintsOf(tryton: Tryton, ours: string): Promise<Complaint[]> {
  const answer = await tryton.call("model.sale.complaint.search_read", [
    ...[[["reference", "=", ours]], 0, null, [["id", "ASC"]], ["state"]],
  ]);
  return shaped(complaints, answer);
}

async function draftComplaint(tryton: Tryton, sale: SaleState, command: Return): Promise<void> {
  const { complaintType } = tryton.settings;
  const type = await firstId(tryton, "sale.complaint.type", [
    ["name", "=", complaintType],
    ["origin.model", "=", "sale.sale"],
  ]);
  if (type === null) throw refused("VALIDATION", `Tryton has no complaint type "${complaintType}" for sales`);
  const lines = command.lines.map((part) => returnedLine(sale, part));
  await tryton.act("model.sale.complaint.create", [
    [
      {
        ...{ type, customer: sale.party, reference: command.reference, origin: `sale.sale,${sale.id}` },
        description: command.reason,
        actions: [["create", [{ action: "sale_return", sale_lines: [["create", lines]] }]]],
      },
    ],
  ]);
}

/** Tryton would take back what was never sent. */
function returnedLine(sale: SaleState, { lineNumber, quantity }: Return["lines"][number]) {
  const line = sale.lines.find((known) => known.lineNumber === lineNumber);
  if (line === undefined) throw refused("NOT_FOUND", `the sale has no line ${lineNumber}`);
  const gone = sale.shipments
    .filter(hasGone)
    .flatMap(({ lines }) => lines)
    .filter((part) => part.line === line.id)
    .reduce((sum, part) => sum.plus(part.quantity), new Big(0));
  if (gone.lt(quantity))
    throw refused(
      "VALIDATION",
      `${quantity} of line ${lineNumber} are to come back, and ${gone.toFixed()} have left`,
    );
  return { line: line.id, quantity: Number(quantity) };
}

const actions = z.array(z.object({ result: reference }));

/** As far as the settings let it go: to a return sale that is processed, whose goods the warehouse can take in. */
async function leadOn(tryton: Tryton, complaint: Complaint): Promise<string> {
  const { id } = complaint;
  if (complaint.state === "draft") await tryton.act("model.sale.complaint.wait", [[id]]);
  if (!tryton.settings.approveReturns) return `complaint ${id} waits for approval`;
  if (complaint.state === "draft" || complaint.state === "waiting")
    await tryton.act("model.sale.complaint.approve", [[id]]);
  const answer = await tryton.call("model.sale.complaint.action.search_read", [
    ...[[["complaint", "=", id]], 0, 1, null, ["result"]],
  ]);
  const sale = shaped(actions, answer)[0]?.result ?? null;
  if (sale === null) return `complaint ${id} is approved; Tryton has not made its return sale yet`;
  await advanceSale(tryton, sale.id);
  return `complaint ${id}, return sale ${sale.id}`;
}
