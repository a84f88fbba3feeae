import { Check, Column, Entity, PrimaryColumn } from "typeorm";

/**
 * What order numbers are derived with: one row, made with the database and never changed. It is in every backup, so
 * an order that is read again after a restore gets the number that its customer holds in hand.
 */
@Entity({ name: "number_keys" })
@Check("number_keys_one", "id = 1")
export class NumberKey {
  @PrimaryColumn({ type: "smallint" })
  id!: number;

  @Column({ type: "bytea" })
  key!: Buffer;
}
