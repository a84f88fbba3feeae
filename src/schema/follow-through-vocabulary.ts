import * as words from "../domain/follow-through-vocabulary.js";
import * as order from "./order-meanings.js";
import { enumOf } from "./vocabulary.js";

export const DivergenceAspect = enumOf(
  "DivergenceAspect",
  words.DIVERGENCE_ASPECTS,
  "What two systems can disagree about so that goods would leave wrong.",
  order.DIVERGENCE_ASPECT,
);
export const MoveAspect = enumOf(
  "MoveAspect",
  words.MOVE_ASPECTS,
  "What of a customer can move.",
  order.MOVE_ASPECT,
);
export const MoveDecision = enumOf(
  "MoveDecision",
  words.MOVE_DECISIONS,
  "What is to become of an open order whose customer has moved.",
  {
    ASK: "A person has to say.",
    PROPAGATE: "The order follows its customer.",
    KEEP: "The order stays as it is.",
  },
);

export const DifferenceAspect = enumOf(
  "DifferenceAspect",
  words.DIFFERENCE_ASPECTS,
  "What the hub and an execution system can hold differently of an order.",
  order.DIFFERENCE_ASPECT,
);
const ACTS = {
  SEND_ORDER: "The order is sent there again, unless a read-back shows it.",
  READ_SOURCES: "The sources are read again, now.",
  READ_AGAIN: "The work order is read back, and what it shows is taken over, parcels included.",
  PROPAGATE: "The system is told what the order says.",
  ASK_CUSTOMER: "A person asks the customer which of the two is meant.",
  ASK_WAREHOUSE: "A person asks those who work at the system what has become of it.",
};
export const ProposedAct = enumOf(
  "ProposedAct",
  words.PROPOSED_ACTS,
  "What would bring two sides together.",
  ACTS,
);
export const DifferenceAct = enumOf(
  "DifferenceAct",
  [...words.PROPOSED_ACTS, "DISMISS"] as const,
  "What is done about a difference.",
  { ...ACTS, DISMISS: "Both sides stay as they are." },
);
