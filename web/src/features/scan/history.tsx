// SPDX-License-Identifier: EUPL-1.2
//
// Both scores over time. Each measurement can be chosen, in the drawing and in the table below it.
import { useElementSize } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { Measurement, ScanSubject, WatchedDomain } from '../../api/types';
import { dayOf, moment, shortDay } from '../../ui/format';
import { Moment } from '../../ui/moment';
import { Card } from '../../ui/page';
import { SimpleTable } from '../../ui/table';
import { isUsedFor, kSubjects, scoreOf } from './scan';
import { scanWords } from './text';

/** What is pointed at is at least this wide (WCAG 2.5.8). */
const kStep = 26;
const kTop = 14, kHeight = 110, kLeft = 34, kRight = 18;
/** As the server gives them at most. */
const kMost = 100;

/** On a true time axis, and yet each far enough from the next to be pointed at. */
function places(times: number[], width: number): number[] {
  const first = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? 0) - first);
  const xs = times.map((time) => ((time - first) / span) * width);
  for (let i = 1; i < xs.length; ++i) xs[i] = Math.max(xs[i] ?? 0, (xs[i - 1] ?? 0) + kStep);
  for (let i = xs.length - 1, most = width; i >= 0; --i, most -= kStep) xs[i] = Math.min(xs[i] ?? 0, most);
  return xs;
}

/** One stop for the tab key; the arrows walk the measurements. */
function walk(event: KeyboardEvent<SVGSVGElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const points = [...event.currentTarget.querySelectorAll<SVGAElement>('a')];
  const next = points[points.findIndex((one) => one === document.activeElement) + step];
  if (!next) return;
  points.forEach((one) => one.setAttribute('tabindex', one === next ? '0' : '-1'));
  next.focus();
  event.preventDefault();
}

function Mark({ subject, x, y, shown }: { subject: ScanSubject; x: number; y: number; shown: boolean }) {
  const r = shown ? 6 : 4;
  return subject === 'web' ? <circle className="run-web" cx={x} cy={y} r={r} /> : <rect className="run-mail" x={x - r} y={y - r} width={2 * r} height={2 * r} />;
}

interface HistoryProps { domain: WatchedDomain; history: Measurement[]; shown: string; to: (measurement: string) => string }

function Drawing({ domain, history, shown, to }: HistoryProps) {
  const t = scanWords.use();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const inner = Math.max(120, width - kLeft - kRight);
  const points = history.slice(0, Math.max(2, Math.floor(inner / kStep) + 1)).reverse();
  const xs = places(points.map((m) => new Date(m.measured_at).getTime()), inner);
  const x = (i: number): number => kLeft + (xs[i] ?? 0);
  const y = (score: number): number => kTop + kHeight * (1 - score / 100);
  const subjects = kSubjects.filter((subject) => isUsedFor(domain, subject));
  const line = (subject: ScanSubject): string => points.map((m, i) => { const score = scoreOf(m, subject); return score === null ? '' : `${i > 0 && scoreOf(points[i - 1] ?? m, subject) !== null ? 'L' : 'M'}${x(i)} ${y(score)}`; }).join('');
  const word = (score: number | null): string | number => score ?? t('no_score');
  const at = Math.max(0, points.findIndex((m) => m.id === shown));
  const oneDay = points.every((m) => dayOf(m.measured_at) === dayOf(points[0]?.measured_at ?? m.measured_at));
  const every = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor(inner / 70))));
  return (
    <div ref={ref} className="run">
      <svg width="100%" height={kTop + kHeight + 30} role="group" aria-label={t('history_label', { name: domain.name, count: points.length })} onKeyDown={walk}>
        {[0, 50, 100].map((score) => <g key={score} aria-hidden><line className="run-grid" x1={kLeft - 8} x2={kLeft + inner + 8} y1={y(score)} y2={y(score)} /><text className="tick" x={kLeft - 14} y={y(score)} dy="0.34em" textAnchor="end">{score}</text></g>)}
        {subjects.map((subject) => <path key={subject} className={`run-line ${subject}`} d={line(subject)} />)}
        {width > 0 && points.map((m, i) => {
          const words = t('history_point', { at: moment(m.measured_at), web: word(m.web), mail: word(m.mail), fails: m.fails });
          return (
            <Link key={m.id} to={to(m.id)} className={`run-point ${m.id === shown ? 'shown' : ''}`} tabIndex={i === at ? 0 : -1} aria-label={words} aria-current={m.id === shown ? 'true' : undefined} preventScrollReset>
              <title>{words}</title>
              <rect className="run-hit" x={x(i) - kStep / 2} y={2} width={kStep} height={kTop + kHeight + 4} rx={5} />
              {subjects.map((subject) => { const score = scoreOf(m, subject); return score === null ? null : <Mark key={subject} subject={subject} x={x(i)} y={y(score)} shown={m.id === shown} />; })}
              {i % every === 0 && <text className="tick" x={x(i)} y={kTop + kHeight + 24} textAnchor={i === 0 ? 'start' : 'middle'} dx={i === 0 ? -8 : 0}>{oneDay ? moment(m.measured_at).slice(-5) : shortDay(m.measured_at)}</text>}
            </Link>
          );
        })}
      </svg>
    </div>
  );
}

export function History(props: HistoryProps) {
  const t = scanWords.use();
  const { domain, history, shown, to } = props;
  if (history.length === 0) return null;
  const subjects = kSubjects.filter((subject) => isUsedFor(domain, subject));
  return (
    <Card title={t('history')} actions={history.length > 1 && <ul className="plain line small dim run-legend">{subjects.map((subject) => <li key={subject} className="line s"><svg width={22} height={12} aria-hidden><path className={`run-line ${subject}`} d="M0 6H22" /><Mark subject={subject} x={11} y={6} shown={false} /></svg>{t(subject)}</li>)}</ul>}>
      {history.length > 1 ? <Drawing {...props} /> : <p className="small dim">{t('history_single')}</p>}
      <details className="run-all">
        <summary className="small">{history.length < kMost ? t('history_all', { count: history.length }) : t('history_most', { count: kMost })}</summary>
        <SimpleTable<Measurement> label={t('history')} rows={history} rowKey={(m) => m.id} rowClass={(m) => (m.id === shown ? 'chosen' : '')} columns={[
          { key: 'at', label: t('c_at'), render: (m) => <><Link className="link-quiet" to={to(m.id)} preventScrollReset><Moment at={m.measured_at} /></Link>{m.id === shown && <span className="small dim"> {t('history_now')}</span>}</> },
          ...subjects.map((subject) => ({ key: subject, label: t(subject), className: 'number', render: (m: Measurement) => scoreOf(m, subject) ?? '–' })),
          { key: 'fails', label: t('c_fails'), className: 'number', render: (m) => m.fails },
          { key: 'warns', label: t('c_warns'), className: 'number', wide: true, render: (m) => m.warns },
          { key: 'unknown', label: t('c_unknown'), className: 'number', wide: true, render: (m) => m.unknown },
          { key: 'by', label: t('c_by'), wide: true, render: (m) => m.asked_by },
          { key: 'rules', label: t('f_rules'), wide: true, render: (m) => <span className="small">{m.rules}</span> },
        ]} />
      </details>
    </Card>
  );
}
