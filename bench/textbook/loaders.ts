import DataLoader from "dataloader";
import {
  type DataSource,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  In,
  type ObjectLiteral,
} from "typeorm";
import { Customer, Membership } from "../../src/store/customer.js";
import { OrderLine } from "../../src/store/order.js";
import { Return } from "../../src/store/return.js";
import { Shipment, TrackingEvent } from "../../src/store/shipment.js";
import { SourceRecordCode } from "../../src/store/source-record.js";

/** The loaders of one request: every list of children is one query for all parents. */
export function bookLoaders(source: DataSource) {
  const many = <Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    parent: keyof Row & string,
    order: FindOptionsOrder<Row>,
  ) =>
    new DataLoader<string, Row[]>(async (ids) => {
      const where = { [parent]: In([...ids]) } as FindOptionsWhere<Row>;
      const rows = await source.getRepository(entity).find({ where, order });
      return ids.map((id) => rows.filter((row) => row[parent] === id));
    });
  const memberships = many(Membership, "customerId", {});
  const codes = many(SourceRecordCode, "sourceRecordId", {});
  return {
    memberships,
    codes,
    lines: many(OrderLine, "orderId", { position: "ASC" }),
    shipments: many(Shipment, "orderId", { shippedAt: "ASC", id: "ASC" }),
    events: many(TrackingEvent, "shipmentId", { occurredAt: "ASC", id: "ASC" }),
    returns: many(Return, "orderId", { openedAt: "ASC", id: "ASC" }),
    customer: new DataLoader<string, Customer | null>(async (ids) => {
      const rows = await source.getRepository(Customer).findBy({ id: In([...ids]) });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
  };
}

export interface BookContext {
  readonly source: DataSource;
  readonly loaders: ReturnType<typeof bookLoaders>;
}
