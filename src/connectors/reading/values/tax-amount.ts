const AMOUNT = /^(?:\d+[.,]\d+|\d{0,4})\s*%?$/;

/** True of a rate or an amount: taxes have them as well as numbers, and senders call both by the same short name. */
export const isTaxAmount = (text: string): boolean => AMOUNT.test(text.trim());
