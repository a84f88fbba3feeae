/**
 * Path of the first text that PostgreSQL cannot keep, such as `lines.0.note`; null if there is none. It
 * keeps neither NUL nor half of a character that takes two.
 */
export function unstorableText(value: unknown, path = ""): string | null {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed() ? path : null;
  if (value === null || typeof value !== "object") return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorableText(inner, path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
