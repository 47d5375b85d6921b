// SPDX-License-Identifier: EUPL-1.2
//
// Seen from a place: which measures hold here, and what they show here.
import { useQuery } from '@tanstack/react-query';
import { api, part } from '../../api/client';
import type { PlaceMeasure } from '../../api/types';
import { Legend, TrioGlyph } from '../../ui/glyph';
import { Card } from '../../ui/page';
import { KnownAtNote, periodQuery, PeriodPicker, TimedLink, usePeriod } from '../../ui/period';
import { QueryView } from '../../ui/states';
import { assetWords } from './text';

const kPlaceKinds = ['site', 'department', 'system', 'domain', 'supplier'] as const;
export type PlaceKind = (typeof kPlaceKinds)[number];
export const isPlaceKind = (name: string): name is PlaceKind => (kPlaceKinds as readonly string[]).includes(name);

function Measures({ items, place }: { items: PlaceMeasure[]; place: string }) {
  return (
    <ul className="plain divided">
      {items.map((m) => (
        <li key={m.id} className="line nowrap between">
          <span className="grow"><TimedLink className="link-quiet" to={`/measures/${part(m.id)}?tab=places`}>{m.title}</TimedLink>{m.owner_name && <><br /><span className="dim small">{m.owner_name}</span></>}</span>
          <TrioGlyph trio={m.verdict} about={`${m.title}, ${place}`} aspects={m.aspects} to={`/measures/${part(m.id)}?tab=places`} />
        </li>
      ))}
    </ul>
  );
}

export function PlacePart({ kind, id, name }: { kind: PlaceKind; id: string; name: string }) {
  const t = assetWords.use();
  const asked = periodQuery(usePeriod());
  const query = useQuery({ queryKey: ['/places', kind, id, 'measures', asked], queryFn: () => api.get('/places/{kind}/{id}/measures', { path: { kind, id }, query: asked }) });
  return (
    <Card title={t('holds_here')} actions={<><PeriodPicker /><Legend /></>}>
      <KnownAtNote />
      <QueryView query={query}>
        {(data) => {
          const own = data.items.filter((m) => !m.whole_organisation);
          const whole = data.items.filter((m) => m.whole_organisation);
          return (
            <div className="stack">
              {own.length > 0 ? <Measures items={own} place={name} /> : <p className="dim">{t('holds_none')}</p>}
              {whole.length > 0 && <details><summary className="strong">{t('holds_whole', { count: whole.length })}</summary><p className="dim small block-s">{t('holds_whole_text')}</p><Measures items={whole} place={name} /></details>}
            </div>
          );
        }}
      </QueryView>
    </Card>
  );
}
