// What crosses the boundary to the core, with the meaning that `src/embed/wasm/` gives it. What a later part of the
// module brings is no export: only the promise of its loading gives it. The bindings themselves are made by the build;
// `tests/types/bindings.ts` holds that they fit these types.

import type { CountBy, Place, Query, Selected } from './agreement-atlas.js';

/** What stands around a picture. */
export interface Caption {
  title: string;
  date: string;
  unit: string;
  legend: { swatch: string; color: string; label: string }[];
  notes: string[];
  source: string;
  summary: string;
}

/** What a chart says of a day or a period. */
export interface Reading {
  /** The day, or the first one of the period, `YYYY-MM-DD`; `until` is the last one. */
  day: string;
  until: string;
  name: string;
  agreements: number;
  lines: string[];
  x: number;
  y: number;
  /** Where a line through each plot marks the day, three numbers for each: from the left, from the top, how high. */
  rules: number[];
}

/** What a picture shows, as rows of text. */
export interface Table {
  head: string[];
  rows: string[][];
}

export default function init(response: Response): Promise<unknown>;

/**
 * What the core answers to a query, a line for each name with a tab and its value; and what of it was not understood.
 */
export interface Answered<Facts> {
  facts: Facts;
  warnings: string[];
}

export function wholeQuery(text: string): Answered<Query>;

/** What is counted of one group: its name by each of `By`, and its numbers. */
export type Count<By extends CountBy> = { [Name in By]: string } & { agreements: number; agencies: number };

export class Record {
  constructor(bytes: Uint8Array);
  free(): void;
}

export class Geography {
  constructor(bytes: Uint8Array);
  free(): void;
  aspect(): number;
}

export class MapView {
  constructor(record: Record, geography: Geography, restated?: Uint8Array);
  free(): void;
  resize(width: number, height: number): void;
  setQuery(text: string, tone: number): Answered<Caption>;
  draw(canvas: HTMLCanvasElement, ratio: number, tone: number, family: string): void;
  zoom(): number;
  wantsFine(): boolean;
  /** Whether the query asks for what another part shows. */
  lacksForms(): boolean;
}

/** What shows more than counties by how many. */
export interface Forms {
  equip(map: MapView): void;
}
export function forms(response: Response): Promise<Forms>;

/** What draws a growth chart. */
export interface Growth {
  GrowthView: new (record: Record, earlier?: Uint8Array, restated?: Uint8Array) => GrowthView;
  nameGrowth(growth: GrowthView, record: Record): void;
}
export function growth(response: Response): Promise<Growth>;

export interface GrowthView {
  free(): void;
  resize(width: number): void;
  annotate(notes: string): void;
  /** Where the chart can begin earlier, or does: what a button for that is called, and whether it is pressed. */
  setQuery(text: string, tone: number): Answered<Caption & { since?: [string, string]; whole?: boolean }>;
  /** Gives the size of its words. */
  draw(canvas: HTMLCanvasElement, ratio: number, tone: number, family: string): number;
  /** Kind, left, top, width, height, colour and words of each mark, parted by tabs. */
  moving(tone: number): string[];
  height(): number;
  chosen(): string | undefined;
}

/**
 * A place or an agency that may be meant. `name` is in pieces, by turns what was not typed, which may be nothing, and what
 * was.
 */
export interface Offer {
  entry: number;
  name: string[];
  about: string;
}

/** What finds places and agencies. */
export interface Search {
  SearchView: new (record: Record, geography: Geography) => SearchView;
}
export function search(response: Response): Promise<Search>;

export interface SearchView {
  free(): void;
  setQuery(text: string): Answered<{ found: string }>;
  find(text: string, places: boolean): { offers: Offer[]; said: string };
  choose(entry: number): Selected | undefined;
  meant(map: MapView, letters: string, after?: string): string | undefined;
}

/**
 * What the controls show: the day counted, as days since 1970 and in words, how much was listed over time as path data
 * in a box of 2000 by 100, what the controls are called, the models, and whether nothing is left.
 */
