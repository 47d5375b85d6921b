// SPDX-License-Identifier: EUPL-1.2
//
// Automated results day by day, as the verdict counts them: per plan item, and per place where places differ.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import { useEvidenceTitles } from '../../api/queries';
import type { DayLine, Measure } from '../../api/types';
import { DailyStrip } from '../../ui/charts';
import { longDay, sentence, withDays } from '../../ui/format';
import { periodQuery, usePeriod } from '../../ui/period';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { measureWords } from './text';

type Day = DayLine['days'][number];
const statesOf = (line: DayLine): string => line.days.map((d) => d.state).join(' ') + line.due + line.supported;

/** Places in which every day is the same share one strip; one that differs must not hide behind them. */
function strips(lines: DayLine[]): { places: string[]; line: DayLine }[] {
  return [...Map.groupBy(lines, statesOf).values()].flatMap((same) => (same[0] ? [{ places: same.map((l) => l.place.name), line: { ...same[0], days: same[0].days.map((d, i) => ({ ...d, evidence: [...new Set(same.flatMap((l) => l.days[i]?.evidence ?? []))] })) } }] : []));
}

/** What a day rests on. */
function DayDetail({ day: one, measure }: { day: Day; measure: string }) {
  const t = measureWords.use();
  const u = ui.use();
  const titles = useEvidenceTitles(one.evidence);
  return (
    <div className="day-detail small" role="status">
      <strong>{sentence(longDay(one.day))}: {u(`day_${one.state}`)}</strong>
      {one.evidence.length > 0
        ? <ul className="plain">{one.evidence.map((id) => <li key={id}><Link to={`/evidence/${part(id)}`}>{withDays(titles.get(id) ?? u('ref_evidence'))}</Link></li>)}</ul>
        : <p className="dim">{t(one.state === 'gap' ? 'day_none' : 'day_nothing')} <Link to={`/evidence?measure=${part(measure)}&kind=automated_result`}>{t('daily_rests')}</Link></p>}
    </div>
  );
}

function Strip({ places, line, title, measure }: { places: string[]; line: DayLine; title: string; measure: string }) {
  const t = measureWords.use();
  const [open, setOpen] = useState('');
  const day = line.days.find((d) => d.day === open);
  const about = line.due === 0 ? t('daily_not_due') : [t('daily_shown', { shown: line.supported, due: line.due }), ...(line.first_gap ? [t('daily_first_gap', { day: longDay(line.first_gap) })] : [])].join(' · ');
  return (
    <div className="stack xs">
      {places.length > 0 && <span className="small">{places.join(', ')}</span>}
      <DailyStrip title={[title, ...places].join(', ')} days={line.days} open={open} onOpen={(d) => setOpen(d === open ? '' : d)} />
      {day && <DayDetail day={day} measure={measure} />}
      <p className="dim small">{about}</p>
    </div>
  );
}

export function Daily({ m }: { m: Measure }) {
  const t = measureWords.use();
  const asked = periodQuery(usePeriod());
  const query = useQuery({ queryKey: ['/measures', m.id, 'days', asked], queryFn: () => api.get('/measures/{id}/days', { path: { id: m.id }, query: asked }) });
  const planned = new Set(m.plan.operation.filter((i) => i.kind === 'automated').map((i) => i.id));
  return (
    <QueryView query={query}>
      {(data) => (
        <>
          {[...Map.groupBy(data.items, (line) => line.plan_item)].map(([item, lines]) => {
            // A plan item that has ended still counts in a period in which it was in force.
            if (!planned.has(item) && lines.every((l) => l.due === 0)) return null;
            const title = sentence(m.plan.operation.find((i) => i.id === item)?.title ?? lines[0]?.title ?? '');
            const all = strips(lines);
            return (
              <div key={item} className="stack s">
                <h3>{title}</h3>
                {all.map((one) => <Strip key={one.places.join()} places={all.length > 1 ? one.places : []} line={one.line} title={title} measure={m.id} />)}
                <p className="dim small">{t('daily', { count: lines[0]?.days.length ?? 0 })} · <Link to={`/evidence?measure=${part(m.id)}&kind=automated_result`}>{t('daily_rests')}</Link></p>
              </div>
            );
          })}
        </>
      )}
    </QueryView>
  );
}
