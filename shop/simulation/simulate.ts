import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { invariant } from "#domain/errors.ts";
import { timeText } from "../clock/shop-clock.ts";
import { EXTERNAL_CARDS } from "../gift-cards/find-card.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { readAnswerKey } from "./answer-key.ts";
import { ANSWER_KEY_VERSION, type AnswerKeyRecord } from "./answer-key-schema.ts";
import type { Behavior } from "./customers/behavior.ts";
import { DAY_MS, HOUR_MS } from "./customers/customer.ts";
import type { FaultRates } from "./fault-rates.ts";
import { openWorld, type World } from "./open-world.ts";
import { Operator } from "./operator.ts";
import { OUTPUT_FILES, prepareOutput } from "./output-directory.ts";
import { Refusals } from "./refusals.ts";
import { type Attendance, runCustomers } from "./run-customers.ts";
import { countValues, type SimulationSummary } from "./simulation-summary.ts";
import { evidenceTruths } from "./truth/evidence-truth.ts";
import { readMoney } from "./truth/money-truth.ts";

/** Time in which nobody new comes: what customers began is brought to its end. */
const QUIET_MS = DAY_MS;

/** Events are written to the files so often on the simulated clock. */
const FLUSH_MS = HOUR_MS;

/** Records of the key, of some kilobytes at most. */
const WRITTEN_AT_ONCE = 1_000;

export interface SimulationOptions {
  readonly customers: number;
  readonly seed: number;
  /** In which customers come; one more follows in which nobody new does. */
  readonly days: number;
  readonly rates: FaultRates;
  readonly startMs: number;
  /** Made; empty, or with an earlier simulation that `replace` lets go. */
  readonly directory: string;
  readonly replace: boolean;
  /** Everybody behaves so; otherwise each by chance. */
  readonly behavior?: Behavior;
  /** Asked between steps: true ends the run where it is, with everything told until then. */
  readonly isStopped?: () => boolean;
  /** Simulated days that are over. */
  readonly onProgress?: (daysDone: number, daysTotal: number) => void;
}

/**
 * Drives customers through the shop on a clock of its own and writes events, traces, answer key and summary.
 * The same options give the same bytes. Rejects with `invalid-request` when the directory cannot be used, and
 * with the first fault of ours.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationSummary> {
  const { directory, seed, startMs, rates } = options;
  prepareOutput(directory, options);
  const failures: unknown[] = [];
  const refusals = new Refusals();
  const onError = (error: unknown): void => {
    failures.push(error);
  };
  const onFailure = (error: unknown): void => {
    try {
      refusals.note(error);
    } catch (fault) {
      onError(fault);
    }
  };
  const world = openWorld({ seed, startMs, rates, directory, onFailure });
  try {
    const attendance = start(world, options, { refusals, onError });
    const stopped = await run(world, options, () => failures.length > 0);
    if (failures.length > 0) throw failures[0];
    await world.relay.close();
    const records = readRecords(world, options, stopped);
    writeRecords(directory, records);
    const summary = summarize(world, options, { records, attendance, refusals, stopped });
    writeFileSync(join(directory, OUTPUT_FILES.summary), `${JSON.stringify(summary, null, 2)}\n`);
    return summary;
  } finally {
    await world.relay.close();
    world.composed.close();
  }
}

/** Sets everything going; it goes as the clock does. */
function start(
  world: World,
  options: SimulationOptions,
  { refusals, onError }: { refusals: Refusals; onError: (error: unknown) => void },
): Attendance {
  const { composed, services, seed } = world;
  const random = seededRandom(seed, "operator");
  const operator = new Operator({ composed, services, random, refusals });
  world.heartbeat.start();
  world.transport.start();
  const opened = async (): Promise<void> => {
    await composed.start();
    await operator.openShop();
    await Promise.all([operator.work(), operator.watch()]);
  };
  opened().catch(onError);
  return runCustomers(world, { ...options, refusals, onError });
}

/** To the end, or until it is stopped: then true. Whatever is under way at the end stays so. */
async function run(
  { clock, relay }: World,
  { days, onProgress, isStopped = () => false }: SimulationOptions,
  hasFailed: () => boolean,
): Promise<boolean> {
  const startMs = clock.nowMs();
  const endMs = startMs + days * DAY_MS + QUIET_MS;
  const isOver = (): boolean => isStopped() || hasFailed();
  for (let untilMs = startMs + FLUSH_MS; untilMs <= endMs && !isOver(); untilMs += FLUSH_MS) {
    await clock.runUntil(untilMs, isOver);
    relay.flush();
    onProgress?.((clock.nowMs() - startMs) / DAY_MS, (endMs - startMs) / DAY_MS);
  }
  return isStopped();
}

function readRecords(
  { composed, databases, injector, transport, clock }: World,
  options: SimulationOptions,
  stopped: boolean,
): AnswerKeyRecord[] {
  const { web, main, settings } = composed.shop;
  const nowMs = clock.nowMs();
  const { stores } = settings;
  const external = databases.get(EXTERNAL_CARDS);
  invariant(external !== undefined, "the external cards have a database");
  const money = readMoney(composed.gateways.truth(), { web, external });
  return [
    {
      record: "run",
      version: ANSWER_KEY_VERSION,
      seed: options.seed,
      customers: options.customers,
      days: options.days,
      from: timeText(options.startMs),
      to: timeText(nowMs),
      stopped,
      rates: Object.fromEntries(options.rates),
    },
    ...readAnswerKey({ web, main, external, money, struck: injector.struck, stores, nowMs }),
    ...evidenceTruths(
      transport.disturbed,
      transport.outages,
      stores.map(({ code }) => code),
    ),
  ];
}

/** In pieces: a text of all of them may be longer than a string can be. */
function writeRecords(directory: string, records: readonly AnswerKeyRecord[]): void {
  const path = join(directory, OUTPUT_FILES.answerKey);
  writeFileSync(path, "");
  for (let from = 0; from < records.length; from += WRITTEN_AT_ONCE) {
    const piece = records.slice(from, from + WRITTEN_AT_ONCE);
    appendFileSync(path, piece.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }
}

function summarize(
  { clock, counter, injector }: World,
  options: SimulationOptions,
  result: {
    readonly records: readonly AnswerKeyRecord[];
    readonly attendance: Attendance;
    readonly refusals: Refusals;
    readonly stopped: boolean;
  },
): SimulationSummary {
  const { records, attendance } = result;
  const of = <Kind extends AnswerKeyRecord["record"]>(
    kind: Kind,
  ): Extract<AnswerKeyRecord, { record: Kind }>[] =>
    records.filter(
      (record): record is Extract<AnswerKeyRecord, { record: Kind }> => record.record === kind,
    );
  return {
    seed: options.seed,
    customers: options.customers,
    days: options.days,
    from: timeText(options.startMs),
    to: timeText(clock.nowMs()),
    stopped: result.stopped,
    rates: Object.fromEntries(options.rates),
    arrived: attendance.arrived,
    behaviors: Object.fromEntries(
      [...attendance.behaviors].sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
    orders: countValues(of("order").map(({ state }) => state)),
    numbers: countValues(of("number").map(({ status }) => status)),
    giftCards: of("giftCard").length,
    licenses: of("license").length,
    replays: countValues(of("replay").map(({ state }) => state)),
    refusals: result.refusals.counts(),
    faults: countValues(injector.struck.map(({ fault }) => fault)),
    events: { sent: counter.sent, written: counter.written },
  };
}
