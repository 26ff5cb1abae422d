import type { Customer } from "./customer.ts";

/** One way in which customers behave, from the first click to the last. */
export interface Behavior {
  /** As the summary counts it. */
  readonly name: string;
  /** How many of some hundred customers behave so. */
  readonly weight: number;
  /** Waits on the customer's clock alone. A refusal by the shop may be thrown: the customer gives up. */
  readonly act: (customer: Customer) => Promise<void>;
}
