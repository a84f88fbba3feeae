import { type DeliveryOutlook, outlookOf, type StatedEstimate } from "../domain/delivery-estimate.js";
import type { ParcelSettings } from "../domain/parcel-settings.js";
import type { Heard, ParcelException } from "../domain/parcel-state.js";
import { healthOf, type UsualSilence, usualSilence } from "../domain/tracking-health.js";
import type { ParcelHealth } from "../schema/shipment.js";
import type { OrderRow } from "../store/reads/order.js";
import type { ExecutionSighting, Shipment, TrackingEvent } from "../store/shipment.js";

/** Everything that was heard of a parcel, from carriers and execution systems alike. */
export function heardOf(events: readonly TrackingEvent[], sightings: readonly ExecutionSighting[]): Heard[] {
  return [
    ...events.filter(({ corrects }) => corrects === null),
    ...sightings.map(({ status, occurredAt }) => ({
      ...{ status: status as Heard["status"], reason: null, occurredAt, correctedAt: null },
    })),
  ];
}

/** The silence that a carrier's parcels are allowed. */
export function silenceFor(
  { silence: { hours, carriers } }: ParcelSettings,
  carrier: string | null,
  measured: { readonly hours: number; readonly gaps: number } | null,
): UsualSilence {
  const key = carrier?.toLowerCase();
  const set = Object.entries(carriers).find(([name]) => name.toLowerCase() === key)?.[1] ?? null;
  return usualSilence(set, measured, hours);
}

export function healthFor(
  shipment: Pick<Shipment, "status" | "statusAt" | "newsAt">,
  outlook: StatedEstimate | null,
  exceptions: readonly ParcelException[],
  silence: UsualSilence,
  now: Date,
): ParcelHealth {
  const open = exceptions.findLast(({ resolvedAt }) => resolvedAt === null);
  const { status, statusAt, newsAt } = shipment;
  // The day that was promised says when a parcel is late, and nothing about whether anybody has heard of it.
  const estimate =
    outlook === null
      ? null
      : { day: outlook.day, statedAt: outlook.source === "ORDER" ? EVER : outlook.statedAt };
  const watched = { status, statusAt, newsAt, estimate, exceptionSince: open?.since ?? null, silence };
  return {
    ...healthOf(watched, now),
    ...{ newsAt, usualSilenceHours: silence.hours, usualSilenceBasis: silence.basis },
  };
}

const EVER = new Date(0);

/** The outlook as it is shown, with its age. */
export function shownOutlook(
  stated: readonly StatedEstimate[],
  order: Pick<OrderRow, "requestedDate" | "placedAt" | "createdAt">,
  now: Date,
): (DeliveryOutlook & { readonly ageHours: number }) | null {
  const outlook = outlookOf(stated, order);
  if (outlook === null) return null;
  return {
    ...outlook,
    ageHours: Math.max(0, Math.floor((now.getTime() - outlook.statedAt.getTime()) / HOUR_MS)),
  };
}

const HOUR_MS = 3_600_000;
