export type RoleName =
  | "engine"
  | "loader"
  | "identifier"
  | "keyPeer"
  | "hub"
  | "orderPeer"
  | "ingestPeer"
  | "readLoad"
  | "ingestLoad"
  | "followHub"
  | "warehouse"
  | "readFloor"
  | "textbook";

/** What a process can be asked to do once it has started; `close` is asked last. */
export type Calls = Readonly<Record<string, (argument: never) => Promise<unknown>>> & {
  readonly close: () => Promise<void>;
};

export type StartRole = (argument: never) => Promise<Calls>;

export interface Question {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}
