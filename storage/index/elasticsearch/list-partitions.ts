import type { Connection } from "./connection.ts";
import { parsePartition, partitionPattern } from "./partition-names.ts";
import type { Partition } from "./partition-names.ts";

/** Partitions removed by one request, so that its address stays short. */
const REMOVED_AT_ONCE = 20;

/** All partitions, by ledger and first seq. */
export async function listPartitions(connection: Connection): Promise<Partition[]> {
  const { prefix } = connection;
  const answer = await connection.request((client) =>
    client.indices.resolveIndex({ name: partitionPattern(prefix), expand_wildcards: "open" }),
  );
  return answer.indices
    .flatMap(({ name }) => parsePartition(prefix, name) ?? [])
    .toSorted(
      (a, b) =>
        (a.ledger < b.ledger ? -1 : a.ledger > b.ledger ? 1 : 0) ||
        a.segmentFirstSeq - b.segmentFirstSeq,
    );
}

/** Makes an empty partition from the template; one that is there already stays. */
export async function createPartition(connection: Connection, partition: Partition): Promise<void> {
  const { index } = partition;
  await connection.request(async (client) => {
    if (!(await client.indices.exists({ index }))) await client.indices.create({ index });
  });
}

/** Removes partitions, the newest first: what is left always ends where its watermark says. */
export async function removePartitions(
  connection: Connection,
  partitions: readonly Partition[],
): Promise<void> {
  const names = partitions.map(({ index }) => index).toReversed();
  for (let start = 0; start < names.length; start += REMOVED_AT_ONCE) {
    const index = names.slice(start, start + REMOVED_AT_ONCE);
    await connection.request((client) =>
      client.indices.delete({ index, ignore_unavailable: true }),
    );
  }
}
