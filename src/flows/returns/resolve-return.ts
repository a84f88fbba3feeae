import { z } from "zod";
import { type PostalAddress, postalAddress } from "../../domain/address.js";
import { decimal } from "../../domain/decimal.js";
import { type CanonicalOrderLine, canonicalOrderLine } from "../../domain/order.js";
import { valueOfLines } from "../../domain/return-line.js";
import {
  faultOfResolution,
  RESOLUTION_NEEDS,
  RESOLUTIONS,
  type Resolution,
} from "../../domain/return-resolution.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Return } from "../../store/return.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import { placeReplacement } from "../orders/place-replacement.js";
import type { Hub } from "../work/hub.js";
import { type Acting, type OnReturn, onReturn, personally, type ReturnOutcome } from "./on-return.js";

export interface ResolveInput extends OnReturn {
  readonly resolution: Resolution;
  readonly amount: string | null;
  readonly lines: readonly CanonicalOrderLine[] | null;
  readonly shipTo: PostalAddress | null;
}

const wanted = z.object({
  resolution: z.enum(RESOLUTIONS),
  amount: decimal.nullable(),
  lines: z.array(canonicalOrderLine).max(250).nullable(),
  shipTo: postalAddress.nullable(),
});

/**
 * Settles with the customer how a return ends. Where goods are sent again, or others instead, that is an order of
 * its own, written in the same transaction. What is settled while the goods are on their way stays settled.
 */
export async function resolveReturn(
  hub: Hub,
  viewer: Viewer,
  input: ResolveInput,
): Promise<Outcome<ReturnOutcome>> {
  const given = wanted.safeParse(input);
  if (!given.success) {
    const userErrors = given.error.issues.map(({ path, message }) => ({
      ...{ field: path.join("."), code: "INVALID", message },
    }));
    return { ok: false, userErrors };
  }
  return onReturn(hub, viewer, input, "RESOLVE", async (acting, next) => {
    const { known, order } = acting;
    if (known.resolution !== null) {
      const isSame = next === "CLOSED" && known.resolution === input.resolution;
      if (isSame) return done(await personally(acting, "RESOLVE", next, input.note));
      return refused(
        "ALREADY_RESOLVED",
        `${known.resolution.toLowerCase()} was agreed already`,
        "resolution",
      );
    }
    const fault = faultOfResolution(given.data, {
      value: valueOfLines(known.lines, order.lines),
      ...{ causeKind: known.causeKind, used: known.causeDetails?.used?.address ?? null },
      orderShipTo: known.sendTo ?? order.shipTo,
    });
    if (fault !== null) return refused(fault.code, fault.message, fault.field);
    return done(
      await personally(acting, "RESOLVE", next, input.note, await agreed(acting, given.data, input)),
    );
  });
}

async function agreed(
  acting: Acting,
  { resolution, amount, lines, shipTo }: z.infer<typeof wanted>,
  { note }: OnReturn,
): Promise<Partial<Return>> {
  const { order, known, viewer } = acting;
  const isSent = RESOLUTION_NEEDS[resolution].order;
  const to = isSent ? (shipTo ?? known.sendTo ?? order.shipTo) : null;
  return {
    resolution,
    resolutionDetails: {
      ...{ amount, currency: amount === null ? null : order.currency, shipTo: to, note },
      ...{ by: viewer.subject, at: new Date().toISOString() },
    },
    ...(isSent ? { replacementOrderId: await placeReplacement(acting, resolution, lines, to) } : {}),
  };
}
