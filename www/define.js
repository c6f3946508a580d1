// Registers the elements under their tags. Of all modules only this one changes the page that imports it. A bundler is
// given it as the package; a page without one loads `agreement-atlas.js`, which is all of it in one file.

import {
  AgreementAtlas, AgreementBackground, AgreementChanges, AgreementFilters, AgreementGrid, AgreementGrowth, AgreementHeadline,
  AgreementMap, AgreementPlace,
  AgreementSearch, AgreementStep, AgreementTable,
} from './elements.js';

// The atlas first: its views look for it when they are upgraded. A page that loads the module twice keeps the first.
const elements = {
  atlas: AgreementAtlas,
  filters: AgreementFilters,
  map: AgreementMap,
  search: AgreementSearch,
  growth: AgreementGrowth,
  headline: AgreementHeadline,
  place: AgreementPlace,
  grid: AgreementGrid,
  table: AgreementTable,
  changes: AgreementChanges,
  background: AgreementBackground,
  step: AgreementStep,
};
for (const [word, element] of Object.entries(elements)) {
  const tag = `agreement-${word}`;
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export * from './elements.js';
