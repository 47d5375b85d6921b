// SPDX-License-Identifier: EUPL-1.2
import { Select } from '@mantine/core';
import type { Deviation } from '../../api/types';
import { TaskNav } from '../../app/subnav';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { useUrlState } from '../../ui/url_state';
import { DeviationDialog } from './deviation_dialog';
import { useDeviationColumns } from './deviation_table';
import { taskWords } from './text';

export default function DeviationsScreen() {
  const t = taskWords.use();
  const { get, set } = useUrlState();
  const list = usePaged('/deviations', ['q', 'state', 'sort'], { usual: { sort: '-opened_at' } });
  const open = (d: Deviation) => set({ open: d.id }, true);
  const columns = useDeviationColumns(open);
  const opened = list.query.data?.items.find((d) => d.id === get('open'));
  return (
    <Page title={t('title')} help="deviations" sub={t('sub')}>
      <TaskNav />
      <div className="filters">
        <SearchBox label={t('dev_search')} />
        <Select label={t('state')} w={240} value={get('state')} onChange={(v) => set({ state: v, after: null })} data={[{ value: '', label: t('any_dev') }, ...(['open', 'corrected', 'closed'] as const).map((s) => ({ value: s, label: t(`dev_state_${s}`) }))]} />
      </div>
      <PagedTable label={t('deviations')} list={list} onEdit={open} rowKey={(d) => d.id} columns={columns} empty={<Empty title={t('dev_empty')}>{t('dev_empty_text')}</Empty>} />
      {opened && <DeviationDialog key={opened.id} measure={opened.measure} deviation={opened} onClose={() => set({ open: null })} />}
    </Page>
  );
}
