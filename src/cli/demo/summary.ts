import { addressLine } from "../../domain/address.js";
import { CHANNELS } from "../../domain/vocabulary.js";
import type { Hub } from "../../flows/work/hub.js";
import { overview } from "../../store/reads/overview.js";
import { table } from "../terminal.js";

interface ChannelCounts {
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

/** The play in numbers; the shape that `--json` prints. */
export interface DemoNumbers {
  readonly messages: Readonly<Record<string, ChannelCounts>>;
  readonly sourceRecords: number;
  readonly customers: number;
  readonly orders: number;
  readonly orderChanges: number;
  readonly deliveries: Readonly<Record<string, number>>;
  readonly shipments: number;
  readonly returns: number;
  readonly reviewTasks: number;
  readonly seconds: number;
}

/** What must come of the documents in examples/demo; the cast is described beside them. */
export const EXPECTED: Omit<DemoNumbers, "seconds"> = {
  messages: {
    SALES_DESK: { received: 5, applied: 3, duplicate: 1, quarantined: 1 },
    CALL_CENTER: { received: 6, applied: 6, duplicate: 0, quarantined: 0 },
    FAX: { received: 5, applied: 5, duplicate: 0, quarantined: 0 },
    EMAIL: { received: 7, applied: 7, duplicate: 0, quarantined: 0 },
    WEB: { received: 15, applied: 13, duplicate: 1, quarantined: 1 },
  },
  sourceRecords: 40,
  customers: 12,
  orders: 40,
  orderChanges: 2,
  deliveries: { APPLIED: 2 },
  shipments: 38,
  returns: 1,
  reviewTasks: 4,
};

/** Counts what the play has left in the tables. */
export async function countUp(hub: Hub, seconds: number): Promise<DemoNumbers> {
  const { messages, counts, deliveries } = overview(hub.store.pool);
  const perChannel = new Map((await messages()).map(({ channel, ...figures }) => [channel, figures]));
  return {
    messages: Object.fromEntries(
      CHANNELS.flatMap((channel) => {
        const figures = perChannel.get(channel);
        return figures === undefined ? [] : [[channel, figures]];
      }),
    ),
    ...(await counts()),
    deliveries: Object.fromEntries((await deliveries()).map(({ status, amount }) => [status, amount])),
    seconds,
  };
}

/**
 * Every number that is not as it must be, in words; empty if the play went well. An order by phone that was asked for
 * again because the hub had no time, at most `repeats` of them, is a message more, and the duplicate that it has to be.
 */
export function deviations(found: DemoNumbers, repeats: number): string[] {
  const flat = (value: unknown, path: string): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}.${key}`))
      : [[path, value]];
  const { seconds: _seconds, ...counted } = found;
  const seen = new Map(flat({ ...counted, messages: withoutRepeats(found.messages, repeats) }, ""));
  const wanted = new Map(flat(EXPECTED, ""));
  return [...new Set([...wanted.keys(), ...seen.keys()])]
    .filter((path) => (wanted.get(path) ?? 0) !== (seen.get(path) ?? 0))
    .map((path) => `${path} is ${seen.get(path) ?? 0}, not ${wanted.get(path) ?? 0}`);
}

function withoutRepeats(messages: DemoNumbers["messages"], repeats: number): DemoNumbers["messages"] {
  const { CALL_CENTER: calls } = messages;
  if (calls === undefined || calls.duplicate > repeats) return messages;
  const { received, duplicate } = calls;
  return { ...messages, CALL_CENTER: { ...calls, received: received - duplicate, duplicate: 0 } };
}

/** The summary a person reads. */
export async function summaryText(hub: Hub, numbers: DemoNumbers): Promise<string> {
  const channels = Object.entries(numbers.messages).map(
    ([channel, { received, applied, duplicate, quarantined }]) => [
      ...[channel, received, applied, duplicate, quarantined],
    ],
  );
  return [
    section("Messages", table([["channel", "received", "applied", "duplicate", "quarantined"], ...channels])),
    section(
      "Who is it",
      `${numbers.sourceRecords} statements of parties are ${numbers.customers} customers, with ${numbers.orders} orders.\n${await spellings(hub)}`,
    ),
    section("Changes and their delivery", await changes(hub)),
    section("Shipments", `${numbers.shipments} parcels: ${await parcels(hub)}`),
    section("Returns and their cause", await returns(hub)),
    section("What waits for a person", await waiting(hub)),
  ].join("\n\n");
}

const section = (title: string, text: string): string => `${title}\n${text.replace(/^/gm, "  ")}`;

async function spellings(hub: Hub): Promise<string> {
  const rows = await overview(hub.store.pool).spellings();
  return `One of them:\n${table(rows.map(({ channel, name, code }) => [`  ${channel}`, name ?? "-", code ?? ""]))}`;
}

async function changes(hub: Hub): Promise<string> {
  const rows = await overview(hub.store.pool).changes();
  return table(
    rows.map(({ number, kind, channel, system, status, shipTo }) => [
      ...[number, kind, `by ${channel}`, `${system ?? "nobody"}: ${status ?? "not sent"}`],
      shipTo === null ? "" : addressLine(shipTo),
    ]),
  );
}

async function parcels(hub: Hub): Promise<string> {
  const rows = await overview(hub.store.pool).shipments();
  return rows
    .map(({ status, amount }) => `${amount} ${status.toLowerCase().replaceAll("_", " ")}`)
    .join(", ");
}

async function returns(hub: Hub): Promise<string> {
  const rows = await overview(hub.store.pool).returns();
  return rows
    .map((row) => `${row.number} of ${row.orderNumber}: ${row.kind}, ${row.status}: ${row.cause ?? ""}`)
    .join("\n");
}

async function waiting(hub: Hub): Promise<string> {
  const { openTasks, quarantine } = overview(hub.store.pool);
  return table([
    ...(await openTasks()).map(({ kind, title }) => [kind, title]),
    ...(await quarantine()).map(({ connectionId, issue }) => [
      "QUARANTINE",
      `${connectionId}: ${issue ?? ""}`,
    ]),
  ]);
}
