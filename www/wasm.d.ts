// What crosses the boundary to the core, with the meaning that `src/embed/wasm.rs` gives it. The bindings themselves are made by the
// build; `tests/types/bindings.ts` holds that they fit these types.

import type { CountBy, Place, Query } from './agreement-atlas.js';

/** What stands around a picture. */
export interface Facts {
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

export default function init(options: { module_or_path: Response }): Promise<unknown>;

/** What the core answers to a query, a line for each name with a tab and its value; and what of it was not understood. */
export interface Answered<Facts> {
  facts: Facts;
  warnings: string[];
}

export function wholeQuery(text: string): Answered<Query>;

export class Record {
  constructor(bytes: Uint8Array);
  free(): void;
  counts<By extends CountBy>(query: string, by: By[]): ({ [Name in By]: string } & { agreements: number; agencies: number })[];
}

export function readCsv(bytes: Uint8Array): Record;
export function nameRecord(record: Record, names: Uint8Array): void;
export function nameGeography(geography: Geography, names: Uint8Array): void;
export function nameMap(map: MapView, record: Record, geography: Geography): void;
export function nameGrowth(growth: GrowthView, record: Record): void;

export class Geography {
  constructor(bytes: Uint8Array);
  static finer(bytes: Uint8Array, coarser: Geography): Geography;
  free(): void;
  aspect(): number;
}

/** What the controls show: the day counted, as days since 1970 and in words, and the models. */
export interface Controls {
  day: number;
  date: string;
  models: { code: string; name: string; chosen: boolean }[];
}

export class FiltersView {
  constructor(record: Record);
  free(): void;
  dates(): Int32Array;
  setQuery(text: string): Answered<Controls>;
  dayInWords(days: number): string;
}

export class MapView {
  constructor(record: Record, geography: Geography, restated?: Uint8Array);
  free(): void;
  refine(fine: Geography): void;
  resize(width: number, height: number): void;
  setQuery(text: string, tone: number): Answered<Facts>;
  draw(canvas: HTMLCanvasElement, ratio: number, tone: number): void;
  highlight(canvas: HTMLCanvasElement, code: string | undefined, ratio: number, tone: number): void;
  placeAt(x: number, y: number): Place | null;
  placeOf(code: string): Place | null;
  neighbour(code: string | undefined, dx: number, dy: number): Place | null;
  end(last: boolean): Place | null;
  named(letters: string, after?: string): Place | null;
  table(): Table;
  lookAt(code?: string): void;
  stateOf(code: string): string | undefined;
  lookedAt(): string | undefined;
  zoom(): number;
  wantsFine(): boolean;
  closer(factor: number, x: number, y: number): Float32Array;
  moved(x: number, y: number): Float32Array;
  travel(share: number): Float32Array;
}

export class GrowthView {
  constructor(record: Record, earlier?: Uint8Array, restated?: Uint8Array);
  free(): void;
  resize(width: number): void;
  annotate(notes: string): void;
  setQuery(text: string, tone: number): Answered<Facts>;
  draw(canvas: HTMLCanvasElement, ratio: number, tone: number): void;
  height(): number;
  hold(): void;
  chosen(): string | undefined;
  dayAt(x: number, y: number): string | undefined;
  readingAt(x: number, y: number): Reading | null;
  readingBeside(day: string | undefined, by: number): Reading | null;
  table(): string;
}
