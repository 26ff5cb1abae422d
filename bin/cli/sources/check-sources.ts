import { Option, type Command } from "commander";
import { readConfiguration } from "#bin/config.ts";
import { nodeFileAccess } from "#bin/service/follow/node-file-access.ts";
import { FollowPermission } from "#bin/service/follow-permission.ts";
import { TracewellError } from "#domain/errors.ts";
import { discoverFiles } from "#ingest/follow/discover-files.ts";
import type { SourceChange } from "#ingest/pipeline/ingest-gateway.ts";
import { placesOf, type CommandContext } from "../context.ts";
import { printRows } from "../output.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell sources check                          tracewell.config.json, as the service would read it
  tracewell sources check /etc/tracewell/new.json  before it takes the place of the old one

No service is needed, and none is changed. Exits with 2 when the file is bad, and names everything that is
wrong with it.
`;

/** Names of files in a table; with -o json all are given. */
const FILES_SHOWN_MAX = 5;

interface CheckedGlob {
  readonly source: string;
  readonly format: string;
  readonly glob: string;
  /** Ascending. */
  readonly files: readonly string[];
  /** What could not be looked at. */
  readonly problems: readonly string[];
  readonly isCut: boolean;
}

const GLOB_COLUMNS: readonly Column<CheckedGlob>[] = [
  { title: "source", value: ({ source }) => source, style: "bold" },
  { title: "format", value: ({ format }) => format },
  { title: "follows", value: ({ glob }) => glob },
  { title: "files now", value: describeCount, alignRight: true },
  { title: "which", value: describeFiles, wrap: "items" },
];

function describeCount({ glob, files, isCut }: CheckedGlob): string {
  return glob === "" ? "" : `${files.length}${isCut ? " or more" : ""}`;
}

function describeFiles({ files }: CheckedGlob): string {
  const more = files.length - FILES_SHOWN_MAX;
  return [...files.slice(0, FILES_SHOWN_MAX), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** `tracewell sources check [FILE]`. */
export function addCheck(sources: Command, context: CommandContext): void {
  sources
    .command("check")
    .description("Check a configuration file, and show what its sources would follow")
    .argument("[file]", "configuration file; by default the one of the service")
    .addOption(
      new Option("-o, --output <format>", "how results are printed")
        .choices(["table", "json"])
        .default("table"),
    )
    .addHelpText("after", EXAMPLES)
    .action(
      async (
        given: string | undefined,
        { output }: { readonly output: "table" | "json" },
        command: Command,
      ) => {
        const places = placesOf(command, context);
        const read = readConfiguration(given === undefined ? places : { ...places, file: given });
        const { config, file, fileIsThere } = read;
        if (!fileIsThere) {
          throw new TracewellError("invalid-config", `There is no configuration file ${file}.`);
        }
        const permission = new FollowPermission({
          followDirectories: config.followDirectories,
          forbidden: [config.dataDir, config.masterKeyFile, file],
        });
        const rows: CheckedGlob[] = [];
        for (const source of read.sources) rows.push(...(await checkedGlobs(source, permission)));
        await printRows(context.terminal, output, rows, GLOB_COLUMNS);
        for (const problem of new Set(rows.flatMap(({ problems }) => problems))) {
          context.terminal.note.write(`${problem}\n`);
        }
        const count = read.sources.length;
        const word = count === 1 ? "source" : "sources";
        context.terminal.note.write(`${file} is good: ${count} ${word}.\n`);
      },
    );
}

async function checkedGlobs(
  source: SourceChange,
  permission: FollowPermission,
): Promise<CheckedGlob[]> {
  const { name, format, files } = source;
  if (files === undefined) {
    return [{ source: name, format, glob: "", files: [], problems: [], isCut: false }];
  }
  const allows = (path: string): boolean => permission.allows(path, "config");
  const checked: CheckedGlob[] = [];
  for (const glob of files.paths) {
    const one = { files: { ...files, paths: [glob] } };
    const { files: found, problems, isCut } = await discoverFiles(one, nodeFileAccess, allows);
    checked.push({ source: name, format, glob, files: [...found.keys()], problems, isCut });
  }
  return checked;
}
