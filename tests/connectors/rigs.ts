import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { startBogus } from "../../src/connectors/bogus/server.js";
import type { ExecutionAnswer } from "../../src/connectors/connector.js";
import { EXECUTING_SYSTEMS } from "../support/executing-system.js";
import { startTrytonLoopback } from "../support/tryton-loopback.js";

const WHSEC = "whsec_dGhyb3VnaGxpbmUtdGVzdC1zZWNyZXQtMDE=";

/** The key pair of a shop that signs with its own key. */
const SHOP_KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });
const SHOP_JWKS = JSON.stringify({
  keys: [{ ...SHOP_KEYS.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
});
const HUBSPOT_URL = "https://hub.example/webhooks/crm";

/** Settings that a connector cannot do without. What is not listed is read with its defaults. */
export const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  shopify: { webhookSecret: "hush", shop: "throughline.myshopify.com" },
  "standard-webhooks": { webhookSecret: WHSEC },
  easypost: { webhookSecret: "hush" },
  aftership: { webhookSecret: "hush" },
  ups: { credential: "a credential of ours" },
  woocommerce: { webhookSecret: "hush" },
  saleor: { jwks: SHOP_JWKS },
  hubspot: { clientSecret: "hush", webhookUrl: HUBSPOT_URL },
  salesforce: { webhookSecret: WHSEC },
  odoo: { webhookSecret: WHSEC },
  bogus: { url: "http://127.0.0.1:1", apiKey: "key", webhookSecret: WHSEC, timeoutMs: 400 },
  cxml: { sharedSecret: "lantern-7" },
  tryton: { url: "http://127.0.0.1:1", database: "acme", user: "hub", password: "lantern-7", timeoutMs: 400 },
};

export interface Signed {
  readonly headers: Record<string, string>;
  /** The header that a forger would have to get right. */
  readonly signatureHeader: string;
  /** False where the sender only proves who it is, and signs nothing. */
  readonly coversBody?: false;
}

const hmac = (content: readonly (string | Uint8Array)[], encoding: "hex" | "base64"): string => {
  const digest = createHmac("sha256", "hush");
  for (const part of content) digest.update(part);
  return digest.digest(encoding);
};

/** A token without its middle, the body as it is: RFC 7797. */
function detachedJws(body: Uint8Array): string {
  const header = { alg: "RS256", b64: false, crit: ["b64"], kid: "1", typ: "JWT" };
  const encoded = Buffer.from(JSON.stringify(header)).toString("base64url");
  const signature = sign("sha256", Buffer.concat([Buffer.from(`${encoded}.`), body]), SHOP_KEYS.privateKey);
  return `${encoded}..${signature.toString("base64url")}`;
}

function standard(body: Uint8Array, at: Date): Signed {
  const id = "msg_2b6f";
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(WHSEC).sign(id, at, Buffer.from(body).toString("utf8")),
  };
  return { headers, signatureHeader: "webhook-signature" };
}

