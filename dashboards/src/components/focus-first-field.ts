/**
 * A `ref` of a form or fieldset: where something is to be said or chosen, the focus is there at once. Runs when
 * the element comes into the page, which may be after the component around it.
 */
export function focusFirstField(element: HTMLElement | null): void {
  element?.querySelector<HTMLElement>("input:checked,input:not([type=radio]),textarea")?.focus();
}
