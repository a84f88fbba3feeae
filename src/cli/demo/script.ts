import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { HubError } from "../../domain/errors.js";
import { waitForQuiet } from "../../flows/receiving/wait-for-messages.js";
import {
  advance,
  ask,
  drop,
  mutate,
  read,
  sendMails,
  sendPartner,
  sendShopify,
  upload,
  warehouseIsQuiet,
} from "./senders.js";
import type { Stage } from "./stage.js";

export interface Act {
  readonly title: string;
  run(stage: Stage): Promise<void>;
}

/** What happens, in order; after each act the hub comes to rest. */
export const ACTS: readonly Act[] = [
  { title: "forty orders arrive over five channels", run: ordersArrive },
  { title: "a person confirms three faxes and a mail", run: doubtsAreSettled },
  { title: "two customers move", run: customersMove },
  { title: "the warehouse prints labels, one of them with an address of its own", run: labelsArePrinted },
  { title: "the parcels leave, one of them in vain", run: parcelsLeave },
];

/** Cases of the cast that later acts speak of, by what the sender calls the order. */
const MOVED_BY_PHONE = "YFWL-20261113";
const RETURNED = "#1048";
const STOPPED = "SD-26110902";

async function ordersArrive(stage: Stage): Promise<void> {
  const { desk, fax } = stage.folders;
  for (const file of ["f1-c1-pinyin.tif", "f2-c6.tif", "f3-c9.pdf", "f4-c12.tif", "f5-c11.pdf"])
    drop(fax, `fax/${file}`);
  drop(desk, "sales-desk/desk-b.csv");
  const web = async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8])
      expect(await sendShopify(stage, `w${n}.json`, "orders/create", `wh-${n}`), 202);
    expect(await sendShopify(stage, "w1.json", "orders/create", "wh-1"), 202);
    expect(await sendShopify(stage, "broken.json", "orders/create", "wh-broken"), 202);
    expect(await sendShopify(stage, "w2.json", "orders/create", "wh-forged", false), 401);
    for (const n of [1, 2, 3, 4]) expect(await sendPartner(stage, `p${n}.json`), 202);
  };
  const salesDesk = async () => {
    for (const file of ["desk-a.csv", "desk-c.xlsx", "desk-broken.csv"]) {
      expect(await upload(stage, "sales-desk", `sales-desk/${file}`), 202);
    }
  };
  const mail = async () => {
    await sendMails(stage, ["e1.eml", "e2.eml", "e3.eml", "e4.eml", "e6.eml", "e7.eml"]);
    expect(await upload(stage, "mailbox", "email/e5.eml"), 202);
  };
  const calls = async () => {
    const token = await stage.token("FRONT_OFFICE");
    for (const n of [1, 2, 3, 4, 5, 6]) {
      const form = JSON.parse(read(`call-center/k${n}.json`).toString("utf8")) as {
        lines: { quantity: unknown }[];
      };
      const lines = form.lines.map((line) => ({ ...line, quantity: String(line.quantity) }));
      await mutate(stage, token, "takeOrder", { ...form, lines }, "order { number }");
    }
  };
  await Promise.all([web(), salesDesk(), mail(), calls()]);
  await foldersEmptied(stage);
  // The same file once more, by the other door of the desk.
  expect(await upload(stage, "sales-desk", "sales-desk/desk-b.csv"), 202);
}

/** Watched folders are looked at once a second; the play goes on when what lay in them was taken. */
async function foldersEmptied({ folders }: Stage): Promise<void> {
  const deadline = Date.now() + FOLDERS_WAIT_MS;
  const files = () =>
    Object.values(folders).flatMap((folder) => readdirSync(folder).filter((name) => name.includes(".")));
  while (files().length > 0) {
    if (Date.now() > deadline) throw new HubError("DEMO", `the folders still hold ${files().join(", ")}`);
    await sleep(50);
  }
}
const FOLDERS_WAIT_MS = 30_000;

