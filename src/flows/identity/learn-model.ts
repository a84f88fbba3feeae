import { HubError } from "../../domain/errors.js";
import { MODEL } from "../../identity/comparing/model.js";
import type { ModelReport } from "../../identity/learning/teach.js";
import { adoptModel, keepModel, keptModel } from "../../store/writes/match-model.js";
import type { Hub } from "../work/hub.js";
import { drawMaterial, type OnProgress } from "./draw-material.js";
import { forgetPolicy, policyInForce } from "./policy-in-force.js";
import { teachApart } from "./teach-apart.js";

export interface LearnOptions {
  /** Most records to read, twice: once to learn from, once to count values in. */
  readonly sampleMax: number;
  /** Puts the model in force if nothing speaks against it. */
  readonly adopt: boolean;
  readonly by: string;
  readonly onProgress: OnProgress;
}

export interface LearnedModel {
  readonly version: string;
  readonly adopted: boolean;
  readonly report: ModelReport;
}

export const SAMPLE_RECORDS = 20_000;
const SAMPLE_RECORDS_MAX = 200_000;
/** How the hand-set model is asked for at the keyboard. */
const BY_HAND = "hand";

/**
 * Learns a model from the hub's own records, without labels, and keeps it with its report, refused or
 * not. Only one that was not refused is adopted, and only if that is asked for: the version is the hash
 * of what the model says, so learning the same twice keeps one row.
 */
export async function learnModel(hub: Hub, options: LearnOptions): Promise<LearnedModel> {
  const { sampleMax, adopt, by, onProgress } = options;
  if (sampleMax > SAMPLE_RECORDS_MAX)
    throw new HubError("INVALID", `at most ${SAMPLE_RECORDS_MAX} records can be learned from at once`);
  const inForce = await policyInForce(hub);
  const material = await drawMaterial(hub.store.pool, sampleMax, onProgress);
  onProgress("learning", 0, null);
  const { model, report } = await teachApart({ ...material, inForce });
  const adopted = adopt && report.refusal === null;
  await hub.store.transaction(async (tx) => {
    await keepModel(tx, { version: model.version, model: { ...model }, report: { ...report } });
    if (adopted) await adoptModel(tx, model.version, by);
  });
  if (adopted) forgetPolicy(hub);
  return { version: model.version, adopted, report };
}

/** Puts a model in force that was learned before, or the hand-set one again: that is how an adoption is taken back. */
export async function useModel(hub: Hub, wanted: string, by: string): Promise<string> {
  const version = wanted === BY_HAND ? MODEL.version : wanted;
  const known = await hub.store.transaction(async (tx) => {
    // The hand-set model needs a row to be adopted like any other.
    if (version === MODEL.version) await keepModel(tx, { version, model: { ...MODEL }, report: {} });
    const refusal = (await keptModel(tx, version))?.report.refusal ?? null;
    if (refusal !== null)
      throw new HubError("MODEL_REFUSED", `model ${version} was refused: ${refusal}`, {
        mend: "Learn another when the hub has more records: hub identity learn",
      });
    return adoptModel(tx, version, by);
  });
  if (!known)
    throw new HubError("NO_SUCH_MODEL", `there is no model ${wanted}`, {
      mend: "See which there are: hub identity models",
    });
  forgetPolicy(hub);
  return version;
}
