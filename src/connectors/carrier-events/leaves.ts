import { isGroup } from "../reading/json/tree-path.js";
import { cleanText } from "../reading/values/clean-text.js";
import { bareName } from "./field-names.js";

/** A text within a group: where it stands, what it is called, and what it says. */
export interface Leaf {
  readonly path: readonly string[];
  readonly name: string;
  readonly text: string;
}

const DEPTH_MAX = 3;
const LEAVES_MAX = 200;
/** Names that only wrap a value: the name around them is the one that tells. */
const WRAPPERS: ReadonlySet<string> = new Set(["content", "value", "#text", "text"]);

/** The texts of a group and of what is directly inside of it; long lists inside are other things. */
export function leavesOf(group: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (leaves.length >= LEAVES_MAX || path.length > DEPTH_MAX) return;
    if (Array.isArray(value)) {
      if (value.length === 1 && !Array.isArray(value[0])) visit(value[0], path);
      return;
    }
    if (isGroup(value)) {
      for (const [name, child] of Object.entries(value)) visit(child, [...path, name]);
      return;
    }
    const text =
      typeof value === "number" ? String(value) : typeof value === "string" ? cleanText(value) : null;
    if (text !== null) leaves.push({ path, name: nameOf(path), text });
  };
  visit(group, []);
  return leaves;
}

function nameOf(path: readonly string[]): string {
  const last = bareName(path.at(-1) ?? "");
  const isWrapper = path.length > 1 && WRAPPERS.has(last);
  return isWrapper ? bareName(path.at(-2) ?? "") : path.at(-1)?.startsWith("@") ? `@${last}` : last;
}
