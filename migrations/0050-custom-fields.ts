// What a house keeps of orders, customers and returns besides is described as data, with who may see and set it.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class CustomFields1700000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE custom_fields (
        id uuid PRIMARY KEY,
        subject text NOT NULL,
        namespace text NOT NULL,
        key text NOT NULL,
        type text NOT NULL,
        choices jsonb NOT NULL,
        label text NOT NULL,
        seen_by jsonb NOT NULL,
        set_by jsonb NOT NULL,
        is_personal boolean NOT NULL,
        is_filterable boolean NOT NULL,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        retired_at timestamptz,
        CONSTRAINT custom_fields_subject CHECK (subject IN ('ORDER', 'CUSTOMER', 'RETURN')),
        CONSTRAINT custom_fields_type CHECK (type IN ('TEXT', 'INTEGER', 'DECIMAL', 'BOOLEAN', 'DAY', 'INSTANT', 'CHOICE'))
      );
      CREATE UNIQUE INDEX custom_fields_name ON custom_fields (subject, namespace, key);
      CREATE INDEX custom_fields_created ON custom_fields (created_at, id);

      CREATE TABLE custom_values (
        field_id uuid NOT NULL CONSTRAINT custom_values_field REFERENCES custom_fields (id),
        subject_id uuid NOT NULL,
        value jsonb,
        filter_key text,
        version integer NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (field_id, subject_id)
      );
      CREATE INDEX custom_values_subject ON custom_values (subject_id);
      CREATE INDEX custom_values_filter ON custom_values (field_id, filter_key) WHERE filter_key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE custom_values, custom_fields");
  }
}
