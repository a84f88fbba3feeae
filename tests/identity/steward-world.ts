import type { Known } from "../../src/identity/deciding/resolve-set.js";
import { type Pins, type SurvivingRecord, survive } from "../../src/identity/golden/survivorship.js";
import { type Arrival, historyOf, type LoggedAct } from "../../src/identity/undoing/acts.js";
import {
  type Engine,
  judgeArrival,
  judgeLook,
  type Past,
  type Sharing,
} from "../../src/identity/undoing/judge.js";
import { emptyPartition, type Partition } from "../../src/identity/undoing/partition.js";
import { replay, unasked } from "../../src/identity/undoing/replay.js";
import { type Region, type Replan, type Replanned, replan } from "../../src/identity/undoing/undo.js";
import { type NewAct, undoRows, whyNotUndoable } from "../../src/identity/undoing/undoing.js";
import type { LookAlike } from "./look-alikes.js";
import { Told } from "./told.js";

/** One thing that happens; the numbers choose among what there is. */
export type Step =
  | { readonly kind: "arrive" | "pin" | "look"; readonly which: number }
  | { readonly kind: "merge" | "separate"; readonly which: number; readonly other: number }
  | { readonly kind: "unmerge"; readonly which: number; readonly mayMeetAgain: boolean };

type Pairing = Extract<Step, { readonly other: number }>;

interface Pin {
  readonly customerId: string;
  readonly attribute: string;
  readonly value: unknown;
}

const LOADS_MAX = 40;
const PINNED = ["name", "taxId", "emails"] as const;

/**
 * The hub in small: a log, the partition it led to so far, old ids, pins and golden records, all of them
 * kept up step by step and never computed from the beginning.
 */
export class StewardWorld {
  readonly log: LoggedAct[] = [];
  readonly customers = new Map<string, string>();
  readonly mergedInto = new Map<string, string | null>();
  readonly golden = new Map<string, unknown>();
  readonly pins: Pin[] = [];
  /** What the undoings of this run had to do. */
  readonly seen = { unmerges: 0, decidedAgain: 0, otherwise: 0, looks: 0, spread: 0, refused: 0 };
  private readonly told = new Told();
  private readonly arrived: LookAlike[] = [];
  private ids = 0;

  constructor(
    private readonly waiting: LookAlike[],
    private readonly engine: Engine,
  ) {}

  step(step: Step): void {
    if (step.kind === "arrive") this.arrive(step.which);
    else if (step.kind === "pin") this.pin(step.which);
    else if (step.kind === "look") this.look(step.which);
    else if (step.kind === "unmerge") this.unmerge(step);
    else if (step.kind === "merge" || step.kind === "separate") this.settle(step);
  }

  /** The same state, computed from nothing but what happened and was not undone. */
  replayed() {
    const { partition } = replay(this.told.history(), this.past(), this.engine);
    return this.shown(
      (recordId) => partition.customerOf(recordId),
      (customerId) => partition.current(customerId) ?? null,
      (customerId) =>
        goldenOf(this.recordsOf(partition.membersOf(customerId)), this.pinsOf(customerId, partition.current)),
    );
  }

  live() {
    return this.shown(
      (recordId) => this.customers.get(recordId),
      (customerId) => this.mergedInto.get(customerId) ?? customerId,
      (customerId) => this.golden.get(customerId),
    );
  }

  private shown(
    customerOf: (recordId: string) => string | undefined,
    current: (customerId: string) => string | null,
    golden: (customerId: string) => unknown,
  ) {
    const records = this.arrived.map(({ past }) => past.record.recordId).sort();
    const partition = Object.fromEntries(records.map((id) => [id, customerOf(id)]));
    const living = [...new Set(Object.values(partition))].flatMap((id) => id ?? []).sort();
    const old = [...this.mergedInto.keys()].sort();
    return {
      partition,
      oldIds: Object.fromEntries(old.map((id) => [id, current(id)])),
      golden: Object.fromEntries(living.map((id) => [id, golden(id)])),
    };
  }

