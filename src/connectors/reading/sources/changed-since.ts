import { sourceError } from "../../source-error.js";

/** An object and the moment of its last change, as text that sorts as time does. */
export interface Changed {
  readonly id: string;
  readonly at: string;
}

/** How a source lists what has changed. Neither list skips anything, whatever changes between two pages. */
export interface ChangeList {
  readonly pageSize: number;
  /** Changed at this moment or later, the oldest first. */
  from(moment: string): Promise<readonly Changed[]>;
  /** Changed at this very moment, by id, behind this one. */
  sharing(moment: string, afterId: string): Promise<readonly Changed[]>;
  /** The next moment that the source can tell from this one. */
  after(moment: string): string;
}

const PAGES_MAX = 100_000;

/**
 * Lists what has changed, page by page and oldest change first, without ever counting places: each page begins at the
 * moment the last one ended with, so an object that moves away shifts nothing out of sight. Where more share one
 * moment than fit on a page, as after a bulk update, that moment is read by id.
 */
export async function* changedSince(list: ChangeList, since: string): AsyncGenerator<readonly Changed[]> {
  let moment = since;
  let seen: ReadonlySet<string> = new Set();
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await list.from(moment);
    const [first, last] = [found[0]?.at ?? moment, found.at(-1)?.at ?? moment];
    if (first < moment || last < first)
      throw sourceError("SOURCE_DATA", "it does not list changes in their order");
    const fresh = found.filter(({ id, at }) => at !== moment || !seen.has(id));
    if (fresh.length > 0) yield fresh;
    if (found.length < list.pageSize) return;
    if (first === last) {
      yield* restOf(list, last, new Set([...seen, ...idsOf(found)]));
      moment = list.after(last);
      seen = new Set();
    } else {
      moment = last;
      seen = new Set(idsOf(found.filter(({ at }) => at === last)));
    }
  }
  throw sourceError("SOURCE_DATA", `it gives page after page: more than ${PAGES_MAX}`);
}

const idsOf = (changed: readonly Changed[]): string[] => changed.map(({ id }) => id);

async function* restOf(
  list: ChangeList,
  moment: string,
  seen: ReadonlySet<string>,
): AsyncGenerator<readonly Changed[]> {
  let afterId = "0";
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await list.sharing(moment, afterId);
    const fresh = found.filter(({ id }) => !seen.has(id));
    if (fresh.length > 0) yield fresh;
    const last = found.at(-1)?.id;
    if (last === undefined || last === afterId || found.length < list.pageSize) return;
    afterId = last;
  }
}
