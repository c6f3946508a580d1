// The code of an embed, for each place that it can go to: text, with every value escaped as that place reads it. It
// knows no document and asks for nothing.

import { addresses } from '../query.js';
import { concerns, legible, rowOf, shown } from './settings.js';
import { contract } from './contract.js';
import { fill } from './words.js';

/** @import { Kind } from './settings.js' */
/** @import { BuilderWords } from './words.js' */

/**
 * An element as it is written: its tag, attributes with their values, and what stands in it.
 * @typedef {{ tag: string, attributes: [string, string][], children: Tree[] }} Tree
 */

/**
 * What code is made of. `query` holds nothing that the core does not understand, addresses in it are whole; `base` is a
 * folder; `heights` are how high all is, by width, from the narrowest on; `alt` says what the picture shows.
 * @typedef {{
 *   query: Map<string, string>, base: string, title: string, provider: string, alt: string, lang: string, width: number,
 *   heights: Map<number, number>, words: BuilderWords,
 * }} Embed
 */

/** A piece of code to copy, by the name that the words have for it. @typedef {{ name: keyof BuilderWords, text: string }} Piece */

/** How high a frame is of which nothing was measured. */
const UNMEASURED = 900;
/** The views that are pictures, as the program draws them; it draws the words of a headline, and of one place, too. */
export const PICTURES = ['map', 'growth', 'grid'];
/** How long others may keep an answer, in seconds: a day. */
const CACHE_AGE = 86_400;

/**
 * The names that concern what is shown, with their values, in the order of the contract.
 * @param {Map<string, string>} query
 * @returns {[string, string][]}
 */
const attributesOf = (query) => {
  const views = shown(query);
  return contract.filter((row) => concerns(row, views)).flatMap(({ name }) => {
    const value = query.get(name);
    return value ? [[name, value]] : [];
  });
};

/**
 * The elements of an embed: a view alone, or an atlas around several.
 * @param {Map<string, string>} query
 * @returns {Tree}
 */
export function treeOf(query) {
  const attributes = attributesOf(query);
  const [first, ...more] = shown(query).map((view) => ({ tag: `agreement-${view}`, attributes: [], children: [] }));
  return more.length || !first ? { tag: 'agreement-atlas', attributes, children: [first, ...more] } : { ...first, attributes };
}

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '[': '&#91;', ']': '&#93;' };

/**
 * Text as HTML has it, in an attribute, too. Brackets would be commands to WordPress.
 * @param {string} text
 */
