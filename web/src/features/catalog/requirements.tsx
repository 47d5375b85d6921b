// SPDX-License-Identifier: EUPL-1.2
import { Button, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Fragment, useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api, part, url, type Query } from '../../api/client';
import { requirementReasons, useFrameworks } from '../../api/queries';
import type { RequirementRow } from '../../api/types';
import { NormNav } from '../../app/subnav';
import { appWords } from '../../app/text';
import { ChapterShares, kRests, type Rest } from '../../ui/shares';
import { chapterNumber, percent } from '../../ui/format';
import { kAspects, kVerdicts, Legend, TrioGlyph, useTrioLetters, type Aspect } from '../../ui/glyph';
import { Page } from '../../ui/page';
import { KnownAtNote, periodQuery, PeriodPicker, TimedLink, usePeriod } from '../../ui/period';
import { Empty, QueryView } from '../../ui/states';
import { ExportButton, SearchBox, useRowKeys } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { catalogWords } from './text';


type List = Answer<'/frameworks/{id}/requirements', 'get'>;

const isRest = (word: string): word is Rest => (kRests as readonly string[]).includes(word);

function fits(row: RequirementRow, get: (name: string) => string): boolean {
  const chapter = get('chapter');
  const verdict = get('verdict');
  const aspect = get('aspect') as Aspect | '';
  const applies = get('applies');
  const q = get('q').toLowerCase();
  if (chapter && row.chapter !== chapter) return false;
  if (verdict && !(aspect ? row.verdict[aspect] === verdict : kAspects.some((a) => row.verdict[a] === verdict))) return false;
  if (applies === 'yes' && row.applies !== true) return false;
  if (applies === 'no' && row.applies !== false) return false;
  if (applies === 'open' && row.applies !== null) return false;
  const rests = get('rests');
  if (isRest(rests) && !(row.rests_on[rests] > 0)) return false;
  return !q || `${row.ref} ${row.title}`.toLowerCase().includes(q);
}

function Filters({ data, count }: { data: List; count: number }) {
  const t = catalogWords.use();
  const u = ui.use();
  const { get, set } = useUrlState();
  const frameworks = useFrameworks();
  return (
    <div className="filters">
      <SearchBox label={t('search')} />
      {(frameworks.data?.items.length ?? 0) > 1 && <Select label={t('framework')} value={get('framework') || (frameworks.data?.items[0]?.id ?? null)} onChange={(v) => set({ framework: v, chapter: null })} data={(frameworks.data?.items ?? []).map((f) => ({ value: f.id, label: f.name }))} w={190} />}
      <Select label={t('chapter')} value={get('chapter')} onChange={(v) => set({ chapter: v })} data={[{ value: '', label: t('all_chapters') }, ...data.chapters.map((c) => ({ value: c.ref, label: `${chapterNumber(c.ref)} ${c.title}` }))]} w={170} />
      <Select label={t('aspect')} value={get('aspect')} onChange={(v) => set({ aspect: v })} data={[{ value: '', label: t('all_aspects') }, ...kAspects.map((a) => ({ value: a, label: u(a) }))]} w={125} />
      <Select label={t('verdict')} value={get('verdict')} onChange={(v) => set({ verdict: v })} data={[{ value: '', label: t('all_verdicts') }, ...kVerdicts.map((v) => ({ value: v, label: u(v) }))]} w={165} />
      <Select label={t('applies')} value={get('applies')} onChange={(v) => set({ applies: v })} data={[{ value: '', label: t('any') }, { value: 'yes', label: t('applies_yes') }, { value: 'no', label: t('applies_no') }, { value: 'open', label: t('applies_open') }]} w={150} />
      <Select label={u('rests')} value={get('rests')} onChange={(v) => set({ rests: v })} data={[{ value: '', label: t('rests_any') }, ...kRests.map((k) => ({ value: k, label: u(`rests_${k}`) }))]} w={230} />
      <span className="dim small number filter-count" role="status">{t('shown_count', { count })}</span>
    </div>
  );
}

