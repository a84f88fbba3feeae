import { z } from "zod";

/** Years that business documents speak of. Anything else is a slip, and PostgreSQL cannot keep all of it. */
const YEAR_MIN = 1900;
const YEAR_END = 9999;

const withinYears = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return year >= YEAR_MIN && year < YEAR_END;
};

/** A moment as ISO 8601 with its offset. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(withinYears, `must be between ${YEAR_MIN} and ${YEAR_END}`);

/** A business date: a day on the calendar of whoever wrote it, without a zone. */
export const day = z.iso.date().refine(withinYears, `must be between ${YEAR_MIN} and ${YEAR_END}`);
