import { createHash, createHmac } from "node:crypto";
import type { PartyStatement } from "../src/domain/party.js";
import { wordsOf } from "./seed/words.js";

/** What one slice sends: `orders` orders of `customers` customers, `known` of whom the hub may know already. */
export interface IngestPlan {
  /** Different in every slice of a run, so that nothing is sent twice. */
  readonly run: string;
  readonly orders: number;
  readonly customers: number;
  /** Other systems' statements of customers; the shop states them again, with codes of its own. */
  readonly known: readonly PartyStatement[];
}

export interface SignedOrder {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const LINES_MAX = 4;
/** Every so many orders of one customer, the street is written in another way. */
const OTHER_SPELLING_EACH = 5;

/** Orders as docs/webhook-order-format.md describes them, signed as Standard Webhooks says, now. */
export function signedOrders(plan: IngestPlan, secret: string, now: Date): SignedOrder[] {
  const customers = Array.from({ length: plan.customers }, (_, at) => customerOf(plan, at));
  return Array.from({ length: plan.orders }, (_, at) => {
    const customer = customers[at % customers.length] ?? customerOf(plan, 0);
    return signed(`msg_${plan.run}_${at}`, JSON.stringify(message(plan, at, customer, now)), secret, now);
  });
}

type Customer = ReturnType<typeof customerOf>;

function customerOf(plan: IngestPlan, at: number) {
  const known = plan.known[at];
  const code = `B-${plan.run}-${at}`;
  if (known === undefined) return { id: code, ...stranger(plan.run, at) };
  const { kind, name, emails, phones, address } = known;
  return { id: code, kind: kind?.toLowerCase() ?? null, name: name ?? "", emails, phones, address };
}

/** Somebody no other slice knows: names repeat as names do, addresses and numbers are their own. */
function stranger(run: string, at: number) {
  const draw = drawing(`${run}/${at}`);
  const family = `${draw("stem")}${draw("ending")}`;
  const number = hash(`${run}/${at}`) % 9_000_000;
  const isPerson = at % 10 < 7;
  const given = draw("given");
  const name = isPerson ? `${given} ${family}` : `${family} ${draw("trade")} ${draw("legal")}`;
  const [city = "", postalCode = "", country = ""] = draw("city").split(",");
  const domain = isPerson ? `post${number % 997}.example` : `${family.toLowerCase()}${number}.example`;
  const address = {
    ...{ recipient: name, department: null, lines: [`${draw("street")} ${(number % 179) + 1}`] },
    ...{ city, region: null, postalCode, country, phone: null },
  };
  return {
    kind: isPerson ? "person" : "organization",
    name,
    emails: [`${isPerson ? `${given.toLowerCase()}.${family.toLowerCase()}` : "orders"}${number}@${domain}`],
    phones: [`+44 20 ${70_000_000 + number}`],
    address,
  };
}

function message({ run }: IngestPlan, at: number, customer: Customer, now: Date) {
  const draw = drawing(`${run}#${at}`);
  const lines = Array.from({ length: 1 + (at % LINES_MAX) }, (_, place) => {
    const [sku = "", description = "", unitPrice = ""] =
      wordsOf("goods")[(at * 7 + place * 5) % wordsOf("goods").length]?.split(",") ?? [];
    return {
      id: String(place + 1),
      sku,
      description,
      quantity: String(1 + ((at + place) % 20)),
      unit: "piece",
      unitPrice,
    };
  });
  const timestamp = now.toISOString();
  return {
    type: "order.created",
    timestamp,
    data: {
      ...{ id: `${run}-${at}`, number: `${run}-${at}`, poNumber: at % 3 === 0 ? `PO-${run}-${at}` : null },
      ...{ placedAt: timestamp, updatedAt: timestamp, currency: "EUR" },
      customer:
        at % OTHER_SPELLING_EACH === 0 ? { ...customer, address: respelled(customer.address) } : customer,
      shipTo: customer.address,
      lines,
      note: at % 4 === 0 ? `Please deliver to ${draw("department")}` : null,
    },
  };
}

const respelled = (address: Customer["address"]) =>
  address === null
    ? null
    : {
        ...address,
        lines: address.lines.map((line) =>
          line.replace("straße", "str.").replace("Road", "Rd").replace("Street", "St"),
        ),
      };

function drawing(seed: string): (list: Parameters<typeof wordsOf>[0]) => string {
  let drawn = 0;
  return (list) => {
    drawn += 1;
    const words = wordsOf(list);
    return words[hash(`${seed}:${drawn}`) % words.length] ?? "";
  };
}

/** The same number for the same text, in every run, and unlike that of any similar text. */
const hash = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0);

function signed(id: string, body: string, secret: string, now: Date): SignedOrder {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac("sha256", Uint8Array.from(Buffer.from(secret.replace("whsec_", ""), "base64")))
    .update(`${id}.${timestamp}.${body}`)
    .digest("base64");
  return {
    headers: {
      "content-type": "application/json",
      ...{ "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` },
    },
    body,
  };
}
