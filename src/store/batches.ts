/** Requests that one statement answers at most. */
const BATCH_MAX = 16;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers questions of the same key together. Nobody waits for company: a question is sent at once while nothing is
 * under way, and otherwise with those that came in the same turn of the event loop, as soon as a lane is free. A
 * batch that fails by a question of it is asked one by one, so that the bad one fails alone.
 */
export class Batches<Question, Answer> {
  private readonly waiting = new Map<string, Waiting<Question, Answer>[]>();
  private busy = 0;
  private isDue = false;

  constructor(
    private readonly lanes: number,
    private readonly keyOf: (question: Question) => string,
    /** True if one question of a batch may be what has failed. */
    private readonly isOfOne: (error: unknown) => boolean,
    private readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  ) {}

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const key = this.keyOf(question);
      const group = this.waiting.get(key) ?? [];
      group.push({ question, resolve, reject });
      this.waiting.set(key, group);
      this.soon();
    });
  }

  private soon(): void {
    if (this.busy === 0) this.send();
    else if (!this.isDue) {
      this.isDue = true;
      setImmediate(() => {
        this.isDue = false;
        this.send();
      });
    }
  }

  private send(): void {
    while (this.busy < this.lanes) {
      const [next] = this.waiting;
      if (next === undefined) return;
      const [key, group] = next;
      const batch = group.splice(0, BATCH_MAX);
      // What is left goes to the end: one key with many questions must not keep the others waiting.
      this.waiting.delete(key);
      if (group.length > 0) this.waiting.set(key, group);
      this.busy += 1;
      void this.settle(batch).finally(() => {
        this.busy -= 1;
        this.send();
      });
    }
  }

  private async settle(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.answer(batch.map(({ question }) => question));
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      if (batch.length > 1 && this.isOfOne(error)) for (const one of batch) await this.settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
