import type { InboundMessage } from "../../store/inbound-message.js";
import type { MessageVerdict } from "../../store/writes/message.js";
import type { Hub } from "../work/hub.js";
import type { Applied } from "./arriving.js";
import type { Reading } from "./read-patiently.js";

const RESULT_NAMES_MAX = 5;

/** The message's fate: RECEIVED means that it has to wait for another one. */
export function verdictOn(
  hub: Hub,
  message: InboundMessage,
  reading: Reading | undefined,
  applied: readonly Applied[] = [],
): MessageVerdict {
  const mappingVersion = hub.connection(message.connectionId)?.connector.mappingVersion ?? 0;
  const orderKey = reading !== undefined && "orderKey" in reading ? reading.orderKey : message.orderKey;
  const base = { id: message.id, mappingVersion, result: null, orderKey };
  if (reading === undefined || reading.ok === false) {
    return { ...base, status: "QUARANTINED", issues: reading?.issues ?? [] };
  }
  if (reading.ok === "LATER") return { ...base, status: "RECEIVED", issues: [reading.issue] };
  const rejected = applied.flatMap((one) => (one.kind === "REJECTED" ? [one.issue] : []));
  if (rejected.length > 0) return { ...base, status: "QUARANTINED", issues: rejected };
  const later = applied.flatMap((one) => (one.kind === "LATER" ? [one.issue] : []));
  if (later.length > 0) return { ...base, status: "RECEIVED", issues: later };
  const names = applied.flatMap((one) => (one.kind === "APPLIED" ? [one.result] : []));
  const more = names.length > RESULT_NAMES_MAX ? `; and ${names.length - RESULT_NAMES_MAX} more` : "";
  const result = names.slice(0, RESULT_NAMES_MAX).join("; ") + more;
  return { ...base, status: "APPLIED", issues: reading.warnings, result };
}
