/** What the job runner should do when this error escapes a job. */
export type NextStep =
  /** Try again, after this long or after the usual back-off. */
  | { readonly kind: "retry"; readonly afterMs?: number }
  /** Needs a person: keep the work, stop retrying, show it. */
  | { readonly kind: "park" }
  /** Nothing to do: log it and move on. */
  | { readonly kind: "skip" };

/**
 * An error this hub expects and knows how to handle: what happened, where, why, and how to mend it.
 * Anything else that is thrown is a bug: the API masks it, and the job runner retries it as often as
 * it may and then parks it.
 */
export class HubError extends Error {
  readonly code: string;
  readonly next: NextStep;
  /** One sentence that tells the reader how to mend it. */
  readonly mend: string | null;

  constructor(
    code: string,
    message: string,
    options: { next?: NextStep; mend?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "HubError";
    this.code = code;
    this.next = options.next ?? { kind: "park" };
    this.mend = options.mend ?? null;
  }
}

/** Something expected back is not there (yet): a peer is down, slow, or asks us to wait. */
export function transient(code: string, message: string, afterMs?: number, cause?: unknown): HubError {
  return new HubError(code, message, {
    next: afterMs === undefined ? { kind: "retry" } : { kind: "retry", afterMs },
    cause,
  });
}

/** The words of any thrown value, for logs and for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
