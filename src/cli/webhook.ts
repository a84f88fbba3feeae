import { type Command, Option } from "commander";
import { EVENT_KINDS, type EventKind } from "../domain/event.js";
import { SCOPES, type Scope } from "../domain/viewer.js";
import { ROLES, type Role } from "../domain/vocabulary.js";
import { WEBHOOK_CONTENTS, WEBHOOK_DELIVERY_STATUSES, type WebhookContent } from "../domain/webhook.js";

interface Flags {
  readonly json?: true;
}
interface Wanted extends Flags {
  readonly role: Role;
  readonly kind?: EventKind[];
  readonly became?: string[];
  readonly content: WebhookContent;
  readonly customer?: string;
  readonly scope: Scope[];
}

const acts = () => import("./webhooks.js");

/** `hub webhook …`: receivers outside that are told of events. */
export function webhookCommand(program: Command): void {
  const webhook = program.command("webhook").description("receivers outside that are told of events");
  webhook
    .command("add <url>")
    .description("make a receiver and print its secret, once; it is told of what happens from now on")
    .addOption(
      new Option("--role <role>", "whose rows it is told of, and what of them")
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .option("--customer <id>", "whose rows a receiver of the role CUSTOMER is told of")
    .addOption(new Option("--kind <kind...>", "only of these kinds").choices(EVENT_KINDS))
    .option("--became <state...>", "only of moves to these states, e.g. DELIVERED")
    .addOption(new Option("--content <content>", "how much").choices(WEBHOOK_CONTENTS).default("THIN"))
    .addOption(new Option("--scope <scope...>", "what it may see besides").choices(SCOPES).default([]))
    .option("--json", "print one JSON document")
    .action(async (url: string, wanted: Wanted) => (await acts()).add(url, wanted, wanted.json === true));
  webhook
    .command("list")
    .description("every receiver, and why one is not told")
    .option("--json", "print one JSON document")
    .action(async ({ json }: Flags) => (await acts()).list(json === true));
  webhook
    .command("deliveries [webhook]")
    .description("what receivers were told, the newest first, with the last try of each")
    .addOption(new Option("--status <status>", "in this state").choices(WEBHOOK_DELIVERY_STATUSES))
    .option("--json", "print one JSON document, with every try")
    .action(async (id: string | undefined, { status, json }: Flags & { status?: string }) =>
      (await acts()).deliveries(id ?? null, status ?? null, json === true),
    );
  webhook
    .command("replay <webhook> [delivery...]")
    .description("tell a receiver again, under the same ids: deliveries, or everything since a moment")
    .option("--since <time>", "e.g. 2026-03-01T08:00:00Z")
    .action(async (id: string, deliveries: string[], { since }: { since?: string }) =>
      (await acts()).replay(id, deliveries, since ?? null),
    );
  webhook
    .command("rotate <webhook>")
    .description("print a new secret; for a day what is sent is signed with both")
    .action(async (id: string) => (await acts()).rotate(id));
  for (const act of ["on", "off"] as const)
    webhook
      .command(`${act} <webhook>`)
      .description(
        act === "on" ? "tell it again, also of what happened meanwhile" : "tell it no more, for now",
      )
      .action(async (id: string) => (await acts()).turn(id, act === "on"));
  webhook
    .command("remove <webhook>")
    .description("take a receiver away, with everything that was noted for it")
    .action(async (id: string) => (await acts()).remove(id));
}
