import { getVariableValues, Kind, parse } from "graphql";
import { Client } from "pg";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";
import { requiredRowId } from "../../src/resolvers/row-id.js";
import { parseGlobalId } from "../../src/schema/global-id.js";
import { compile } from "../../src/store/plan/compile.js";
import { SETTINGS } from "../../src/store/plan/runner.js";
import { tablesFor } from "../../src/store/reads/scope.js";
import { median } from "../statistics.js";
import { type Bodies, QUESTIONS } from "./questions.js";

const KEYS = 20;

interface Explained {
  readonly "QUERY PLAN": readonly [
    { readonly Plan: { readonly "Shared Hit Blocks": number; readonly "Shared Read Blocks": number } },
  ];
}

/**
 * How many blocks of the database each question touches, by the statements that the hub sends: what it costs
 * without what else the machine does. A question that read a whole table makes it fail.
 */
export async function blocksByQuestion(databaseUrl: string, bodies: Bodies): Promise<Record<string, number>> {
  const schema = await buildApiSchema();
  const client = new Client({ connectionString: databaseUrl, options: SETTINGS });
  await client.connect();
  const blocks: Record<string, number> = {};
  for (const question of QUESTIONS) {
    const touched: number[] = [];
    for (const body of bodies[question].slice(0, KEYS)) {
      const { text, values } = statementFor(schema, body);
      const { rows } = await client.query<Explained>(
        `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
        values,
      );
      const plan = rows[0]?.["QUERY PLAN"][0].Plan;
      if (JSON.stringify(plan).includes('"Seq Scan"')) throw new Error(`${question} reads a whole table`);
      if (plan !== undefined) touched.push(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]);
    }
    blocks[`${question}: blocks of the database touched`] = median(touched);
  }
  await client.end();
  return blocks;
}

function statementFor(
  schema: Awaited<ReturnType<typeof buildApiSchema>>,
  body: string,
): { text: string; values: unknown[] } {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const plan = compile({ schema, fragments: new Map(), variables: coerced }, operation, {
    tables: tablesFor({ role: "FRONT_OFFICE", customerId: null }),
    isMarked: false,
    outside: {
      ...{ key: "everything", allows: () => true, mayHave: () => true, rowId: requiredRowId },
      typeOf: (id) => parseGlobalId(id)?.type ?? null,
    },
  });
  return { text: plan.statement.one.text, values: [...plan.values(coerced)] };
}
