import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import { callerOf, SUBSCRIPTIONS_MAX } from "./limits.js";

export type Seats = ReturnType<typeof seats>;

/** Who has how many subscriptions open in this process. */
export function seats() {
  const taken = new Map<string, number>();
  return {
    /** Takes one for this viewer, or throws; what it answers gives it back, once. */
    take(viewer: Viewer): () => void {
      const who = `${viewer.role} ${viewer.subject}`;
      const count = taken.get(who) ?? 0;
      if (count >= SUBSCRIPTIONS_MAX[callerOf(viewer)])
        throw new HubError("RATE_LIMITED", "too many subscriptions are open already", {
          next: { kind: "retry" },
          mend: "Follow several orders by one subscription, or end another first.",
        });
      taken.set(who, count + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        const left = (taken.get(who) ?? 1) - 1;
        if (left > 0) taken.set(who, left);
        else taken.delete(who);
      };
    },
  };
}
