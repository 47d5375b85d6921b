// SPDX-License-Identifier: EUPL-1.2
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Fragment, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import { requirementReasons, useFrameworks, useRefresh } from '../../api/queries';
import type { ApplicabilityRow, Statement } from '../../api/types';
import { useMay } from '../../app/session';
import { NormNav } from '../../app/subnav';
import { FormNotes, useRecordForm } from '../../ui/form';
import { TrioGlyph, useTrioLetters } from '../../ui/glyph';
import { Page } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { SearchBox, useRowKeys } from '../../ui/table';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { useUrlState } from '../../ui/url_state';
import { Downloads, PrintedState, Versions } from './applicability_versions';
import { DecideDialog } from './decide_dialog';
import { soaWords } from './soa_text';
import './measure.css';


function AppliesBadge({ row }: { row: ApplicabilityRow }) {
  const t = soaWords.use();
  if (row.applies === null) return <span className="badge warn">{t('open')}</span>;
  return row.applies ? <span className="badge good">{t('yes')}</span> : row.exclusion_waits ? <span className="badge warn long">{t('no_waits')}</span> : <span className="badge">{t('no')}</span>;
}

function Bulk({ framework, chosen, onDone }: { framework: string; chosen: string[]; onDone: () => void }) {
  const t = soaWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`applicability-bulk:${framework}`, { reason: '' });
  const { reason } = form.values;
  const decide = async (applies: boolean) => {
    if (!reason.trim()) { form.setErrors({ reason: t('reason_need') }); return; }
    if (await form.submit(() => api.post('/applicability/decide', { body: { requirements: chosen, applies, reason } }))) { tell(t('bulk_done', { count: chosen.length })); refresh(); onDone(); }
  };
  return (
    <div className="bulk" role="region" aria-label={t('selected', { count: chosen.length })}>
      <strong>{t('selected', { count: chosen.length })}</strong>
      <TextInput className="grow" aria-label={t('bulk_reason')} placeholder={t('bulk_reason')} value={reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} />
      <Button loading={form.busy} onClick={() => void decide(true)}>{t('bulk_yes')}</Button>
      <Button loading={form.busy} variant="default" onClick={() => void decide(false)}>{t('bulk_no')}</Button>
      <button type="button" className="link small" onClick={onDone}>{t('clear')}</button>
      <FormNotes form={form} />
    </div>
  );
}

