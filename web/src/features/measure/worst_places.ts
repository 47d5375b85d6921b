// SPDX-License-Identifier: EUPL-1.2
import type { AspectVerdict, PlaceVerdict, Reason } from '../../api/types';
import type { Aspect } from '../../ui/glyph';

const kRollup = 5;
const kShown = 3;

const isOccurrence = (ref: Reason['refs'][number]): boolean => ref.kind === 'occurrence' && ref.label !== '';
/** Each place has its own occurrences, told apart by its name; the rest is said once. */
function ofAll(refs: Reason['refs'][], names: string[]): Reason['refs'] {
  const [first = [], ...others] = refs;
  if (others.length === 0 || !first.some(isOccurrence)) return first;
  return [...first.filter((r) => !isOccurrence(r)), ...refs.slice(0, kShown).flatMap((list, i) => list.filter(isOccurrence).map((r) => ({ ...r, label: `${r.label}, ${names[i] ?? ''}` })))];
}

/** "The worst place counts" says nothing by itself: what is wrong there, said once with the places it holds for. */
function worstReasons(aspect: Aspect, total: AspectVerdict, places: PlaceVerdict[]): Reason[] {
  const byText = new Map<string, { reason: Reason; places: string[]; refs: Reason['refs'][] }>();
  for (const place of places.filter((p) => p[aspect].verdict === total.verdict)) {
    for (const reason of place[aspect].reasons) {
      const found = byText.get(reason.text);
      if (found) { found.places.push(place.place.name); found.refs.push(reason.refs); } else byText.set(reason.text, { reason, places: [place.place.name], refs: [reason.refs] });
    }
  }
  return [...byText.values()].slice(0, kShown).map(({ reason, places: names, refs }) => ({ ...reason, refs: ofAll(refs, names), text: places.length > 1 && names.length < places.length ? `${names.join(', ')}: ${reason.text}` : reason.text }));
}

/** The reasons of the whole measure; those of its worst places when the whole only says that they count. */
export function explained(aspect: Aspect, total: AspectVerdict, places: PlaceVerdict[] | undefined): AspectVerdict {
  if (!places || total.reasons.length === 0 || total.reasons.some((r) => r.rule !== kRollup)) return total;
  const reasons = worstReasons(aspect, total, places);
  return reasons.length > 0 ? { ...total, reasons: [...reasons, ...total.reasons.map((r) => ({ ...r, refs: [] }))] } : total;
}
