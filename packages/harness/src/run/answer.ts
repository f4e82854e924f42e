import { caseDescription, duetForkRecord, environment, forkRecord, headerRecord } from "@strait/results";
import { z } from "zod";
import type { Answer } from "../fork/message.ts";

const answer: z.ZodType<Answer> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("description"),
    description: z.strictObject({
      scenario: headerRecord.shape.scenario,
      addon: environment.shape.addon,
      runtime: environment.shape.runtime,
      unavailable: environment.shape.unavailable.unwrap(),
      addonFile: z.string().nullable(),
      imports: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])),
      cases: z.array(caseDescription).min(1),
    }),
  }),
  z.strictObject({
    kind: z.literal("measurement"),
    measurement: forkRecord.pick({
      error: true,
      unavailable: true,
      series: true,
      checks: true,
      ledgers: true,
      warnings: true,
      notes: true,
      resultChecksum: true,
      probes: true,
      observation: true,
    }),
  }),
  z.strictObject({
    kind: z.literal("duet"),
    measurement: duetForkRecord.pick({
      error: true,
      clock: true,
      series: true,
      checks: true,
      warnings: true,
      resultChecksum: true,
      probes: true,
    }),
  }),
  z.strictObject({ kind: z.literal("failure"), reason: z.string() }),
]);

/** What a fork answered, or a failure that says why it makes no sense: a fork runs foreign code. */
export function parseAnswer(message: unknown): Answer {
  const parsed = answer.safeParse(message);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.slice(1).join(".");
  return { kind: "failure", reason: `it gave an unusable answer (${place}: ${issue?.message})` };
}
