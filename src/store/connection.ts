import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import { CONNECTION_SIDES, type ConnectionSide } from "../domain/vocabulary.js";
import { oneOf } from "./one-of.js";

/** One configured instance of a connector. Its settings hold references to secrets, never a secret. */
@Entity({ name: "connections" })
@Check("connections_side", oneOf("side", CONNECTION_SIDES))
export class Connection {
  /** The name in its URLs: `POST /webhooks/<id>`. */
  @PrimaryColumn({ type: "text" })
  id!: string;

  @Column({ type: "text" })
  connector!: string;

  @Column({ type: "text" })
  side!: ConnectionSide;

  @Column({ type: "jsonb" })
  settings!: Record<string, unknown>;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  /** How many documents were written for this partner: the number of the last one. */
  @Column({ type: "bigint", default: 0 })
  documentsSent!: string;
}