async function doubtsAreSettled(stage: Stage): Promise<void> {
  const token = await stage.token("STEWARD");
  const { reviewTasks } = await ask<{
    reviewTasks: { edges: { node: { id: string; order: { poNumber: string; channel: string } | null } }[] };
  }>(
    stage,
    token,
    "{ reviewTasks(first: 50, filter: { kind: ORDER, status: OPEN }) { edges { node { id order { poNumber channel } } } } }",
  );
  for (const { node } of reviewTasks.edges) {
    if (!CONFIRMED.has(node.order?.poNumber ?? "")) continue;
    await mutate(
      stage,
      token,
      "resolveReviewTask",
      { taskId: node.id, action: "CONFIRM", note: "compared with the original" },
      "reviewTask { status }",
    );
  }
}
/** Their PO numbers; two faxes are left for whoever watches the demo. */
const CONFIRMED = new Set(["YF-PO-2611-041", "HSB-7718", "GPS-0331", "HSB-7733"]);

async function customersMove(stage: Stage): Promise<void> {
  expect(await sendShopify(stage, "w7-updated.json", "orders/updated", "wh-7-updated"), 202);
  const token = await stage.token("FRONT_OFFICE");
  const order = await orderByNumber(stage, MOVED_BY_PHONE);
  await mutate(
    stage,
    token,
    "changeOrder",
    {
      orderId: order.id,
      expectedVersion: order.version,
      channel: "CALL_CENTER",
      reason: "the warehouse has moved; the customer phoned",
      targets: [{ kind: "SHIP_TO", shipTo: NEW_WAREHOUSE }],
    },
    "changes { kind status }",
  );
}

const NEW_WAREHOUSE = {
  recipient: "深圳市云帆物流有限公司",
  lines: ["盐田区深盐路2033号"],
  city: "深圳市",
  postalCode: "518081",
  country: "CN",
};

async function labelsArePrinted(stage: Stage): Promise<void> {
  const stopped = await orderByNumber(stage, STOPPED);
  const labelShipTo = {
    ...{ recipient: "Brightwater Medical Inc.", department: null, lines: ["118 Old Mill Road"] },
    ...{ city: "Boulder", region: "CO", postalCode: "80301", country: "US", phone: null },
  };
  await advance(stage, { to: "LABEL" });
  // What was printed last counts, so the wrong one is printed last.
  await advance(stage, { orders: [stopped.reference], to: "LABEL", labelShipTo });
}

async function parcelsLeave(stage: Stage): Promise<void> {
  const returned = await orderByNumber(stage, RETURNED);
  await advance(stage, { to: "OUT_FOR_DELIVERY" });
  await advance(stage, { orders: [returned.reference], to: "UNDELIVERABLE", reason: "RECIPIENT_MOVED" });
  await advance(stage, { orders: [returned.reference], to: "RETURNED" });
  await advance(stage, { to: "DELIVERED" });
}

const QUIET_WAIT_MS = 120_000;

/** Waits until the hub and the execution system have nothing left to tell each other. */
export async function comeToRest(stage: Stage, onProgress: (left: number) => void): Promise<void> {
  do {
    await waitForQuiet(stage.service.hub, QUIET_WAIT_MS, onProgress);
    while (!(await warehouseIsQuiet(stage))) await sleep(20);
    await waitForQuiet(stage.service.hub, QUIET_WAIT_MS, onProgress);
  } while (!(await warehouseIsQuiet(stage)));
}

/** An order by any number that people use, its id in the API, and the reference the warehouse knows it by. */
async function orderByNumber(stage: Stage, number: string) {
  const { order } = await ask<{ order: { id: string; version: number } | null }>(
    stage,
    await stage.token("FRONT_OFFICE"),
    "query ($number: String!) { order(number: $number) { id version } }",
    { number },
  );
  if (order === null) throw new HubError("DEMO", `there is no order ${number}`);
  const [, reference = ""] = Buffer.from(order.id, "base64url").toString("utf8").split(":");
  return { ...order, reference };
}

function expect(status: number, wanted: number): void {
  if (status !== wanted) throw new HubError("DEMO", `a door answered ${status} instead of ${wanted}`);
}
