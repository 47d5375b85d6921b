// SPDX-License-Identifier: EUPL-1.2
import { words } from '../../app/i18n';
import { en } from './soa_text.en';
import { nl } from './soa_text.nl';

export const soaWords = words('applicability', nl, en);
