// SPDX-License-Identifier: EUPL-1.2
//
// The Mantine theme. Read at build time too (vite.config.ts), so keep it free of JSX and of the DOM.
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e9f5f6', '#d3e8ea', '#a6d1d5', '#75b7be', '#4a9fa9', '#2a8792', '#13707c', '#0b5a66', '#094b56', '#073b44'];
const ink: MantineColorsTuple = [
  '#f5f7f9', '#e8edf1', '#d5dde3', '#b4c0ca', '#8696a3', '#647583', '#4a5b68', '#33424e', '#20303b', '#12202b'];
const moss: MantineColorsTuple = [
  '#e6f4ee', '#cfe8dd', '#a2d2bd', '#71bb9a', '#48a67d', '#2b926a', '#1b845b', '#15795e', '#0f6048', '#0a4935'];
const amber: MantineColorsTuple = [
  '#fdf3dc', '#fae7bf', '#f2d38d', '#eabf5c', '#dfab3c', '#c48c1d', '#a87312', '#8f5f0b', '#774e08', '#5c3b04'];
const brick: MantineColorsTuple = [
  '#fdeaea', '#fad5d4', '#f1a9a6', '#e77b76', '#dd5650', '#cc3a34', '#b3261e', '#9a1d17', '#811711', '#66100b'];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, ink, moss, amber, brick },
  white: '#ffffff',
  black: '#12202b',
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontWeight: '650' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  autoContrast: true,
  cursorType: 'pointer',
  components: {
    // Scroll locking injects a <style> element, which the content security policy forbids; base.css locks instead.
    Modal: { defaultProps: { lockScroll: false, centered: true, attributes: { header: { role: 'presentation' } }, overlayProps: { backgroundOpacity: 0.45 }, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { lockScroll: false, position: 'right', transitionProps: { duration: 150 } } },
    ModalRoot: { defaultProps: { lockScroll: false } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 3 } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
    MultiSelect: { defaultProps: { size: 'sm', comboboxProps: { transitionProps: { duration: 0 } } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 80 } } },
  },
});
