import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { startBogus } from "../../src/connectors/bogus/server.js";
import type { ExecutionAnswer } from "../../src/connectors/connector.js";

const WHSEC = "whsec_dGhyb3VnaGxpbmUtdGVzdC1zZWNyZXQtMDE=";

/** Settings that a connector cannot do without. What is not listed is read with its defaults. */
export const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  shopify: { webhookSecret: "hush", shop: "throughline.myshopify.com" },
  "standard-webhooks": { webhookSecret: WHSEC },
  bogus: { url: "http://127.0.0.1:1", apiKey: "key", webhookSecret: WHSEC, timeoutMs: 400 },
  cxml: { sharedSecret: "lantern-7" },
};

export interface Signed {
  readonly headers: Record<string, string>;
  /** The header that a forger would have to get right. */
  readonly signatureHeader: string;
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

/** A running system behind an execution connector, which fails on command. */
export interface ExecutionRig {
  readonly settings: Record<string, unknown>;
  fail(mode: Record<string, unknown>): Promise<void>;
  effects(): Promise<number>;
  close(): Promise<void>;
}

export const EXECUTION_RIGS: Readonly<Record<string, () => Promise<ExecutionRig>>> = {
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
};

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
