import { expect, test } from "vitest";
import { allowedHostnames, hostnameOf, isLoopback } from "#query/api/access/host-check.ts";

test.each(["localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])("%s is loopback", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(["0.0.0.0", "::", "192.168.1.2", "127.example.com", "localhost.example.com"])(
  "%s is not loopback",
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test("reads the name out of a Host header", () => {
  expect(["LocalHost:7411", "[::1]:7411", "[::1]", "example.com"].map(hostnameOf)).toEqual([
    "localhost",
    "[::1]",
    "[::1]",
    "example.com",
  ]);
});

test("on loopback only loopback names and named ones are answered", () => {
  expect(allowedHostnames("127.0.0.1", ["Traces.example"])).toEqual(
    new Set(["localhost", "127.0.0.1", "[::1]", "traces.example"]),
  );
  expect(allowedHostnames("::1")).toContain("[::1]");
});

test("elsewhere every name is, unless some are named", () => {
  expect(allowedHostnames("0.0.0.0")).toBeNull();
  expect(allowedHostnames("0.0.0.0", ["traces.example"])).toEqual(new Set(["traces.example"]));
});
