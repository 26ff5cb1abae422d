/** Jobs of the web database that `payment-jobs.ts` does; the subject is an order number … */
export const CONTINUE_PAYMENTS_JOB = "continue-payments";
/** … with `/` and the number of the renewal … */
export const RENEW_AUTHORIZATIONS_JOB = "renew-authorizations";
export const EXPIRE_TRANSFER_JOB = "expire-transfer";
/** … a payment's ID … */
export const GIVE_BACK_PAYMENT_JOB = "give-back-payment";
/** … or a refund's key. */
export const REFUND_JOB = "refund";
