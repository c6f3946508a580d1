// The words of controls, in the languages of the contract. No number stands here: those come with their sentences from the core.

const messages = {
  en: {
    date: 'Date',
    models: 'Models',
    map: 'Map. Arrow keys move between places that have an agreement.',
    growth: 'Chart. Left and right arrow keys move from list to list; with Shift they choose days of signing.',
    brush: 'Drag along the days to choose when agreements were signed',
    clear: 'Show all days of signing',
    failed: 'This graphic could not be shown',
  },
  es: {
    date: 'Fecha',
    models: 'Modelos',
    map: 'Mapa. Las flechas llevan de un lugar con acuerdo a otro.',
    growth: 'Gráfica. Las flechas izquierda y derecha llevan de una lista a otra; con Mayús eligen fechas de firma.',
    brush: 'Arrastre sobre las fechas para elegir cuándo se firmaron los acuerdos',
    clear: 'Mostrar todas las fechas de firma',
    failed: 'No se pudo mostrar esta gráfica',
  },
};

/** The words of a language tag; English for others. */
export const say = (lang) => messages[lang?.toLowerCase().split('-')[0]] ?? messages.en;
