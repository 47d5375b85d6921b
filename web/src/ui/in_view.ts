// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, type RefObject } from 'react';

/** A row of tabs that is wider than a telephone: the chosen one is in view. Sideways only; the page stays where it is. */
export function useChosenInView<T extends HTMLElement>(chosen: string): RefObject<T | null> {
  const list = useRef<T>(null);
  useEffect(() => {
    const row = list.current;
    if (!row) return undefined;
    const show = () => {
      const tab = row.querySelector('[aria-selected="true"], [aria-current="page"]');
      if (!tab) return;
      const [room, at] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
      if (at.right > room.right) row.scrollLeft += at.right - room.right + 16;
      else if (at.left < room.left) row.scrollLeft -= room.left - at.left + 16;
    };
    show();
    // The window turns, letters arrive, numbers come behind the names: each moves the chosen one.
    const sizes = new ResizeObserver(show);
    for (const one of [row, ...row.children]) sizes.observe(one);
    return () => sizes.disconnect();
  }, [chosen]);
  return list;
}
