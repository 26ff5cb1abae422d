import { invariant } from "#domain/errors.ts";
import type { LedgerIdentities } from "./ledger-identities.ts";
import type { LedgerReader, PlainDraft } from "./ledger.ts";
import { locateEvent } from "./record-identity.ts";
import type { RecordIdentity } from "./record-identity.ts";
import type { StagedGroup } from "./staged-group.ts";

/** Finds the record, durable or staged, that has the identity of the one encoded last. */
export class RecordSearch {
  /** Whether the record found last has the same event, byte by byte. */
  foundIsSame = false;
  readonly #identities: LedgerIdentities;
  readonly #reader: LedgerReader;
  readonly #group: StagedGroup;
  readonly #holds = (seq: number): boolean => this.#holdsSought(seq);
  readonly #holdsPlain = (seq: number): boolean => this.#holdsSoughtPlain(seq);
  #sought: RecordIdentity | null = null;
  #soughtPlain: PlainDraft | null = null;

  constructor(parts: {
    readonly identities: LedgerIdentities;
    readonly reader: LedgerReader;
    readonly group: StagedGroup;
  }) {
    this.#identities = parts.identities;
    this.#reader = parts.reader;
    this.#group = parts.group;
  }

  /** Its seq, 0 when there is none. Throws `ledger-corrupt` where a record cannot be read. */
  find(sought: RecordIdentity): number {
    this.#sought = sought;
    return this.#identities.find(sought.sourceName, sought.id, this.#holds);
  }

  /** The same for the identity of a plain record. */
  findPlain(draft: PlainDraft): number {
    this.#soughtPlain = draft;
    return this.#identities.findBytes(draft.source.name, draft, this.#holdsPlain);
  }

  /** Only now is the ID's text made: hardly any record has the hash of another. */
  #holdsSoughtPlain(seq: number): boolean {
    const draft = this.#soughtPlain;
    invariant(draft !== null, "a plain record is sought");
    const id = draft.bytes.toString("latin1", draft.idAt, draft.idEnd);
    this.#sought = { sourceName: draft.source.name, id };
    return this.#holdsSought(seq);
  }

  #holdsSought(seq: number): boolean {
    const line = this.#line(seq);
    const place = locateEvent(line);
    invariant(place !== null, "a sound record can be taken apart");
    const { identity, eventAt, eventEnd } = place;
    if (identity?.id !== this.#sought?.id) return false;
    if (identity?.sourceName !== this.#sought?.sourceName) return false;
    this.foundIsSame = this.#group.encodedEventEquals(line, eventAt, eventEnd);
    return true;
  }

  #line(seq: number): Buffer {
    const group = this.#group;
    if (group.records > 0 && seq >= group.firstSeq) return group.line(seq);
    const line = this.#reader.readLine(seq);
    invariant(line !== null, "a record with an identity is kept");
    return line;
  }
}
