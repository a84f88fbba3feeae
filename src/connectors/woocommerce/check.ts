import { messageOf } from "../../domain/errors.js";
import { firstText } from "../reading/json/tree-path.js";
import type { CheckResult, SourceClient } from "../source.js";
import { askShop, listIn } from "./api.js";
import { accessOf, type WooSettings } from "./settings.js";

const TOPICS: readonly string[] = ["order.created", "order.updated", "order.deleted"];
const DENIED: readonly number[] = [401, 403];

/** Who the shop is, whether its orders may be read, and which of its webhooks are missing or were turned off. */
export async function checkShop(settings: WooSettings, client: SourceClient): Promise<CheckResult> {
  if (accessOf(settings) === null) {
    return { ok: true, findings: ["It takes webhooks and files only: no address and keys are set."] };
  }
  try {
    const shop = await askShop(settings, client, "");
    listIn(await askShop(settings, client, "/wc/v3/orders", { per_page: "1" }));
    const findings = [
      `The shop is called ${firstText(shop.value, ["name"]) ?? "nothing"}, and its orders can be read.`,
    ];
    if (settings.url?.startsWith("http:") === true) {
      findings.push("Its address is not encrypted: the keys can be read on their way.");
    }
    if (settings.placedSince === undefined) {
      findings.push("placedSince is not set: the first pass takes every order that the shop still shows.");
    }
    return { ok: true, findings: [...findings, ...(await webhookFindings(settings, client))] };
  } catch (error) {
    return { ok: false, findings: [messageOf(error)] };
  }
}

/** A webhook that was not answered five times is turned off, and the shop tells nobody. */
async function webhookFindings(settings: WooSettings, client: SourceClient): Promise<string[]> {
  const answer = await askShop(settings, client, "/wc/v3/webhooks", { per_page: "100" }, DENIED);
  if (DENIED.includes(answer.status)) return ["The keys do not show the shop's webhooks."];
  const webhooks = listIn(answer).flatMap((webhook) => {
    const topic = firstText(webhook, ["topic"]);
    if (topic === null || !TOPICS.includes(topic)) return [];
    return [
      { topic, status: firstText(webhook, ["status"]) ?? "unknown", name: firstText(webhook, ["name"]) },
    ];
  });
  const active = new Set(webhooks.filter(({ status }) => status === "active").map(({ topic }) => topic));
  const missing = TOPICS.filter((topic) => !webhooks.some((webhook) => webhook.topic === topic));
  return [
    ...webhooks
      .filter(({ topic }) => !active.has(topic))
      .map(
        ({ topic, status, name }) =>
          `The webhook ${JSON.stringify(name ?? topic)} for ${topic} is ${status}: turn it on again in the shop.`,
      ),
    ...(missing.length === 0 ? [] : [`The shop has no webhook for ${missing.join(", ")}.`]),
  ];
}
