import { randomBytes } from "node:crypto";
import { Client } from "@elastic/elasticsearch";
import { inject } from "vitest";
import type { EventIndexReader, EventIndexWriter } from "#storage/index/event-index.ts";
import type { ElasticsearchOptions } from "#storage/index/elasticsearch/connection.ts";
import { openElasticsearchIndexReader } from "#storage/index/elasticsearch/event-index-reader.ts";
import { openElasticsearchIndexWriter } from "#storage/index/elasticsearch/event-index-writer.ts";
import type { EventIndexStore } from "../contract/event-index-contract.ts";

/** Indices of their own on a node; all are removed at the end. */
export interface TemporaryIndex extends AsyncDisposable {
  readonly options: ElasticsearchOptions;
  /** Looks behind the adapter. */
  readonly client: Client;
  openReader(): EventIndexReader;
  openWriter(): EventIndexWriter;
}

export function temporaryIndex(url: string = inject("elasticsearchUrl")): TemporaryIndex {
  const prefix = `t${randomBytes(8).toString("hex")}`;
  const options = { url, prefix };
  const client = new Client({ node: url });
  const open: { close(): Promise<void> }[] = [];
  const keep = <Half extends { close(): Promise<void> }>(half: Half): Half => {
    open.push(half);
    return half;
  };
  return {
    options,
    client,
    openReader: () => keep(openElasticsearchIndexReader(options)),
    openWriter: () => keep(openElasticsearchIndexWriter(options)),
    async [Symbol.asyncDispose]() {
      for (const half of open) await half.close();
      await client.indices.delete({ index: `${prefix}-*` });
      await client.indices.deleteIndexTemplate({ name: prefix }, { ignore: [404] });
      await client.close();
    },
  };
}

/** A store as the contract wants it. */
export async function openStore(): Promise<EventIndexStore> {
  const index = temporaryIndex();
  let writer = index.openWriter();
  let reader = index.openReader();
  return {
    get reader() {
      return reader;
    },
    get writer() {
      return writer;
    },
    async reopen() {
      await reader.close();
      await writer.close();
      writer = index.openWriter();
      reader = index.openReader();
    },
    [Symbol.asyncDispose]: () => index[Symbol.asyncDispose](),
  };
}
