// SPDX-License-Identifier: EUPL-1.2
//
// Decides what someone may see at all: sign in, set up a second factor, set up the organisation, or the product.
import { useEffect, lazy, Suspense } from 'react';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { ErrorNote, PageLoading } from '../ui/states';
import { setLocale } from './i18n';
import { may } from './rights';
import { NoOrganisation } from './failed';
import { SessionContext, useSessionQuery } from './session';
import { Shell } from './shell';
import { SignInAgain } from './sign_in_again';

const SignIn = lazy(() => import('../features/auth/sign_in'));
const Enrol = lazy(() => import('../features/auth/enrol'));

export function Root() {
  return <><ScrollRestoration /><Suspense fallback={<PageLoading />}><Outlet /></Suspense></>;
}

export function Gate() {
  const query = useSessionQuery();
  const { pathname, search } = useLocation();
  const preferred = query.data?.state === 'ready' ? query.data.account?.locale : undefined;
  useEffect(() => {
    if ((preferred === 'nl' || preferred === 'en') && localStorage.getItem('waarborg-locale') === null) void setLocale(preferred);
  }, [preferred]);

  if (query.data === undefined) return query.isError ? <div className="page narrow"><ErrorNote error={query.error} retry={() => void query.refetch()} /></div> : <PageLoading />;
  const session = query.data;
  if (session.state === 'anonymous' || session.state === 'factor') return <SignIn />;
  if (session.state === 'enrol') return <Enrol />;
  const needsSetup = session.organisation ? !session.organisation.set_up && may(session, 'run_setup') : session.may_create_organisations;
  // The first steps of one more organisation: nothing of the one that one worked in stands around them.
  const isAnother = session.may_create_organisations && /^[123]$/.test(new URLSearchParams(search).get('step') ?? '');
  if (!session.organisation && !needsSetup) return <SessionContext value={session}><Shell bare><NoOrganisation /></Shell></SessionContext>;
  return (
    <SessionContext value={session}>
      <Shell bare={pathname === '/setup' && (needsSetup || isAnother)}>
        {needsSetup && (pathname === '/' || !session.organisation) && pathname !== '/setup' && pathname !== '/security' ? <Navigate to="/setup" replace /> : <Suspense fallback={<PageLoading />}><Outlet /></Suspense>}
      </Shell>
      <SignInAgain />
    </SessionContext>
  );
}
