import { z } from "zod";
import { HubError } from "../domain/errors.js";

/** A customer's id, as a row has it or as the API shows it. */
export function parsedCustomerId(text: string): string {
  const shown = /^Customer:(.+)$/.exec(Buffer.from(text, "base64url").toString("utf8"))?.[1];
  const id = shown ?? text;
  if (z.uuid().safeParse(id).success) return id;
  throw new HubError("NOT_FOUND", `"${text}" is no customer's id`, {
    mend: "Take it from the API, or from the table customers.",
  });
}
