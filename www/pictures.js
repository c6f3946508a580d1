// What a view gives away when it is asked: itself as SVG or as pixels, its numbers as CSV. It comes when somebody asks.
// All that stands in them is the core's; pixels are taken from canvases that no page shows, which no policy is in the
// way of.

/** @import { Pictures } from 'agreement-atlas-wasm' */
/** @import { Drawn, Kit, View } from './view.js' */

/**
 * What the core is asked for a view of one kind.
 * @typedef {object} Makes
 * @property {(core: any, tone: number, width: number) => string} svg
 * @property {(core: any, ...on: Canvases) => Float32Array} page
 * @property {(core: any) => string} csv
 */

/**
 * Where words and picture are drawn, and how.
 * @typedef {[
 *   words: HTMLCanvasElement, picture: HTMLCanvasElement, ratio: number, tone: number, family: string, width: number,
 * ]} Canvases
 */

/** The most pixels for one of CSS. */
const MOST = 8;

/**
 * @param {Pictures} core
 * @returns {Record<string, Makes>}
 */
const kinds = (core) => ({
  map: { svg: core.mapSvg, page: core.mapPage, csv: core.mapCsv },
  growth: { svg: core.growthSvg, page: core.growthPage, csv: core.growthCsv },
  grid: { svg: core.gridSvg, page: core.gridPage, csv: core.gridCsv },
});

/**
 * @param {View} view
 * @param {() => Drawn} drawn
 * @param {Kit} kit
 */
export async function give(view, drawn, { AtlasError, after, files, make, pictures }) {
  files['agreement-atlas-pictures.wasm'] = () => new URL('./agreement-atlas-pictures.wasm', import.meta.url);
  const brought = kinds(await after('pictures', pictures));
  /** @param {string} message */
  const refused = (message) => new AtlasError('picture', 'defect', message);
  const [kind, core] = drawn();
  // It left its page meanwhile.
  if (!core) throw refused('found a view that is not drawn, expected one that is');
  const { svg, page, csv } = brought[kind];
  const { figure, tone } = view;
  const width = figure.clientWidth;
  return {
    toSVG: () => svg(core, tone, width),
    toCSV: () => csv(core),
    /** @param {{ type?: string, ratio?: number }} [options] */
    toBlob({ type = 'image/png', ratio = devicePixelRatio } = {}) {
      if (!(ratio > 0 && ratio <= MOST)) throw new RangeError(`ratio: found ${ratio}, expected a number up to ${MOST}`);
      const [words, picture] = [make('canvas', { dir: 'ltr' }), make('canvas', { dir: 'ltr' })];
      const [x, y] = page(core, words, picture, ratio, tone, getComputedStyle(figure).fontFamily, width);
      const context = words.getContext('2d');
      context?.setTransform(1, 0, 0, 1, 0, 0);
      context?.drawImage(picture, x, y);
      return new Promise((keep, breaks) => {
        words.toBlob((blob) => {
          if (!blob) breaks(refused(`a picture of ${words.width} by ${words.height} pixels was refused`));
          else if (blob.type !== type) breaks(refused(`found ${type}, expected a type that this browser writes`));
          else keep(blob);
        }, type);
      });
    },
  };
}
