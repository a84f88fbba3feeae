import type { Viewer } from "../../domain/viewer.js";
import type { Asker } from "../while-wanted.js";
import { asOfReads } from "./as-of.js";
import { ask as asking } from "./ask.js";
import { auditReads } from "./audit.js";
import { callerReads } from "./caller.js";
import { caseReads } from "./case.js";
import { customFieldReads } from "./custom-field.js";
import { customerReads } from "./customer.js";
import { customerListReads } from "./customer-lists.js";
import { customerMoveReads } from "./customer-move.js";
import { customerTimelineReads } from "./customer-timeline.js";
import { decisionReads } from "./decision.js";
import { differenceReads } from "./difference.js";
import { eventReads } from "./event.js";
import { explanationReads } from "./explanation.js";
import { inboundMessageReads } from "./inbound-message.js";
import { nestedReads } from "./nested.js";
import { orderReads } from "./order.js";
import { orderAsOfReads } from "./order-as-of.js";
import { parcelReads } from "./parcel.js";
import { returnReads } from "./return.js";
import { returnStatisticsReads } from "./return-statistics.js";
import { reviewTaskReads } from "./review-task.js";
import { searchReads } from "./search.js";
import { timelineReads } from "./timeline.js";
import { webhookReads } from "./webhook.js";

/**
 * Everything one viewer can read. Which rows that is, is decided once, in `scope.ts`, and is part of
 * every statement: a row that is not the viewer's is not found, counted, sorted or compared.
 */
export function reads(pool: Asker, viewer: Viewer) {
  const ask = asking(pool, viewer);
  return {
    ...orderReads(ask),
    ...orderAsOfReads(ask),
    ...auditReads(ask),
    ...callerReads(ask),
    ...caseReads(ask),
    ...customerReads(ask),
    ...customerListReads(ask),
    ...customerMoveReads(ask),
    ...asOfReads(ask),
    ...decisionReads(ask),
    ...differenceReads(ask),
    ...eventReads(ask),
    ...explanationReads(ask),
    ...returnReads(ask),
    ...returnStatisticsReads(ask),
    ...parcelReads(ask),
    ...timelineReads(ask),
    ...webhookReads(ask),
    ...customFieldReads(ask),
    ...customerTimelineReads(ask),
    ...reviewTaskReads(ask),
    ...searchReads(ask),
    ...inboundMessageReads(ask),
    ...nestedReads(ask),
  };
}
export type Reads = ReturnType<typeof reads>;
