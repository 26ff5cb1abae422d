import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FollowPermission } from "#bin/service/follow-permission.ts";

let directory: string;
let permission: FollowPermission;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "tracewell-follow-")));
  for (const name of ["logs", "logs-old", "secret", "logs/data"]) {
    mkdirSync(join(directory, name));
  }
  writeFileSync(join(directory, "logs", "master.key"), "");
  symlinkSync(join(directory, "secret"), join(directory, "logs", "link"));
  symlinkSync(join(directory, "logs"), join(directory, "way"));
  permission = new FollowPermission({
    followDirectories: [join(directory, "way")],
    forbidden: [join(directory, "logs", "data"), join(directory, "logs", "master.key")],
  });
});
afterEach(() => rmSync(directory, { recursive: true }));

const problem = (glob: string, managedBy: "api" | "config" = "api") =>
  permission.globProblem(join(directory, glob), managedBy);

test("through the API, files are followed in allowed directories alone", () => {
  for (const glob of ["logs/*.log", "logs/shop.log", "logs/**/x", "way/*", "logs/later/*"]) {
    expect(problem(glob), `following ${glob}`).toBeNull();
  }
  for (const glob of ["secret/*", "logs-old/*", "*.log", "secret/x"]) {
    expect(problem(glob), `following ${glob}`).toMatch(/followDirectories/);
    expect(problem(glob), `following ${glob}`).toContain(join(directory, "way"));
    expect(problem(glob, "config"), `following ${glob}`).toBeNull();
  }
  const none = new FollowPermission({ followDirectories: [], forbidden: [] });
  expect(none.globProblem("/var/log/*.log", "api")).toMatch(/there is none/);
  expect(none.globProblem("/var/log/*.log", "config")).toBeNull();
});

test("a link out of an allowed directory leads nowhere, and is not told", () => {
  expect(problem("logs/link/*.log")).toMatch(/leads by a link/);
  expect(problem("logs/link/*.log")).not.toContain("secret");
  expect(permission.allows(join(directory, "secret", "x"), "api")).toBe(false);
  expect(permission.allows(join(directory, "logs", "x"), "api")).toBe(true);
});

test("data, keys and settings of the service are followed by nobody", () => {
  for (const glob of ["logs/data/*", "logs/data/deep/x", "logs/master.key", "way/data/**"]) {
    for (const managedBy of ["api", "config"] as const) {
      expect(problem(glob, managedBy), `following ${glob}`).toMatch(/never followed/);
    }
  }
  // A glob above them is taken; each file is asked about.
  expect(problem("logs/**")).toBeNull();
  for (const managedBy of ["api", "config"] as const) {
    expect(permission.allows(join(directory, "logs/data/keys.db"), managedBy)).toBe(false);
    expect(permission.allows(join(directory, "logs/master.key"), managedBy)).toBe(false);
    expect(permission.allows(join(directory, "logs/master.key.log"), managedBy)).toBe(true);
  }
});
