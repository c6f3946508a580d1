//! The words of a page's controls, which the script holds. It makes no control.

/// Names the words of scripts once: as fields for a language to fill in, and as pairs for the script.
macro_rules! named {
    ($(#[$about:meta])+ $words:ident { $($(#[$of:meta])+ $name:ident),+ $(,)? }) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug)]
        pub struct $words {
            $($(#[$of])+ pub $name: &'static str),+
        }

        impl $words {
            /// Each with the name that the script calls it by.
            pub fn named(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}
pub(super) use named;

named! {
    /// The page's controls. `cargo xtask contract` writes them into `www/messages.js`; the module carries none.
    Controls {
        /// The box of a search.
        search,
        /// Which keys move on a map.
        map,
        /// A button.
        back,
        /// A button: closer.
        closer,
        /// A button: farther.
        farther,
        /// What opens the notes behind the first ones.
        how,
        /// A picture's table.
        table,
        /// What opens the ways to take a view along.
        save,
        /// Which keys move on a chart.
        growth,
        /// Before what failed, in place of a picture.
        failed,
        /// The same, beside a picture.
        unanswered,
        /// What failed: no connection.
        offline,
        /// A file that did not come, whatever is in the way.
        unreached,
        /// A file that a host does not have.
        missing,
        /// Bytes that are not what they should be.
        damaged,
        /// A policy of the page.
        blocked,
        /// A browser without WebAssembly.
        outdated,
        /// Code of ours.
        defect,
    }
}

named! {
    /// What only a reader's hands need. `cargo xtask contract` writes them into `www/hands.js`, which comes with the
    /// code for hands.
    Hands {
        /// How a wheel zooms.
        wheel,
        /// How days of signing are chosen.
        brush,
        /// A button: all days of signing.
        clear,
    }
}
