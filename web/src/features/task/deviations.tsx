// SPDX-License-Identifier: EUPL-1.2
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Deviation } from '../../api/types';
import { useMay } from '../../app/session';
import { TaskNav } from '../../app/subnav';
import { Page } from '../../ui/page';
import { Empty, ErrorNote } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { useUrlState } from '../../ui/url_state';
import { DeviationDialog } from './deviation_dialog';
import { useDeviationColumns } from './deviation_table';
import { taskWords } from './text';

const kFilters = ['q', 'state', 'sort'] as const;

export default function DeviationsScreen() {
  const t = taskWords.use();
  const may = useMay();
  const [adds, setAdds] = useState(false);
  const { get, set } = useUrlState();
  const list = usePaged('/deviations', kFilters, { usual: { sort: '-opened_at' } });
  const open = (d: Deviation) => set({ open: d.id }, true);
  const columns = useDeviationColumns(open);
  // Asked by itself: what a reason points at need not be on this page of the list.
  const asked = get('open');
  const one = useQuery({ queryKey: ['/deviations', asked], enabled: asked !== '', queryFn: () => api.get('/deviations/{id}', { path: { id: asked } }) });
  const opened = asked ? one.data : undefined;
  const add = may('perform_task') ? <Button onClick={() => setAdds(true)}>{t('dev_new')}</Button> : null;
  return (
    <Page title={t('deviations')} help="deviations" sub={t('sub')} actions={add}>
      <TaskNav />
      <div className="filters">
        <SearchBox label={t('dev_search')} />
        <Select label={t('state')} w={240} value={get('state')} onChange={(v) => set({ state: v, after: null })} data={[{ value: '', label: t('any_dev') }, ...(['open', 'corrected', 'closed', 'withdrawn'] as const).map((s) => ({ value: s, label: t(`dev_state_${s}`) }))]} />
      </div>
      <PagedTable label={t('deviations')} list={list} onEdit={open} rowKey={(d) => d.id} columns={columns} empty={<Empty title={t('dev_empty')}>{t('dev_empty_text')}</Empty>} />
      <ErrorNote error={one.error} />
      {adds && <DeviationDialog onClose={() => setAdds(false)} />}
      {opened && <DeviationDialog key={opened.id} measure={opened.measure} deviation={opened} onClose={() => set({ open: null })} />}
    </Page>
  );
}
