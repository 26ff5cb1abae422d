import "./modal-window.css";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { ModalDialogProps } from "./modal-dialog.tsx";

/** What `ModalDialog` loads when the first dialog opens. */
export function ModalWindow(props: ModalDialogProps) {
  return (
    <ModalOverlay
      className="modal-overlay"
      isDismissable={props.role !== "alertdialog"}
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Modal className="modal">
        <Dialog role={props.role ?? "dialog"} className="modal-dialog">
          <Heading slot="title" level={2}>
            {props.heading}
          </Heading>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
