import type { estypes } from "@elastic/elasticsearch";
import type { Connection } from "./connection.ts";
import { partitionPattern } from "./partition-names.ts";
import { TOKEN_BYTES_MAX } from "./stored-token.ts";

/** Written into the template; raised with every change of it. Indices of another version are rebuilt. */
export const MAPPING_VERSION = 1;

/** Above the templates that a cluster comes with (100 to 200). */
const TEMPLATE_PRIORITY = 300;

/** The longest token asked for as a prefix, or escaped as a pattern: at most twice as long. */
const PATTERN_CHARACTERS_MAX = 2 * TOKEN_BYTES_MAX;

/**
 * What a partition holds: records, and one document with the watermark. `tokens` are exact terms, since the
 * product's own tokenizer has made them; they have doc values, from which facets are counted.
 * `identifiers` are the terms of `identifier-terms.ts`. `event` is room for the record's own text.
 */
export const MAPPINGS = {
  dynamic: "strict",
  _meta: { version: MAPPING_VERSION },
  properties: {
    ledger: { type: "keyword" },
    seq: { type: "long" },
    timeMs: { type: "long" },
    tokens: { type: "keyword", index_options: "docs", norms: false },
    identifiers: {
      properties: {
        forward: { type: "keyword", index_options: "docs", norms: false },
        reversed: { type: "keyword", index_options: "docs", norms: false },
      },
    },
    event: { type: "object", enabled: false },
    watermark: {
      properties: {
        throughSeq: { type: "long" },
        checksum: { type: "keyword", index: false, doc_values: false },
      },
    },
  },
} as const satisfies estypes.MappingTypeMapping;

/** One shard each, since partitions are many and bounded; refreshed by the writer, when a batch is whole. */
const SETTINGS = {
  number_of_shards: 1,
  auto_expand_replicas: "0-1",
  refresh_interval: "-1",
  max_regex_length: PATTERN_CHARACTERS_MAX,
} as const satisfies estypes.IndicesIndexSettings;

/**
 * Installs the template of all partitions, which also puts them behind the alias that readers ask, unless
 * the cluster has it already. No index comes into being by a mere write. Repeats are harmless.
 */
export async function ensureTemplates(connection: Connection): Promise<void> {
  const { prefix } = connection;
  const known = await connection.request((client) =>
    client.indices.getIndexTemplate({ name: prefix }, { ignore: [404] }),
  );
  const installed = known.index_templates?.[0]?.index_template;
  if (installed?.version !== undefined && installed.version >= MAPPING_VERSION) return;
  await connection.request((client) =>
    client.indices.putIndexTemplate({
      name: prefix,
      version: MAPPING_VERSION,
      priority: TEMPLATE_PRIORITY,
      index_patterns: [partitionPattern(prefix)],
      allow_auto_create: false,
      template: { settings: SETTINGS, mappings: MAPPINGS, aliases: { [prefix]: {} } },
    }),
  );
}
