/** A pattern as tables write it down: alternatives in lower case, some on each line. */
export function words(...lines: readonly string[]): RegExp {
  return new RegExp(lines.join("|"), "u");
}
