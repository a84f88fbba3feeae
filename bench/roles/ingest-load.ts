import { type IngestPlan, type SignedOrder, signedOrders } from "../ingest-orders.js";
import { type LoadOutcome, sendLoad } from "../load.js";
import type { Calls } from "../role.js";

/** Sends each order of a plan once, from several connections, and is done when the last one is acknowledged. */
export async function start({ secret }: { secret: string }): Promise<Calls> {
  return {
    run: ({
      url,
      connections,
      plan,
    }: {
      url: string;
      connections: number;
      plan: IngestPlan;
    }): Promise<LoadOutcome> => {
      const orders = signedOrders(plan, secret, new Date());
      const shares = shared(orders, Math.min(connections, orders.length));
      return sendLoad({
        ...{ url, connections: shares.length, until: { requests: orders.length } },
        requestsOf: (connection) => (shares[connection] ?? []).map((order) => ({ method: "POST", ...order })),
        isRight: (body) => body.includes("RECEIVED"),
      });
    },
    close: async () => {},
  };
}

/** As the load generator counts them out: the first connections send one more where it does not come out even. */
function shared(orders: readonly SignedOrder[], connections: number): SignedOrder[][] {
  return Array.from({ length: connections }, (_, place) =>
    orders.filter((_order, at) => at % connections === place),
  );
}
