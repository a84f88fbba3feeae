/** What cuts an interchange of the tests. */
export interface Marks {
  readonly element: string;
  readonly component: string;
  readonly terminator: string;
}

export const USUAL: Marks = { element: "*", component: ">", terminator: "~" };

/** An ISA as the standard wants it, or with its elements as long as they are. */
export function isaOf({ element, component }: Marks, isPadded = true): string {
  const padded = (text: string, length: number) => (isPadded ? text.padEnd(length) : text);
  return [
    ...[
      "ISA",
      "00",
      padded("", 10),
      "00",
      padded("", 10),
      "ZZ",
      padded("BUYERCO", 15),
      "ZZ",
      padded("US", 15),
    ],
    ...["261103", "0915", "U", "00401", "000000042", "0", "P", component],
  ].join(element);
}

/** One interchange with one group and these sets; counts and control numbers are right. */
export function interchangeOf(
  sets: readonly { readonly id: string; readonly segments: readonly string[] }[],
  marks: Marks = USUAL,
  isPadded = true,
): string {
  const written = (segment: string) => segment.replaceAll("*", marks.element);
  const segments = [
    isaOf(marks, isPadded),
    ...["GS*PO*BUYERCO*US*20261103*0915*7*X*004010"].map(written),
    ...sets.flatMap((set, at) => {
      const control = String(at + 1).padStart(4, "0");
      const body = [`ST*${set.id}*${control}`, ...set.segments];
      return [...body, `SE*${body.length + 1}*${control}`].map(written);
    }),
    ...[`GE*${sets.length}*7`, "IEA*1*000000042"].map(written),
  ];
  return segments.map((segment) => segment + marks.terminator).join("");
}

/** An 850 of one line; `head` and `line` take the place of its usual segments. */
export const orderOf = (segments: readonly string[]): string => interchangeOf([{ id: "850", segments }]);
