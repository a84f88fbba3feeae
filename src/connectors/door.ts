import type { RawMessage } from "./connector.js";

/** What a door says after the message is durably kept. */
export interface Receipt {
  readonly messageId: string;
  readonly duplicate: boolean;
}

/** What a listener of the connector's own (SMTP, a watched folder) gets from the hub. */
export interface DoorContext<Settings> {
  readonly connectionId: string;
  readonly settings: Settings;
  /** Resolves only after the message is committed; rejects if it could not be kept. */
  receive(message: RawMessage): Promise<Receipt>;
  log(level: "info" | "warn", message: string, details?: Record<string, unknown>): void;
}

export interface Door {
  /** Where it listens, for people: `smtp://127.0.0.1:2525`, `/var/spool/fax/recvq`. */
  readonly address: string;
  close(): Promise<void>;
}
