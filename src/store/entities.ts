import { ApiKey, RevokedToken } from "./api-key.js";
import { AuditEntry } from "./audit-entry.js";
import { Awaited } from "./awaited.js";
import { Case, CaseEvent } from "./case.js";
import { Connection } from "./connection.js";
import { CustomField, StoredCustomValue } from "./custom-field.js";
import { Customer, Membership } from "./customer.js";
import { CustomerMove, CustomerMoveOffer } from "./customer-move.js";
import { Decision, MembershipMove } from "./decision.js";
import { StoredDifference } from "./difference.js";
import { Document } from "./document.js";
import { DocumentField } from "./document-field.js";
import { ErasedKey, Erasure } from "./erasure.js";
import { EventArrival, StoredEvent } from "./event.js";
import { Fact } from "./fact.js";
import { FulfillmentOrder, Hold, ShipToDivergence } from "./fulfillment-order.js";
import { IdempotencyKey } from "./idempotency-key.js";
import { InboundMessage } from "./inbound-message.js";
import { StoredMatchModel } from "./match-model.js";
import { NumberKey } from "./number-key.js";
import { Order, OrderLine } from "./order.js";
import { OrderChange, OrderChangeDelivery } from "./order-change.js";
import { OrderDraft } from "./order-draft.js";
import { OrderVersion } from "./order-version.js";
import { OutgoingDocument } from "./outgoing-document.js";
import { Return, ReturnEvent } from "./return.js";
import { ReviewTask } from "./review-task.js";
import { DeliveryEstimate, ExecutionSighting, Shipment, TrackingEvent } from "./shipment.js";
import { IdentityKey, SourceRecord, SourceRecordCode } from "./source-record.js";
import { StreamState } from "./stream.js";
import { Webhook, WebhookDelivery, WebhookTry } from "./webhook.js";

/** Every table the hub keeps. An entity that is not in this list does not exist. */
export const ENTITIES = [
  Connection,
  InboundMessage,
  Awaited,
  Document,
  Fact,
  SourceRecord,
  SourceRecordCode,
  IdentityKey,
  Customer,
  Membership,
  Decision,
  MembershipMove,
  StoredMatchModel,
  NumberKey,
  Order,
  OrderLine,
  OrderVersion,
  OrderChange,
  OrderChangeDelivery,
  FulfillmentOrder,
  Hold,
  ShipToDivergence,
  Shipment,
  TrackingEvent,
  ExecutionSighting,
  DeliveryEstimate,
  Return,
  StoredDifference,
  CustomerMove,
  CustomerMoveOffer,
  ReturnEvent,
  Case,
  CaseEvent,
  ReviewTask,
  IdempotencyKey,
  StreamState,
  DocumentField,
  OutgoingDocument,
  OrderDraft,
  ApiKey,
  RevokedToken,
  AuditEntry,
  Erasure,
  ErasedKey,
  EventArrival,
  StoredEvent,
  Webhook,
  WebhookDelivery,
  WebhookTry,
  CustomField,
  StoredCustomValue,
];
