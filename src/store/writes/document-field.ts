import type { DocumentField as Shaped } from "../../domain/document-shape.js";
import type { Tx } from "../database.js";
import type { DocumentField } from "../document-field.js";
import { select } from "../rows.js";

/** Documents of a connection after which a field that was never there is news: what is rare has shown by then. */
const KNOWN_AFTER = 500;
/** A field that came on so many days is missed when it stays away for so many, while the connection goes on. */
const REGULAR_DAYS = 5;
const AWAY_DAYS = 3;

/**
 * Notes that these fields were seen today (UTC). Answers those that are news: never seen on a connection that has been
 * read often enough to know better.
 */
export async function noteFields(
  tx: Tx,
  connectionId: string,
  messageId: string,
  fields: readonly Shaped[],
): Promise<Shaped[]> {
  const rows = await select<Shaped & { isNews: boolean }>(
    tx,
    `INSERT INTO document_fields AS d (connection_id, path, kind, message_id, first_seen_at, last_seen_on, days_seen, is_news)
     SELECT $1, f.path, f.kind, $2, now(), (now() AT TIME ZONE 'UTC')::date, 1, known.is_known
       FROM unnest($3::text[], $4::text[]) AS f (path, kind),
            (SELECT count(*) >= ${KNOWN_AFTER} AS is_known FROM (
               SELECT FROM inbound_messages WHERE connection_id = $1 AND status = 'APPLIED' AND id <> $2
                LIMIT ${KNOWN_AFTER}) AS read) AS known
     ON CONFLICT (connection_id, path, kind) DO UPDATE SET last_seen_on = EXCLUDED.last_seen_on, days_seen = d.days_seen + 1
        WHERE d.last_seen_on < EXCLUDED.last_seen_on
     RETURNING path, kind, (is_news AND days_seen = 1) AS is_news`,
    [connectionId, messageId, fields.map(({ path }) => path), fields.map(({ kind }) => kind)],
  );
  return rows.filter(({ isNews }) => isNews).map(({ path, kind }) => ({ path, kind }));
}

/** The fields that a connection is known to have had today, so that seeing them again is no work. */
export const fieldsSeenToday = (tx: Tx, connectionId: string): Promise<Shaped[]> =>
  select<Shaped>(
    tx,
    `SELECT path, kind FROM document_fields
      WHERE connection_id = $1 AND last_seen_on = (now() AT TIME ZONE 'UTC')::date`,
    [connectionId],
  );

/** A field that a source has begun to write, or has ceased to write. */
export interface Drift extends Pick<DocumentField, "connectionId" | "path" | "kind" | "messageId"> {
  readonly change: "NEW" | "GONE";
  readonly firstSeenAt: Date;
  readonly lastSeenOn: string;
}

/** What has changed in the documents of all connections and nobody has called fine, connection by connection. */
export const drifts = (tx: Tx, connectionId: string | null = null): Promise<Drift[]> =>
  select<Drift>(
    tx,
    `SELECT d.connection_id, d.path, d.kind, d.message_id, d.first_seen_at, d.last_seen_on::text,
            CASE WHEN d.is_news THEN 'NEW' ELSE 'GONE' END AS change
       FROM document_fields d JOIN (
         SELECT connection_id, max(last_seen_on) AS newest FROM document_fields GROUP BY connection_id) AS c USING (connection_id)
      WHERE ($1::text IS NULL OR d.connection_id = $1)
        AND (d.is_news OR (d.days_seen >= ${REGULAR_DAYS} AND d.last_seen_on < c.newest - ${AWAY_DAYS}))
      ORDER BY d.connection_id, change DESC, d.path, d.kind`,
    [connectionId],
  );

/** Somebody has looked: what is new belongs there, and what is gone is missed no more. Answers how many. */
export async function acceptDrifts(tx: Tx, connectionId: string): Promise<number> {
  const found = await drifts(tx, connectionId);
  const gone = found.filter(({ change }) => change === "GONE");
  await tx.query("UPDATE document_fields SET is_news = FALSE WHERE connection_id = $1 AND is_news", [
    connectionId,
  ]);
  await tx.query(
    `DELETE FROM document_fields d USING unnest($2::text[], $3::text[]) AS f (path, kind)
      WHERE d.connection_id = $1 AND d.path = f.path AND d.kind = f.kind`,
    [connectionId, gone.map(({ path }) => path), gone.map(({ kind }) => kind)],
  );
  return found.length;
}
