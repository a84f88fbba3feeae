import type { LabeledSet, Row } from "./sets.js";

const EXAMPLES_MAX = 2;
const MEMBERS_MAX = 4;
const CLEAN = "nothing distorted";

interface Mistake {
  readonly cause: string;
  readonly example: readonly string[];
}

/**
 * What went wrong, by its cause, the most frequent first. An entity that came apart counts once for each
 * piece beside its largest one, under every kind of noise that all records of the piece have; a cluster that
 * should not be one counts once for each pair of entities in it, under what makes the two look alike.
 */
export function showWorst(
  set: LabeledSet,
  clusters: ReadonlyMap<string, string>,
  { onlyJoined = false }: { readonly onlyJoined?: boolean } = {},
): void {
  const rows = new Map(set.rows.map((row) => [row[set.mapping.id] ?? "", row]));
  const noiseOf = (id: string): readonly string[] => set.causes?.noise.get(id) ?? [];
  if (!onlyJoined) {
    const pieces = cameApart(set.truth, clusters);
    const mistakes = pieces.flatMap(({ piece, rest }) => {
      const [first = "", ...others] = piece;
      const common = noiseOf(first).filter((noise) => others.every((id) => noiseOf(id).includes(noise)));
      const example = [
        ...piece.slice(0, 2).map((id) => `apart: ${said(rows.get(id))}`),
        ...shown("from", rest, rows),
      ];
      return (common.length === 0 ? [CLEAN] : common).map((cause) => ({ cause, example }));
    });
    const all = [...set.truth.keys()].flatMap((id) => (noiseOf(id).length === 0 ? [CLEAN] : noiseOf(id)));
    report(`came apart: ${pieces.length} pieces`, mistakes, all);
  }
  const joined = wronglyOne(set.truth, clusters);
  const mistakes = joined.map(({ ours, theirs, names: [a, b] }) => {
    const kin = set.causes?.kinship.get(`${a} ${b}`) ?? set.causes?.kinship.get(`${b} ${a}`) ?? "strangers";
    const few = ours.length <= theirs.length ? ours : theirs;
    const noise = [...new Set(few.flatMap(noiseOf))].slice(0, 3).join(", ");
    const example = [
      ...shown("one", ours, rows),
      ...shown("other", theirs, rows),
      ...(noise === "" ? [] : [`noise: ${noise}`]),
    ];
    return { cause: kin, example };
  });
  report(`wrongly one: ${joined.length} pairs of entities`, mistakes, []);
}

function cameApart(truth: ReadonlyMap<string, string>, clusters: ReadonlyMap<string, string>) {
  return [...grouped(truth.keys(), (id) => truth.get(id) ?? "").values()].flatMap((members) => {
    const pieces = [...grouped(members, (id) => clusters.get(id) ?? id).values()].sort(
      (a, b) => b.length - a.length,
    );
    const [rest = [], ...others] = pieces;
    return others.map((piece) => ({ piece, rest }));
  });
}

function wronglyOne(truth: ReadonlyMap<string, string>, clusters: ReadonlyMap<string, string>) {
  return [...grouped(truth.keys(), (id) => clusters.get(id) ?? id).values()].flatMap((members) => {
    const entities = [...grouped(members, (id) => truth.get(id) ?? "")];
    return entities.flatMap(([name, ours], at) =>
      entities.slice(at + 1).map(([other, theirs]) => ({ ours, theirs, names: [name, other] as const })),
    );
  });
}

function report(title: string, mistakes: readonly Mistake[], all: readonly string[]): void {
  console.log(`\n${title}`);
  const byCause = [...grouped(mistakes, ({ cause }) => cause)].sort(([, a], [, b]) => b.length - a.length);
  for (const [cause, found] of byCause) {
    const of = all.filter((one) => one === cause).length;
    console.log(
      `  ${String(found.length).padStart(5)}  ${cause}${of === 0 ? "" : ` (${of} records have it)`}`,
    );
    const step = Math.max(1, Math.floor(found.length / EXAMPLES_MAX));
    for (const { example } of found.filter((_, at) => at % step === 0).slice(0, EXAMPLES_MAX)) {
      for (const text of example) console.log(`           ${text}`);
      console.log();
    }
  }
}

const shown = (word: string, ids: readonly string[], rows: ReadonlyMap<string, Row>): string[] =>
  ids.slice(0, MEMBERS_MAX).map((id) => `${word}: ${said(rows.get(id))}`);

const said = (row: Row = {}): string =>
  Object.values(row)
    .filter((value) => value !== "")
    .join(" | ")
    .slice(0, 200);

function grouped<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