/** How the sender of each webhook signs: written from its documentation, not from our check. */
export const SIGNERS: Readonly<Record<string, (body: Uint8Array, at: Date) => Signed>> = {
  shopify: (body) => ({
    headers: {
      "x-shopify-hmac-sha256": createHmac("sha256", "hush").update(body).digest("base64"),
      "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
      "x-shopify-shop-domain": "throughline.myshopify.com",
      "x-shopify-topic": "orders/create",
    },
    signatureHeader: "x-shopify-hmac-sha256",
  }),
  "standard-webhooks": standard,
  bogus: standard,
  salesforce: standard,
  odoo: standard,
  easypost: (body) => ({
    headers: { "x-hmac-signature": `hmac-sha256-hex=${hmac([body], "hex")}` },
    signatureHeader: "x-hmac-signature",
  }),
  aftership: (body) => ({
    headers: { "aftership-hmac-sha256": hmac([body], "base64") },
    signatureHeader: "aftership-hmac-sha256",
  }),
  ups: () => ({
    headers: { credential: "a credential of ours", "user-agent": "UPSPubSubTrackingService" },
    signatureHeader: "credential",
    coversBody: false,
  }),
  woocommerce: (body) => ({
    headers: {
      "x-wc-webhook-signature": hmac([body], "base64"),
      "x-wc-webhook-topic": "order.updated",
      "x-wc-webhook-delivery-id": "b8a7c2f0d1e94f55",
    },
    signatureHeader: "x-wc-webhook-signature",
  }),
  saleor: (body) => ({
    headers: {
      "saleor-signature": detachedJws(body),
      "saleor-event": "order_updated",
      "saleor-domain": "shop.example",
    },
    signatureHeader: "saleor-signature",
  }),
  hubspot: (body, at) => {
    const time = String(at.getTime());
    const signature = hmac(["POST", HUBSPOT_URL, body, time], "base64");
    return {
      headers: { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": time },
      signatureHeader: "x-hubspot-signature-v3",
    };
  },
};

/** What a sender posts that proves itself within the body, and what a forger might. */
export interface SignedBody {
  readonly genuine: string;
  /** What must not come up again in anything but the body. */
  readonly secret: string;
  readonly forged: readonly (readonly [name: string, body: string])[];
}

const cxmlWith = (sender: string, rest = ""): string =>
  `<?xml version="1.0"?><cXML payloadID="1.2@brightwell.example" timestamp="2026-11-10T09:00:00-06:00"><Header>${rest}<Sender><Credential domain="NetworkId"><Identity>AN01000200301</Identity>${sender}</Credential></Sender></Header><Request><ProfileRequest/></Request></cXML>`;
const secretOf = (secret: string): string => `<SharedSecret>${secret}</SharedSecret>`;

export const SIGNED_BODIES: Readonly<Record<string, SignedBody>> = {
  cxml: {
    genuine: cxmlWith(secretOf("lantern-7")),
    secret: "lantern-7",
    forged: [
      ["no secret", cxmlWith("")],
      ["an empty secret", cxmlWith(secretOf(""))],
      ["another secret", cxmlWith(secretOf("lantern-8"))],
      ["a secret cut short", cxmlWith(secretOf("lantern"))],
      ["a secret in capitals", cxmlWith(secretOf("LANTERN-7"))],
      [
        "the secret in another place",
        cxmlWith("", `<From><Credential domain="X">${secretOf("lantern-7")}</Credential></From>`),
      ],
      ["a document that is cut off behind the secret", cxmlWith(secretOf("lantern-7")).slice(0, -40)],
      [
        "the secret by way of an entity",
        `<!DOCTYPE cXML [<!ENTITY s "lantern-7">]>${cxmlWith(secretOf("&s;")).slice(21)}`,
      ],
      ["no cXML at all", '{"SharedSecret": "lantern-7"}'],
      ["no body", ""],
    ],
  },
};

/** What fails next, once: a way to fail and what it needs to know, the operation, the order. */
interface Failing {
  readonly mode: string;
  readonly operation: string;
  readonly reference: string;
  readonly [extra: string]: unknown;
}

/** A running system behind an execution connector, which fails on command. */
export interface ExecutionRig {
  readonly settings: Record<string, unknown>;
  /** Systems that are no make-believe have their own tables of what goes wrong. */
  fail?(mode: Failing): Promise<void>;
  effects(): Promise<number>;
  close(): Promise<void>;
}

/** Connectors whose system cannot hold an order, and says so. */
export const HOLDING_NOTHING: readonly string[] = ["odoo"];

/** Connectors whose system fails on command. */
export const FAILING_ON_COMMAND: readonly string[] = ["bogus"];

export const EXECUTION_RIGS: Readonly<Record<string, () => Promise<ExecutionRig>>> = {
  ...Object.fromEntries(Object.entries(EXECUTING_SYSTEMS).map(([id, { start }]) => [id, () => rigOf(start)])),
  async bogus() {
    const dataDir = mkdtempSync(join(tmpdir(), "bogus-"));
    const server = await startBogus({ dataDir, apiKey: "key" });
    return {
      settings: { ...SETTINGS.bogus, url: server.url },
      async fail(mode) {
        const answer = await fetch(`${server.url}/_bogus/modes`, {
          method: "POST",
          body: JSON.stringify(mode),
        });
        if (!answer.ok) throw new Error(await answer.text());
      },
      async effects() {
        const answer = await fetch(`${server.url}/_bogus/ledger`);
        const { effects } = (await answer.json()) as { effects: unknown[] };
        return effects.length;
      },
      async close() {
        await server.close();
        rmSync(dataDir, { recursive: true });
      },
    };
  },
  async tryton() {
    const server = await startTrytonLoopback();
    return { ...server, settings: { ...SETTINGS.tryton, ...server.settings } };
  },
};

async function rigOf(start: (typeof EXECUTING_SYSTEMS)[string]["start"]): Promise<ExecutionRig> {
  const { settings, records, close } = await start();
  return { settings: { ...settings }, effects: async () => records(), close };
}

type Outcome = Partial<ExecutionAnswer>;

/** Each way to fail, what the connector must make of it, and how many effects there were in truth. */
export const FAILURES: readonly (readonly [
  mode: string,
  extra: Record<string, number>,
  Outcome,
  effects: number,
])[] = [
  ["ok", {}, { outcome: "ACCEPTED" }, 1],
  ["slow", { ms: 50 }, { outcome: "ACCEPTED" }, 1],
  ["slow", { ms: 600 }, { outcome: "UNCERTAIN" }, 1],
  ["429", { retryAfter: 7 }, { outcome: "RETRY", afterMs: 7000 }, 0],
  ["429", {}, { outcome: "RETRY", afterMs: 1000 }, 0],
  ["500-before", {}, { outcome: "UNCERTAIN" }, 0],
  ["500-after", {}, { outcome: "UNCERTAIN" }, 1],
  ["timeout-before", {}, { outcome: "UNCERTAIN" }, 0],
  ["timeout-after", {}, { outcome: "UNCERTAIN" }, 1],
  ["rst-before", {}, { outcome: "UNCERTAIN" }, 0],
  ["rst-after", {}, { outcome: "UNCERTAIN" }, 1],
  ["partial", { k: 1 }, { outcome: "ACCEPTED" }, 1],
  ["stale-409", {}, { outcome: "REFUSED", refusal: "VERSION_CONFLICT" }, 1],
  ["dup-accepting", {}, { outcome: "ACCEPTED" }, 1],
  ["html200", {}, { outcome: "UNCERTAIN" }, 0],
  ["truncated", {}, { outcome: "UNCERTAIN" }, 1],
  ["eventual", { ms: 300 }, { outcome: "ACCEPTED" }, 1],
];

/** Ways in which a look at an order fails; each must be an error that says to come again. */
export const READ_FAILURES = [
  "429",
  "500-before",
  "timeout-before",
  "rst-after",
  "html200",
  "truncated",
] as const;
