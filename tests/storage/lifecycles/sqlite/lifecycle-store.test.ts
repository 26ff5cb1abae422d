import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import { openLifecycleReader } from "#storage/lifecycles/sqlite/open-lifecycle-reader.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";
import { describeWorklists } from "../../../contract/lifecycle-worklists.ts";
import { describeLifecycleStoreContract } from "../../../contract/lifecycle-store-contract.ts";
import type { LifecycleViewUnderTest } from "../../../contract/lifecycle-suite.ts";

async function open(collectedMax?: number): Promise<LifecycleViewUnderTest> {
  const root = await mkdtemp(join(tmpdir(), "tracewell-lives-"));
  const file = join(root, "lifecycles", "lives.sqlite");
  const openBoth = () => ({
    writer: openLifecycleWriter({ file, basis: lifecycleBasis(DEFAULT_DEADLINES) }),
    reader: openLifecycleReader({ file, ...(collectedMax !== undefined && { collectedMax }) }),
  });
  let halves = openBoth();
  const close = async () => {
    await halves.reader.close();
    await halves.writer.close();
  };
  return {
    get reader() {
      return halves.reader;
    },
    get writer() {
      return halves.writer;
    },
    async reopen() {
      await close();
      halves = openBoth();
    },
    async [Symbol.asyncDispose]() {
      await close();
      await rm(root, { recursive: true });
    },
  };
}

describeLifecycleStoreContract({ name: "sqlite", open: () => open() });

// As with so many objects that they are walked to in order.
describeWorklists({ name: "sqlite, walking", open: () => open(0) });
