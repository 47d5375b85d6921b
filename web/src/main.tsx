// SPDX-License-Identifier: EUPL-1.2
import './ui/mantine.css';
import 'virtual:tokens.css';
import './ui/tokens.css';
import './ui/base.css';
import './app/shell.css';
import './ui/glyph.css';
import './ui/table.css';
import './ui/charts.css';
import './ui/print.css';
import './app/i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { Providers } from './app/providers';
import { router } from './app/router';

// Before the first paint, so that a dark screen does not flash white.
const stored = localStorage.getItem('waarborg-theme');
const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><Providers><RouterProvider router={router} /></Providers></StrictMode>);
