// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../api/client';
import type { Board } from '../../api/types';
import { moment, withDays } from '../../ui/format';
import { Legend, TrioMark } from '../../ui/glyph';
import { Card, Page } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { useUrlState } from '../../ui/url_state';
import { FrameworkPicker } from '../catalog/framework_picker';
import { useStartJob } from '../job/jobs';
import { AspectCards, RestsOn, Squares } from '../today/status_card';
import { reportWords } from './text';


function Content({ data }: { data: Board }) {
  const t = reportWords.use();
  return (
    <div className="stack">
      <Card title={t('stand', { framework: data.status.framework_name })} actions={<Legend />}><div className="stack"><AspectCards status={data.status} /><RestsOn status={data.status} /></div></Card>
      <div className="cols-main">
        <Card title={t('holes')}>
          {data.holes.length === 0 && <p className="dim">{t('holes_none')}</p>}
          <ol className="plain divided">{data.holes.map((h) => <li key={h.link + h.title} className="line nowrap top"><TrioMark trio={h.verdict} /><div className="grow"><Link className="link-quiet" to={h.link}>{h.title}</Link><p className="dim">{withDays(h.detail)}</p></div></li>)}</ol>
        </Card>
        <Card title={t('decisions')}>
          {data.decisions.length === 0 && <p className="dim">{t('decisions_none')}</p>}
          <ol className="decisions">{data.decisions.map((d) => <li key={d}>{withDays(d)}</li>)}</ol>
          <hr />
          <p><Link to="/deviations?state=open" className={data.deviations_open > 0 ? 'strong' : 'dim'}>{data.deviations_open > 0 ? t('deviations', { count: data.deviations_open }) : t('deviations_none')}</Link></p>
        </Card>
      </div>
      <Card title={t('chapters')}><Squares status={data.status} aspect="operation" /></Card>
      <p className="dim small">{t('generated', { at: moment(data.generated_at) })}</p>
    </div>
  );
}

export default function BoardScreen() {
  const t = reportWords.use();
  const framework = useUrlState().get('framework');
  const job = useStartJob();
  const query = useQuery({ queryKey: ['/board', framework], queryFn: () => api.get('/board', { query: { framework } }) });
  return (
    <Page title={t('board')} help="board" sub={t('board_sub')} actions={<>
      <FrameworkPicker />
      <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>{t('print')}</Button>
      <Button loading={job.busy} onClick={() => void job.start(() => api.post('/reports/board', { body: { format: 'pdf', framework } }))} leftSection={<IconDownload size={16} />}>{t('pdf')}</Button>
    </>}>
      <QueryView query={query}>{(data) => <Content data={data} />}</QueryView>
    </Page>
  );
}
