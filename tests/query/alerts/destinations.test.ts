import { expect, test } from "vitest";
import { AllowedDestinations, originOf, shownDestination } from "#query/alerts/destinations.ts";

const allowed = new AllowedDestinations([
  "https://hooks.example.com/tracewell",
  "http://10.0.0.7:8080",
]);
const SECRET_PATH = "https://hooks.example.com/services/T0/B1/secret4f2a";

test.each([
  ["https://hooks.example.com/tracewell", "https://hooks.example.com/tracewell"],
  ["https://hooks.example.com/tracewell/a?b=1", "https://hooks.example.com/tracewell/a?b=1"],
  ["HTTPS://HOOKS.example.com:443/tracewell/a", "https://hooks.example.com/tracewell/a"],
  ["http://10.0.0.7:8080/anything", "http://10.0.0.7:8080/anything"],
])("allows %s", (address, kept) => {
  expect(allowed.require(address)).toBe(kept);
});

test.each([
  "https://hooks.example.com/",
  "https://hooks.example.com/tracewellx",
  "https://hooks.example.com/tracewell/../admin",
  "https://hooks.example.com/tracewell/%2e%2e/admin",
  "http://hooks.example.com/tracewell",
  "https://hooks.example.com:8443/tracewell",
  "https://hooks.example.com.evil.example/tracewell",
  "https://evil.example/?https://hooks.example.com/tracewell",
  "http://10.0.0.7/anything",
  "http://127.0.0.1:7411/api/v1/events",
  "http://169.254.169.254/latest/meta-data",
  "file:///etc/passwd",
])("refuses %s, naming the setting", (address) => {
  expect(() => allowed.require(address)).toThrow(
    /alertDestinations allows \(it lists https:\/\/hooks\.example\.com\/…well, http:/,
  );
});

test("a refusal gives away no path that the setting lists", () => {
  let message = "";
  try {
    new AllowedDestinations([SECRET_PATH]).require("https://hooks.example.com/services/T9");
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain("https://hooks.example.com/…4f2a");
  expect(message).not.toContain("T0/B1");
});

test.each([
  ["nowhere", /must be an absolute http or https address/],
  ["https://user:word@hooks.example.com/tracewell", /must not hold credentials/],
  ["https://hooks.example.com/tracewell#a", /must not have a fragment/],
])("refuses %s", (address, why) => {
  expect(() => allowed.require(address)).toThrow(why);
});

test("without the setting nothing is allowed", () => {
  expect(() => new AllowedDestinations([]).require("https://hooks.example.com/")).toThrow(
    /setting alertDestinations allows \(it lists none\)/,
  );
});

test("what is shown of an address cannot be used", () => {
  expect(shownDestination("https://hooks.example.com/services/T0/B1/secret4f2a")).toBe(
    "https://hooks.example.com/…4f2a",
  );
  expect(shownDestination("https://hooks.example.com/?key=secret4f2a")).toBe(
    "https://hooks.example.com/…4f2a",
  );
  expect(shownDestination("https://hooks.example.com/abc")).toBe("https://hooks.example.com/…");
  expect(shownDestination("https://hooks.example.com")).toBe("https://hooks.example.com");
  expect(originOf("https://hooks.example.com/services/x")).toBe("https://hooks.example.com");
});
