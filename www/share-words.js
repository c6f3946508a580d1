// The words of what gives views away, in the languages that the core speaks. They come with its code.

// contract: begin, written by cargo xtask contract
const en = {
  png: 'Picture (PNG)',
  svg: 'Drawing (SVG)',
  shown: 'These numbers (CSV)',
  excel: 'These numbers (CSV for Excel)',
  record: 'The whole record (CSV)',
  cite: 'Copy citation',
  link: 'Copy link',
  sentence: 'Copy sentence',
  embed: 'Copy embed code',
  copied: 'Copied',
  byHand: 'Copy it from here:',
};

/** @type {Words} */
const es = {
  png: 'Imagen (PNG)',
  svg: 'Dibujo (SVG)',
  shown: 'Estos números (CSV)',
  excel: 'Estos números (CSV para Excel)',
  record: 'El registro completo (CSV)',
  cite: 'Copiar cita',
  link: 'Copiar enlace',
  sentence: 'Copiar frase',
  embed: 'Copiar código para insertar',
  copied: 'Copiado',
  byHand: 'Cópielo de aquí:',
};

/** @type {Record<string, Words>} */
const languages = { en, es };
// contract: end

/** @typedef {typeof en} Words */

export { languages as words };
