// SPDX-License-Identifier: EUPL-1.2
import { Select } from '@mantine/core';
import { useFrameworks } from '../../api/queries';
import { useUrlState } from '../../ui/url_state';
import { catalogWords } from './text';

/** Which framework a screen is about, in the address; nothing while there is only one. */
export function FrameworkPicker() {
  const t = catalogWords.use();
  const { get, set } = useUrlState();
  const items = useFrameworks().data?.items ?? [];
  if (items.length < 2) return null;
  return <Select aria-label={t('framework')} w={230} allowDeselect={false} value={get('framework') || (items[0]?.id ?? null)} data={items.map((f) => ({ value: f.id, label: f.name }))} onChange={(v) => set({ framework: v === items[0]?.id ? null : v })} />;
}
