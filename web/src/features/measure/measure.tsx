// SPDX-License-Identifier: EUPL-1.2
import { ActionIcon, Button, Menu, Tabs, Textarea, Tooltip } from '@mantine/core';
import { IconDots, IconEdit, IconGavel, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, Fault, part } from '../../api/client';
import { useMeasure, useRefresh } from '../../api/queries';
import type { Measure, MeasureVerdicts, Occurrence, Page as PageOf } from '../../api/types';
import { useMay } from '../../app/session';
import { AspectCard } from '../../ui/aspect_card';
import { addMonths, today } from '../../ui/format';
import { ask } from '../../ui/confirm';
import { DropPage } from '../../ui/drop_page';
import { kAspects, Legend, TrioMark, trioOf } from '../../ui/glyph';
import { useChosenInView } from '../../ui/in_view';
import { keepFiles } from '../../ui/kept_files';
import { Page } from '../../ui/page';
import { KnownAtNote, periodQuery, PeriodPicker, usePeriod, useTimed } from '../../ui/period';
import { faultText, QueryView } from '../../ui/states';
import { tell, tellFault } from '../../ui/toast';
import { useUrlState } from '../../ui/url_state';
import { evidenceForm } from '../evidence/parts';
import { OverrideDialog, OverrideList } from './overrides';
import { DeviationTab, EvidenceTab, HistoryTab, SampleTab } from './measure_tabs';
import { OperationTab } from './operation_tab';
import { PlaceTab } from './place_tab';
import { withOccurrences } from './reason_days';
import { measureWords } from './text';
import { explained } from './worst_places';
import './measure.css';

export type Verdicts = MeasureVerdicts;
const kNone: Occurrence[] = [];

/** All pages of them, for the picture shows every one. */
async function occurrencesOf(id: string, range: { from: string; to: string }): Promise<{ items: Occurrence[] }> {
  const items: Occurrence[] = [];
  for (let after: string | null = '';;) {
    const page: PageOf<Occurrence> = await api.get('/measures/{id}/occurrences', { path: { id }, query: { ...range, after, limit: 500 } });
    items.push(...page.items);
    after = page.next;
    if (after === null) return { items };
  }
}

function useMeasureParts(id: string) {
  const period = usePeriod();
  const p = periodQuery(period);
  // What is still to come belongs in the picture, as long as one looks at now.
  const range = { from: period.from, to: period.to >= today() ? addMonths(period.to, 7) : period.to };
  const path = { id };
  const occurrences = useQuery({ queryKey: ['/measures', id, 'occurrences', range], queryFn: () => occurrencesOf(id, range), placeholderData: keepPreviousData });
  const known = occurrences.data?.items ?? kNone;
  const select = useCallback((data: Verdicts) => withOccurrences(data, known), [known]);
  return {
    occurrences,
    verdicts: useQuery({ queryKey: ['/measures', id, 'verdicts', p], queryFn: () => api.get('/measures/{id}/verdicts', { path, query: p }), placeholderData: keepPreviousData, select }),
    deviations: useQuery({ queryKey: ['/measures', id, 'deviations'], queryFn: () => api.get('/measures/{id}/deviations', { path }) }),
    evidence: useQuery({ queryKey: ['/evidence', 'of', id], queryFn: () => api.get('/evidence', { query: { measure: id, limit: 100 } }) }),
  };
}

