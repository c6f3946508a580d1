//! The table of agreements, in Spanish.

use super::RowsPhrases;

/// The words.
pub const ROWS: RowsPhrases = RowsPhrases {
    model: "Modelo",
    level: "Nivel",
    status: "Situación",
    signed: "Firmado",
    first: "Primera lista",
    last: "Última lista",
    still: "Sigue en la lista",
    state_wide: "Todo el estado",
    absent: "Ausente desde el #",
    ended: "Ya no figura desde el #",
    renewed: "Renovado; ya no figura desde el #",
    total: "# con #",
    group: "Una fila por agencia",
    back: "Solo #: ver todos los lugares",
    hint: "Las flechas llevan de una fila a otra, Entrar muestra el lugar de la agencia en el mapa.",
    up: "Orden por #, ascendente",
    down: "Orden por #, descendente",
    others: "En otra situación hay: #.",
    n_active: ["# vigente", "# vigentes"],
    n_pending: ["# pendiente", "# pendientes"],
    n_renewed: ["# renovado", "# renovados"],
    n_ended: ["# que ya no figura", "# que ya no figuran"],
    n_absent: ["# que falta en la lista más reciente", "# que faltan en la lista más reciente"],
    textless: "No cargaron los enlaces a los textos firmados.",
};
