import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { describeEventIndexContract } from "../../../contract/event-index-contract.ts";
import type { EventIndexStore } from "../../../contract/event-index-contract.ts";

async function open(): Promise<EventIndexStore> {
  const directory = await mkdtemp(join(tmpdir(), "tracewell-index-"));
  let writer = openSqliteIndexWriter({ directory });
  let reader = openSqliteIndexReader({ directory, partitionsOpenMax: 2 });
  const close = async (): Promise<void> => {
    await reader.close();
    await writer.close();
  };
  return {
    get reader() {
      return reader;
    },
    get writer() {
      return writer;
    },
    async reopen() {
      await close();
      writer = openSqliteIndexWriter({ directory });
      reader = openSqliteIndexReader({ directory, partitionsOpenMax: 2 });
    },
    async [Symbol.asyncDispose]() {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}

describeEventIndexContract({
  name: "sqlite",
  open,
  supports: { dropWholePartitions: true, immediateVisibility: true },
  settle: () => Promise.resolve(),
});
