import type { CanonicalOrder } from "../../domain/order.js";
import type { Issue } from "../connector.js";
import { readOrderText, type TextContext } from "../reading/prose/order-text.js";
import { orderFromTable } from "../reading/tables/order.js";
import { readTable } from "../reading/tables/read-table.js";
import type { Table } from "../reading/tables/shape.js";
import type { EmailDocument } from "./decode.js";
import type { EmailSettings } from "./settings.js";
import type { SpokenPart } from "./statement.js";

export interface AttachedOrder {
  /** What stands above and under the table: numbers, names, addresses of a form. */
  readonly around: readonly SpokenPart[];
  orderWith(known: { readonly placedAt: string }): CanonicalOrder;
}

export interface AttachedOrders {
  readonly orders: readonly AttachedOrder[];
  /** Why an attached table was not taken. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Reads the tables that are attached to a mail. */
export function readAttachments(
  mail: EmailDocument,
  settings: EmailSettings,
  context: TextContext,
): AttachedOrders {
  const orders: AttachedOrder[] = [];
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  for (const { fileName, tables, problem } of mail.attachments) {
    if (problem !== null) issues.push(problem);
    const filled = (tables ?? []).filter(({ rows }) =>
      rows.some(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    );
    const readings = filled.map((table) => ({ table, reading: readTable(table, optionsOf(context)) }));
    const isRead = readings.some(({ reading }) => reading.ok);
    for (const { table, reading } of readings) {
      if (reading.ok) {
        const around = aroundOf(reading.around, fileName, context);
        orders.push(
          ...reading.orders.map((order) => attachedOrder(order, around, table, fileName, settings)),
        );
        warnings.push(...reading.warnings.map((issue) => inside(issue, fileName)));
      } else {
        // A sheet of notes beside the sheet of orders is no fault.
        const isAside = isRead && reading.issues.every(({ code }) => code === "UNKNOWN_COLUMNS");
        const found = reading.issues.map((issue) => inside(issue, fileName));
        if (isAside) warnings.push(...found.map(leftOut));
        else issues.push(...found);
      }
    }
  }
  return { orders, issues, warnings };
}

function optionsOf({ receivedAt, country }: TextContext) {
  return { columns: {}, decimalMark: null, orderNumber: "optional", receivedAt, country } as const;
}

function aroundOf(around: string, fileName: string, context: TextContext): SpokenPart[] {
  return around.trim() === ""
    ? []
    : [{ part: `attachment:${fileName}`, text: readOrderText(around, context) }];
}

function attachedOrder(
  order: Parameters<typeof orderFromTable>[0],
  around: readonly SpokenPart[],
  { name }: Table,
  fileName: string,
  { country, codeSystem }: EmailSettings,
): AttachedOrder {
  const sheet = name === null ? "" : `sheet:${name} `;
  return {
    around,
    orderWith: ({ placedAt }) =>
      orderFromTable(order, {
        externalId: order.key ?? "unnumbered",
        placedAt,
        currency: null,
        country,
        codeSystem,
        partOf: (row) => `attachment:${fileName} ${sheet}row:${row}`,
      }),
  };
}

function leftOut({ at }: Issue): Issue {
  return { code: "SHEET_NOT_READ", message: "This sheet holds no order and was left out.", at };
}

function inside(issue: Issue, fileName: string): Issue {
  return { ...issue, at: `attachment ${fileName}${issue.at === null ? "" : `, ${issue.at}`}` };
}
