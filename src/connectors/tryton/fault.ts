import { HubError, transient } from "../../domain/errors.js";
import type { RefusalCode } from "../../domain/vocabulary.js";
import type { ExecutionAnswer } from "../connector.js";
import { sourceError } from "../source-error.js";

/**
 * How a call may fail. NOT_REACHED, BUSY and DENIED: Tryton did not look at it. REFUSED: it said no and
 * took everything back that the call had done. CUT: nobody knows.
 */
export type TrytonFailure =
  | { readonly kind: "NOT_REACHED" | "DENIED" | "CUT" }
  | { readonly kind: "BUSY"; readonly afterMs: number }
  | { readonly kind: "REFUSED"; readonly refusal: RefusalCode };

/** A call that brought no result. Its message is Tryton's own words as far as there are any. */
export class TrytonFault extends Error {
  constructor(
    readonly failure: TrytonFailure,
    message: string,
  ) {
    super(message);
    this.name = "TrytonFault";
  }
}

export const refused = (refusal: RefusalCode, words: string): TrytonFault =>
  new TrytonFault({ kind: "REFUSED", refusal }, words);

const RETRY_MS = 2_000;

/**
 * What a fault means for a command. `isBegun` says that an earlier call of the same command may already
 * have had an effect: what would be tried again at once is then looked at first.
 */
export function answerOf({ failure, message }: TrytonFault, isBegun: boolean): ExecutionAnswer {
  switch (failure.kind) {
    case "REFUSED":
      return failure.refusal === "TEMPORARY" && !isBegun
        ? { outcome: "RETRY", afterMs: RETRY_MS, nativeMessage: message }
        : { outcome: "REFUSED", refusal: failure.refusal, nativeMessage: message };
    case "DENIED":
      return { outcome: "REFUSED", refusal: "PERMISSION", nativeMessage: message };
    case "BUSY":
      return isBegun
        ? { outcome: "UNCERTAIN", nativeMessage: message }
        : { outcome: "RETRY", afterMs: failure.afterMs, nativeMessage: message };
    case "NOT_REACHED":
    case "CUT":
      return isBegun
        ? { outcome: "UNCERTAIN", nativeMessage: message }
        : { outcome: "RETRY", afterMs: RETRY_MS, nativeMessage: message };
  }
}

/** What a fault means where the hub only wanted to look: come again, or call a person. */
export function lookFaultOf({ failure, message }: TrytonFault): HubError {
  if (failure.kind === "DENIED" || (failure.kind === "REFUSED" && failure.refusal === "PERMISSION")) {
    return new HubError("EXECUTION_DENIED", `Tryton does not let us look: ${message}`, {
      mend: "Check the user, its password and its groups.",
    });
  }
  if (failure.kind === "REFUSED" && failure.refusal !== "TEMPORARY" && failure.refusal !== "NOT_FOUND") {
    return new HubError("EXECUTION_UNREADABLE", `Tryton refuses to be read: ${message}`);
  }
  const afterMs = failure.kind === "BUSY" ? failure.afterMs : undefined;
  return transient("EXECUTION_UNREACHABLE", `Tryton did not answer: ${message}`, afterMs);
}

/** The same for a stream of changes. */
export function sourceFaultOf({ failure, message }: TrytonFault): HubError {
  switch (failure.kind) {
    case "DENIED":
      return sourceError("SOURCE_AUTH", message);
    case "BUSY":
      return sourceError("SOURCE_RATE_LIMITED", message, failure.afterMs);
    case "NOT_REACHED":
    case "CUT":
      return sourceError("SOURCE_TRANSIENT", message);
    case "REFUSED":
      if (failure.refusal === "TEMPORARY" || failure.refusal === "NOT_FOUND")
        return sourceError("SOURCE_TRANSIENT", message);
      return sourceError(failure.refusal === "PERMISSION" ? "SOURCE_AUTH" : "SOURCE_REFUSED", message);
  }
}
