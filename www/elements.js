// The classes of the elements, and where their files are. Importing them registers nothing and asks for no file.

export { AgreementAtlas } from './atlas.js';
export { configure } from './core.js';
export { AgreementView } from './element.js';
export { AgreementGrowth } from './growth.js';
export {
  AgreementBackground, AgreementChanges, AgreementFilters, AgreementGrid, AgreementHeadline, AgreementPlace, AgreementSearch,
  AgreementStep, AgreementTable,
} from './later.js';
export { AgreementMap } from './map.js';
