// SPDX-License-Identifier: EUPL-1.2
//
// One domain: how it stands, what became worse, each check with what to do, and how it went over time.
import { Button } from '@mantine/core';
import { IconClipboardCopy, IconHistory, IconMessage2, IconPencil, IconPrinter, IconRadar2, IconTrendingDown, IconWorldSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { part, url } from '../../api/client';
import type { DomainScore, WatchedDomain, WatchedDomainDetail, Worsened } from '../../api/types';
import { moment } from '../../ui/format';
import { Moment } from '../../ui/moment';
import { Card, Note, Page } from '../../ui/page';
import { Empty, QueryView } from '../../ui/states';
import { ExportButton } from '../../ui/table';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { useUrlState } from '../../ui/url_state';
import { History } from './history';
import { Counts, OutcomeBadge, ScoreRing } from './marks';
import { Results, type Opening } from './results';
import { Running } from './running';
import './scan.css';
import { isToMend, isUsedFor, keyOf, kSubjects, useDomain, useMeasureNow } from './scan';
import { scanWords } from './text';
import { useToMend } from './to_mend';

/** Which checks are open. One that is asked for by name comes into view, with the focus on it. */
function useOpening(): Opening & { show: (key: string) => void } {
  const { hash } = useLocation();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState('');
  const show = (key: string) => { setOpened((old) => new Set(old).add(key)); setWanted(key); };
  useEffect(() => { if (hash.length > 1) show(decodeURIComponent(hash.slice(1))); }, [hash]);
  useEffect(() => {
    if (wanted === '') return;
    const row = document.getElementById(wanted);
    if (!row) return;
    for (let fold = row.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true;
    row.scrollIntoView({ block: 'start' });
    row.querySelector('button')?.focus({ preventScroll: true });
    setWanted('');
  });
  const toggle = (key: string) => setOpened((old) => { const next = new Set(old); if (!next.delete(key)) next.add(key); return next; });
  return { opened, toggle, show };
}

function Scores({ detail }: { detail: WatchedDomainDetail }) {
  const t = scanWords.use();
  const { domain, shown, verdict } = detail;
  if (!shown || !verdict) return null;
  const untested = (score: DomainScore, subject: 'web' | 'mail') => (score.untested.length > 0 ? [t('score_untested', { subject: t(subject), count: score.untested.length })] : []);
  return (
    <Card className="scores">
      <div className="score-rings">
        {kSubjects.filter((subject) => isUsedFor(domain, subject)).map((subject) => (
          <div key={subject} className="score-one">
            <ScoreRing large value={verdict[subject].total} subject={subject} />
            <div className="grow">
              <h2>{t(subject)}</h2>
              {verdict[subject].total === null && <p className="small dim">{t('score_null')}</p>}
              <ul className="plain score-categories">
                {verdict[subject].categories.map((one) => (
                  <li key={one.category}><span>{t(`category_${one.category}`)}</span><svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden><rect className="bar-none" width={100} height={6} /><rect className={one.percentage === 100 ? 'bar-shown' : 'bar-score'} width={one.percentage} height={6} /></svg><span className="number">{one.percentage}</span></li>
                ))}
              </ul>
            </div>
          </div>
        ))}
      </div>
      <div className="score-foot">
        <Counts of={shown} />
        <p className="small">{t('f_measured')}: <Moment at={shown.measured_at} /> · {t('f_who')}: {shown.asked_by} · {t('f_rules')}: {verdict.rules}</p>
        <p className="small dim">{[t('score_text'), ...kSubjects.flatMap((subject) => untested(verdict[subject], subject))].join(' ')}</p>
      </div>
    </Card>
  );
}

function WorsenedCard({ domain, items, detail, onShow }: { domain: WatchedDomain; items: Worsened[]; detail: WatchedDomainDetail; onShow: (key: string) => void }) {
  const t = scanWords.use();
  if (items.length === 0) return null;
  return (
    <section className="card worsened" aria-label={t('worsened')}>
      <div className="card-head"><h2><IconTrendingDown size={18} aria-hidden /> {t('worsened')}</h2></div>
      <ul className="plain divided">
        {items.map((one) => (
          <li key={keyOf(one)} className="worse-one">
            <div className="grow">
              <p className="line s"><OutcomeBadge outcome={one.now} /><span className="small dim">{t('worsened_was', { outcome: t(`outcome_${one.before}`) })} · {t('worsened_since', { at: moment(one.since) })}</span></p>
              <p className="strong">{t(one.subject)}: {one.title}</p>
              <p className="dim">{detail.verdict?.checks.find((c) => keyOf(c) === keyOf(one))?.own.words}</p>
            </div>
            <Button size="xs" variant="default" aria-label={`${t('worsened_do')}: ${one.title}`} onClick={() => onShow(keyOf(one))}>{t('worsened_do')}</Button>
          </li>
        ))}
      </ul>
      {domain.protection === 'explain' && <p className="small dim">{t('worsened_explain')}</p>}
    </section>
  );
}

function CopyToMend({ detail }: { detail: WatchedDomainDetail }) {
  const t = scanWords.use();
  const text = useToMend(detail);
  const copy = () => { navigator.clipboard.writeText(text).then(() => tell(t('copied_all'))).catch(() => tell(t('copy_failed'), 'bad')); };
  return <Button size="xs" variant="default" title={t('copy_all_hint')} leftSection={<IconClipboardCopy size={15} />} onClick={copy}>{t('copy_all')}</Button>;
}

function Content({ detail }: { detail: WatchedDomainDetail }) {
  const t = scanWords.use();
  const u = ui.use();
  const opening = useOpening();
  const now = useMeasureNow();
  const { domain, shown, verdict, history, worsened } = detail;
  const here = `/domains/${part(domain.id)}`;
  const to = (measurement: string): string => (measurement === history[0]?.id ? here : `${here}?measurement=${part(measurement)}`);
  return (
    <div className="stack">
      <Running />
      {shown && shown.id !== history[0]?.id && <Note tone="warn" icon={<IconHistory size={18} aria-hidden />}><div className="line between"><span>{t('older', { at: moment(shown.measured_at) })}</span><Link className="strong" to={here}>{t('older_back')}</Link></div></Note>}
      {domain.protection === 'explain' && <Note icon={<IconMessage2 size={18} aria-hidden />}><strong>{t('explain_title')}</strong><p className="keep-lines">{domain.reason}</p></Note>}
      {!verdict && <div className="card"><Empty icon={<IconWorldSearch size={38} stroke={1.4} aria-hidden />} title={t('never_title')} action={now.may ? <Button loading={now.busy} leftSection={<IconRadar2 size={17} />} onClick={() => void now.measure([domain.id])}>{t('measure_first')}</Button> : null}>{t('never_text')}</Empty></div>}
      <WorsenedCard domain={domain} items={worsened} detail={detail} onShow={opening.show} />
      <Scores detail={detail} />
      {verdict && (
        <>
          <div className="line between results-head"><h2>{t('results')}</h2><div className="line s no-print">{verdict.checks.some(isToMend) && <CopyToMend detail={detail} />}<ExportButton label={u('export')} address={(ending) => url(`/scan/domains/{id}/checks/export.${ending}`, { path: { id: domain.id }, query: shown ? { measurement: shown.id } : {} })} /></div></div>
          <Results checks={verdict.checks} scores={{ web: verdict.web, mail: verdict.mail }} opening={opening} />
        </>
      )}
      <History domain={domain} history={history} shown={shown?.id ?? ''} to={to} />
    </div>
  );
}

export default function DomainScreen() {
  const t = scanWords.use();
  const { id = '' } = useParams();
  const { get } = useUrlState();
  const query = useDomain(id, get('measurement'));
  const now = useMeasureNow();
  const domain = query.data?.domain;
  const sub = domain && [t(`use_${domain.use}`), t(`protection_${domain.protection}`), domain.owner_name ? t('owner', { name: domain.owner_name }) : t('no_owner')].join(' · ');
  return (
    <Page title={domain?.name ?? t('title')} help="domains" crumbs={[{ label: t('title'), to: '/domains' }, { label: domain?.name ?? '' }]} sub={sub} actions={domain && <>
      <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>{t('print')}</Button>
      <Button variant="default" component={Link} to={`/registers/domain/${part(domain.id)}`} state={{ from: `/domains/${part(domain.id)}` }} leftSection={<IconPencil size={16} />}>{t('to_register')}</Button>
      {now.may && query.data?.verdict && <Button loading={now.busy} leftSection={<IconRadar2 size={17} />} onClick={() => void now.measure([domain.id])}>{t('measure_again')}</Button>}
    </>}>
      <QueryView query={query}>{(detail) => <Content key={detail.domain.id} detail={detail} />}</QueryView>
    </Page>
  );
}
