// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import type { Board } from '../../api/types';
import { withDays } from '../../ui/format';
import { kAspects, Legend, TrioMark } from '../../ui/glyph';
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
  const u = ui.use();
  const by_hand = kAspects.filter((aspect) => hole.overridden[aspect]);
  return (
    <li className="line nowrap top">
      <TrioMark trio={hole.verdict} />
      <div className="grow">
        <TimedLink className="link-quiet" to={hole.link}>{hole.title}</TimedLink>
        {by_hand.length > 0 && <> <span className="badge warn" title={u('override_hint')}>{u('override')}: {by_hand.map((aspect) => u(aspect).toLowerCase()).join(', ')}</span></>}
        <p className="dim">{withDays(hole.detail)}</p>
      </div>
    </li>
  );
}

function Content({ data }: { data: Board }) {
  const t = reportWords.use();
  return (
    <div className="stack">
      <Card title={t('stand', { framework: data.status.framework_name })} actions={<Legend />}><div className="stack"><AspectCards status={data.status} /><RestsOn status={data.status} /></div></Card>
      <div className="cols-main">
        <Card title={t('holes')} actions={data.holes_total > 0 ? <span className="dim small number">{t('holes_total', { count: data.holes_total })}</span> : null}>
          {data.holes.length === 0 && <p className="dim">{t('holes_none')}</p>}
          <ol className="plain divided">{data.holes.map((h) => <HoleLine key={h.link + h.title} hole={h} />)}</ol>
          {data.holes_total > data.holes.length && <p className="small block-s"><TimedLink to={`/requirements?framework=${part(data.status.framework)}`}>{t('holes_more', { count: data.holes.length, total: data.holes_total })}</TimedLink></p>}
        </Card>
        <Card title={t('decisions')}>
          {data.decisions.length === 0 && <p className="dim">{t('decisions_none')}</p>}
          <ol className="decisions">{data.decisions.map((d) => <li key={d}>{withDays(d)}</li>)}</ol>
          {data.taken_out.length > 0 && <ul className="decisions">{data.taken_out.map((line) => <li key={line}>{withDays(line)}</li>)}</ul>}
          <hr />
          <p><Link to="/deviations?state=open" className={data.deviations_open > 0 ? 'strong' : 'dim'}>{data.deviations_open > 0 ? t('deviations', { count: data.deviations_open }) : t('deviations_none')}</Link></p>
        </Card>
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
