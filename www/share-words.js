// The words of what gives views away, in the languages that the core speaks. No number stands here.

// contract: begin, written by cargo xtask contract
/** @type {Record<string, Record<string, string>>} */
export const words = {
  en: {
    png: 'Picture (PNG)',
    svg: 'Drawing (SVG)',
    shown: 'These numbers (CSV)',
    record: 'The whole record (CSV)',
    link: 'Copy link',
    embed: 'Copy embed code',
    copied: 'Copied',
    byHand: 'Copy it from here:',
  },
  es: {
    png: 'Imagen (PNG)',
    svg: 'Dibujo (SVG)',
    shown: 'Estos números (CSV)',
    record: 'El registro completo (CSV)',
    link: 'Copiar enlace',
    embed: 'Copiar código para insertar',
    copied: 'Copiado',
    byHand: 'Cópielo de aquí:',
  },
};
// contract: end
