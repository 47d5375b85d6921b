// SPDX-License-Identifier: EUPL-1.2
import { moment, offset } from './format';

/** A moment that never breaks within its date. By which clock: under the pointer, and on paper. */
export function Moment({ at }: { at: string }) {
  const from = offset(at);
  return <time className="moment number" dateTime={at} title={`${moment(at)} (Europe/Amsterdam, UTC${from})`}>{moment(at).replaceAll('-', '\u2011')}<span className="print-only"> {from}</span></time>;
}
