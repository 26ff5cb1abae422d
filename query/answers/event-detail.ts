import type { z } from "zod";
import { coverageSchema } from "./coverage.ts";
import { eventAnswerSchema } from "./event-answer.ts";

/** One record, asked for by its reference. */
export const eventDetailSchema = eventAnswerSchema.extend({ coverage: coverageSchema });
export type EventDetail = z.infer<typeof eventDetailSchema>;
