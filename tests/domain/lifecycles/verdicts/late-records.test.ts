import { expect, test } from "vitest";
import { namedObjects } from "#domain/lifecycles/named-objects.ts";
import { keyText } from "#domain/lifecycles/object-key.ts";
import { recordsOf, runSimulation } from "../../../shop/simulation/run-simulation.ts";
import { judgedAt, rebuiltLives } from "./rebuilt-lives.ts";
import { recordedEvents } from "./recorded-events.ts";

test("just the records that the key says were delayed are late, on everything that they name", async () => {
  const faults = "event.delayed=0.02,event.reordered=0.02,event.duplicated=0.02";
  const { key, files } = await runSimulation({ customers: 60, days: 6, seed: 2, faults });
  const events = recordedEvents(files["events.ndjson"] ?? "");
  const delayed = new Set(
    recordsOf(key, "evidence").flatMap((record) =>
      record.what === "delayed" ? [record.eventId] : [],
    ),
  );
  const byReference = new Map(events.map((event) => [event.reference, event]));
  const found = rebuiltLives(events, judgedAt(Date.parse(recordsOf(key, "run")[0]?.to ?? "")))
    .flatMap(({ lifecycle }) => lifecycle.findings)
    .filter(({ rule }) => rule === "time.recorded-late")
    .flatMap(({ on, evidence }) =>
      evidence.map((reference) => `${byReference.get(reference)?.id} ${keyText(on)}`),
    );
  const expected = events
    .filter(({ id }) => delayed.has(id ?? ""))
    .flatMap((event) =>
      namedObjects(event)
        .filter(({ type, id }) =>
          event.objects.every((one) => one.type !== type || one.id !== id || !one.role),
        )
        .map((named) => `${event.id} ${keyText(named)}`),
    );
  expect(expected.length).toBeGreaterThan(20);
  expect(found.toSorted()).toEqual(expected.toSorted());
});
