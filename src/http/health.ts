import { type Answer, json, text } from "./answer.js";

/** What the gauges are read from: amounts and ages, never a row. */
export interface Numbers {
  readonly messages: readonly { readonly status: string; readonly count: number }[];
  readonly facts: readonly {
    readonly kind: string;
    readonly open: number;
    readonly parked: number;
    readonly oldestOpenSeconds: number;
  }[];
  readonly reviewTasksOpen: number;
}

export interface Health {
  /** True if the database answers. */
  answers(): Promise<boolean>;
  numbers(): Promise<Numbers>;
}

/** Alive: this process answers. */
export const live = (): Answer => json(200, { status: "ok" });

/** Ready: it can also keep what is sent to it. */
export async function ready(health: Health): Promise<Answer> {
  return (await health.answers())
    ? json(200, { status: "ready" })
    : json(503, { status: "the database does not answer" }, { "retry-after": "5" });
}

/** The gauges in the text format of Prometheus. */
export async function metrics(health: Health): Promise<Answer> {
  const { messages, facts, reviewTasksOpen } = await health.numbers();
  const lines = [
    ...gauge(
      "throughline_inbound_messages",
      "Messages kept, by what became of them.",
      messages.map(({ status, count }) => [`{status="${status}"}`, count] as const),
    ),
    ...gauge(
      "throughline_facts_open",
      "Facts that somebody still has to act on.",
      facts.map(({ kind, open }) => [`{kind="${kind}"}`, open] as const),
    ),
    ...gauge(
      "throughline_facts_parked",
      "Facts that wait for a person.",
      facts.map(({ kind, parked }) => [`{kind="${kind}"}`, parked] as const),
    ),
    ...gauge(
      "throughline_facts_oldest_open_seconds",
      "Age of the oldest open fact.",
      facts.map(({ kind, oldestOpenSeconds }) => [`{kind="${kind}"}`, oldestOpenSeconds] as const),
    ),
    ...gauge("throughline_review_tasks_open", "Questions that wait for a person.", [["", reviewTasksOpen]]),
  ];
  return text(200, `${lines.join("\n")}\n`, "text/plain; version=0.0.4; charset=utf-8");
}

function gauge(name: string, help: string, values: readonly (readonly [string, number])[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}
