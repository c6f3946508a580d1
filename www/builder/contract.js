// The names of the contract, as the builder asks for them. It says nothing of what they mean.

/**
 * A name, what kind its values are, the words that they can be, what counts without one, and the views that follow it:
 * none for the atlas around them.
 * @typedef {{
 *   name: string,
 *   kind: 'one' | 'any' | 'states' | 'counties' | 'day' | 'span' | 'since' | 'text' | 'address',
 *   words: readonly string[],
 *   usual: readonly string[],
 *   views: readonly string[],
 * }} Row
 */

// contract: begin, written by cargo xtask contract
/** @type {readonly Row[]} */
export const contract = [
  {
    name: 'show', kind: 'any',
    words: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
    usual: ['map', 'filters', 'growth'],
    views: [],
  },
  {
    name: 'by', kind: 'one',
    words: ['county', 'state', 'agency'],
    usual: ['county'],
    views: ['map', 'filters'],
  },
  {
    name: 'unit', kind: 'one',
    words: ['agreements', 'agencies', 'share'],
    usual: ['agreements'],
    views: ['headline', 'map', 'filters', 'table'],
  },
  {
    name: 'split', kind: 'one',
    words: ['model', 'level', 'none'],
    usual: ['model'],
    views: ['growth'],
  },
  {
    name: 'measure', kind: 'one',
    words: ['active', 'signed', 'ended', 'first'],
    usual: ['active'],
    views: ['map', 'growth'],
  },
  {
    name: 'every', kind: 'one',
    words: ['day', 'month', 'year'],
    usual: ['month'],
    views: ['growth'],
  },
  {
    name: 'scale', kind: 'one',
    words: ['linear', 'log'],
    usual: ['linear'],
    views: ['growth'],
  },
  {
    name: 'state', kind: 'states',
    words: [],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes'],
  },
  {
    name: 'county', kind: 'counties',
    words: [],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes'],
  },
  {
    name: 'model', kind: 'any',
    words: ['JEM', 'TFM', 'WSO'],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes'],
  },
  {
    name: 'level', kind: 'any',
    words: ['county', 'municipal', 'state'],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes'],
  },
  {
    name: 'status', kind: 'any',
    words: ['active', 'pending', 'renewed', 'ended', 'absent'],
    usual: ['active'],
    views: ['headline', 'search', 'map', 'filters', 'place', 'table'],
  },
  {
    name: 'signed', kind: 'span',
    words: [],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes'],
  },
  {
    name: 'q', kind: 'text',
    words: [],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes'],
  },
  {
    name: 'as-of', kind: 'day',
    words: [],
    usual: ['latest'],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
  },
  {
    name: 'range', kind: 'span',
    words: [],
    usual: ['2025-01-01..'],
    views: ['growth'],
  },
  {
    name: 'since', kind: 'since',
    words: [],
    usual: ['30d'],
    views: ['changes'],
  },
  {
    name: 'notes', kind: 'one',
    words: ['built-in', 'background', 'none'],
    usual: ['built-in'],
    views: ['growth'],
  },
  {
    name: 'theme', kind: 'one',
    words: ['auto', 'light', 'dark'],
    usual: ['auto'],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
  },
  {
    name: 'lang', kind: 'one',
    words: ['en', 'es'],
    usual: ['en'],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
  },
  {
    name: 'loading', kind: 'one',
    words: ['lazy', 'eager'],
    usual: ['lazy'],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
  },
  {
    name: 'src', kind: 'address',
    words: [],
    usual: [],
    views: ['headline', 'search', 'map', 'filters', 'growth', 'grid', 'place', 'table', 'changes', 'background'],
  },
  {
    name: 'geography', kind: 'address',
    words: [],
    usual: [],
    views: ['search', 'map', 'place'],
  },
];
// contract: end
