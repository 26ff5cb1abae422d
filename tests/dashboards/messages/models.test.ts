import { describe, expect, it } from "vitest";
import { models } from "../../../dashboards/src/messages/en/models.ts";
import { MODELS } from "../../../domain/lifecycles/lifecycle-models.ts";

const sorted = (names: Iterable<string>) => [...new Set(names)].toSorted();

describe.each(Object.values(MODELS))("names of the model of $type", (model) => {
  it("cover every signal, and none that is gone", () => {
    expect(sorted(Object.keys(models.signals[model.type] ?? {}))).toEqual(
      sorted(model.signals.map(({ name }) => name)),
    );
  });

  it("cover every obligation, and none that is gone", () => {
    expect(sorted(Object.keys(models.obligations[model.type] ?? {}))).toEqual(
      sorted(model.obligations.map(({ name }) => name)),
    );
  });

  it("cover every sum", () => {
    expect(Object.keys(models.sums)).toEqual(
      expect.arrayContaining(sorted(model.money.map(({ sum }) => sum))),
    );
  });
});
