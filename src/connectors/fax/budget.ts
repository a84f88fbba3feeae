import { HubError } from "../../domain/errors.js";

/** What is left of the time that the pages of one fax may take together. */
export interface Clock {
  leftMs(): number;
  spend(ms: number): void;
  /** What to say when it is used up. What takes long would do so again: a person looks at it. */
  late(): HubError;
}

/** The time of a whole fax. Waiting for a free reader is not in it. */
export function faxClock(seconds: number): Clock {
  const late = (): HubError =>
    new HubError("FAX_TOO_LONG", `all pages of the fax together take longer than ${seconds} s`);
  return clockOf(seconds * 1000, late);
}

/** The time of one page, which is its fax's time, too. */
export function pageClock(seconds: number, fax: Clock): Clock {
  const page = clockOf(
    seconds * 1000,
    () => new HubError("OCR_TIMEOUT", `reading it takes longer than ${seconds} s`),
  );
  const shorter = (): Clock => (page.leftMs() < fax.leftMs() ? page : fax);
  return {
    leftMs: () => shorter().leftMs(),
    spend(ms) {
      page.spend(ms);
      fax.spend(ms);
    },
    late: () => shorter().late(),
  };
}

function clockOf(ms: number, late: () => HubError): Clock {
  let left = ms;
  return {
    leftMs: () => left,
    spend(spent) {
      left -= spent;
    },
    late,
  };
}

/** Does some work on that time. */
export async function timed<T>(clock: Pick<Clock, "spend">, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  try {
    return await work();
  } finally {
    clock.spend(performance.now() - from);
  }
}
