import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import { ROLES } from "../domain/vocabulary.js";
import { Grant } from "./grant.js";
import { oneOf } from "./one-of.js";

/** A machine's key. The key itself is shown once and kept nowhere: 256 random bits need no slow hash. */
@Entity({ name: "api_keys" })
@Check("api_keys_role", oneOf("role", ROLES))
@Check("api_keys_customer_row", "(role = 'CUSTOMER') = (customer_id IS NOT NULL)")
@Index("api_keys_prefix", ["prefix"], { unique: true })
@Index("api_keys_created", ["createdAt", "id"])
export class ApiKey extends Grant {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  /** What people recognize it by. */
  @Column({ type: "text" })
  prefix!: string;

  /** SHA-256 of the key, in hexadecimal. */
  @Column({ type: "text" })
  hash!: string;

  /** What it is for, in words. */
  @Column({ type: "text" })
  name!: string;

  @Column({ type: "text" })
  createdBy!: string;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  expiresAt!: Date | null;

  @Column({ type: "timestamptz", nullable: true })
  revokedAt!: Date | null;

  @Column({ type: "text", nullable: true })
  revokedBy!: string | null;

  /** To the minute. */
  @Column({ type: "timestamptz", nullable: true })
  lastUsedAt!: Date | null;
}

/** A token that is refused although its signature is good. Its row may go once the token has ended. */
@Entity({ name: "revoked_tokens" })
export class RevokedToken {
  @PrimaryColumn({ type: "text" })
  issuer!: string;

  @PrimaryColumn({ type: "text" })
  jti!: string;

  @Column({ type: "text" })
  revokedBy!: string;

  @Column({ type: "timestamptz" })
  revokedAt!: Date;
}
