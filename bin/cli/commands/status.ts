import { setTimeout as wait } from "node:timers/promises";
import { readinessSchema, type Readiness } from "#query/answers/operation-answers.ts";
import type { SourceList } from "#query/answers/source-answers.ts";
import type { QuarantineList } from "#query/answers/quarantine-answers.ts";
import type { ApiClient } from "../api-client.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

/** Between two looks of `--wait`. */
const LOOK_AGAIN_MS = 100;

/** Longest wait; a view that takes longer is watched better than waited for. */
const WAIT_SECONDS_MAX = 3_600;

const EXAMPLES = `
Examples:
  tracewell status
  tracewell status --wait 60    in a script: until every view has taken over what is recorded now

The exit code is 0 when the service is ready, takes records, nothing lies in quarantine and the
configuration file can be used; else 1, and 3 when nobody answers.
`;

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isSound: boolean;
}

/** `tracewell status`: is the service ready, in step, and is anything waiting for a person. */
export const statusCommand: AddCommand = (program, context) => {
  program
    .command("status")
    .description("Whether the service is ready and in step, and what waits for a person")
    .option(
      "--wait <seconds>",
      "wait so long at most until every view has taken over what is recorded now",
      wholeNumber(1, WAIT_SECONDS_MAX),
    )
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options: { wait?: number; output: OutputFormat }, command) => {
      const { terminal } = context;
      const client = clientOf(command, context);
      const readiness = await readSettled(client, options.wait ?? 0, context);
      const { coverage } = await client.get<QuarantineList>("/api/v1/quarantine", {
        status: "open",
        limit: 1,
      });
      const { configuration } = await client.get<SourceList>("/api/v1/sources", { limit: 1 });
      const facts = [
        ...describe(client.url, readiness, coverage.quarantined),
        ...describeConfiguration(configuration),
      ];
      if (options.output === "json") {
        const { quarantined } = coverage;
        const answer = { url: client.url, ...readiness, quarantined, configuration };
        await terminal.print(`${JSON.stringify(answer, null, 2)}\n`);
      } else await printRows(terminal, options.output, facts, FACT_COLUMNS);
      if (facts.some(({ isSound }) => !isSound)) context.exit(EXIT.findings);
    });
};

const FACT_COLUMNS: readonly Column<Fact>[] = [
  { title: "what", value: ({ name }) => name },
  { title: "is", value: ({ value }) => value, wrap: "text" },
  { title: "sound", value: ({ isSound }) => (isSound ? "yes" : "no") },
];

function describe(
  url: string,
  { ready, stopped, followers }: Readiness,
  quarantined: number,
): Fact[] {
  const hasFailed = stopped !== undefined || followers.some(({ status }) => status === "failed");
  return [
    { name: "service", value: url, isSound: true },
    {
      name: "ready",
      value: ready ? "yes" : hasFailed ? "no" : "not yet: the index is catching up",
      isSound: ready,
    },
    {
      name: "takes records",
      value: stopped === undefined ? "yes" : `no: ${stopped}`,
      isSound: stopped === undefined,
    },
    ...followers.map(({ name, ledger, throughSeq, headSeq, status, reason }) => ({
      name,
      value: `${status}${reason === undefined ? "" : `: ${reason}`}, ledger ${ledger} through ${throughSeq} of ${headSeq}`,
      isSound: status === "running",
    })),
    {
      name: "quarantine",
      value: quarantined === 0 ? "empty" : `${quarantined} open; see tracewell quarantine`,
      isSound: quarantined === 0,
    },
  ];
}

/** Nothing while all is well: most services have no file that could be bad. */
function describeConfiguration(configuration: SourceList["configuration"]): Fact[] {
  if (configuration === undefined || configuration.errors.length === 0) return [];
  const { errors, loadedAt } = configuration;
  const listed = errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const value = `bad; that of ${loadedAt} is in use: ${listed.join("; ")}`;
  return [{ name: "configuration", value, isSound: false }];
}

/** As it is once every view is as far as the ledger was at the first look, or when the time is over. */
async function readSettled(
  client: ApiClient,
  waitSeconds: number,
  { nowMs, signal }: CommandContext,
): Promise<Readiness> {
  const endMs = nowMs() + waitSeconds * 1_000;
  const first = await readReadiness(client);
  let last = first;
  while (nowMs() < endMs && isBehind(last, first)) {
    await wait(LOOK_AGAIN_MS, undefined, { signal });
    last = await readReadiness(client);
  }
  return last;
}

function isBehind({ followers }: Readiness, first: Readiness): boolean {
  return followers.some(({ ledger, throughSeq }) =>
    first.followers.some((one) => one.ledger === ledger && throughSeq < one.headSeq),
  );
}

/** The body is the same, ready or not; only its status differs. */
async function readReadiness(client: ApiClient): Promise<Readiness> {
  const response = await client.request("/readyz", {}, { also: [503] });
  return readinessSchema.parse(await response.json());
}
