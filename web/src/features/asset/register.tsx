// SPDX-License-Identifier: EUPL-1.2
//
// One screen for every register, made from the description of its fields.
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { part, url } from '../../api/client';
import { rowName } from '../../api/queries';
import type { Register, RegisterField, RegisterRow } from '../../api/types';
import { useRegisters } from '../../app/nav';
import { useMay } from '../../app/session';
import { day, number, sentence } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { PagedTable, SearchBox, usePaged, type Column } from '../../ui/table';
import { RegisterImport } from './register_import';
import { assetWords } from './text';

function Value({ field, row }: { field: RegisterField; row: RegisterRow }) {
  const t = assetWords.use();
  const value = row[field.name];
  if (value === null || value === undefined || value === '') return <span className="dim">–</span>;
  switch (field.kind) {
    case 'boolean': return <>{t(value === true || value === 'true' ? 'yes' : 'no')}</>;
    case 'date': return <span className="number nowrap">{day(String(value))}</span>;
    case 'integer': return <span className="number">{number(Number(value))}</span>;
    case 'choice': return <>{field.choices.find((c) => c.value === value)?.label ?? String(value)}</>;
    case 'reference': return <Link to={`/registers/${field.reference}/${part(String(value))}`}>{String(row[`${field.name}_name`] ?? value)}</Link>;
    default: return <>{String(value)}</>;
  }
}

function columnsOf(register: Register): Column<RegisterRow>[] {
  const listed = register.fields.filter((f) => f.listed);
  return (listed.length > 0 ? listed : register.fields.slice(0, 4)).map((field, i) => ({
    key: field.name, label: field.label, sort: field.kind !== 'long_text', wide: i > 1, className: i === 0 ? 'cell-title' : '',
    render: (row) => i === 0 ? <Link className="link-quiet" to={`/registers/${register.name}/${part(row.id)}`}>{String(row[field.name] ?? rowName(row))}</Link> : <Value field={field} row={row} />,
  }));
}

function List({ register }: { register: Register }) {
  const t = assetWords.use();
  const may = useMay();
  const [importing, setImporting] = useState(false);
  const filters = register.fields.filter((f) => f.kind === 'choice').map((f) => f.name);
  const query = usePaged('/registers/{register}/rows', filters, {}, { register: register.name });
  const edit = may('edit_register');
  const one = register.title_one.toLowerCase();
  const base = `/registers/${register.name}`;
  return (
    <Page title={register.title} help="registers" sub={register.description} actions={<>
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default" leftSection={<IconDownload size={16} />}>{t('export')}</Button></Menu.Target>
        <Menu.Dropdown><Menu.Item component="a" href={url('/registers/{register}/export.csv', { path: { register: register.name } })}>{t('export_csv')}</Menu.Item></Menu.Dropdown>
      </Menu>
      {edit && <><Button variant="default" leftSection={<IconUpload size={16} />} onClick={() => setImporting(true)}>{t('import')}</Button><Button component={Link} to={`${base}/new`} leftSection={<IconPlus size={16} />}>{sentence(t('add', { one }))}</Button></>}
    </>}>
      <div className="filters"><SearchBox label={t('search')} /></div>
      <PagedTable<RegisterRow> label={register.title} query={query} filters={filters} rowKey={(r) => r.id} columns={columnsOf(register)}
        empty={<Empty title={t('empty')} example={t('empty_example')} action={edit ? <><Button component={Link} to={`${base}/new`}>{sentence(t('add', { one }))}</Button><Button variant="default" onClick={() => setImporting(true)}>{t('import')}</Button></> : null}>{register.is_place ? t('empty_place') : register.description}</Empty>} />
      {importing && <RegisterImport register={register} onClose={() => setImporting(false)} />}
    </Page>
  );
}

export default function RegisterScreen() {
  const t = assetWords.use();
  const { name = '' } = useParams();
  const registers = useRegisters();
  const register = registers.data?.items.find((r) => r.name === name);
  if (register) return <List key={name} register={register} />;
  return <div className="page"><QueryView query={registers}>{() => <Empty title={t('unknown_register')} />}</QueryView></div>;
}
