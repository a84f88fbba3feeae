import type { Act, Apart, History, Pair } from "../../src/identity/undoing/acts.js";

/** Something that happened, in its place, as whoever watched it would tell it. */
interface Event {
  readonly place: number;
  readonly what:
    | { readonly kind: "ARRIVAL"; readonly recordId: string }
    | { readonly kind: "LOOK"; readonly looker: string }
    | { readonly kind: "UNION"; readonly pair: Pair }
    | { readonly kind: "APART"; readonly pair: Pair };
  /** Every outcome that it ever had and that can be undone by itself. */
  readonly outcomes: Outcome[];
}

interface Outcome {
  readonly event: Event;
  /** Whom it joined, as far as taking it back keeps two apart. */
  readonly pair: Pair | null;
  /** An arrival's outcome is the customer that it joined, or one more that it proved to be the same. */
  readonly isMore: boolean;
  undone: boolean;
  /** What was said in its place when it was undone. */
  readonly words: Event[];
}

/**
 * What has happened, kept by watching and not by reading the log: it knows an act only as one that was
 * undone or not. A replay of it is what undoing promises, whatever the log and its readers make of it.
 */
export class Told {
  private readonly events: Event[] = [];
  private readonly byAct = new Map<string, Outcome>();

  happened(place: number, what: Event["what"]): Event {
    const event: Event = { place, what, outcomes: [] };
    this.events.push(event);
    return event;
  }

  /** The row of the log by which this outcome of the event can be undone. */
  cameTo(actId: string, event: Event, pair: Pair | null, isMore = false): void {
    const outcome: Outcome = { event, pair, isMore, undone: false, words: [] };
    event.outcomes.push(outcome);
    this.byAct.set(actId, outcome);
  }

  eventOf(actId: string): Event | undefined {
    return this.byAct.get(actId)?.event;
  }

  arrivalOf(recordId: string): Event | undefined {
    return this.events.find(({ what }) => what.kind === "ARRIVAL" && what.recordId === recordId);
  }

  /** An act was undone, or an undoing of it was: then it is as if neither had been. */
  undone(actId: string, undoId: string, wordId: string | null): void {
    const outcome = this.byAct.get(actId);
    if (outcome === undefined) throw new Error(`nobody was told of ${actId}`);
    outcome.undone = !outcome.undone;
    this.byAct.set(undoId, outcome);
    if (!outcome.undone) {
      for (const { outcomes } of outcome.words) for (const word of outcomes) word.undone = true;
    } else if (wordId !== null && outcome.pair !== null) {
      const word = this.happened(outcome.event.place, { kind: "APART", pair: outcome.pair });
      this.cameTo(wordId, word, null);
      outcome.words.push(word);
    }
  }

  history(): History {
    const stands = ({ outcomes }: Event): boolean => outcomes.every(({ undone }) => !undone);
    const acts = this.events.flatMap((event, at) => actOf(event, String(at), stands(event)));
    const apart = this.events.flatMap((event, at): Apart[] =>
      event.what.kind === "APART" && stands(event)
        ? [{ id: String(at), place: event.place, pair: event.what.pair }]
        : [],
    );
    return { acts: acts.sort((a, b) => a.place - b.place), apart };
  }
}

function actOf({ place, what, outcomes }: Event, id: string, stands: boolean): Act[] {
  if (what.kind === "ARRIVAL") {
    const undone = outcomes.filter((outcome) => outcome.undone);
    const apart = undone.flatMap(({ isMore, pair }) => (isMore && pair !== null ? [pair] : []));
    const { kind, recordId } = what;
    const outcome = { customerId: recordId, merges: [] };
    const alone = undone.some(({ isMore }) => !isMore);
    return [{ kind, id, place, recordId, modelVersion: null, alone, apart, outcome, isAnew: false }];
  }
  if (!stands || what.kind === "APART") return [];
  if (what.kind === "UNION") return [{ kind: "UNION", id, place, outcome: what.pair }];
  return [{ kind: "LOOK", id, place, looker: what.looker, modelVersion: null, outcome: null, isAnew: false }];
}
