// What a reader takes along as text: the address of a frame that shows a view, the code of that frame, and the way to
// copy either. It asks nothing of the core, and of the page only where it is.

/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** The page that a frame shows. */
const PAGE = 'frame.html';
/** How high a frame is at first, in CSS pixels; it says itself how high it wants to be. */
const HIGH = 900;

/**
 * Says where what readers are led to is: that page, or feeds, beside the script that asks. A bundler names the script
 * anew, and would take such a file along under another name with each build, or not at all.
 * @param {Kit} kit
 * @param {string} address of the script
 * @param {string[]} [names] of the files
 */
export function locate({ files }, address, names = [PAGE]) {
  const [, folder = ''] = /^(http.*\/)[a-z]+\.js$/.exec(address) ?? [];
  for (const name of names) files[name] = () => folder + name;
}

/**
 * Where that page is; nothing, where a bundler made this page of the package and nobody says.
 * @param {Kit} kit
 */
export function framePage({ beside }) {
  const page = `${beside(PAGE)}`;
  return page === PAGE ? '' : page;
}

/**
 * The address of a frame that shows what a view is asked for.
 * @param {Kit} kit
 * @param {View} view
 * @param {Record<string, string>} own what it shows, in place of what the query says of that
 * @param {string[]} [unsaid] names of the query that it leaves out
 */
export function frameAddress(kit, view, own, unsaid = []) {
  const address = new URL(framePage(kit), document.baseURI);
  const apart = [...Object.keys(own), ...unsaid, 'src', 'geography'];
  for (const [name, value] of Object.entries(own)) address.searchParams.set(name, value);
  for (const line of view.query.text.split('\n')) {
    const [name, value] = line.split('\t');
    if (value && !apart.includes(name)) address.searchParams.set(name, value);
  }
  return address.href;
}

/**
 * The code of a frame.
 * @param {Kit} kit
 * @param {string} src
 * @param {string} title
 */
export function frameCode({ make }, src, title) {
  const frame = make('iframe', { src, title, width: '100%', height: `${HIGH}`, loading: 'lazy' });
  frame.setAttribute('frameborder', '0');
  return frame.outerHTML;
}

/**
 * Copies a text, and says so; where a page may not, lets the reader do it.
 * @param {Kit} kit
 * @param {string} text
 * @param {Element} said where it is said
 * @param {[copied: string, byHand: string]} words
 */
export async function copy({ make }, text, said, [copied, byHand]) {
  try {
    await navigator.clipboard.writeText(text);
    said.replaceChildren(copied);
  } catch {
    // A frame may not, nor a page without a safe connection.
    const field = make('textarea', { value: text, readOnly: true, rows: 3 });
    said.replaceChildren(make('label', {}, byHand, field));
    field.select();
  }
}
