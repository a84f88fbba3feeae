import type { Execution, ExecutionAnswer, ExecutionCommand, ExecutionSnapshot } from "../connector.js";
import { amendSale } from "./amend.js";
import { openTryton, type Tryton } from "./client.js";
import { enterReturn } from "./complaint.js";
import { createSale, salesOf, standing } from "./create.js";
import { parcelsOf } from "./events.js";
import { answerOf, lookFaultOf, TrytonFault } from "./fault.js";
import { holdSale, releaseSale } from "./hold.js";
import { listSales } from "./list.js";
import { readSale } from "./read-sale.js";
import { snapshotOf } from "./sale.js";
import type { TrytonSettings } from "./settings.js";

/** Orders as Tryton's sales. What is read back is the sale and the shipments it has now, never ids remembered. */
export const execution: Execution<TrytonSettings> = { apply, fetch: readBack, list: listSales };

async function apply(settings: TrytonSettings, command: ExecutionCommand): Promise<ExecutionAnswer> {
  const tryton = openTryton(settings);
  try {
    return await carryOut(tryton, command);
  } catch (error) {
    if (error instanceof TrytonFault) return answerOf(error, tryton.isBegun);
    throw error;
  }
}

function carryOut(tryton: Tryton, command: ExecutionCommand): Promise<ExecutionAnswer> {
  switch (command.kind) {
    case "CREATE":
      return createSale(tryton, command);
    case "AMEND":
      return amendSale(tryton, command);
    case "HOLD":
      return holdSale(tryton, command);
    case "RELEASE":
      return releaseSale(tryton, command);
    case "RETURN":
      return enterReturn(tryton, command);
  }
}

/** Null while the sale is still being made: whoever asks goes on making it. */
async function readBack(settings: TrytonSettings, reference: string): Promise<ExecutionSnapshot | null> {
  const tryton = openTryton(settings);
  try {
    const own = standing(await salesOf(tryton, reference));
    const sale = own === null ? null : await readSale(tryton, own.id);
    return sale === null ? null : { ...snapshotOf(sale), parcels: parcelsOf(sale) };
  } catch (error) {
    throw error instanceof TrytonFault ? lookFaultOf(error) : error;
  }
}
