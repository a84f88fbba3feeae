import type { Leaving } from "./leaving.js";
import type { Role } from "./vocabulary.js";

/** Who is asking, as the token says. A CUSTOMER sees the rows of `customerId` and nothing else. */
export interface Viewer {
  /** The token's subject: a person or a machine. */
  readonly subject: string;
  readonly role: Role;
  /** Set for the role CUSTOMER, and only for it. */
  readonly customerId: string | null;
  /** What an API key, or a token that names scopes, may do besides; absent for people, who may what their role may. */
  readonly scopes?: readonly Scope[];
  /** The request behind it; the audit keeps with each act where it came from and what it asked for. */
  readonly origin?: Origin;
}

/** Where a request came from, what it asks for, and whether whoever asked still waits. */
export interface Origin {
  readonly address: string;
  readonly operation: string;
  /** When the caller goes, reads for them are stopped. What was begun to be written is not. */
  readonly gone?: Leaving;
}

/** `personal:read`: personal data in plain. `schema:read`: the schema itself, for a CUSTOMER's developer tools. */
export const SCOPES = ["personal:read", "schema:read"] as const;
export type Scope = (typeof SCOPES)[number];

/** No customer has it: who sees the rows of this one sees none. */
export const NOBODYS_ID = "00000000-0000-0000-0000-000000000000";
