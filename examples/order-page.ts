/**
 * A shop's page for its customers: where is my order, without an account, by its number and a second proof.
 * What has been delivered can be sent back. The page asks the hub as nobody, as anybody could; only for the
 * return it uses the shop's own key, and only after the hub has taken the customer's proof.
 */
import { randomUUID } from "node:crypto";
import type { ResultOf } from "gql.tada";
import { graphql, hubAt, settings } from "./client/hub.js";
import { type Html, hidden, html, minute, type Page, type Reply, serve, words } from "./client/web.js";

const { url, token, port } = settings();
const [anybody, shop] = [hubAt(url), hubAt(url, token)];

const TRACK = graphql(`
  query TrackOrder($number: String!, $proof: String!) {
    trackOrder(number: $number, proof: $proof) {
      number status fulfillmentStatus returnStatus placedAt requestedDate estimatedDelivery shipToCity shipToCountry
      parcels {
        status carrier trackingNumber estimatedDelivery slipDays health healthSince
        events { status reason occurredAt }
      }
      returns { number kind status trackingNumber }
    }
  }
`);

const LINES = graphql(`
  query LinesOfOrder($number: String!) {
    order(number: $number) {
      id
      lines { lineNumber sku description quantity }
      fulfillment { lines { lineNumber delivered } }
    }
  }
`);

const SEND_BACK = graphql(`
  mutation SendBack($input: RequestReturnInput!) {
    requestReturn(input: $input) { return { number } userErrors { field code message } }
  }
`);

type Tracked = NonNullable<ResultOf<typeof TRACK>["trackOrder"]>;
type Order = NonNullable<ResultOf<typeof LINES>["order"]>;
/** What the customer gave, and gives along with every further form: no page of theirs is in an address. */
type Proof = { readonly number: string; readonly proof: string };

const QUESTION = {
  title: "Where is my order?",
  body: html`<form method="post" action="/order">
    <label for="number">Order number</label><input id="number" name="number" required maxlength="100" autocomplete="off">
    <label for="proof">E-mail address or phone number you ordered with</label>
    <input id="proof" name="proof" required maxlength="320" autocomplete="email"><br><button>Show my order</button></form>`,
};

const proofIn = (form: URLSearchParams): Proof => ({
  number: form.get("number")?.trim() ?? "",
  proof: form.get("proof")?.trim() ?? "",
});

const show: Page = (form) => orderFor(proofIn(form), null);

async function orderFor(given: Proof, news: Html | null): Promise<Reply> {
  const { trackOrder } = await anybody.ask(TRACK, given);
  if (trackOrder === null) {
    const sorry = html`<p role="alert" class="bad">No order goes by this number and this address or phone. Please check both.</p>`;
    return { ...QUESTION, body: html`${sorry}${QUESTION.body}` };
  }
  const { order } = await shop.ask(LINES, { number: trackOrder.number });
  return {
    title: `Order ${trackOrder.number}`,
    body: html`${news}${tracking(trackOrder)}${order !== null && sendBack(order, given)}`,
  };
}

const tracking = (order: Tracked): Html => html`
  <p>It is ${words(order.status)}, the goods are ${words(order.fulfillmentStatus)}, going to ${order.shipToCity} ${order.shipToCountry}.
  ${order.estimatedDelivery !== null && `Expected on ${order.estimatedDelivery}.`}</p>
  ${order.parcels.map(parcel)}
  ${order.returns.map(({ number, status, trackingNumber }) => html`<p>Return ${number}: ${words(status)}${trackingNumber !== null && `, on its way as ${trackingNumber}`}</p>`)}`;

const parcel = (one: Tracked["parcels"][number]): Html => {
  const delivered = one.events.find(({ status }) => status === "DELIVERED");
  return html`<section><h2>Parcel ${one.carrier} ${one.trackingNumber}: ${words(one.status)}</h2>
    ${delivered !== undefined && html`<p class="good">Delivered on ${minute(delivered.occurredAt)}, as the carrier says.</p>`}
    ${one.slipDays !== null && one.slipDays > 0 && html`<p class="bad">${one.slipDays} days later than first promised.</p>`}
    <table>${one.events.map(({ status, reason, occurredAt }) => html`<tr><td>${minute(occurredAt)}</td><td>${words(status)}${reason !== null && `: ${words(reason)}`}</td></tr>`)}</table></section>`;
};

/** Why somebody sends something back, in the hub's words. */
const REASONS = { DAMAGED: "It is damaged", OTHER: "It is not what I wanted" } as const;

/** Only what has arrived can go back; whether it still may is for the hub to say. */
const sendBack = ({ lines, fulfillment }: Order, given: Proof): Html | null => {
  const arrived = lines.flatMap((line) => {
    const delivered =
      fulfillment?.lines.find(({ lineNumber }) => lineNumber === line.lineNumber)?.delivered ?? "0";
    return Number(delivered) > 0 ? [{ ...line, delivered }] : [];
  });
  if (arrived.length === 0) return null;
  return html`<h2>Send something back</h2><form method="post" action="/return">${hidden({ ...given, key: randomUUID() })}
    ${arrived.map(
      ({
        lineNumber,
        sku,
        description,
        delivered,
      }) => html`<label for="line-${lineNumber}">${description ?? sku}: how many of ${delivered}</label>
      <input id="line-${lineNumber}" name="line-${lineNumber}" type="number" min="0" max="${delivered}" step="any" value="0">`,
    )}
    <label for="reason">Why</label><select id="reason" name="reason">${Object.entries(REASONS).map(([word, text]) => html`<option value="${word}">${text}</option>`)}</select>
    <label for="note">Anything else</label><input id="note" name="note" maxlength="500" size="40"><br><button>Ask for the return</button></form>`;
};

const requestReturn: Page = async (form) => {
  const given = proofIn(form);
  const { trackOrder } = await anybody.ask(TRACK, given);
  const { order } =
    trackOrder === null ? { order: null } : await shop.ask(LINES, { number: trackOrder.number });
  if (order === null) return orderFor(given, null);
  const lines = order.lines
    .map(({ lineNumber }) => ({ lineNumber, quantity: form.get(`line-${lineNumber}`) || "0" }))
    .filter(({ quantity }) => Number(quantity) !== 0);
  if (lines.length === 0) return orderFor(given, html`<p role="alert" class="bad">Say how many of what.</p>`);
  const answer = await shop.ask(SEND_BACK, {
    input: {
      ...{ idempotencyKey: form.get("key") ?? "", orderId: order.id, lines },
      ...{
        reason: form.get("reason") === "DAMAGED" ? "DAMAGED" : "OTHER",
        note: form.get("note")?.trim() || null,
      },
    },
  });
  const { return: asked, userErrors } = answer.requestReturn;
  return orderFor(
    given,
    asked === null
      ? html`${userErrors.map(({ message }) => html`<p role="alert" class="bad">Not possible: ${message}</p>`)}`
      : html`<p role="status" class="good">Your return ${asked.number} is asked for. We write to you what to do next.</p>`,
  );
};

await serve("Order page", port, {
  "GET /": async () => QUESTION,
  "POST /order": show,
  "POST /return": requestReturn,
});
