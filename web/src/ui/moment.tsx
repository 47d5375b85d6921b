// SPDX-License-Identifier: EUPL-1.2
import { day, moment, offset } from './format';

/** A moment that never breaks within its date. By which clock: under the pointer, and on paper. */
export function Moment({ at }: { at: string }) {
  const from = offset(at);
  return <time className="moment number" dateTime={at} title={`${moment(at)} (Europe/Amsterdam, UTC${from})`}>{moment(at).replaceAll('-', '\u2011')}<span className="print-only"> {from}</span></time>;
}

/** A period that breaks between its days and never within one; one day when it begins and ends on the same. */
export function Days({ from, to }: { from: string; to: string }) {
  if (from.slice(0, 10) === to.slice(0, 10)) return <span className="number nowrap">{day(from)}</span>;
  return <span className="number"><span className="nowrap">{day(from)} –</span> <span className="nowrap">{day(to)}</span></span>;
}
