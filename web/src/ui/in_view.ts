// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, type RefObject } from 'react';

/** A row of tabs that is wider than a telephone: the chosen one is in view. Sideways only; the page stays where it is. */
export function useChosenInView<T extends HTMLElement>(chosen: string): RefObject<T | null> {
  const list = useRef<T>(null);
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"], [aria-current="page"]');
    if (!list.current || !tab) return;
    const [room, at] = [list.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (at.right > room.right) list.current.scrollLeft += at.right - room.right + 16;
    else if (at.left < room.left) list.current.scrollLeft -= room.left - at.left + 16;
  }, [chosen]);
  return list;
}
