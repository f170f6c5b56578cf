/** Light, dark, or as the device has it; the choice is kept on this device. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'incassoladder.theme';
const darkDevice = matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  paint();
}

/** Paints the page, and again whenever the device changes. */
export function paint(): void {
  const theme = chosenTheme();
  document.documentElement.dataset.theme = theme === 'system' ? (darkDevice.matches ? 'dark' : 'light') : theme;
}
darkDevice.addEventListener('change', paint);
