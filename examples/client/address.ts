import type { FragmentOf } from "gql.tada";
import { graphql } from "./hub.js";

/** What an address is asked for wherever one is shown. */
export const ADDRESS = graphql(`
  fragment Address on PostalAddress { recipient department lines postalCode city region country phone }
`);

/** An address on one line, as people read it out. */
export const addressLine = (one: FragmentOf<typeof ADDRESS>): string =>
  [
    ...[one.recipient, one.department, ...one.lines],
    ...[[one.postalCode, one.city].filter(Boolean).join(" "), one.region, one.country],
  ]
    .filter(Boolean)
    .join(", ");
