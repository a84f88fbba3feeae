import { connectorById } from "../../src/connectors/index.js";
import { HubError, messageOf } from "../../src/domain/errors.js";
import { understand } from "../../src/flows/receiving/understand.js";
import type { Format } from "./corpus.js";

/** How the documents of a format fare. */
export interface FormatReport {
  readonly format: string;
  readonly connector: string;
  readonly files: number;
  readonly read: number;
  readonly quarantined: number;
  /** Must be 0: whatever a sender writes ends as one of the two. */
  readonly crashed: number;
  readonly documentsPerSecond: number;
  readonly outcomes: readonly {
    readonly file: string;
    /** What it became, e.g. `ORDER`; or why it is in quarantine. */
    readonly read: readonly string[];
    readonly causes: readonly string[];
  }[];
}

/** Settings that a connector cannot do without to read files. */
const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  shopify: { webhookSecret: "none" },
  "standard-webhooks": { webhookSecret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
};
/** Repeats the quick ones for this long, so that the rate means something. */
const MEASURE_MS = 500;

/** Reads every document once for its outcome, and then again and again for the rate. Null if it needs settings nobody gave. */
export async function readFormat({ name, connector: id, messages }: Format): Promise<FormatReport | null> {
  const connector = connectorById(id);
  const settings = connector?.settings.safeParse(SETTINGS[id] ?? {});
  if (connector === undefined || settings?.success !== true) return null;
  const outcomes: FormatReport["outcomes"][number][] = [];
  let crashed = 0;
  for (const message of messages) {
    const file = message.fileName ?? "";
    try {
      const result = await understand(connector, message, settings.data);
      const read = result.ok ? result.documents.map(({ kind }) => kind) : [];
      const aside = (result.unread ?? []).map(({ name }) => `SET_ASIDE: ${name}`);
      const causes = result.ok ? aside : result.issues.map(({ code, message: text }) => `${code}: ${text}`);
      outcomes.push({ file, read, causes });
    } catch (error) {
      if (!(error instanceof HubError)) crashed += 1;
      outcomes.push({ file, read: [], causes: [`CRASHED: ${messageOf(error)}`] });
    }
  }
  const started = performance.now();
  let done = 0;
  while (connector.slow !== true && performance.now() - started < MEASURE_MS) {
    for (const message of messages) await understand(connector, message, settings.data).catch(() => null);
    done += messages.length;
  }
  const rate = (done * 1000) / (performance.now() - started);
  const read = outcomes.filter((one) => one.causes.length === 0).length;
  return {
    ...{ format: name, connector: id, files: messages.length, read, crashed, outcomes },
    ...{ quarantined: messages.length - read - crashed, documentsPerSecond: Math.round(rate) },
  };
}
