import type { ShopContext } from "../context.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { logIn } from "../customers/log-in.ts";
import { reachSuccessPage } from "../customers/reach-success-page.ts";
import { registerInCart } from "../customers/register-in-cart.ts";
import { ShopError } from "../errors.ts";
import { addItem, emptyCart, removeItem } from "../quotes/change-cart.ts";
import { handler, type Operation, type OperationHandler } from "../services/operation.ts";
import { STOREFRONT_OPERATIONS, type Visit } from "../storefront/operations.ts";
import { enterVisit, type Visitor } from "./enter-visit.ts";
import { listProducts, selectProduct } from "./select-product.ts";
import { tellMalformed } from "./tell-malformed.ts";
import { tellRefused, tellUnattributed, UnattributedError } from "./tell-refusal.ts";
import { viewVisit } from "./view-visit.ts";

/** What visitors do, from looking around to the success page. Each refusal is recorded. */
export function visitHandlers(shop: ShopContext): OperationHandler[] {
  const on = STOREFRONT_OPERATIONS;
  return [
    handler(on.listProducts, (input) => listProducts(shop, input)),
    handler(on.selectProduct, ({ store, product, session }) =>
      selectProduct(shop, { store, product, ...(session === undefined ? {} : { session }) }),
    ),
    step(shop, on.viewVisit, () => undefined),
    step(shop, on.addItem, (visitor, { product, quantity, survey, previousLicenseId }) =>
      addItem(shop, visitor, {
        product,
        quantity,
        ...(survey === undefined ? {} : { survey }),
        ...(previousLicenseId === undefined ? {} : { previousLicenseId }),
      }),
    ),
    step(shop, on.removeItem, (visitor, { product }) => removeItem(shop, visitor, product)),
    step(shop, on.emptyCart, (visitor) => emptyCart(shop, visitor)),
    step(shop, on.logIn, (visitor, input) => logIn(shop, visitor, input)),
    step(shop, on.register, (visitor, input) => registerInCart(shop, visitor, input)),
    step(shop, on.startCheckout, (visitor) => startCheckout(shop, visitor)),
    handler(on.placeOrder, ({ idempotencyKey, ...input }) =>
      within(shop, on.placeOrder, input, (visitor) =>
        placeOrder(shop, visitor, {
          ...input,
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        }),
      ),
    ),
    step(shop, on.reachSuccessPage, (visitor) => reachSuccessPage(shop, visitor)),
  ].map((given) => recordingRefusals(shop, given));
}

interface VisitRequest {
  readonly transactionId: string;
  readonly session: string;
}

/** An operation of a visit that answers with what the visitor sees then. */
function step<Input extends VisitRequest>(
  shop: ShopContext,
  operation: Operation<Input, Visit>,
  act: (visitor: Visitor, input: Input) => void | Promise<void>,
): OperationHandler {
  return handler(operation, (input) =>
    within(shop, operation, input, async (visitor) => {
      await act(visitor, input);
      return viewVisit(shop, visitor.visit.transactionId);
    }),
  );
}

/** Does what a visit asks for; a refusal is recorded as the visit's. */
async function within<Answer>(
  shop: ShopContext,
  { name }: { readonly name: string },
  request: VisitRequest,
  act: (visitor: Visitor) => Answer | Promise<Answer>,
): Promise<Answer> {
  const visitor = enterVisit(shop, request);
  try {
    return await act(visitor);
  } catch (error) {
    if (error instanceof ShopError) {
      tellRefused(shop, name, visitor.visit.transactionId, error);
    }
    throw error;
  }
}

/** Records refusals that come before the visit is known: malformed requests, unknown and ended sessions. */
function recordingRefusals(shop: ShopContext, given: OperationHandler): OperationHandler {
  const { name, input: schema } = given.operation;
  return {
    operation: given.operation,
    refused: (input) => tellMalformed(shop, name, input, schema.safeParse(input).error),
    handle: async (input) => {
      const { error: malformed } = schema.safeParse(input);
      if (malformed !== undefined) {
        const { place, message } = tellMalformed(shop, name, input, malformed);
        throw new ShopError("invalid-request", `${place}: ${message}.`, { detail: { place } });
      }
      try {
        return await given.handle(input);
      } catch (error) {
        if (error instanceof UnattributedError) {
          tellUnattributed(shop, name, error.unattributed);
        }
        throw error;
      }
    },
  };
}
