import type { ApiKey } from "../../store/api-key.js";
import {
  apiKeyByPrefix,
  isApiKeyGood,
  isTokenGood,
  type TokenRef,
  touchApiKey,
} from "../../store/writes/credential.js";
import type { Hub } from "../work/hub.js";

/** The form of an API key; the first group is what it is recognized by. */
export const API_KEY = /\bhubk_([a-z0-9]{8})_[\w-]{43}(?![\w-])/;

/** What the doors ask about a credential: is it there, and does it still stand? */
export interface Credentials {
  tokenStands(token: TokenRef): Promise<boolean>;
  keyByPrefix(prefix: string): Promise<ApiKey | null>;
  keyStands(id: string): Promise<boolean>;
}

/** The credentials that a hub knows. Asking about a key also notes that it was used. */
export function credentialsOf({ store: { pool }, log }: Pick<Hub, "store" | "log">): Credentials {
  return {
    tokenStands: (token) => isTokenGood(pool, token),
    keyByPrefix: (prefix) => apiKeyByPrefix(pool, prefix),
    keyStands: async (id) => {
      const stands = await isApiKeyGood(pool, id);
      // For people who look for keys that nobody uses: it must not hold up or fail what the key is used for.
      if (stands)
        void touchApiKey(pool, id).catch((error: unknown) =>
          log.warn({ error: String(error) }, "the use of a key was not noted"),
        );
      return stands;
    },
  };
}
