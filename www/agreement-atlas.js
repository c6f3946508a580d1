// The elements, registered: the one module that a page loads.

import { AgreementAtlas } from './atlas.js';
import { AgreementFilters } from './filters.js';
import { AgreementGrowth } from './growth.js';
import { AgreementMap } from './map.js';

export { AgreementAtlas, AgreementFilters, AgreementGrowth, AgreementMap };

// The atlas first: its views look for it when they are upgraded. A page that loads the module twice keeps the first.
const elements = {
  'agreement-atlas': AgreementAtlas,
  'agreement-filters': AgreementFilters,
  'agreement-map': AgreementMap,
  'agreement-growth': AgreementGrowth,
};
for (const [tag, element] of Object.entries(elements)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
