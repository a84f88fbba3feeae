/** The characters that an interchange is cut at. Every interchange names its own. */
export interface Separators {
  readonly element: string;
  readonly component: string;
  /** Null before version 00402, which had no repetitions. */
  readonly repetition: string | null;
  readonly terminator: string;
}

const ISA_CHARS = 106;
/** An ISA whose elements are not padded, or padded too much, is still found within this. */
const ISA_CHARS_MAX = 400;
/** Where the elements of a padded ISA begin. */
const ISA_SEPARATORS_AT = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const ISA_ELEMENTS = 16;
const REPETITION_FROM = "00402";

/**
 * The separators of the interchange that begins with the ISA at `at`. About one sender in five does not pad
 * its ISA, so the sixteenth element decides where the padded positions do not fit. Null if it is no ISA.
 */
export function separatorsAt(text: string, at: number): Separators | null {
  const element = text[at + 3] ?? "";
  if (!text.startsWith("ISA", at) || !isSeparator(element)) return null;
  const isPadded = ISA_SEPARATORS_AT.every((offset) => text[at + offset] === element);
  const last = at + (ISA_SEPARATORS_AT.at(-1) ?? 0);
  const end = isPadded ? last : sixteenth(text, at, element);
  if (end === null) return null;
  const padded = [text[end + 1] ?? "", text[end + 2] ?? ""] as const;
  const [component, terminator] = withoutComponent(
    isPadded && isUsual(padded, element) ? padded : lastTwo(text, end, element),
    text.slice(end + 3, end + 3 + ISA_CHARS_MAX),
  );
  if (terminator === "" || terminator === element) return null;
  const elements = text.slice(at, end).split(element);
  return {
    element,
    component: component === "" ? unusedOf(element, terminator) : component,
    repetition: repetitionOf(elements[11] ?? "", elements[12] ?? ""),
    terminator,
  };
}

export const isaLength = (text: string, at: number, { element, terminator }: Separators): number => {
  const end = sixteenth(text, at, element) ?? at + ISA_CHARS;
  const terminated = text.indexOf(terminator, end + 1);
  return (terminated < 0 ? text.length : terminated) - at;
};

/** Segments that stand first in a file that has lost its ISA, and how many elements they have. */
const STARTS: readonly (readonly [string, number])[] = [
  ["GS", 8],
  ["ST", 2],
];

/** The separators of a file that begins with a GS or an ST; null if they cannot be told. */
export function separatorsWithoutIsa(text: string, at: number): Separators | null {
  const start = STARTS.find(([tag]) => text.startsWith(tag, at));
  const element = text[at + 2] ?? "";
  if (start === undefined || !isSeparator(element)) return null;
  const [, elements] = start;
  let seen = 0;
  for (let index = at + 2; index < Math.min(text.length, at + ISA_CHARS_MAX); index++) {
    const char = text[index] ?? "";
    if (char === element) seen++;
    else if (seen >= elements && !/[\w .-]/.test(char)) {
      return { element, component: unusedOf(element, char), repetition: null, terminator: char };
    }
  }
  return null;
}

const isSeparator = (char: string): boolean => char !== "" && !/[A-Za-z0-9\s]/.test(char);

/** A padded ISA of a sender that leaves out its sixteenth element ends one character early. */
const isUsual = ([component, terminator]: readonly [string, string], element: string): boolean =>
  component !== element && terminator !== "" && !/[A-Za-z0-9 ]/.test(terminator);

/** A sender without components ends its ISA early, and each segment by that mark and a line break. */
function withoutComponent(
  [component, terminator]: readonly [string, string],
  after: string,
): readonly [string, string] {
  const line = after.split("\n", 1)[0] ?? "";
  const endsSegments = terminator === "\n" && component !== "" && line.trimEnd().endsWith(component);
  return endsSegments ? ["", component] : [component, terminator];
}

function sixteenth(text: string, at: number, element: string): number | null {
  let index = at + 3;
  for (let count = 1; count < ISA_ELEMENTS; count++) {
    index = text.indexOf(element, index + 1);
    if (index < 0 || index - at > ISA_CHARS_MAX) return null;
  }
  return isShort(text.slice(at, index), element) ? null : index;
}

/** True if the group begins before the ISA has its elements: what would be read as the sender is something else. */
function isShort(isa: string, element: string): boolean {
  const group = isa.indexOf(`GS${element}`);
  const ahead = isa.slice(0, Math.max(group, 0));
  const before = ahead.trimEnd().at(-1) ?? "";
  const isOwnLine = /\n[ \t]*$/.test(ahead);
  return group > 0 && (isOwnLine || before !== element) && !/[A-Za-z0-9]/.test(before);
}

/** True for a file that begins with an ISA that lacks some of its sixteen elements. */
export const hasShortIsa = (text: string): boolean =>
  text.startsWith("ISA") && isShort(text.slice(0, ISA_CHARS_MAX), text[3] ?? "");

const TAIL_CHARS = 12;

/** Component separator and terminator, from what stands between the last separator of the ISA and the next segment. */
function lastTwo(text: string, end: number, element: string): readonly [string, string] {
  const tail = text.slice(end + 1, end + 1 + TAIL_CHARS);
  const starts = ["GS", "TA1", "IEA", "ISA"].map((tag) => tail.indexOf(tag + element)).filter((at) => at > 0);
  const between = starts.length > 0 ? tail.slice(0, Math.min(...starts)) : tail.slice(0, 2);
  const marks = between.trimEnd();
  if (marks.length >= 2) return [marks[0] ?? "", marks[1] ?? ""];
  if (marks === "") return ["", between[0] ?? ""];
  if (between.length === 1) return ["", marks];
  // Where a line ends, blanks before its end say nothing.
  const terminator = between.includes("\n") ? "\n" : (between[1] ?? "\n");
  // `>` and a line feed: either may end the segments. The next one tells.
  const next = text.slice(end + 1 + between.length, end + 1 + between.length + ISA_CHARS_MAX);
  const line = next.split(terminator, 1)[0] ?? "";
  return line.endsWith(marks) ? ["", marks] : [marks, terminator];
}

function repetitionOf(isa11: string, version: string): string | null {
  return version.trim() >= REPETITION_FROM && isa11.length === 1 && isSeparator(isa11) ? isa11 : null;
}

const unusedOf = (...used: readonly string[]): string =>
  [">", ":", "<"].find((char) => !used.includes(char)) ?? ">";
