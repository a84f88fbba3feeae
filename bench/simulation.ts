import type { Machine } from "./machine.js";
import type { Stage } from "./stage.js";

export interface SimulationOptions {
  readonly orders: number;
  readonly seed: number;
  readonly yard: number;
}

/** Who hears how a long play goes. */
export interface Listener {
  /** What goes on at the moment; the next word takes its place. */
  readonly onProgress: (what: string) => void;
  /** What is certain already, long before the end. */
  readonly onNews: (what: string) => void;
}

/** A play that is judged, not a race that is timed: its report says what was lost, doubled or let go. */
export interface Simulation {
  readonly title: string;
  readonly run: (
    stage: Stage,
    options: SimulationOptions,
    listener: Listener,
  ) => Promise<Readonly<Record<string, unknown>>>;
}

export interface SimulationReport extends Readonly<Record<string, unknown>> {
  readonly title: string;
  readonly machine: Machine;
}

/** One line for each number, and one for each part of those that have parts. */
export function simulationText({ title, machine, ...found }: SimulationReport): string {
  const lines = Object.entries(found).map(([name, value]) => `${name}: ${textOf(value)}`);
  return [
    title,
    lines.join("\n"),
    `${machine.cores} cores (${machine.cpu}), load average ${machine.loadBefore.join(" ")} before, ${machine.loadAfter.join(" ")} after`,
  ].join("\n\n");
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : `\n  ${value.join("\n  ")}`;
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.entries(value).map(([name, part]) => `${name} ${textOf(part)}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}
