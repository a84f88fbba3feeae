import { readJson } from "../reading/json/read-json.js";
import { isGroup } from "../reading/json/tree-path.js";
import type { SourceClient, SourceRequest, SourceResponse } from "../source.js";
import { sourceError } from "../source-error.js";
import { accessOf, type WooSettings } from "./settings.js";

const WORDS_MAX = 300;

/** An answer of the shop, read. */
export interface WooAnswer extends Pick<SourceResponse, "status" | "headers"> {
  readonly value: unknown;
}

/** Asks the shop's REST API for what stands at a path such as `/wc/v3/orders`. */
export async function askShop(
  settings: WooSettings,
  client: SourceClient,
  path: string,
  query: Readonly<Record<string, string>> = {},
  accept: NonNullable<SourceRequest["accept"]> = [],
): Promise<WooAnswer> {
  const access = accessOf(settings);
  if (access === null) throw sourceError("SOURCE_AUTH", "no address and no keys are set to ask with");
  const url = new URL(`${access.api}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = { accept: "application/json", authorization: access.authorization };
  const { status, headers: given, body } = await client.request({ url: url.href, headers, accept });
  const document = readJson(body);
  if (!document.ok) throw sourceError("SOURCE_DATA", `its answer cannot be read: ${document.issue.message}`);
  return { status, headers: given, value: document.value };
}

/** Each entry of an answer that has to be a list. Plugins answer with an error and a 200 now and then. */
export function listIn({ value }: WooAnswer): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const { code, message } = isGroup(value) ? value : {};
  const words = [code, message].filter((word) => typeof word === "string").join(": ");
  throw sourceError(
    "SOURCE_DATA",
    `it answers with no list: ${words.slice(0, WORDS_MAX) || "nothing known"}`,
  );
}
