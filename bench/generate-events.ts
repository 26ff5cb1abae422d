/** Shape of the comparison data: about 290 bytes a line, 500 visits interleaved, ten steps a visit. */
const OPEN_VISITS = 500;
const CUSTOMERS = 50_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const STEPS = [
  "product.selected",
  "quote.created",
  "checkout.started",
  "order.numberReserved",
  "payment.requested",
  "payment.captured",
  "order.placed",
  "license.generated",
  "invoice.issued",
  "mail.sent",
] as const;
const LICENSE_STEP = STEPS.indexOf("license.generated");
const MESSAGES = [
  "Test Processing: paying",
  "Test Interactive: Payment Success",
  "Production Controller: Full production starting from SOLDOUT",
  "Prepay Production Error: No handler for COURSETOBUY",
  "Production Controller: Post Pay process",
  "Production Controller: Transaction Complete Operations",
  "Warning: Seems no sales manager are assigned",
] as const;

/** Mulberry32: same seed, same numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Visit {
  readonly transactionId: string;
  readonly order: number;
  step: number;
}

/** Yields `count` events as JSON lines; the same seed gives the same bytes. */
export function* generateEvents(count: number, seed = 268): Generator<string> {
  const random = seededRandom(seed);
  const open: Visit[] = [];
  let timeMs = Date.UTC(2026, 0, 1);
  let order = 100_000_000;
  const newVisit = (): Visit => {
    let transactionId = "";
    for (let at = 0; at < 16; at++) transactionId += ALPHABET[Math.floor(random() * 36)];
    order += 1;
    return { transactionId, order, step: 0 };
  };
  for (let number = 0; number < count; number++) {
    if (open.length < OPEN_VISITS) open.push(newVisit());
    const slot = Math.floor(random() * open.length);
    const visit = open[slot] as Visit;
    timeMs += Math.floor(random() * 7);
    const objects = [{ type: "order", id: String(visit.order) }];
    if (visit.step === LICENSE_STEP) objects.push({ type: "license", id: `LN-${visit.order}` });
    yield JSON.stringify({
      id: `e${number.toString(36)}`,
      type: STEPS[visit.step],
      time: new Date(timeMs).toISOString(),
      transactionId: visit.transactionId,
      objects,
      actor: { type: "customer", id: String(visit.order % CUSTOMERS) },
      amount: { minor: visit.order % 10_000, currency: "EUR" },
      message: MESSAGES[(number + visit.step) % MESSAGES.length],
    });
    visit.step += 1;
    if (visit.step === STEPS.length) {
      open[slot] = open.at(-1) as Visit;
      open.pop();
    }
  }
}
