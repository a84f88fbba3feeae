import { z } from "zod";

const id = z.string().max(200);

/** How a document names an order that it speaks of. The first that finds exactly one order wins. */
export const orderReference = z.object({
  /** The source's own id of the order. */
  externalId: id.nullable(),
  /** The number people use for it: the seller's, as we gave it out. */
  number: id.nullable(),
  /** The customer's purchase order number. */
  poNumber: id.nullable(),
});
export type OrderReference = z.infer<typeof orderReference>;

/** No vowels and no look-alikes: numbers are read out on the phone. */
export const NUMBER_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ";

const ORDER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for what an order of ours is known by at the systems that carry it out. Nobody types such a text. */
export const isOrderId = (text: string): boolean => ORDER_ID.test(text);

/** The same as a pattern of SQL, for systems that search by one; looser, so what is found is looked at again. */
export const ORDER_ID_LIKE = "________-____-____-____-____________";

const ORDER_NUMBER = new RegExp(`(?<![\\w-])TL-[${NUMBER_LETTERS}]{4}-[${NUMBER_LETTERS}]{4}(?![\\w-])`, "u");

/** Our order number in a text that another system keeps; null if there is none. */
export const orderNumberIn = (text: string | null): string | null =>
  ORDER_NUMBER.exec(text ?? "")?.[0] ?? null;
