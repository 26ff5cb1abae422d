import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";

const settingErrorsSchema = z.array(z.object({ path: z.string(), message: z.string() }));

/** The error with the places that ports name as settings named as those of the body that brought them. */
export function withBodyPaths(error: unknown): unknown {
  if (!(error instanceof TracewellError) || error.code !== "invalid-parameter") return error;
  const found = settingErrorsSchema.safeParse(error.detail.errors);
  if (!found.success) return error;
  const errors = found.data.map(({ path, message }) => ({ path: `body.${path}`, message }));
  return new TracewellError(error.code, error.message, { cause: error, detail: { errors } });
}
