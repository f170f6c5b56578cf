/** Keys as they are written, pressed and shown. */

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = { shift: 'Shift', alt: 'Alt', delete: 'Del', enter: '↵' };

/** `mod+shift+z` as "Ctrl+Shift+Z", or "⌘⇧Z" on a Mac. */
export function shownKeys(keys: string): string {
  const mac = isMac();
  const parts = keys.split('+').map((key) => {
    if (key === 'mod') return mac ? '⌘' : 'Ctrl';
    if (mac && key === 'shift') return '⇧';
    if (mac && key === 'alt') return '⌥';
    return NAMES[key] ?? key.toUpperCase();
  });
  return parts.join(mac ? '' : '+');
}

/** True when a key press is these keys. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  const wanted = keys.split('+');
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  return (
    event.key.toLowerCase() === wanted.at(-1) &&
    mod === wanted.includes('mod') &&
    event.shiftKey === wanted.includes('shift') &&
    event.altKey === wanted.includes('alt')
  );
}
