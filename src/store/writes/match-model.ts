import type { Tx } from "../database.js";
import { insertRows, select } from "../rows.js";

/** A model as it is kept. `report` tells what it was learned from, why it was refused if it was, and who adopted it when. */
export interface KeptModel {
  readonly version: string;
  readonly model: Readonly<Record<string, unknown>>;
  readonly report: Readonly<Record<string, unknown>>;
  readonly learnedAt: Date;
  readonly adoptedAt: Date | null;
  readonly adoptedBy: string | null;
}

/** All but the model itself, which may be large. */
export type KnownModel = Omit<KeptModel, "model">;

/** One adopter at a time, so that "the one adopted last" is never two. */
const ADOPTION_LOCK = 7_110_419;

/** Keeps a model. One that is known already, learned from the same records, stays as it is. */
export async function keepModel(
  tx: Tx,
  { version, model, report }: Pick<KeptModel, "version" | "model" | "report">,
): Promise<void> {
  await insertRows(
    tx,
    "match_models",
    [{ version, model, report, learnedAt: new Date() }],
    "ON CONFLICT (version) DO NOTHING",
  );
}

/** Puts a model in force; false if there is no such model. Every adoption stays on record in its report. */
export async function adoptModel(tx: Tx, version: string, by: string): Promise<boolean> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [ADOPTION_LOCK]);
  const adopted = await select<{ version: string }>(
    tx,
    `UPDATE match_models
        SET adopted_at = GREATEST(clock_timestamp(), (SELECT max(adopted_at) FROM match_models) + interval '1 microsecond'),
            adopted_by = $2,
            report = jsonb_set(report, '{adoptions}',
              COALESCE(report->'adoptions', '[]') || jsonb_build_object('at', clock_timestamp(), 'by', $2::text))
      WHERE version = $1 RETURNING version`,
    [version, by],
  );
  return adopted.length > 0;
}

/** The version of the model adopted last; null if none ever was. */
export async function versionInForce(tx: Tx): Promise<string | null> {
  const [row] = await select<{ version: string }>(
    tx,
    "SELECT version FROM match_models WHERE adopted_at IS NOT NULL ORDER BY adopted_at DESC LIMIT 1",
  );
  return row?.version ?? null;
}

export async function keptModel(tx: Tx, version: string): Promise<KeptModel | null> {
  const [row] = await select<KeptModel>(tx, "SELECT * FROM match_models WHERE version = $1", [version]);
  return row ?? null;
}

/** What models there are, the newest first. */
export async function knownModels(tx: Tx, limit: number): Promise<KnownModel[]> {
  return select<KnownModel>(
    tx,
    `SELECT version, report, learned_at, adopted_at, adopted_by FROM match_models
      ORDER BY learned_at DESC, version LIMIT $1`,
    [limit],
  );
}
