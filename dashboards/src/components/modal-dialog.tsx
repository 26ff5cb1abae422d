import { lazy, Suspense } from "react";

const ModalWindow = lazy(async () => ({
  default: (await import("./modal-window.tsx")).ModalWindow,
}));

export interface ModalDialogProps {
  readonly heading: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly role?: "dialog" | "alertdialog";
  readonly children: React.ReactNode;
}

/**
 * A dialog over the page: Esc and a click beside it close it; the focus returns to where it was. Its library is
 * loaded with the first one.
 */
export function ModalDialog(props: ModalDialogProps) {
  return (
    <Suspense>
      <ModalWindow {...props} />
    </Suspense>
  );
}
