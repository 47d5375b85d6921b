// SPDX-License-Identifier: EUPL-1.2
//
// Every address of the application. Each screen is its own chunk.
import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate, useParams, type RouteObject } from 'react-router';
import { PageLoading } from '../ui/states';
import { FailedScreen, NotFound } from './failed';
import { Gate, Root } from './gate';

type Screen = () => Promise<{ default: ComponentType }>;
const screen = (path: string, load: Screen): RouteObject => ({ path, lazy: async () => ({ Component: (await load()).default }) });

/** Keeps an address that was given out under an older name. */
function Moved({ to }: { to: string }) {
  const params = useParams();
  const path = Object.entries(params).reduce((p, [name, value]) => p.replace(name === '*' ? ':rest' : `:${name}`, encodeURIComponent(value ?? '')), to);
  return <Navigate to={path.includes('?') ? path : path + window.location.search} replace />;
}
const moved = (path: string, to: string): RouteObject => ({ path, element: <Moved to={to} /> });

export const router = createBrowserRouter([
  {
    element: <Root />, errorElement: <FailedScreen />, hydrateFallbackElement: <PageLoading />,
    children: [
      screen('/uitnodiging/:token', () => import('../features/auth/invitation')),
      screen('/invitation/:token', () => import('../features/auth/invitation')),
      screen('/wachtwoord/:token', () => import('../features/auth/reset')),
      {
        element: <Gate />, errorElement: <FailedScreen />,
        children: [
          { path: '/', lazy: async () => ({ Component: (await import('../features/today/today')).default }) },
          screen('/setup', () => import('../features/setup/setup')),
          screen('/settings', () => import('../features/org/settings')),
          screen('/requirements', () => import('../features/catalog/requirements')),
          screen('/requirements/:urn', () => import('../features/catalog/requirement')),
          screen('/mappings', () => import('../features/catalog/mappings')),
          screen('/frameworks', () => import('../features/catalog/frameworks')),
          screen('/applicability', () => import('../features/measure/applicability')),
          screen('/measures', () => import('../features/measure/measures')),
          screen('/measures/new', () => import('../features/measure/measure_edit')),
          screen('/measures/:id', () => import('../features/measure/measure')),
          screen('/measures/:id/edit', () => import('../features/measure/measure_edit')),
          screen('/populations/:id', () => import('../features/evidence/population')),
          screen('/evidence', () => import('../features/evidence/evidence_list')),
          screen('/evidence/new', () => import('../features/evidence/evidence_add')),
          screen('/evidence/import', () => import('../features/evidence/evidence_import')),
          screen('/evidence/:id', () => import('../features/evidence/evidence')),
          screen('/occurrences', () => import('../features/task/occurrences')),
          screen('/occurrences/:id', () => import('../features/task/occurrence')),
          screen('/deviations', () => import('../features/task/deviations')),
          screen('/domains', () => import('../features/scan/domains')),
          screen('/domains/:id', () => import('../features/scan/domain')),
          screen('/registers/:name', () => import('../features/asset/register')),
          screen('/registers/:name/:id', () => import('../features/asset/register_row')),
          screen('/board', () => import('../features/report/board')),
          screen('/reports', () => import('../features/report/reports')),
          screen('/trail', () => import('../features/trail/trail')),
          screen('/accounts', () => import('../features/auth/accounts')),
          screen('/security', () => import('../features/auth/security')),
          moved('/today', '/'), moved('/vandaag', '/'), moved('/eisen', '/requirements'), moved('/eisen/*', '/requirements/:rest'),
          moved('/maatregelen', '/measures'), moved('/maatregelen/:id', '/measures/:id'), moved('/bewijs', '/evidence'), moved('/bewijs/:id', '/evidence/:id'),
          moved('/taken', '/occurrences'), moved('/tasks', '/occurrences'), moved('/taken/:id', '/occurrences/:id'), moved('/afwijkingen', '/deviations'),
          moved('/beheer/organisatie', '/settings'), moved('/beheer/accounts', '/accounts'), moved('/start', '/setup'), moved('/start/maatregelen', '/setup?step=4'), moved('/inrichten', '/setup'), moved('/steekproeven/:id', '/populations/:id'),
          moved('/toepasselijkheid', '/applicability'), moved('/koppelingen', '/mappings'), moved('/logboek', '/trail'), moved('/populations', '/measures'), moved('/domeinen', '/domains'), moved('/domeinen/:id', '/domains/:id'), moved('/directie', '/board'), moved('/rapporten', '/reports'),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
