import { describe, expect, test } from "vitest";
import type { Viewer } from "../../src/domain/viewer.js";
import { rememberingTokens } from "../../src/http/token-cache.js";

const ENDS_S = 2_000;
const header = (name: string): string =>
  `Bearer x.${Buffer.from(JSON.stringify({ sub: name, exp: ENDS_S })).toString("base64url")}.y`;

function remembering() {
  const verified: string[] = [];
  let now = 1_000_000;
  const verify = rememberingTokens(
    async (given) => {
      verified.push(given ?? "none");
      if (given === "Bearer bad") throw new Error("bad token");
      return given === undefined
        ? null
        : ({ subject: given, role: "OPERATOR", customerId: null } satisfies Viewer);
    },
    () => now,
  );
  return {
    verify,
    verified,
    at: (seconds: number) => {
      now = seconds * 1_000;
    },
  };
}

describe("a token", () => {
  test("is verified once while it is valid", async () => {
    const { verify, verified } = remembering();
    const first = await verify(header("a"));
    expect(await verify(header("a"))).toBe(first);
    expect(await verify(header("b"))).not.toBe(first);
    expect(verified).toHaveLength(2);
  });

  test("that has ended is verified again", async () => {
    const { verify, verified, at } = remembering();
    await verify(header("a"));
    at(ENDS_S);
    await verify(header("a"));
    expect(verified).toHaveLength(2);
  });

  test("that was refused, or is none, is never remembered", async () => {
    const { verify, verified } = remembering();
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(verify("Bearer bad")).rejects.toThrow("bad token");
      expect(await verify(undefined)).toBeNull();
    }
    expect(verified).toHaveLength(4);
  });
});
