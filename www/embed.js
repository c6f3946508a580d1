// For pages without a script of their own, as a classic script beside frame.html: gives each frame of that page the
// height that it asks for, and brings the elements where some stand. It believes no message but a height, of a frame
// that it knows by its window, and looks at no other frame.

{
  /** Heights that a frame may have, in CSS pixels. */
  const [LEAST, MOST] = [40, 20000];

  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const folder = script?.src.replace(/[^/]*$/, '');

  /**
   * The frames of ours in a tree, those in open shadow trees included.
   * @param {Document | ShadowRoot} root
   * @returns {HTMLIFrameElement[]}
   */
  const frames = (root) =>
    [...root.querySelectorAll('*')].flatMap((element) => {
      if (element.shadowRoot) return frames(element.shadowRoot);
      const ours = element instanceof HTMLIFrameElement && element.src.replace(/[?#].*/, '') === `${folder}frame.html`;
      return ours ? [element] : [];
    });

  addEventListener('message', ({ data, source }) => {
    if (data?.sentinel !== 'amp' || data.type !== 'embed-size' || !Number.isFinite(data.height)) return;
    for (const { contentWindow, style } of frames(document)) {
      if (source && contentWindow === source) style.height = `${Math.max(LEAST, Math.min(MOST, data.height))}px`;
    }
  });

  const begin = () => {
    // They may have spoken before anybody listened.
    for (const { contentWindow } of frames(document)) contentWindow?.postMessage({ sentinel: 'amp', type: 'frames-init' }, '*');
    const waiting = [...document.querySelectorAll(':not(:defined)')].some(({ localName }) => /^agreement-/.test(localName));
    if (waiting) import(`${folder}agreement-atlas.js`).catch((error) => console.error('agreement-atlas:', error));
  };
  if (!folder) console.error('agreement-atlas: write <script src="embed.js"> without type="module"');
  else if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
  else begin();
}
