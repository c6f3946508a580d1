//! What is said around statements of others, in Spanish.

use super::BackgroundPhrases;

/// The words.
pub const BACKGROUND: BackgroundPhrases = BackgroundPhrases {
    title: "Qué dicen estudios y dictámenes sobre el programa",
    note: "Afirmaciones de otros sobre el programa 287(g), resumidas aquí, cada una de su momento; el atlas no cuenta ninguna.",
    source: "Fuente: #.",
    reported: "Según lo informaron otros; no se leyó la fuente misma.",
    winner: "El #1, el #2 de las agencias (#3 de #4) estaba en condados donde #5 había ganado en #6. La misma proporción de \
             todos los condados: #7 (#8 de #9).",
    small: "El #1, el #2 de las agencias (#3 de #4) estaba en condados con menos de 100,000 habitantes (en 2023). La misma \
            proporción de todos los condados: #7 (#8 de #9).",
    all_winner: "Ninguna lista de #1 se conoce aquí. La proporción de todos los condados donde #2 había ganado en #3: #4 \
                 (#5 de #6).",
    all_small: "La proporción de todos los condados con menos de 100,000 habitantes (en 2023): #4 (#5 de #6).",
    of_place: "#: # Fuente, no leída sino según otros la informaron: #.",
};
