// SPDX-License-Identifier: EUPL-1.2
import type { AspectVerdict, PlaceVerdict, Reason } from '../../api/types';
import type { Aspect } from '../../ui/glyph';

const kRollup = 5;
const kShown = 3;

/** "The worst place counts" says nothing by itself: what is wrong there, said once with the places it holds for. */
function worstReasons(aspect: Aspect, total: AspectVerdict, places: PlaceVerdict[]): Reason[] {
  const byText = new Map<string, { reason: Reason; places: string[] }>();
  for (const place of places.filter((p) => p[aspect].verdict === total.verdict)) {
    for (const reason of place[aspect].reasons) {
      const found = byText.get(reason.text);
      if (found) found.places.push(place.place.name);
      else byText.set(reason.text, { reason, places: [place.place.name] });
    }
  }
  return [...byText.values()].slice(0, kShown).map(({ reason, places: names }) => ({ ...reason, text: places.length > 1 && names.length < places.length ? `${names.join(', ')}: ${reason.text}` : reason.text }));
}

/** The reasons of the whole measure; those of its worst places when the whole only says that they count. */
export function explained(aspect: Aspect, total: AspectVerdict, places: PlaceVerdict[] | undefined): AspectVerdict {
  if (!places || total.reasons.length === 0 || total.reasons.some((r) => r.rule !== kRollup)) return total;
  const reasons = worstReasons(aspect, total, places);
  return reasons.length > 0 ? { ...total, reasons: [...reasons, ...total.reasons.map((r) => ({ ...r, refs: [] }))] } : total;
}
