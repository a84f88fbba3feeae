import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { chance } from "./chance.js";
import { type Customers, customersOf } from "./customers.js";
import type { Doors } from "./doors.js";
import { planOf, type Script } from "./plan.js";
import { startSteward } from "./steward.js";
import type { AllNews } from "./warehouse.js";

/** The processes of one season as its play sees them. */
export interface Scene {
  readonly script: Script;
  readonly orders: number;
  readonly doors: Doors;
  readonly database: Pool;
  news(): Promise<AllNews>;
  undelivered(): Promise<number>;
  /** Facts that are open in the hub. */
  open(): Promise<number>;
  /** Kills the process and starts it again on the same data. */
  crash(what: "hub" | "warehouse"): Promise<void>;
  /** How often each of the two is killed. */
  readonly crashes: number;
  onProgress(placed: number, finished: number): void;
}

export interface Played {
  readonly customers: Customers;
  readonly answeredByStewards: number;
  readonly crashes: number;
  /** False if something did not come to rest. */
  readonly cameToRest: boolean;
}

const SENDERS = 12;
/** The shop does not send more than this ahead of the warehouse, which also keeps the play in memory. */
const AHEAD_MAX = 600;
const IN_HOUSE_MAX = 4_000;
/**
 * Nor does it send while the warehouse waits to be heard: whoever sends more than the hub can take on this machine
 * measures how long its senders wait, and what leaves the house meanwhile.
 */
const UNHEARD_MAX = 200;
const POLL_MS = 150;
const REST_POLLS = 8;
const STUCK_MS = 90_000;

/** Plays one season: customers order and change, the warehouse ships, processes die and come back. */
export async function playSeason(scene: Scene): Promise<Played> {
  const { script, orders, doors, database } = scene;
  const customers = customersOf(script.seed, doors, idsIn(database));
  const steward = startSteward(database, doors);
  const state = { placed: 0, next: 0, created: 0, finished: 0, undelivered: 0, crashes: 0, isOver: false };
  const listening = listen(scene, customers, state);
  const crashing = crashNowAndThen(scene, state);
  const sender = async (): Promise<void> => {
    for (let at = state.next++; at < orders; at = state.next++) {
      while (isTooMuch(state)) await sleep(20);
      await customers.place(planOf(script, at));
      state.placed += 1;
    }
  };
  try {
    await Promise.all([crashing, ...Array.from({ length: SENDERS }, sender)]);
    const cameToRest = await rest(scene, customers, state);
    return { customers, cameToRest, crashes: state.crashes, answeredByStewards: steward.answered.count };
  } finally {
    // Whoever listens and answers stops too where the play breaks off.
    state.isOver = true;
    await Promise.all([listening, steward.close()]);
  }
}

const isTooMuch = ({ placed, created, finished, undelivered }: State): boolean =>
  placed - created > AHEAD_MAX || created - finished > IN_HOUSE_MAX || undelivered > UNHEARD_MAX;

interface State {
  placed: number;
  created: number;
  finished: number;
  undelivered: number;
  crashes: number;
  isOver: boolean;
}

async function listen(scene: Scene, customers: Customers, state: State): Promise<void> {
  while (!state.isOver) {
    await scene.news().then(
      ({ steps, created, finished, undelivered }) => {
        Object.assign(state, { created, finished, undelivered });
        for (const { key, step } of steps) customers.hear(key, step);
      },
      () => undefined,
    );
    scene.onProgress(state.placed, state.finished);
    await sleep(POLL_MS);
  }
}

/** Kills come early in a season: later ones would only measure how long a long ledger takes to read. */
async function crashNowAndThen(scene: Scene, state: State): Promise<void> {
  const { script, orders, crashes } = scene;
  const { seed, season } = script;
  const plan = (["hub", "warehouse"] as const).flatMap((what) =>
    Array.from({ length: crashes }, (_, nth) => ({
      what,
      at: orders * (0.05 + (0.75 * (nth + chance(seed, season, what, nth))) / crashes),
    })),
  );
  for (const { what, at } of plan.sort((a, b) => a.at - b.at)) {
    while (state.placed < at && !state.isOver) await sleep(20);
    if (state.isOver) return;
    await scene.crash(what);
    state.crashes += 1;
  }
}

/** Waits until nobody has anything to do; false if it never comes to that. */
async function rest(scene: Scene, customers: Customers, state: State): Promise<boolean> {
  let [quiet, moved, seen] = [0, Date.now(), ""];
  while (quiet < REST_POLLS) {
    const [open, undelivered] = await Promise.all([scene.open(), scene.undelivered()]).catch(() => [-1, -1]);
    const isQuiet =
      open === 0 && undelivered === 0 && customers.busy() === 0 && state.created === state.finished;
    quiet = isQuiet ? quiet + 1 : 0;
    const now = `${open} ${undelivered} ${customers.busy()} ${state.created} ${state.finished}`;
    if (now !== seen) [seen, moved] = [now, Date.now()];
    if (Date.now() - moved > STUCK_MS) return false;
    await sleep(POLL_MS);
  }
  return true;
}

const FIND_MS = 100;

/** Waits until an order is in the hub's tables. */
function idsIn(database: Pool): (key: string) => Promise<string> {
  return async (key) => {
    for (;;) {
      const { rows } = await database.query<{ id: string }>(
        "SELECT id FROM orders WHERE connection_id = 'shop' AND external_id = $1",
        [key],
      );
      if (rows[0] !== undefined) return rows[0].id;
      await sleep(FIND_MS);
    }
  };
}
