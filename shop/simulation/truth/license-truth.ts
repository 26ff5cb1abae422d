import { z } from "zod";
import { timeText } from "../../clock/shop-clock.ts";
import type { Reads } from "../../database/shop-database.ts";
import { type LicenseTruth, licenseTruth } from "../answer-key-objects.ts";
import { groupBy, timeOrNull } from "./group-by.ts";

const { shape } = licenseTruth;
const row = z.object({
  id: z.string(),
  product: z.string(),
  kind: shape.kind,
  state: shape.state,
  foreignId: z.string(),
  lineItemId: z.string(),
  previousId: z.string().nullable(),
  validFromMs: z.number(),
  validUntilMs: z.number(),
  generatedMs: z.number(),
  activatedMs: z.number().nullable(),
});

/** Every license of the main database by LN ID, with what it renewed and what renewed it. */
export function readLicenseTruths(main: Reads): LicenseTruth[] {
  const rows = main.all(
    row,
    `SELECT id, product, kind, state, foreignId, lineItemId, previousId, validFromMs, validUntilMs,
       generatedMs, activatedMs FROM licenses ORDER BY id`,
  );
  const stateOf = new Map(rows.map(({ id, state }) => [id, state]));
  const renewals = groupBy(rows, ({ previousId }) => previousId ?? "");
  return rows.map((license) => ({
    record: "license",
    id: license.id,
    product: license.product,
    kind: license.kind,
    state: license.state,
    foreignId: license.foreignId,
    lineItemId: license.lineItemId,
    previousId: license.previousId,
    previousState: stateOf.get(license.previousId ?? "") ?? null,
    renewedBy: (renewals.get(license.id) ?? []).map(({ id }) => id),
    generatedAt: timeText(license.generatedMs),
    validFrom: timeText(license.validFromMs),
    validUntil: timeText(license.validUntilMs),
    activatedAt: timeOrNull(license.activatedMs),
  }));
}
