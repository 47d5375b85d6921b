// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import type { Board } from '../../api/types';
import { dayOf, withDays } from '../../ui/format';
import { kAspects, kVerdicts, Legend, TrioMark } from '../../ui/glyph';
import { Moment } from '../../ui/moment';
import { Card, Page } from '../../ui/page';
import { KnownAtNote, PeriodPicker, TimedLink, useClocks } from '../../ui/period';
import { QueryView, Waiting } from '../../ui/states';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { FrameworkPicker } from '../catalog/framework_picker';
import { useStartJob } from '../job/jobs';
import { kBlankBoard } from '../today/blank';
import { AspectCards, RestsOn, Squares } from '../today/status_card';
import { reportWords } from './text';


/** An override is shown as one everywhere (proof model, rule 7). */
function HoleLine({ hole }: { hole: Board['holes'][number] }) {
  const t = reportWords.use();
  const u = ui.use();
  const by_hand = kAspects.filter((aspect) => hole.verdict.overridden[aspect]);
  return (
    <li className="line nowrap top">
      <TrioMark trio={hole.verdict} />
      <div className="grow">
        <TimedLink className="link-quiet" to={hole.link}>{hole.title}</TimedLink>
        {by_hand.length > 0 && <> <span className="badge warn" title={u('override_hint')}>{u('override')}: {by_hand.map((aspect) => u(aspect).toLowerCase()).join(', ')}</span></>}
        <p className="dim">{withDays(hole.detail)}</p>
        {hole.action && <p><span className="strong">{t('do')}</span> {withDays(hole.action)}</p>}
      </div>
    </li>
  );
}

/** As many as stand on paper; the others that the server names are one choice away. */
const kOnPaper = 5;
function useOnPaper<T>(items: T[]): { shown: T[]; showAll: (() => void) | undefined } {
  const [all, setAll] = useState(false);
  return { shown: all ? items : items.slice(0, kOnPaper), showAll: all || items.length <= kOnPaper ? undefined : () => setAll(true) };
}

function Holes({ data }: { data: Board }) {
  const t = reportWords.use();
  const { shown, showAll } = useOnPaper(data.holes);
  return (
    <Card title={t('holes', { count: shown.length, total: data.holes_total })}>
      {shown.length === 0 && <p className="dim">{t('holes_none')}</p>}
      <ol className="plain divided">{shown.map((h) => <HoleLine key={h.link + h.title} hole={h} />)}</ol>
      <p className="line small block-s no-print">
        {showAll && <button type="button" className="link small strong" onClick={showAll}>{t('holes_more', { count: data.holes.length })}</button>}
        {data.holes_total > shown.length && <TimedLink to={`/requirements?framework=${part(data.status.framework)}`}>{t('holes_all')}</TimedLink>}
      </p>
    </Card>
  );
}

function Changed({ data }: { data: Board }) {
  const t = reportWords.use();
  const u = ui.use();
  const { shown, showAll } = useOnPaper(data.changes);
  const word = (verdict: string): string => u(kVerdicts.find((one) => one === verdict) ?? 'not_shown');
  const named = (aspect: string): string => u(kAspects.find((one) => one === aspect) ?? 'operation');
  return (
    <Card title={t('changed')}>
      {data.changes.length === 0 ? <p className="dim">{t('changed_none')}</p>
        : <ul className="decisions">{shown.map((c, i) => <li key={i}>{withDays(t('change', { title: c.title, aspect: named(c.aspect), before: word(c.before), after: word(c.after), day: dayOf(c.at) }))}</li>)}</ul>}
      {showAll && <p className="block-s no-print"><button type="button" className="link small strong" onClick={showAll}>{t('changed_all', { count: data.changes.length })}</button></p>}
    </Card>
  );
}

/** All of them on the screen, the first on paper, which says how many there are. */
function Lines({ lines, ordered, onPaper }: { lines: string[]; ordered?: boolean; onPaper: number }) {
  const u = ui.use();
  const List = ordered ? 'ol' : 'ul';
  return (
    <>
      <List className="decisions">{lines.map((line, i) => <li key={line} className={i < onPaper ? undefined : 'no-print'}>{withDays(line)}</li>)}</List>
      {lines.length > onPaper && <p className="print-only dim small">{u('page_of', { from: 1, to: onPaper, total: lines.length })}</p>}
    </>
  );
}

function Decided({ data }: { data: Board }) {
  const t = reportWords.use();
  return (
    <Card title={t('decisions')}>
      {data.decisions.length === 0 && <p className="dim">{t('decisions_none')}</p>}
      <Lines lines={data.decisions} ordered onPaper={4} />
      {data.taken_out.length > 0 && <Lines lines={data.taken_out} onPaper={2} />}
      <hr />
      <p><Link to="/deviations?state=open" className={data.deviations_open > 0 ? 'strong' : 'dim'}>{data.deviations_open > 0 ? t('deviations', { count: data.deviations_open }) : t('deviations_none')}</Link></p>
    </Card>
  );
}

function Content({ data }: { data: Board }) {
  const t = reportWords.use();
  return (
    <div className="stack one-sheet">
      <Card title={t('stand', { framework: data.status.framework_name })} actions={<Legend />}><div className="stack"><AspectCards status={data.status} /><RestsOn status={data.status} /></div></Card>
      <div className="cols-main">
        <Holes data={data} />
        <div className="stack"><Decided data={data} /><Changed data={data} /></div>
      </div>
      <Card title={t('chapters')}><Squares status={data.status} aspect="operation" /></Card>
      <p className="dim small">{t('generated')} {data.generated_at && <Moment at={data.generated_at} />}</p>
    </div>
  );
}

export default function BoardScreen() {
  const t = reportWords.use();
  const framework = useUrlState().get('framework');
  const clocks = useClocks();
  const job = useStartJob();
  const query = useQuery({ queryKey: ['/board', framework, clocks], queryFn: () => api.get('/board', { query: { framework, ...clocks } }), placeholderData: keepPreviousData });
  return (
    <Page title={t('board')} help="board" sub={t('board_sub')} actions={<>
      <FrameworkPicker />
      <PeriodPicker />
      <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>{t('print')}</Button>
      <Button loading={job.busy} onClick={() => void job.start(() => api.post('/reports/board', { body: { format: 'pdf', framework, ...clocks } }))} leftSection={<IconDownload size={16} />}>{t('pdf')}</Button>
    </>}>
      <KnownAtNote />
      <QueryView query={query} loading={<Waiting><Content data={kBlankBoard} /></Waiting>}>{(data) => <Content data={data} />}</QueryView>
    </Page>
  );
}
