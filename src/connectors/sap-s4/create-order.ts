import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { Talk } from "../execution-client.js";
import { firstText } from "../reading/json/tree-path.js";
import { change, orderNumbers, quoted, sessionOf } from "./service.js";
import type { SapSettings } from "./settings.js";
import { addressValues, faultOfAddress, faultOfLine, itemValues, referenceIn, sapDate } from "./written.js";

type Create = Extract<ExecutionCommand, { kind: "CREATE" }>;

/** Looks first: what an earlier try has made is never made a second time. One request makes all of an order, or nothing. */
export async function createOrder(
  settings: SapSettings,
  talk: Talk,
  command: Create,
): Promise<ExecutionAnswer> {
  const reference = referenceIn(command.reference);
  const [made] = await orderNumbers(settings, talk.look, settings.referenceField, reference);
  if (made !== undefined) return accepted(made, null);
  const fault = faultOf(settings, command);
  if (fault !== null) return { outcome: "REFUSED", refusal: "VALIDATION", nativeMessage: fault };
  const session = await sessionOf(settings, talk.look);
  const created = await change(settings, talk, session, "POST", "A_SalesOrder", valuesOf(settings, command));
  if (!created.ok) return created.answer;
  const number = firstText(created.entity, ["SalesOrder"]);
  if (number === null)
    return { outcome: "UNCERTAIN", nativeMessage: "SAP took the order without numbering it" };
  return accepted(number, created.warning);
}

const accepted = (externalId: string, nativeMessage: string | null): ExecutionAnswer => ({
  ...{ outcome: "ACCEPTED", externalId, nativeMessage },
});

function valuesOf(settings: SapSettings, command: Create): object {
  const { order, orderNumber, reference } = command;
  const soldTo = soldToOf(settings, command);
  // Without one, the order goes where its customer gets everything.
  const shipTo =
    order.shipTo === null
      ? {}
      : {
          to_Partner: [
            {
              ...{ PartnerFunction: settings.shipToFunction, Customer: soldTo },
              to_Address: [addressValues(order.shipTo)],
            },
          ],
        };
  return {
    ...{ SalesOrderType: settings.salesOrderType, SalesOrganization: settings.salesOrganization ?? "" },
    ...{
      DistributionChannel: settings.distributionChannel ?? "",
      OrganizationDivision: settings.division ?? "",
    },
    ...{ SoldToParty: soldTo, PurchaseOrderByCustomer: order.poNumber ?? orderNumber },
    [settings.referenceField]: referenceIn(reference),
    ...(order.currency === null ? {} : { TransactionCurrency: order.currency }),
    ...(order.requestedDate === null ? {} : { RequestedDeliveryDate: sapDate(order.requestedDate) }),
    ...shipTo,
    to_Item: order.lines.map((line) => itemValues(line, order.currency, order.requestedDate, settings)),
  };
}

function faultOf(settings: SapSettings, command: Create): string | null {
  const { order, customerName } = command;
  if (soldToOf(settings, command) === null) return `no customer of SAP is set for "${customerName ?? ""}"`;
  const line = order.lines.map((one) => faultOfLine(one, settings)).find((fault) => fault !== null);
  return line ?? (order.shipTo === null ? null : faultOfAddress(order.shipTo));
}

const soldToOf = ({ soldTo, soldToDefault }: SapSettings, { customerName }: Create): string | null =>
  soldTo[customerName ?? ""] ?? soldToDefault;

export const addressPath = (
  { shipToFunction }: SapSettings,
  number: string,
  representation: string,
): string =>
  `A_SalesOrderPartnerAddress(SalesOrder=${quoted(number)},PartnerFunction='${shipToFunction}',AddressRepresentationCode=${quoted(representation)})`;
