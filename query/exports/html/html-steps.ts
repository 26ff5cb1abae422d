import { masked, presentEvent } from "#domain/events/present-event.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { CoverageFacts } from "../../answers/coverage.ts";
import type { Exported } from "../../answers/export-answers.ts";
import { coverageOf, withCommas } from "../../coverage.ts";
import { readObject } from "../../objects/read-object.ts";
import { parseFilters } from "../../search/open-search.ts";
import {
  type ExportContext,
  type ExportPlace,
  type ExportStep,
  moved,
  type Piece,
  withReasons,
} from "../export-work.ts";
import { gatheringSteps, listedObjects, type ListedObject } from "../gather-steps.ts";
import { exportCoverage } from "../make-manifest.ts";
import { recordStep } from "../record-steps.ts";
import { nameOf, objectView } from "./object-view.ts";
import { appendixRecord, timelineRow } from "./record-views.ts";
import { renderHtml } from "./render-html.ts";

/** Records of a timeline that are read and written at once. */
const TIMELINE_AT_ONCE = 500;

const TABLE_END = "</tbody>\n</table>\n";

function titleOfExport(what: Exported): string {
  if (what.kind === "object") return `What is known of ${nameOf(what)}`;
  return what.kind === "search" ? "Records" : "Objects of a worklist";
}

function questionOf(what: Exported): { name: string; value: string }[] {
  if (what.kind === "search") {
    const { q: _q, kind: _kind, ...range } = what;
    const query = parseFilters(what).canonical;
    return [{ name: "Search", value: query === "" ? "all records" : query }, ...entries(range)];
  }
  const { kind: _kind, ...asked } = what;
  return entries(asked);
}

function entries(asked: object): { name: string; value: string }[] {
  return Object.entries(asked).map(([name, value]) => ({ name, value: String(value) }));
}

function head(context: ExportContext, place: ExportPlace): string {
  const { request, facts, positions, nowMs, version } = context;
  const { ledgers, reasons } = exportCoverage(facts, positions, place.reasons);
  const through = ledgers.map(({ ledger, throughSeq, headSeq }) => {
    return `${ledger} through ${withCommas(throughSeq)} of ${withCommas(headSeq)}`;
  });
  return renderHtml("head", {
    title: titleOfExport(request.what),
    subtitle: `Taken from the audit log by Tracewell ${version}. Personal values and secrets stand as their masks.`,
    facts: [
      ...questionOf(request.what),
      { name: "Asked", value: formatTime(new Date(nowMs).toISOString()) },
      { name: "Ledger", value: through.join(", ") },
    ],
    reasons,
  });
}

/** What readers of objects are told: the positions of the export, and why something may be missing. */
function pinnedFacts({ facts, positions }: ExportContext): CoverageFacts {
  const { reasons } = coverageOf(facts, positions);
  const heads = Object.entries(positions).map(([ledger, headSeq]) => ({ ledger, headSeq }));
  return { heads, quarantined: 0, reasons };
}

/** An object's section in parts: its verdict with the first records, the further records, its end. */
async function* writeObject(
  context: ExportContext,
  listed: ListedObject,
  from: ExportPlace,
): AsyncGenerator<Piece> {
  const { sources, request, nowMs } = context;
  const { what } = request;
  const { asOf, knownAt } = what.kind === "object" ? what : {};
  const facts = pinnedFacts(context);
  let place = from;
  do {
    const answer = masked(
      await readObject(sources, {
        ...listed.object,
        facts,
        nowMs,
        limit: TIMELINE_AT_ONCE,
        verdict: place.cursor === null,
        ...(asOf !== undefined && { asOf }),
        ...(knownAt !== undefined && { knownAt }),
        ...(place.cursor !== null && { cursor: place.cursor }),
      }),
    );
    const rows = { rows: answer.timeline.map(timelineRow), hasWaits: true };
    const isLast = answer.nextCursor === null;
    const text =
      (place.cursor === null ? renderHtml("object", objectView(answer)) : "") +
      renderHtml("timeline-rows", rows) +
      (isLast ? `${TABLE_END}</section>\n` : "");
    // What is said of every answer stands at the head of the page already.
    const own = answer.coverage.reasons.filter((reason) => !facts.reasons.includes(reason));
    place = moved(withReasons(place, own), {
      cursor: answer.nextCursor,
      ...(isLast && {
        ordinal: listed.ordinal,
        done: place.done + 1,
        objects: place.objects + 1,
      }),
    });
    yield { text, place };
  } while (place.cursor !== null);
}

async function* writeObjects(context: ExportContext, from: ExportPlace): AsyncGenerator<Piece> {
  let place = moved(from, { expected: context.spool.counts().listed });
  for (;;) {
    const [listed] = listedObjects(context, place.ordinal, 1);
    if (listed === undefined) return;
    for await (const piece of writeObject(context, listed, place)) {
      place = piece.place;
      yield piece;
    }
  }
}

function bodySteps(context: ExportContext): ExportStep[] {
  if (context.request.what.kind !== "search") {
    return [{ name: "verdicts", walk: (place) => writeObjects(context, place) }];
  }
  const columns = { caption: "Oldest first", hasWaits: false };
  return [
    {
      name: "timeline",
      write: () => `<section>\n<h2>Timeline</h2>\n${renderHtml("timeline-head", columns)}`,
    },
    recordStep(context, "rows", {
      isWritten: false,
      text: (records) => {
        const rows = records.map((record) => timelineRow(presentEvent(record)));
        return renderHtml("timeline-rows", { rows, hasWaits: false });
      },
    }),
    { name: "timelineEnd", write: () => `${TABLE_END}</section>\n` },
  ];
}

/** What an object lacks is known once it was looked at: it stands behind the objects. */
function appendixHead({ reasons }: ExportPlace): string {
  const said = reasons.length === 0 ? "" : renderHtml("reasons", { reasons });
  return `${said}<section>\n<h2 class="whole">Records, as they stand in the ledger</h2>\n`;
}

function foot({ records, objects }: ExportPlace, isSearch: boolean): string {
  const told = isSearch ? "" : ` of ${withCommas(objects)} objects`;
  return `</section>\n<footer><p class="quiet">End of the export: ${withCommas(records)} records${told}.</p></footer>\n</body>\n</html>\n`;
}

/**
 * A page to be printed: of each object its verdict, states, findings, narrative and timeline, of a search its
 * timeline; then every record as it stands in the ledger. It holds no script, and its policy lets none in.
 */
export function htmlSteps(context: ExportContext): ExportStep[] {
  const isSearch = context.request.what.kind === "search";
  return [
    ...gatheringSteps(context),
    { name: "head", write: (place) => head(context, place) },
    ...bodySteps(context),
    { name: "appendix", write: appendixHead },
    recordStep(context, "records", {
      isWritten: true,
      text: (records) =>
        renderHtml("records", {
          records: records.map((record) => appendixRecord(presentEvent(record))),
        }),
    }),
    { name: "foot", write: (place) => foot(place, isSearch) },
  ];
}
