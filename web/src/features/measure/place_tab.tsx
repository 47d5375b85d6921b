// SPDX-License-Identifier: EUPL-1.2
import type { UseQueryResult } from '@tanstack/react-query';
import { part } from '../../api/client';
import type { Measure, Place, PlaceVerdict } from '../../api/types';
import { withDays } from '../../ui/format';
import { kAspects, TrioGlyph, trioOf, useTrioLetters, VerdictBadge } from '../../ui/glyph';
import { Card } from '../../ui/page';
import { TimedLink } from '../../ui/period';
import { placePath, ReasonList } from '../../ui/reasons';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import type { Verdicts } from './measure';
import { measureWords } from './text';

function usePlaceKind(): (place: Place) => string {
  const t = measureWords.use();
  return (place) => t(`kind_${place.kind}`);
}

function PlaceName({ place }: { place: Place }) {
  const path = placePath(place.kind, place.id);
  return path ? <TimedLink className="link-quiet" to={path}>{place.name}</TimedLink> : <span className="strong">{place.name}</span>;
}

export function PlaceTable({ m, places }: { m: Measure; places: PlaceVerdict[] }) {
  const t = measureWords.use();
  const letters = useTrioLetters();
  const kind = usePlaceKind();
  return (
    <>
      <div className="table-wrap inset" tabIndex={0} role="region" aria-label={t('per_place')}>
        <table className="table">
          <caption className="hidden-visually">{t('per_place')}</caption>
          <thead><tr><th scope="col">{t('place')}</th><th scope="col">{letters}</th><th scope="col">{t('latest')}</th></tr></thead>
          <tbody>
            {places.map((p) => {
              const trio = trioOf(p);
              const worst = (['refuted', 'not_shown', 'partly_shown'] as const).map((v) => kAspects.find((a) => trio[a] === v)).find(Boolean) ?? 'operation';
              return (
                <tr key={p.place.kind + p.place.id}>
                  <td><PlaceName place={p.place} />{p.place.kind !== 'organisation' && <><br /><span className="dim tiny">{kind(p.place)}</span></>}</td>
                  <td><TrioGlyph trio={trio} about={p.place.name} aspects={p} /></td>
                  <td className="small">{withDays(p[worst].reasons[0]?.text ?? '–')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="dim small block-s">{t(`rollup_${m.rollup}`)} {m.rollup_reason && t('rollup_reason', { reason: m.rollup_reason })}</p>
    </>
  );
}

export function PlaceTab({ m, query }: { m: Measure; query: UseQueryResult<Verdicts> }) {
  const kind = usePlaceKind();
  const u = ui.use();
  const t = measureWords.use();
  return (
    <QueryView query={query}>
      {(data) => (
        <div className="stack">
          {data.places.map((p) => (
            <Card key={part(p.place.kind + p.place.id)} title={<><PlaceName place={p.place} /> <span className="dim small">{kind(p.place)}</span></>}>
              <div className="cols-3">
                {kAspects.map((a) => <div key={a} className="stack xs"><div className="line s"><span className="strong">{u(a)}</span><VerdictBadge verdict={p[a].verdict} /></div><div className="small"><ReasonList verdict={p[a]} /></div></div>)}
              </div>
            </Card>
          ))}
          <p className="dim small">{t(`rollup_${m.rollup}`)}</p>
        </div>
      )}
    </QueryView>
  );
}
