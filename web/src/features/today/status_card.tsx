// SPDX-License-Identifier: EUPL-1.2
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState, type KeyboardEvent } from 'react';
import { api, part } from '../../api/client';
import type { Status } from '../../api/types';
import { StackedBar } from '../../ui/charts';
import { chapterNumber, percent, withDays } from '../../ui/format';
import { kAspects, Legend, SquareMark, useTrioLabel, useVerdictWords, type Aspect } from '../../ui/glyph';
import { Card } from '../../ui/page';
import { KnownAtNote, PeriodPicker, TimedLink, useClocks } from '../../ui/period';
import { ChapterShares, kRests } from '../../ui/shares';
import { ErrorNote, Waiting } from '../../ui/states';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { todayWords } from './text';
import './today.css';

export function AspectCards({ status }: { status: Status }) {
  const t = todayWords.use();
  const u = ui.use();
  return (
    <>
    <div className="cols-3">
      {kAspects.map((aspect) => (
        <TimedLink key={aspect} to={`/requirements?framework=${part(status.framework)}&aspect=${aspect}`} className="aspect-card">
          <span className="dim">{u(aspect)}<span className="no-print"> ({u(`${aspect}_plain`)})</span>{aspect === 'operation' && withDays(`, ${status.period.from} – ${status.period.to}`)}</span>
          <span className="aspect-number number">{percent(status.aspects[aspect].percentage)}</span>
          <StackedBar aspect={aspect} count={status.aspects[aspect]} />
          {status.aspects[aspect].overrides > 0 && <span className="badge warn" title={u('override_hint')}>{t('overrides', { count: status.aspects[aspect].overrides })}</span>}
        </TimedLink>
      ))}
    </div>
    {status.exclusions_waiting > 0 && <p className="small"><TimedLink to={`/applicability?framework=${part(status.framework)}&state=no`}>{t('exclusions_waiting', { count: status.exclusions_waiting })}</TimedLink></p>}
    </>
  );
}

/** One stop for the tab key per chapter; the arrows walk its squares. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.findIndex((link) => link === document.activeElement) + step];
  if (!next) return;
  links.forEach((link) => { link.tabIndex = link === next ? 0 : -1; });
  next.focus();
  event.preventDefault();
}

const isClause = (ref: string): boolean => /^c\d/.test(ref);
/** A square per requirement, per chapter. */
export function Squares({ status, aspect }: { status: Status; aspect: Aspect }) {
  const label = useTrioLabel();
  const one = useVerdictWords();
  const t = todayWords.use();
  const [seen, setSeen] = useState('');
  return (
    <div>
      <div className="chapters">
        {status.chapters.map((chapter, at) => (
          <Fragment key={chapter.ref}>
          {isClause(chapter.ref) !== (at > 0 ? isClause(status.chapters[at - 1]?.ref ?? '') : null) && status.chapters.some((c) => isClause(c.ref)) && <p className="chapter-group dim small">{t(isClause(chapter.ref) ? 'group_clauses' : 'group_controls')}</p>}
          <div className="chapter-row">
            <span className="dim number chapter-ref">{chapterNumber(chapter.ref)}</span>
            <TimedLink to={`/requirements?framework=${part(status.framework)}&chapter=${encodeURIComponent(chapter.ref)}`} className="chapter-title">{chapter.title}</TimedLink>
            <ChapterShares chapter={chapter.ref} framework={status.framework} aspects={chapter.aspects} />
            <ul className="plain squares" onKeyDown={walk}>
              {chapter.requirements.map((r, i) => {
                const words = `${r.ref} ${r.title}. ${label(r.verdict)}`;
                return <li key={r.id}><TimedLink to={`/requirements/${part(r.id)}`} tabIndex={i === 0 ? 0 : -1} aria-label={words} title={`${r.ref} ${r.title}: ${one(r.verdict[aspect], r.verdict.overridden[aspect])}`} onMouseEnter={() => setSeen(words)} onFocus={() => setSeen(words)} onMouseLeave={() => setSeen('')} onBlur={() => setSeen('')}><SquareMark verdict={r.verdict[aspect]} overridden={r.verdict.overridden[aspect]} /></TimedLink></li>;
              })}
            </ul>
          </div>
          </Fragment>
        ))}
      </div>
      <p className="dim squares-note" aria-hidden={seen !== ''}>{seen || <>{t('squares_note')} <strong>{t('never_green')}</strong></>}</p>
    </div>
  );
}

export function RestsOn({ status }: { status: Status }) {
  const u = ui.use();
  return (
    <div className="rests">
      <span className="strong small">{u('rests')}</span>
      <ul className="plain line">
        {kRests.map((kind) => <li key={kind} className="small"><TimedLink className="link-quiet" to={`/requirements?framework=${part(status.framework)}&rests=${kind}`}><span className="strong number">{percent(status.rests_on[kind])}</span> {u(`rests_${kind}`)}</TimedLink></li>)}
      </ul>
    </div>
  );
}

/** How much is shown: per aspect, per chapter, and what that rests on. */
function Picture({ status }: { status: Status }) {
  const t = todayWords.use();
  const u = ui.use();
  const { get, set } = useUrlState();
  const asked = get('aspect', 'operation');
  const aspect: Aspect = asked === 'design' || asked === 'existence' ? asked : 'operation';
  return (
    <>
      <AspectCards status={status} />
      <div className="line between">
        <SegmentedControl size="xs" aria-label={t('show_aspect')} value={aspect} onChange={(value) => set({ aspect: value === 'operation' ? null : value })} data={kAspects.map((a) => ({ value: a, label: u(a) }))} />
        <RestsOn status={status} />
      </div>
      <Squares status={status} aspect={aspect} />
    </>
  );
}

/** What came with the screen is of now; another period, or another day to look from, is asked for by itself. */
function useStatus(now: Status) {
  const clocks = useClocks();
  const framework = now.framework;
  const other = Object.keys(clocks).length > 0;
  const asked = useQuery({ queryKey: ['/status', framework, clocks], enabled: other && framework !== '', queryFn: () => api.get('/status', { query: { framework, ...clocks } }) });
  return { status: other ? asked.data : now, error: asked.error, retry: () => void asked.refetch() };
}

export function StatusCard({ status: now }: { status: Status }) {
  const t = todayWords.use();
  const { status, error, retry } = useStatus(now);
  return (
    <Card title={<>{t('stand', { framework: now.framework_name })}, {t('stand_count', { count: (status ?? now).requirements })}</>} actions={<><PeriodPicker /><Legend /></>}>
      <div className="stack">
        <ErrorNote error={error} retry={retry} />
        <KnownAtNote />
        {status ? <Picture status={status} /> : !error && <Waiting><Picture status={now} /></Waiting>}
      </div>
    </Card>
  );
}
