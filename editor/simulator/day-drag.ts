/** Something that is dragged over the time line, by mouse, pen or finger, and dropped on a day. */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** A hand that moves less only presses. */
const LEAST_PX = 4;
/** The time line is met a little above and below it. */
const SLACK_PX = 32;

export interface Dragged {
  /** What is dragged. */
  id: string;
  /** The day under it; null beside the time line. */
  day: number | null;
  x: number;
  y: number;
}

export interface DayDrag {
  dragged: Dragged | null;
  /** Begins; `onDrop` is told the day on which it is let go. */
  grab: (event: PointerEvent, id: string, onDrop: (day: number) => void) => void;
  /** True once, for the click that ends a drag: it is none. */
  wasDragged: () => boolean;
}

export function useDayDrag(rail: RefObject<HTMLElement | null>, first: number, last: number): DayDrag {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const isOver = useRef(false);
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);
  const dayAt = (x: number, y: number): number | null => {
    const box = rail.current?.getBoundingClientRect();
    if (!box || y < box.top - SLACK_PX || y > box.bottom + SLACK_PX || x < box.left || x > box.right) return null;
    return Math.round(first + ((x - box.left) / box.width) * (last - first));
  };
  return {
    dragged,
    wasDragged: () => {
      const was = isOver.current;
      isOver.current = false;
      return was;
    },
    grab: (event, id, onDrop) => {
      if (event.button !== 0) return;
      const { clientX, clientY, pointerId } = event;
      isOver.current = false;
      const move = (now: globalThis.PointerEvent) => {
        if (now.pointerId !== pointerId) return;
        if (!isOver.current && Math.hypot(now.clientX - clientX, now.clientY - clientY) < LEAST_PX) return;
        isOver.current = true;
        setDragged({ id, day: dayAt(now.clientX, now.clientY), x: now.clientX, y: now.clientY });
      };
      const stop = () => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', drop);
        window.removeEventListener('pointercancel', stop);
        window.removeEventListener('keydown', onKey, true);
        end.current = null;
        setDragged(null);
      };
      const drop = (now: globalThis.PointerEvent) => {
        if (now.pointerId !== pointerId) return;
        stop();
        const day = isOver.current ? dayAt(now.clientX, now.clientY) : null;
        if (day !== null) onDrop(day);
      };
      const onKey = (key: KeyboardEvent) => key.key === 'Escape' && stop();
      end.current = stop;
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', drop);
      window.addEventListener('pointercancel', stop);
      window.addEventListener('keydown', onKey, true);
    },
  };
}
