import { describe, expect, it } from "vitest";
import { findingTitle } from "../../../dashboards/src/components/findings/finding-title.ts";
import { stateName } from "../../../dashboards/src/components/findings/state-name.ts";
import { findings } from "../../../dashboards/src/messages/en/findings.ts";
import { states } from "../../../dashboards/src/messages/en/states.ts";
import { MODELS } from "../../../domain/lifecycles/lifecycle-models.ts";
import { RULES } from "../../../domain/lifecycles/lifecycle-rules.ts";

const sorted = (names: Iterable<string>) => [...new Set(names)].toSorted();

describe("titles of findings", () => {
  it("name every rule, and none that is gone", () => {
    expect(sorted(Object.keys(findings.titles))).toEqual(sorted(RULES.map(({ id }) => id)));
  });

  it("show a rule they do not know in its own words", () => {
    expect(findingTitle("license.missing")).toBe("License missing");
    expect(findingTitle("order.too-old")).toBe("Order too old");
  });
});

describe("names of states", () => {
  it("cover every type of object that has a model", () => {
    expect(sorted(Object.keys(states.names))).toEqual(sorted(Object.keys(MODELS)));
  });

  it.each(Object.values(MODELS))("cover every state of $type, and none that is gone", (model) => {
    const named = Object.keys(states.names[model.type] ?? {});
    expect(sorted(named)).toEqual(sorted(model.states.map(({ name }) => name)));
  });

  it("show a state they do not know as it is", () => {
    expect(stateName("order", "unpaid")).toBe("Not paid");
    expect(stateName("order", "archived")).toBe("archived");
    expect(stateName("giftCard", "unknown")).toBe("not known");
  });
});
