import type { NewReviewTask } from "../../store/writes/review.js";

/** The question whether two customers are one: one task, whichever of the two was met first. */
export function identityQuestion(
  customerId: string,
  otherCustomerId: string,
  details: { readonly score: number | null; readonly evidence: unknown },
): NewReviewTask {
  return {
    kind: "IDENTITY",
    subjectKey: [customerId, otherCustomerId].sort().join(":"),
    title: "Are these two one customer?",
    details,
    ...{ orderId: null, customerId, otherCustomerId },
  };
}
