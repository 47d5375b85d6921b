// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import type { Measure, Occurrence, PlanItem } from '../../api/types';
import { cadenceText } from '../../ui/cadence';
import { Bands, Timeline } from '../../ui/charts';
import { addDays, addMonths, day, sentence, today } from '../../ui/format';
import { Card } from '../../ui/page';
import { periodQuery, usePeriod } from '../../ui/period';
import { Empty, QueryView } from '../../ui/states';
import type { Verdicts } from './measure';
import { Daily } from './daily';
import { PlaceTable } from './place_tab';
import { measureWords } from './text';

function Rhythm({ item, items }: { item: PlanItem; items: Occurrence[] }) {
  const t = measureWords.use();
  const period = usePeriod();
  const own = items.filter((o) => o.plan_item === item.id).sort((a, b) => a.due.localeCompare(b.due));
  const next = own.find((o) => o.state === 'planned' || o.state === 'open');
  // Each place has its own line: a gap at one place must not hide behind the dot of another.
  const lines = [...Map.groupBy(own, (o) => o.place?.name ?? '')];
  return (
    <div>
      <div className="line between"><h3>{sentence(item.title)}</h3><span className="dim small">{cadenceText(item.rrule)}{next && ` · ${t('next_on', { day: day(next.due) })}`}</span></div>
      {own.length === 0 && <p className="dim">{t('timeline_none')}</p>}
      {lines.map(([place, list]) => (
        <div key={place} className={lines.length > 1 ? 'rhythm-line' : ''}>
          {lines.length > 1 && <span className="small">{place || sentence(t('kind_organisation'))}</span>}
          <Timeline title={[item.title, place].filter(Boolean).join(', ')} items={list} from={period.from} to={period.to} small={lines.length > 1} />
        </div>
      ))}
    </div>
  );
}

/** The measure as it stood at the end of that month: the twelve months up to it, as known then. */
const monthPath = (id: string, until: string): string => (until >= today() ? `/measures/${part(id)}` : `/measures/${part(id)}?from=${addDays(addMonths(until, -12), 1)}&to=${until}&known_at=${until}`);

interface Props { m: Measure; occurrences: UseQueryResult<{ items: Occurrence[] }>; verdicts: UseQueryResult<Verdicts> }
export function OperationTab({ m, occurrences, verdicts }: Props) {
  const t = measureWords.use();
  const period = usePeriod();
  const bands = useQuery({ queryKey: ['/measures', m.id, 'bands', period], queryFn: () => api.get('/measures/{id}/bands', { path: { id: m.id }, query: periodQuery(period) }) });
  const rhythms = m.plan.operation.filter((i) => i.kind === 'occurrences');
  const automated = m.plan.operation.some((i) => i.kind === 'automated');
  return (
    <div className="cols-main">
      <div className="stack">
        <Card>
          {m.plan.operation.length === 0
            ? <Empty title={t('no_operation')} action={<Button component={Link} to={`/measures/${part(m.id)}/edit#plan`}>{t('plan_edit')}</Button>}>{t('no_operation_text')}</Empty>
            : (
              <div className="stack l">
                <QueryView query={occurrences}>{(data) => <>{rhythms.map((item) => <Rhythm key={item.id} item={item} items={data.items} />)}</>}</QueryView>
                {automated && <Daily m={m} />}
                {m.plan.operation.filter((i) => i.kind === 'sample').map((item) => <div key={item.id} className="line between"><h3>{sentence(item.title)}</h3><Link to="?tab=samples" className="small">{t('tab_samples')}</Link></div>)}
              </div>
            )}
        </Card>
        <Card title={t('bands')}><QueryView query={bands}>{(data) => <Bands months={data.months} to={(until) => monthPath(m.id, until)} />}</QueryView></Card>
      </div>
      <div className="stack">
        <Card title={t('per_place')}><QueryView query={verdicts}>{(data) => <PlaceTable m={m} places={data.places} />}</QueryView></Card>
        <Card title={t('plan_text')}>
          <div className="stack s dim">
            {m.plan.design && <p>{t('design_plan', { text: m.plan.design.text, months: m.plan.design.review_months })}</p>}
            {m.plan.existence && <p>{t('existence_plan', { text: m.plan.existence.text, months: m.plan.existence.valid_months })}</p>}
            {m.plan.operation_text && <p>{t('tab_operation')}: {m.plan.operation_text}</p>}
            {!m.plan.design && !m.plan.existence && !m.plan.operation_text && <p>{t('no_written_plan')}</p>}
          </div>
        </Card>
      </div>
    </div>
  );
}
