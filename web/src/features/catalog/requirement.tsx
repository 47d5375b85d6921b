// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { api, part } from '../../api/client';
import { measureReasons, useRefresh, useRequirement } from '../../api/queries';
import type { RequirementDetail } from '../../api/types';
import { useMay } from '../../app/session';
import { AspectCard } from '../../ui/aspect_card';
import { cadenceText } from '../../ui/cadence';
import { chapterNumber } from '../../ui/format';
import { kAspects, Legend, TrioGlyph, TrioMark } from '../../ui/glyph';
import { Card, Facts, Page } from '../../ui/page';
import { KnownAtNote, periodQuery, PeriodPicker, TimedLink, usePeriod, useTimed } from '../../ui/period';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { mappedName } from './code_names';
import { mappingWords } from './mapping_text';
import { RejectDialog } from './mapping_reject';
import { OwnText, Together } from './requirement_parts';
import { catalogWords } from './text';

function Asks({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const u = ui.use();
  return (
    <Card title={t('asks')}>
      <div className="prose keep-lines"><p>{r.asks}</p></div>
      {r.why && <div className="prose keep-lines block"><h3>{t('why')}</h3><p>{r.why}</p></div>}
      {r.example && <div className="prose keep-lines block"><h3>{t('example')}</h3><p className="dim">{r.example}</p></div>}
      <div className="block"><h3>{t('how')}</h3><div className="block-s"><Facts rows={[[u('design'), r.design], [u('existence'), r.existence], [u('operation'), r.operation], [t('cadence'), /^(RRULE:)?FREQ=/i.test(r.cadence) ? cadenceText(r.cadence) : r.cadence]]} /></div></div>
    </Card>
  );
}

function Decision({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const may = useMay();
  return (
    <Card title={t('decision')} actions={may('decide_applicability') ? <Button size="xs" variant="default" component={Link} to={`/applicability?framework=${encodeURIComponent(r.framework)}&open=${encodeURIComponent(r.id)}&q=${encodeURIComponent(r.ref)}`}>{t('decide')}</Button> : null}>
      <p>{r.applies === null ? t('decision_open') : r.applies ? t('decision_yes') : t('decision_no')}</p>
      {r.reason && <p className="dim keep-lines">{r.reason}</p>}
    </Card>
  );
}

/** The measure answers another requirement that is mapped to this one. */
function Through({ ways }: { ways: RequirementDetail['measure_list'][number]['through'] }) {
  const t = mappingWords.use();
  return <>{t('through', { list: '' }).trim()} {ways.map((way, i) => <span key={way.mapping}>{i > 0 && ', '}<TimedLink to={`/requirements/${part(way.requirement)}`}>{way.ref}</TimedLink></span>)}</>;
}

function Measures({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const may = useMay();
  return (
    <Card title={t('measures')} actions={may('edit_measure') ? <Button size="xs" variant="default" component={Link} to={`/measures/new?requirement=${encodeURIComponent(r.id)}`}>{t('measure_add')}</Button> : null}>
      {r.measure_list.length === 0 && <p className="dim">{t('measures_none')}</p>}
      <ul className="plain divided">
        {r.measure_list.map((m) => (
          <li key={m.id} className="line nowrap between">
            <span className="grow"><TimedLink className="link-quiet" to={`/measures/${part(m.id)}`}>{m.title}</TimedLink><br /><span className="dim small">{m.owner} · {t(`coverage_${m.coverage}`)}{m.through.length > 0 && <> · <Through ways={m.through} /></>}</span></span>
            <TrioGlyph trio={m.verdict} about={m.title} load={measureReasons(m.id)} to={`/measures/${part(m.id)}`} />
          </li>
        ))}
      </ul>
      <Together r={r} />
    </Card>
  );
}

type Mapping = RequirementDetail['mappings'][number];

function MappingLine({ m }: { m: Mapping }) {
  const t = mappingWords.use();
  const may = useMay();
  const refresh = useRefresh();
  const [rejecting, setRejecting] = useState(false);
  const name = mappedName(m);
  const confirm = () => { api.post('/mappings/{id}/review', { path: { id: m.id }, body: { state: 'confirmed' }, version: m.version }).then(() => { tell(t('judged')); refresh(); }).catch(tellFault); };
  return (
    <li className="stack xs">
      <span><span className="dim" title={t(`${m.relation}_hint`)}>{t(m.relation)}</span> {m.in_use ? <TimedLink to={`/requirements/${part(m.requirement)}`} className="link-quiet">{name}</TimedLink> : <strong>{name}</strong>}</span>
      {m.reason && <span className="dim small">{m.reason}</span>}
      <span className="line s small">
        <span className={`badge ${m.state === 'confirmed' ? 'good' : m.state === 'rejected' ? 'bad' : 'warn'}`}>{t(m.state)}</span>
        {m.strength !== null && <span className="dim number">{t('strength')}: {t('strength_of', { strength: m.strength })}</span>}
        {m.state !== 'proposed' && <span className="dim">{[m.reviewer, m.review_reason].filter(Boolean).join(': ')}</span>}
        {m.state === 'proposed' && may('edit_catalog') && <><button type="button" className="link" onClick={confirm} aria-label={`${t('confirm')}: ${name}`}>{t('confirm')}</button><button type="button" className="link" onClick={() => setRejecting(true)} aria-label={`${t('reject')}: ${name}`}>{t('reject')}</button></>}
      </span>
      {rejecting && <RejectDialog item={{ id: m.id, version: m.version, rationale: m.reason }} onClose={() => setRejecting(false)} />}
    </li>
  );
}

function Mappings({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const m = mappingWords.use();
  if (r.mappings.length === 0) return null;
  return (
    <Card title={t('mappings')} actions={<Button size="xs" variant="default" component={Link} to="/mappings">{m('all_pairs')}</Button>}>
      <ul className="plain divided">{r.mappings.map((one) => <MappingLine key={one.id} m={one} />)}</ul>
    </Card>
  );
}

function Detail({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const navigate = useNavigate();
  const timed = useTimed();
  const go = (urn: string) => { if (urn) void navigate(timed(`/requirements/${part(urn)}`)); };
  const list = `/requirements?framework=${encodeURIComponent(r.framework)}`;
  useHotkeys([['j', () => go(r.next)], ['k', () => go(r.previous)]]);
  return (
    <Page title={`${r.ref} ${r.title}`} help="requirements" mark={<TrioMark trio={r.verdict} large />}
      crumbs={[{ label: t('crumb'), to: timed('/requirements') }, { label: r.framework_name, to: timed(list) }, { label: chapterNumber(r.chapter), to: timed(`${list}&chapter=${encodeURIComponent(r.chapter)}`) }, { label: r.ref }]}
      sub={r.health ? <span className="badge accent" title={t('health_hint')}>{t('health')}</span> : null}
      actions={<>
        <PeriodPicker />
        <Legend />
        <span className="line s nowrap">
          <Button variant="default" leftSection={<IconChevronLeft size={16} />} disabled={!r.previous} onClick={() => go(r.previous)} aria-label={t('previous')} aria-keyshortcuts="k">{ui.now('previous')}</Button>
          <Button variant="default" rightSection={<IconChevronRight size={16} />} disabled={!r.next} onClick={() => go(r.next)} aria-label={t('next')} aria-keyshortcuts="j">{ui.now('next')}</Button>
        </span>
      </>}>
      <KnownAtNote />
      <div className="stack">
        <section className="cols-3" aria-label={t('verdict_why')}>{kAspects.map((aspect) => <AspectCard key={aspect} aspect={aspect} value={r.aspects[aspect]} />)}</section>
        <div className="cols-main">
          <div className="stack"><Asks r={r} /><OwnText r={r} /></div>
          <div className="stack"><Measures r={r} /><Decision r={r} /><Mappings r={r} /></div>
        </div>
      </div>
    </Page>
  );
}

export default function RequirementScreen() {
  const { urn = '' } = useParams();
  const query = useRequirement(urn, periodQuery(usePeriod()));
  if (query.data) return <Detail key={query.data.id} r={query.data} />;
  return <div className="page"><QueryView query={query}>{() => null}</QueryView></div>;
}
