import { TracewellError } from "#domain/errors.ts";
import { CompiledMapping } from "#ingest/formats/field-mapping.ts";
import type { FieldMapping } from "#ingest/formats/format.ts";
import { ndjsonFormat } from "#ingest/formats/ndjson.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import { readEpoch } from "#ingest/formats/time-text.ts";
import { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";

export interface SettingProblem {
  /** `timezone`, `mapping.fields.objects[0].id`, … */
  readonly path: string;
  readonly message: string;
}

interface Settings {
  readonly format: string;
  readonly timezone?: string | undefined;
  readonly transactionIdPattern?: string | undefined;
  readonly mapping?: FieldMapping | undefined;
}

/** Everything in a source's settings that a decoder would refuse, each by its place. */
export function settingProblems(settings: Settings): SettingProblem[] {
  const { format, timezone, transactionIdPattern, mapping } = settings;
  const problems = [
    ...problemsOf("timezone", () => new ZoneClock(timezone)),
    ...problemsOf("transactionIdPattern", () => new TransactionIdPattern(transactionIdPattern)),
  ];
  if (mapping === undefined) return problems;
  if (format !== ndjsonFormat.name) {
    const message = `only the format ${ndjsonFormat.name} reads by a mapping`;
    problems.push({ path: "mapping", message });
  }
  return [...problems, ...mappingProblems(mapping)];
}

function mappingProblems({ fields, constants = {}, timeFormat }: FieldMapping): SettingProblem[] {
  const clock = new ZoneClock();
  const compile = (part: Omit<FieldMapping, "version">): unknown =>
    new CompiledMapping({ version: 1, ...part }, clock);
  const problems = [
    ...Object.entries(fields).flatMap(([target, source]) =>
      problemsOf(`mapping.fields.${target}`, () => compile({ fields: { [target]: source } })),
    ),
    ...Object.entries(constants).flatMap(([target, value]) =>
      problemsOf(`mapping.constants.${target}`, () =>
        compile({ fields: {}, constants: { [target]: value } }),
      ),
    ),
  ];
  // Zero is a time in every unit there is.
  const isUnknownUnit =
    timeFormat?.startsWith("epoch-") === true && readEpoch("0", timeFormat)?.ok !== true;
  if (isUnknownUnit) {
    const message = `there is no ${timeFormat}; write epoch-s, epoch-ms, epoch-us or epoch-ns`;
    problems.push({ path: "mapping.timeFormat", message });
  }
  return problems;
}

/** What a reader says of its setting, as a problem of that setting. Other errors are thrown. */
function problemsOf(path: string, read: () => unknown): SettingProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof TracewellError)) throw error;
    return [{ path, message: error.message.replace(/\.$/, "") }];
  }
}
