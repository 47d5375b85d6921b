// SPDX-License-Identifier: EUPL-1.2
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Proposal } from '../../api/types';
import { Empty, ErrorNote, QueryView } from '../../ui/states';
import { tell } from '../../ui/toast';
import { orgWords } from '../org/text';

function ProposalCard({ p, chosen, onChange }: { p: Proposal; chosen: boolean; onChange: (on: boolean) => void }) {
  const t = orgWords.use();
  return (
    <label className={`proposal ${chosen ? 'chosen' : ''} ${p.adopted ? 'adopted' : ''}`}>
      <Checkbox checked={chosen || p.adopted} disabled={p.adopted} onChange={(e) => onChange(e.currentTarget.checked)} aria-label={p.title} />
      <span className="grow stack xs">
        <span className="line between nowrap"><strong>{p.title}</strong>{p.adopted ? <span className="badge good">{t('adopted')}</span> : <span className="badge accent">{p.cadence}</span>}</span>
        <span className="dim small">{p.description}</span>
        <span className="dim small">{[t('p_owner', { owner: p.owner || p.owner_role }), t('p_places', { places: placeWords(p.places, t), count: p.place_count }), t('p_minutes', { count: p.minutes_per_month })].join(' · ')}</span>
        <span className="dim small">{t('p_answers', { list: p.requirements.map((r) => `${r.ref} ${t(r.coverage)}`).join(', ') })}</span>
      </span>
    </label>
  );
}

/** The card says what kind of place; anything else is shown as it came. */
function placeWords(places: string, t: ReturnType<typeof orgWords.use>): string {
  switch (places) {
    case 'organisation': return t('at_organisation');
    case 'site': return t('at_sites');
    case 'department': return t('at_departments');
    case 'system': return t('at_systems');
    case 'supplier': return t('at_suppliers');
    default: return places;
  }
}

export function Proposals() {
  const t = orgWords.use();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const query = useQuery({ queryKey: ['/setup/proposals'], queryFn: () => api.get('/setup/proposals') });
  // Everything proposed is chosen until one says otherwise.
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = (query.data?.items ?? []).filter((p) => !p.adopted);
  const chosen = open.filter((p) => !off.has(p.card)).map((p) => p.card);
  const hours = Math.round(open.filter((p) => !off.has(p.card)).reduce((sum, p) => sum + p.minutes_per_month, 0) / 60);
  const adopt = () => {
    setBusy(true);
    setError(null);
    api.post('/setup/measures', { body: { cards: chosen } }).then((r) => { tell(t('adopted_done', { count: r.created })); refresh(); void navigate('/'); }).catch(setError).finally(() => setBusy(false));
  };
  return (
    <QueryView query={query}>
      {(data) => open.length === 0 ? <Empty title={t('no_proposals')} action={<Button component={Link} to="/">{t('to_today')}</Button>}>{t('no_proposals_text')}</Empty> : (
        <div className="stack">
          <div className="line between"><p className="dim prose">{t('proposals_text')} {t('hours_how')}</p><span className="line"><button type="button" className="link small" onClick={() => setOff(new Set())}>{t('choose_all')}</button><button type="button" className="link small" onClick={() => setOff(new Set(open.map((p) => p.card)))}>{t('choose_none')}</button></span></div>
          <div className="cols-2">{[...open, ...data.items.filter((p) => p.adopted)].map((p) => <ProposalCard key={p.card} p={p} chosen={!p.adopted && !off.has(p.card)} onChange={(on) => setOff((old) => { const next = new Set(old); if (on) next.delete(p.card); else next.add(p.card); return next; })} />)}</div>
          <ErrorNote error={error} />
          <div className="bulk"><Button component={Link} to="/" variant="default">{t('skip')}</Button><strong className="grow" aria-live="polite">{hours < 1 ? t('hours_less') : hours === 1 ? t('hours_single') : t('hours_total', { hours })}</strong><Button loading={busy} disabled={chosen.length === 0} onClick={adopt}>{t('adopt', { count: chosen.length })}</Button></div>
        </div>
      )}
    </QueryView>
  );
}
