// The types of the elements and of what they answer. Shapes and meanings are those of the README.

// contract: begin, written by cargo xtask contract
/** A change of a query: lists as arrays or comma-separated, nothing for the default. */
export interface QueryChange {
  /** The views of a frame, or of an atlas without any, in order. */
  show?: readonly ('headline' | 'search' | 'map' | 'filters' | 'growth' | 'grid' | 'place'
    | 'table' | 'changes' | 'background')[] | string | null;
  /** What has a colour: counties, states, or agencies as dots. */
  by?: 'county' | 'state' | 'agency' | null;
  /** What is counted: agreements, agencies, or the share of a state's counties; what has a row of the table. */
  unit?: 'agreements' | 'agencies' | 'share' | null;
  /** The parts of what is counted. */
  split?: 'model' | 'level' | 'none' | null;
  /** Agreements active; on the chart those signed in a period, or no longer listed from it; on the map when the first was signed. */
  measure?: 'active' | 'signed' | 'ended' | 'first' | null;
  /** How long a period is. */
  every?: 'day' | 'month' | 'year' | null;
  /** The vertical axis. */
  scale?: 'linear' | 'log' | null;
  /** Only these states: postal codes, comma-separated. */
  state?: readonly string[] | string | null;
  /** Only these counties; state agencies sit in none: five-digit FIPS codes, comma-separated. */
  county?: readonly string[] | string | null;
  /** Only these models. */
  model?: readonly ('JEM' | 'TFM' | 'WSO')[] | string | null;
  /** Only these levels. */
  level?: readonly ('county' | 'municipal' | 'state')[] | string | null;
  /** Only what has one of these statuses on the day. */
  status?: readonly ('active' | 'pending' | 'renewed' | 'ended' | 'absent')[] | string | null;
  /** Only what was signed from a day to another: `FROM..TO`, either end open or `latest`. */
  signed?: string | null;
  /** Only agencies with these words in their names. */
  q?: string | null;
  /** The day counted on: a date, or `latest`. */
  asOf?: string | null;
  /** The time axis; `..` for all that is known: `FROM..TO`, either end open or `latest`. */
  range?: string | null;
  /** From when, up to the day counted on: a date, or days as `30d`. */
  since?: string | null;
  /** Our annotations, or what studies and findings say; a page's own are shown either way. */
  notes?: 'built-in' | 'background' | 'none' | null;
  /** The colours; `auto`: as the page's `color-scheme` and the reader want. */
  theme?: 'auto' | 'light' | 'dark' | null;
  /** The language; the page's own where none is set. */
  lang?: 'en' | 'es' | null;
  /** When it is near what is seen, as of an image, or at once. */
  loading?: 'lazy' | 'eager' | null;
  /** Another record, as CSV. */
  src?: string | null;
  /** Other packed geometry. */
  geography?: string | null;
}

/** A whole query, defaults included. */
export interface Query {
  readonly show: readonly ('headline' | 'search' | 'map' | 'filters' | 'growth' | 'grid' | 'place'
    | 'table' | 'changes' | 'background')[];
  readonly by: 'county' | 'state' | 'agency';
  readonly unit: 'agreements' | 'agencies' | 'share';
  readonly split: 'model' | 'level' | 'none';
  readonly measure: 'active' | 'signed' | 'ended' | 'first';
  readonly every: 'day' | 'month' | 'year';
  readonly scale: 'linear' | 'log';
  readonly state: readonly string[];
  readonly county: readonly string[];
  readonly model: readonly ('JEM' | 'TFM' | 'WSO')[];
  readonly level: readonly ('county' | 'municipal' | 'state')[];
  readonly status: readonly ('active' | 'pending' | 'renewed' | 'ended' | 'absent')[];
  readonly signed: string;
  readonly q: string;
  readonly asOf: string;
  readonly range: string;
  readonly since: string;
  readonly notes: 'built-in' | 'background' | 'none';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly lang: 'en' | 'es';
  readonly loading: 'lazy' | 'eager';
  readonly src: string;
  readonly geography: string;
}

