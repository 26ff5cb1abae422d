import type { ExportManifest } from "#query/answers/export-answers.ts";
import type { ExportDesk } from "#query/exports/export-desk.ts";
import { openExportContent } from "#storage/exports/file-export-store.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/** The desk of exports in its thread; files are read here, beside it. */
export function createExportDesk(jobs: Pick<ThreadClient, "call">, directory: string): ExportDesk {
  const ask =
    (method: keyof ExportDesk) =>
    <Result>(argument: unknown): Promise<Result> =>
      jobs.call<Result>(`export-${method}`, argument);
  const manifest = ask("manifest");
  return {
    start: ask("start"),
    list: () => ask("list")(null),
    get: ask("get"),
    cancel: ask("cancel"),
    resume: ask("resume"),
    remove: ask("remove"),
    manifest,
    content: async (id) => {
      const { file } = await manifest<ExportManifest>(id);
      return { ...file, open: () => openExportContent(directory, id) };
    },
  };
}
