import type { FilePart } from "../../connector.js";
import { firstText } from "./tree-path.js";

/**
 * Each order of a JSON list as a document of its own, so that a broken one is set aside alone. `idPaths` say where
 * an order has its id, and `asDocument` puts around it what its connector knows it by. The values of the list are
 * written anew, spaces and all, exact to the digit: numbers too long for a double are text by now, which readers of
 * ids take as well. Empty where there are not several.
 */
export function jsonParts(
  orders: readonly unknown[],
  idPaths: readonly string[],
  asDocument: (order: unknown, index: number) => unknown = (order) => order,
): FilePart[] {
  if (orders.length < 2) return [];
  const encoder = new TextEncoder();
  return orders.map((order, index): FilePart => {
    const id = firstText(order, idPaths)?.slice(0, ID_CHARS_MAX) ?? null;
    return {
      name: id === null ? `order ${index + 1} of the list` : `order ${id}`,
      body: encoder.encode(JSON.stringify(asDocument(order, index) ?? null)),
      orderNumber: id,
    };
  });
}

const ID_CHARS_MAX = 200;
