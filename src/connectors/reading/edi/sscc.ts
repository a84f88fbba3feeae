/** The 18 digits of a serial shipping container code, without the `00` that a label prints before it; any other number as it is. */
export function ssccOf(text: string): string {
  const digits = text.replace(/[\s()]/g, "");
  return /^00\d{18}$/.test(digits) ? digits.slice(2) : digits;
}

export const isSscc = (text: string): boolean => /^(?:00)?\d{18}$/.test(text);
