import { dayIn } from "./order.js";

/** A moment of a day at a place, as Odoo writes moments: in UTC, without saying so. Noon, or else as near to it as that day has it. */
export function momentOn(day: string, timeZone: string): string {
  const hours = ["12", "00", "23"];
  const moments = hours.map((hour) => `${day} ${hour}:00:00`);
  return moments.find((moment) => dayIn(moment, timeZone) === day) ?? `${day} 12:00:00`;
}
