// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import { part } from '../../api/client';
import { useEvidenceTitles, useMeasure, useOccurrence } from '../../api/queries';
import type { Occurrence } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { day, longDay, moment, today, withDays } from '../../ui/format';
import { DropPage } from '../../ui/drop_page';
import { keepFiles } from '../../ui/kept_files';
import { Card, Facts, Note, Page } from '../../ui/page';
import { Withdraw } from '../../ui/withdraw';
import { QueryView } from '../../ui/states';
import { useUrlState } from '../../ui/url_state';
import { headingOf, StateBadge, usePlaceOf } from './parts';
import { performForm, PerformDialog } from './perform_dialog';
import { taskWords } from './text';

/** What the proof plan asks, beside the task itself: nobody should have to look it up. */
function Asked({ o }: { o: Occurrence }) {
  const t = taskWords.use();
  const may = useMay();
  const m = useMeasure(may('read_measure') ? o.measure : '').data;
  const text = m?.plan.operation_text || m?.description;
  return text ? <Card title={t('asked')}><p className="prose keep-lines">{text}</p></Card> : null;
}

function Detail({ o }: { o: Occurrence }) {
  const t = taskWords.use();
  const may = useMay();
  const session = useSession();
  const { get, set } = useUrlState();
  const navigate = useNavigate();
  const done = o.performed_on !== null;
  const titles = useEvidenceTitles(may('read_evidence') ? o.evidence : []);
  const takenBack = o.withdrawn_at !== null;
  const placeOf = usePlaceOf();
  const outcome = o.outcome ? t(`outcome_${o.outcome}`) : '';
  const can = !done && o.due <= today() && may('perform_task');
  const { title, detail } = headingOf(o);
  return (
    <DropPage enabled={can && !get('perform')} onFiles={(files) => { keepFiles(performForm(o.id), files); set({ perform: '1' }); }}>
    <Page title={title} help="tasks" width="narrow" crumbs={[{ label: t('title'), to: '/occurrences' }, { label: title, to: `/measures/${part(o.measure)}` }, { label: day(o.due) }]}
      sub={<span className="line s">{detail && <span>{detail}</span>}<StateBadge o={o} />{placeOf(o)}</span>} actions={can ? <Button onClick={() => set({ perform: '1' })}>{t('perform')}</Button> : null}>
      <div className="stack">
        {takenBack && <Note tone="warn">{t('taken_back', { moment: moment(o.withdrawn_at), reason: o.withdraw_reason })}</Note>}
        {!done && o.due > today() && <Note>{t('not_yet', { day: longDay(o.due) })}</Note>}
        {o.state === 'missed' && !done && <Note tone="warn">{t('missed_text')}</Note>}
        {done && !takenBack && o.evidence_waiting > 0 && <Note tone="warn">{t('proof_waits_some', { count: o.evidence_waiting })}</Note>}
        {!done && <Asked o={o} />}
        <Card title={t('about')}>
          <Facts rows={[
            [t('measure'), <Link key="m" to={`/measures/${part(o.measure)}`}>{o.measure_title}</Link>], [t('place'), placeOf(o)], [t('owner'), o.owner_name],
            [t('due'), day(o.due)], [t('window'), day(o.window_to)], [t('grace'), o.grace_to !== o.window_to ? day(o.grace_to) : ''],
            [t('performed_on'), done ? day(o.performed_on) : ''], [t('performed_by'), o.performed_by ?? ''], [t('outcome'), o.deviation ? <Link key="o" to={`/deviations?open=${part(o.deviation)}`}>{outcome}</Link> : outcome], [t('note'), o.note ? <span key="n" className="keep-lines">{o.note}</span> : ''],
          ]} />
        </Card>
        {done && (
          <Card title={t('evidence')}>
            {o.evidence.length === 0 ? <p className="dim">{t('evidence_none')}</p> : <ul className="plain stack xs">{o.evidence.map((id, i) => <li key={id}><Link to={`/evidence/${part(id)}`}>{withDays(titles.get(id) ?? t('evidence_item', { number: i + 1 }))}</Link></li>)}</ul>}
          </Card>
        )}
        {done && !takenBack && !o.deviation && may('perform_task') && (o.performed_by === session.account?.name || session.roles.includes('security_officer')) && (
          <div><Withdraw path="/occurrences/{id}/withdraw" id={o.id} label={t('withdraw')} text={t('withdraw_text')} done={t('withdrawn')} after={(id) => void navigate(`/occurrences/${part(id)}`)} /></div>
        )}
      </div>
      {can && get('perform') && <PerformDialog o={o} onClose={() => set({ perform: null })} />}
    </Page>
    </DropPage>
  );
}

export default function OccurrenceScreen() {
  const { id = '' } = useParams();
  const query = useOccurrence(id);
  if (query.data) return <Detail key={id} o={query.data} />;
  return <div className="page"><QueryView query={query}>{() => null}</QueryView></div>;
}
