// SPDX-License-Identifier: EUPL-1.2
//
// Words live per feature in text.nl.ts and text.en.ts; a feature registers its own, so words load with its screen.
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { setApiLocale } from '../api/client';

export type Locale = 'nl' | 'en';
const kStored = 'waarborg-locale';

function firstLocale(): Locale {
  const stored = localStorage.getItem(kStored);
  if (stored === 'nl' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('en') && !navigator.languages.some((l) => l.startsWith('nl')) ? 'en' : 'nl';
}

void i18next.use(initReactI18next).init({
  lng: firstLocale(), fallbackLng: 'nl', resources: {}, initAsync: false,
  interpolation: { escapeValue: false }, returnNull: false,
});

function follow(): void {
  document.documentElement.lang = i18next.language;
  setApiLocale(i18next.language);
}
follow();

export const locale = (): Locale => (i18next.language === 'en' ? 'en' : 'nl');

export async function setLocale(next: Locale): Promise<void> {
  localStorage.setItem(kStored, next);
  await i18next.changeLanguage(next);
  follow();
}

type Plain<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;
export type Values = Record<string, string | number>;
export type Translate<K extends string> = (key: Plain<K>, values?: Values) => string;
export interface Words<K extends string> {
  /** In a component: follows the language switch. */
  use: () => Translate<K>;
  /** Outside React: the language of this moment. */
  now: Translate<K>;
}

/** Registers a feature's words; the English must have exactly the Dutch keys. */
export function words<K extends string>(name: string, nl: Record<K, string>, en: Record<NoInfer<K>, string>): Words<K> {
  i18next.addResourceBundle('nl', name, nl, true, true);
  i18next.addResourceBundle('en', name, en, true, true);
  const now: Translate<K> = (key, values) => i18next.t(key, { ns: name, keySeparator: false, nsSeparator: false, ...values });
  return {
    now,
    use: () => {
      const { t } = useTranslation(name);
      return (key, values) => t(key, { keySeparator: false, nsSeparator: false, ...values });
    },
  };
}
