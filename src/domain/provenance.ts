import { z } from "zod";

/** Where one value came from, down to the place on the page or in the text. */
export const fieldProvenance = z.object({
  /** Path of the value inside its document, e.g. `buyer.name` or `lines.0.quantity`. */
  path: z.string(),
  /** The part of the message it was read from: `body`, `attachment:order.csv`, `row:7`. */
  part: z.string().optional(),
  /** Page number from 1, for documents that have pages. */
  page: z.int().positive().optional(),
  /** Left, top, right, bottom on that page, in pixels of the page as it was received. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** First and last-plus-one character in that part. */
  range: z.tuple([z.int(), z.int()]).optional(),
  /** How sure the reader is, 0 to 1; absent where the source states the value itself. */
  confidence: z.number().min(0).max(1).optional(),
  /** Name of the rule that read it. */
  rule: z.string(),
  /** The text as it stood there. */
  text: z.string().optional(),
});
export type FieldProvenance = z.infer<typeof fieldProvenance>;
