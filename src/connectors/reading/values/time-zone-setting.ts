import { z } from "zod";
import { isTimeZone } from "./zoned-time.js";

/** Where the clocks of a system hang that writes local time without a zone. */
export const timeZoneSetting = z
  .string()
  .refine(isTimeZone, "must be a time zone such as Europe/Berlin")
  .default("UTC")
  .describe("Time zone of clocks that state none, e.g. Europe/Berlin; UTC if left out.");
