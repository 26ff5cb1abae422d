import { z } from "zod";
import type { Reads } from "../database/shop-database.ts";

export const customerRow = z.object({
  id: z.string(),
  email: z.string(),
  passwordHash: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  registeredMs: z.number(),
});
export type CustomerRow = z.infer<typeof customerRow>;

/** The account that a registering customer gets on the success page: JSON in `quotes.registration`. */
export const registration = customerRow.omit({ id: true, registeredMs: true });
export type Registration = z.infer<typeof registration>;

/** Upper and lower case of the address are the same. */
export function findCustomer(reads: Reads, email: string): CustomerRow | undefined {
  return reads.get(customerRow, "SELECT * FROM customers WHERE email = ?", email);
}