function Actions({ m, next }: { m: Measure; next: Occurrence | undefined }) {
  const t = measureWords.use();
  const may = useMay();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [override, setOverride] = useState(false);
  const editable = m.rights.includes('measure.edit'); // of this one: an owner changes his own
  const remove = async () => {
    if (!(await ask(t('remove_title'), t('remove_text'), t('remove')))) return;
    const send = (reason: string) => api.post('/measures/{id}/remove', { path: { id: m.id }, body: { reason }, version: m.version }).then(() => { tell(t('removed')); refresh(); void navigate('/measures'); });
    send('').catch(async (fault: unknown) => {
      if (!(fault instanceof Fault) || fault.problem.where !== 'reason') { tellFault(fault); return; }
      let reason = ''; // it is not in order: the server asks why it goes
      const why = <Textarea required label={t('f_reason')} description={faultText(fault)} onChange={(e) => { reason = e.currentTarget.value; }} />;
      if (await ask(t('remove_title'), why, t('remove'))) send(reason).catch(tellFault);
    });
  };
  return (
    <>
      {may('add_evidence') && <Button variant="default" component={Link} to={`/evidence/new?measure=${part(m.id)}`}>{t('add_evidence')}</Button>}
      {next && may('perform_task') && <Button component={Link} to={`/occurrences/${part(next.id)}?perform=1`} title={t('perform', { title: next.title })}>{t('perform_short')}</Button>}
      {(editable || may('propose_override')) && (
        <Menu position="bottom-end" width={250}>
          <Menu.Target><Tooltip label={t('more')}><ActionIcon variant="default" size={36} aria-label={t('more')}><IconDots size={18} /></ActionIcon></Tooltip></Menu.Target>
          <Menu.Dropdown>
            {editable && <Menu.Item leftSection={<IconEdit size={16} />} component={Link} to={`/measures/${part(m.id)}/edit`}>{t('edit')}</Menu.Item>}
            {may('propose_override') && <Menu.Item leftSection={<IconGavel size={16} />} onClick={() => setOverride(true)}>{t('override')}</Menu.Item>}
            {editable && <Menu.Divider />}
            {editable && <Menu.Item color="brick" leftSection={<IconTrash size={16} />} onClick={() => void remove()}>{t('remove')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {override && <OverrideDialog measure={m} onClose={() => setOverride(false)} />}
    </>
  );
}

function Detail({ m }: { m: Measure }) {
  const t = measureWords.use();
  const may = useMay();
  const navigate = useNavigate();
  const { get, set } = useUrlState();
  const parts = useMeasureParts(m.id);
  const timed = useTimed();
  const aspects = parts.verdicts.data?.total ?? m.aspects;
  const occurrences = parts.occurrences.data?.items ?? [];
  const next = occurrences.find((o) => o.state === 'open') ?? occurrences.find((o) => o.state === 'missed');
  const answers = m.requirements.map((r) => `${r.ref} ${t(r.coverage)}`).join(', ');
  const first = m.requirements[0];
  const tab = get('tab', 'operation');
  const tabs = useChosenInView<HTMLDivElement>(tab);
  const counts = { evidence: parts.evidence.data?.total, places: m.places.length, deviations: parts.deviations.data?.items.length };
  const label = (name: string, count?: number) => (count === undefined ? name : `${name} (${count})`);
  const drop = (files: File[]) => { keepFiles(evidenceForm(m.id), files); void navigate(`/evidence/new?measure=${part(m.id)}`); };
  return (
    <DropPage enabled={may('add_evidence')} onFiles={drop}>
    <Page title={m.title} help="measures" width="wide" mark={<TrioMark trio={trioOf(aspects)} large />}
      crumbs={[{ label: t('crumb'), to: timed('/measures') }, ...(first ? [{ label: `${first.ref} ${first.title}`, to: timed(`/requirements/${part(first.requirement)}`) }] : []), { label: m.title }]}
      sub={[m.owner_name ? t('owner_line', { name: m.owner_name }) : '', answers ? t('answers', { list: answers }) : '', t('places_count', { count: m.places.length })].filter(Boolean).join(' · ')}
      actions={<Actions m={m} next={next} />}>
      {m.description && <p className="prose keep-lines gap-below">{m.description}</p>}
      <div className="line between gap-below no-print"><PeriodPicker /><Legend /></div>
      <KnownAtNote />
      <div className="cols-3 gap-below">{kAspects.map((aspect) => <AspectCard key={aspect} aspect={aspect} value={explained(aspect, aspects[aspect], parts.verdicts.data?.places)} />)}</div>
      <OverrideList measure={m.id} />
      <Tabs value={tab} onChange={(v) => set({ tab: v === 'operation' ? null : v })} keepMounted={false}>
        <Tabs.List aria-label={m.title} ref={tabs}>
          <Tabs.Tab value="operation">{t('tab_operation')}</Tabs.Tab>
          <Tabs.Tab value="evidence">{label(t('tab_evidence'), counts.evidence)}</Tabs.Tab>
          <Tabs.Tab value="places">{label(t('tab_places'), counts.places)}</Tabs.Tab>
          <Tabs.Tab value="samples">{t('tab_samples')}</Tabs.Tab>
          <Tabs.Tab value="deviations">{label(t('tab_deviations'), counts.deviations)}</Tabs.Tab>
          <Tabs.Tab value="history">{t('tab_history')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="operation"><OperationTab m={m} occurrences={parts.occurrences} verdicts={parts.verdicts} /></Tabs.Panel>
        <Tabs.Panel value="evidence"><EvidenceTab m={m} query={parts.evidence} /></Tabs.Panel>
        <Tabs.Panel value="places"><PlaceTab m={m} query={parts.verdicts} /></Tabs.Panel>
        <Tabs.Panel value="samples"><SampleTab m={m} /></Tabs.Panel>
        <Tabs.Panel value="deviations"><DeviationTab m={m} query={parts.deviations} /></Tabs.Panel>
        <Tabs.Panel value="history"><HistoryTab m={m} /></Tabs.Panel>
      </Tabs>
    </Page>
    </DropPage>
  );
}

export default function MeasureScreen() {
  const { id = '' } = useParams();
  const query = useMeasure(id);
  if (query.data) return <Detail key={id} m={query.data} />;
  return <div className="page"><QueryView query={query}>{() => null}</QueryView></div>;
}
