import type { ReturnKind } from "../../domain/vocabulary.js";
import type { Ask } from "./ask.js";
import { all, type Sql, sql } from "./sql.js";

/** What returns can be counted by; several at once make a table. */
export const RETURN_DIMENSIONS = ["PERIOD", "CAUSE", "CHANNEL", "CARRIER"] as const;
export type ReturnDimension = (typeof RETURN_DIMENSIONS)[number];

export const STATISTICS_INTERVALS = ["DAY", "WEEK", "MONTH"] as const;
export type StatisticsInterval = (typeof STATISTICS_INTERVALS)[number];

export interface StatisticsWanted {
  readonly from: Date;
  readonly to: Date;
  readonly by: readonly ReturnDimension[];
  readonly interval: StatisticsInterval;
  readonly kinds: readonly ReturnKind[];
}

interface Group {
  /** First day of the period; like each of these null where it is not counted by. */
  readonly period: string | null;
  readonly cause: string | null;
  readonly channel: string | null;
  readonly carrier: string | null;
}

export interface CountedReturns extends Group {
  readonly returns: number;
  readonly preventable: number;
  readonly costs: readonly {
    readonly currency: string;
    readonly amount: string;
    readonly preventable: string;
  }[];
}

export interface CountedShipments extends Omit<Group, "cause"> {
  readonly shipments: number;
}

const ROWS_MAX = 1_000;

export function returnStatisticsReads(ask: Ask) {
  return {
    /** Returns of a period, by their index. What was declined or canceled never came back. */
    countedReturns: (wanted: StatisticsWanted): Promise<CountedReturns[]> =>
      ask.rows(sql`
        SELECT period, cause, channel, carrier, sum(number)::int AS returns, sum(preventable)::int AS preventable,
          coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amount', cost, 'preventable', avoidable)
            ORDER BY currency) FILTER (WHERE currency IS NOT NULL), '[]') AS costs
        FROM (
          SELECT ${dimensions(wanted, sql`x.opened_at`, sql`x.channel`, sql`x.outward_carrier`)},
            ${wanted.by.includes("CAUSE") ? sql`x.cause_kind` : NONE} AS cause, x.cost_currency AS currency,
            count(*) AS number, count(*) FILTER (WHERE x.preventable) AS preventable,
            coalesce(sum(x.cost), 0)::text AS cost,
            coalesce(sum(x.cost) FILTER (WHERE x.preventable), 0)::text AS avoidable
          FROM ${ask.of("returns")} x
          WHERE ${all([
            sql`x.opened_at >= ${wanted.from}`,
            sql`x.opened_at < ${wanted.to}`,
            sql`x.status NOT IN ('DECLINED', 'CANCELED')`,
            sql`x.kind = ANY(${wanted.kinds}::text[])`,
          ])} GROUP BY 1, 2, 3, 4, 5
        ) counted GROUP BY 1, 2, 3, 4 ORDER BY 1 NULLS FIRST, 5 DESC, 2, 3, 4 LIMIT ${ROWS_MAX}`),

    /** Parcels that left in the period, by their index: what the returns are held against. */
    countedShipments: (wanted: StatisticsWanted): Promise<CountedShipments[]> =>
      ask.rows(sql`
        SELECT ${dimensions(wanted, sql`x.shipped_at`, sql`o.channel`, sql`x.carrier`)}, count(*)::int AS shipments
        FROM ${ask.of("shipments")} x ${wanted.by.includes("CHANNEL") ? sql`JOIN ${ask.of("orders")} o ON o.id = x.order_id` : sql``}
        WHERE ${all([sql`x.shipped_at >= ${wanted.from}`, sql`x.shipped_at < ${wanted.to}`])}
        GROUP BY 1, 2, 3`),
  };
}

const NONE = sql`NULL::text`;

const TRUNCATED: Readonly<Record<StatisticsInterval, (at: Sql) => Sql>> = {
  DAY: (at) => sql`date_trunc('day', ${at} AT TIME ZONE 'UTC')`,
  WEEK: (at) => sql`date_trunc('week', ${at} AT TIME ZONE 'UTC')`,
  MONTH: (at) => sql`date_trunc('month', ${at} AT TIME ZONE 'UTC')`,
};

function dimensions({ by, interval }: StatisticsWanted, at: Sql, channel: Sql, carrier: Sql): Sql {
  const period = by.includes("PERIOD") ? sql`to_char(${TRUNCATED[interval](at)}, 'YYYY-MM-DD')` : NONE;
  return sql`${period} AS period, ${by.includes("CHANNEL") ? channel : NONE} AS channel,
    ${by.includes("CARRIER") ? sql`lower(${carrier})` : NONE} AS carrier`;
}
