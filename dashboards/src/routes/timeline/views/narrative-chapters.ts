import type { ObjectAnswer } from "#query/answers/object-answers.ts";

export type Sentence = NonNullable<ObjectAnswer["narrative"]>[number];
type Finding = NonNullable<ObjectAnswer["findings"]>[number];

export interface ToldSentence {
  readonly words: string;
  readonly evidence: readonly string[];
  /** The finding it tells. */
  readonly finding: Finding | null;
}

export interface Chapter {
  readonly name: Sentence["chapter"];
  readonly sentences: readonly ToldSentence[];
}

/** Sentences by chapter, in the order in which they are told; a sentence that tells a finding knows it. */
export function chaptersOf(
  narrative: readonly Sentence[],
  findings: readonly Finding[],
): Chapter[] {
  return [...Map.groupBy(narrative, ({ chapter }) => chapter)].map(([name, sentences]) => ({
    name,
    sentences: sentences.map(({ text, evidence }) => ({
      words: text,
      evidence,
      finding:
        name === "findings"
          ? (findings.find(({ sentence }) => text.endsWith(sentence)) ?? null)
          : null,
    })),
  }));
}

/** The narrative as plain text, each sentence with its records: `Placed at … [main:42]`. */
export function narrativeText(
  heading: string,
  chapters: readonly Chapter[],
  nameOf: (chapter: Chapter["name"]) => string,
): string {
  const parts = chapters.map(({ name, sentences }) =>
    [nameOf(name), ...sentences.map(sentenceLine)].join("\n"),
  );
  return `${[heading, ...parts].join("\n\n")}\n`;
}

function sentenceLine({ words, evidence }: ToldSentence): string {
  return evidence.length === 0 ? words : `${words} [${evidence.join(", ")}]`;
}
