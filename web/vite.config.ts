// SPDX-License-Identifier: EUPL-1.2
import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { theme } from './src/ui/theme';

const kTokens = 'virtual:tokens.css';

/** The server forbids <style> elements (style-src 'self'), so the variables that Mantine would inject at run time are a file instead. */
function tokens(): Plugin {
  return {
    name: 'waarborg-tokens',
    resolveId: (id) => (id === kTokens ? `\0${kTokens}` : undefined),
    load(id) {
      if (id !== `\0${kTokens}`) return undefined;
      const whole = mergeMantineTheme(DEFAULT_THEME, theme);
      const css = convertCssVariables(defaultCssVariablesResolver(whole), ':root');
      const scheme = convertCssVariables(
        { variables: {}, dark: { '--mantine-color-scheme': 'dark' }, light: { '--mantine-color-scheme': 'light' } }, ':root');
      return `@layer mantine-tokens {${css}${scheme}}`;
    },
  };
}

export default defineConfig({
  plugins: [tokens(), react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rollupOptions: {
      output: {
        manualChunks(id: string) {
          if (/node_modules\/(react|react-dom|scheduler|react-router)\//.test(id)) return 'react';
          if (/node_modules\/@(mantine|floating-ui)\//.test(id)) return 'mantine';
          if (/node_modules\/(i18next|react-i18next|@tanstack)\//.test(id)) return 'base';
          return undefined;
        },
      },
    },
  },
});
