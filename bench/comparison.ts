import { median, range, rounded } from "./statistics.js";

/** One quantity of both sides, measured in turns: the median over the rounds, and the extremes. */
export interface Comparison {
  readonly name: string;
  readonly unit: string;
  readonly rounds: number;
  readonly ours: number;
  readonly peer: number;
  /** Ours divided by the peer's. */
  readonly ratio: number;
  readonly oursRange: readonly [number, number];
  readonly peerRange: readonly [number, number];
  /** Of the rounds taken one by one: how far the ratio itself moved. */
  readonly ratioRange: readonly [number, number];
  /** Whatever else was seen, as medians: latency, processor time. */
  readonly oursDetails: Details;
  readonly peerDetails: Details;
}

export type Details = Readonly<Record<string, number>>;

/** What one slice of one side came to. */
export interface Slice {
  readonly value: number;
  readonly details: Details;
}

/** Runs both sides in turns, so that whatever else the machine does meanwhile falls on both. */
export async function inTurns<T>(
  rounds: number,
  ours: (round: number) => Promise<T>,
  peer: (round: number) => Promise<T>,
  onProgress: (round: number) => void,
): Promise<{ ours: T[]; peer: T[] }> {
  const outcome = { ours: [] as T[], peer: [] as T[] };
  for (let round = 0; round < rounds; round += 1) {
    onProgress(round);
    outcome.ours.push(await ours(round));
    outcome.peer.push(await peer(round));
  }
  return outcome;
}

export function comparison(
  name: string,
  unit: string,
  slices: { readonly ours: readonly Slice[]; readonly peer: readonly Slice[] },
): Comparison {
  const ours = slices.ours.map(({ value }) => value);
  const peer = slices.peer.map(({ value }) => value);
  const pair = (values: readonly number[]): [number, number] => {
    const [low, high] = range(values);
    return [rounded(low), rounded(high)];
  };
  return {
    ...{ name, unit, rounds: ours.length },
    ours: rounded(median(ours)),
    peer: rounded(median(peer)),
    ratio: rounded(median(ours) / median(peer)),
    oursRange: pair(ours),
    peerRange: pair(peer),
    ratioRange: pair(ours.map((value, at) => value / (peer[at] ?? Number.NaN))),
    oursDetails: medians(slices.ours),
    peerDetails: medians(slices.peer),
  };
}

function medians(slices: readonly Slice[]): Details {
  const names = Object.keys(slices[0]?.details ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rounded(median(slices.map(({ details }) => details[name] ?? Number.NaN)))]),
  );
}