  private arrive(which: number): void {
    const [one] = this.waiting.splice(which % Math.max(1, this.waiting.length), 1);
    if (one === undefined) return;
    const { recordId } = one.past.record;
    const place = this.log.length + 1;
    this.arrived.push(one);
    const { apart } = historyOf(this.log);
    const act: Arrival = {
      kind: "ARRIVAL",
      ...{ id: "now", place, recordId, modelVersion: null, alone: false, apart: [], isAnew: false },
      outcome: { customerId: recordId, merges: [] },
    };
    const at = { partition: this.partition(), place, apart };
    const judged = judgeArrival(this.past(), act, at, this.engine, unasked());
    if (judged === null) throw new Error("a record arrived of which too little is known");
    const { customerId, merges } = judged.resolution;
    const link = this.write({ kind: "LINK", customerId, recordId, byEngine: true });
    this.tellArrival(link, recordId);
    this.customers.set(recordId, customerId);
    if (customerId === recordId) this.mergedInto.set(recordId, null);
    for (const ceased of merges) {
      const row = { customerId, otherCustomerId: ceased, recordId, byEngine: true, causeId: link.id };
      this.tellMore(this.write({ kind: "MERGE", ...row }), recordId);
      this.unite(customerId, ceased);
    }
    this.rebuild([customerId]);
  }

  private settle({ kind, which, other }: Pairing): void {
    const living = [...new Set(this.customers.values())].sort();
    const [a, b] = [living[which % living.length], living[other % living.length]];
    if (a === undefined || b === undefined || a === b) return;
    const [survivor = a, ceased = b] = [a, b].sort();
    const pair = { customerId: survivor, otherCustomerId: ceased };
    if (kind === "separate") {
      const { id, seq } = this.write({ kind: "NOT_A_MATCH", ...pair });
      this.told.cameTo(id, this.told.happened(seq, { kind: "APART", pair: [survivor, ceased] }), null);
      return;
    }
    const { id, seq } = this.write({ kind: "MERGE", ...pair });
    const both = [survivor, ceased] as const;
    this.told.cameTo(id, this.told.happened(seq, { kind: "UNION", pair: both }), both);
    this.unite(survivor, ceased);
    this.rebuild([survivor]);
  }

  /** The engine looks a second time at a customer, as it does when late evidence comes. */
  private look(which: number): void {
    const living = [...new Set(this.customers.values())].sort();
    const looker = living[which % Math.max(1, living.length)];
    if (looker === undefined) return;
    const place = this.log.length + 1;
    const at = { partition: this.partition(), place, apart: historyOf(this.log).apart };
    const act = {
      kind: "LOOK",
      id: "now",
      place,
      looker,
      modelVersion: null,
      outcome: null,
      isAnew: false,
    } as const;
    const pair = judgeLook(this.past(), act, at, this.engine, unasked())?.pair ?? null;
    if (pair === null) return;
    const [survivor, ceased] = pair;
    const row = { customerId: survivor, otherCustomerId: ceased, byEngine: true, looker };
    const { id, seq } = this.write({ kind: "MERGE", ...row });
    this.told.cameTo(id, this.told.happened(seq, { kind: "LOOK", looker }), pair);
    this.unite(survivor, ceased);
    this.rebuild([survivor]);
  }

  private pin(which: number): void {
    const living = [...new Set(this.customers.values())].sort();
    const customerId = living[which % living.length];
    const attribute = PINNED[which % PINNED.length];
    if (customerId === undefined || attribute === undefined) return;
    const value =
      which % 4 === 0 ? null : attribute === "emails" ? [`pin-${which}@pin.example`] : `pin ${which}`;
    this.pins.push({ customerId, attribute, value });
    this.rebuild([customerId]);
  }

  private unmerge({ which, mayMeetAgain }: Step & { kind: "unmerge" }): void {
    const joined = this.log.filter(
      ({ kind, recordId, customerId }) => kind !== "LINK" || recordId !== customerId,
    );
    const act = joined[which % Math.max(1, joined.length)];
    if (act === undefined) return;
    const loaded = new Set([act.customerId, act.otherCustomerId].flatMap((id) => this.membersOf(id)));
    if (act.recordId !== null)
      for (const id of this.membersOf(this.customers.get(act.recordId) ?? null)) loaded.add(id);
    const keys = new Set<string>();
    if (whyNotUndoable(this.region(loaded, keys), act) !== null) {
      this.seen.refused += 1;
      return;
    }
    const undoing = { id: this.newId(), mayMeetAgain, newId: () => this.newId() };
    const rows = undoRows(this.region(loaded, keys), act, undoing);
    const plan = this.planned(rows, loaded, keys);
    const word = rows.find(({ kind }) => kind === "NOT_A_MATCH");
    this.told.undone(act.id, undoing.id, word?.id ?? null);
    this.carryOut(rows, undoing.id, plan);
  }

