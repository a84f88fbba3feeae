/**
 * A desk for whoever has a customer on the phone: find the customer, see their orders, change an address, and
 * watch the change until the warehouse has been read back. Start it as docs/examples.md says.
 */
import { randomUUID } from "node:crypto";
import type { ResultOf } from "gql.tada";
import { ADDRESS, addressLine } from "./client/address.js";
import { graphql, hubAt, settings } from "./client/hub.js";
import { type Html, hidden, html, minute, type Page, type Reply, serve, words } from "./client/web.js";

const { url, token, port } = settings();
const hub = hubAt(url, token);

const FIND = graphql(`
  query FindCustomer($words: String!) {
    order(number: $words) { number }
    customers(search: $words, first: 10) {
      edges { node {
        id name localName emails phones
        crosswalks { system code }
        orders(first: 10) { edges { node { number status fulfillmentStatus placedAt total currency } } }
      } }
    }
  }
`);

const SHOW = graphql(
  `
  query ShowOrder($number: String!) {
    order(number: $number) {
      id number version status fulfillmentStatus executionSync placedAt requestedDate currency total poNumber
      customer { name localName kind phones emails addresses { ...Address } }
      shipTo { ...Address }
      lines { lineNumber sku description quantity unit unitPrice }
      changes {
        sequence kind status requestedAt requestedBy
        target { shipTo { ...Address } }
        deliveries { connectionId status refusal acceptedAt verifiedAt nativeMessage }
      }
      holds { reason explanation openedAt releasedAt }
      shipments { carrier trackingNumber status estimatedDelivery }
    }
  }
`,
  [ADDRESS],
);

const MOVE = graphql(`
  mutation ChangeAddress($input: ChangeOrderInput!) {
    changeOrder(input: $input) { order { number } userErrors { field code message } }
  }
`);

const TAKE = graphql(`
  mutation OrderAgain($input: TakeOrderInput!) {
    takeOrder(input: $input) { order { number } userErrors { field code message } }
  }
`);

type Order = NonNullable<ResultOf<typeof SHOW>["order"]>;
type Delivery = Order["changes"][number]["deliveries"][number];

const start: Page = async (asked) => {
  const wanted = asked.get("words")?.trim() ?? "";
  const form = html`<form role="search"><label for="words">Name, code, phone, e-mail or order number</label>
    <input id="words" name="words" value="${wanted}" autofocus required maxlength="100" size="40"> <button>Find</button></form>`;
  if (wanted === "") return { title: "Who is calling?", body: form };
  const { order, customers } = await hub.ask(FIND, { words: wanted });
  if (order !== null) return { goTo: orderPath(order.number) };
  const found = customers.edges.map(({ node }) => node);
  const none =
    found.length === 0 &&
    html`<p>Nobody is found by these words. Try a part of the name, or the phone number.</p>`;
  return { title: "Who is calling?", body: html`${form}${none}${found.map(customer)}` };
};

const customer = (one: ResultOf<typeof FIND>["customers"]["edges"][number]["node"]): Html => html`
  <section><h2>${one.name ?? "Without a name"}${one.localName !== null && html` · ${one.localName}`}</h2>
  <p class="note">${[...one.phones, ...one.emails].join(" · ")}<br>
  Known as ${(one.crosswalks ?? []).map(({ system, code }) => `${code} (${system})`).join(", ") || "nobody's code"}</p>
  <table><tr><th>Order</th><th>Placed</th><th>State</th><th>Goods</th><th>Total</th></tr>
  ${one.orders.edges.map(
    ({ node }) => html`<tr><td><a href="${orderPath(node.number)}">${node.number}</a></td>
    <td>${minute(node.placedAt)}</td><td>${words(node.status)}</td><td>${words(node.fulfillmentStatus)}</td>
    <td>${node.total} ${node.currency}</td></tr>`,
  )}</table></section>`;

const orderPath = (number: string): string => `/order?${new URLSearchParams({ number })}`;

