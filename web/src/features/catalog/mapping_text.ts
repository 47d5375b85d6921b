// SPDX-License-Identifier: EUPL-1.2
import { words } from '../../app/i18n';
import { en } from './mapping_text.en';
import { nl } from './mapping_text.nl';

export const mappingWords = words('mapping', nl, en);
