// SPDX-License-Identifier: EUPL-1.2
//
// Ctrl K: goes anywhere and does anything that has a name.
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { useStartJob } from '../features/job/jobs';
import { useNav, useRegisters } from './nav';
import { useMay } from './session';
import { appWords } from './text';
import { useSignOut, useSwitchLanguage } from './topbar';

interface Entry { group: string; title: string; detail?: string; run: () => void }

export default function Palette({ onClose }: { onClose: () => void }) {
  const t = appWords.use();
  const dialog = useRef<HTMLDialogElement>(null);
  // At once, so that what is typed right after the keys lands in the box.
  useLayoutEffect(() => { dialog.current?.showModal(); }, []);
  const navigate = useNavigate();
  const may = useMay();
  const job = useStartJob();
  const groups = useNav();
  const registers = useRegisters(may('edit_register'));
  const signOut = useSignOut();
  const language = useSwitchLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [q] = useDebouncedValue(text.trim(), 180);
  const found = useQuery({ queryKey: ['/search', q], queryFn: ({ signal }) => api.get('/search', { query: { q }, signal }), enabled: q.length > 1, placeholderData: keepPreviousData });

  const go = (to: string) => () => { onClose(); void navigate(to); };
  const make = (start: Parameters<typeof job.start>[0]) => () => { onClose(); void job.start(start); };
  const has = (title: string) => title.toLowerCase().includes(text.trim().toLowerCase());
  const screens: Entry[] = [
    ...groups.flatMap((g) => g.items), { to: '/measures', label: t('measures') }, { to: '/applicability', label: t('applicability') }, { to: '/deviations', label: t('deviations') }, ...(may('read_catalog') ? [{ to: '/mappings', label: t('mappings') }] : []), { to: '/security', label: t('security') },
  ].map((i) => ({ group: t('palette_screens'), title: i.label, run: go(i.to) }));
  const actions: Entry[] = [
    ...(may('add_evidence') ? [{ title: t('action_evidence'), run: go('/evidence/new') }] : []),
    ...(may('edit_measure') ? [{ title: t('action_measure'), run: go('/measures/new') }] : []),
    ...(may('add_evidence') ? [{ title: t('action_import'), run: go('/evidence/import') }] : []),
    ...(may('read_report') ? [{ title: t('action_package'), run: make(() => api.post('/package')) }, { title: t('action_statement'), run: make(() => api.post('/reports/vvt', { body: { format: 'pdf', framework: '', version: null } })) }, { title: t('action_board'), run: make(() => api.post('/reports/board', { body: { format: 'pdf', framework: '' } })) }] : []),
    ...(may('verify_trail') ? [{ title: t('action_verify'), run: make(() => api.post('/trail/verifications')) }] : []),
    ...(may('edit_register') ? (registers.data?.items ?? []).map((r) => ({ title: t('action_row', { one: r.title_one.toLowerCase() }), run: go(`/registers/${r.name}/new`) })) : []),
    { title: t('action_theme'), run: () => { setColorScheme(scheme === 'dark' ? 'light' : 'dark'); onClose(); } },
    { title: t('action_language'), run: () => { language(); onClose(); } },
    { title: t('action_out'), run: signOut },
  ].map((a) => ({ ...a, group: t('palette_actions') }));
  const kinds: Record<string, string> = { measure: t('kind_measure'), requirement: t('kind_requirement'), evidence: t('kind_evidence'), occurrence: t('kind_occurrence'), deviation: t('kind_deviation'), person: t('kind_person'), system: t('kind_system'), site: t('kind_site'), department: t('kind_department'), domain: t('kind_domain'), supplier: t('kind_supplier'), supplier_proof: t('kind_supplier_proof') };
  const hits: Entry[] = (q.length > 1 ? (found.data?.items ?? []) : []).map((i) => ({ group: t('palette_found'), title: i.title, detail: [kinds[i.kind] ?? i.kind, i.detail].filter(Boolean).join(' · '), run: go(i.link) }));
  const entries = [...screens.filter((e) => has(e.title)), ...hits, ...actions.filter((e) => has(e.title))].slice(0, 40);
  const at = Math.min(active, Math.max(0, entries.length - 1));

  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') { setActive(Math.min(at + 1, entries.length - 1)); event.preventDefault(); }
    if (event.key === 'ArrowUp') { setActive(Math.max(at - 1, 0)); event.preventDefault(); }
    if (event.key === 'Enter') { entries[at]?.run(); event.preventDefault(); }
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t('palette')} onClose={onClose} onClick={(e) => { if (e.target === e.currentTarget) onClose(); }}>
      <div className="palette-input"><IconSearch size={17} aria-hidden />
        <input autoFocus value={text} onChange={(e) => { setText(e.currentTarget.value); setActive(0); }} onKeyDown={onKey} placeholder={t('search')} aria-label={t('palette')}
          role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={entries.length > 0 ? `palette-${at}` : undefined} />
      </div>
      <ul className="plain palette-list" id="palette-list" role="listbox" aria-label={t('palette')}>
        {entries.map((entry, i) => (
          <li key={`${entry.group}${entry.title}${i}`} role="option" id={`palette-${i}`} aria-selected={i === at} ref={i === at ? (el) => el?.scrollIntoView({ block: 'nearest' }) : null}
            className={i === at ? 'palette-item active' : 'palette-item'} onMouseMove={() => setActive(i)} onClick={entry.run}>
            <span className="grow"><span className="strong">{entry.title}</span>{entry.detail && <span className="dim small"> {entry.detail}</span>}</span><span className="dim tiny">{entry.group}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="palette-none dim">{q.length > 1 && !found.isFetching ? t('palette_none', { q }) : t('palette_hint')}</p>}
    </dialog>
  );
}