const show: Page = (asked) => orderOf(asked.get("number") ?? "", []);

async function orderOf(number: string, refusals: readonly string[]): Promise<Reply> {
  const { order } = await hub.ask(SHOW, { number });
  if (order === null)
    return { title: "There is no such order", body: html`<p><a href="/">Find another</a></p>` };
  // While a change is on its way the page looks again by itself, and nobody is to type into it.
  const isMoving = refusals.length === 0 && order.changes.some(isOnItsWay);
  return {
    title: `Order ${order.number}`,
    body: html`${orderPage(order, refusals)}${!isMoving && moveForm(order)}`,
    ...(isMoving ? { refreshSeconds: 2 } : {}),
  };
}

const orderPage = (order: Order, refusals: readonly string[]): Html => html`
  <p><a href="/">Find another customer</a></p>
  ${refusals.map((refusal) => html`<p role="alert" class="bad">Not done: ${refusal}</p>`)}
  <p>For ${order.customer?.name ?? "a customer nobody has decided on yet"}: the order is ${words(order.status)},
  the goods are ${words(order.fulfillmentStatus)}, the execution system is ${words(order.executionSync)}.</p>
  ${order.holds.filter(({ releasedAt }) => releasedAt === null).map(({ explanation }) => html`<p class="bad">Stopped: ${explanation}</p>`)}
  <table><tr><th>Article</th><th>What</th><th>Quantity</th><th>Each</th></tr>
  ${order.lines.map((line) => html`<tr><td>${line.sku}</td><td>${line.description}</td><td>${line.quantity} ${line.unit}</td><td>${line.unitPrice}</td></tr>`)}</table>
  ${order.shipments.map(({ carrier, trackingNumber, status }) => html`<p>Parcel ${carrier} ${trackingNumber}: ${words(status)}</p>`)}
  <h2>Where it goes</h2><p>${order.shipTo === null ? "Nobody has said." : addressLine(order.shipTo)}</p>
  ${changes(order)}
  <h2>The same again</h2><form method="post" action="/again">${hidden({ number: order.number, key: randomUUID() })}<button>Take a new order like this one</button></form>`;

const changes = ({ changes: all }: Order): Html => html`<h2 id="changes">Changes</h2>
  ${
    all.length === 0
      ? html`<p>None was asked for.</p>`
      : html`<ol>${all.map(
          (change) =>
            html`<li>${words(change.kind)}, asked ${minute(change.requestedAt)} by ${change.requestedBy}${
              change.target.shipTo !== null && html`: ${addressLine(change.target.shipTo)}`
            }<br>${change.deliveries.length === 0 ? "Nobody executes this order yet." : change.deliveries.map(delivery)}</li>`,
        )}</ol>`
  }`;

/** What each state of a delivery means for the customer on the phone. */
const MEANING: Readonly<Record<Delivery["status"], string>> = {
  QUEUED: "it waits to be sent",
  SENT: "it was sent, and no answer came yet",
  ACKNOWLEDGED: "the system says yes; the hub is reading it back",
  APPLIED: "accepted, and read back",
  PARTIAL: "only a part was accepted; a colleague looks after the rest",
  REJECTED: "refused; the goods are stopped and a colleague decides",
  TOO_LATE: "too late for the warehouse; the carrier is asked",
  CONFLICT: "somebody else has changed it there; a colleague decides",
  UNKNOWN: "its fate is not known; the hub keeps asking",
};
const UNDER_WAY: readonly Delivery["status"][] = ["QUEUED", "SENT", "ACKNOWLEDGED", "UNKNOWN"];
/** A change has no delivery for the moment that it takes the hub to find its execution system. */
const isOnItsWay = ({ status, requestedAt, deliveries }: Order["changes"][number]): boolean =>
  deliveries.length === 0
    ? status === "REQUESTED" && Date.now() - Date.parse(requestedAt) < MOMENT_MS
    : deliveries.some(isUnderWay);
