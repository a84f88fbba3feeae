import { randomUUID } from "node:crypto";
import type { LoadedConnection } from "../../src/connections.js";
import type {
  Connector,
  Execution,
  ExecutionCommand,
  ExecutionSnapshot,
} from "../../src/connectors/connector.js";
import { type OrderChangeTarget, withTargets } from "../../src/domain/order-change.js";

/** Ways in which a hub can be wrong, so that the checker can prove that it would see it. */
export const DEFECTS = ["none", "no-guard", "no-keys", "no-read-back"] as const;
export type Defect = (typeof DEFECTS)[number];

type AnyExecution = Execution<Readonly<Record<string, unknown>>>;

/** The connection as a hub with this defect would use it. */
export function withDefect(connection: LoadedConnection, defect: Defect): LoadedConnection {
  const { connector } = connection;
  if (connector.execution === undefined || defect === "none") return connection;
  const execution = SPOILED[defect](connector.execution);
  return { ...connection, connector: { ...connector, execution } as Connector };
}

const SPOILED: Record<Exclude<Defect, "none">, (execution: AnyExecution) => AnyExecution> = {
  "no-guard": unguarded,
  /** It bears no key, and makes the system believe that each request is a new one. */
  "no-keys": (execution) => ({
    ...execution,
    apply: (settings, command) => execution.apply(settings, { ...command, idempotencyKey: "" }),
  }),
  "no-read-back": believing,
};

/**
 * It compares no labels: once a parcel has one, it neither stops it nor has another label made, and the parcel goes on.
 * What was changed in time it takes for done as soon as the order shows it.
 */
function unguarded(execution: AnyExecution): AnyExecution {
  const labeled = new Set<string>();
  const isTooLate = (command: ExecutionCommand): boolean =>
    command.kind === "HOLD" ||
    (command.kind === "AMEND" &&
      labeled.has(command.externalId) &&
      command.targets.some(({ kind }) => kind === "SHIP_TO"));
  return {
    ...execution,
    apply: async (settings, command) =>
      isTooLate(command)
        ? { outcome: "REFUSED", refusal: "UNSUPPORTED", nativeMessage: "this hub has no guard" }
        : execution.apply(settings, command),
    async fetch(settings, reference) {
      const seen = await execution.fetch(settings, reference);
      if (seen !== null && seen.labels.length > 0) labeled.add(seen.externalId);
      return seen === null ? null : { ...seen, labels: [] };
    },
  };
}

/** It takes a request for done as soon as it has left, and never looks. */
function believing(execution: AnyExecution): AnyExecution {
  const believed = new Map<string, OrderChangeTarget[]>();
  return {
    async apply(settings, command) {
      if (command.kind === "AMEND") {
        believed.set(command.externalId, [...(believed.get(command.externalId) ?? []), ...command.targets]);
      }
      await execution.apply(settings, command);
      return { outcome: "ACCEPTED", externalId: randomUUID(), nativeMessage: null };
    },
    async fetch(settings, reference) {
      const seen = await execution.fetch(settings, reference);
      return seen === null ? null : imagined(seen, believed.get(seen.externalId) ?? []);
    },
  };
}

function imagined(seen: ExecutionSnapshot, targets: readonly OrderChangeTarget[]): ExecutionSnapshot {
  const order = { ...seen, lines: seen.lines.map((line) => ({ ...line, unit: null })) };
  const next = withTargets(order, targets);
  const labels = seen.labels.map((label) => next.shipTo ?? label);
  return {
    ...seen,
    shipTo: next.shipTo,
    requestedDate: next.requestedDate,
    canceled: next.canceled,
    lines: next.lines,
    labels,
  };
}
