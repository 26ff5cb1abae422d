import type { CardBalance } from "#query/answers/gift-card-answers.ts";
import { IdentifierText } from "../../components/identifier-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { amountDigits, formatAmount } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { momentText } from "../../time/read-moment.ts";
import { AsOfField } from "./as-of-field.tsx";

/** The account at a moment as an equation that adds up, and the authorizations that were open then. */
export function CardAccount(props: {
  readonly balance: CardBalance;
  readonly asOf: string | undefined;
  readonly onAsOf: (moment: string | undefined) => void;
}) {
  const { balance, asOf } = props;
  const when =
    asOf === undefined ? text.giftCards.now : text.giftCards.at(momentText(balance.asOf), "UTC");
  return (
    <section className="card-section card-account" aria-labelledby="card-account">
      <h3 id="card-account">{text.giftCards.account(when)}</h3>
      <AsOfField key={asOf ?? ""} asOf={asOf} onAsOf={props.onAsOf} />
      {balance.currency !== null && <Equation balance={balance} currency={balance.currency} />}
      <OpenAuthorizations balance={balance} />
    </section>
  );
}

function Equation({ balance, currency }: { balance: CardBalance; currency: string }) {
  const { sums } = text.giftCards;
  const { issued, refunded, captured, authorized, available } = balance;
  const digits = (minor: number) => amountDigits({ minor, currency });
  const difference = issued + refunded - captured - balance.balance;
  return (
    <>
      <p className="card-sums">
        <Sum amount={digits(issued)} name={sums.issued} />
        {refunded !== 0 && (
          <>
            <i>+</i>
            <Sum amount={digits(refunded)} name={sums.refunded} />
          </>
        )}
        <i>=</i>
        <Sum amount={digits(captured)} name={sums.captured} />
        <i>+</i>
        <Sum
          amount={digits(balance.balance)}
          name={authorized === 0 ? sums.remaining : sums.heldOf(digits(authorized))}
        />
        <span className="card-sums-verdict">
          <SeverityMark severity={difference === 0 ? "ok" : "critical"} />
          {difference === 0
            ? sums.addsUp(currency)
            : sums.addsUpNot(formatAmount({ minor: difference, currency }))}
        </span>
      </p>
      {available < 0 && (
        <p className="card-overdrawn">
          <SeverityMark severity="error" />
          {sums.overdrawn(formatAmount({ minor: available, currency }))}
        </p>
      )}
    </>
  );
}

function Sum({ amount, name }: { readonly amount: string; readonly name: string }) {
  return (
    <span className="card-sum">
      <b>{amount}</b>
      {name}
    </span>
  );
}

function OpenAuthorizations({ balance }: { readonly balance: CardBalance }) {
  const zone = useZone();
  const { openAuthorizations, currency } = balance;
  if (openAuthorizations.length === 0) {
    return <p className="quiet">{text.giftCards.authorizationsNone}</p>;
  }
  return (
    <div className="card-open">
      <h4>{text.giftCards.authorizations}</h4>
      <ul>
        {openAuthorizations.map(({ id, amount, since }) => (
          <li key={id}>
            <b>{formatAmount({ minor: amount, currency: currency ?? "" })}</b>{" "}
            <IdentifierText id={id} /> {text.giftCards.authorizationSince}{" "}
            <TimeText iso={since} zone={zone} withDate />
          </li>
        ))}
      </ul>
    </div>
  );
}
