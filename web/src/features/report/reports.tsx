// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconDownload, IconFileText, IconFileZip } from '@tabler/icons-react';
import { api, url } from '../../api/client';
import { useStartJob } from '../job/jobs';
import { Card, Page } from '../../ui/page';
import { useUrlState } from '../../ui/url_state';
import { FrameworkPicker } from '../catalog/framework_picker';
import { reportWords } from './text';

const kMade = ['pdf', 'xlsx'] as const;  // in the background; JSON is there at once

function Report({ title, text, path }: { title: string; text: string; path: '/reports/vvt' | '/reports/board' }) {
  const t = reportWords.use();
  const framework = useUrlState().get('framework');
  const job = useStartJob();
  return (
    <Card title={title}>
      <div className="stack"><p className="dim">{text}</p>
        <div className="line">
          {kMade.map((format) => <Button key={format} variant="default" size="xs" loading={job.busy} onClick={() => void job.start(() => api.post(path, { body: { format, framework } }))} leftSection={<IconFileText size={15} />} aria-label={t('make', { title, format: t(format) })}>{t(format)}</Button>)}
          <Button variant="default" size="xs" component="a" href={url(path, { query: { format: 'json', framework } })} leftSection={<IconDownload size={15} />} aria-label={t('download', { title, format: t('json') })}>{t('json')}</Button>
        </div></div>
    </Card>
  );
}

export default function ReportsScreen() {
  const t = reportWords.use();
  const job = useStartJob();
  return (
    <Page title={t('reports')} help="reports" sub={t('reports_sub')} actions={<FrameworkPicker />}>
      <div className="stack">
        <Card title={t('r_package')}>
          <div className="stack"><p className="prose dim">{t('r_package_text')}</p>
            <div className="line"><Button loading={job.busy} onClick={() => void job.start(() => api.post('/package'))} leftSection={<IconFileZip size={17} />}>{t('r_package_do')}</Button><span className="dim small">{t('r_package_hint')}</span></div></div>
        </Card>
        <div className="cols-2">
          <Report title={t('r_soa')} text={t('r_soa_text')} path="/reports/vvt" />
          <Report title={t('r_board')} text={t('r_board_text')} path="/reports/board" />
        </div>
        <Card title={t('r_trail')}><div className="stack"><p className="prose dim">{t('r_trail_text')}</p><div><Button variant="default" size="xs" component="a" href={url('/trail/checkpoint')} download="checkpoint.txt" leftSection={<IconDownload size={15} />}>{t('r_trail_do')}</Button></div></div></Card>
      </div>
    </Page>
  );
}