export interface Controls {
  day: number;
  date: string;
  curve: string;
  words: { [Word in 'date' | 'typed' | 'previous' | 'next' | 'play' | 'pause' | 'inauguration' | 'models' | 'more']: string };
  models: { code: string; name: string; chosen: boolean }[];
  empty: boolean;
}

/** What the controls of the date and the models are told by. */
export interface Filters {
  FiltersView: new (record: Record) => FiltersView;
}
export function filters(response: Response): Promise<Filters>;

export interface FiltersView {
  free(): void;
  dates(): Int32Array;
  setQuery(text: string, record: Record): Answered<Controls>;
  dayInWords(days: number): string;
  /** The list that stood some months after another, or before it; both by their place among `dates`. */
  monthsFrom(at: number, months: number): number;
  /** Two numbers for each: the place of the next list among `dates`, and the year. */
  inaugurations(): Int32Array;
}

/** What the other filters are told by: lines of cells parted by tabs; `src/embed/panel.rs` says what they are. */
export interface Unfolded {
  unfolded(filters: FiltersView, own: string): string;
}
export function panel(response: Response): Promise<Unfolded>;

/** What tells of a place. */
export interface Places {
  PlaceView: new (record: Record, geography: Geography, restated?: Uint8Array) => PlaceView;
}
export function place(response: Response): Promise<Places>;

export interface PlaceView {
  free(): void;
  furnish(bytes: Uint8Array, texts: boolean): void;
  quote(background: Uint8Array): void;
  setQuery(text: string, record: Record): Answered<{ code?: string; named: boolean }>;
  /** Lines of cells parted by tabs; `src/embed/place/dossier.rs` says what they are. */
  dossier(code: string): string;
}

/**
 * The grid of states: what stands around it, what a reader may do with the tiles and how the button for their scale is
 * called, whether every state has a tile, where the day counted lies in the curves' box of 240 by 100, unless it is the
 * last; and a line for each tile, of cells parted by tabs: code, name, agreements, agencies, the first number as it is
 * written, all in words, row and column from 1, the curve as path data.
 */
export interface Tiles extends Caption {
  hint: string;
  own: string;
  whole: boolean;
  day: number | undefined;
  tiles: string[];
}

/** What the grid of states is told by. */
export interface Grid {
  GridView: new (record: Record, restated?: Uint8Array) => GridView;
}
export function grid(response: Response): Promise<Grid>;

export interface GridView {
  free(): void;
  setQuery(text: string, own: boolean): Answered<Tiles>;
}

/**
 * What gives views away as files: at a ratio of 0 as SVG and as CSV; else drawn on two canvases, and where on the first,
 * which has the words, the second has its place, in device pixels. Third comes what a file of it is called.
 */
export interface Pictures {
  mapGiven(map: MapView, ...on: Canvases): Given;
  growthGiven(chart: GrowthView, ...on: Canvases): Given;
  gridGiven(grid: GridView, ...on: [...Canvases, width: number]): Given;
}
export type Canvases = [
  words: HTMLCanvasElement, picture: HTMLCanvasElement, ratio: number, tone: number, family: string,
  site: string,
];
export type Given = [svg: string, csv: string, name: string] | [x: number, y: number, name: string];
export function pictures(response: Response): Promise<Pictures>;

/**
 * The table of agreements: what stands around it, how many rows there are and how they are sorted in words, what is said
 * where there is none, whether agencies have rows, what keys do, what the buttons are called, of which the second leads
 * back to all places, what is said where texts did not come, and a line for each column, of two cells: by what name it is
 * sorted, if it is, and what it is called.
 */
export interface Rows extends Caption {
  n: number;
  sorting: string;
  nothing: string;
  grouped: boolean;
  hint: string;
  group: string;
  back: string;
  textless: string;
  columns: string[];
}

/** What the table of agreements is told by. */
export interface Tabulation {
  TableView: new (record: Record, restated?: Uint8Array) => TableView;
}
export function table(response: Response): Promise<Tabulation>;

