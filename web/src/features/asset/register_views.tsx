// SPDX-License-Identifier: EUPL-1.2
//
// Views: what a list shows (search, filters, sorting, columns) kept under a name, for oneself.
import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconBookmark, IconCheck, IconColumns3, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Register, SavedView } from '../../api/types';
import { ask } from '../../ui/confirm';
import { ErrorNote } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { useUrlState } from '../../ui/url_state';
import { changeOf, columnsShown, fits, nothing, viewOf } from './list_state';
import { assetWords } from './text';

function SaveView({ register, suggested, onClose }: { register: Register; suggested: string; onClose: (saved: SavedView | null) => void }) {
  const t = assetWords.use();
  const u = ui.use();
  const { params } = useUrlState();
  const [name, setName] = useState(suggested);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = () => {
    setBusy(true);
    api.post('/registers/{register}/views', { path: { register: register.name }, body: viewOf(register, params, name) }).then(onClose).catch(setError).finally(() => setBusy(false));
  };
  return (
    <Modal opened onClose={() => onClose(null)} title={t('view_save_title')} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); save(); }}>
        <p className="dim">{t('view_save_text')}</p>
        <TextInput label={t('view_name')} required maxLength={80} data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <ErrorNote error={error} />
        <div className="line end"><Button variant="default" onClick={() => onClose(null)}>{u('cancel')}</Button><Button type="submit" loading={busy} disabled={name.trim() === ''}>{u('save')}</Button></div>
      </form>
    </Modal>
  );
}

export function ViewsMenu({ register }: { register: Register }) {
  const t = assetWords.use();
  const client = useQueryClient();
  const { get, set, params } = useUrlState();
  const [saving, setSaving] = useState(false);
  const key = [`/registers/${register.name}/views`];
  const path = { register: register.name };
  const views = useQuery({ queryKey: key, queryFn: () => api.get('/registers/{register}/views', { path }), staleTime: 60_000 });
  const items = views.data?.items ?? [];
  const current = items.find((v) => v.id === get('view'));
  const changed = current !== undefined && !fits(register, current, params);
  const remove = async (view: SavedView) => {
    if (!(await ask(t('view_remove_title', { name: view.name }), t('view_remove_text'), t('remove')))) return;
    api.delete('/registers/{register}/views/{id}', { path: { ...path, id: view.id } }).then(() => { void client.invalidateQueries({ queryKey: key }); if (get('view') === view.id) set({ view: null }); tell(t('view_removed', { name: view.name })); }).catch(tellFault);
  };
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target><Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>{current ? (changed ? t('view_changed', { name: current.name }) : current.name) : t('views')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={!get('view') ? <IconCheck size={14} aria-hidden /> : <span className="menu-gap" />} onClick={() => set(nothing(register), true)}>{t('view_standard')}</Menu.Item>
          {items.map((view) => <Menu.Item key={view.id} leftSection={view.id === current?.id ? <IconCheck size={14} aria-hidden /> : <span className="menu-gap" />} onClick={() => set(changeOf(register, view), true)}>{view.name}</Menu.Item>)}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{t('view_save')}</Menu.Item>
          {current && <Menu.Item color="brick" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => void remove(current)}>{t('view_remove', { name: current.name })}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {saving && <SaveView register={register} suggested={current?.name ?? ''} onClose={(saved) => { setSaving(false); if (saved) { void client.invalidateQueries({ queryKey: key }); set({ view: saved.id }); tell(t('view_saved', { name: saved.name })); } }} />}
    </>
  );
}

export function ColumnsMenu({ register }: { register: Register }) {
  const t = assetWords.use();
  const { get, set } = useUrlState();
  const shown = columnsShown(register, get('columns')).map((f) => f.name);
  const toggle = (name: string, on: boolean) => {
    const names = register.fields.map((f) => f.name).filter((n) => (n === name ? on : shown.includes(n)));
    const standard = register.fields.filter((f) => f.listed).map((f) => f.name);
    set({ columns: names.join() === standard.join() ? null : names.join(',') });
  };
  return (
    <Menu position="bottom-start" closeOnItemClick={false}>
      <Menu.Target><Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>{t('columns')}</Button></Menu.Target>
      <Menu.Dropdown>
        {register.fields.filter((f) => f.name !== 'name').map((field) => (
          <Menu.CheckboxItem key={field.name} checked={shown.includes(field.name)} closeMenuOnClick={false} onChange={(on) => toggle(field.name, on)}>{field.label}</Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
