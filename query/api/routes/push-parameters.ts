import { z } from "zod";
import { choiceParameter } from "./parameters.ts";

/** An idempotency key is a UUID or a short composed name. */
const IDEMPOTENCY_KEY_CHARACTERS_MAX = 256;

export const waitParameter = choiceParameter("`indexed`: answer once the records are searchable", [
  "indexed",
]).exactOptional();

export const pushHeaders = z.looseObject({
  "idempotency-key": z
    .string()
    .min(1)
    .max(IDEMPOTENCY_KEY_CHARACTERS_MAX)
    .exactOptional()
    .describe("A repeat of the request under the same key adds nothing"),
});
