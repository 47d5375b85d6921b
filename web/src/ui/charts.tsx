// SPDX-License-Identifier: EUPL-1.2
//
// Time and share, drawn by hand in SVG: small, printable, and readable by a screen reader.
import { useElementSize } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { AspectCount, DayLine, MonthBand, Occurrence } from '../api/types';
import { day, daysBetween, month, monthYear, percent, today } from './format';
import { kAspects, SquareMark, useVerdictWords, type Aspect } from './glyph';
import { lookOf, useLookWords, type Look } from './occurrence_look';
import { ui } from './text';

export function StackedBar({ count, aspect }: { count: AspectCount; aspect: Aspect }) {
  const t = ui.use();
  const total = Math.max(1, count.shown + count.partly_shown + count.refuted + count.not_shown);
  const parts: [string, number][] = [['bar-shown', count.shown], ['bar-partly', count.partly_shown], ['bar-refuted', count.refuted]];
  let x = 0;
  const label = t('bar_label', { aspect: t(aspect), percentage: percent(count.percentage), shown: count.shown, partly: count.partly_shown, refuted: count.refuted, not_shown: count.not_shown, na: count.not_applicable });
  return (
    <svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <rect className="bar-none" width={100} height={6} />
      {parts.map(([name, value]) => { const width = (100 * value) / total; const at = x; x += width; return width > 0 ? <rect key={name} className={name} x={at} width={width} height={6} /> : null; })}
    </svg>
  );
}

const kMark: Record<Look, string> = { on_time: 'dot-done', late: 'dot-late', missed: 'dot-missed', deviation: 'dot-missed', open: 'dot-open', planned: 'dot-planned', claimed: 'dot-waits', waiting: 'dot-waits', withdrawn: 'dot-planned' };

function Dot({ o, r }: { o: Occurrence; r: number }) {
  const s = r / 12;
  const look = lookOf(o);
  return (
    <>
      <circle className={kMark[look]} r={r} />
      {r >= 7 && (look === 'on_time' || look === 'late') && <path className="dot-tick" d={`M${-5 * s} ${0.5 * s}l${3.5 * s} ${3.5 * s}l${6.5 * s} ${-7 * s}`} />}
      {r >= 5 && (look === 'missed' || look === 'deviation') && <path className="dot-x" d={`M${-4 * s} ${-4 * s}l${8 * s} ${8 * s}m0 ${-8 * s}l${-8 * s} ${8 * s}`} />}
      {(look === 'claimed' || look === 'waiting') && <path className="dot-hand" d={`M0 ${-6 * s}v${6 * s}l${4 * s} ${3 * s}`} />}
      {r >= 7 && look === 'open' && <circle className="dot-core" r={r * 0.32} />}
    </>
  );
}

/** Occurrences on a true time axis: a gap is visible as a gap. */
export function Timeline({ title, items, from, to, small = false }: { title: string; items: Occurrence[]; from: string; to: string; small?: boolean }) {
  const t = ui.use();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const first = items.reduce((min, o) => (o.due < min ? o.due : min), from);
  const last = items.reduce((max, o) => (o.due > max ? o.due : max), to);
  const span = Math.max(1, daysBetween(first, last));
  const inner = Math.max(240, width) - 48;
  const x = (d: string): number => 24 + (inner * daysBetween(first, d)) / span;
  const gap = items.length > 1 ? inner / (items.length - 1) : inner;
  const r = small ? (gap > 22 ? 8 : 5) : gap > 40 ? 12 : gap > 22 ? 8 : 5;
  const y = small ? 14 : 30;
  const every = Math.max(1, Math.ceil(46 / Math.max(1, gap)));
  const label = t('timeline_label', { title, done: items.filter((o) => o.state === 'on_time' || o.state === 'late').length, missed: items.filter((o) => o.state === 'missed').length, open: items.filter((o) => o.state === 'open' || o.state === 'planned').length });
  const now = today();
  const says = useLookWords();
  return (
    <div ref={ref} className="timeline">
      <svg width="100%" height={small ? 44 : 74} role="group" aria-label={label}>
        <line className="axis" x1={24} x2={24 + inner} y1={y} y2={y} />
        {now > first && now < last && <line className="now" x1={x(now)} x2={x(now)} y1={y - 14} y2={y + 16} />}
        {width > 0 && items.map((o, i) => {
          const words = `${day(o.due)}: ${says(o)}${o.performed_on ? ` (${day(o.performed_on)})` : ''}`;
          return (
            <Link key={o.id} to={`/occurrences/${o.id}`} aria-label={words} className="dot-link">
              <g transform={`translate(${x(o.due)} ${y})`}><title>{words}</title><circle className="dot-hit" r={r + 3} /><Dot o={o} r={r} /></g>
              {i % every === 0 && <text className="tick" x={x(o.due)} y={small ? 38 : 64} textAnchor="middle">{month(o.due)}</text>}
            </Link>
          );
        })}
      </svg>
    </div>
  );
}

/** One stop for the tab key; the arrows walk the days. */
function walkDays(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const days = [...event.currentTarget.querySelectorAll('button')];
  const next = days[days.findIndex((one) => one === document.activeElement) + step];
  if (!next) return;
  days.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
  next.focus();
  event.preventDefault();
}

type StripDay = Pick<DayLine['days'][number], 'day' | 'state'>;
interface StripProps { title: string; days: StripDay[]; open: string; onOpen: (day: string) => void }
/** Daily results as a strip; a day that nothing shows is an outlined hole. Each day opens what it rests on. */
export function DailyStrip({ title, days, open, onOpen }: StripProps) {
  const t = ui.use();
  const count = (...states: StripDay['state'][]): number => days.filter((d) => states.includes(d.state)).length;
  const label = t('strip_label', { title, total: days.length, good: count('supported'), bad: count('refuted'), partly: count('partly'), none: count('gap') });
  return (
    <ul className="plain strip" aria-label={label} onKeyDown={walkDays}>
      {days.map((d, i) => {
        const words = `${day(d.day)}: ${t(`day_${d.state}`)}`;
        return <li key={d.day}><button type="button" className={`strip-day ${d.state}`} tabIndex={i === days.length - 1 ? 0 : -1} aria-label={words} title={words} aria-expanded={d.day === open} onClick={() => onOpen(d.day)}>{d.state === 'refuted' && <svg viewBox="0 0 12 24" aria-hidden><path className="strip-x" d="M3 8l6 8m0-8l-6 8" /></svg>}</button></li>;
      })}
    </ul>
  );
}

/** Verdicts over months as bands: a table, so that it reads and prints as one. */
export function Bands({ months, to }: { months: MonthBand[]; to: (until: string) => string }) {
  const t = ui.use();
  const words = useVerdictWords();
  const of = (m: MonthBand, aspect: Aspect): string => `${monthYear(m.month)}: ${words(m[aspect], m.overridden[aspect])}`;
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t('period')}>
      <table className="bands">
        <thead><tr><td />{months.map((m) => <th key={m.month} scope="col" title={monthYear(m.month)}>{month(m.month)}</th>)}</tr></thead>
        <tbody>
          {kAspects.map((aspect) => (
            <tr key={aspect}>
              <th scope="row">{t(aspect)}</th>
              {months.map((m) => <td key={m.month}><Link to={to(m.until)} className={`band ${m[aspect]}`} title={of(m, aspect)} aria-label={`${t(aspect)}, ${of(m, aspect)}`}><SquareMark verdict={m[aspect]} overridden={m.overridden[aspect]} /></Link></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
