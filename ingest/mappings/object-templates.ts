import type { EventTemplate } from "#ingest/mappings/mapping-schema.ts";
import { Template, type TemplateFacts } from "#ingest/mappings/template.ts";

/** The objects that an event of a mapping touches; those whose ID a row lacks are left out. */
export class ObjectTemplates {
  readonly #objects: readonly { type: string; id: Template; role?: string | undefined }[];

  /** Throws `invalid-parameter` for a template that is none. */
  constructor(objects: EventTemplate["objects"] = []) {
    this.#objects = objects.map(({ type, id, role }) => ({ type, id: new Template(id), role }));
  }

  render(
    row: Readonly<Record<string, unknown>>,
    facts: TemplateFacts,
  ): { type: string; id: string; role?: string }[] {
    return this.#objects.flatMap(({ type, id, role }) => {
      const rendered = id.render(row, facts);
      if (rendered === null) return [];
      return [{ type, id: rendered, ...(role !== undefined && { role }) }];
    });
  }
}
