import { expect, test } from "vitest";
import {
  activationRefusal,
  licenseKind,
  licenseStateAt,
  renewalRefusal,
} from "#domain/licenses/license-state.ts";

test("a license with a previous one is a renewal", () => {
  expect(licenseKind(null)).toBe("standard");
  expect(licenseKind("LN204815733")).toBe("renewal");
});

test("active and expired licenses can be renewed, no others", () => {
  expect(renewalRefusal("active")).toBeNull();
  expect(renewalRefusal("expired")).toBeNull();
  expect(renewalRefusal("blocked")).toBe("The previous license is blocked.");
  expect(renewalRefusal(null)).toBe("The previous license is unknown.");
});

test("only active licenses can be activated", () => {
  expect(activationRefusal("active")).toBeNull();
  expect(activationRefusal("expired")).toBe("The license has expired.");
  expect(activationRefusal("blocked")).toBe("The license is blocked.");
});

test("a license is expired from the moment of its end on", () => {
  const license = { state: "active", validUntilMs: 1000 } as const;
  expect(licenseStateAt(license, 999)).toBe("active");
  expect(licenseStateAt(license, 1000)).toBe("expired");
  expect(licenseStateAt({ ...license, state: "blocked" }, 2000)).toBe("blocked");
});
