import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A person whose data was removed. Tokens that speak for them are refused; every former id has a row. */
@Entity({ name: "erasures" })
export class Erasure {
  @PrimaryColumn({ type: "uuid" })
  customerId!: string;

  @Column({ type: "timestamptz" })
  erasedAt!: Date;

  @Column({ type: "text" })
  erasedBy!: string;

  /** Rows changed, by table. */
  @Column({ type: "jsonb" })
  changed!: Record<string, number>;
}

/**
 * What would bring an erased person back if it were read again: the keys of their statements and orders at
 * their sources. Kept as hashes, because a key may be an e-mail address.
 */
@Entity({ name: "erased_keys" })
@Index("erased_keys_customer", ["customerId"])
export class ErasedKey {
  @PrimaryColumn({ type: "text" })
  hash!: string;

  @Column({ type: "uuid" })
  customerId!: string;

  @Column({ type: "timestamptz" })
  erasedAt!: Date;
}
