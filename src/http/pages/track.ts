import { ASKING, page } from "./page.js";

const BODY = `<main>
<h1>Where is my order?</h1>
<form id="form">
<label for="number">Order number</label>
<input id="number" required maxlength="100" autocomplete="off">
<label for="proof">E-mail address or phone number you ordered with</label>
<input id="proof" required maxlength="320" autocomplete="email">
<button>Show my order</button>
</form>
<section id="answer" aria-live="polite"></section>
</main>`;

const SCRIPT = `${ASKING}
const QUERY = "query($number: String!, $proof: String!) { trackOrder(number: $number, proof: $proof) { number status fulfillmentStatus returnStatus placedAt requestedDate estimatedDelivery shipToCity shipToCountry parcels { status carrier trackingNumber estimatedDelivery health healthSince slipDays events { status reason occurredAt zoneUnknown } } returns { number status trackingNumber } } }";
const line = (text, tag) => { const part = document.createElement(tag || "p"); part.textContent = text; return part; };
const parcel = (one) => [
  line(["Parcel", words(one.status), one.carrier, one.trackingNumber].filter(Boolean).join(" · "), "h2"),
  line(one.estimatedDelivery ? "Expected on " + one.estimatedDelivery + (one.slipDays > 0 ? ", " + one.slipDays + (one.slipDays === 1 ? " day" : " days") + " later than first promised" : "") : ""),
  line(one.health === "NO_NEWS" ? "Nothing was heard of it since " + day(one.healthSince) + "." : one.health === "LATE" || one.health === "EXCEPTION" ? "It is " + (one.health === "LATE" ? "late" : "held up") + " since " + day(one.healthSince) + "." : ""),
  rows(["When", "What"], one.events.map((event) => [day(event.occurredAt) + (event.zoneUnknown ? " (local time)" : ""), words(event.status) + (event.reason ? ": " + words(event.reason) : "")])),
];
const look = async () => {
  const place = byId("answer");
  show(place, line("One moment …"));
  try {
    const answer = await ask(QUERY, { number: byId("number").value, proof: byId("proof").value });
    const order = answer.data && answer.data.trackOrder;
    if (answer.errors) return show(place, line(said(answer)));
    if (!order) return show(place, line("No order goes by this number and this address or phone. Please check both."));
    show(place,
      line("Order " + order.number, "h2"),
      line("The order is " + words(order.status) + ", the goods are " + words(order.fulfillmentStatus) + "."),
      line(order.returnStatus === "NO_RETURN" ? "" : "Return: " + words(order.returnStatus)),
      ...order.returns.map((one) => line(["Return " + one.number, words(one.status), one.trackingNumber].filter(Boolean).join(" · "))),
      line(["Going to", order.shipToCity, order.shipToCountry].filter(Boolean).join(" ")),
      line(order.estimatedDelivery ? "Expected on " + order.estimatedDelivery : order.requestedDate ? "You asked for " + order.requestedDate : ""),
      ...order.parcels.flatMap(parcel));
  } catch { show(place, line("The server cannot be reached. Please try again.")); }
};
byId("form").addEventListener("submit", (event) => { event.preventDefault(); look(); });
const given = new URLSearchParams(location.hash.slice(1));
if (given.get("number") && given.get("proof")) {
  byId("number").value = given.get("number");
  byId("proof").value = given.get("proof");
  history.replaceState(null, "", location.pathname);
  look();
}
`;

/** Follows an order without an account. A link's token travels in the fragment, which no server log sees. */
export const trackPage = page({
  title: "Where is my order? · Throughline",
  style: "",
  body: BODY,
  script: SCRIPT,
});
