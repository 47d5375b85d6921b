// SPDX-License-Identifier: EUPL-1.2
import { SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { ScanEvery } from '../../api/types';
import { useMay } from '../../app/session';
import { moment } from '../../ui/format';
import { Card } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { tell, tellFault } from '../../ui/toast';
import { scanWords } from './text';

const kKey = ['/scan/schedule'] as const;
const kEvery: ScanEvery[] = ['never', 'day', 'week', 'month'];

/** How often it happens by itself. A choice is kept at once: there is nothing to lose by it. */
export function Schedule() {
  const t = scanWords.use();
  const may = useMay();
  const client = useQueryClient();
  const query = useQuery({ queryKey: kKey, queryFn: () => api.get('/scan/schedule') });
  const choose = (every: ScanEvery) => {
    const before = query.data;
    if (before) client.setQueryData(kKey, { ...before, every });
    api.put('/scan/schedule', { body: { every } }).then((now) => { client.setQueryData(kKey, now); tell(t('schedule_saved', { every: t(`every_${every}`).toLowerCase() })); }).catch((fault: unknown) => { client.setQueryData(kKey, before); tellFault(fault); });
  };
  return (
    <Card title={t('schedule')} className="scan-schedule">
      <QueryView query={query}>
        {(now) => (
          <div className="scan-schedule-parts">
            {may('run_scan')
              ? <SegmentedControl<ScanEvery> size="xs" aria-label={t('every')} value={now.every} data={kEvery.map((every) => ({ value: every, label: t(`every_${every}`) }))} onChange={choose} />
              : <p className="strong">{t(`every_${now.every}`)}</p>}
            <p className="small dim grow roomy">{t(now.every === 'never' ? 'schedule_never_text' : 'schedule_text')}{now.last_begun && ` ${t('schedule_last', { at: moment(now.last_begun) })}`}</p>
          </div>
        )}
      </QueryView>
    </Card>
  );
}