  /** Loads no more than is asked for, as a hub with millions of records has to. */
  private planned(rows: readonly NewAct[], loaded: Set<string>, keys: Set<string>): Replan {
    for (let loads = 0; loads < LOADS_MAX; loads += 1) {
      const added = rows.map((row, at) => ({ ...row, seq: this.log.length + 1 + at }));
      const planned: Replanned = replan(this.region(loaded, keys), added, this.engine);
      if (planned.ok) return planned.plan;
      for (const key of planned.missing.keys) keys.add(key);
      for (const id of planned.missing.records) {
        for (const member of this.membersOf(this.customers.get(id) ?? null)) loaded.add(member);
      }
      this.seen.spread = Math.max(this.seen.spread, loads + 1);
    }
    throw new Error("an undoing asked for more and more");
  }

  private carryOut(rows: readonly NewAct[], undoId: string, plan: Replan): void {
    for (const row of rows) this.write(row);
    for (const { recordId, resolution } of plan.redecided) {
      const { customerId, merges } = resolution;
      const link = this.write({ kind: "LINK", customerId, recordId, byEngine: true, causeId: undoId });
      this.tellArrival(link, recordId);
      for (const otherCustomerId of merges) {
        const row = { customerId, otherCustomerId, recordId, byEngine: true, causeId: link.id };
        this.tellMore(this.write({ kind: "MERGE", ...row }), recordId);
      }
    }
    for (const { recordId, from, to } of plan.moves) {
      if (this.customers.get(recordId) !== from)
        throw new Error(`${recordId} is not where the log says it is`);
      this.customers.set(recordId, to);
    }
    for (const { recordId } of plan.moves) {
      const now = this.customers.get(recordId) ?? recordId;
      if (this.mergedInto.has(recordId) || now === recordId)
        this.mergedInto.set(recordId, now === recordId ? null : now);
    }
    for (const { looker, actId, pair } of plan.looks) {
      const [customerId = looker, otherCustomerId = null] = pair ?? [];
      const kind = pair === null ? "UNMERGE" : "MERGE";
      const row = { kind, customerId, otherCustomerId, looker, byEngine: true } as const;
      const { id } = this.write({ ...row, causeId: undoId, anewOf: actId });
      const look = this.told.eventOf(actId);
      if (look !== undefined && pair !== null) this.told.cameTo(id, look, pair);
    }
    this.rebuild(plan.moves.flatMap(({ from, to }) => [from, to]));
    this.seen.looks += plan.looks.length;
    this.seen.unmerges += 1;
    this.seen.decidedAgain += plan.decidedAgain;
    this.seen.otherwise += plan.redecided.length;
  }

  private tellArrival({ id, seq, customerId }: LoggedAct, recordId: string): void {
    const arrival = this.told.arrivalOf(recordId) ?? this.told.happened(seq, { kind: "ARRIVAL", recordId });
    this.told.cameTo(id, arrival, [customerId, recordId]);
  }

  private tellMore({ id, customerId, otherCustomerId }: LoggedAct, recordId: string): void {
    const arrival = this.told.arrivalOf(recordId);
    if (arrival === undefined || otherCustomerId === null) throw new Error(`nobody was told of ${recordId}`);
    this.told.cameTo(id, arrival, [customerId, otherCustomerId], true);
  }

  private unite(survivor: string, ceased: string): void {
    for (const [id, customerId] of this.customers)
      if (customerId === ceased) this.customers.set(id, survivor);
    for (const [id, into] of this.mergedInto) {
      if (id === ceased || into === ceased) this.mergedInto.set(id, survivor);
    }
  }

  private rebuild(customerIds: readonly string[]): void {
    for (const customerId of new Set(customerIds)) {
      const members = this.membersOf(customerId);
      if (members.length === 0) this.golden.delete(customerId);
      else {
        const pins = this.pinsOf(customerId, (id) => this.mergedInto.get(id) ?? id);
        this.golden.set(customerId, goldenOf(this.recordsOf(members), pins));
      }
    }
  }

  private pinsOf(customerId: string, current: (id: string) => string | undefined): Pins {
    const mine = this.pins.filter((pin) => current(pin.customerId) === customerId);
    const own = mine.filter((pin) => pin.customerId === customerId);
    return Object.fromEntries([...mine, ...own].map(({ attribute, value }) => [attribute, value]));
  }

  private recordsOf(ids: readonly string[]): SurvivingRecord[] {
    const wanted = new Set(ids);
    return this.arrived.map(({ stated }) => stated).filter(({ recordId }) => wanted.has(recordId));
  }

  private membersOf(customerId: string | null): string[] {
    const now = customerId === null ? null : (this.mergedInto.get(customerId) ?? customerId);
    return [...this.customers].flatMap(([id, customer]) => (customer === now ? [id] : []));
  }

  private partition(): Partition {
    const partition = emptyPartition();
    for (const [recordId, customerId] of this.customers) partition.put(recordId, customerId);
    return partition;
  }

