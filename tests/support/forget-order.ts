/** Takes an order and everything that hangs on it out of the hub, as a restore does. */
export async function forgetOrder(
  { rows }: { rows(sql: string, values?: unknown[]): Promise<unknown> },
  orderId: string,
  externalId: string,
): Promise<void> {
  const of = "order_id = $1";
  for (const statement of [
    `DELETE FROM order_change_deliveries WHERE order_change_id IN (SELECT id FROM order_changes WHERE ${of})`,
    ...["order_changes", "order_lines", "review_tasks", "holds", "ship_to_divergences"].map(
      (table) => `DELETE FROM ${table} WHERE ${of}`,
    ),
    ...["execution_sightings", "shipments", "fulfillment_orders", "differences"].map(
      (table) => `DELETE FROM ${table} WHERE ${of}`,
    ),
    "DELETE FROM facts WHERE subject_id = $1::text",
    "DELETE FROM orders WHERE id = $1",
  ]) {
    await rows(statement, [orderId]);
  }
  await rows(
    "UPDATE inbound_messages SET delivery_id = delivery_id || ':' || id, sha256 = sha256 || ':forgotten' WHERE encode(body, 'escape') LIKE '%' || $1 || '%'",
    [externalId],
  );
}
