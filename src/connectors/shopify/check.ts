import { z } from "zod";
import { messageOf } from "../../domain/errors.js";
import type { CheckResult, SourceClient } from "../source.js";
import { shopifyApi } from "./api.js";
import { CHECK_QUERY } from "./queries.js";
import { accessOf, type ShopifySettings } from "./settings.js";

/** What has to be sent for orders to come at once and not with the next pass. */
const TOPICS: Readonly<Record<string, string>> = {
  ORDERS_CREATE: "orders/create",
  ORDERS_UPDATED: "orders/updated",
  ORDERS_CANCELLED: "orders/cancelled",
};

/** An order shows its customer only to those who may read customers; it is refused as a whole otherwise. */
const RIGHTS: readonly string[] = ["orders", "customers"];

const checkAnswer = z.object({
  shop: z.object({ name: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  webhookSubscriptions: z.object({ nodes: z.array(z.object({ topic: z.string() })) }),
});

/** Who the shop is, what we may read there, and which webhooks nobody has asked for. */
export async function checkShop(settings: ShopifySettings, client: SourceClient): Promise<CheckResult> {
  if (accessOf(settings) === null) {
    return { ok: true, findings: ["It takes webhooks and files only: no access token is set."] };
  }
  try {
    const answer = await shopifyApi(settings, client)(CHECK_QUERY, {}, checkAnswer);
    const scopes = new Set(answer.currentAppInstallation.accessScopes.map(({ handle }) => handle));
    const topics = new Set(answer.webhookSubscriptions.nodes.map(({ topic }) => topic));
    const lacking = RIGHTS.filter((what) => !scopes.has(`read_${what}`) && !scopes.has(`write_${what}`));
    const missing = Object.entries(TOPICS).flatMap(([topic, name]) => (topics.has(topic) ? [] : [name]));
    const findings = [`The shop is called ${answer.shop.name}.`];
    for (const what of lacking) {
      findings.push(`The app lacks the right read_${what}: no order can be read.`);
    }
    if (!scopes.has("read_all_orders")) {
      findings.push("Without the right read_all_orders, only orders of the last 60 days can be read.");
    }
    if (settings.placedSince === undefined) {
      findings.push("placedSince is not set: the first pass takes every order that the shop still shows.");
    }
    if (missing.length > 0) {
      findings.push(
        `This app has no webhook for ${missing.join(", ")}; one that was set up in the shop's settings does not show here.`,
      );
    }
    return { ok: lacking.length === 0, findings };
  } catch (error) {
    return { ok: false, findings: [messageOf(error)] };
  }
}
