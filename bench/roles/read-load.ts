import { type LoadOutcome, sendLoad } from "../load.js";
import type { Calls } from "../role.js";

export interface ReadLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly until: { readonly seconds: number } | { readonly requests: number };
}

/** Different requests that one connection sends before it begins again. */
const BODIES_PER_CONNECTION = 250;

/** Asks for orders by number; every connection walks through the numbers from another place. */
export async function start({
  bodies,
}: {
  bodies: Readonly<Record<string, readonly string[]>>;
}): Promise<Calls> {
  return {
    run: ({ url, headers, connections, until, side }: ReadLoad & { side: string }): Promise<LoadOutcome> => {
      const all = bodies[side] ?? [];
      return sendLoad({
        ...{ url, connections, until },
        requestsOf: (connection) =>
          Array.from({ length: Math.min(BODIES_PER_CONNECTION, all.length) }, (_, at) => ({
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: all[(connection * BODIES_PER_CONNECTION + at) % all.length] ?? "",
          })),
        isRight: (body) => body.startsWith('{"data":{"order":{') || body.startsWith('{"data" : {"order" : {'),
      });
    },
    close: async () => {},
  };
}
