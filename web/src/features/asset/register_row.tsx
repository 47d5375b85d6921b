// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { api, part } from '../../api/client';
import { rowName, useRefresh } from '../../api/queries';
import type { Register, RegisterInput, RegisterName, RegisterRow } from '../../api/types';
import { ownScreen, useRegisters } from '../../app/nav';
import { useMay } from '../../app/session';
import { ask } from '../../ui/confirm';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { sentence } from '../../ui/format';
import { Card, Page } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { tell, tellFault } from '../../ui/toast';
import { FieldInput } from './field_input';
import { valueText } from './field_value';
import { isPlaceKind, PlacePart } from './place_part';
import { assetWords } from './text';

type Values = Record<string, unknown>;
const valuesOf = (register: Register, row?: RegisterRow): Values => Object.fromEntries(register.fields.map((f) => [f.name, row?.[f.name] ?? (f.kind === 'boolean' ? false : '')]));
/** An empty number or reference is absent, not an empty text. */
const toSend = (register: Register, values: Values): RegisterInput => Object.fromEntries(register.fields.map((f) => [f.name, values[f.name] === '' && ['integer', 'date', 'reference', 'choice'].includes(f.kind) ? null : values[f.name]])) as unknown as RegisterInput;  // the fields come from the description, not from a type

function Form({ register, row }: { register: Register; row?: RegisterRow }) {
  const t = assetWords.use();
  const navigate = useNavigate();
  const may = useMay();
  const refresh = useRefresh();
  const base = `/registers/${register.name}`;
  const own = ownScreen(register.name);
  // Whoever sent one here may say where to go back to, and what a new row begins with.
  const sent = useLocation().state as { from?: string; values?: Values } | null;
  const back = sent?.from ?? base;
  const where = { register: register.name };
  const form = useRecordForm<Values>(`${register.name}:${row?.id ?? 'new'}`, row ? valuesOf(register, row) : { ...valuesOf(register), ...sent?.values }, row?.version ?? 0);
  const one = register.title_one.toLowerCase();
  const name = row ? rowName(row) : '';
  const title = row ? name : sentence(t('add', { one }));
  const readOnly = !may('edit_register');
  const save = async () => {
    const saved = await form.submit((values, version) => (row ? api.put('/registers/{register}/rows/{id}', { path: { ...where, id: row.id }, body: toSend(register, values), version }) : api.post('/registers/{register}/rows', { path: where, body: toSend(register, values) })));
    if (saved) { tell(t('saved', { name: String(form.values['name'] ?? name) })); refresh(); void navigate(back, { replace: true }); }
  };
  const restore = () => { api.post('/registers/{register}/restore', { path: where, body: { ids: [row?.id ?? ''] } }).then((report) => { tell(report.done ? t('undone') : (report.problems[0]?.text ?? ''), report.done ? 'good' : 'bad'); refresh(); }).catch(tellFault); };
  const remove = async () => {
    if (!row || !(await ask(t('remove_title', { name }), t('remove_text'), t('remove')))) return;
    api.delete('/registers/{register}/rows/{id}', { path: { ...where, id: row.id }, version: row.version }).then(() => { tell(t('removed', { name }), 'good', { label: t('undo'), run: restore }); refresh(); void navigate(base, { replace: true }); }).catch(tellFault);
  };
  const [names, setNames] = useState<RegisterRow>(row ?? { id: '', version: 0 });
  const word = (name: string, value: unknown): string => {
    const field = register.fields.find((f) => f.name === name);
    if (!field) return String(value ?? '');
    // A reference that was chosen here has no name at hand; that it differs is what matters.
    if (field.kind === 'reference' && value !== names[name]) return value ? t('clash_your_choice') : '';
    return valueText(t, field, { ...names, [name]: value });
  };
  const reload = async () => { const now: RegisterRow = await api.get('/registers/{register}/rows/{id}', { path: { ...where, id: row?.id ?? '' } }); setNames(now); return { values: valuesOf(register, now), version: now.version }; };
  return (
    <Page title={title} help="registers" width="narrow" crumbs={[...(own ? [{ label: register.title, to: own }] : []), { label: own ? t('register') : register.title, to: base }, { label: title }]}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormNotes form={form} {...(row ? { reload } : {})} label={(f) => register.fields.find((x) => x.name === f)?.label ?? f} word={word} />
        <Card><div className="form-grid">{register.fields.map((field) => <FieldInput key={field.name} field={field} value={form.values[field.name]} readOnly={readOnly} error={form.errors[field.name]} onChange={(value) => form.patch({ [field.name]: value })} />)}</div></Card>
        {!readOnly && <FormFoot busy={form.busy} onCancel={() => void navigate(back)} aside={row && <Button variant="subtle" color="brick" onClick={() => void remove()}>{t('remove')}</Button>} />}
      </form>
      {row && isPlaceKind(register.name) && may('read_measure') && <div className="block"><PlacePart kind={register.name} id={row.id} name={name} /></div>}
      {row && <p className="small block no-print"><Link to={`/trail?subject=${part(row.id)}`}>{t('history')}</Link></p>}
    </Page>
  );
}

export default function RegisterRowScreen() {
  const t = assetWords.use();
  const { name = '', id = '' } = useParams();
  const registers = useRegisters();
  const register = registers.data?.items.find((r) => r.name === name);
  const isNew = id === 'new';
  const query = useQuery({ queryKey: [`/registers/${name}/rows`, id], queryFn: () => api.get('/registers/{register}/rows/{id}', { path: { register: name as RegisterName, id } }), enabled: !isNew });
  if (register && isNew) return <Form key="new" register={register} />;
  if (register && query.data) return <Form key={id} register={register} row={query.data} />;
  return <div className="page">{registers.data && !register ? <Empty title={t('unknown_register')} /> : <QueryView query={registers}>{() => <QueryView query={query}>{() => null}</QueryView>}</QueryView>}</div>;
}
