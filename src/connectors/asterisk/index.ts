import type { Call } from "../../domain/call.js";
import { defineConnector, type MapResult } from "../connector.js";
import { callResult } from "../reading/checks/call-result.js";
import { callOf } from "./call.js";
import { type CallLog, decodeCallLog } from "./records.js";
import { type AsteriskSettings, asteriskSettings } from "./settings.js";

/** Call detail records of Asterisk and FreePBX: `Master.csv`, logs in an order of their own, events of the manager. */
export const asterisk = defineConnector<typeof asteriskSettings, CallLog>({
  id: "asterisk",
  title: "Asterisk call log",
  side: "CALL_CENTER",
  settings: asteriskSettings,
  secrets: [],
  mappingVersion: 2,
  files: { extensions: [".csv", ".txt", ".log"] },
  decode: decodeCallLog,
  map: (log, _message, settings) => mapCallLog(log, settings),
});

/** The end of a log that is still being written may be half a row: what can be read is read, and the rest is named. */
function mapCallLog(log: CallLog, settings: AsteriskSettings): MapResult {
  if (!log.ok) return { ok: false, issues: [log.issue] };
  const read = log.records.map((record) => callOf(record, settings));
  const calls = read.filter((one): one is Call => !("code" in one));
  const faults = read.flatMap((one) => ("code" in one ? [one] : []));
  return callResult(calls, [...log.warnings, ...faults]);
}
