import type { Tx } from "../../src/store/database.js";
import type { Store } from "../../src/store/store.js";

interface Step {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly Step[];
}
const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

/** What the database does for a read, planned as the lane that serves it plans. */
export async function wayOf(
  store: Pick<Store, "transaction">,
  read: (pool: Tx) => Promise<unknown>,
  isGeneric: boolean,
) {
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const listening = {
    query: async (text: string, values: readonly unknown[]) => {
      asked.push({ text, values });
      return [];
    },
  } as unknown as Tx;
  await read(listening);
  const [one] = asked;
  if (one === undefined) throw new Error("nothing was asked");
  const literals = one.values.map(literalOf);
  return store.transaction(async (tx) => {
    await tx.query(`SET LOCAL plan_cache_mode = ${isGeneric ? "force_generic_plan" : "force_custom_plan"}`);
    await tx.query(`PREPARE looked_at AS ${one.text}`);
    const list = literals.length === 0 ? "" : `(${literals.join(", ")})`;
    const [answer] = await tx.query<{ "QUERY PLAN": readonly { Plan: Step }[] }[]>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE looked_at${list}`,
    );
    await tx.query("DEALLOCATE looked_at");
    const plan = answer?.["QUERY PLAN"][0]?.Plan;
    if (plan === undefined) throw new Error("no plan");
    return {
      pages: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
      scanned: stepsOf(plan)
        .filter((step) => step["Node Type"] === "Seq Scan")
        .map((step) => step["Relation Name"]),
      text: JSON.stringify(plan),
    };
  });
}

function literalOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `'{${value.join(",")}}'`;
  return `'${value instanceof Date ? value.toISOString() : String(value)}'`;
}
