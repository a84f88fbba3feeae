/** A pattern of SQL's LIKE as a regular expression over the whole text; whether case counts is the database's business. */
export const sqlLike = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".")}$`,
    "is",
  );
