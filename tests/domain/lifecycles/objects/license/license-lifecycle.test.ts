import { describe, expect, test } from "vitest";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { told, type Told } from "../../told.ts";

const ORDER = "order 100000047, order 38-211449 foreignId";
const END = "2027-01-05T09:00:00.000Z";

function generated(id: string, at: string, previous?: string): Told {
  return {
    type: "license.generated",
    at,
    on: `license ${id}, ${ORDER}${previous === undefined ? "" : `, license ${previous} previous`}`,
    attributes: {
      kind: previous === undefined ? "standard" : "renewal",
      lineItemId: `1-${id}`,
      product: "isc.1.0.0.12m",
      licenseNumber: "7KQ2M-XHT4C-9VBNE-PRS3W",
      validFrom: at,
      validUntil: END,
    },
  };
}

function of(type: string, at: string, id = "LN1"): Told {
  return { type: `license.${type}`, at, on: `license ${id}, ${ORDER}` };
}

function mail(id: string, at: string, kind = "license"): Told {
  return { type: "mail.sent", at, on: `mail ${id}, ${ORDER}`, attributes: { kind } };
}

const MADE = generated("LN1", "2026-01-05T09:00:00.000Z");
const SENT = mail("m1", "2026-01-05T09:00:00.100Z");

function licenseAt(at: string, events: readonly Told[], id = "LN1"): Lifecycle {
  const whole = caseOf({ type: "license", id }, told(...events));
  if (whole === null) throw new Error("no event names the license");
  return reconstruct(whole, { atMs: Date.parse(at), deadlines: DEFAULT_DEADLINES });
}

function statesOf({ states }: Lifecycle): string[] {
  return states.map(({ state, from }) => `${from} ${state}`);
}

describe("the term of a license", () => {
  test("it is active until the millisecond of its end, and says when that comes", () => {
    const before = licenseAt("2027-01-05T08:59:59.999Z", [MADE]);
    expect(before.state).toBe("active");
    expect(before.nextChangeAt).toBe(END);
    const after = licenseAt(END, [MADE]);
    expect(after.state).toBe("expired");
    expect(after.nextChangeAt).toBeNull();
  });

  test("it ended then, however late that is noted", () => {
    const noted = of("expired", "2027-01-06T00:00:00.000Z");
    expect(statesOf(licenseAt("2027-02-01T00:00:00.000Z", [MADE, noted]))).toEqual([
      "2026-01-05T09:00:00.000Z active",
      `${END} expired`,
    ]);
  });

  test("blocked, it stays so beyond its end", () => {
    const blocked = of("blocked", "2026-06-01T00:00:00.000Z");
    const life = licenseAt("2027-02-01T00:00:00.000Z", [MADE, blocked]);
    expect(life.state).toBe("blocked");
    expect(life.nextChangeAt).toBeNull();
    expect(licenseAt("2026-05-31T23:59:59.999Z", [MADE, blocked]).state).toBe("active");
  });

  test("of one whose making was not recorded the term is not known", () => {
    const life = licenseAt("2028-01-01T00:00:00.000Z", [
      of("activated", "2026-02-01T00:00:00.000Z"),
    ]);
    expect(life.state).toBe("active");
    expect(life.unknowns).toEqual(["originUnknown", "termUnknown"]);
    expect(life.nextChangeAt).toBeNull();
  });

  test("a term that is no time is not known", () => {
    const odd = { ...MADE, attributes: { validUntil: "next year" } };
    expect(licenseAt("2028-01-01T00:00:00.000Z", [odd]).unknowns).toEqual(["termUnknown"]);
  });

  test("one that is only named as what another renews is unknown", () => {
    const life = licenseAt(END, [generated("LN2", "2026-01-05T09:00:00.000Z", "LN0")], "LN0");
    expect(life.state).toBe("unknown");
    expect(life.details["renewedBy"]).toEqual(["LN2"]);
  });
});

describe("the chain of renewals", () => {
  const second = generated("LN2", "2026-12-01T00:00:00.000Z", "LN1");
  const third = generated("LN3", "2027-12-01T00:00:00.000Z", "LN2");

  test("is told from either side, as far as the records next to it tell", () => {
    const events = [MADE, second, third];
    const at = "2028-01-01T00:00:00.000Z";
    expect(licenseAt(at, events, "LN2").details).toMatchObject({
      kind: "renewal",
      previousLicense: "LN1",
      renewedBy: ["LN3"],
      chain: ["LN1", "LN2", "LN3"],
    });
    expect(licenseAt(at, events, "LN3").details["chain"]).toEqual(["LN1", "LN2", "LN3"]);
    expect(licenseAt(at, events).details["chain"]).toEqual(["LN1", "LN2", "LN3"]);
  });

  test("a license that renews one which no record knows says so", () => {
    const life = licenseAt("2027-01-01T00:00:00.000Z", [second], "LN2");
    expect(life.unknowns).toEqual(["previousLicenseUnknown"]);
    expect(life.details["chain"]).toEqual(["LN1", "LN2"]);
  });

  test("licenses that claim to renew each other end the chain", () => {
    const circle = [
      generated("LN1", "2026-01-05T09:00:00.000Z", "LN2"),
      generated("LN2", "2026-02-05T09:00:00.000Z", "LN1"),
    ];
    expect(licenseAt(END, circle).details["chain"]).toEqual(["LN2", "LN1"]);
  });
});

describe("its mail", () => {
  test("one for each license of the order, in their order", () => {
    const other = generated("LN9", "2026-01-05T09:00:01.000Z");
    const both = [MADE, SENT, other, mail("m2", "2026-01-05T09:00:01.100Z")];
    expect(licenseAt(END, both).details).toMatchObject({ wasMailed: true, mail: "m1" });
    expect(licenseAt(END, both, "LN9").details).toMatchObject({ wasMailed: true, mail: "m2" });
    expect(licenseAt(END, [MADE, SENT, other], "LN9").details["wasMailed"]).toBe(false);
  });

  test("a mail of something else does not count", () => {
    const invoice = mail("m1", "2026-01-05T09:00:00.100Z", "invoice");
    expect(licenseAt(END, [MADE, invoice]).details["wasMailed"]).toBe(false);
  });

  test("of a license without an order nobody can tell", () => {
    const alone = { ...MADE, on: "license LN1" };
    expect(licenseAt(END, [alone]).details["wasMailed"]).toBeNull();
  });
});

test("its milestones, links and facts", () => {
  const events = [MADE, SENT, of("activated", "2026-01-06T00:00:00.000Z")];
  const life = licenseAt("2026-02-01T00:00:00.000Z", events);
  expect(life.milestones.map(({ name, at }) => [name, at])).toEqual([
    ["generated", "2026-01-05T09:00:00.000Z"],
    ["mailed", "2026-01-05T09:00:00.100Z"],
    ["activated", "2026-01-06T00:00:00.000Z"],
  ]);
  expect(life.links.map(({ relation, id }) => [relation, id])).toEqual([["order", "100000047"]]);
  expect(life.details).toMatchObject({
    kind: "standard",
    order: "100000047",
    foreignId: "38-211449",
    product: "isc.1.0.0.12m",
    validUntil: END,
    activatedAt: "2026-01-06T00:00:00.000Z",
  });
  expect(JSON.stringify(life)).not.toContain("7KQ2M");
  expect(life.findings).toEqual([]);
});
