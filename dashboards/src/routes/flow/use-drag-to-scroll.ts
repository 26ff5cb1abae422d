import { useRef } from "react";

/** A press that moves less is a click. */
const CLICK_PX = 4;

/** Moves what an element scrolls while the pointer drags it; the wheel and keys go on scrolling by themselves. */
export function useDragToScroll() {
  const from = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  const hasMoved = useRef(false);
  return {
    onPointerDown: (event: React.PointerEvent) => {
      const element = event.currentTarget;
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      const { clientX: x, clientY: y } = event;
      from.current = { x, y, left: element.scrollLeft, top: element.scrollTop };
      hasMoved.current = false;
    },
    onPointerMove: (event: React.PointerEvent) => {
      const element = event.currentTarget;
      const start = from.current;
      if (start === null || event.buttons === 0) return;
      const [byX, byY] = [event.clientX - start.x, event.clientY - start.y];
      if (Math.hypot(byX, byY) > CLICK_PX) hasMoved.current = true;
      element.scrollLeft = start.left - byX;
      element.scrollTop = start.top - byY;
    },
    onPointerUp: () => {
      from.current = null;
    },
    // What was dragged is not opened.
    onClickCapture: (event: React.MouseEvent) => {
      if (hasMoved.current) event.stopPropagation();
      hasMoved.current = false;
    },
  };
}
