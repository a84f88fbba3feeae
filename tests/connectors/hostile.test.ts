import { afterAll, expect, test } from "vitest";
import { connectorById } from "../../src/connectors/index.js";
import { HubError } from "../../src/domain/errors.js";
import { closeReaders, understandSafely } from "../../src/flows/receiving/read-apart.js";
import { HOSTILE } from "../support/hostile/corpus.js";
import { SETTINGS } from "./rigs.js";

/** The budget of a message is 10 s; the rest is for making the document and starting a thread. */
const LIMIT_MS = 60_000;

afterAll(closeReaders);

test("there are at least sixty documents made to hurt, each with a name of its own", () => {
  const names = HOSTILE.map(({ connector, name }) => `${connector}: ${name}`);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(new Set(names).size).toBe(names.length);
});

test.each(HOSTILE.map((one) => [one.connector, one.name, one.make] as const))(
  "%s survives %s and says why it cannot be read",
  async (id, name, make) => {
    const connector = connectorById(id) ?? expect.fail(`no connector ${id}`);
    const settings = connector.settings.safeParse(SETTINGS[id] ?? REST[id] ?? {}).data ?? {};
    const message = {
      ...{ id: "0195f000-0000-7000-8000-000000000001", receivedAt: "2026-11-21T12:00:00.000Z" },
      ...{
        body: make(),
        contentType: "application/octet-stream",
        fileName: null,
        headers: {},
        deliveryId: null,
      },
    };
    const result = await understandSafely(connector, message, settings).catch((error: unknown) => error);
    // What may pass (no thread, no engine) is thrown; nothing here may be.
    expect(result, name).not.toBeInstanceOf(Error);
    expect(result, name).not.toBeInstanceOf(HubError);
    expect(result).toMatchObject({ ok: false });
    const { issues } = result as { issues: readonly { code: string; message: string }[] };
    for (const issue of issues) {
      expect(issue.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(issue.message.length).toBeLessThan(2_001);
    }
  },
  LIMIT_MS,
);

const REST: Readonly<Record<string, Record<string, unknown>>> = {
  rest: {
    updatedAt: "changed",
    order: {
      ...{ externalId: "id", placedAt: "placed", buyer: { name: "customer" } },
      lines: { at: "lines", sku: "sku", quantity: "quantity" },
    },
  },
};
