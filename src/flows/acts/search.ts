import { HubError } from "../../domain/errors.js";
import {
  inOrder,
  lookedFor,
  rankedResults,
  type SearchPlace,
  type SearchResult,
} from "../../domain/search.js";
import { type Page, type PageArgs, pageLimit } from "../../store/reads/page.js";
import type { Reads } from "../../store/reads/reads.js";
import type { SearchScope } from "../../store/reads/search.js";

/**
 * What answers to what somebody typed, the surest first. All that can be found is ranked anew for each page, and a
 * page begins behind a place: what arrives in between makes nothing appear twice or vanish.
 */
export async function search(
  reads: Pick<Reads, "searchHits">,
  typed: string,
  scope: SearchScope,
  { first, after }: PageArgs,
): Promise<Page<SearchResult>> {
  pageLimit(first);
  const place = after === null ? null : placeOf(after);
  const looked = lookedFor(typed);
  const results = looked === null ? [] : rankedResults(await reads.searchHits(looked, scope));
  const rest = place === null ? results : results.filter((result) => inOrder(result, place) > 0);
  return {
    edges: rest.slice(0, first).map((node) => ({ cursor: cursorOf(node), node })),
    hasNextPage: rest.length > first,
  };
}

const CURSOR = /^search (\d{1,3}) (-?\d{1,15}) ([0-9a-f-]{36})$/;
const CURSOR_LENGTH_MAX = 200;

const cursorOf = ({ rank, at, id }: SearchPlace): string =>
  Buffer.from(`search ${rank} ${at.getTime()} ${id}`).toString("base64url");

function placeOf(cursor: string): SearchPlace {
  const text = cursor.length <= CURSOR_LENGTH_MAX ? Buffer.from(cursor, "base64url").toString("utf8") : "";
  const [, rank, at, id] = CURSOR.exec(text) ?? [];
  if (id === undefined) {
    throw new HubError("INVALID", '"after" is not a cursor of this list', {
      mend: "Use the endCursor of the page before, unchanged.",
    });
  }
  return { rank: Number(rank), at: new Date(Number(at)), id };
}
