import { TracewellError } from "#domain/errors.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import type { LedgerHead } from "#query/api/ports.ts";
import type {
  AlertPosition,
  AlertRow,
  AlertStore,
  DeliveryRow,
  SavedSearch,
} from "#storage/alerts/alert-store.ts";
import type { AlertChange, AlertDesk, AlertView, DeliveryView } from "./alert-desk.ts";
import { shownDestination, type AllowedDestinations } from "./destinations.ts";
import type { AlertDispatcher } from "./dispatch-alerts.ts";
import type { FindingFeed } from "./gather-findings.ts";
import { NEW_SECRET_BYTES, readSecret, writeSecret } from "./webhook-signature.ts";

export interface AlertDeskOptions {
  readonly store: AlertStore;
  readonly dispatcher: Pick<AlertDispatcher, "changed" | "recordEnds" | "test">;
  readonly allowed: AllowedDestinations;
  readonly lifecycles: Pick<FindingFeed, "findingFeed">;
  readonly heads: () => readonly LedgerHead[];
  readonly nowMs: () => number;
  /** Unique, also over restarts. */
  readonly newId: () => string;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** The desk over its store; what is decided here the dispatcher is told. */
export function createAlertDesk(options: AlertDeskOptions): AlertDesk {
  const { store, dispatcher, nowMs, newId } = options;

  function requireSearch(id: string): SavedSearch {
    const search = store.search(id);
    if (search !== null) return search;
    throw new TracewellError("not-found", `There is no saved search ${id}.`);
  }

  function requireAlert(id: string): AlertRow {
    const alert = store.alert(id);
    if (alert !== null) return alert;
    throw new TracewellError("not-found", `There is no alert ${id}.`);
  }

  function view(alert: AlertRow): AlertView {
    const [last] = store.deliveries(alert.id, 1);
    return viewOf(alert, last ?? null);
  }

  function save(alert: AlertRow): AlertView {
    store.saveAlert(alert);
    dispatcher.changed(alert.id);
    return view(alert);
  }

  return {
    searches: async () => store.searches(),
    search: async (id) => requireSearch(id),
    saveSearch: async ({ id, name, q, by }) => {
      const known = id === undefined ? null : requireSearch(id);
      const changedMs = nowMs();
      const createdMs = known?.createdMs ?? changedMs;
      const search = { id: known?.id ?? newId(), name, q, by, createdMs, changedMs };
      store.saveSearch(search);
      for (const { id, subject } of store.alerts()) {
        if (subject.kind === "search" && subject.searchId === search.id) dispatcher.changed(id);
      }
      return search;
    },
    removeSearch: async (id) => {
      const search = requireSearch(id);
      store.removeSearch(id);
      return search;
    },
    alerts: async () => store.alerts().map(view),
    alert: async (id) => view(requireAlert(id)),
    createAlert: async (change) => {
      const secret = change.secret ?? writeSecret(options.randomBytes(NEW_SECRET_BYTES));
      const alert = await newAlert(options, change, secret);
      checkSubject(alert, store);
      const shown = save(alert);
      return { alert: shown, ...(change.secret === undefined && { secret }) };
    },
    changeAlert: async ({ id, change }) => {
      const { name, subject, isEnabled, secret, url, by } = change;
      const begun = await beginAnew(options, requireAlert(id), change);
      const alert: AlertRow = {
        // Read only now: its position may have moved on meanwhile.
        ...requireAlert(id),
        ...begun,
        name,
        subject,
        isEnabled,
        disabledReason: null,
        by,
        changedMs: nowMs(),
        ...(url !== undefined && { url: options.allowed.require(url) }),
        ...(secret !== undefined && { secret: checkedSecret(secret) }),
      };
      checkSubject(alert, store);
      return save(alert);
    },
    removeAlert: async (id) => {
      requireAlert(id);
      await dispatcher.recordEnds(id);
      const shown = view(requireAlert(id));
      store.removeAlert(id);
      dispatcher.changed(id);
      return shown;
    },
    testAlert: async (id) => {
      requireAlert(id);
      const delivery = await dispatcher.test(id);
      if (delivery === null) throw new TracewellError("not-found", `The alert ${id} was removed.`);
      return deliveryView(delivery);
    },
    deliveries: async ({ alertId, limit, before }) => {
      requireAlert(alertId);
      return store.deliveries(alertId, limit, before).map(deliveryView);
    },
  };
}

async function newAlert(
  options: AlertDeskOptions,
  change: AlertChange,
  secret: string,
): Promise<AlertRow> {
  const { allowed, nowMs, newId } = options;
  const { name, subject, url, isEnabled, by } = change;
  if (url === undefined) throw badSetting("url", "is required for a new alert");
  const address = allowed.require(url);
  const begun = await beginning(options);
  const createdMs = nowMs();
  return {
    id: newId(),
    name,
    subject,
    url: address,
    secret: checkedSecret(secret),
    isEnabled,
    disabledReason: null,
    ...begun,
    by,
    createdMs,
    changedMs: createdMs,
  };
}

/** What an alert that is enabled now does not tell: all that is there already. */
async function beginning(
  options: AlertDeskOptions,
): Promise<Pick<AlertRow, "enabledMs" | "enabledSeqs" | "position">> {
  const { lifecycles, heads, nowMs } = options;
  const { id, last } = await lifecycles.findingFeed();
  const seqs = Object.fromEntries(heads().map(({ ledger, headSeq }) => [ledger, headSeq]));
  const position: AlertPosition = { seqs, feed: { id, position: last } };
  return { enabledMs: nowMs(), enabledSeqs: seqs, position };
}

/** Where it is enabled again or turns to another kind of subject, what came before is not told. */
async function beginAnew(
  options: AlertDeskOptions,
  alert: AlertRow,
  { subject, isEnabled }: AlertChange,
): Promise<Partial<AlertRow>> {
  const isAnother = JSON.stringify(alert.subject) !== JSON.stringify(subject);
  return isEnabled && (isAnother || !alert.isEnabled) ? beginning(options) : {};
}

function checkSubject({ subject }: AlertRow, store: AlertStore): void {
  if (subject.kind === "search") {
    if (store.search(subject.searchId) !== null) return;
    throw badSetting("about.searchId", `is no saved search: ${subject.searchId}`);
  }
  if (!SEVERITIES.includes(subject.severityMin)) {
    throw badSetting("about.severityMin", `must be one of ${SEVERITIES.join(", ")}`);
  }
}

function checkedSecret(secret: string): string {
  readSecret(secret);
  return secret;
}

function badSetting(path: string, message: string): TracewellError {
  return new TracewellError("invalid-parameter", `${path} ${message}.`, {
    detail: { errors: [{ path, message }] },
  });
}

function viewOf(alert: AlertRow, last: DeliveryRow | null): AlertView {
  const { url, secret: _, position, enabledMs: _since, enabledSeqs: _seqs, ...rest } = alert;
  return {
    ...rest,
    destination: shownDestination(url),
    throughSeqs: alert.subject.kind === "search" ? position.seqs : {},
    lastDelivery: last === null ? null : deliveryView(last),
  };
}

function deliveryView(delivery: DeliveryRow): DeliveryView {
  const { payload: _, isRecorded: _recorded, objects: _objects, ...view } = delivery;
  return view;
}
