import { isGroup } from "../reading/json/tree-path.js";

const DEPTH_MAX = 30;

/** Names of a document in one style: the old payloads write `unit_price_net_amount`, subscriptions `unitPrice`. */
export function inCamelCase(value: unknown, depth = 0): unknown {
  if (depth > DEPTH_MAX) return null;
  if (Array.isArray(value)) return value.map((one) => inCamelCase(one, depth + 1));
  if (!isGroup(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      inCamelCase(child, depth + 1),
    ]),
  );
}
