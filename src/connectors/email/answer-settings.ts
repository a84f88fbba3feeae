import { z } from "zod";

/** How orders that came by mail are answered. */
export const answerSettings = {
  answerFrom: z
    .email()
    .max(200)
    .nullable()
    .default(null)
    .describe("Address that orders are answered from. Leave it out to answer none."),
  smtpUrl: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "must begin with smtp:// or smtps://")
    .nullable()
    .default(null)
    .describe(
      "Mail server that takes our answers, with name and password: `smtps://user:password@smtp.example.com`. Without one they wait to be fetched.",
    ),
  answersPerDay: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe("The most answers that one address gets in 24 hours."),
};
