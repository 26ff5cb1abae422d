import { Client } from "@elastic/elasticsearch";
import { expect, inject, test } from "vitest";
import { STANDARD_PREFIX } from "#storage/index/elasticsearch/partition-names.ts";
import { blocksOf, stepsOf } from "../docs/markdown.ts";
import { differenceOf, runSteps } from "../system/documents/run-steps.ts";
import { Workplace } from "../system/running-service.ts";

const DOCUMENT = "docs/elasticsearch.md";
const ADDRESS_SHOWN = "http://127.0.0.1:9200";

test("every command of the guide does what it says", async () => {
  const url = inject("elasticsearchUrl");
  const client = new Client({ node: url });
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    await client.indices.delete({ index: `${STANDARD_PREFIX}-*` });
    await client.close();
  });
  const workplace = stack.use(new Workplace());
  const steps = blocksOf(DOCUMENT)
    .filter(({ language }) => language === "console")
    .flatMap(stepsOf);
  const results = await runSteps(workplace, steps, (command) =>
    command.replaceAll(ADDRESS_SHOWN, url),
  );
  const differences = results.flatMap((result) => differenceOf(result) ?? []);
  expect(differences.join("\n\n")).toBe("");
  expect(results).toHaveLength(steps.length);
  expect(steps.length).toBeGreaterThan(3);
});
