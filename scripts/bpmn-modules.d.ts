/** What is used of a package that comes without types for its entry. */
declare module "bpmn-moddle" {
  /** An element of a BPMN document. */
  export interface BpmnElement {
    readonly $type: string;
    get(property: string): unknown;
  }

  export class BpmnModdle {
    create(type: string, properties?: Readonly<Record<string, unknown>>): BpmnElement;
    toXML(element: BpmnElement, options?: { readonly format?: boolean }): Promise<{ xml: string }>;
    fromXML(xml: string): Promise<{
      readonly rootElement: BpmnElement;
      readonly elementsById: Readonly<Record<string, BpmnElement>>;
      readonly warnings: readonly Error[];
    }>;
  }
}
