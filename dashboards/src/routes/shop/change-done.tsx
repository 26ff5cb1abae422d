import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ShopChangeAnswer } from "#query/answers/shop-answers.ts";
import { SHOP_KEY } from "../../api/shop.ts";
import { PageLink } from "../../components/page-link.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";

/** A change that the shop made. */
export interface DoneChange {
  readonly words: string;
  /** The record that says who asked. */
  readonly requested: string;
}

/** Makes changes: waits for the shop, asks anew for everything shown of it, and remembers what was done. */
export function useShopChange(): {
  readonly done: DoneChange | undefined;
  readonly make: (
    asked: Promise<ShopChangeAnswer>,
    words: (answer: ShopChangeAnswer) => string,
  ) => Promise<ShopChangeAnswer>;
} {
  const client = useQueryClient();
  const [done, setDone] = useState<DoneChange>();
  return {
    done,
    make: async (asked, words) => {
      try {
        const answer = await asked;
        setDone({ words: words(answer), requested: answer.requested });
        return answer;
      } finally {
        // Also of what failed something may have been done.
        await client.invalidateQueries({ queryKey: [SHOP_KEY] });
      }
    },
  };
}

const DONE_ID = "shop-done";

/** Where what a change was asked with is gone by the change, the focus goes on at what was done. */
export function focusDone(): void {
  // A dialog that closes gives the focus back in the next frame.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById(DONE_ID)?.focus();
    }),
  );
}

/** What was done last, and where it is recorded who asked for it. */
export function DoneLine({ done }: { readonly done: DoneChange | undefined }) {
  return (
    <output id={DONE_ID} className="shop-done" tabIndex={-1}>
      {done !== undefined && (
        <>
          <SeverityMark severity="ok" />
          <span>{done.words}</span>
          <span className="quiet">
            {text.shop.recordedAs}{" "}
            <PageLink
              className="mono"
              href={pages.find({
                q: "type:shop.changeRequested",
                as: "query",
                rec: done.requested,
              })}
            >
              {done.requested}
            </PageLink>
          </span>
        </>
      )}
    </output>
  );
}
