import { count, plural } from "../format-count.ts";

const products = (n: number) => `${count(n)} ${plural(n, "product", "products")}`;
const customers = (n: number) => `${count(n)} ${plural(n, "customer", "customers")}`;

/** What stands in every dialog that asks for a change. */
const recorded = (...types: readonly string[]) =>
  `Recorded: shop.changeRequested with your name${types.map((type) => `, then ${type} by the shop`).join("")}.`;

const stored = {
  fetchedAt: "Last fetched",
  never: "Never fetched.",
  filter: "Filter",
  nothingLike: (words: string) => `Nothing here contains “${words}”.`,
};

export const shop = {
  parts: "Parts of the shop",
  records: "Records",
  recordedAs: "Who asked is recorded as",

  away: {
    notConfigured: {
      heading: "No shop is set up",
      explain:
        "This page runs a shop through its own operations. Tell the service where the shop's storefront is and what its operator's password is, then start it again:",
      command:
        "TRACEWELL_SHOP_URL=http://127.0.0.1:7412\nTRACEWELL_SHOP_PASSWORD=(the text of shop-data/operator-password)",
      also: "In tracewell.config.json the same are shopUrl and shopPassword. “tracewell shop” runs the reference shop.",
    },
    unavailable: {
      heading: "The shop does not answer",
      explain:
        "It may be stopped, or its address (shopUrl) may be another one. Nothing was changed by asking.",
    },
    forbidden: {
      heading: "The shop does not know the service",
      explain:
        "The operator's password that the service has (shopPassword) is not the shop's. It stands in operator-password in the shop's directory.",
    },
    unknown: {
      heading: "This shop does not offer it",
      explain:
        "The shop answers, but it has no operations for this page. It may be another shop than the reference shop, or an older one.",
    },
    rest: "Everything the shop told so far is in the log: all other pages answer as always.",
  },

  stored,
  products: {
    heading: "Products",
    list: "Products that the shop sells",
    count: products,
    columns: {
      code: "Code",
      family: "Family",
      description: "Description",
      kind: "Sold as",
      price: "Price",
      quantityMin: "Least quantity",
      packaging: "Packaging",
    },
    kinds: {
      license: "License",
      giftCard: "Gift card",
      course: "Course",
      physical: "Goods",
    },
    priceNote: "Prices are in the currency of each store.",
    empty:
      "The product table was read and holds nothing. Fetch the products from the catalog, and the shop can sell.",
    fetch: "Fetch from the catalog…",
    fetchHeading: "Fetch the products from the catalog?",
    fetchEffect:
      "Products are stored under their codes: new ones are added, known ones get the catalog's values. Products that the catalog no longer names stay.",
    fetchVerb: "Fetch the products",
    fetched: (all: number, added: number, changed: number) =>
      `Fetched ${products(all)}: ${count(added)} new, ${count(changed)} changed.`,
    clear: "Remove all…",
    clearHeading: (n: number) => `Remove all ${products(n)}?`,
    clearEffect:
      "The shop sells nothing until products are fetched again. Orders that were placed stay as they are.",
    clearVerb: "Remove all products",
    cleared: (n: number) => `Removed ${products(n)}.`,
    fetchRecord: recorded("catalog.synchronized"),
    clearRecord: recorded("catalog.emptied"),
  },
  customers: {
    heading: "Customers",
    list: "Customers that the shop knows from the CRM",
    count: customers,
    columns: {
      account: "Account",
      name: "Name",
      points: "Fidelity points",
      payment: "Payment",
      updatedAt: "Fetched",
    },
    points: (n: number) => `${count(n)} ${plural(n, "point", "points")}`,
    hasPaid: "Has paid",
    hasNotPaid: "No payment on record",
    masked: "protected",
    nameNote: "Names are personal data: they stay in the shop.",
    empty: "The customer table was read and holds nothing. Fetch the customers from the CRM.",
    fetch: "Fetch from the CRM…",
    fetchHeading: "Fetch the customers from the CRM?",
    fetchEffect:
      "Customers are stored under their accounts: new ones are added, known ones get the CRM's values. Customers that the CRM no longer names stay.",
    fetchVerb: "Fetch the customers",
    fetched: (all: number, added: number, changed: number) =>
      `Fetched ${customers(all)}: ${count(added)} new, ${count(changed)} changed.`,
    clear: "Remove all…",
    clearHeading: (n: number) => `Remove all ${customers(n)} of the CRM?`,
    clearEffect:
      "They come back when they are fetched from the CRM again. Accounts that customers made in the shop stay as they are.",
    clearVerb: "Remove all customers",
    cleared: (n: number) => `Removed ${customers(n)}.`,
    fetchRecord: recorded("customers.synchronized"),
    clearRecord: recorded("customers.emptied"),
  },

  clock: {
    heading: "The shop's clock",
    speed: (factor: number) =>
      factor === 1 ? "runs in real time" : `runs ${count(factor)} times as fast as real time`,
    noSpeed: "runs as it is driven",
    set: "Set the speed…",
    dialog: "How fast should the shop's clock run?",
    field: "Seconds of the shop in a second",
    bounds: (min: number, max: number) => `From ${count(min)} to ${count(max)}.`,
    wrong: (min: number, max: number) => `Give a number from ${count(min)} to ${count(max)}.`,
    effect:
      "Everything in the shop lives by this clock: deadlines, terms of licenses, tasks, customers. Times that it records run ahead of real time while it is faster; it is never set back.",
    record: recorded("trace.recorded"),
    verb: "Set the speed",
    done: (factor: number) =>
      factor === 1
        ? "The clock runs in real time."
        : `The clock runs ${count(factor)} times as fast as real time.`,
  },

  tasks: {
    heading: "Scheduler",
    list: "Tasks, the next to run first",
    count: (n: number) => `${count(n)} ${plural(n, "task", "tasks")}`,
    columns: {
      task: "Task",
      recurrence: "Recurrence",
      next: "Next run",
      last: "Last run",
      state: "State",
    },
    states: { waiting: "Waiting", running: "Running", paused: "Paused", done: "Done" },
    due: "Due",
    recurrences: {
      once: "Once",
      hourly: "Every hour",
      daily: "Every day",
      weekly: "Every week",
      cron: "Cron expression",
    },
    outcomes: { success: "Done", failure: "Failed", unknown: "Not known", missed: "Missed" },
    noNext: "None",
    noLast: "No run on record",
    shifts: {
      skipped: "The wall clock skips this time on that day: it runs at the first minute after.",
      twice: "The wall clock shows this time twice on that day: it runs at the first.",
    },
    empty: "The schedule was read and holds no task. The shop then does nothing by itself.",
    facts: {
      id: "Task ID",
      calls: "Calls",
      source: "Source",
      first: "First run",
      recurrence: "Recurrence",
      next: "Next run",
      last: "Last run",
      reason: "Reason",
      data: "Data",
    },
    onWall: (zone: string) => `on the wall in ${zone}`,
    pause: "Pause…",
    pauseHeading: (name: string) => `Pause ${name}?`,
    pauseEffect:
      "It does not run until it is resumed. Runs that come meanwhile are not missed; one that is under way goes on to its end.",
    pauseVerb: "Pause the task",
    paused: (name: string) => `${name} is paused.`,
    resume: "Resume…",
    resumeHeading: (name: string) => `Resume ${name}?`,
    resumeEffect:
      "It runs again from its next time on. A single run whose time came meanwhile is made at once.",
    resumeVerb: "Resume the task",
    resumed: (name: string) => `${name} runs again.`,
    remove: "Remove…",
    removeHeading: (name: string) => `Take ${name} off the schedule?`,
    removeEffect: "It will not run again. A run that is under way goes on to its end.",
    removeVerb: "Remove the task",
    removed: (name: string) => `${name} was taken off the schedule.`,
    pauseRecord: recorded("task.paused"),
    resumeRecord: recorded("task.resumed"),
    removeRecord: recorded("task.removed"),
    gone: "There is no such task on the schedule. It may have been removed, or have run.",
    add: "Add a task…",
  },
  newTask: {
    heading: "Add a task",
    app: "Application",
    /** Where it is called, and by whom. */
    calls: (host: string, url: string) => `Calls ${url} at ${host}.`,
    time: (zone: string) => `First run, in ${zone}`,
    recurrence: "Recurrence",
    cron: "Cron expression of five fields",
    cronExample: "0 6 * * 1-5",
    timeMissing: "Give a date and a time to the minute.",
    cronMissing: "Give a cron expression.",
    record: recorded("task.scheduled"),
    verb: "Add the task",
    done: (name: string) => `${name} was put on the schedule.`,
    rules: "How tasks run",
    ruleList: [
      "After the scheduler was down, the latest run that was missed is made at once if it is no older than one period of its task (a day, for a task that runs once); the others are recorded as missed.",
      "Where the wall clock skips a task's time, it runs at the first minute after; where the wall clock shows it twice, at the first. Hourly tasks run once in every hour that passes.",
      "A task does not run while its run before goes on; a task that fails does not stop the others.",
      "Runs that come while a task is paused are not missed.",
    ],
  },

  simulator: {
    heading: "Simulator",
    customers: "Customers",
    nobody: "Nobody comes by itself.",
    coming: (n: number) => `${customers(n)} an hour come by themselves.`,
    until: "Until",
    arrived: (n: number) =>
      n === 0 ? "None came since the shop opened." : `${count(n)} came since the shop opened.`,
    start: "Let customers come…",
    change: "Change…",
    dialog: "How many customers should come?",
    field: "Customers an hour",
    bounds: (max: number) => `From 1 to ${count(max)}, on the shop's clock, for a day of it.`,
    wrong: (max: number) => `Give a whole number from 1 to ${count(max)}.`,
    startEffect:
      "They look, buy, pay, cancel and return as in a simulation, over the shop's storefront. Every step of theirs is recorded like any other sale.",
    startVerb: "Let them come",
    started: (n: number) => `${customers(n)} an hour come from now on.`,
    stop: "Stop…",
    stopHeading: "Let no more customers come?",
    stopEffect: "Who is in the shop finishes what is under way. Nothing that was sold changes.",
    stopVerb: "Stop the customers",
    stopped: "No more customers come by themselves.",
    customersRecord: recorded("trace.recorded"),
    faults: "Faults",
    faultsExplain:
      "What is made to go wrong, each at its own rate: the share of the occasions on which it strikes. What strikes is real for the shop, and stays in the log.",
    list: "Faults that can strike",
    shown: "Faults shown",
    show: { all: "All", on: "On", off: "Off" },
    on: (n: number, all: number) => `${count(n)} of ${count(all)} faults on`,
    columns: {
      fault: "Fault",
      what: "What goes wrong",
      findings: "Leads to",
      rate: "Rate",
      usual: "Usual",
      struck: "Struck",
    },
    noFinding: "no finding",
    percent: (words: string) => `${words} %`,
    percentSign: "%",
    turn: (name: string) => `${name}: strikes`,
    rateOf: (name: string) => `${name}: rate in percent`,
    allOn: "All on, at usual rates",
    allOff: "All off",
    noneShown: "No fault is shown: choose others, or clear the filter.",
    changes: (n: number) => `${count(n)} ${plural(n, "change", "changes")} not applied`,
    wrongRates: "Rates are numbers from 0 to 100.",
    apply: "Apply…",
    discard: "Discard",
    applyHeading: (n: number) =>
      `Change the ${plural(n, "rate of 1 fault", `rates of ${count(n)} faults`)}?`,
    applyEffect: "From now on they strike at these rates. What struck before stays as it is.",
    fromTo: (from: string, to: string) => `${from} % to ${to} %`,
    more: (n: number) => `and ${count(n)} more`,
    applyVerb: "Change the rates",
    applied: (n: number) =>
      `The ${plural(n, "rate of 1 fault was", `rates of ${count(n)} faults were`)} changed.`,
    faultsRecord: recorded("trace.recorded"),
  },
};
