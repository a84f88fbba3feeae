import { randomUUID } from "node:crypto";
import { z } from "zod";
import { HubError } from "../domain/errors.js";
import type { EventKind } from "../domain/event.js";
import type { Scope } from "../domain/viewer.js";
import type { Role } from "../domain/vocabulary.js";
import type { WebhookContent, WebhookDeliveryStatus } from "../domain/webhook.js";
import type { Outcome } from "../flows/acts/outcome.js";
import {
  createWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
  switchWebhook,
} from "../flows/telling/webhooks.js";
import type { Hub } from "../flows/work/hub.js";
import { reads } from "../store/reads/reads.js";
import { parsedCustomerId } from "./customer-id.js";
import { keyboard } from "./keyboard.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const LISTED_MAX = 100;

export interface WantedWebhook {
  readonly role: Role;
  readonly kind?: readonly EventKind[];
  readonly became?: readonly string[];
  readonly content: WebhookContent;
  readonly customer?: string;
  readonly scope: readonly Scope[];
}

export async function add(url: string, wanted: WantedWebhook, json: boolean): Promise<void> {
  const { role, kind, became, content, customer, scope } = wanted;
  const made = await acted("add", (hub, viewer, idempotencyKey) =>
    createWebhook(hub, viewer, {
      ...{ idempotencyKey, url, role, content, scopes: scope },
      filter: { kinds: kind ?? null, orderId: null, became: became ?? null },
      customerId: customer === undefined ? null : parsedCustomerId(customer),
    }),
  );
  if (json) printJson(made);
  else print(`${made.webhookId}\n${made.secret}`);
}

export async function list(json: boolean): Promise<void> {
  const { edges } = await withHub("look", ({ store }) =>
    reads(store.pool, keyboard("webhook list")).webhooks({ first: LISTED_MAX, after: null }),
  );
  const webhooks = edges.map(({ node }) => node);
  if (json) return printJson(webhooks);
  if (webhooks.length === 0) return print("Nobody is told of events.");
  print(
    table(
      webhooks.map(({ id, url, role, content, filter, status, disabledBecause, failures }) => [
        ...[id, url, role, content, filter.kinds?.join(" ") ?? "everything"],
        status === "ACTIVE" && failures > 0 ? `ACTIVE, ${failures} failures in a row` : status,
        disabledBecause ?? "",
      ]),
    ),
  );
}

export async function deliveries(id: string | null, status: string | null, json: boolean): Promise<void> {
  const filter = {
    webhookId: id === null ? null : uuidOf(id),
    status: status as WebhookDeliveryStatus | null,
  };
  const found = await withHub("look", async ({ store }) => {
    const own = reads(store.pool, keyboard("webhook deliveries"));
    const { edges } = await own.webhookDeliveries(filter, { first: LISTED_MAX, after: null });
    const tries = await own.webhookTriesOf(edges.map(({ node }) => node.id));
    return edges.map(({ node }) => ({
      ...node,
      tries: tries.filter(({ deliveryId }) => deliveryId === node.id),
    }));
  });
  if (json) return printJson(found);
  if (found.length === 0) return print("Nobody was told of anything.");
  print(
    table(
      found.map(({ id: delivery, kind, happenedAt, status: state, tries }) => [
        ...[delivery, happenedAt.toISOString().slice(0, 19), kind, state],
        tries.length === 1 ? "1 try" : `${tries.length} tries`,
        tries.at(-1)?.fault ?? "",
      ]),
    ),
  );
}

export async function replay(id: string, chosen: readonly string[], since: string | null): Promise<void> {
  const moment = since === null ? null : new Date(since);
  if (moment !== null && Number.isNaN(moment.getTime()))
    throw new HubError("INVALID", `"${since}" is no time`, { mend: "Write it like 2026-03-01T08:00:00Z." });
  const { queued } = await acted("replay", (hub, viewer, idempotencyKey) =>
    replayWebhook(hub, viewer, {
      ...{ idempotencyKey, webhookId: uuidOf(id), since: moment },
      deliveryIds: chosen.length === 0 ? null : chosen.map(uuidOf),
    }),
  );
  print(queued === 1 ? "1 delivery is queued again." : `${queued} deliveries are queued again.`);
}

export async function rotate(id: string): Promise<void> {
  const { secret } = await acted("rotate", (hub, viewer, idempotencyKey) =>
    rotateWebhookSecret(hub, viewer, { idempotencyKey, webhookId: uuidOf(id) }),
  );
  print(secret ?? "");
}

export async function turn(id: string, active: boolean): Promise<void> {
  await acted(active ? "on" : "off", (hub, viewer, idempotencyKey) =>
    switchWebhook(hub, viewer, { idempotencyKey, webhookId: uuidOf(id), active }),
  );
  print(active ? `${id} is told again.` : `${id} is not told any more.`);
}

export async function remove(id: string): Promise<void> {
  await acted("remove", (hub, viewer, idempotencyKey) =>
    removeWebhook(hub, viewer, { idempotencyKey, webhookId: uuidOf(id) }),
  );
  print(`${id} is removed.`);
}

type Act<Value> = (hub: Hub, viewer: ReturnType<typeof keyboard>, key: string) => Promise<Outcome<Value>>;

/** What the act led to; a refusal becomes words. */
async function acted<Value>(command: string, act: Act<Value>): Promise<Value> {
  const viewer = keyboard(`webhook ${command}`);
  const outcome = await withHub("look", (hub) => act(hub, viewer, randomUUID()));
  if (outcome.ok) return outcome.value;
  const [{ field, code, message } = { field: null, code: "INVALID", message: "it was refused" }] =
    outcome.userErrors;
  throw new HubError(code, field === null ? message : `${field}: ${message}`, {
    mend: "See which there are: hub webhook list",
  });
}

/** A webhook-id is a delivery's, too. */
function uuidOf(text: string): string {
  const id = text.replace(/^msg_/, "");
  if (z.uuid().safeParse(id).success) return id;
  throw new HubError("INVALID", `"${text}" is no id`, { mend: "See which there are: hub webhook list" });
}