function RequirementLine({ row }: { row: RequirementRow }) {
  const t = catalogWords.use();
  const u = ui.use();
  const rests = useUrlState().get('rests');
  if (!row.assessable) return <tr className="chapter"><td className="number">{row.ref}</td><td colSpan={3}>{row.title}</td></tr>;
  return (
    <tr data-row>
      <td className="number dim nowrap">{row.ref}</td>
      <td className="cell-title">
        <TimedLink className="link-quiet" to={`/requirements/${part(row.id)}`}>{row.title}</TimedLink>{' '}
        {row.health && <span className="badge accent" title={t('health_hint')}>{t('health')}</span>}{' '}
        {row.applies === false && <span className="badge">{t('applies_no')}</span>}{row.applies === null && <span className="badge warn">{t('applies_open')}</span>}
        {isRest(rests) && <span className="badge number">{t('rests_share', { percent: percent(row.rests_on[rests]), what: u(`rests_${rests}`) })}</span>}
      </td>
      <td className="wide-only number">{row.measures > 0 ? <TimedLink to={`/measures?requirement=${part(row.id)}`} aria-label={t('measures_of', { count: row.measures, ref: row.ref })}>{row.measures}</TimedLink> : <span className="dim">{t('none_measures')}</span>}</td>
      <td><TrioGlyph trio={row.verdict} about={`${row.ref} ${row.title}`} load={requirementReasons(row.id)} to={`/requirements/${part(row.id)}`} /></td>
    </tr>
  );
}

function RequirementTable({ data, framework }: { data: List; framework: string }) {
  const t = catalogWords.use();
  const u = ui.use();
  const letters = useTrioLetters();
  const { get, set } = useUrlState();
  const body = useRowKeys();
  const rows = useMemo(() => data.items.filter((row) => fits(row, get)), [data, get]);
  const assessable = rows.filter((row) => row.assessable);
  const chapters = data.chapters.filter((c) => assessable.some((row) => row.chapter === c.ref));
  return (
    <>
      <Filters data={data} count={assessable.length} />
      <div className="card flush">
        {assessable.length === 0
          ? <Empty title={u('nothing_found')} action={<Button variant="default" onClick={() => set({ q: null, chapter: null, verdict: null, aspect: null, applies: null, rests: null })}>{u('clear_filters')}</Button>}>{u('nothing_found_text')}</Empty>
          : (
            <div className="table-wrap">
              <table className="table">
                <caption className="hidden-visually">{t('title')}. {u('keys_hint')}</caption>
                <thead><tr><th scope="col">{t('col_ref')}</th><th scope="col">{t('col_title')}</th><th scope="col" className="wide-only">{t('col_measures')}</th><th scope="col">{letters}</th></tr></thead>
                <tbody ref={body}>
                  {chapters.map((chapter) => (
                    <Fragment key={chapter.ref}>
                      <tr className="chapter"><td className="number">{chapterNumber(chapter.ref)}</td><td colSpan={3}><span className="line between"><span>{chapter.title}</span><ChapterShares chapter={chapter.ref} framework={framework} aspects={chapter.aspects} /></span></td></tr>
                      {rows.filter((row) => row.chapter === chapter.ref && (row.assessable || (!get('q') && !get('verdict') && row.ref !== chapter.ref))).map((row) => <RequirementLine key={row.id} row={row} />)}
                    </Fragment>
                  ))}
                </tbody>
              </table>
            </div>
          )}
      </div>
    </>
  );
}

/** What the screen shows, as a file: with its filters and its period. */
function Export({ framework }: { framework: string }) {
  const u = ui.use();
  const { get } = useUrlState();
  const period = usePeriod();
  const filters = Object.fromEntries(['q', 'chapter', 'verdict', 'aspect', 'applies', 'rests'].map((name) => [name, get(name)]));
  const query = { ...periodQuery(period), ...filters } as Query<'/frameworks/{id}/requirements/export.csv'>;
  return <ExportButton label={u('export')} address={(ending) => url(`/frameworks/{id}/requirements/export.${ending}`, { path: { id: framework }, query })} />;
}

export default function RequirementsScreen() {
  const t = catalogWords.use();
  const app = appWords.use();
  const { get } = useUrlState();
  const period = usePeriod();
  const frameworks = useFrameworks();
  const chosen = frameworks.data?.items.find((f) => f.id === get('framework')) ?? frameworks.data?.items[0];
  const list = useQuery({
    queryKey: ['/frameworks', chosen?.id, 'requirements', period], enabled: chosen !== undefined, placeholderData: keepPreviousData,
    queryFn: () => api.get('/frameworks/{id}/requirements', { path: { id: chosen?.id ?? '' }, query: periodQuery(period) }),
  });
  return (
    <Page title={app('requirements')} help="requirements" sub={chosen ? t('sub', { framework: chosen.name, count: chosen.requirements }) : ''} actions={<>{chosen && <Export framework={chosen.id} />}<PeriodPicker /><Legend /></>}>
      <NormNav />
      <KnownAtNote />
      <QueryView query={frameworks}>
        {(data) => data.items.length === 0
          ? <Empty title={t('empty')} action={<Button component={Link} to="/frameworks">{t('to_frameworks')}</Button>}>{t('empty_text')}</Empty>
          : <QueryView query={list}>{(found) => <RequirementTable data={found} framework={chosen?.id ?? ''} />}</QueryView>}
      </QueryView>
    </Page>
  );
}
