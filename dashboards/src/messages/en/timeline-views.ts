import { count, plural } from "../format-count.ts";

/** Of the views of a timeline beside its records: states, narrative, compare. */
export const views = {
  openRecord: (reference: string) => `Open record ${reference}`,
  moreRecords: (n: number) => `${count(n)} more`,
  states: {
    label: "States",
    diagram: "States of this object: the path it took, and where it could have gone",
    none: "No record tells a state of this object.",
    table: "States it was in, in order",
    stays: (n: number) => (n === 1 ? "The state it was in" : `The ${count(n)} states it was in`),
    first: "(first known)",
    still: "still in it",
    notTold: "not told apart",
    begins: "where it begins",
    soFar: (length: string) => `${length} so far`,
    lasted: (length: string, times: number, isCurrent: boolean) =>
      `${length}${isCurrent ? " so far" : ""}${times === 1 ? "" : `, ${count(times)} times`}`,
    away: "Not within one step of its path:",
    next: (state: string) => `From ${state} it can go to:`,
    nothingNext: "nowhere; nothing has to follow.",
    nextWay: (state: string, signals: readonly string[]) =>
      signals.length === 0 ? state : `${state} (${signals.join(", ")})`,
    legend: {
      taken: "Taken; the number counts the steps",
      beside: "Possible from there, to where it never was",
      wrong: "Taken, and a rule calls it wrong",
    },
    columns: {
      state: "State",
      from: "Entered",
      to: "Left",
      lasted: "Lasted",
      by: "Entered by",
      records: "Records",
    },
  },
  milestones: {
    heading: "Milestones",
    notRecorded: "no record",
    columns: {
      milestone: "Milestone",
      at: "Came",
      wait: "Since the one before",
      records: "Records",
    },
  },
  obligations: {
    heading: "What had to follow",
    none: "Nothing had to follow by a deadline.",
    statuses: {
      open: (left: string) => `due in ${left}`,
      met: (early: string) => `met, ${early} early`,
      late: (late: string) => `met ${late} late`,
      overdue: (since: string) => `overdue by ${since}`,
      lapsed: () => "no longer owed",
    },
    columns: {
      owed: "What",
      status: "Status",
      since: "Since",
      due: "Due",
      met: "Met",
      records: "Records",
    },
  },
  narrative: {
    label: "What happened, in sentences",
    copy: "Copy as text",
    copied: "Text copied",
    chapterNames: {
      state: "State",
      course: "Course",
      money: "Money",
      links: "Belongs with",
      owed: "Still due",
      findings: "Findings",
      unknown: "Not known",
    },
  },
  compare: {
    label: "Comparison",
    table: "Steps of both, like beside like",
    with: (objectType: string) => `Compare with ${objectType.toLowerCase()}`,
    compare: "Compare",
    normal: "Normal course",
    opened: "Opened before:",
    left: "A",
    right: "B",
    normalCourse: (objectType: string) =>
      `The normal course of a ${objectType.toLowerCase()}`.replace("a order", "an order"),
    normalExplained: (version: number) =>
      `Steps of a life in which nothing went wrong, by model version ${version}. It has no times.`,
    state: "State",
    since: "since",
    length: "From first to last step",
    findings: (n: number) =>
      n === 0 ? "No findings." : `${count(n)} ${plural(n, "finding", "findings")}:`,
    steps: (rows: number, differing: number) =>
      `${count(rows)} ${plural(rows, "step", "steps")}, ${differing === 0 ? "all alike" : `${count(differing)} ${plural(differing, "differs", "differ")}`}`,
    noStep: "no such step recorded",
    sinceStart: (length: string) => `at ${length}`,
    columns: {
      number: "Step",
      left: "A: what happened",
      right: "B: what happened",
      wait: "Wait",
      difference: "Difference",
    },
    differences: {
      alike: "alike",
      beside: "not a step of the course",
      longer: (by: string) => `A waited ${by} longer`,
      shorter: (by: string) => `A waited ${by} less`,
      onlyLeft: "only in A",
      onlyRight: "only in B",
      elsewhere: (row: number) => `in another order: step ${count(row)}`,
    },
  },
};
