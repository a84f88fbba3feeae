/** Whether somebody still waits for an answer. Each request has one, so it is lighter than an `AbortSignal`. */
export interface Leaving {
  readonly hasGone: boolean;
  /** Calls back when they go; what it answers ends that. */
  onGone(listener: () => void): () => void;
}

/** The same, for whoever sees them go and tells it. */
export class Departure implements Leaving {
  hasGone = false;
  private readonly listeners = new Set<() => void>();

  onGone(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  go(): void {
    this.hasGone = true;
    for (const listener of this.listeners) listener();
  }
}
