import { type MatchModel, MODEL } from "../comparing/model.js";

/** When the engine decides by itself, when it asks, and how much it looks at. */
export interface Policy {
  readonly model: MatchModel;
  /** Log-odds from which a record is linked without asking: 4.6 is 99 in 100. */
  readonly linkAt: number;
  /** Log-odds from which a person is asked; below, it is a new customer. */
  readonly reviewAt: number;
  /** How far the best customer must be ahead of the next before it is taken without asking. */
  readonly margin: number;
  /** Mean log-odds between the records of two customers from which a record that proves both may merge them. */
  readonly mergeAt: number;
  readonly representativesMax: number;
  readonly membersMax: number;
  /** Log-odds below which a customer is dismissed on the word of its representatives. */
  readonly hopelessBelow: number;
  readonly mergesMax: number;
  /** Whether a person is asked about a match whose names leave a doubt, however high it scores. */
  readonly asksInDoubt: boolean;
  /** Log-odds from which a second look joins two customers without a record that proves both. */
  readonly lookAgainAt: number;
  /** Whether links are looked at again when their neighbors learn more, because nobody was asked before they were made. */
  readonly reopens: boolean;
  /** Log-odds with one member from which members that bear another name have no say: 7 is 999 in 1,000. */
  readonly namedAt: number;
}

export const POLICY: Policy = {
  model: MODEL,
  linkAt: 4.6,
  reviewAt: 0,
  margin: 2,
  mergeAt: -1,
  representativesMax: 6,
  membersMax: 60,
  hopelessBelow: -8,
  mergesMax: 5,
  asksInDoubt: true,
  lookAgainAt: 4.6,
  reopens: false,
  namedAt: 7,
};

/** Always takes the likelier side and never asks: for measuring against labeled data, where nobody answers. */
export const UNATTENDED_POLICY: Policy = {
  ...POLICY,
  linkAt: 0,
  reviewAt: 0,
  // Of two customers that it could be, the likelier must be twice as likely: else neither is likelier than not.
  margin: Math.LN2,
  asksInDoubt: false,
  lookAgainAt: 2,
  reopens: true,
};