  private past(loaded?: ReadonlySet<string>, keys?: ReadonlySet<string>): Past {
    const records = new Map(this.arrived.map(({ past }) => [past.record.recordId, past]));
    let sharing: Map<string, Sharing[]> | null = null;
    return {
      record: (id) => (loaded === undefined || loaded.has(id) ? records.get(id) : undefined),
      sharing: (key) => {
        if (keys !== undefined && !keys.has(key)) return undefined;
        sharing ??= this.sharing();
        return sharing.get(key) ?? [];
      },
    };
  }

  private sharing(): Map<string, Sharing[]> {
    const places = new Map<string, number[]>();
    for (const { kind, recordId, seq } of this.log) {
      if (kind === "LINK" && recordId !== null) places.set(recordId, [...(places.get(recordId) ?? []), seq]);
    }
    const looks = this.log.filter(({ looker }) => looker !== null);
    const looked = new Set<string | undefined>(
      looks.map(({ customerId }) => this.mergedInto.get(customerId) ?? customerId),
    );
    const sharing = new Map<string, Sharing[]>();
    for (const { past } of this.arrived) {
      const { recordId } = past.record;
      const mine = places.get(recordId) ?? [];
      const isAgain = mine.length > 1 || looked.has(this.customers.get(recordId));
      const one = { recordId, place: mine[0] ?? Number.POSITIVE_INFINITY, isAgain };
      for (const { key } of past.keys) sharing.set(key, [...(sharing.get(key) ?? []), one]);
    }
    return sharing;
  }

  /** What a hub reads of its log: the acts about these records and the customers they founded, and what undid any. */
  private region(loaded: ReadonlySet<string>, keys: ReadonlySet<string>): Region {
    const has = (id: string | null): boolean => id !== null && loaded.has(id);
    const speaksOf = ({ kind, recordId, customerId, otherCustomerId }: LoggedAct): boolean =>
      kind === "LINK"
        ? has(recordId)
        : (kind === "MERGE" && has(recordId)) ||
          has(customerId) ||
          (kind === "NOT_A_MATCH" && has(otherCustomerId));
    const about = new Set(this.log.filter(speaksOf).map(({ id }) => id));
    // An undoing comes after what it undoes, so one walk in order finds them all.
    for (const { id, reverses } of this.log) if (reverses !== null && about.has(reverses)) about.add(id);
    const log = this.log.filter(({ id }) => about.has(id));
    return { ...this.past(loaded, keys), log, founderOf: (id) => id };
  }

  private write(row: Partial<LoggedAct> & Pick<LoggedAct, "kind" | "customerId">): LoggedAct {
    const act: LoggedAct = {
      ...{ id: this.newId(), otherCustomerId: null, recordId: null, byEngine: false, reverses: null },
      ...{ causeId: null, modelVersion: null, looker: null, anewOf: null, ...row, seq: this.log.length + 1 },
    };
    this.log.push(act);
    return act;
  }

  private newId(): string {
    this.ids += 1;
    return `act-${this.ids}`;
  }
}

/** The golden records of a small world come up again and again. */
const goldens = new Map<string, unknown>();
function goldenOf(records: readonly SurvivingRecord[], pins: Pins): unknown {
  const key = `${records.map(({ recordId }) => recordId).join()}/${JSON.stringify(pins)}`;
  if (!goldens.has(key)) goldens.set(key, survive(records, pins));
  return goldens.get(key);
}

/** An engine that remembers: what it was asked before it answers without thinking. */
export function remembering(engine: Engine): Engine {
  const answers = new Map<string, unknown>();
  const recall = <T>(key: string, think: () => T): T => {
    if (!answers.has(key)) answers.set(key, think());
    return answers.get(key) as T;
  };
  const keyOf = (known: Known) =>
    [
      known.records.map(({ recordId, customerId }) => `${recordId}=${customerId}`).join(),
      known.cannotLink.map((pair) => pair.join("|")).join(),
      [...known.recordsByKey.values()].map((ids) => ids.join()).join(";"),
    ].join("/");
  return {
    decide: (record, known, version) =>
      recall(`d/${record.record.recordId}/${keyOf(known)}`, () => engine.decide(record, known, version)),
    lookAgain: (members, known, version) =>
      recall(`l/${members.map(({ recordId }) => recordId).join()}/${keyOf(known)}`, () =>
        engine.lookAgain(members, known, version),
      ),
    concerns: (record, members, version) =>
      recall(`c/${record.record.recordId}/${members.map(({ recordId }) => recordId).join()}`, () =>
        engine.concerns(record, members, version),
      ),
  };
}
