// Identity lookups at any size, on files alone: CPU time for each new and each known identity, and what is held.
//   node bench/identities.ts [--segments 170] [--records 588000]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { nodeFiles } from "#storage/files/node-files.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { coverSegments } from "#storage/ledger/identity-cover.ts";
import { encodeIdentities } from "#storage/ledger/identity-file.ts";
import { BlockMask } from "#storage/ledger/identity-filter.ts";
import { IdentityHasher } from "#storage/ledger/identity-hash.ts";
import { IdentityTable } from "#storage/ledger/identity-table.ts";
import { mergeIdentities, removeMerged } from "#storage/ledger/merge-identities.ts";
import { MergedIdentities } from "#storage/ledger/merged-identities.ts";
import { planMerge, sourceOf } from "#storage/ledger/plan-merge.ts";
import { listMergedIdentities, segmentPaths } from "#storage/ledger/segment-files.ts";
import { SealedIdentities } from "#storage/ledger/sealed-identities.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    segments: { type: "string", default: "170" },
    /** In a segment: as many as 256 MiB hold of the generated events. */
    records: { type: "string", default: "588000" },
  },
});
const segmentCount = Number(values.segments);
const records = Number(values.records);
const NEW_LOOKUPS = 1_000_000;
const KNOWN_LOOKUPS = 100_000;

const key = { low: 0x5bd1e995, high: 0x27d4eb2f };
const hasher = new IdentityHasher(key);
const mask = new BlockMask();
const directory = mkdtempSync(join(tmpdir(), "tracewell-identities-"));

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const micros = (seconds: number, count: number): string => ((seconds / count) * 1e6).toFixed(2);
const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

function idOf(seq: number): string {
  return `event-${seq.toString(36)}`;
}

/** As sealing leaves it; merges follow as in a running service. */
function writeSegment(firstSeq: number): void {
  const table = new IdentityTable(records);
  for (let index = 0; index < records; index += 1) {
    hasher.hash("bench", idOf(firstSeq + index));
    table.add(hasher.low, hasher.high, index);
  }
  const chunks = encodeIdentities(table, records, key);
  replaceFile(nodeFiles, segmentPaths(directory, firstSeq).identities, chunks);
}

const segments = Array.from({ length: segmentCount }, (_, index) => {
  const firstSeq = index * records + 1;
  return { directory, ledger: "bench", firstSeq, lastSeq: firstSeq + records - 1 };
});

try {
  let mergeSeconds = 0;
  for (const [index, { firstSeq }] of segments.entries()) {
    writeSegment(firstSeq);
    for (;;) {
      const merged = listMergedIdentities(nodeFiles, directory);
      const plan = planMerge(coverSegments(segments.slice(0, index + 1), merged), () => true);
      if (plan === null) break;
      const merge = { sources: plan.map(sourceOf), keptFromSeq: 1, key };
      mergeSeconds += cpuSeconds(() => {
        removeMerged(nodeFiles, mergeIdentities(nodeFiles, directory, merge));
      });
    }
  }
  const runs = coverSegments(segments, listMergedIdentities(nodeFiles, directory));
  const loadStart = performance.now();
  const loaded = runs.flatMap<MergedIdentities | SealedIdentities>(
    ({ merged, segments: covered }) => {
      if (merged === null) return covered.map((one) => SealedIdentities.load(nodeFiles, one, key));
      const found = MergedIdentities.load(nodeFiles, merged, key);
      if (found === null) throw new Error(`${merged.path} is damaged`);
      return [found];
    },
  );
  const loadMs = performance.now() - loadStart;
  let passed = 0;
  const lookUp = (id: string): number => {
    hasher.hash("bench", id);
    mask.fill(hasher.low);
    for (let index = loaded.length - 1; index >= 0; index -= 1) {
      const identities = loaded[index];
      if (identities?.mayHave(mask, hasher.high) !== true) continue;
      passed += 1;
      const [seq] = identities.find(hasher) ?? [];
      if (seq !== undefined) return seq;
    }
    return 0;
  };
  const total = segmentCount * records;
  const newIds = Array.from({ length: NEW_LOOKUPS }, (_, index) => `new-${index.toString(36)}`);
  const known = Array.from({ length: KNOWN_LOOKUPS }, (_, index) => (index * 7919 * 131) % total);
  const knownIds = known.map((index) => idOf(index + 1));
  const hashSeconds = cpuSeconds(() => {
    for (const id of newIds) hasher.hash("bench", id);
  });
  let wrong = 0;
  const newSeconds = cpuSeconds(() => {
    for (const id of newIds) if (lookUp(id) !== 0) wrong += 1;
  });
  const falsePositives = passed;
  const knownSeconds = cpuSeconds(() => {
    for (const [index, id] of knownIds.entries()) {
      if (lookUp(id) !== (known[index] ?? 0) + 1) wrong += 1;
    }
  });
  const heldBytes = loaded.reduce((sum, one) => sum + one.heldBytes.filter, 0);
  const directoryBytes = loaded.reduce((sum, one) => sum + one.heldBytes.directory, 0);
  const newMicros = micros(newSeconds - hashSeconds, NEW_LOOKUPS);
  console.log(`identities             ${total}`);
  console.log(`files, in segments     ${runs.map((run) => run.segments.length).join(" ")}`);
  console.log(
    `new identity, CPU      ${newMicros} µs (and ${micros(hashSeconds, NEW_LOOKUPS)} µs to hash it)`,
  );
  console.log(`  reads of a table     ${(falsePositives / NEW_LOOKUPS).toFixed(3)}`);
  console.log(`known identity, CPU    ${micros(knownSeconds, KNOWN_LOOKUPS)} µs`);
  console.log(`filters held           ${mebibytes(heldBytes)} MiB`);
  console.log(`directories held       ${mebibytes(directoryBytes)} MiB`);
  console.log(`loaded at the start    ${loadMs.toFixed(0)} ms`);
  console.log(`merging, CPU a record  ${micros(mergeSeconds, total)} µs`);
  console.log(`wrong answers          ${wrong}`);
} finally {
  rmSync(directory, { recursive: true });
}
