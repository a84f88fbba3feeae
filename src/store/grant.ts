import { Column } from "typeorm";
import type { Scope } from "../domain/viewer.js";
import type { Role } from "../domain/vocabulary.js";

/** What a machine is let see: a key by which it asks, a receiver that it is told by. */
export abstract class Grant {
  @Column({ type: "text" })
  role!: Role;

  @Column({ type: "uuid", nullable: true })
  customerId!: string | null;

  @Column({ type: "jsonb" })
  scopes!: Scope[];
}
