// What a reader wants of every picture: dark or light, strong colours, and to have it drawn again when that, the faces
// of words or the screen change. It asks the browser and tells nobody.

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const forced = matchMedia('(forced-colors: active)');
/** Whether the reader has colours of their own, or wants strong ones. */
export const strong = matchMedia('(forced-colors: active), (prefers-contrast: more)');

/**
 * Calls, until the signal, when a picture is to be drawn again.
 * @param {() => void} act
 * @param {AbortSignal} signal
 */
export function heedReader(act, signal) {
  for (const query of [prefersDark, strong]) query.addEventListener('change', act, { signal });
  // Words are measured by the faces that are there.
  document.fonts.addEventListener('loadingdone', act, { signal });
  const watch = () => {
    const ratio = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    ratio.addEventListener('change', () => (watch(), act()), { signal, once: true });
  };
  watch();
}

/**
 * Whether an element, which may follow another, is drawn light on dark: as colours of a reader's own are, else as
 * `theme` says, else as the page's own `color-scheme` allows and the reader prefers.
 * @param {Element} element
 * @param {Element} owner
 */
export function wantsDark(element, owner) {
  const preferred = prefersDark.matches;
  // The picture stands on their ground.
  if (forced.matches) return preferred;
  const theme = (element.getAttribute('theme') ?? owner.getAttribute('theme'))?.trim().toLowerCase();
  if (theme === 'dark' || theme === 'light') return theme === 'dark';
  // A page says it in its styles, or in a meta element alone.
  const declared = getComputedStyle(element).colorScheme;
  /** @type {HTMLMetaElement | null} */
  const meta = document.querySelector('meta[name=color-scheme]');
  const schemes = (declared === 'normal' ? meta?.content ?? '' : declared).split(' ');
  if (!schemes.includes('dark')) return false;
  return !schemes.includes('light') || preferred;
}