/** What counts are sorted by. */
export type CountBy = 'state' | 'county' | 'agency' | 'model' | 'level' | 'status';
// contract: end

/**
 * The attributes of an element as properties, `lang` apart, which every element has: text, lists joined by commas.
 * Setting one sets the attribute, and `''` takes it away; reading one gives the attribute, else its default. Until the
 * module is there that is `''`.
 */
export type Attributes = {
  [Name in Exclude<keyof QueryChange, 'lang'>]-?: Exclude<QueryChange[Name], readonly string[] | null | undefined> | '';
};

/** A place and what is counted there. */
export interface Place {
  /** Five digits for a county, the postal code for a state. */
  code: string;
  name: string;
  agreements: number;
  agencies: number;
  /** The counts in words, a line each. */
  lines: string[];
  /** Where its middle lies, in CSS pixels of the picture. */
  x: number;
  y: number;
}

/** What a reader chose: a place, and of a search that found an agency, or a town by one, the agency's name. */
export interface Selected extends Pick<Place, 'code' | 'name' | 'agreements' | 'agencies'> {
  agency?: string;
}

/** What all views have. */
export interface AgreementView extends Attributes {}
export declare abstract class AgreementView extends HTMLElement {
  /**
   * Kept when what was asked for last is painted first; broken with the error that the page shows, or as `AbortError`
   * when the view is gone before. A new one for each load: read it again after another `src`.
   */
  readonly ready: Promise<void>;
  /** The picture as an SVG document, its words as text. Broken where a view has no picture. */
  toSVG(): Promise<string>;
  /** The picture in pixels, with title, legend, notes and source. Broken where a view has no picture. */
  toBlob(options?: BlobOptions): Promise<Blob>;
  /** Its numbers as CSV; no cell of it can be taken for a formula. Broken where a view has none. */
  toCSV(): Promise<string>;
}

/** How a picture is made pixels of. */
export interface BlobOptions {
  /** One of those that the browser writes, `image/png` without it. */
  type?: string;
  /** Pixels for one of CSS, up to 8; those of the screen without it. */
  ratio?: number;
}

export declare class AgreementFilters extends AgreementView {}

/** The place that is chosen on its atlas, or that its own attributes ask for. */
export declare class AgreementPlace extends AgreementView {}
export declare class AgreementSearch extends AgreementView {}

/** A tile for each state; choosing one looks there on the maps of its atlas. */
export declare class AgreementGrid extends AgreementView {}

/**
 * The agreements, row by row, or the agencies; choosing one looks there on the maps of its atlas. Its CSV has all rows, in
 * their order, with the columns of the record.
 */
export declare class AgreementTable extends AgreementView {}
/** What studies and findings say of the program. */
export declare class AgreementBackground extends AgreementView {}

/** What the lists changed, by day; choosing an agency looks there on the maps of its atlas. Its CSV has a row a change. */
export declare class AgreementChanges extends AgreementView {}
/** What there is of the query, in sentences. */
export declare class AgreementHeadline extends AgreementView {
  /** Its sentences with their sources, the day on which they were read, and where. */
  cite(): Promise<string>;
}

export declare class AgreementMap extends AgreementView {
  /** The place under a point in CSS pixels of the picture. */
  placeAt(x: number, y: number): Promise<Place | null>;
  /** Points at a place by its code and looks closer, as a reader would; `null` looks at the whole again. */
  select(code: string | null): Promise<void>;
  /** What the map shows, as rows of text. */
  table(): Promise<{ head: string[]; rows: string[][] }>;
}

export declare class AgreementGrowth extends AgreementView {
  /** What the chart shows, as rows of text. */
  table(): Promise<{ head: string[]; rows: string[][] }>;
}

