import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "./config.js";
import { HubError, messageOf } from "./domain/errors.js";
import { DEFAULT_RULES, type FollowThroughRules, followThroughRules } from "./domain/follow-through.js";

/** Reads `follow-through.yaml` of the data folder; the defaults where there is none. */
export function loadRules({ dataDir }: Pick<Config, "dataDir">): FollowThroughRules {
  const path = join(dataDir, "follow-through.yaml");
  if (!existsSync(path)) return DEFAULT_RULES;
  try {
    return followThroughRules.strict().parse(parse(readFileSync(path, "utf8")) ?? {});
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause);
    throw new HubError("FOLLOW_THROUGH", `${path} cannot be read: ${why}`, {
      mend: "Correct the file; docs/follow-through.md describes what may stand in it.",
      cause,
    });
  }
}
