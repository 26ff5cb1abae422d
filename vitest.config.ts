import { defineConfig } from "vitest/config";

const SLOW = ["system", "faults", "browser", "elasticsearch", "interop"].map(
  (folder) => `tests/${folder}/**`,
);

export default defineConfig({
  test: {
    // Most of them wait for processes that they started: no core is kept free.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: SLOW,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          // One file at a time, after the others.
          sequence: { groupOrder: 1 },
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/browser/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // Needs Python and its package registry; not part of `npm test`.
        test: {
          name: "interop",
          include: ["tests/interop/**/*.test.ts"],
          globalSetup: ["tests/interop/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Needs a real server; not part of `npm test`.
        test: {
          name: "elasticsearch",
          include: ["tests/elasticsearch/**/*.test.ts"],
          globalSetup: ["tests/elasticsearch/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
