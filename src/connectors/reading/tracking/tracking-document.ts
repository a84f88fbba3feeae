import type { MapResult, StoredMessage } from "../../connector.js";
import { type JsonDocument, readJson } from "../json/read-json.js";
import { looksLikeXml, readXmlTree } from "../xml/tree.js";
import { otherDocument } from "./other-documents.js";
import { readTracking, shapeOf } from "./read-tracking.js";
import { refusedRequest, unreadDocument } from "./refusals.js";
import type { TrackingShape } from "./shape.js";

/** Opens an answer of a carrier, in JSON or XML, by what it is and not by what it is called. */
export function decodeTracking({ body }: Pick<StoredMessage, "body">): JsonDocument {
  return looksLikeXml(body) ? readXmlTree(body) : readJson(body);
}

/** How a connection reads tracking: the shapes it knows, and what the documents do not say themselves. */
export interface TrackingReader {
  readonly shapes: readonly TrackingShape[];
  readonly timeZone: string;
  readonly numberAsked?: string | null;
  /** Makes a shape for a document of none that is known. */
  readonly infer?: (document: unknown) => TrackingShape | null;
}

/** Maps an answer of a carrier to what happened to its parcels, or says what it is instead. */
export function mapTracking(document: JsonDocument, reader: TrackingReader): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const context = { timeZone: reader.timeZone, numberAsked: reader.numberAsked ?? null };
  const known = shapeOf(document.value, reader.shapes);
  if (known !== undefined) return readTracking(document.value, known, context);
  const other = otherDocument(document.value);
  if (other !== null) return { ok: false, issues: [other] };
  const inferred = reader.infer?.(document.value) ?? null;
  if (inferred === null) return { ok: false, issues: [unreadDocument(document.value)] };
  const result = readTracking(document.value, inferred, context);
  if (!result.ok) {
    const refusal = refusedRequest(document.value);
    return refusal === null ? result : { ok: false, issues: [refusal] };
  }
  const message = `No table describes these answers; they were read by the names of their fields (${inferred.title}).`;
  return { ...result, warnings: [{ code: "SHAPE_INFERRED", message, at: null }, ...result.warnings] };
}
