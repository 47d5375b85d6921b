// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Change, RoadStep, Today, TodayItem } from '../../api/types';
import { asksNow, linesIn, useToday } from '../../app/nav';
import { useMay, useSession } from '../../app/session';
import { appWords } from '../../app/text';
import { useSwitchMode } from '../../app/topbar';
import { day, dayOf, fullDay, today as todayDay, withDays } from '../../ui/format';
import { kAspects, TrioMark } from '../../ui/glyph';
import { Card, Page } from '../../ui/page';
import { Empty, QueryView, Waiting } from '../../ui/states';
import { ui } from '../../ui/text';
import { kBlankToday } from './blank';
import { dueText } from './due';
import { OtherFrameworks } from './other_frameworks';
import { StatusCard } from './status_card';
import { todayWords } from './text';
import './today.css';

const kShort = 5;
const kHour = 60;  // Minutes. What takes longer is not for one sitting, and not known to the minute.
const kShortChanges = 3;

function Items({ items }: { items: TodayItem[] }) {
  const t = todayWords.use();
  const u = ui.use();
  const [all, setAll] = useState(false);
  if (items.length === 0) return <Empty icon={<IconCircleCheck size={34} stroke={1.4} aria-hidden />} title={t('asks_none')} example={t('asks_none_example')}>{t('asks_none_text')}</Empty>;
  return (
    <>
      <ul className="plain divided">
        {(all ? items : items.slice(0, kShort)).map((item, i) => {
          // What cannot be recorded yet can only be looked at.
          const later = item.kind === 'occurrence' && item.due !== null && item.due > todayDay();
          const action = later ? t('look') : item.action;
          const minutes = later || item.minutes === 0 ? '' : item.minutes > kHour ? t('hours', { count: Math.round(item.minutes / kHour) }) : t('minutes', { count: item.minutes });
          const due = item.due ? dueText({ ...item, due: item.due }) : null;
          const says = `${[action, minutes].filter(Boolean).join(' ')}: ${item.title}`;
          return (
            <li key={i} className="today-item">
              <div className="grow">
                <Link to={item.link} className="link-quiet">{item.title}</Link>
                <p className="dim">{withDays(item.detail)}</p>
              </div>
              <div className="today-side">
                {due && <span className={`badge ${item.state === 'overdue' ? 'bad' : due.tone}`}>{due.text}</span>}
                {/* The first line is what to do now: the one button of this screen. */}
                {action && (i === 0 && !later
                  ? <Button component={Link} to={item.link} size="xs" aria-label={says}>{action}</Button>
                  : <Link to={item.link} className="small nowrap" aria-label={says}>{action}</Link>)}
                {action && minutes && <span className="dim small nowrap" aria-hidden>{minutes}</span>}
              </div>
            </li>
          );
        })}
      </ul>
      {!all && items.length > kShort && <><p className="print-only dim small">{u('page_of', { from: 1, to: kShort, total: items.length })}</p><button type="button" className="link small strong more" onClick={() => setAll(true)}>{t('show_list')}</button></>}
    </>
  );
}

const kTone = { better: 'good', worse: 'bad', new: 'warn' } as const;
function Changes({ changes }: { changes: Change[] }) {
  const t = todayWords.use();
  const [all, setAll] = useState(false);
  const u = ui.use();
  if (changes.length === 0) return <p className="dim">{t('changed_none')}. {t('changed_none_text')}</p>;
  return (
    <>
    <ul className="plain divided">
      {(all ? changes : changes.slice(0, kShortChanges)).map((change, i) => (
        <li key={i}>
          <div className="line nowrap top">
            {/* The marks and the reason are of now: beside a verdict that was followed by another they would be another's. */}
            <div className="grow line s">{change.detail && <TrioMark trio={change.verdict} />}<Link to={change.link} className="link-quiet">{change.title}</Link></div>
            <span className={`badge ${kTone[change.direction]}`}>{t(change.direction)}</span>
          </div>
          <p className="small">{withDays(t('change_line', { aspect: u(kAspects.find((one) => one === change.aspect) ?? 'operation'), before: u(change.before || 'not_shown'), after: u(change.after || 'not_shown'), day: change.at && dayOf(change.at) }))}</p>
          {change.detail && <p className="dim">{withDays(change.detail)}</p>}
        </li>
      ))}
    </ul>
    {!all && changes.length > kShortChanges && <><p className="print-only dim small">{u('page_of', { from: 1, to: kShortChanges, total: changes.length })}</p><button type="button" className="link small strong more" onClick={() => setAll(true)}>{t('show_all_items', { count: changes.length })}</button></>}
    </>
  );
}

function Road({ steps }: { steps: RoadStep[] }) {
  const t = todayWords.use();
  return (
    <ol className="plain road">
      {steps.map((step) => (
        <li key={step.key}>
          <Link to={step.link} className={`road-step ${step.state}`} title={step.detail} aria-current={step.state === 'current' ? 'step' : undefined}
            aria-label={`${t('road_label', { step: step.step, title: step.title, state: t(`road_${step.state}`) })} ${step.detail}`}>
            <span className="road-number number" aria-hidden>{step.step}</span>
            <span className="grow">{step.title}</span>
            {step.state === 'current' && step.of > 0 && <span className="tiny dim number" aria-hidden>{t('road_count', { done: step.done, of: step.of })}</span>}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function greeting(): 'morning' | 'afternoon' | 'evening' {
  const hour = new Date().getHours();
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}

function Content({ data }: { data: Today }) {
  const t = todayWords.use();
  const now = linesIn(data.items.filter(asksNow));
  return (
    <div className="stack">
      <div className={`today-top ${data.changes.length === 0 ? 'calm' : ''}`}>
        <Card title={t('asks')} actions={data.items.length > kShort ? <span className="dim tiny">{t('now_soon', { now, soon: linesIn(data.items) - now })}</span> : null}><Items items={data.items} /></Card>
        <Card title={t('changed')} actions={data.since ? <span className="dim tiny">{t('changed_since', { day: day(data.since) })}</span> : null}><Changes changes={data.changes} /></Card>
        <Card title={t('road')}><Road steps={data.road} /></Card>
      </div>
      <StatusCard status={data.status} />
      <OtherFrameworks others={data.others} />
    </div>
  );
}

export default function TodayScreen() {
  const t = todayWords.use();
  const session = useSession();
  const switchMode = useSwitchMode();
  const may = useMay();
  const app = appWords.use();
  const ready = session.organisation?.set_up ?? false;
  const query = useToday(ready && may('read_measure'));
  return (
    <Page title={t(greeting())} help="today" sub={fullDay(todayDay())}>
      {session.mode === 'administration' ? <Empty title={app('mode_title')} action={session.modes.includes('content') ? <Button onClick={() => switchMode('content')}>{app('mode_switch')}</Button> : null}>{app('mode_text')}</Empty>
        : ready ? <QueryView query={query} loading={<Waiting><Content data={kBlankToday} /></Waiting>}>{(data) => <Content data={data} />}</QueryView>
        : <Empty title={t('setup_first')} action={<Button component={Link} to="/setup">{t('setup_go')}</Button>}>{t('setup_first_text')}</Empty>}
    </Page>
  );
}
