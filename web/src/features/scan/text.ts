// SPDX-License-Identifier: EUPL-1.2
import { words } from '../../app/i18n';
import { en } from './text.en';
import { nl } from './text.nl';

export const scanWords = words('scan', nl, en);
