import { type Bogus, startBogus } from "../../src/connectors/bogus/server.js";
import { type HouseRules, warehouseOf } from "../follow/warehouse.js";
import type { Calls } from "../role.js";

export interface WarehouseArgument extends HouseRules {
  readonly dataDir: string;
  readonly port: number;
  readonly apiKey: string;
  readonly hub: { readonly webhookUrl: string; readonly secret: string };
}

/** The execution system of a simulation, on a folder that outlives this process. */
export async function start({ dataDir, port, apiKey, hub, ...rules }: WarehouseArgument): Promise<Calls> {
  const { habits, news } = warehouseOf(rules);
  const bogus: Bogus = await startBogus({ dataDir, port, apiKey, hub, habits });
  return {
    news: async () => ({ ...news(), undelivered: bogus.undelivered() }),
    undelivered: async () => bogus.undelivered(),
    close: () => bogus.close(),
  };
}
