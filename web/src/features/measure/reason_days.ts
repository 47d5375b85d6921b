// SPDX-License-Identifier: EUPL-1.2
//
// A reason names the day of an occurrence that is missing; what that day rests on is the occurrence itself, as on the time line.
import type { MeasureVerdicts, Occurrence, Place, Reason } from '../../api/types';

const isAt = (o: Occurrence, place: Place): boolean => (o.place ? o.place.kind === place.kind && o.place.id === place.id : place.kind === 'organisation');

/** A reason names its plan item in its text: the day of another item at that place is not meant. */
function linked(reason: Reason, place: Place, occurrences: Occurrence[]): Reason {
  const refs = reason.refs.map((ref) => {
    if (ref.kind !== 'day') return ref;
    const [one, ...others] = occurrences.filter((o) => o.due === ref.label && isAt(o, place) && reason.text.toLowerCase().includes(o.title.toLowerCase()));
    return one && others.length === 0 ? { ...ref, kind: 'occurrence' as const, id: one.id } : ref;
  });
  return { ...reason, refs };
}

/** The same verdicts, in which the days of operation lead to their occurrences where those are known. */
export function withOccurrences(verdicts: MeasureVerdicts, occurrences: Occurrence[]): MeasureVerdicts {
  const at = <T extends MeasureVerdicts['total']>(one: T, placeOf: (reason: Reason) => Place | undefined): T => ({
    ...one, operation: { ...one.operation, reasons: one.operation.reasons.map((r) => { const place = placeOf(r); return place ? linked(r, place, occurrences) : r; }) },
  });
  const places = verdicts.places.map((p) => p.place);
  // Of the whole measure, a reason begins with the place that it is about; of the only place it need not.
  const total = at(verdicts.total, (reason) => (places.length === 1 ? places[0] : places.find((p) => reason.text.startsWith(`${p.name}: `))));
  return { ...verdicts, places: verdicts.places.map((p) => at(p, () => p.place)), total };
}
