// SPDX-License-Identifier: EUPL-1.2
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Fault } from '../api/client';
import { Confirm } from '../ui/confirm';
import { theme } from '../ui/theme';
import { Toasts } from '../ui/toast';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000, gcTime: 15 * 60_000, refetchOnWindowFocus: true,
      // A refusal stays a refusal; only an unreachable or overloaded server is asked again.
      retry: (count, error) => count < 2 && (!(error instanceof Fault) || error.status === 0 || error.status === 503),
    },
  },
});

const scheme = localStorageColorSchemeManager({ key: 'waarborg-theme' });

export function Providers({ children }: { children: ReactNode }) {
  return (
    // Variables come from virtual:tokens.css and class names for hiding from our own CSS: no <style> elements at run time.
    <MantineProvider theme={theme} colorSchemeManager={scheme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        {children}
        <Confirm />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}
