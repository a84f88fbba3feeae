import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { bySocket, byStream, type Followed } from "../support/followers.js";

const QUERY =
  "subscription($after: String) { orderEvents(after: $after) { id cursor kind before after order { note } } }";
/** Together more than any buffer on the way holds. */
const CHANGES = 120;
const NOTE_CHARS = 250_000;

let world: ApiWorld;
let operator: string;
let beginning: string;

beforeAll(async () => {
  world = await apiWorld({ live: { sendMs: 200 } });
  await itsConnections(world);
  operator = await world.token("OPERATOR");
  beginning = (await world.ask("{ eventCursor }", operator)).data.eventCursor;
  const { orderId } = await anOrder(world, await aCustomer(world, "alpaca"), "alpaca");
  await world.store.pool.query("UPDATE orders SET note = repeat('x', $2) WHERE id = $1", [
    orderId,
    NOTE_CHARS,
  ]);
  for (let at = 1; at < CHANGES; at += 1)
    await world.store.pool.query("UPDATE orders SET version = version + 1 WHERE id = $1", [orderId]);
});
afterAll(() => world.close());

/** What is still missing is fetched by the last cursor: nothing twice, nothing left out. */
async function expectTheRest(seen: readonly Followed[]): Promise<void> {
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThan(CHANGES);
  const rest = bySocket(world.url, operator, QUERY, { after: seen.at(-1)?.cursor });
  await rest.until(CHANGES - seen.length);
  const ids = [...seen, ...rest.events].map(({ id }) => id);
  expect([ids.length, new Set(ids).size]).toEqual([CHANGES, CHANGES]);
  await rest.stop();
}

test("a socket that is not read is cut off with the reason, and its reader resumes", async () => {
  const socket = new WebSocket(`${world.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    headers: { authorization: `Bearer ${operator}` },
  });
  await once(socket, "open");
  const seen: Followed[] = [];
  socket.on("message", (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === "next") seen.push(payload.data.orderEvents);
  });
  socket.send(JSON.stringify({ type: "connection_init" }));
  await once(socket, "message");
  const payload = { query: QUERY, variables: { after: beginning } };
  socket.send(JSON.stringify({ type: "subscribe", id: "1", payload }));
  await once(socket, "message");
  socket.pause();
  await expect
    .poll(() => world.logged.map(({ message }) => message), { timeout: 10_000 })
    .toContain("a subscriber read too slowly and was cut off");
  socket.resume();
  const [code, reason] = await once(socket, "close");
  expect([code, String(reason)]).toEqual([4490, "too slow: come back with your last cursor"]);
  await expectTheRest(seen);
});

test("a stream that is not read ends with the reason, and its reader resumes", async () => {
  const { hostname, port } = new URL(world.url);
  const body = JSON.stringify({ query: QUERY, variables: { after: beginning } });
  const socket = connect(Number(port), hostname);
  const headers = [
    ...[
      "POST /graphql/stream HTTP/1.1",
      "host: hub",
      `authorization: Bearer ${operator}`,
      "connection: close",
    ],
    ...["accept: text/event-stream", "content-type: application/json", `content-length: ${body.length}`],
  ];
  const before = world.logged.length;
  socket.write(`${headers.join("\r\n")}\r\n\r\n${body}`);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "data");
  socket.pause();
  await expect
    .poll(() => world.logged.slice(before).map(({ message }) => message), { timeout: 10_000 })
    .toContain("a subscriber read too slowly and was cut off");
  socket.resume();
  await once(socket, "close");
  // Chunks of the transfer are taken apart as a client does it: a size, and so many bytes.
  const events = [...unchunked(text).matchAll(/^event: next\ndata: (.*)$/gm)].map(([, data = ""]) =>
    JSON.parse(data),
  );
  expect(events.at(-1)).toMatchObject({ errors: [{ extensions: { code: "TOO_SLOW" } }] });
  await expectTheRest(events.slice(0, -1).map(({ data }) => data.orderEvents));
});

function unchunked(response: string): string {
  let rest = response.slice(response.indexOf("\r\n\r\n") + 4);
  let text = "";
  for (;;) {
    const [line = "", size = "0"] = /^([0-9a-f]+)\r\n/.exec(rest) ?? [];
    if (Number.parseInt(size, 16) === 0) return text;
    text += rest.slice(line.length, line.length + Number.parseInt(size, 16));
    rest = rest.slice(line.length + Number.parseInt(size, 16) + 2);
  }
}

test("a hub that stops says so to sockets, and ends streams so that their clients come back", async () => {
  const twin = await world.twin();
  const socket = bySocket(twin.url, operator, QUERY, { after: beginning });
  const stream = byStream(twin.url, operator, QUERY, { after: beginning });
  await Promise.all([socket.until(CHANGES), stream.until(CHANGES)]);
  await twin.close();
  expect(await socket.ended).toBe(1001);
  await stream.ended;
  expect([socket.codes, stream.codes]).toEqual([[], []]);
});
