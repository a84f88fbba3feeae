import type { Role } from "./vocabulary.js";

/** Who is asking, as the token says. A CUSTOMER sees the rows of `customerId` and nothing else. */
export interface Viewer {
  /** The token's subject: a person or a machine. */
  readonly subject: string;
  readonly role: Role;
  /** Set for the role CUSTOMER, and only for it. */
  readonly customerId: string | null;
}
