import { MODEL } from "../../identity/comparing/model.js";
import type { Policy } from "../../identity/deciding/policy.js";
import { type KnownModel, knownModels } from "../../store/writes/match-model.js";
import type { Hub } from "../work/hub.js";
import { policyInForce } from "./policy-in-force.js";

const LISTED_MAX = 100;

export interface ListedModel extends KnownModel {
  readonly isInForce: boolean;
}

/** All models that were learned, refused ones too, and the hand-set one, which is there from the start. */
export async function listModels(hub: Hub): Promise<ListedModel[]> {
  const { model } = await policyInForce(hub);
  const known = await knownModels(hub.store.pool, LISTED_MAX);
  const byHand = known.some(({ version }) => version === MODEL.version) ? [] : [BY_HAND];
  return [...known, ...byHand].map((one) => ({ ...one, isInForce: one.version === model.version }));
}

/** Before anybody has adopted anything. */
const BY_HAND: KnownModel = {
  ...{ version: MODEL.version, report: {}, learnedAt: new Date(0), adoptedAt: null, adoptedBy: null },
};

/** One level of agreement and what it is worth. */
export interface PolicyWeight {
  readonly feature: string;
  readonly level: string;
  readonly weight: number;
  /** True if it is a decision about what one customer is, which learning leaves alone. */
  readonly isDecided: boolean;
}

/** By which rules the hub decides who is who, as data to be read and reviewed. */
export async function policyAsData(hub: Hub) {
  const { model, ...thresholds } = await policyInForce(hub);
  return { modelVersion: model.version, ...thresholds, ...rulesOf(model) };
}

function rulesOf({ prior, weights, vetoes, groups, decided, ...rest }: Policy["model"]) {
  const { excessShare, movedShare, otherSiteShare, identifying, tangible, overruling, anchoring } = rest;
  return {
    ...{
      prior,
      excessShare,
      movedShare,
      otherSiteShare,
      identifying,
      tangible,
      overruling,
      anchoring,
      groups,
    },
    weights: Object.entries(weights).flatMap(([feature, levels]) =>
      Object.entries(levels).map(
        ([level, weight]): PolicyWeight => ({
          ...{ feature, level, weight, isDecided: decided.includes(`${feature}.${level}`) },
        }),
      ),
    ),
    vetoes: Object.entries(vetoes).map(([level, veto]) => ({ level, ...veto })),
  };
}
