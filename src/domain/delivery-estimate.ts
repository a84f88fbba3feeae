/** Who says when a parcel arrives: the carrier, the execution system, or the day the order was promised for. */
export const ESTIMATE_SOURCES = ["CARRIER", "EXECUTION", "ORDER"] as const;
export type EstimateSource = (typeof ESTIMATE_SOURCES)[number];

export interface StatedEstimate {
  readonly day: string;
  readonly source: EstimateSource;
  /** When it was said; of two of one source the later counts. */
  readonly statedAt: Date;
  readonly recordedAt: Date;
}

export interface DeliveryOutlook extends StatedEstimate {
  /** The first day anybody has stated: the order's own, or else the earliest estimate. */
  readonly firstPromise: string;
  /** Days between the first promise and now's; above zero is later. */
  readonly slipDays: number;
  /** Everything that was ever said, oldest first. */
  readonly history: readonly StatedEstimate[];
}

/** Whose word counts most. Who carries it knows best; who packed it knows better than who promised. */
const RANK: Readonly<Record<EstimateSource, number>> = { CARRIER: 2, EXECUTION: 1, ORDER: 0 };

/** When a parcel is expected, by whose word, and how far that has slipped. Null if nobody has said anything. */
export function outlookOf(
  stated: readonly StatedEstimate[],
  order: { readonly requestedDate: string | null; readonly placedAt: Date; readonly createdAt: Date },
): DeliveryOutlook | null {
  const promise: StatedEstimate[] =
    order.requestedDate === null
      ? []
      : [
          {
            day: order.requestedDate,
            source: "ORDER",
            statedAt: order.placedAt,
            recordedAt: order.createdAt,
          },
        ];
  const history = [...promise, ...stated].toSorted(
    (a, b) => a.statedAt.getTime() - b.statedAt.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime(),
  );
  const best = history.reduce<StatedEstimate | null>(
    (known, next) => (known === null || RANK[next.source] >= RANK[known.source] ? next : known),
    null,
  );
  if (best === null) return null;
  const firstPromise = (promise[0] ?? history[0] ?? best).day;
  return { ...best, firstPromise, slipDays: daysBetween(firstPromise, best.day), history };
}

const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
