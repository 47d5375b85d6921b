// SPDX-License-Identifier: EUPL-1.2
//
// A filter for every field, folded away until asked for; what is set stands above the list and is taken off there.
import { Button, CloseButton, MultiSelect, NumberInput, Select } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { rowName } from '../../api/queries';
import type { Register, RegisterField, RegisterName, RegisterRow } from '../../api/types';
import { DateField } from '../../ui/date_field';
import { day } from '../../ui/format';
import { SearchBox, TextFilter } from '../../ui/table';
import { useUrlState } from '../../ui/url_state';
import { allFilterNames, filterNames } from './list_state';
import { ReferenceFilter } from './reference_select';
import { assetWords } from './text';

interface Props { field: RegisterField; get: (name: string) => string; set: (name: string, value: string) => void }

function FieldFilter({ field, get, set }: Props) {
  const t = assetWords.use();
  const name = `filter.${field.name}`;
  const many = get(name).split(',').filter(Boolean);
  switch (field.kind) {
    case 'choice': return <MultiSelect clearable label={field.label} value={many} data={[...field.choices, ...(field.required ? [] : [{ value: '-', label: t('filter_none') }])]} onChange={(v) => set(name, v.join(','))} />;
    case 'reference': return <ReferenceFilter register={field.reference as RegisterName} label={field.label} value={many} onChange={(v) => set(name, v.join(','))} />;
    case 'boolean': return <Select label={field.label} value={get(name)} data={[{ value: '', label: t('filter_any') }, { value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]} onChange={(v) => set(name, v ?? '')} />;
    case 'date': return <><DateField label={t('filter_from', { field: field.label })} value={get(`${name}.from`)} onChange={(v) => set(`${name}.from`, v)} /><DateField label={t('filter_to', { field: field.label })} value={get(`${name}.to`)} onChange={(v) => set(`${name}.to`, v)} /></>;
    case 'integer': return <><NumberInput allowDecimal={false} label={t('filter_from', { field: field.label })} value={get(`${name}.from`)} onChange={(v) => set(`${name}.from`, String(v))} /><NumberInput allowDecimal={false} label={t('filter_to', { field: field.label })} value={get(`${name}.to`)} onChange={(v) => set(`${name}.to`, String(v))} /></>;
    default: return <TextFilter name={name} label={field.label} />;
  }
}

/** The words of what is set, for the chips. */
function useChips(register: Register): { name: string; text: string }[] {
  const t = assetWords.use();
  const { get } = useUrlState();
  const ids = register.fields.filter((f) => f.kind === 'reference').flatMap((f) => get(`filter.${f.name}`).split(',').filter((id) => id && id !== '-').map((id) => ({ field: f, id })));
  const rows = useQueries({ queries: ids.map(({ field, id }) => ({ queryKey: [`/registers/${field.reference}/rows`, id], queryFn: (): Promise<RegisterRow> => api.get('/registers/{register}/rows/{id}', { path: { register: field.reference as RegisterName, id } }), staleTime: 60_000, retry: false })) });
  const nameOf = new Map(ids.map(({ id }, i) => [id, rows[i]?.data ? rowName(rows[i].data) : '…']));
  const word = (field: RegisterField, value: string): string => {
    if (value === '-') return t('filter_none');
    if (field.kind === 'choice') return field.choices.find((c) => c.value === value)?.label ?? value;
    if (field.kind === 'reference') return nameOf.get(value) ?? value;
    if (field.kind === 'boolean') return t(value === 'true' ? 'yes' : 'no');
    return field.kind === 'date' ? day(value) : value;
  };
  return register.fields.flatMap((field) => filterNames(field).flatMap((name) => {
    const value = get(name);
    if (!value) return [];
    const label = name.endsWith('.from') ? t('filter_from', { field: field.label }) : name.endsWith('.to') ? t('filter_to', { field: field.label }) : field.label;
    const words = field.kind === 'choice' || field.kind === 'reference' ? value.split(',').filter(Boolean).map((v) => word(field, v)).join(', ') : word(field, value);
    return [{ name, text: `${label}: ${words}` }];
  }));
}

export function RegisterFilters({ register, children }: { register: Register; children?: React.ReactNode }) {
  const t = assetWords.use();
  const { get, set } = useUrlState();
  const [open, setOpen] = useState(false);
  const chips = useChips(register);
  const change = (name: string, value: string) => set({ [name]: value, after: null });
  return (
    <>
      <div className="filters">
        <SearchBox label={t('search')} />
        <Button variant="default" leftSection={<IconFilter size={16} aria-hidden />} aria-expanded={open} aria-controls="register-filters" onClick={() => setOpen(!open)}>{chips.length > 0 ? t('filters_set', { count: chips.length }) : t('filters')}</Button>
        {children}
      </div>
      <div id="register-filters" className="card filter-panel" hidden={!open} role="group" aria-label={t('filters')}>
        {open && <div className="filter-grid">{register.fields.map((field) => <FieldFilter key={field.name} field={field} get={get} set={change} />)}</div>}
      </div>
      {chips.length > 0 && (
        <ul className="plain chips" aria-label={t('filters_active')}>
          {chips.map((chip) => <li key={chip.name} className="badge accent">{chip.text}<CloseButton size="xs" aria-label={t('filter_drop', { filter: chip.text })} onClick={() => change(chip.name, '')} /></li>)}
          <li><button type="button" className="link small" onClick={() => set({ ...Object.fromEntries(allFilterNames(register).map((n) => [n, null])), after: null })}>{t('filters_clear')}</button></li>
        </ul>
      )}
    </>
  );
}
