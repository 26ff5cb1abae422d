import "./modal-dialog.css";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

/** A dialog over the page: Esc and a click beside it close it; the focus returns to where it was. */
export function ModalDialog(props: {
  readonly heading: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly role?: "dialog" | "alertdialog";
  readonly children: React.ReactNode;
}) {
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
