import Parser from "edifact/parser.js";
import Validator from "edifact/validator.js";

/** What an outside parser makes of an interchange of ours: a segment a line, separators where they stood. */
export function parsedEdifact(text: string): string[] {
  const segments: { tag: string; elements: string[][] }[] = [];
  const parser = new Parser(new Validator());
  parser.encoding("UNOC");
  parser.on("opensegment", (tag: string) => void segments.push({ tag, elements: [] }));
  parser.on("element", () => void segments.at(-1)?.elements.push([]));
  parser.on("component", (value: string) => void segments.at(-1)?.elements.at(-1)?.push(value));
  parser.write(text);
  parser.end();
  return segments.map(({ tag, elements }) => [tag, ...elements.map((parts) => parts.join(":"))].join("+"));
}
