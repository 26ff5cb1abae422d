import type { Command } from "commander";
import type { SourceAnswer } from "#query/answers/source-answers.ts";
import { clientOf, type CommandContext } from "../context.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Terminal } from "../terminal.ts";
import { wrapText } from "../wrap-text.ts";
import { describeLag, SOURCE_COLUMNS } from "./source-columns.ts";

/** Narrower, a value is a column of words. */
const VALUE_WIDTH_MIN = 24;

/** `tracewell sources show NAME`. */
export function addShow(sources: Command, context: CommandContext): void {
  sources
    .command("show")
    .description("One source, with its settings and what is known of its records")
    .argument("<name>", "name of the source")
    .addOption(outputOption())
    .action(async (name: string, { output }: { output: OutputFormat }, command: Command) => {
      const { terminal } = context;
      const path = `/api/v1/sources/${encodeURIComponent(name)}`;
      const source = await clientOf(command, context).get<SourceAnswer>(path);
      if (output === "json") await terminal.print(`${JSON.stringify(source, null, 2)}\n`);
      else if (output === "table") await printFields(terminal, describeSource(source));
      else await printRows(terminal, output, [source], SOURCE_COLUMNS);
    });
}

type Field = readonly [name: string, value: string];

/** What is known, name by name; what is not set is left out. */
function describeSource(source: SourceAnswer): Field[] {
  const { files, mapping, lastRecord, following, followedFiles } = source;
  const fields: (readonly [string, string | undefined])[] = [
    ["source", source.name],
    ["format", source.format],
    ["zone", source.timezone],
    ["transaction ID", source.transactionIdPattern],
    ["raw text", source.protectRaw === true ? "written as ciphertext" : undefined],
    ["mapping", typeof mapping === "object" ? JSON.stringify(mapping) : mapping],
    ["follows", files?.paths.join(", ")],
    ["leaves out", files?.exclude?.join(", ")],
    ["stores", source.stores?.join(", ")],
    ["set by", source.managedBy === "config" ? "the configuration file" : "API and command"],
    ["registered", source.registeredAt],
    ["records", String(source.records)],
    ["last record", lastRecord === null ? undefined : describeLast(lastRecord)],
    ["files", following === undefined ? undefined : describeFollowing(following)],
    ...(followedFiles ?? []).map((file) => ["file", describeFile(file)] as const),
  ];
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function describeFollowing({
  files,
  failed,
  unreadBytes,
  lagMs,
}: NonNullable<SourceAnswer["following"]>): string {
  const failures = failed === 0 ? "" : `, ${failed} cannot be read`;
  const behind = unreadBytes === 0 ? "" : `, ${unreadBytes} bytes behind since ${lagMs} ms`;
  return `${files}${failures}${behind}`;
}

function describeFile({
  path,
  state,
  offset,
  size,
  error,
}: NonNullable<SourceAnswer["followedFiles"]>[number]): string {
  return `${path}  ${state}, ${offset} of ${size} bytes${error === undefined ? "" : `: ${error}`}`;
}

function describeLast(lastRecord: NonNullable<SourceAnswer["lastRecord"]>): string {
  return `${lastRecord.reference} of ${lastRecord.time}, known ${describeLag(lastRecord)} later`;
}

async function printFields(terminal: Terminal, fields: readonly Field[]): Promise<void> {
  const widest = Math.max(...fields.map(([name]) => name.length));
  const hanging = " ".repeat(widest + 2);
  for (const [name, value] of fields) {
    const lines = wrapText(value, Math.max(VALUE_WIDTH_MIN, terminal.width - hanging.length));
    const label = terminal.style("dim", name.padEnd(widest));
    await terminal.print(`${label}  ${lines.join(`\n${hanging}`)}\n`);
  }
}
