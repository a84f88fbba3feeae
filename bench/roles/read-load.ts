import { type LoadOutcome, sendLoad } from "../load.js";
import type { Calls } from "../role.js";

export interface ReadLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly until: { readonly seconds: number } | { readonly requests: number };
  readonly begins?: readonly string[];
}

/** How a right answer begins, as either side writes JSON. */
const ORDER_BEGINS = ['{"data":{"order":{', '{"data" : {"order" : {'];
/** Different requests that one connection sends before it begins again. */
const BODIES_PER_CONNECTION = 250;

/** Asks for orders by number; every connection walks through the numbers from another place. */
export async function start({
  bodies,
}: {
  bodies: Readonly<Record<string, readonly string[]>>;
}): Promise<Calls> {
  return {
    run: (load: ReadLoad & { side: string }): Promise<LoadOutcome> => {
      const { url, headers, connections, until, side, begins = ORDER_BEGINS } = load;
      const all = bodies[side] ?? [];
      return sendLoad({
        ...{ url, connections, until },
        requestsOf: (connection) =>
          Array.from({ length: Math.min(BODIES_PER_CONNECTION, all.length) }, (_, at) => ({
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: all[(connection * BODIES_PER_CONNECTION + at) % all.length] ?? "",
          })),
        isRight: (body) => begins.some((start) => body.startsWith(start)) && !body.includes('"errors":'),
      });
    },
    close: async () => {},
  };
}
