import { z } from "zod";

/** Settings of connectors whose partners may carry orders out. */
export const executingPartner = {
  executes: z
    .boolean()
    .default(false)
    .describe("True if this partner carries orders out: it gets them, and their changes, in its own format."),
  answerHours: z
    .number()
    .min(0.001)
    .max(2_000)
    .default(24)
    .describe("Hours within which the partner answers an order or a change; then a person is asked."),
};

interface Executing {
  readonly executes: boolean;
  readonly answerHours: number;
}

/** What every format says alike about whether the partner executes. */
export const byPartner = {
  isExecuting: ({ executes }: Executing): boolean => executes,
  answerHours: ({ answerHours }: Executing): number => answerHours,
};
