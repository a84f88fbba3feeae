import { defineConnector } from "../connector.js";
import { decodeTradacoms } from "./decode.js";
import { mapTradacoms } from "./map.js";
import { tradacomsSettings } from "./settings.js";
import { splitTradacoms } from "./split.js";

/** Partners of the British retail and book trade that still send orders in TRADACOMS. Read only. */
export const tradacoms = defineConnector({
  id: "tradacoms",
  title: "TRADACOMS",
  side: "EDI",
  settings: tradacomsSettings,
  secrets: [],
  mappingVersion: 3,
  files: { extensions: [".edi", ".tradacoms", ".txt", ".dat", ".msg", ".inp", ".in", ".order"] },
  decode: async (message) => decodeTradacoms(message),
  map: mapTradacoms,
  split: splitTradacoms,
});