function List({ data }: { data: Statement }) {
  const t = soaWords.use();
  const u = ui.use();
  const letters = useTrioLetters();
  const may = useMay();
  const { get, set } = useUrlState();
  const body = useRowKeys();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const q = get('q').toLowerCase();
  const state = get('state');
  const rows = useMemo(() => data.items.filter((r) => (!q || `${r.ref} ${r.title}`.toLowerCase().includes(q)) && (!state || (state === 'open' ? r.applies === null : r.applies === (state === 'yes')))), [data, q, state]);
  const chapters = [...new Set(rows.map((r) => r.chapter))];
  const editable = may('decide_applicability');
  const opened = data.items.find((r) => r.requirement === get('open'));
  const toggle = (ids: string[], on: boolean) => setChosen((old) => { const next = new Set(old); ids.forEach((id) => (on ? next.add(id) : next.delete(id))); return next; });
  const shown = rows.map((r) => r.requirement);
  return (
    <>
      <div className="filters">
        <SearchBox label={t('search')} />
        <Select label={t('state')} w={190} value={state} data={[{ value: '', label: t('any') }, { value: 'open', label: t('open') }, { value: 'yes', label: t('yes') }, { value: 'no', label: t('no') }]} onChange={(v) => set({ state: v })} />
        <span className={`badge filter-count ${data.undecided > 0 ? 'warn' : 'good'}`}>{data.undecided > 0 ? t('undecided', { count: data.undecided }) : t('all_decided')}</span>
      </div>
      <div className="card flush">
        {rows.length === 0 ? <Empty title={u('nothing_found')} action={<Button variant="default" onClick={() => set({ q: null, state: null })}>{u('clear_filters')}</Button>}>{u('nothing_found_text')}</Empty> : (
          <div className="table-wrap">
            <table className="table soa">
              <caption className="hidden-visually">{t('title')}. {u('keys_hint')}</caption>
              <thead><tr>
                {editable && <th scope="col" className="no-print"><Checkbox size="xs" aria-label={t('select_all')} checked={shown.every((id) => chosen.has(id))} indeterminate={shown.some((id) => chosen.has(id)) && !shown.every((id) => chosen.has(id))} onChange={(e) => toggle(shown, e.currentTarget.checked)} /></th>}
                <th scope="col">{t('col_ref')}</th><th scope="col">{t('col_title')}</th><th scope="col" className="wide-only">{t('col_applies')}</th><th scope="col" className="wide-only">{t('col_reason')}</th><th scope="col">{letters}</th>
              </tr></thead>
              <tbody ref={body}>
                {chapters.map((chapter) => (
                  <Fragment key={chapter}>
                    <tr className="chapter">{editable && <td className="no-print" />}<td className="number" colSpan={5}>{/^c\d/.test(chapter) ? t('chapter_clause', { number: chapter.slice(1) }) : t('chapter_controls', { number: chapter })}</td></tr>
                    {rows.filter((r) => r.chapter === chapter).map((r) => (
                      <tr key={r.requirement} data-row>
                        {editable && <td className="no-print"><Checkbox size="xs" aria-label={t('select', { ref: r.ref })} checked={chosen.has(r.requirement)} onChange={(e) => toggle([r.requirement], e.currentTarget.checked)} /></td>}
                        <td className="number dim nowrap">{r.ref}</td>
                        <td className="cell-title">{editable ? <button type="button" className="link link-quiet row-open" onClick={() => set({ open: r.requirement })}>{r.title}</button> : <Link className="link-quiet" to={`/requirements/${part(r.requirement)}`}>{r.title}</Link>}<div className="narrow-only block-s"><AppliesBadge row={r} /></div></td>
                        <td className="wide-only"><AppliesBadge row={r} /></td>
                        <td className="wide-only small dim reason-cell">{r.reason}</td>
                        <td><TrioGlyph trio={r.verdict} about={`${r.ref} ${r.title}`} load={requirementReasons(r.requirement)} to={`/requirements/${part(r.requirement)}`} /></td>
                      </tr>
                    ))}
                  </Fragment>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {chosen.size > 0 && <Bulk framework={data.framework} chosen={[...chosen]} onDone={() => setChosen(new Set())} />}
      {opened && editable && <DecideDialog key={opened.requirement} row={opened} onClose={() => set({ open: null })} />}
    </>
  );
}

export default function ApplicabilityScreen() {
  const t = soaWords.use();
  const { get, set } = useUrlState();
  const frameworks = useFrameworks();
  const chosen = frameworks.data?.items.find((f) => f.id === get('framework')) ?? frameworks.data?.items[0];
  const query = useQuery({ queryKey: ['/applicability', chosen?.id], enabled: !!chosen, placeholderData: keepPreviousData, queryFn: () => api.get('/applicability', { query: { framework: chosen?.id } }) });
  return (
    <Page title={t('title')} help="applicability" width="wide" sub={chosen ? `${chosen.name}. ${t('sub')}` : t('sub')} actions={<>
      {(frameworks.data?.items.length ?? 0) > 1 && <Select aria-label={t('framework')} w={230} value={chosen?.id ?? null} data={(frameworks.data?.items ?? []).map((f) => ({ value: f.id, label: f.name }))} onChange={(v) => set({ framework: v })} />}
      {chosen && <Downloads framework={chosen.id} />}
    </>}>
      <NormNav />
      <QueryView query={frameworks}>
        {(list) => list.items.length === 0 ? <Empty title={t('empty')} /> : <QueryView query={query}>{(data) => <><PrintedState data={data} /><div className="cols-main wide"><div><List data={data} /></div><Versions data={data} /></div></>}</QueryView>}
      </QueryView>
    </Page>
  );
}
