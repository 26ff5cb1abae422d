import { RE2JS, RE2JSException } from "re2js";
import { TracewellError } from "#domain/errors.ts";
import { TRANSACTION_ID_PATTERN } from "#domain/identifiers/transaction-id.ts";

/**
 * Steps of a configured pattern's program: every character of a text may cost that many. An ID of 256
 * characters, the longest there is, has a step for each of them and some to spare.
 */
const PATTERN_STEPS_MAX = 600;

/** An expression around a transaction ID. Groups are numbered; those of the ID's own pattern come last. */
export interface TransactionIdExpression {
  test(text: string): boolean;
  /** The first match and its groups; null without one. */
  match(text: string): readonly (string | undefined)[] | null;
  /** All matches in their order, each with its groups. */
  matchAll(text: string): Iterable<readonly (string | undefined)[]>;
}

/**
 * The pattern of a source's transaction IDs, ready to be put into expressions. A configured pattern comes
 * from outside and meets text from outside, so it runs in an engine whose time grows in proportion to the
 * text, whatever the pattern (RE2, without lookaround and backreferences).
 */
export class TransactionIdPattern {
  readonly #source: string;
  readonly #isDefault: boolean;

  /**
   * Throws `invalid-parameter` for what is no such expression, takes too many steps, or also matches an
   * empty text.
   */
  constructor(pattern: string = TRANSACTION_ID_PATTERN) {
    // Written for a whole value, a pattern may carry anchors; here the ID stands inside a line.
    const source = pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
    this.#source = `(?:${source})`;
    this.#isDefault = pattern === TRANSACTION_ID_PATTERN;
    if (this.#isDefault) return;
    const compiled = compileConfigured(`^(?:${source})$`, pattern);
    if (compiled.programSize() > PATTERN_STEPS_MAX) {
      throw refused(pattern, "it is too large: at most an ID of 256 characters is described");
    }
    if (compiled.test("")) throw refused(pattern, "it also matches an empty one");
  }

  /** The ID between what surrounds it, as sources that both engines read alike; `i` ignores case. */
  within(before: string, after: string, flags: "" | "i" = ""): TransactionIdExpression {
    const source = `${before}(${this.#source})${after}`;
    if (this.#isDefault) return new NativeExpression(source, flags);
    return new LinearExpression(compileConfigured(source, this.#source, flags));
  }
}

class NativeExpression implements TransactionIdExpression {
  readonly #first: RegExp;
  readonly #all: RegExp;

  constructor(source: string, flags: string) {
    this.#first = new RegExp(source, `${flags}u`);
    this.#all = new RegExp(source, `${flags}gu`);
  }

  test(text: string): boolean {
    return this.#first.test(text);
  }

  match(text: string): RegExpExecArray | null {
    return this.#first.exec(text);
  }

  matchAll(text: string): Iterable<RegExpExecArray> {
    return text.matchAll(this.#all);
  }
}

class LinearExpression implements TransactionIdExpression {
  readonly #compiled: RE2JS;

  constructor(compiled: RE2JS) {
    this.#compiled = compiled;
  }

  test(text: string): boolean {
    return this.#compiled.test(text);
  }

  match(text: string): readonly (string | undefined)[] | null {
    // Most lines have none, and to know that costs a twentieth of looking for the groups.
    if (!this.#compiled.test(text)) return null;
    for (const groups of this.matchAll(text)) return groups;
    return null;
  }

  *matchAll(text: string): Generator<readonly (string | undefined)[]> {
    const matcher = this.#compiled.matcher(text);
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => index);
    while (matcher.find()) yield groups.map((group) => matcher.group(group) ?? undefined);
  }
}

function compileConfigured(source: string, pattern: string, flags: "" | "i" = ""): RE2JS {
  try {
    return RE2JS.compile(source, flags === "i" ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw refused(
      pattern,
      `${cause.message} (lookaround and backreferences are not supported)`,
      cause,
    );
  }
}

function refused(pattern: string, why: string, cause?: Error): TracewellError {
  return new TracewellError(
    "invalid-parameter",
    `\`${pattern}\` is not a pattern of transaction IDs: ${why}; a pattern is a regular expression such as ${TRANSACTION_ID_PATTERN}.`,
    { detail: { parameter: "transactionIdPattern", value: pattern }, ...(cause && { cause }) },
  );
}
