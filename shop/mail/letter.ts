import { z } from "zod";

/** A mail as its receivers get it. It may hold a card's code and PIN: it is never logged nor kept in a database. */
export const letterSchema = z.object({
  mailId: z.string(),
  orderNumber: z.string(),
  sender: z.string(),
  recipient: z.string(),
  bcc: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
});
export type Letter = Readonly<z.infer<typeof letterSchema>>;

/** Takes letters out of the shop. */
export interface Post {
  /**
   * Before the record of a letter is committed: keeps it, so that a crash after the commit does not lose it. What
   * it throws undoes the record.
   */
  hold?(letter: Letter): void;
  /** Once the record is committed. Must not throw. */
  deliver(letter: Letter): void;
}
