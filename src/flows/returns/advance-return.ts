import { z } from "zod";
import { faultOfInspection, type Inspection, inspection } from "../../domain/return-line.js";
import { statusAfter } from "../../domain/return-states.js";
import type { Viewer } from "../../domain/viewer.js";
import { isTracked } from "../../store/writes/return.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import { trackingKey } from "../receiving/arriving.js";
import { wake } from "../receiving/wake.js";
import type { Hub } from "../work/hub.js";
import { type OnReturn, onReturn, personally, type ReturnOutcome } from "./on-return.js";
import { refusedLines } from "./request-return.js";

type Act<Input extends OnReturn> = (
  hub: Hub,
  viewer: Viewer,
  input: Input,
) => Promise<Outcome<ReturnOutcome>>;

/** Lets the goods come back. */
export const approveReturn: Act<OnReturn> = (hub, viewer, input) =>
  onReturn(hub, viewer, input, "APPROVE", async (acting, next) =>
    done(await personally(acting, "APPROVE", next, input.note, { decidedBecause: input.note })),
  );

/** Refuses to take the goods back; the customer is owed a reason. */
export const declineReturn: Act<OnReturn> = (hub, viewer, input) =>
  onReturn(hub, viewer, input, "DECLINE", async (acting, next) => {
    if (input.note === null || input.note.trim() === "") {
      return refused("INVALID", "say why: the customer reads it", "note");
    }
    return done(await personally(acting, "DECLINE", next, input.note, { decidedBecause: input.note }));
  });

/** The goods stay where they are. */
export const cancelReturn: Act<OnReturn> = (hub, viewer, input) =>
  onReturn(hub, viewer, input, "CANCEL", async (acting, next) => {
    const { resolution } = acting.known;
    if (resolution !== null) {
      return refused(
        "ALREADY_RESOLVED",
        `${resolution.toLowerCase()} was agreed already: it cannot be undone`,
      );
    }
    return done(await personally(acting, "CANCEL", next, input.note));
  });

export interface LabelInput extends OnReturn {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly labelUrl: string | null;
}

const ID_LENGTH_MAX = 200;
const id = z.string().trim().min(1).max(ID_LENGTH_MAX);
const label = z.object({
  carrier: id,
  trackingNumber: id,
  labelUrl: z.url({ protocol: /^https?$/ }).nullable(),
});

/** States under which number the goods will travel. Events that came before it are read again. */
export const attachReturnLabel: Act<LabelInput> = async (hub, viewer, input) => {
  const given = label.safeParse(input);
  if (!given.success) {
    const userErrors = given.error.issues.map(({ path, message }) => ({
      ...{ field: path.join("."), code: "INVALID", message },
    }));
    return { ok: false, userErrors };
  }
  const outcome = await onReturn(hub, viewer, input, "ATTACH_LABEL", async (acting, next) => {
    const { trackingNumber } = given.data;
    if (await isTracked(acting.tx, trackingNumber, acting.known.id)) {
      return refused("IN_USE", `another parcel travels as ${trackingNumber} already`, "trackingNumber");
    }
    const note = `${given.data.carrier} ${trackingNumber}`;
    return done(await personally(acting, "ATTACH_LABEL", next, note, given.data));
  });
  if (outcome.ok && !input.dryRun) await wake(hub, [trackingKey(given.data.trackingNumber)]);
  return outcome;
};

/** The warehouse has the goods. */
export const receiveReturn: Act<OnReturn> = (hub, viewer, input) =>
  onReturn(hub, viewer, input, "RECEIVE", async (acting, next) =>
    done(await personally(acting, "RECEIVE", next, input.note)),
  );

export interface InspectInput extends OnReturn {
  readonly lines: readonly Inspection[];
}

const INSPECTIONS_MAX = 1000;
const inspections = z.array(inspection).max(INSPECTIONS_MAX);

/** Says what was found, line by line. A return whose end was agreed ahead closes with it. */
export const inspectReturn: Act<InspectInput> = (hub, viewer, input) =>
  onReturn(hub, viewer, input, "INSPECT", async (acting, next) => {
    const found = inspections.safeParse(input.lines);
    if (!found.success) {
      const [issue] = found.error.issues;
      return refused(
        "INVALID",
        issue?.message ?? "is not right",
        ["lines", ...(issue?.path ?? [])].join("."),
      );
    }
    const fault = faultOfInspection(acting.known.lines, found.data);
    if (fault !== null) return refusedLines(fault);
    const inspected = await personally(acting, "INSPECT", next, input.note, { inspections: found.data });
    const closed = inspected.resolution === null ? null : statusAfter(next, "RESOLVE", acting.by);
    if (closed === null) return done(inspected);
    const note = "what was agreed ahead holds";
    return done(await personally({ ...acting, known: inspected }, "RESOLVE", closed, note));
  });
