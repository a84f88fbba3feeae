import { ASKING, page } from "./page.js";

const BODY = `<main>
<h1>Throughline</h1>
<p id="who" aria-live="polite">Open the link that <code>hub demo</code> printed, or paste a token.</p>
<form id="enter">
<label for="token">Token</label>
<input id="token" type="password" autocomplete="off" maxlength="4000">
<button>Sign in</button> <button type="button" id="leave">Sign out</button>
</form>
<h2>An order</h2>
<form id="find">
<label for="number">Number: ours, the shop's, or the buyer's own</label>
<input id="number" required maxlength="100" autocomplete="off">
<button>Look it up</button>
</form>
<section id="order" aria-live="polite"></section>
<h2>Waits for a person</h2>
<section id="waiting" aria-live="polite"></section>
<h2>Ask the API</h2>
<form id="ask">
<label for="example">Examples</label>
<select id="example"></select>
<label for="query">Query</label>
<textarea id="query" rows="12" spellcheck="false"></textarea>
<button>Ask</button>
</form>
<pre id="result" tabindex="0" aria-label="Answer"></pre>
</main>`;

const SCRIPT = `${ASKING}
const EXAMPLES = {
  "Newest orders": "{ orders(first: 10) { edges { node { number channel status executionSync total currency customer { name } } } pageInfo { hasNextPage endCursor } } }",
  "Orders that execution holds differently": "{ orders(first: 10, filter: { executionSync: DIVERGED }) { edges { node { number shipTo { lines city } divergences { foundAt status found { lines city } } holds { reason explanation releasedAt } } } } }",
  "Every change and what came of it": "{ orders(first: 20) { edges { node { number changes { sequence kind status requestedBy deliveries { connectionId status nativeMessage verifiedAt } } } } } }",
  "Customers and their codes": "{ customers(first: 10) { edges { node { id name kind crosswalks { system code connectionId } } } } }",
  "Returns and their causes": "{ returns(first: 10) { edges { node { number kind status reason cause order { number } } } } }",
  "Quarantine": "{ quarantine(first: 10) { edges { node { id connectionId fileName receivedAt sizeBytes issues { code message at } preview } } } }",
};
const ORDER = "query($number: String!) { order(number: $number) { number channel status fulfillmentStatus returnStatus executionSync placedAt total currency poNumber version trackingUrl customer { name } shipTo { recipient lines postalCode city country } lines { lineNumber sku description quantity unit unitPrice } changes { sequence kind status requestedAt } shipments { status carrier trackingNumber } } }";
const TASKS = "{ reviewTasks(first: 20, filter: { status: OPEN }) { edges { node { kind title openedAt order { number } } } } }";
const line = (text) => { const part = document.createElement("p"); part.textContent = text; return part; };
const token = () => sessionStorage.getItem("token") || "";
const failed = () => line("The server cannot be reached. Please try again.");
const waiting = async () => {
  const answer = await ask(TASKS, {}, token());
  const tasks = answer.data && answer.data.reviewTasks ? answer.data.reviewTasks.edges.map((edge) => edge.node) : [];
  show(byId("waiting"), answer.errors ? line(said(answer)) : tasks.length === 0 ? line("Nothing.") : rows(["What", "Order", "Since"], tasks.map((task) => [task.title, task.order && task.order.number, day(task.openedAt)])));
};
const enter = async () => {
  byId("token").value = "";
  if (!token()) { show(byId("who"), "Open the link that hub demo printed, or paste a token."); return show(byId("waiting")); }
  try {
    const answer = await ask("{ me { subject role customer { name } } }", {}, token());
    const me = answer.data && answer.data.me;
    show(byId("who"), me ? "Signed in as " + me.subject + ", " + words(me.role) + (me.customer ? ", " + me.customer.name : "") + "." : said(answer));
    if (me) await waiting();
  } catch { show(byId("who"), failed()); }
};
const find = async () => {
  const place = byId("order");
  try {
    const answer = await ask(ORDER, { number: byId("number").value }, token());
    const order = answer.data && answer.data.order;
    if (answer.errors) return show(place, line(said(answer)));
    if (!order) return show(place, line("There is no such order."));
    const to = order.shipTo || { lines: [] };
    const link = document.createElement("a");
    link.href = order.trackingUrl; link.textContent = "Tracking page";
    show(place,
      line(order.number + " · " + words(order.channel) + " · " + words(order.status) + " · " + words(order.fulfillmentStatus) + " · execution " + words(order.executionSync) + " · version " + order.version),
      line([order.customer && order.customer.name, order.total, order.currency].filter(Boolean).join(" · ")),
      line([to.recipient, ...to.lines, to.postalCode, to.city, to.country].filter(Boolean).join(", ")),
      rows(["Line", "Article", "Description", "Quantity", "Price"], order.lines.map((one) => [one.lineNumber, one.sku, one.description, one.quantity + " " + (one.unit || ""), one.unitPrice])),
      rows(["Change", "Status", "Asked"], order.changes.map((one) => [words(one.kind), words(one.status), day(one.requestedAt)])),
      rows(["Parcel", "Carrier", "Number"], order.shipments.map((one) => [words(one.status), one.carrier, one.trackingNumber])),
      link);
  } catch { show(place, failed()); }
};
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) { sessionStorage.setItem("token", given); history.replaceState(null, "", location.pathname); }
for (const name of Object.keys(EXAMPLES)) byId("example").append(new Option(name, name));
const choose = () => { byId("query").value = EXAMPLES[byId("example").value]; };
byId("example").addEventListener("change", choose);
choose();
byId("enter").addEventListener("submit", (event) => { event.preventDefault(); sessionStorage.setItem("token", byId("token").value.trim()); enter(); });
byId("leave").addEventListener("click", () => { sessionStorage.removeItem("token"); enter(); });
byId("find").addEventListener("submit", (event) => { event.preventDefault(); find(); });
byId("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  try { byId("result").textContent = JSON.stringify(await ask(byId("query").value, {}, token()), null, 2); }
  catch { show(byId("result"), failed()); }
});
enter();
`;

/**
 * A look at the hub for people who have just started it. The token comes in the fragment of the link,
 * leaves the address bar at once and stays in this tab; there is no cookie.
 */
export const signInPage = page({ title: "Throughline", style: "", body: BODY, script: SCRIPT });
