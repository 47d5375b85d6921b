// SPDX-License-Identifier: EUPL-1.2
import { words } from './i18n';
import { en } from './text.en';
import { nl } from './text.nl';

export const appWords = words('app', nl, en);
