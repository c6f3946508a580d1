// The words of what only a reader's hands need, in the languages that the core speaks. They come with its code.

// contract: begin, written by cargo xtask contract
const en = {
  wheel: 'Hold Ctrl or ⌘ while scrolling to zoom',
  brush: 'Drag along the days to choose when agreements were signed',
  clear: 'Show all days of signing',
};

/** @type {Words} */
const es = {
  wheel: 'Mantenga Ctrl o ⌘ al desplazarse para acercar',
  brush: 'Arrastre sobre las fechas para elegir cuándo se firmaron los acuerdos',
  clear: 'Mostrar todas las fechas de firma',
};

/** @type {Record<string, Words>} */
const languages = { en, es };
// contract: end

/** @typedef {typeof en} Words */

export { languages as words };
