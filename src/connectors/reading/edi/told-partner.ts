import { z } from "zod";

/** What a partner that orders from us may be told beyond the answer to its order. */
export const toldPartner = {
  shipNotices: z
    .boolean()
    .default(false)
    .describe(
      "Tell the partner, in its own format, when goods of its orders leave: one ship notice for each parcel.",
    ),
};
