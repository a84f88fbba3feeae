import { z } from "zod";
import { SURVIVORSHIP_STRATEGIES } from "../domain/vocabulary.js";
import type { GoldenAttribute, GoldenSource } from "../schema/customer.js";
import { globalId } from "../schema/global-id.js";

const stated = {
  value: z.unknown(),
  recordId: z.string().nullish(),
  system: z.string().nullish(),
  statedAt: z.coerce.date().nullish(),
};
const attribute = z.object({
  ...stated,
  strategy: z.enum(SURVIVORSHIP_STRATEGIES).nullish(),
  losing: z.array(z.object(stated)).default([]),
});

/**
 * The golden record as a list, whatever attributes it has. The column is our own; what is in it and
 * is no attribute (a version, a date) is passed over.
 */
export function goldenAttributes(golden: Readonly<Record<string, unknown>> | null): GoldenAttribute[] {
  return Object.entries(golden ?? {}).flatMap(([name, found]) => {
    const parsed = attribute.safeParse(found);
    if (!parsed.success) return [];
    const { value, strategy, losing } = parsed.data;
    return [
      {
        name,
        value,
        strategy: strategy ?? null,
        source: sourceOf(parsed.data),
        losing: losing.map((other) => ({ value: other.value, source: sourceOf(other) })),
      },
    ];
  });
}

type Stated = { [Field in keyof typeof stated]?: z.infer<(typeof stated)[Field]> | undefined };

const sourceOf = ({ recordId, system, statedAt }: Stated): GoldenSource => ({
  connectionId: system ?? null,
  sourceRecordId: recordId ? globalId("SourceRecord", recordId) : null,
  statedAt: statedAt ?? null,
});
