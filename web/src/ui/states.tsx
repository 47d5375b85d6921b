// SPDX-License-Identifier: EUPL-1.2
//
// Every screen has four states besides its content: loading, empty, error, and too much.
import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconRefresh } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Fault } from '../api/client';
import { ui } from './text';

/** What happened, what was kept, what to do: in the user's words. */
export function faultText(error: unknown): string {
  if (!(error instanceof Fault)) return ui.now('error_unknown');
  if (error.status === 0) return ui.now('error_offline');
  if (error.problem.detail) return error.problem.detail;
  if (error.status === 413) return ui.now('error_too_large'); // also of a proxy in front, which has no words of ours
  if (error.status === 403) return ui.now('error_forbidden');
  if (error.status === 404) return ui.now('error_not_found');
  return ui.now('error_unknown');
}

export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = ui.use();
  if (!error) return null;
  const id = error instanceof Fault ? error.problem.request_id : '';
  // A file that is wrong: the server says on which line.
  const line = error instanceof Fault ? /^line (\d+)/.exec(error.problem.where)?.[1] : undefined;
  return (
    <div className="note bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className="stack xs">
        <strong>{t('error_title')}</strong>
        <span>{line && <strong className="number">{t('error_line', { number: line })} </strong>}{faultText(error)}</span>
        {id && <span className="tiny dim">{t('request_id', { id })}</span>}
        {retry && <div><Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>{t('retry')}</Button></div>}
      </div>
    </div>
  );
}

interface EmptyProps { title: string; main?: boolean; children?: ReactNode; example?: string; action?: ReactNode; icon?: ReactNode }
/** An empty state teaches: what belongs here, why, one button, one example. */
export function Empty({ title, main, children, example, action, icon }: EmptyProps) {
  return (
    <div className="empty">
      {icon ?? <IconInbox size={34} stroke={1.4} aria-hidden />}
      {main ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children && <p>{children}</p>}
      {example && <p className="example">{example}</p>}
      {action && <div className="page-actions">{action}</div>}
    </div>
  );
}

export function Loading({ rows = 5 }: { rows?: number }) {
  const t = ui.use();
  return (
    <div className="stack" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, i) => <Skeleton key={i} height={i === 0 ? 28 : 18} width={`${[45, 100, 92, 97, 80, 88][i % 6]}%`} />)}
    </div>
  );
}

/** A part that has nothing in it yet, as large as it will be: what comes moves nothing. */
export function Waiting({ children }: { children: ReactNode }) {
  const t = ui.use();
  return <div aria-busy="true"><span className="hidden-visually" role="status">{t('loading')}</span><div className="stack waiting" inert>{children}</div></div>;
}

export function PageLoading() { return <div className="page"><Loading rows={6} /></div>; }

/** What is not there will not be there on a second try either: the way on is the list that it was in. */
function Gone({ error }: { error: unknown }) {
  const t = ui.use();
  const { pathname } = useLocation();
  return <Empty main title={faultText(error)} action={<Button component={Link} to={pathname.replace(/\/[^/]*$/, '') || '/'}>{t('to_list')}</Button>}>{t('gone_text')}</Empty>;
}

/** Shows a query in whichever state it is; the old content stays while new content loads. */
export function QueryView<T>({ query, children, loading }: { query: UseQueryResult<T>; children: (data: T) => ReactNode; loading?: ReactNode }) {
  if (query.data !== undefined) return <>{query.isError && <ErrorNote error={query.error} retry={() => void query.refetch()} />}{children(query.data)}</>;
  if (query.isError && query.error instanceof Fault && query.error.status === 404) return <Gone error={query.error} />;
  if (query.isError) return <ErrorNote error={query.error} retry={() => void query.refetch()} />;
  return <>{loading ?? <Loading />}</>;
}
