import { describe, expect, test } from "vitest";
import { Batches } from "../../src/store/batches.js";

/** Answers when it is told to, and remembers what was asked together. */
function slowly() {
  const sent: { questions: readonly string[]; finish: (error?: Error) => void }[] = [];
  const answer = (questions: readonly string[]) =>
    new Promise<string[]>((resolve, reject) => {
      const finish = (error?: Error): void =>
        error === undefined ? resolve(questions.map((question) => `${question}!`)) : reject(error);
      sent.push({ questions, finish });
    });
  return { sent, answer };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const keyOf = (question: string): string => question.slice(0, 1);

describe("batches", () => {
  test("send at once while nothing is under way, and then together what came in the same turn", async () => {
    const { sent, answer } = slowly();
    const batches = new Batches(2, keyOf, () => false, answer);
    const asked = ["a1", "a2", "b1", "a3"].map((question) => batches.ask(question));
    expect(sent.map(({ questions }) => questions)).toEqual([["a1"]]);
    await settled();
    expect(sent[1]?.questions).toEqual(["a2", "a3"]);
    asked.push(batches.ask("a4"));
    sent[0]?.finish();
    await settled();
    expect(sent[2]?.questions).toEqual(["b1"]);
    sent[1]?.finish();
    await settled();
    expect(sent[3]?.questions).toEqual(["a4"]);
    for (const { finish } of sent) finish();
    expect(await Promise.all(asked)).toEqual(["a1!", "a2!", "b1!", "a3!", "a4!"]);
  });

  test("never hold more than sixteen, and let other keys go between", async () => {
    const { sent, answer } = slowly();
    const batches = new Batches(1, keyOf, () => false, answer);
    const asked = [...Array.from({ length: 20 }, (_, at) => `a${at}`), "b0"].map((one) => batches.ask(one));
    for (let turn = 0; turn < 4; turn += 1) {
      sent[turn]?.finish();
      await settled();
    }
    expect(sent.map(({ questions }) => questions.length)).toEqual([1, 16, 1, 3]);
    expect(await Promise.all(asked)).toHaveLength(21);
  });

  test("are asked again one by one if one of them may be what failed", async () => {
    const batches = new Batches(
      1,
      keyOf,
      (error) => String(error).endsWith("bad"),
      async (questions: readonly string[]) => {
        if (questions.includes("abad")) throw new Error("bad");
        return questions;
      },
    );
    const asked = ["a1", "abad", "a2", "a3"].map((question) => batches.ask(question));
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
      ...["fulfilled", "rejected", "fulfilled", "fulfilled"],
    ]);
  });

  test("fail together if none of them is to blame", async () => {
    let times = 0;
    const batches = new Batches(
      1,
      keyOf,
      () => false,
      async () => {
        times += 1;
        throw new Error("away");
      },
    );
    const asked = ["a1", "a2", "a3"].map((question) => batches.ask(question));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(times).toBe(2);
  });
});
