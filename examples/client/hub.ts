import { initGraphQLTada, type TadaDocumentNode } from "gql.tada";
import { print } from "graphql";
import type { introspection } from "./schema.js";

/**
 * Documents of the API, with answers and variables typed by its schema: `schema.d.ts` is all that is
 * generated, and nothing for each document.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTimeISO: string; Date: string; Decimal: string; JSON: unknown; JSONObject: object };
}>();

/** What a person can be told: the API refused, or was not there. */
export class HubRefusal extends Error {}

export interface Hub {
  ask<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
}

const TIMEOUT_MS = 15_000;

/** The hub at an address, asked with one token; without a token as somebody without an account. */
export function hubAt(url: string, token?: string): Hub {
  return {
    async ask(document, variables) {
      const response = await fetch(new URL("/graphql", url), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query: print(document), variables }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new HubRefusal("The hub cannot be reached. Please try again.", { cause: error });
      });
      const { data, errors } = (await response.json()) as Answer;
      const [error] = errors ?? [];
      if (error !== undefined) throw new HubRefusal(error.message);
      return data as never;
    },
  };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** What an example is started with: HUB_URL, HUB_TOKEN, PORT. */
export function settings(): { readonly url: string; readonly token: string; readonly port: number } {
  const { HUB_URL = "http://127.0.0.1:4400", HUB_TOKEN, PORT = "0" } = process.env;
  if (!HUB_TOKEN) throw new Error("give it a token in HUB_TOKEN; docs/examples.md says how");
  return { url: HUB_URL, token: HUB_TOKEN, port: Number(PORT) };
}
