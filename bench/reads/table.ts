import { type Comparison, comparison, type Slice } from "../comparison.js";
import { median, rounded } from "../statistics.js";
import type { QuestionName, SideName } from "./questions.js";

/** What was measured of one question at one number of connections. */
export interface Cell {
  readonly question: QuestionName;
  readonly connections: number;
  readonly sides: Map<SideName, Slice[]>;
}

export type Slices = Map<string, Cell>;

const valuesOf = ({ sides }: Cell, side: SideName): number[] =>
  (sides.get(side) ?? []).map(({ value }) => value);

/** Ours against the floor, in full. */
export const comparisonsOf = (slices: Slices): Comparison[] =>
  [...slices].map(([name, { sides }]) =>
    comparison(name, "requests/s", { ours: sides.get("throughline") ?? [], peer: sides.get("floor") ?? [] }),
  );

/** Requests a second of every side, and our own latency, by question and connections. */
export function tableOf(slices: Slices): Record<string, Record<string, Record<string, number>>> {
  const table: Record<string, Record<string, Record<string, number>>> = {};
  for (const cell of slices.values()) {
    const { question, connections, sides } = cell;
    const rates = [...sides.keys()].map((side) => [side, rounded(median(valuesOf(cell, side)))] as const);
    const own = sides.get("throughline") ?? [];
    const latency = (detail: string): number =>
      rounded(median(own.map(({ details }) => details[detail] ?? Number.NaN)));
    const row = { ...Object.fromEntries(rates), p50: latency("p50 ms"), p99: latency("p99 ms") };
    table[question] = { ...table[question], [String(connections)]: row };
  }
  return table;
}

/** Ours divided by each other side: the geometric mean over the questions, by connections. */
export function meansOf(slices: Slices): Record<string, Record<string, number>> {
  const means: Record<string, Record<string, number>> = {};
  for (const connections of new Set([...slices.values()].map((cell) => cell.connections))) {
    const cells = [...slices.values()].filter((cell) => cell.connections === connections);
    const others = [...(cells[0]?.sides.keys() ?? [])].filter((side) => side !== "throughline");
    const ratios = others.map((side) => {
      const logs = cells.map((cell) =>
        Math.log(median(valuesOf(cell, "throughline")) / median(valuesOf(cell, side))),
      );
      return [side, rounded(Math.exp(logs.reduce((sum, one) => sum + one, 0) / logs.length))] as const;
    });
    means[String(connections)] = Object.fromEntries(ratios);
  }
  return means;
}

export const meansAsFacts = (slices: Slices): Record<string, string> =>
  Object.fromEntries(
    Object.entries(meansOf(slices)).map(([connections, ratios]) => [
      `geometric mean at ${connections} connections`,
      Object.entries(ratios)
        .map(([side, ratio]) => `${ratio} of ${side}`)
        .join(", "),
    ]),
  );