const MOMENT_MS = 60_000;
const isUnderWay = ({ status }: Delivery): boolean => UNDER_WAY.includes(status);

const delivery = (one: Delivery): Html =>
  html`<span class="${one.status === "APPLIED" ? "good" : isUnderWay(one) ? "note" : "bad"}">${one.connectionId}: ${MEANING[one.status]}${
    one.verifiedAt !== null && ` (${minute(one.verifiedAt)})`
  }${one.nativeMessage !== null && `: ${one.nativeMessage}`}</span><br>`;

/** What the form asks of an address, as it calls it; the street is the first of its lines. */
const FIELDS = {
  recipient: "Recipient",
  street: "Street",
  postalCode: "Postal code",
  city: "City",
  region: "Region",
  country: "Country (two letters)",
};

/** The form carries the version it was made from and a key of its own: sent twice, it is done once. */
const moveForm = ({ number, id, version, shipTo }: Order): Html => html`<h2>Send it somewhere else</h2>
  <form method="post" action="/move">${hidden({ number, id, version: String(version), key: randomUUID() })}
  ${Object.entries(FIELDS).map(
    ([name, label]) =>
      html`<label for="${name}">${label}</label><input id="${name}" name="${name}" size="40" maxlength="200" value="${
        name === "street" ? shipTo?.lines.join(", ") : shipTo?.[name as "city"]
      }">`,
  )}
  <button>Change the address</button></form>`;

const move: Page = async (form) => {
  const said = (name: string): string | null => form.get(name)?.trim() || null;
  const { changeOrder } = await hub.ask(MOVE, {
    input: {
      ...{
        orderId: form.get("id") ?? "",
        expectedVersion: Number(form.get("version")),
        idempotencyKey: form.get("key") ?? "",
      },
      ...{ channel: "CALL_CENTER", reason: "the customer phoned" },
      targets: [
        {
          kind: "SHIP_TO",
          shipTo: {
            ...{
              recipient: said("recipient"),
              lines: [said("street") ?? ""],
              postalCode: said("postalCode"),
            },
            ...{
              city: said("city"),
              region: said("region"),
              country: said("country")?.toUpperCase() ?? null,
            },
          },
        },
      ],
    },
  });
  return afterwards(form.get("number") ?? "", changeOrder.userErrors);
};

const again: Page = async (form) => {
  const [number, key] = [form.get("number") ?? "", form.get("key") ?? ""];
  const { order } = await hub.ask(SHOW, { number });
  if (order === null) return { goTo: "/" };
  const { name = null, kind = null, phones = [], emails = [], addresses = [] } = order.customer ?? {};
  const { takeOrder } = await hub.ask(TAKE, {
    input: {
      // The form's key is the call's id as well: the order goes by it at the source.
      ...{ idempotencyKey: key, callId: key, formId: key, startedAt: new Date().toISOString() },
      ...{ currency: order.currency, note: `like ${order.number}`, shipTo: order.shipTo },
      customer: {
        kind,
        name,
        phone: phones[0] ?? null,
        email: emails[0] ?? null,
        address: addresses[0] ?? null,
      },
      lines: order.lines.map(({ lineNumber, sku, description, quantity, unit, unitPrice }) => ({
        ...{ lineNumber, sku, description, quantity, unit, unitPrice },
      })),
    },
  });
  return afterwards(takeOrder.order?.number ?? number, takeOrder.userErrors);
};

/** Back to the order, or once more to the form with what was refused. */
async function afterwards(number: string, refusals: readonly { readonly message: string }[]): Promise<Reply> {
  if (refusals.length === 0) return { goTo: orderPath(number) };
  return orderOf(
    number,
    refusals.map(({ message }) => message),
  );
}

await serve("Front office", port, {
  "GET /": start,
  "GET /order": show,
  "POST /move": move,
  "POST /again": again,
});
