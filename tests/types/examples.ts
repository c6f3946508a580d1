// What the examples in `src/embed/wasm/` speak of, as if it were there already. `cargo xtask test` adds each of them, in a
// block of its own, and compiles it.

import type * as core from 'agreement-atlas-wasm';

declare const bytes: Uint8Array, names: Uint8Array, earlier: Uint8Array, restated: Uint8Array, sources: Uint8Array;
declare const documents: Uint8Array, residents: Uint8Array;
declare const width: number, tone: number, at: number;
declare const canvas: HTMLCanvasElement, words: HTMLCanvasElement, picture: HTMLCanvasElement;
declare const record: core.Record, geography: core.Geography;
declare const changes: core.ChangesView, background: core.BackgroundView;
declare const statements: Uint8Array;
declare const grid: core.GridView, search: core.SearchView, filters: core.FiltersView, map: core.MapView, chart: core.GrowthView;
declare const reading: core.CsvReading, panel: core.PlaceView, table: core.TableView, headline: core.HeadlineView;
declare const module: typeof core & core.Growth & core.Background & core.Changes & core.Csv & core.Filters & core.Grid &
  core.Headline & core.Numbers & core.Search & core.Places & core.Forms & core.Answers & core.Tabulation &
  core.Pictures & core.Unfolded;

const { BackgroundView, ChangesView, FiltersView, Geography, GridView, GrowthView, HeadlineView, MapView } = module;
const { CsvReading, PlaceView, Record, SearchView, TableView } = module;
const { citeGrowth, gridGiven, growthGiven, growthNotes, mapGiven, unfolded } = module;
const { counts, dayAt, finer, growthTable, hold, nameGeography, nameGrowth, nameMap, nameRecord } = module;
const { closer, end, equip, highlight, lookAt, lookedAt, mapTable, moved, neighbour, placeAt, placeOf } = module;
const { readingAt, readingBeside, refine, stateOf, travel, wholeQuery } = module;
