import { z } from "zod";
import { customerForm, partyOf } from "../../connectors/customer-form/form.js";
import { customerFormConnector } from "../../connectors/customer-form/index.js";
import type { PostalAddress } from "../../domain/address.js";
import type { Viewer } from "../../domain/viewer.js";
import type { AddressRole, Channel } from "../../domain/vocabulary.js";
import {
  type GoldenCustomer,
  type GoldenRecord,
  goldenCustomer,
} from "../../identity/golden/golden-record.js";
import type { Tx } from "../../store/database.js";
import { goldenById, lockVersion } from "../../store/writes/customer.js";
import { messagesById } from "../../store/writes/message.js";
import { lockDecider, mergeCustomers } from "../../store/writes/moves.js";
import { currentIds } from "../../store/writes/past.js";
import { once } from "../acts/once.js";
import { done, type Outcome, outdated, refused } from "../acts/outcome.js";
import { identify } from "../identity/identify.js";
import { partyStatementOf } from "../receiving/apply-parties.js";
import { readAtOnce } from "../receiving/read.js";
import { keepAll, READ_AT_ONCE_MS } from "../receiving/receive.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";

export interface MoveCustomerRequest {
  readonly idempotencyKey: string;
  readonly customerId: string;
  /** The customer's version that the caller has seen. */
  readonly expectedVersion: number;
  readonly channel: Channel;
  readonly address: PostalAddress | null;
  readonly addressRole: AddressRole | null;
  readonly contactName: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

const LIST_MAX = 20;

/**
 * Writes down that a customer has moved, or is to be reached otherwise: a statement like that of any other
 * source, kept as a message first, with all that is known of the customer and what is new put in. The golden
 * record, and the offers to its open orders, follow from it.
 */
export async function moveCustomer(
  hub: Hub,
  viewer: Viewer,
  request: MoveCustomerRequest,
): Promise<Outcome<{ customerId: string }>> {
  const connection = hub.connections().find(({ connector }) => connector.id === customerFormConnector.id);
  if (connection === undefined)
    return refused("NOT_FOUND", "no connection takes what people key of customers");
  const kept = await once(hub, viewer, request.idempotencyKey, request, (tx) =>
    keepStatement(tx, connection, viewer, request),
  );
  if (!kept.ok) return kept;
  const { customerId, messageId } = kept.value;
  // Both may run again after a crash: a statement that is known keeps its customer, a message is read once.
  const objection = await assign(hub, viewer, customerId, messageId);
  await readAtOnce(hub, messageId);
  return objection ?? done({ customerId });
}

async function keepStatement(
  tx: Tx,
  connection: ConfiguredConnection,
  viewer: Viewer,
  request: MoveCustomerRequest,
): Promise<Outcome<{ customerId: string; messageId: string }>> {
  const { address, contactName, emails, phones, expectedVersion } = request;
  if (address === null && contactName === null && emails.length + phones.length === 0) {
    return refused("INVALID", "say what is new: an address, a person, an e-mail address or a phone number");
  }
  const [customerId] = z.uuid().safeParse(request.customerId).success
    ? await currentIds(tx, [request.customerId])
    : [];
  const version = customerId === undefined ? null : await lockVersion(tx, customerId);
  if (customerId === undefined || version === null) {
    return refused("NOT_FOUND", "there is no such customer", "customerId");
  }
  if (version !== expectedVersion) {
    return outdated("the customer", expectedVersion, version);
  }
  const golden = (await goldenById(tx, customerId)) as GoldenRecord | null;
  const form = customerForm.safeParse(formOf(request, golden === null ? null : goldenCustomer(golden)));
  if (!form.success) {
    const userErrors = form.error.issues.map(({ path, message }) => ({
      ...{ field: path.slice(1).join("."), code: "INVALID", message },
    }));
    return { ok: false, userErrors };
  }
  const stated = {
    body: new Uint8Array(Buffer.from(JSON.stringify(form.data))),
    ...{ contentType: "application/json", fileName: null, headers: { agent: viewer.subject } },
    deliveryId: `${viewer.subject}:${request.idempotencyKey}`,
  };
  const [message] = await keepAll(tx, connection, [stated], READ_AT_ONCE_MS);
  if (message === undefined) throw new Error("the statement was not kept");
  return done({ customerId, messageId: message.messageId });
}

/** Everything that is known of the customer, so that nobody takes the statement for somebody else's, and what is new. */
function formOf(request: MoveCustomerRequest, known: GoldenCustomer | null) {
  const { channel, address, addressRole, contactName, emails, phones } = request;
  const both = (fresh: readonly string[], old: readonly string[] = []): string[] =>
    [...new Set([...fresh, ...old])].slice(0, LIST_MAX);
  return {
    ...{ channel, statedAt: new Date().toISOString() },
    customer: {
      ...{ kind: known?.kind ?? null, name: known?.localName ?? known?.name ?? null, department: null },
      contactName: contactName ?? known?.contacts[0] ?? null,
      emails: both(emails, known?.emails),
      phones: both(phones, known?.phones),
      taxId: known?.taxId ?? null,
      codes: (known?.codes ?? []).slice(0, LIST_MAX),
      ...{ address, addressRole },
    },
  };
}

/**
 * The statement is this customer's: whoever keyed it knows. If the engine takes it for nobody it knows, the two
 * are united; if for somebody else, it is left there and a steward has to look.
 */
async function assign(
  hub: Hub,
  viewer: Viewer,
  customerId: string,
  messageId: string,
): Promise<Outcome<never> | null> {
  const [message] = await messagesById(hub.store.pool, [messageId]);
  if (message === undefined || message.status !== "RECEIVED" || message.body === null) return null;
  const form = customerForm.parse(JSON.parse(Buffer.from(message.body).toString("utf8")));
  const { channel, statedAt } = form;
  const statement = partyStatementOf(message, { channel, statedAt, statement: partyOf(form) });
  const taken = await identify(hub, statement);
  return hub.store.transaction(async (tx) => {
    await lockDecider(tx);
    const [[wanted], [found]] = [
      await currentIds(tx, [customerId]),
      await currentIds(tx, [taken.customerId]),
    ];
    if (wanted === undefined || found === undefined || wanted === found) return null;
    if (found !== taken.recordId) {
      return refused(
        "TAKEN_FOR_ANOTHER",
        "what was said fits another customer better: a steward has to look",
      );
    }
    const note = "said of this customer";
    const pair = { survivor: wanted, ceased: found, actor: viewer.subject };
    await mergeCustomers(tx, { ...pair, score: null, evidence: [], note });
    return null;
  });
}
