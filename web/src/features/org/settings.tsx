// SPDX-License-Identifier: EUPL-1.2
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Organisation } from '../../api/types';
import { useMay, useSession, useTakeSession } from '../../app/session';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { Card, Page } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { tell } from '../../ui/toast';
import { useSetupOptions } from '../setup/setup';
import { ReferenceSelect } from '../asset/reference_select';
import { orgWords } from './text';

type Fields = Pick<Organisation, 'name' | 'sub_sector' | 'people' | 'board_member' | 'security_officer' | 'health_information'>;
const fieldsOf = (o: Organisation): Fields => ({ name: o.name, sub_sector: o.sub_sector, people: o.people, board_member: o.board_member, security_officer: o.security_officer, health_information: o.health_information });
const kWho = ['board_member', 'security_officer', 'health_information'] as const;

function Form({ organisation }: { organisation: Organisation }) {
  const t = orgWords.use();
  const may = useMay();
  const session = useSession();
  const take = useTakeSession();
  const refresh = useRefresh();
  const options = useSetupOptions();
  const form = useRecordForm<Fields>('organisation', fieldsOf(organisation), organisation.version);
  const v = form.values;
  const readOnly = !may('edit_organisation');
  const label = (f: string): string => (f === 'name' ? t('name') : f === 'sub_sector' ? t('sub_sector') : f === 'people' ? t('people') : t(f as (typeof kWho)[number]));
  const save = async () => { if (await form.submit((values, version) => api.put('/organisation', { body: values, version }))) { tell(t('saved')); take(undefined); refresh(); } };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <FormNotes form={form} reload={async () => { const now = await api.get('/organisation'); return { values: fieldsOf(now), version: now.version }; }} label={label} />
      <Card title={t('organisation')} actions={organisation.demo ? <span className="badge warn">{t('demo_badge')}</span> : null}>
        <div className="form-grid">
          <TextInput className="full" required readOnly={readOnly} label={t('name')} value={v.name} error={form.errors['name']} onChange={(e) => form.set('name', e.currentTarget.value)} />
          <Select readOnly={readOnly} searchable label={t('sub_sector')} value={v.sub_sector || null} data={options.data?.sub_sectors ?? []} error={form.errors['sub_sector']} onChange={(x) => form.set('sub_sector', x ?? '')} />
          <NumberInput readOnly={readOnly} min={1} label={t('people')} value={v.people} error={form.errors['people']} onChange={(x) => form.set('people', Number(x) || 0)} />
        </div>
      </Card>
      {may('read_register') && <Card title={t('responsible')}>
        <div className="stack">
          {kWho.map((name) => <ReferenceSelect key={name} register="person" readOnly={readOnly} label={t(name)} description={t(`${name}_hint`)} value={v[name]} error={form.errors[name]} onChange={(x) => form.set(name, x)} />)}
        </div>
      </Card>}
      {!readOnly && <FormFoot busy={form.busy} />}
      {may('run_setup') && <Card title={t('more_measures')} className="no-print"><div className="line between"><p className="dim">{t('more_measures_text')}</p><Button variant="default" component={Link} to="/setup?step=4">{t('more_measures_do')}</Button></div></Card>}
      {session.may_create_organisations && <Card title={t('another')} className="no-print"><div className="line between"><p className="dim">{t('another_text')}</p><Button variant="default" component={Link} to="/setup?step=1">{t('another_do')}</Button></div></Card>}
    </form>
  );
}

export default function SettingsScreen() {
  const t = orgWords.use();
  const query = useQuery({ queryKey: ['/organisation'], queryFn: () => api.get('/organisation') });
  return <Page title={t('settings')} help="settings" width="narrow" sub={t('settings_sub')}><QueryView query={query}>{(data) => <Form key={data.id} organisation={data} />}</QueryView></Page>;
}
