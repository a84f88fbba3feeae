import { z } from "zod";
import { shaped, type Tryton } from "./client.js";
import { chunksOf } from "./values.js";

/** Records by id, those that are still there, in the order of their ids. */
export async function found<Shape extends z.ZodType>(
  tryton: Tryton,
  model: string,
  shape: Shape,
  fields: readonly string[],
  ids: readonly number[],
): Promise<z.infer<Shape>[]> {
  const records: z.infer<Shape>[] = [];
  for (const chunk of chunksOf([...new Set(ids)])) {
    const answer = await tryton.call(`model.${model}.search_read`, [
      ...[[["id", "in", chunk]], 0, null, [["id", "ASC"]], fields],
    ]);
    records.push(...shaped(z.array(shape), answer));
  }
  return records;
}

const ids = z.array(z.object({ id: z.int() }));

/** The ids of what a domain finds, the oldest first. */
export async function idsOf(
  tryton: Tryton,
  model: string,
  domain: readonly unknown[],
  limit: number | null = null,
): Promise<number[]> {
  const answer = await tryton.call(`model.${model}.search_read`, [domain, 0, limit, [["id", "ASC"]], ["id"]]);
  return shaped(ids, answer).map(({ id }) => id);
}

/** The id of the first that a domain finds; null if there is none. */
export const firstId = async (
  tryton: Tryton,
  model: string,
  domain: readonly unknown[],
): Promise<number | null> => (await idsOf(tryton, model, domain, 1))[0] ?? null;

/** The id of a record that was just made. */
export const madeId = (answer: unknown): number => shaped(z.tuple([z.int()]), answer)[0];
