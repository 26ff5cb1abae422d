import { expect, test } from "vitest";
import { blocksOf, DOCUMENTS, stepsOf } from "../docs/markdown.ts";
import { differenceOf, runSteps } from "./documents/run-steps.ts";
import { Workplace } from "./running-service.ts";

/** Documents that start services themselves. */
const WITHOUT_SERVICE = new Set(["docs/operations.md"]);

/** Address that documents show; the service of the test has another port. */
const ADDRESS_SHOWN = "http://127.0.0.1:7411";

/**
 * Their commands need the packed package, or an engine: `packed-package.test.ts` and
 * `tests/elasticsearch/documents.test.ts` run them.
 */
const RUN_ELSEWHERE = new Set(["docs/applications.md", "docs/elasticsearch.md"]);

const documents = DOCUMENTS.filter((document) => !RUN_ELSEWHERE.has(document))
  .map((document) => ({
    document,
    steps: blocksOf(document)
      .filter(({ language }) => language === "console")
      .flatMap(stepsOf),
  }))
  .filter(({ steps }) => steps.length > 0);

test("there are documents to try", () => {
  expect(documents.map(({ document }) => document)).toEqual(
    expect.arrayContaining([
      "README.md",
      "docs/api.md",
      "docs/formats.md",
      "docs/operations.md",
      "docs/search-language.md",
      "docs/security.md",
    ]),
  );
});

test.each(documents)(
  "every command of $document does what it says",
  async ({ document, steps }) => {
    await using workplace = new Workplace();
    const demo = document === "README.md" ? ["--demo"] : [];
    const service = WITHOUT_SERVICE.has(document) ? null : await workplace.serve(...demo);
    const address = service?.url ?? ADDRESS_SHOWN;
    const results = await runSteps(workplace, steps, (command) =>
      command.replaceAll(ADDRESS_SHOWN, address),
    );
    const differences = results
      .map((result) => ({ ...result, printed: result.printed.replaceAll(address, ADDRESS_SHOWN) }))
      .flatMap((result) => differenceOf(result) ?? []);
    expect(differences.join("\n\n")).toBe("");
    expect(results).toHaveLength(steps.length);
  },
);
