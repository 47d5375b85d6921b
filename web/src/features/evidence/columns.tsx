// SPDX-License-Identifier: EUPL-1.2
//
// Says once which column of a table means what; kept under a name for the next time and for collectors.
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { ColumnMapping, TablePreview } from '../../api/types';
import { ask } from '../../ui/confirm';
import { Card } from '../../ui/page';
import { ErrorNote } from '../../ui/states';
import { tell } from '../../ui/toast';
import { columnsOf, wordsOf } from './table_preview';
import { evidenceWords } from './text';

export type Settings = Record<string, string>;
const kRoles = ['key', 'date', 'result', 'title', 'subject', 'detail', 'severity'] as const;
const kNeeded: readonly string[] = ['key', 'date', 'result'];
const kResults = ['supports', 'partly', 'refutes', 'unknown'] as const;
type ResultWord = (typeof kResults)[number];
const kMostWords = 20;

const listed = (settings: Settings, result: string): string[] => (settings[result] ?? '').split('|').map((w) => w.trim().toLowerCase()).filter(Boolean);
const resultOf = (settings: Settings, word: string): ResultWord => kResults.find((r) => listed(settings, r).includes(word)) ?? 'unknown';
const withWord = (settings: Settings, word: string, result: ResultWord): Settings => {
  const next = { ...settings };
  for (const r of kResults) next[r] = [...listed(settings, r).filter((w) => w !== word), ...(r === result ? [word] : [])].join('|');
  return next;
};
export const settingsReady = (settings: Settings): boolean =>
  Boolean(settings['date'] && settings['result'] && (settings['key'] || settings['title'])) && kResults.some((r) => listed(settings, r).length > 0);
/** As the import route takes them. */
export const settingsQuery = (settings: Settings): Record<string, string> => Object.fromEntries(Object.entries(settings).filter(([, v]) => v).map(([k, v]) => [`map.${k}`, v]));

const kPath = '/column-mappings';
const settingsOf = (mapping: ColumnMapping): Settings => Object.fromEntries(mapping.settings.map((s) => [s.name, s.value]));

function Saved({ settings, chosen, onChosen }: { settings: Settings; chosen: ColumnMapping | null; onChosen: (mapping: ColumnMapping | null) => void }) {
  const t = evidenceWords.use();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try { await work(); await client.invalidateQueries({ queryKey: [kPath] }); } catch (fault) { setError(fault); } finally { setBusy(false); }
  };
  const list = Object.entries(settings).filter(([, value]) => value).map(([n, value]) => ({ name: n, value }));
  const changed = chosen !== null && JSON.stringify([...list].sort((a, b) => a.name.localeCompare(b.name))) !== JSON.stringify([...chosen.settings].sort((a, b) => a.name.localeCompare(b.name)));
  const add = () => run(async () => { onChosen(await api.post(kPath, { body: { name: name.trim(), settings: list } })); setName(''); tell(t('map_saved')); });
  const change = (mapping: ColumnMapping) => run(async () => { onChosen(await api.put('/column-mappings/{id}', { path: { id: mapping.id }, body: { name: mapping.name, settings: list }, version: mapping.version })); tell(t('map_saved')); });
  const remove = async (mapping: ColumnMapping) => {
    if (await ask(t('map_remove_title', { name: mapping.name }), t('map_remove_text'), t('map_remove'))) {
      await run(async () => { await api.delete('/column-mappings/{id}', { path: { id: mapping.id }, version: mapping.version }); onChosen(null); });
    }
  };
  return (
    <div className="stack s">
      <ErrorNote error={error} />
      {chosen
        ? <div className="line s"><Button variant="default" size="xs" loading={busy} disabled={!changed} onClick={() => void change(chosen)}>{t('map_update', { name: chosen.name })}</Button><Button variant="subtle" color="brick" size="xs" disabled={busy} onClick={() => void remove(chosen)}>{t('map_remove')}</Button></div>
        : <div className="line s"><TextInput label={t('map_save_as')} description={t('map_save_hint')} maxLength={100} value={name} onChange={(e) => setName(e.currentTarget.value)} /><Button variant="default" loading={busy} disabled={!name.trim() || !settingsReady(settings)} onClick={() => void add()}>{t('map_save')}</Button></div>}
    </div>
  );
}

export function Columns({ table, settings, onChange }: { table: TablePreview; settings: Settings; onChange: (settings: Settings) => void }) {
  const t = evidenceWords.use();
  const saved = useQuery({ queryKey: [kPath], queryFn: () => api.get(kPath) });
  const [chosen, setChosen] = useState<ColumnMapping | null>(null);
  const items = saved.data?.items ?? [];
  const set = (name: string, value: string) => onChange({ ...settings, [name]: value });
  const take = (id: string | null) => { const mapping = items.find((m) => m.id === id) ?? null; setChosen(mapping); onChange(mapping ? settingsOf(mapping) : {}); };
  const columns = columnsOf(table);
  const words = wordsOf(table, settings['result'] ?? '');
  return (
    <Card title={t('map_title')}>
      <div className="stack">
        <p className="dim">{t('map_text')}</p>
        {items.length > 0 && <Select label={t('map_choose')} placeholder={t('map_new')} clearable value={chosen?.id ?? null} data={items.map((m) => ({ value: m.id, label: m.name }))} onChange={take} />}
        <div className="form-grid">
          {kRoles.map((role) => {
            const value = settings[role] ?? '';
            const missing = value !== '' && !columns.includes(value);
            return <Select key={role} label={t(role === 'title' ? 'map_title_role' : `map_${role}`)} required={kNeeded.includes(role)} clearable={!kNeeded.includes(role)} value={value || null} data={missing ? [...columns, value] : columns} error={missing ? t('map_missing', { column: value }) : null} onChange={(v) => set(role, v ?? '')} />;
          })}
          <Select label={t('map_order')} value={settings['date_order'] || 'ymd'} data={(['ymd', 'dmy', 'mdy'] as const).map((o) => ({ value: o, label: t(`map_${o}`) }))} onChange={(v) => set('date_order', v === 'ymd' || v === null ? '' : v)} />
        </div>
        {words.length > 0 && (
          <fieldset className="choices stack s">
            <legend className="field-label">{t('map_words', { column: settings['result'] ?? '' })}</legend>
            {words.slice(0, kMostWords).map((word) => (
              <div key={word} className="line between">
                <code id={`word-${word}`}>{word}</code>
                <SegmentedControl size="xs" aria-label={t('map_word_means', { word })} value={resultOf(settings, word)} data={kResults.map((r) => ({ value: r, label: t(`map_is_${r}`) }))} onChange={(r) => onChange(withWord(settings, word, r as ResultWord))} />
              </div>
            ))}
            {words.length > kMostWords && <p className="dim small">{t('map_words_more', { count: words.length - kMostWords })}</p>}
          </fieldset>
        )}
        <Saved settings={settings} chosen={chosen} onChosen={setChosen} />
      </div>
    </Card>
  );
}
