import { hash } from "node:crypto";
import type { AuditEvent } from "#domain/events/event.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import type { Decoded } from "#ingest/formats/format.ts";
import { ExampleMasker } from "./mask-example.ts";
import type { Preview, PreviewOptions, PreviewProblem } from "./preview-result.ts";

/** IDs that are compared; a preview of more says so. At 200 bytes each, 100 MB. */
const IDS_COMPARED_MAX = 500_000;

const DIGEST_BYTES = 12;

type DecodedEvent = Extract<Decoded, { kind: "event" }>;

interface TypeCount {
  readonly type: string;
  count: number;
  firstTime: string;
  lastTime: string;
  readonly examples: AuditEvent[];
}

/** 96 bits tell all contents of one file apart. */
function digest(content: string | Uint8Array): string {
  return hash("sha256", content, "buffer").toString("base64", 0, DIGEST_BYTES);
}

export interface CounterOptions extends PreviewOptions {
  /** The format's source text carries personal data. */
  readonly hidesText: boolean;
}

/** Counts what an import would add, as the ledger would judge it. */
export class PreviewCounter {
  readonly #options: CounterOptions;
  readonly #masker: ExampleMasker;
  readonly #types = new Map<string, TypeCount>();
  readonly #problems: PreviewProblem[] = [];
  readonly #seen = new Map<string, string>();
  #records = 0;
  #repeated = 0;
  #rows = 0;
  #rowsWithEvents = 0;
  #quarantined = 0;
  /** Offset of the last row, until an event was made of it. */
  #openRow: number | null = null;
  #isMapped = false;

  constructor(options: CounterOptions) {
    this.#options = options;
    this.#masker = new ExampleMasker(options);
  }

  add(decoded: readonly Decoded[]): void {
    for (const record of decoded) this.#addRecord(record);
  }

  preview(format: string, bytes: number): Omit<Preview, "columnsMissing"> {
    const { input, source, settings } = this.#options;
    const { mapping } = settings.options;
    const types = [...this.#types.values()].toSorted((left, right) => right.count - left.count);
    return {
      input,
      source,
      format,
      mapping: mapping === undefined ? null : mapping.version === 2 ? mapping.name : "version 1",
      bytes,
      records: this.#records,
      repeated: this.#repeated,
      rows: this.#isMapped ? this.#rows : null,
      rowsOnly: this.#rows - this.#rowsWithEvents,
      quarantined: this.#quarantined,
      firstTime: types.map(({ firstTime }) => firstTime).toSorted()[0] ?? null,
      lastTime:
        types
          .map(({ lastTime }) => lastTime)
          .toSorted()
          .at(-1) ?? null,
      types,
      problems: this.#problems,
      idsCompared: this.#seen.size < IDS_COMPARED_MAX,
    };
  }

  #addRecord(record: Decoded): void {
    const { line = null, offset = 0 } = record.position;
    if (record.kind === "bad") {
      this.#refuse({ line, reason: record.reason, message: record.message });
      return;
    }
    const parsed = parseEvent(record.event);
    if (!parsed.ok) {
      const reason = parsed.path === "time" ? "invalid-time" : "invalid-event";
      this.#refuse({ line, reason, message: parsed.message });
      return;
    }
    const { event } = parsed;
    const standing = this.#compare(record, event.id);
    this.#countRow(record, offset, standing === "repeated");
    if (standing === "conflict") {
      const message = `Another record of the file has the ID ${event.id} and other content.`;
      this.#refuse({ line, reason: "id-conflict", message });
    } else if (standing === "repeated") {
      this.#repeated += 1;
    } else {
      this.#records += 1;
      this.#countType(event);
    }
  }

  #countRow({ mapping, event }: DecodedEvent, offset: number, isRepeated: boolean): void {
    if (mapping === undefined) return;
    this.#isMapped = true;
    if (event["id"] === undefined) {
      if (!isRepeated) this.#rows += 1;
      this.#openRow = isRepeated ? null : offset;
    } else if (this.#openRow === offset) {
      this.#rowsWithEvents += 1;
      this.#openRow = null;
    }
  }

  #countType(event: AuditEvent): void {
    const { type, time } = event;
    const counted = this.#types.get(type);
    if (counted === undefined) {
      this.#types.set(type, {
        type,
        count: 1,
        firstTime: time,
        lastTime: time,
        examples: [this.#masker.mask(event)],
      });
      return;
    }
    counted.count += 1;
    if (time < counted.firstTime) counted.firstTime = time;
    if (time > counted.lastTime) counted.lastTime = time;
    if (counted.examples.length < this.#options.limit) {
      counted.examples.push(this.#masker.mask(event));
    }
  }

  /** An event is known by its ID; a row by its key and all of its text. */
  #compare(record: DecodedEvent, id: string | undefined): "new" | "repeated" | "conflict" {
    const { derivedId, sourceText, verbatim, event } = record;
    if (id === undefined) {
      if (derivedId === undefined || sourceText === undefined) return "new";
      return this.#remember(`${derivedId}:${digest(sourceText)}`, "");
    }
    return this.#remember(id, digest(verbatim ?? JSON.stringify(event)));
  }

  #remember(key: string, content: string): "new" | "repeated" | "conflict" {
    const known = this.#seen.get(key);
    if (known !== undefined) return known === content ? "repeated" : "conflict";
    if (this.#seen.size < IDS_COMPARED_MAX) this.#seen.set(key, content);
    return "new";
  }

  #refuse(problem: PreviewProblem): void {
    this.#quarantined += 1;
    if (this.#problems.length < this.#options.limit) this.#problems.push(problem);
  }
}
