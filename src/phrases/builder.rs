//! What the page that makes embeds says: a part of the table in `table.rs`. It holds no words itself and knows no
//! contract: a test holds that every name and every value of that has a word.

use super::controls::named;

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub struct BuilderPhrases {
    /// The page's own.
    pub words: BuilderWords,
    /// What the names of the contract are called, by name.
    pub names: &'static [(&'static str, &'static str)],
    /// What their values are called, by name and value; languages have their own names.
    pub values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
}

named! {
    /// What the page says. `cargo xtask contract` writes it into `www/builder/words.js`; the module carries none.
    BuilderWords {
        /// The page.
        title,
        /// What to do here.
        intro,
        /// A button: the page in the other language, said in that language.
        other,
        /// A heading.
        choices,
        /// The views, a group.
        views,
        /// A button: a hole for the view.
        up,
        /// What chooses places, a group.
        places,
        /// A hole for the place that a search has found.
        found,
        /// What else narrows a count, a group.
        filters,
        /// The days, a group.
        dates,
        /// The newest day.
        latest,
        /// A day that stays.
        pinned,
        /// Where a span begins.
        from,
        /// Where a span ends.
        to,
        /// How it looks, a group.
        look,
        /// What is so without a choice: a hole for it.
        usual,
        /// The language is that of the page around.
        page,
        /// Where records are, a group.
        files,
        /// What stands in an empty field of addresses.
        beside,
        /// How several values are written.
        many,
        /// A value that is not understood, in the hole.
        misread,
        /// An address that is none, in the hole.
        unfit,
        /// A heading.
        preview,
        /// How wide it is, a group.
        width,
        /// A width: a hole for pixels.
        phone,
        /// A width: a hole for pixels.
        column,
        /// A width: all there is.
        full,
        /// A heading.
        code,
        /// A field.
        base,
        /// What is meant by it.
        based,
        /// Files come from another host, in the hole.
        foreign,
        /// A field: what it is called.
        called,
        /// What a title is for.
        calls,
        /// A field: who publishes.
        provider,
        /// Which code, a group.
        kinds,
        /// A kind.
        tag,
        /// A kind.
        iframe,
        /// A kind.
        fixed,
        /// A kind.
        responsive,
        /// A kind.
        wordpress,
        /// A kind.
        amp,
        /// A kind.
        react,
        /// A kind.
        picture,
        /// A kind.
        oembed,
        /// Where the code goes.
        about_tag,
        /// Where the code goes.
        about_iframe,
        /// Where the code goes.
        about_fixed,
        /// Where the code goes.
        about_responsive,
        /// Where the code goes.
        about_wordpress,
        /// Where the code goes.
        about_amp,
        /// Where the code goes.
        about_react,
        /// Where the code goes.
        about_picture,
        /// Where the code goes.
        about_oembed,
        /// The address has no https.
        insecure,
        /// Another record, in a frame.
        framed,
        /// No view that is a picture.
        pictureless,
        /// A piece of code.
        markup,
        /// A piece of code.
        markup_head,
        /// A piece of code.
        command,
        /// A piece of code: a file.
        file,
        /// A button.
        copy,
        /// A button for those who do not see beside what it stands: a hole for the piece of code.
        copy_all,
        /// A button.
        download,
        /// What was copied, in the hole.
        copied,
        /// What could not be copied, in the hole.
        selected,
        /// Beside a title, where no script of ours has run, whatever the cause.
        unshown,
        /// The same: what leads to where it can be seen.
        alone,
        /// A button of AMP.
        all,
        /// What a frame is called before its picture is there.
        subject,
    }
}
