import { createHmac, randomUUID } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import { Webhook } from "standardwebhooks";
import { HubError } from "../../domain/errors.js";
import { MAIL_DOMAIN, type Stage } from "./stage.js";

/** The documents of the play; the built program stands two folders deeper than the source. */
const PACKAGE = fileURLToPath(
  new URL(import.meta.url.includes("/dist/") ? "../../../../" : "../../../", import.meta.url),
);
const DOCUMENTS = join(PACKAGE, "examples", "demo");

const FILE_TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  eml: "message/rfc822",
};

export const read = (path: string): Buffer => readFileSync(join(DOCUMENTS, path));

/** Sends one webhook of the Shopify shop; without a signature if `signed` is false. */
export async function sendShopify(
  stage: Stage,
  file: string,
  topic: string,
  id: string,
  signed = true,
): Promise<number> {
  const body = read(`web/webshop/${file}`);
  const signature = createHmac("sha256", stage.secrets.webshop).update(body).digest("base64");
  return post(`${stage.service.url}/webhooks/webshop`, body, {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": id,
    ...(signed ? { "x-shopify-hmac-sha256": signature } : {}),
  });
}

/** Sends one Standard Webhooks message of the partner's shop. */
export async function sendPartner(stage: Stage, file: string): Promise<number> {
  const body = read(`web/partner-shop/${file}`).toString("utf8");
  const id = `msg_${basename(file, ".json")}_${randomUUID()}`;
  const now = new Date();
  return post(`${stage.service.url}/webhooks/partner-shop`, body, {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(stage.secrets.partnerShop).sign(id, now, body),
  });
}

/** Uploads a file as somebody at the sales desk would. */
export async function upload(stage: Stage, connectionId: string, path: string): Promise<number> {
  const name = basename(path);
  return post(`${stage.service.url}/files/${connectionId}?name=${encodeURIComponent(name)}`, read(path), {
    "content-type": FILE_TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
    authorization: `Bearer ${await stage.token("FRONT_OFFICE")}`,
  });
}

/** Leaves a file where a folder is watched. */
export function drop(folder: string, path: string): void {
  copyFileSync(join(DOCUMENTS, path), join(folder, basename(path)));
}

/** Sends mails over one SMTP connection. */
export async function sendMails(stage: Stage, files: readonly string[]): Promise<void> {
  const transport = createTransport({
    host: "127.0.0.1",
    port: stage.smtpPort,
    secure: false,
    ignoreTLS: true,
    pool: true,
  });
  try {
    for (const file of files) {
      const raw = read(`email/${file}`);
      const [, from = "somebody@example.com"] =
        /^From:.*?([^\s<>"]+@[^\s<>"]+)/im.exec(raw.toString("latin1")) ?? [];
      await transport.sendMail({ envelope: { from, to: `sales@${MAIL_DOMAIN}` }, raw });
    }
  } finally {
    transport.close();
  }
}

/** How often a hub that has no time is asked again: on a slow machine every channel at once is a lot. */
const TRIES_MAX = 12;
const BUSY = 503;
const BUSY_MS = 1_000;

let repeats = 0;
/** How often the API has said "later" and was asked again. */
export const repeatedAsks = (): number => repeats;

/**
 * Asks the API; an error of the API is an error of the play. One that says "later" is asked again, with the same
 * idempotency key: what was done meanwhile is not done twice.
 */
export async function ask<T>(
  stage: Stage,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
  tries = 1,
): Promise<T> {
  const response = await fetch(`${stage.service.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (response.status === BUSY && tries < TRIES_MAX) {
    repeats += 1;
    await sleep(BUSY_MS);
    return ask(stage, token, query, variables, tries + 1);
  }
  const [error] = answer.errors ?? [];
  if (error !== undefined || answer.data === undefined) {
    throw new HubError("DEMO", `the API answered ${response.status}: ${error?.message ?? "nothing"}`);
  }
  return answer.data;
}

/** Runs a mutation with one input; a refusal is an error of the play. */
export async function mutate<T>(
  stage: Stage,
  token: string,
  mutation: string,
  input: Record<string, unknown>,
  selection: string,
): Promise<T> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} userErrors { field code message } } }`;
  const answer = await ask<Record<string, T & { userErrors: { message: string }[] }>>(stage, token, query, {
    input: { idempotencyKey: randomUUID(), ...input },
  });
  const payload = answer[mutation];
  const [refusal] = payload?.userErrors ?? [];
  if (payload === undefined || refusal !== undefined) {
    throw new HubError("DEMO", `${mutation} was refused: ${refusal?.message ?? "no answer"}`);
  }
  return payload;
}

/** Tells the execution system to move orders on. Answers what it moved and what it could not. */
export async function advance(stage: Stage, request: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${stage.bogus.url}/_bogus/advance`, {
    method: "POST",
    body: JSON.stringify(request),
  });
  if (!response.ok)
    throw new HubError("DEMO", `the warehouse answered ${response.status}: ${await response.text()}`);
}

/** True once every event of the execution system has reached the hub. */
export async function warehouseIsQuiet(stage: Stage): Promise<boolean> {
  const response = await fetch(`${stage.bogus.url}/_bogus/ledger`);
  const { events } = (await response.json()) as { events: { undelivered: number } };
  return events.undelivered === 0;
}

async function post(
  url: string,
  body: Uint8Array | string,
  headers: Record<string, string>,
): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers,
  });
  await response.arrayBuffer();
  return response.status;
}