export const escaped = (text) => text.replace(/[&<>"'[\]]/g, (sign) => ENTITIES[sign]);

/**
 * A value as an attribute of JSX: nothing is escaped between its quotes but by entities, so that what is not plain is a
 * string of JavaScript.
 * @param {string} text
 */
const jsx = (text) => (/^[\w ,.:/?=-]*$/.test(text) ? `"${text}"` : `{${JSON.stringify(text).replaceAll('<', '\\u003c')}}`);

/**
 * A word of a command: as the shells of Unix have it, and nothing in it is an order.
 * @param {string} text
 */
const shell = (text) => (/^[\w,.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * A tag as HTML.
 * @param {string} tag
 * @param {[string, string | number][]} attributes
 */
const opening = (tag, attributes) =>
  `<${[tag, ...attributes.map(([name, value]) => (value === '' ? name : `${name}="${escaped(String(value))}"`))].join(' ')}>`;

/**
 * @param {Tree} tree
 * @param {string} fallback of the first view, as HTML
 * @returns {string}
 */
function html({ tag, attributes, children }, fallback) {
  const close = `</${tag}>`;
  if (!children.length) return `${opening(tag, attributes)}<p>${fallback}</p>${close}`;
  const inner = children.map((child, at) => `  ${at ? opening(child.tag, []) + `</${child.tag}>` : html(child, fallback)}`);
  return [opening(tag, attributes), ...inner, close].join('\n');
}

/**
 * The address of the frame page. It follows no address of another record, and speaks English where nothing is said.
 * @param {Embed} embed
 */
export function frameOf({ query, base, lang }) {
  const asked = new URLSearchParams();
  const show = query.get('show');
  if (show) asked.set('show', show);
  for (const [name, value] of attributesOf(query)) if (!addresses.includes(name)) asked.set(name, value);
  const [spoken] = rowOf('lang')?.usual ?? [];
  if (lang !== spoken) asked.set('lang', lang);
  const text = legible(asked);
  return `${base}frame.html${text && `?${text}`}`;
}

/**
 * How high all is at a width: as measured, between two widths the higher of them; for all widths together the highest.
 * @param {Embed} embed
 */
export function heightOf({ heights, width }) {
  if (!width) return Math.max(...heights.values(), 0) || UNMEASURED;
  const sorted = [...heights].sort(([a], [b]) => a - b);
  const above = sorted.find(([measured]) => measured >= width) ?? sorted.at(-1);
  const below = sorted.findLast(([measured]) => measured <= width) ?? sorted[0];
  return Math.max(above?.[1] ?? 0, below?.[1] ?? 0) || UNMEASURED;
}

/**
 * @param {Embed} embed
 * @param {string | number} width
 * @param {string | number} height
 */
const iframe = (embed, width, height) => `${opening('iframe', [
  ['src', frameOf(embed)], ['title', embed.title], ['width', width], ['height', height], ['loading', 'lazy'],
  ['allow', 'clipboard-write'], ['style', 'border: 0'],
])}</iframe>`;

/**
 * What stands in place of the first view where no script of ours has run: what it would be, and where it can be seen. A
 * frame follows no address of another record.
 * @param {Embed} embed
 */
function fallbackOf(embed) {
  const { title, query, words } = embed;
  const said = escaped(`${title}. ${words.unshown}`);
  if (addresses.some((name) => query.get(name))) return said;
  return `${said} ${opening('a', [['href', frameOf(embed)]])}${escaped(words.alone)}</a>`;
}

/** @param {Embed} embed */
const fixed = (embed) => iframe(embed, embed.width || '100%', heightOf(embed));

/**
 * A name for a frame, by its address: frames of one page do not take each other's rules.
 * @param {string} address
 */
const nameOf = (address) => `agreement-${[...address].reduce((hash, sign) => (hash * 31 + sign.charCodeAt(0)) >>> 0, 7).toString(36)}`;

/**
 * A frame as high as it needs at the width of its column: between two measured widths along a line.
 * @param {Embed} embed
 */
function responsive(embed) {
  const name = nameOf(frameOf(embed));
  const sorted = [...embed.heights].sort(([a], [b]) => a - b);
  const rules = sorted.map(([width, height], at) => {
    const next = sorted[at + 1];
    // Where a layout changes, two measured widths stand side by side: no line leads from one to the other.
    const slope = next && next[0] > width + 1 ? (next[1] - height) / (next[0] - width) : 0;
    const line = slope ? `calc(${height}px + (100cqw - ${width}px) * ${Number(slope.toFixed(4))})` : `${height}px`;
    const rule = `.${name} iframe { height: ${line} }`;
    return at ? `  @container (min-width: ${width}px) { ${rule} }` : `  ${rule}`;
  });
  return [
    '<style>',
    `  .${name} { container-type: inline-size }`,
    `  .${name} iframe { display: block; width: 100%; height: ${UNMEASURED}px; border: 0 }`,
    ...rules,
    '</style>',
    `<div class="${name}">${opening('iframe', [
      ['src', frameOf(embed)], ['title', embed.title], ['loading', 'lazy'], ['allow', 'clipboard-write'],
    ])}</iframe></div>`,
  ].join('\n');
}

/** @param {Embed} embed */
const amp = (embed) => [
  opening('amp-iframe', [
    ['width', 'auto'], ['height', heightOf(embed)], ['layout', 'fixed-height'], ['title', embed.title],
    ['sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox'], ['frameborder', '0'], ['resizable', ''],
    ['src', frameOf(embed)],
  ]),
  `  <p placeholder>${escaped(embed.title)}</p>`,
  `  ${opening('div', [['overflow', ''], ['tabindex', 0], ['role', 'button']])}${escaped(embed.words.all)}</div>`,
  '</amp-iframe>',
].join('\n');

/** @param {Embed} embed */
function react({ query }) {
  /** @type {(tree: Tree, indent: string) => string[]} */
  const lines = ({ tag, attributes, children }, indent) => {
    const open = [`${indent}<${tag}`, ...attributes.map(([name, value]) => `${name}=${jsx(value)}`)].join(' ');
    if (!children.length) return [`${open} />`];
    return [`${open}>`, ...children.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${tag}>`];
  };
  return [
    "import 'agreement-atlas/react';",
    "import 'agreement-atlas/agreement-atlas.css';",
    '',
    'export function Agreements() {',
    '  return (',
    ...lines(treeOf(query), '    '),
    '  );',
    '}',
  ].join('\n');
}

/**
 * The view that is drawn: the first picture, else the words of a headline or of one place; undefined without any.
 * @param {Map<string, string>} query
 */
function drawn(query) {
  const views = shown(query);
  const places = ['state', 'county'].flatMap((name) => query.get(name)?.split(',') ?? []);
  return views.find((view) => PICTURES.includes(view)) ??
    views.find((view) => view === 'headline' || (view === 'place' && places.length === 1));
}

/**
 * What draws the picture of a query; undefined where it has none.
 * @param {Embed} embed
 */
function render({ query, lang, width }) {
  const view = drawn(query);
  if (!view) return undefined;
  const rows = contract.filter((row) => concerns(row, [view]) && !addresses.includes(row.name));
  const own = new Map([...query, ['lang', lang]]);
  const flags = rows.flatMap(({ name, usual }) => {
    const value = own.get(name);
    if (!value || value === usual.join(',')) return [];
    // What begins like a flag is none behind its name.
    return value.startsWith('-') ? [shell(`--${name}=${value}`)] : [`--${name}`, shell(value)];
  });
  if (width) flags.unshift('--width', String(width));
  return { view, command: ['agreement-atlas', 'render', view, 'data/agreements.csv', '--out', `${view}.svg`, ...flags].join(' ') };
}

/**
 * The answer of an oEmbed provider, version 1.0: https://oembed.com
 * @param {Embed} embed
 */
export const oembed = (embed) => JSON.stringify({
  version: '1.0',
  type: 'rich',
  title: embed.title,
  provider_name: embed.provider,
  cache_age: CACHE_AGE,
  width: embed.width || 640,
  height: heightOf({ ...embed, width: embed.width || 640 }),
  html: iframe(embed, '100%', heightOf({ ...embed, width: embed.width || 640 })),
}, null, 2) + '\n';

/**
 * The pieces of code of a kind: none where there is nothing to show.
 * @param {Kind} kind
 * @param {Embed} embed
 * @returns {Piece[]}
 */
export function piecesOf(kind, embed) {
  const { base, title, alt, query } = embed;
  const script = `<script src="${escaped(`${base}embed.js`)}" async></script>`;
  /** @type {(text: string) => Piece[]} */
  const one = (text) => [{ name: 'markup', text }];
  switch (kind) {
    case 'tag': return one([
      opening('link', [['rel', 'stylesheet'], ['href', `${base}agreement-atlas.css`]]),
      `<script type="module" src="${escaped(`${base}agreement-atlas.js`)}"></script>`,
      '',
      html(treeOf(query), fallbackOf(embed)),
    ].join('\n'));
    case 'iframe': return one([iframe(embed, '100%', heightOf({ ...embed, width: embed.width || 640 })), script].join('\n'));
    case 'fixed': return one(fixed(embed));
    case 'responsive': return one(responsive(embed));
    case 'wordpress': return one(['<!-- wp:html -->', fixed(embed), '<!-- /wp:html -->'].join('\n'));
    case 'amp': return [
      {
        name: 'markupHead',
        text: '<script async custom-element="amp-iframe" src="https://cdn.ampproject.org/v0/amp-iframe-0.1.js"></script>',
      },
      ...one(amp(embed)),
    ];
    case 'react': return one(react(embed));
    case 'picture': {
      const drawn = render(embed);
      if (!drawn) return [];
      const image = opening('img', [['src', `${base}${drawn.view}.svg`], ['alt', alt], ['style', 'width: 100%; height: auto']]);
      return [{ name: 'command', text: drawn.command }, ...one(image)];
    }
    case 'oembed': return [
      { name: 'file', text: oembed(embed) },
      {
        name: 'markupHead',
        text: opening('link', [
          ['rel', 'alternate'], ['type', 'application/json+oembed'], ['href', `${base}oembed.json`], ['title', title],
        ]),
      },
    ];
  }
}

/**
 * What is said of a kind beside its code, in order.
 * @param {Kind} kind
 * @param {Embed} embed
 */
export function notesOf(kind, embed) {
  const { query, base, words } = embed;
  const about = /** @type {keyof BuilderWords} */ (`about${kind[0].toUpperCase()}${kind.slice(1)}`);
  const notes = [String(words[about])];
  const framed = !['tag', 'react'].includes(kind);
  if (framed && addresses.some((name) => query.has(name))) notes.push(words.framed);
  if (kind === 'amp' && !base.startsWith('https:')) notes.push(words.insecure);
  if (kind === 'picture' && !render(embed)) notes.push(words.pictureless);
  return notes;
}

/**
 * The words for files that come from elsewhere, or undefined.
 * @param {Embed} embed
 * @param {string} origin of the page
 */
export function foreignOf({ query, base, words }, origin) {
  const places = [base, ...addresses.flatMap((name) => query.get(name) ?? [])].map((address) => new URL(address));
  const hosts = [...new Set(places.filter((place) => place.origin !== origin).map(({ host }) => host))];
  return hosts.length ? fill(words.foreign, hosts.join(', ')) : undefined;
}