/** A step of a story: what it asks for; wherever it says nothing, the atlas asks for what its own attributes say. */
export type StepChange = Omit<QueryChange, 'show' | 'loading' | 'src' | 'geography'>;

/** How steps are played. */
export interface PlayOptions {
  /** How long each stands before the next one, in milliseconds: 1500 without it. */
  pause?: number;
  /** Stops it where it is. */
  signal?: AbortSignal;
}

/** A passage of the page, and what the atlas shows while it is read. Its attributes are those of a step. */
export interface AgreementStep extends Omit<Attributes, 'show' | 'loading' | 'src' | 'geography'> {}
export declare class AgreementStep extends HTMLElement {}

export interface AgreementAtlas extends Attributes {}
export declare class AgreementAtlas extends HTMLElement {
  /** Kept when every view that is near has painted. */
  readonly ready: Promise<void>;
  /** The whole query; `undefined` until the module is there. */
  readonly query: Query | undefined;
  /** Changes the query. Kept when every view has painted. */
  update(change: QueryChange): Promise<void>;
  /**
   * Plays steps one after another, dates moving in between. Gives whether the end was reached: not when a reader, a
   * passage or the page asked for something else. Broken by the signal, with its reason.
   */
  play(steps: Iterable<StepChange>, options?: PlayOptions): Promise<boolean>;
  /** The numbers shown, by the named groups. */
  counts<By extends CountBy = never>(
    options?: { by?: By[] },
  ): Promise<(Record<By, string> & { agreements: number; agencies: number })[]>;
}

/**
 * Says where the files are that do not stand beside the script: a folder that has them under their own names. Before
 * the first element stands on a page; as `base` on an element does.
 */
export declare function configure(settings: { base?: string | null }): void;

/** The tags. */
export interface Tags {
  'agreement-atlas': AgreementAtlas;
  'agreement-filters': AgreementFilters;
  'agreement-search': AgreementSearch;
  'agreement-map': AgreementMap;
  'agreement-growth': AgreementGrowth;
  'agreement-place': AgreementPlace;
  'agreement-grid': AgreementGrid;
  'agreement-table': AgreementTable;
  'agreement-changes': AgreementChanges;
  'agreement-background': AgreementBackground;
  'agreement-headline': AgreementHeadline;
  'agreement-step': AgreementStep;
}

/** The events, which bubble up to the document and the window. */
export interface Events {
  'agreement-ready': CustomEvent<null>;
  'agreement-change': CustomEvent<Query>;
  'agreement-select': CustomEvent<Selected>;
  'agreement-leave': CustomEvent<null>;
  'agreement-step': CustomEvent<{ index: number; change: StepChange }>;
  'agreement-error': CustomEvent<{
    kind: 'wasm' | 'record' | 'geography' | 'picture';
    reason: 'offline' | 'unreached' | 'missing' | 'damaged' | 'blocked' | 'outdated' | 'defect';
    message: string;
  }>;
}

type Kebab<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Text;

/**
 * What a template may say of an element: its attributes, as they are written or as properties, where its files are, and
 * that they are to be compared: by the manifest beside them, or the record of `src` by a hash as in `integrity` of HTML;
 * and that the query lives in the page's address, with a word before its names.
 */
export type Template = {
  [Name in keyof Attributes as Name | Kebab<Name>]?: Attributes[Name] | undefined;
} & {
  base?: string | undefined;
  integrity?: string | boolean | undefined;
  'url-state'?: string | boolean | undefined;
  frame?: string | boolean | undefined;
  /** Of a step: the id of the atlas that it leads. */
  for?: string | undefined;
};

/** A line of words at a day of the chart that it stands in; no element of ours is registered for it. */
export interface Note {
  date?: string | undefined;
}

declare global {
  interface HTMLElementTagNameMap extends Tags {}
  interface GlobalEventHandlersEventMap extends Events {}
}
