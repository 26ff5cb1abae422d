import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { environmentName, listSettings, parseConfig } from "#bin/config.ts";
import { TracewellError } from "#domain/errors.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-config-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function configFile(content: unknown): string {
  const file = join(directory, "tracewell.config.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("the defaults are closed: loopback and no demo", () => {
  const config = parseConfig({ file: configFile({}) });
  expect(config).toMatchObject({ host: "127.0.0.1", port: 7411, demo: false });
  expect(Object.isFrozen(config)).toBe(true);
});

test("flags win over environment, environment over file", () => {
  const file = configFile({ port: 1001, host: "::1", readerThreads: 3 });
  const config = parseConfig({
    file,
    environment: { TRACEWELL_PORT: "1002", TRACEWELL_HOST: "127.0.0.2" },
    flags: { port: "1003" },
  });
  expect(config).toMatchObject({ port: 1003, host: "127.0.0.2", readerThreads: 3 });
});

test("every bad key is named at once, and no value is shown", () => {
  const file = configFile({ port: 70_000, adminToken: "short-secret", colour: "red" });
  const failure = (): unknown => {
    try {
      return parseConfig({ file });
    } catch (error) {
      return error;
    }
  };
  const error = failure();
  expect(error).toBeInstanceOf(TracewellError);
  const { message, code } = error as TracewellError;
  expect(code).toBe("invalid-config");
  expect(message).toContain("port (TRACEWELL_PORT)");
  expect(message).toContain("adminToken (TRACEWELL_ADMIN_TOKEN)");
  expect(message).toContain("colour");
  expect(message).not.toContain("short-secret");
});

test("a file that is missing or no JSON is named", () => {
  expect(() => parseConfig({ file: join(directory, "absent.json") })).toThrow(/absent\.json/);
  expect(() => parseConfig({ file: configFile("{") })).toThrow(/does not hold a JSON object/);
});

test("each setting has its environment variable", () => {
  expect(environmentName("dataDir")).toBe("TRACEWELL_DATA_DIR");
  expect(environmentName("port")).toBe("TRACEWELL_PORT");
});

test("every setting says what it is, and secrets have no flag", () => {
  const settings = listSettings();
  expect(settings.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["port", "dataDir", "adminToken", "demo"]),
  );
  for (const { what, environment } of settings) {
    expect(what.length).toBeGreaterThan(10);
    expect(environment).toMatch(/^TRACEWELL_[A-Z_]+$/);
  }
  expect(settings.find(({ key }) => key === "adminToken")?.flag).toBeNull();
  expect(settings.find(({ key }) => key === "demo")).toMatchObject({
    flag: "--demo",
    isSwitch: true,
    standard: false,
  });
});

test("a wrong value is answered with what is right", () => {
  const environment = { TRACEWELL_PORT: "http", TRACEWELL_DEMO: "maybe", TRACEWELL_LOG_LEVEL: "" };
  expect(() => parseConfig({ file: configFile({}), environment })).toThrow(
    /port \(TRACEWELL_PORT\): must be a whole number from 0 to 65535\n {2}demo \(TRACEWELL_DEMO\): must be true or false/,
  );
});

test("the master key does not lie in the data directory, by whatever way it is named", () => {
  const dataDir = join(directory, "data");
  mkdirSync(dataDir);
  symlinkSync(dataDir, join(directory, "link"));
  const file = configFile({});
  for (const masterKeyFile of [
    join(dataDir, "master.key"),
    join(dataDir, "keys", "..", "deep", "master.key"),
    join(directory, "link", "master.key"),
  ]) {
    expect(() => parseConfig({ file, flags: { dataDir, masterKeyFile } })).toThrow(
      expect.objectContaining({
        code: "invalid-config",
        message: expect.stringMatching(
          /masterKeyFile \(TRACEWELL_MASTER_KEY_FILE\): .*master\.key lies in the data directory .*data:/,
        ),
      }),
    );
  }
  for (const name of ["master.key", "data.key", "..master.key"]) {
    const masterKeyFile = join(directory, name);
    expect(parseConfig({ file, flags: { dataDir, masterKeyFile } }).masterKeyFile).toBe(
      masterKeyFile,
    );
  }
});

test("a value of another kind is answered in words, not in zod's", () => {
  const file = configFile({ host: 5, dataDir: 6 });
  expect(() => parseConfig({ file })).toThrow(
    /host \(TRACEWELL_HOST\): must be a string\n {2}dataDir \(TRACEWELL_DATA_DIR\): must be a string$/,
  );
});
