import type { BogusEvent } from "./ledger.js";
import type { FailureMode, Operation } from "./modes.js";
import type { BogusOrder, NewOrder } from "./order.js";
import type { AdvanceRequest } from "./travel.js";

/** How an event travels to the hub. */
export interface Manner {
  /** How often it is sent; each copy has to be taken. */
  readonly copies: number;
  readonly delayMs: number;
  /** It does not wait for earlier events of its order, and later ones do not wait for it. */
  readonly outOfTurn: boolean;
}

/** A request as a stage manager sees it. */
export interface Asked {
  readonly operation: Operation;
  readonly reference: string;
  /** The order it is about, as far as it is known. */
  readonly order: BogusOrder | NewOrder | undefined;
}

/** What those who work in the house see of it, and can do. */
export interface House {
  orders(): Iterable<BogusOrder>;
  advance(request: AdvanceRequest): Promise<void>;
}

export interface Staff {
  /** Something has happened to an order. */
  moved(order: BogusOrder): void;
  close(): void;
}

/** What a play can give this system beyond commands: it survives a crash, because nothing of it is kept. */
export interface Habits {
  /** How a request goes wrong for which no mode was set; undefined if it does not. */
  readonly drawn?: (asked: Asked) => FailureMode | undefined;
  readonly manners?: (event: BogusEvent) => Manner;
  /** After how many milliseconds the network brings a changing request once more; null if never. */
  readonly again?: (asked: Asked) => number | null;
  /** Who picks, prints and ships when nobody commands it. */
  readonly staff?: (house: House) => Staff;
}
