import { jsonAnswer } from "../reading/sources/source-answer.js";
import type { SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import type { HubspotSettings } from "./settings.js";

/** The account is locked, or moves to another data center: both pass. */
const PASSING = [423, 477];

/** Posts to HubSpot's API and reads the answer. Throws every failure as one of a source. */
export async function ask(
  { apiUrl, accessToken }: HubspotSettings,
  client: SourceClient,
  path: string,
  body: unknown,
): Promise<unknown> {
  const response = await client.request({
    method: "POST",
    url: new URL(path, apiUrl).href,
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      authorization: `Bearer ${accessToken ?? ""}`,
    },
    body: JSON.stringify(body),
    accept: PASSING,
  });
  if (PASSING.includes(response.status))
    throw sourceError("SOURCE_TRANSIENT", `it answers ${response.status}: it is busy with itself`);
  return jsonAnswer(response);
}
