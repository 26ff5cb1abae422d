import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  readServiceAddress,
  removeServiceAddress,
  serviceAddressFile,
  writeServiceAddress,
} from "#bin/cli/service-address.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-address-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("what the service leaves is what commands find", () => {
  expect(readServiceAddress(directory)).toBeNull();
  writeServiceAddress(directory, "http://127.0.0.1:34567");
  expect(readServiceAddress(directory)).toBe("http://127.0.0.1:34567");
  removeServiceAddress(directory);
  removeServiceAddress(directory);
  expect(readServiceAddress(directory)).toBeNull();
});

test("a service on every address is reached through loopback", () => {
  writeServiceAddress(directory, "http://0.0.0.0:7411");
  expect(readServiceAddress(directory)).toBe("http://127.0.0.1:7411");
  writeServiceAddress(directory, "http://[::]:7411");
  expect(readServiceAddress(directory)).toBe("http://[::1]:7411");
});

test("a damaged file is as good as none", () => {
  writeFileSync(serviceAddressFile(directory), "http://");
  expect(readServiceAddress(directory)).toBeNull();
});