export interface TableView {
  free(): void;
  furnish(documents: Uint8Array): void;
  /** Three lines before the query: a place, a column, and `down` or nothing. */
  setQuery(text: string): Answered<Rows>;
  /** Lines of cells parted by tabs; `src/embed/rows/view.rs` says what they are. */
  rows(start: number, n: number): string;
  choose(row: number): Selected | undefined;
  toCsv(): string;
}

/** What tells of what others say. */
export interface Background {
  BackgroundView: new (record: Record, restated?: Uint8Array) => BackgroundView;
  /** What is told, as annotations that a growth chart takes. */
  growthNotes(statements: Uint8Array, text: string): string;
}
export function background(response: Response): Promise<Background>;

export interface BackgroundView {
  free(): void;
  furnish(bytes: Uint8Array, statements: boolean): void;
  /** Lines of cells parted by tabs; `src/embed/background.rs` says what they are. */
  setQuery(text: string): Answered<string>;
}

/** What tells of changes. */
export interface Changes {
  ChangesView: new (record: Record, restated?: Uint8Array) => ChangesView;
}
export function changes(response: Response): Promise<Changes>;

export interface ChangesView {
  free(): void;
  furnish(bytes: Uint8Array, texts: boolean): void;
  setQuery(text: string, all: boolean): Answered<null>;
  /** Lines of cells parted by tabs; `src/embed/changes.rs` says what they are. */
  dossier(code: string): string;
}

/** What the headline is told by. */
export interface Headline {
  HeadlineView: new (record: Record, earlier?: Uint8Array, restated?: Uint8Array, sources?: Uint8Array) => HeadlineView;
}
export function headline(response: Response): Promise<Headline>;

export interface HeadlineView {
  free(): void;
  /**
   * Of a line of the reader's day since 1970, a blank and the address where, then a query's lines: the sentences with
   * their sources as one text, then the sentences, the first of which can stand alone.
   */
  setQuery(text: string): Answered<string[]>;
}

/** What reads a record from CSV. */
export interface Csv {
  CsvReading: new () => CsvReading;
}
export function csv(response: Response): Promise<Csv>;

export interface CsvReading {
  free(): void;
  /** Reads on, a piece of the file. */
  read(bytes: Uint8Array): void;
  /** The record, once, at the end of the file. */
  record(): Record;
}

/** What counts by groups. */
export interface Numbers {
  counts<By extends CountBy>(record: Record, query: string, by: By[]): Count<By>[];
}
export function numbers(response: Response): Promise<Numbers>;

/** What answers a reader: of a map, of a growth chart, of a record. */
export interface Answers {
  nameRecord(record: Record, names: Uint8Array): void;
  nameGeography(geography: Geography, names: Uint8Array): void;
  nameMap(map: MapView, record: Record): void;
  finer(bytes: Uint8Array, coarser: Geography): Geography;
  refine(map: MapView, fine: Geography): void;
  /** Which rectangle of the picture the canvas holds: left, top, right, bottom. */
  highlight(map: MapView, canvas: HTMLCanvasElement, code: string, ratio: number, tone: number): Float32Array | undefined;
  placeAt(map: MapView, x: number, y: number): Place | null;
  placeOf(map: MapView, code: string): Place | null;
  neighbour(map: MapView, code: string | undefined, dx: number, dy: number): Place | null;
  end(map: MapView, last: boolean): Place | null;
  mapTable(map: MapView): Table;
  lookAt(map: MapView, code?: string): void;
  stateOf(code: string): string | undefined;
  lookedAt(map: MapView): string | undefined;
  closer(map: MapView, factor: number, x: number, y: number): Float32Array;
  moved(map: MapView, x: number, y: number): Float32Array;
  travel(map: MapView, share: number): Float32Array;
  citeGrowth(chart: GrowthView, sources: Uint8Array): void;
  hold(chart: GrowthView): void;
  dayAt(chart: GrowthView, x: number, y: number): string | undefined;
  readingAt(chart: GrowthView, x: number, y: number): Reading | null;
  readingBeside(chart: GrowthView, day: string | undefined, by: number): Reading | null;
  growthTable(chart: GrowthView): Table;
}
export function answers(response: Response): Promise<Answers>;
