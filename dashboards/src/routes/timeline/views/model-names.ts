import { text } from "../../../messages/current.ts";
import type { StateModel } from "./state-path.ts";

/** What a signal of a type's model is called; the model's own title where these texts are older than it. */
export function signalName(type: string, name: string, model?: StateModel): string {
  return (
    text.models.signals[type]?.[name] ??
    model?.signals.find((signal) => signal.name === name)?.title ??
    name
  );
}

/** What must follow, by its name in the model. */
export function obligationName(type: string, name: string, model?: StateModel): string {
  return (
    text.models.obligations[type]?.[name] ??
    model?.obligations.find((obligation) => obligation.name === name)?.title ??
    name
  );
}

/** A sum such as `captured`. */
export function sumName(name: string): string {
  return text.models.sums[name] ?? name;
}
