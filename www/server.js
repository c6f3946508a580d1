// What a server imports in place of the elements: their names, so that an import throws nothing where no page is. The
// tags that it writes come alive in the reader's browser.

class OnServer {}

export {
  OnServer as AgreementAtlas, OnServer as AgreementBackground, OnServer as AgreementChanges, OnServer as AgreementFilters,
  OnServer as AgreementGrid, OnServer as AgreementGrowth, OnServer as AgreementHeadline, OnServer as AgreementMap,
  OnServer as AgreementPlace, OnServer as AgreementSearch, OnServer as AgreementStep, OnServer as AgreementTable,
  OnServer as AgreementView,
};

/** Files are asked for by browsers alone. */
export function configure() {}
