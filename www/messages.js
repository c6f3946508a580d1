// The words of controls, in the languages that the core speaks. No number stands here: those come with their sentences
// from the core.

// contract: begin, written by cargo xtask contract
const en = {
  search: 'Find a county, state, agency or its town',
  map: 'Map. Arrow keys move to the next place, letters find one by its name, Enter looks closer, Escape goes back.',
  back: '← Whole map',
  closer: 'Zoom in',
  farther: 'Zoom out',
  how: 'How this is counted',
  table: 'View as table',
  save: 'Save or share',
  growth: 'Chart. Left and right arrow keys move from list to list; with Shift they choose days of signing.',
  failed: 'This graphic could not be shown',
  unanswered: 'Details could not be loaded',
  offline: 'you are offline',
  unreached: 'a file could not be reached',
  missing: 'a file is missing',
  damaged: 'a file is incomplete, or another than expected',
  blocked: 'the settings of this page do not allow it',
  outdated: 'this browser is too old for it',
  defect: 'it has an error',
};

/** @type {Words} */
const es = {
  search: 'Busque un condado, un estado, una agencia o su ciudad',
  map: 'Mapa. Las flechas llevan al lugar vecino, las letras buscan por nombre, Entrar acerca y Escape regresa.',
  back: '← Todo el mapa',
  closer: 'Acercar',
  farther: 'Alejar',
  how: 'Cómo se cuenta',
  table: 'Ver como tabla',
  save: 'Guardar o compartir',
  growth: 'Gráfica. Las flechas izquierda y derecha llevan de una lista a otra; con Mayús eligen fechas de firma.',
  failed: 'No se pudo mostrar esta gráfica',
  unanswered: 'No se pudieron cargar los detalles',
  offline: 'no hay conexión a internet',
  unreached: 'no se pudo obtener un archivo',
  missing: 'falta un archivo',
  damaged: 'un archivo está incompleto o no es el esperado',
  blocked: 'la configuración de esta página no lo permite',
  outdated: 'este navegador es demasiado antiguo',
  defect: 'contiene un error',
};

/** @type {Record<string, Words>} */
const languages = { en, es };
// contract: end

/** @typedef {typeof en} Words */
/** @typedef {Words & import('./hands.js').Words} Told those that are there, and those that come with what needs them */

/**
 * The language that is spoken for a language tag; English for others.
 * @param {string | null} lang
 */
export function spoken(lang) {
  const code = lang?.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(languages, code) ? code : 'en';
}

/**
 * The words of a language tag.
 * @param {string | null} lang
 */
export const wordsOf = (lang) => /** @type {Told} */ (languages[spoken(lang)]);

/**
 * Takes words that come later.
 * @param {Record<string, object>} more
 */
export const learn = (more) => {
  for (const code in more) Object.assign(languages[code], more[code]);
};
