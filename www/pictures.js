// What a view gives away when it is asked: itself as SVG or as pixels, its numbers as CSV. It draws nothing: all that
// stands in them is the core's, and pixels are taken from canvases that no page shows, which no policy is in the way of.

/** @import { BlobOptions } from './agreement-atlas.js' */
/** @import { Kit } from './kit.js' */
/** @import { View } from './view.js' */

/** The most pixels for one of CSS. */
const MOST = 8;

/**
 * What is drawn on one canvas, as a file.
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @param {Kit} kit
 * @returns {Promise<Blob>}
 */
function file(canvas, type, { AtlasError }) {
  /** @param {string} message */
  const refused = (message) => new AtlasError('picture', 'defect', message);
  return new Promise((keep, breaks) => {
    canvas.toBlob((blob) => {
      if (!blob) breaks(refused(`a picture of ${canvas.width} by ${canvas.height} pixels was refused`));
      else if (blob.type !== type) breaks(refused(`found ${type}, expected a type that this browser writes`));
      else keep(blob);
    }, type);
  });
}

/**
 * Gives a view away, as it is asked for now.
 * @param {View} view
 * @param {Kit} kit
 * @param {'toSVG' | 'toBlob' | 'toCSV'} how
 * @param {BlobOptions} [options]
 * @returns {Promise<any>}
 */
export async function give(view, kit, how, { type = 'image/png', ratio = devicePixelRatio } = {}) {
  const { AtlasError, after, files, growth, grid, make, part, pictures } = kit;
  if (!(ratio > 0 && ratio <= MOST)) throw new RangeError(`ratio: found ${ratio}, expected a number up to ${MOST}`);
  files['agreement-atlas-grid.wasm'] = () => new URL('./agreement-atlas-grid.wasm', import.meta.url);
  files['agreement-atlas-pictures.wasm'] = () => new URL('./agreement-atlas-pictures.wasm', import.meta.url);
  await view.ready;
  // It has of these what all of them need.
  await Promise.all([growth(), part('grid', grid), view.controller.learn?.()]);
  const { mapGiven, growthGiven, gridGiven } = await after('pictures', pictures);
  await view.painted;
  const [kind, core] = view.controller.drawn?.() ?? ['', undefined];
  // It left its page meanwhile.
  if (!core) throw new AtlasError('picture', 'defect', 'found a view that is not drawn, expected one that is');
  const { figure, tone } = view;
  const [words, picture] = [make('canvas', { dir: 'ltr' }), make('canvas', { dir: 'ltr' })];
  /** @type {Record<string, (core: any, ...on: [...import('agreement-atlas-wasm').Canvases, number]) => (string | number)[]>} */
  const kinds = { map: mapGiven, growth: growthGiven, grid: gridGiven };
  const drawn = how === 'toBlob' ? ratio : 0;
  try {
    const { fontFamily } = getComputedStyle(figure);
    const given = kinds[kind](core, words, picture, drawn, tone, fontFamily, figure.clientWidth);
    if (how === 'toSVG') return given[0];
    if (how === 'toCSV') return given[1];
    const context = words.getContext('2d');
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.drawImage(picture, Number(given[0]), Number(given[1]));
  } catch (error) {
    throw AtlasError.from(error, 'picture');
  }
  return file(words, type, kit);
}
