/** A mail as its receivers get it. It may hold a card's code and PIN: it is never logged nor stored. */
export interface Letter {
  readonly mailId: string;
  readonly orderNumber: string;
  readonly sender: string;
  readonly recipient: string;
  readonly bcc: string | null;
  readonly subject: string;
  readonly text: string;
}

/** Takes letters out of the shop, once their record is committed. Must not throw. */
export interface Post {
  deliver(letter: Letter): void;
}
