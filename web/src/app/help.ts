// SPDX-License-Identifier: EUPL-1.2
import { locale } from './i18n';

let page = 'index';
export const setHelpPage = (next: string): void => { page = next; };
/** The manual is static HTML beside the application; each screen names its page. */
export const helpUrl = (): string => `/handleiding/${locale()}/${page}.html`;
