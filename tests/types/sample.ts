// An embedder's script in strict TypeScript that uses every public name. It is compiled, never run.

import 'agreement-atlas';
import { AgreementAtlas, AgreementFilters, AgreementGrid, AgreementGrowth, AgreementMap, AgreementSearch } from 'agreement-atlas';
import { AgreementBackground, AgreementChanges, AgreementHeadline, AgreementPlace, AgreementStep, AgreementTable, AgreementView, configure } from 'agreement-atlas';
import type { Attributes, BlobOptions, CountBy, Events, Note, Place, PlayOptions, Query, QueryChange, Selected, StepChange, Tags, Template } from 'agreement-atlas';

configure({ base: '/static/agreement-atlas/' });
const atlas = document.createElement('agreement-atlas');
const [map, growth] = [document.createElement('agreement-map'), document.createElement('agreement-growth')];
const filters: AgreementFilters = document.createElement('agreement-filters');
const search: AgreementSearch = document.createElement('agreement-search');
const grid: AgreementGrid = document.createElement('agreement-grid');
const panel: AgreementPlace = document.createElement('agreement-place');
const background: AgreementBackground = document.createElement('agreement-background');
const changes: AgreementChanges = document.createElement('agreement-changes');
const table: AgreementTable = document.createElement('agreement-table');
const headline: AgreementHeadline = document.createElement('agreement-headline');
const views: AgreementView[] = [headline, search, map, growth, filters, grid, panel, table, changes, background];
atlas.append(...views);
document.body.append(atlas);
const passage: AgreementStep = document.createElement('agreement-step');
[passage.asOf, passage.state] = ['2025-05-28', 'FL'];

/** Each name of the contract once. */
const change: Required<QueryChange> = {
  show: ['search', 'map', 'growth'], by: 'county', unit: 'agencies', split: 'level', measure: 'signed', every: 'year',
  scale: 'log', state: 'FL,TX', county: ['12071'], model: ['TFM'], level: null, status: 'active',
  signed: '2025-01-20..', q: 'sheriff', asOf: 'latest', range: '2025-01-01..', since: '2025-01-20', notes: 'none', theme: 'dark', loading: 'eager',
  lang: 'es', src: '/other.csv', geography: '/other.atlas',
};
/** Each attribute as a property once, most of them read from another element. */
const set: Attributes = {
  show: map.show, by: 'state', unit: map.unit, split: growth.split, measure: growth.measure, every: growth.every,
  scale: 'linear', state: atlas.state, county: '', model: 'TFM,WSO', level: atlas.level, status: atlas.status,
  signed: atlas.signed, q: atlas.q, asOf: '2025-05-28', range: growth.range, since: changes.since, notes: growth.notes,
  theme: filters.theme, loading: filters.loading, src: atlas.src, geography: map.geography,
};
Object.assign(map, set);

export async function use(): Promise<string[]> {
  await Promise.all([atlas.ready, ...views.map((view) => view.ready)]);
  await atlas.update(change);
  await atlas.update({ asOf: '2025-05-28', model: ['TFM'] });
  const steps: StepChange[] = [{ asOf: '2018-03-27', range: '..' }, { state: ['FL'] }];
  const playing: PlayOptions = { pause: 1000, signal: AbortSignal.timeout(60_000) };
  const ended: boolean = await atlas.play(steps, playing);
  const query: Query | undefined = atlas.query;
  const by: CountBy[] = ['county', 'agency', 'level', 'status'];
  const [all] = await atlas.counts();
  const counts = await atlas.counts({ by: ['state', 'model'] });
  const lines = counts.map(({ state, model, agreements, agencies }) => `${state} ${model} ${agreements / agencies}`);
  const place: Place | null = await map.placeAt(100, 50);
  if (place) await map.select(place.code);
  await map.select(null);
  const { head, rows }: { head: string[]; rows: string[][] } = await map.table();
  const cells: string[] = [...head, ...rows.flat(), ...(await growth.table()).head];
  const [picture]: AgreementView[] = [map, growth, grid];
  const options: BlobOptions = { type: 'image/png', ratio: 2 };
  const blob: Blob = await map.toBlob(options);
  cells.push(await map.toSVG(), (await picture?.toCSV()) ?? '', blob.type, await table.toCSV());
  const found = document.querySelector('agreement-map') instanceof AgreementMap && growth instanceof AgreementGrowth;
  const is = found && atlas instanceof AgreementAtlas;
  const cited: string = await headline.cite();
  return [cited, ...lines, ...cells, ...by, `${query?.asOf} ${place?.lines[0]} ${all?.agencies} ${is} ${ended}`];
}

atlas.addEventListener('agreement-leave', ({ detail }) => detail satisfies null);
passage.addEventListener('agreement-step', ({ detail: { index, change } }) => (index < 0 ? '' : change.asOf));
atlas.addEventListener('agreement-ready', ({ detail }) => detail satisfies null);
atlas.addEventListener('agreement-change', ({ detail }) => detail.model.map((model) => model));
atlas.addEventListener('agreement-select', ({ detail }) => {
  const { code, name, agreements, agencies, agency }: Selected = detail;
  return [code, name, agreements + agencies, agency?.length];
});
atlas.addEventListener('agreement-error', ({ detail: { kind, message } }) => (kind === 'record' ? message : kind));

// They bubble.
document.addEventListener('agreement-select', ({ detail }) => detail.code);
window.addEventListener('agreement-change', ({ detail }) => detail.asOf);
export const heard: (keyof Events)[] = ['agreement-ready'];

/** As a template writes them. */
export const template: Template = { 'as-of': '2025-05-28', asOf: 'latest', by: 'state', base: '/static/', integrity: true, 'url-state': 'a', frame: true };
export const note: Note = { date: '2025-05' };
export const tag: keyof Tags = 'agreement-map';

// What the contract does not have is an error.
// @ts-expect-error
map.by = 'town';
// @ts-expect-error
atlas.update({ colour: 'red' });
// @ts-expect-error
atlas.play([{ show: 'map' }]);
// @ts-expect-error
atlas.query?.model.push('TFM');
