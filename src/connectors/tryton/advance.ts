import type { Tryton } from "./client.js";
import { TrytonFault } from "./fault.js";

const STEPS = ["quote", "confirm", "process"] as const;

/** Leads a sale from a draft to one that is processed. Tryton passes over a step that was taken before. */
export async function advanceSale(tryton: Tryton, id: number): Promise<void> {
  for (const step of STEPS) {
    if (step === "process") await processSale(tryton, id);
    else await tryton.act(`model.sale.sale.${step}`, [[id]]);
  }
}

/**
 * Tryton processes a sale by itself when it is confirmed or amended, and keeps to itself if that fails. Doing
 * it once more by hand shows what is wrong; it is a right of its own, and whoever lacks it only does not see.
 */
export async function processSale(tryton: Tryton, id: number): Promise<void> {
  try {
    await tryton.act("model.sale.sale.process", [[id]]);
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
}

const isForbidden = (error: unknown): boolean =>
  error instanceof TrytonFault && error.failure.kind === "REFUSED" && error.failure.refusal === "PERMISSION";
